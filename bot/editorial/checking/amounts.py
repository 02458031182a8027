"""The amounts that a text states: values, precision, units, in any of the languages. Pure."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from bot.editorial.checking.amount import Amount, as_shares, ranged
from bot.editorial.checking.amount_words import (
    number_words,
    scale_at,
    scales,
    several,
    unit_at,
    units,
)
from bot.editorial.checking.lexicon import known
from bot.editorial.checking.numerals import (
    DIGITS,
    HAN,
    HAN_SCALES,
    POWER,
    composed,
    decimals,
    han_decimal,
    power,
    readings,
    same_signs,
)

# a letter, or a letter and a hyphen, before digits makes them part of a name: GPT-4, F1
_BEFORE = r"(?<![A-Za-z0-9_.^/@])(?<!第)(?<!제)"
_NUMBER = re.compile(
    rf"{_BEFORE}(?P<digits>{DIGITS})"
    rf"(?:\s?[×x·*⋅]\s?10(?:{POWER})|(?<=10)(?:{POWER})|[eE](?P<e>[-+]?\d{{1,3}})(?![\w.]))?"
)
# Llama-3.3-70B: digits behind a hyphen of what begins with a letter
# in Hebrew a preposition stands before a name with a hyphen
_IN_NAME = re.compile(
    r"(?:(?<![A-Za-z0-9.+-])|(?<=[\u0590-\u08ff]-))[A-Za-z][A-Za-z0-9.+]*(?:-[A-Za-z0-9.+]+)*-$"
)
_FRACTION = re.compile(r"(?<![\d/.])(\d{1,2})/(\d{1,2})(?![\d/.])")
_HAN_SCALED = re.compile(
    rf"\s?((?:[{''.join(HAN_SCALES)}](?![米克瓦赫字分巴])|\d[\d.]*(?=[{''.join(HAN_SCALES)}]))+)"
)
_HAN_NUMBER = re.compile(rf"(?<!第)(?<![{HAN}])(百分之)?([{HAN}]+)(?:[点點]([{HAN}]+))?")
_PARTS_OF = re.compile(
    rf"([{HAN}]+|\d+|[이삼사오육칠팔구십]+)\s?(?:分[之の]|분의)\s?([{HAN}]+|\d+|[일이삼사오육칠팔구])"
)
_PERCENT_BEFORE = re.compile(r"百分之\s?$")
_KOREAN = {each: str(value) for value, each in enumerate("영일이삼사오육칠팔구")} | {"십": "10"}
# what a lone Chinese digit has to stand before to be a count
_COUNTED = (
    "个個個项種种类類名位家台块塊张張条條段层層倍轮輪步阶階组組对對次篇天小分秒年月日"
    "周成幅枚句本つ人件回点門门款支所座只样档级级路份帧套"
)
_MORE_COUNTED = ("阶段", "数据", "任务", "基准", "模型", "方面", "模块", "语言")
# what makes a single digit a word: 一万 is a number, 万一, 十分, 千万别 are none
_NO_NUMBER = re.compile(r"万一|十分(?!之|钟)|成千上万|千万别|三思|四处|百般|千差万别|九成九|一一")
# one by one, two by two
_EACH = ("一一", "两两", "三三", "三三两两")
_TENTHS = re.compile(rf"(?<![{HAN}\d])([{HAN}]|\d(?:\.\d)?)成(?![为功员果像本分立长熟就绩])")
_AND_A_HALF = re.compile(r"\b(?:an?|one) (\w+) and a half\b", re.I)
_TIGHT = re.compile(r"[A-Za-z\u00c0-\u024f\u0400-\u04ff]")
_JOINS = re.compile(r"[\s-]+(?:(?:and|und|y|e|et|и)\s+)?(?:an?\s+)?|\s?")
_ORDINALS = frozenset(
    (1 / 3, 0.2, 0.166666666667, 0.142857142857, 0.125, 0.111111111111, 0.1, 0.333333333333)
)
_PARTED = re.compile(r"(?:\ban?|\bone|\btwo|\bthree|\bfour|\bfive|\bseven|\d)[\s-]$", re.I)
_NEAR = 40
# 8.0p, and not 720p
_POINTS = re.compile(r"p(?!\w)")
# languages that write a decimal point, never a comma
_POINT = ("en", "zh", "ja", "ko")
# and those that write a point between thousands
_COMMA = ("de", "es", "pt")


def amounts(text: str, language: str) -> tuple[Amount, ...]:
    """Every amount of a text, in order. "One" and ordinals are none."""
    plain = same_signs(text)
    code = known(language)
    found = sorted(_all(plain, code), key=lambda one: (one.start, -one.end))
    kept: list[Amount] = []
    for one in found:
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return tuple(ranged(as_shares(kept, plain), plain, code))


def vague_units(text: str, language: str) -> Iterator[tuple[str, str]]:
    """Units of which a text has "several", canonical, with what it says."""
    code = known(language)
    for found in several(code).finditer(text):
        yield units(code)[found[1]], found[0]


def _all(text: str, code: str) -> Iterator[Amount]:
    if any(map(str.isdigit, text)):
        yield from _in_digits(text, code)
    if code in ("zh", "ja"):
        yield from _in_han(text, code)
    if code in ("zh", "ja", "ko"):
        yield from _parts(text)
    yield from _in_words(text, code)


def _in_digits(text: str, code: str) -> Iterator[Amount]:
    for one in _FRACTION.finditer(text):
        if 0 < int(one[1]) < int(one[2]):
            value = int(one[1]) / int(one[2])
            yield Amount((value,), 0.02 * value, "x", one.start(), one.end(), is_word=True)
    for one in _NUMBER.finditer(text):
        made = _in_digits_at(text, one, code)
        if made is not None:
            yield made


def _in_digits_at(text: str, one: re.Match[str], code: str) -> Amount | None:
    # time-to-67.5% is no name
    is_share = text[one.end() : one.end() + 1] == "%"
    if _IN_NAME.search(text, max(0, one.start() - _NEAR), one.start()) and not is_share:
        return None
    written = one["digits"]
    values, step, end = readings(written), 10.0 ** -decimals(written), one.end()
    if code in _POINT:
        values = values[:1]
    elif code in _COMMA and len(values) > 1 and values[1] > values[0] and step < 1:
        values, step = (*values[:0:-1], values[0]), 1.0
    exponent = next((each for each in one.groups()[1:] if each), None)
    if exponent is not None:
        bare = written == "10" and one[0][2:3] not in ("e", "E", "")
        factor = 10.0 ** power(exponent)
        scaled = (factor,) if bare and "×" not in one[0] else tuple(v * factor for v in values)
        return _with_unit(text, Amount(scaled, step * factor, "", one.start(), end), code)
    following = text[end : end + 1]
    if (myriads := _HAN_SCALED.match(text, end)) and myriads[1][0] in HAN_SCALES:
        value = _scaled_by_han(values[0], myriads[1])
        step *= min(HAN_SCALES[each] for each in myriads[1] if each in HAN_SCALES)
        made = Amount((value,), step, "", one.start(), myriads.end())
        return _with_unit(text, made, code)
    made = Amount(values, step, "", one.start(), end)
    made = _with_unit(text, _with_scale(text, made, code), code)
    if made.end == end and step < 1 and _POINTS.match(text, end):
        made = replace(made, unit="pt", end=end + 1)
    # 3D, 4th, 8x8: letters that are no unit make it a name
    if made.end == end and (following == "_" or (following and _TIGHT.match(following))):
        return None
    return made


def _scaled_by_han(first: float, rest: str) -> float:
    """``1`` and ``亿2千万``: 120 million."""
    pieces = re.findall(rf"(\d[\d.]*)?([{''.join(HAN_SCALES)}]+)", rest)
    total = 0.0
    for position, (digits, signs) in enumerate(pieces):
        value = first if position == 0 else float(digits or 1)
        for scale in signs:
            value *= HAN_SCALES[scale]
        total += value
    return total


def _in_han(text: str, code: str) -> Iterator[Amount]:
    for one in _TENTHS.finditer(text):
        value = float(one[1]) if one[1][0].isdigit() else han_decimal(one[1], "")
        if value:
            yield Amount((10 * value,), 10, "%", one.start(), one.end(), is_word=True)
    for one in _HAN_NUMBER.finditer(text):
        if _NO_NUMBER.search(text, max(0, one.start() - 2), one.end() + 2):
            continue
        if one[2] in _EACH and not one[3]:
            continue
        value = han_decimal(one[2], one[3] or "")
        step = 10.0 ** -len(one[3]) if one[3] else 1.0
        if value is None:
            continue
        made = Amount((value,), step, "%" if one[1] else "", one.start(), one.end(), is_word=True)
        made = made if one[1] else _with_unit(text, made, code)
        if made.unit or _is_counted(text, made, one[2]):
            yield made


def _is_counted(text: str, made: Amount, written: str) -> bool:
    """Whether a Chinese numeral counts something; 三维, 一般, 统一 do not."""
    if len(written) > 1:
        return not (set(written) <= {"一", "十", "百", "千", "万"} and len(written) < 2)
    if made.values[0] in (0, 1):
        return False
    following = text[made.end : made.end + 2]
    return written not in "百千万亿" and (following[:1] in _COUNTED or following in _MORE_COUNTED)


def _parts(text: str) -> Iterator[Amount]:
    for one in _PARTS_OF.finditer(text):
        whole, part = (_small(each) for each in one.groups())
        if whole and part and whole != 100:
            value = part / whole
            yield Amount((value,), 0.02 * value, "x", one.start(), one.end(), is_word=True)


def _small(written: str) -> float | None:
    if written.isdigit():
        return float(written)
    if written[0] in _KOREAN:
        return float("".join(_KOREAN.get(each, "") for each in written) or 0)
    return han_decimal(written, "")


def _in_words(text: str, code: str) -> Iterator[Amount]:
    pattern, worth = number_words(code)
    group: list[re.Match[str]] = []
    for one in pattern.finditer(text):
        if group and not _JOINS.fullmatch(text, group[-1].end(), one.start()):
            yield from _worded(text, group, worth, code)
            group = []
        group.append(one)
    yield from _worded(text, group, worth, code)
    if code == "en":
        for one in _AND_A_HALF.finditer(text):
            if unit := unit_at(code).match(one[1]):
                named = units(code)[unit[1]]
                yield Amount((1.5,), 0.5, named, one.start(), one.end(), is_word=True)


def _worded(
    text: str, group: list[re.Match[str]], worth: dict[str, str], code: str
) -> Iterator[Amount]:
    if not group:
        return
    start, end = group[0].start(), group[-1].end()
    raw = [worth[one[0].lower()] for one in group]
    if any(each.endswith("x") for each in raw):
        value = float(raw[-1].rstrip("x")) if raw[-1].endswith("x") else 0.0
        if value:
            yield Amount((value,), 1.0, "x", group[-1].start(), end, is_word=True)
        return
    between = ["", *(text[a.end() : b.start()] for a, b in pairwise(group))]
    value = composed([(float(each), gap) for each, gap in zip(raw, between, strict=True)])
    if value in _ORDINALS and code == "en" and not _is_fraction(text, start, end):
        return
    if value == 1:
        return
    step = 0.02 * value if value < 1 else 1.0 if value.is_integer() else 0.1
    unit = "x" if 0 < value < 1 else ""
    made = Amount((value,), step, unit, start, end, is_word=True)
    yield made if unit else _with_unit(text, _with_scale(text, made, code), code)


def _is_fraction(text: str, start: int, end: int) -> bool:
    """A third, two thirds; and not "the third stage"."""
    return text[start:end].lower().endswith("s") or bool(_PARTED.search(text, 0, start))


def _with_scale(text: str, made: Amount, code: str) -> Amount:
    found = scale_at(code).match(text, made.end)
    if found is None:
        return made
    factor = float(scales(code)[found[1]])
    values = tuple(value * factor for value in made.values)
    return replace(made, values=values, step=made.step * factor, end=found.end())


def _with_unit(text: str, made: Amount, code: str) -> Amount:
    found = unit_at(code).match(text, made.end)
    if found is None:
        if _PERCENT_BEFORE.search(text, max(0, made.start - 4), made.start):
            return replace(made, unit="%")
        return made
    values = made.values
    if "半" in found[1]:
        values = tuple(value + 0.5 for value in values)
    return replace(made, values=values, unit=units(code)[found[1]], end=found.end())
