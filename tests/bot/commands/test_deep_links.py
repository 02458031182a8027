"""Command lines that travel as the payload of a link, and come back as they were."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.commands.lines.deep_links import LONGEST, command_from, payload_for

_PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}")


@pytest.mark.parametrize(
    ("command", "payload"),
    [
        ("/paper 2602.01234", "paper_2602_01234"),
        ("/paper 2602.01234v2", "paper_2602_01234v2"),
        ("/paper 0704.0001", "paper_0704_0001"),
        ("/paper hep-th/9901002", "paper_hep-th_9901002"),
        ("/save math/0309136v1", "save_math_0309136v1"),
        ("/brief titles", "brief_titles"),
        ("/brief", "brief"),
        ("/brief @-1001234 titles 2", "brief_c-1001234_titles_2"),
        ("/topics @-1001234/7 in cs", "topics_c-1001234-7_in_cs"),
        ("/subscribe @-5", "subscribe_c-5"),
    ],
)
def test_a_command_travels_and_comes_back(command: str, payload: str) -> None:
    assert payload_for(command) == payload
    assert command_from(payload) == command


@pytest.mark.parametrize(
    "command",
    [
        "/paper nothing like an id",
        "/topics +diffusion",
        "/topics @lab_news",
        "/schedule 08:00",
        "/search two words; and more",
        "/brief " + " ".join(["abcdefghijklmnopqrst"] * 4),
    ],
)
def test_what_no_payload_can_hold_has_none(command: str) -> None:
    assert payload_for(command) is None


@pytest.mark.parametrize(
    "payload", ["", "_", "start", "start_x", "paper_", "paper_nothing", "PAPER_2602_01234", "a"]
)
def test_a_payload_that_is_not_ours_means_nothing(payload: str) -> None:
    assert command_from(payload) is None


@given(
    st.from_regex(r"/(paper|save|why|vote|brief|topics|status)", fullmatch=True),
    st.one_of(
        st.from_regex(r"[0-9]{2}(0[1-9]|1[0-2])\.[0-9]{5}(v[1-9])?", fullmatch=True),
        st.from_regex(r"(hep-th|astro-ph|math|cs|q-bio)/9[0-9]0[1-9][0-9]{3}", fullmatch=True),
        st.from_regex(
            r"@-[1-9][0-9]{0,14}(/[1-9][0-9]{0,5})?( [a-z0-9]{1,9}){0,3}", fullmatch=True
        ),
        st.text(max_size=80),
    ),
)
def test_every_payload_is_one_that_telegram_takes_and_is_read_back(name: str, rest: str) -> None:
    command = f"{name} {rest}"
    payload = payload_for(command)
    if payload is not None:
        assert _PAYLOAD.fullmatch(payload)
        assert len(payload) <= LONGEST
        again = command_from(payload)
        assert again is not None
        assert payload_for(again) == payload
