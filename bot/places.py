"""Time zones by what people call a place or its clock: a city, a country, EST, 纽约. Pure, but for
reading packaged data.

Cities and countries come from CLDR (through Babel) in the languages that the bot offers, and from
``bot/data/cities.txt``, which has the cities that no zone is called after.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from zoneinfo import available_timezones

from babel import Locale
from babel.core import get_global, parse_locale

from bot.languages import USUAL
from bot.zones import read_zone

_APART = re.compile(r"[\s_\-/.,'\N{RIGHT SINGLE QUOTATION MARK}]+")
# slips are small, and hardly ever in the first letter: jeden is not Aden, nor hours Honduras
_LEAST_CLOSE = 0.8
# where most people of the bot's chats live, as a menu offers them
_COMMON = (
    "America/New_York",
    "America/Los_Angeles",
    "Europe/London",
    "Europe/Berlin",
    "Asia/Kolkata",
    "Asia/Shanghai",
    "Asia/Tokyo",
)
# the clocks of countries for which CLDR has several: where most of their people live
_COUNTRIES: Mapping[str, tuple[str, ...]] = {
    "AR": ("America/Argentina/Buenos_Aires",),
    "AU": ("Australia/Sydney", "Australia/Brisbane", "Australia/Adelaide", "Australia/Perth"),
    "BR": ("America/Sao_Paulo", "America/Manaus"),
    "CA": ("America/Toronto", "America/Winnipeg", "America/Edmonton", "America/Vancouver"),
    "CL": ("America/Santiago",),
    "CN": ("Asia/Shanghai",),
    "CY": ("Asia/Nicosia",),
    "DE": ("Europe/Berlin",),
    "EC": ("America/Guayaquil",),
    "ES": ("Europe/Madrid",),
    "ID": ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"),
    "KZ": ("Asia/Almaty",),
    "MN": ("Asia/Ulaanbaatar",),
    "MX": ("America/Mexico_City", "America/Tijuana"),
    "MY": ("Asia/Kuala_Lumpur",),
    "NZ": ("Pacific/Auckland",),
    "PT": ("Europe/Lisbon",),
    "RU": ("Europe/Moscow", "Asia/Yekaterinburg", "Asia/Novosibirsk", "Asia/Vladivostok"),
    "UA": ("Europe/Kyiv",),
    "US": ("America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles"),
    "UZ": ("Asia/Tashkent",),
}


@dataclass(frozen=True, slots=True)
class Named:
    """What a name means. ``zones``: none where it is no place, several where it may be any of
    them. ``is_clock``: an abbreviation of a clock, which is that of summer or winter alone."""

    zones: tuple[str, ...]
    is_clock: bool = False


def place(name: str) -> Named:
    """Zones as they are kept, by IANA's name, an offset, an abbreviation, a city, a country."""
    clock = _clocks().get(name.strip().casefold())
    if clock is not None:
        return Named(clock, is_clock=True)
    zone = read_zone(name)
    if zone is not None:
        return Named((zone,))
    known = _places().get(_plain(name))
    return known.named if known else Named(())


def nearest_place(name: str) -> str | None:
    """The zone of the place whose name is nearly this one, which has four letters at least."""
    wanted = _plain(name)
    if sum(letter.isalpha() for letter in wanted) < 4:
        return None
    alike = [one for one in _places() if one[0] == wanted[0]]
    near = get_close_matches(wanted, alike, 1, cutoff=_LEAST_CLOSE)
    return _places()[near[0]].named.zones[0] if near else None


def places_like(typed: str, language: str, limit: int) -> Sequence[tuple[str, str]]:
    """Names of cities and countries that begin with, or else have, what was typed, each with its
    zone; each zone once. ``language`` is that of the names where none was typed (BCP 47)."""
    wanted = _plain(typed)
    if not wanted:
        return [(city_of(zone, language), zone) for zone in _COMMON][:limit]
    places = _places().items()
    begin = [one for name, one in places if name.startswith(wanted)]
    hold = [one for name, one in places if len(wanted) > 2 and f" {wanted}" in name]
    exact = [one for name, one in places if name == wanted]
    found: dict[str, str] = {}
    for one in (*exact, *begin, *hold):
        for zone in one.named.zones:
            found.setdefault(zone, one.name)
    return [(name, zone) for zone, name in found.items()][:limit]


