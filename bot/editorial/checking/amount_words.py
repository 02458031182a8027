"""The words for numbers, scales and units, by language, as patterns. Pure."""

import re
from functools import cache

from bot.editorial.checking.lexicon import LANGUAGES, section
from bot.editorial.checking.numerals import HAN_SCALES
from bot.editorial.checking.units import dimension

# not where letters go on: "m" is no unit in "models"
_NOT_WITHIN = r"(?:(?<![A-Za-z\u00c0-\u024f\u0400-\u06ff])|(?![A-Za-z\u00c0-\u024f\u0400-\u06ff]))"


@cache
def bound_names(code: str) -> dict[str, str]:
    """What a word says of a figure behind or before it: about, over, under."""
    return {
        form.lower(): name
        for name, forms in reversed(list(section(code, "rounded").items()))
        for form in forms
    }


@cache
def bounds(code: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What bounds a figure: patterns for before it, and for behind it."""
    forms = _alternatives(bound_names(code))
    return (
        re.compile(
            rf"(?<![^\W\d_a-z])({forms})\s?(?:(?:an?|the|die|der|das|den|la|le|les|el|los|un|une|una|o|os|um|uma)\s)?$",
            re.I,
        )
        if code in ("zh", "ja", "ko")
        else re.compile(
            rf"(?<!\w)({forms})\s?(?:(?:an?|the|die|der|das|den|la|le|les|el|los|un|une|una|o|os|um|uma)\s)?$",
            re.I,
        ),
        re.compile(rf"\s?({forms})(?!\w)" if code not in ("zh", "ja", "ko") else rf"\s?({forms})"),
    )


def _alternatives(forms: dict[str, str]) -> str:
    # without forms it is found nowhere
    return "|".join(map(re.escape, sorted(forms, key=len, reverse=True))) or r"(?!)"


@cache
def number_words(code: str) -> tuple[re.Pattern[str], dict[str, str]]:
    """Numbers that are spelled, and what each is worth; "2x" is twice."""
    worth = {
        form.lower(): value for value, forms in section(code, "numbers").items() for form in forms
    }
    edge = r"(?<![^\W\d_])", r"(?![^\W\d_])"
    if code in ("zh", "ja", "ko"):
        edge = ("", "" if code != "ko" else r"(?=\s|번|가지|개|배|$|\b)")
    return re.compile(f"{edge[0]}(?:{_alternatives(worth)}){edge[1]}", re.I), worth


@cache
def units(code: str) -> dict[str, str]:
    """Every unit's forms: the language's own, those in English, which all use, and the others'."""
    order = (*(each for each in LANGUAGES if each not in (code, "en")), "en", code)
    names = order if code == "en" else order[-2:]
    return {
        form: unit
        for each in (("en",) if code == "en" else names)
        for unit, forms in section(each, "units").items()
        for form in forms
    }


@cache
def unit_at(code: str) -> re.Pattern[str]:
    """A unit, canonical by ``units``, behind a figure."""
    return re.compile(rf"[\s-]?({_alternatives(units(code))}){_NOT_WITHIN}")


@cache
def scales(code: str) -> dict[str, str]:
    """Words and letters that multiply a figure."""
    return {
        form: scale
        for each in ("en", code)
        for scale, forms in section(each, "scales").items()
        for form in forms
        if form not in HAN_SCALES
    }


@cache
def scale_at(code: str) -> re.Pattern[str]:
    """A word or letter that multiplies the figure before it."""
    return re.compile(rf"[\s-]?({_alternatives(scales(code))}){_NOT_WITHIN}")


@cache
def several(code: str) -> re.Pattern[str]:
    """Several of a unit of time."""
    vague = "|".join(map(re.escape, section(code, "several").get("", ()))) or r"(?!)"
    edge = "" if code in ("zh", "ja", "ko") else r"\b"
    long = {form: unit for form, unit in units(code).items() if dimension(unit) == "time"}
    forms = _alternatives(
        {form: unit for form, unit in long.items() if len(form) > 1 or not form.isascii()}
    )
    return re.compile(
        rf"{edge}(?:{vague})[\s个ヶか]?({forms}){_NOT_WITHIN}", re.I if not edge else 0
    )
