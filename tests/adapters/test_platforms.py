"""Addresses of channels as an operator types them."""

import pytest

from adapters.platforms import address_fault


@pytest.mark.parametrize(
    "address",
    [
        "terminal:lab",
        "telegram:7",
        "telegram:-1001234567890",
        "telegram:-1001234567890/12",
        "discord:1573740946892259330",
    ],
)
def test_an_address_is_one(address: str) -> None:
    assert address_fault(address) is None


@pytest.mark.parametrize("address", ["telegram:@foo", "telegram:foo_lab", "telegram:t.me/foo1"])
def test_a_name_is_told_what_it_lacks_and_what_does_without(address: str) -> None:
    fault = address_fault(address)
    assert fault is not None
    assert "/subscribe @foo" in fault


@pytest.mark.parametrize(
    "address",
    [
        *("", "lab", "slack:1", "terminal:", "terminal:a b", "telegram:", "telegram:0"),
        *("telegram:007", "telegram:--7", "telegram:7/", "telegram:7/0", "telegram:7/1/2"),
        *("telegram:99999999999999999999", "telegram:７", "discord:user/1", "discord:#papers"),
        *("discord:1/2", "discord:-1", "telegram:7\n"),
    ],
)
def test_what_nothing_can_be_sent_to_is_none(address: str) -> None:
    fault = address_fault(address)
    assert fault is not None
    assert "not a channel's address" in fault