def likely_zones(language: str | None, limit: int) -> tuple[str, ...]:
    """Zones that somebody with this language (BCP 47) may live in, then the common ones."""
    return tuple(dict.fromkeys((*_of_language(language), *_COMMON)))[:limit]


def city_of(zone: str, language: str) -> str:
    """What a language calls the zone's city: New York, 纽约; a zone without one by its name."""
    named = _locale(language).time_zones.get(_in_cldr(zone), {}).get("city")
    area, _, city = zone.rpartition("/")
    if named and named != "Unknown City":
        return str(named)
    return city.replace("_", " ") if area and area != "Etc" else zone


def _of_language(language: str | None) -> tuple[str, ...]:
    """By the country that CLDR thinks of first: Germany for German, where it has one clock."""
    tag = (language or "en").replace("-", "_")
    try:
        spoken, territory, *_ = parse_locale(tag)
    except ValueError:
        return ()
    if spoken == "en" and territory is None:
        return ()
    likely = str(get_global("likely_subtags").get(tag) or get_global("likely_subtags").get(spoken))
    country = territory or likely.rpartition("_")[2]
    return _zones_of_countries().get(country, ())


def _plain(name: str) -> str:
    """Small letters without accents, one space between words."""
    decomposed = unicodedata.normalize("NFKD", name.strip().casefold())
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return _APART.sub(" ", bare).strip()


@dataclass(frozen=True, slots=True)
class _Place:
    """``name`` as people write it."""

    name: str
    named: Named


@cache
def _places() -> Mapping[str, _Place]:
    """By plain names; what is written by hand counts before CLDR."""
    found: dict[str, _Place] = {}
    for name, zones in (*_table("cities.txt"), *_cities_of_zones(), *_of_cldr()):
        found.setdefault(_plain(name), _Place(name.replace("_", " "), Named(zones)))
    found.pop("", None)
    return found


@cache
def _clocks() -> Mapping[str, tuple[str, ...]]:
    return {name.casefold(): zones for name, zones in _table("clock_abbreviations.txt")}


def _table(name: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    for line in files("bot").joinpath("data", name).read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            called, _, zones = line.partition("\t")
            yield called, tuple(zones.split())


def _cities_of_zones() -> Iterator[tuple[str, tuple[str, ...]]]:
    """A zone's own name, and its city, where one zone alone is called after it."""
    by_city: dict[str, list[str]] = {}
    for zone in available_timezones():
        area, _, city = zone.rpartition("/")
        if area and area != "Etc":
            by_city.setdefault(city, []).append(zone)
            yield zone, (zone,)
    for city, zones in by_city.items():
        if len(zones) == 1:
            yield city, (zones[0],)


def _of_cldr() -> Iterator[tuple[str, tuple[str, ...]]]:
    known = available_timezones()
    for language in USUAL:
        locale = _locale(language)
        for zone, told in locale.time_zones.items():
            if "city" in told and _modern(zone) in known:
                yield str(told["city"]), (_modern(zone),)
        for country, zones in _zones_of_countries().items():
            yield str(locale.territories.get(country, "")), zones


@cache
def _zones_of_countries() -> Mapping[str, tuple[str, ...]]:
    """By ISO 3166 code; CLDR knows more that are no country, as the Pacific."""
    known = available_timezones()
    alone = {
        country: (_modern(zones[0]),)
        for country, zones in get_global("territory_zones").items()
        if len(zones) == 1 and len(country) == 2 and _modern(zones[0]) in known
    }
    return {**alone, **_COUNTRIES}


@cache
def _locale(language: str) -> Locale:
    try:
        return Locale.parse(language, sep="-")
    except ValueError:
        return Locale.parse("en")


# CLDR calls some zones by names that IANA has given up
_RENAMED = {
    "Asia/Calcutta": "Asia/Kolkata",
    "Asia/Katmandu": "Asia/Kathmandu",
    "Asia/Saigon": "Asia/Ho_Chi_Minh",
    "Asia/Rangoon": "Asia/Yangon",
    "Europe/Kiev": "Europe/Kyiv",
    "Atlantic/Faeroe": "Atlantic/Faroe",
    "Africa/Asmera": "Africa/Asmara",
    "America/Godthab": "America/Nuuk",
    "America/Buenos_Aires": "America/Argentina/Buenos_Aires",
}


def _modern(zone: str) -> str:
    return _RENAMED.get(zone, zone)


def _in_cldr(zone: str) -> str:
    return next((old for old, new in _RENAMED.items() if new == zone), zone)
