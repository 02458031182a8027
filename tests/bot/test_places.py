"""Time zones by what people call a place."""

from zoneinfo import available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.places import city_of, likely_zones, nearest_place, place, places_like


@pytest.mark.parametrize(
    ("name", "zones"),
    [
        ("New York", "America/New_York"),
        ("new_york", "America/New_York"),
        ("NYC", "America/New_York"),
        ("Asia/Peking", "Asia/Shanghai"),
        ("asia/shanghai", "Asia/Shanghai"),
        ("Peking", "Asia/Shanghai"),
        ("北京时间", "Asia/Shanghai"),
        ("纽约", "America/New_York"),
        ("Munich", "Europe/Berlin"),
        ("münchen", "Europe/Berlin"),
        ("São Paulo", "America/Sao_Paulo"),
        ("sao paulo", "America/Sao_Paulo"),
        ("St. Louis", "America/Chicago"),
        ("Xi'an", "Asia/Shanghai"),
        ("Moskau", "Europe/Moscow"),
        ("Germany", "Europe/Berlin"),
        ("Deutschland", "Europe/Berlin"),
        ("德国", "Europe/Berlin"),
        ("India", "Asia/Kolkata"),
        ("Calcutta", "Asia/Calcutta"),
        ("GMT+8", "Etc/GMT-8"),
        ("EST", "America/New_York"),
        ("CEST", "Europe/Berlin"),
        ("CST", "America/Chicago Asia/Shanghai"),
        ("IST", "Asia/Kolkata Asia/Jerusalem Europe/Dublin"),
        ("Cambridge", "Europe/London America/New_York"),
        ("USA", "America/New_York America/Chicago America/Denver America/Los_Angeles"),
        ("Atlantis", ""),
        ("monthly", ""),
        ("", ""),
    ],
)
def test_a_place_has_the_clocks_that_people_mean(name: str, zones: str) -> None:
    assert place(name).zones == tuple(zones.split())


def test_an_abbreviation_is_known_as_the_name_of_a_clock() -> None:
    assert place("EST").is_clock
    assert not place("New York").is_clock


@pytest.mark.parametrize(
    ("typed", "zone"),
    [("Berln", "Europe/Berlin"), ("Europe/Berln", "Europe/Berlin"), ("Shangai", "Asia/Shanghai"),
     ("survey", None), ("hours", None), ("someday", None), ("weekly", None), ("x", None)],
)  # fmt: skip
def test_a_slip_is_offered_the_place_that_it_nearly_is(typed: str, zone: str | None) -> None:
    assert nearest_place(typed) == zone


def test_typing_a_city_finds_its_zone_first() -> None:
    assert places_like("berlin", "en", 5)[0] == ("Berlin", "Europe/Berlin")
    assert ("San Francisco", "America/Los_Angeles") in places_like("san f", "en", 5)
    assert ("Bangalore", "Asia/Kolkata") in places_like("bangal", "en", 5)
    assert ("纽约", "America/New_York") in places_like("纽", "zh-Hans", 5)
    assert places_like("zzzz", "en", 5) == []


def test_before_anything_is_typed_common_zones_are_there_in_the_readers_language() -> None:
    assert ("纽约", "America/New_York") in places_like("", "zh-Hans", 5)
    assert len(places_like("", "en", 5)) == 5


@pytest.mark.parametrize(
    ("language", "first"),
    [("de", "Europe/Berlin"), ("zh-hans", "Asia/Shanghai"), ("pt-BR", "America/Sao_Paulo"),
     ("ja", "Asia/Tokyo"), ("en-GB", "Europe/London"), ("en", "America/New_York"),
     ("zz", "America/New_York"), (None, "America/New_York"), ("!", "America/New_York")],
)  # fmt: skip
def test_the_likeliest_clock_is_that_of_the_persons_language(
    language: str | None, first: str
) -> None:
    found = likely_zones(language, 5)
    assert found[0] == first
    assert len(set(found)) == 5


def test_every_zone_that_is_offered_exists_and_has_a_name() -> None:
    for language in ("de", "zh-Hans", "ko", "ar", "ru", None):
        for zone in likely_zones(language, 8):
            assert zone in available_timezones()
            assert city_of(zone, language or "en")


@given(st.text(max_size=40))
def test_no_name_raises_and_every_zone_is_one(name: str) -> None:
    for zone in place(name).zones:
        assert zone in available_timezones() or zone.startswith("UTC")
    nearest_place(name)
    places_like(name, "en", 5)
