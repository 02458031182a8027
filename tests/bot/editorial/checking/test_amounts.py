"""A number is the same number however a language writes it."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.editorial.checking.amounts import amounts
from bot.editorial.checking.numerals import han_value


def read(text: str, language: str = "en") -> list[tuple[float, str]]:
    return [(one.values[0], one.unit) for one in amounts(text, language)]


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("1,000 papers", "en", 1_000),
        ("1k papers", "en", 1_000),
        ("10^3 papers", "en", 1_000),
        ("10³ papers", "en", 1_000),
        ("1.2×10^5 papers", "en", 120_000),
        ("1.2e5 papers", "en", 120_000),
        ("ten papers", "en", 10),
        ("two hundred fifty papers", "en", 250),
        ("twenty-three papers", "en", 23),
        ("3.5 million papers", "en", 3_500_000),
        ("a 7B model", "en", 7e9),
        ("一万张图", "zh", 10_000),
        ("1.2亿参数", "zh", 120_000_000),
        ("1亿2千万参数", "zh", 120_000_000),
        ("两千四百段对话", "zh", 2_400),
        ("三个数据集", "zh", 3),
        ("1.2 億パラメータ", "ja", 120_000_000),
        ("2만 개", "ko", 20_000),
        ("128 000 tokens", "fr", 128_000),
        ("1,2 Millionen Bilder", "de", 1_200_000),
        ("120 млн параметров", "ru", 120_000_000),
        ("128 ألف رمز", "ar", 128_000),
        ("٤٠ رمزاً", "ar", 40),
    ],
)
def test_a_count(text: str, language: str, value: float) -> None:
    found, unit = read(text, language)[0]
    assert found == pytest.approx(value)
    assert unit == ""


@pytest.mark.parametrize(
    ("text", "language", "value", "unit"),
    [
        ("84.2 %", "en", 84.2, "%"),
        ("84.2 percent", "en", 84.2, "%"),
        ("百分之八十四点二", "zh", 84.2, "%"),
        ("８４．２％", "zh", 84.2, "%"),
        ("84,2 %", "de", 84.2, "%"),
        ("84,2 por ciento", "es", 84.2, "%"),
        ("提高 3.5 个百分点", "zh", 3.5, "pt"),
        ("3.5 points", "en", 3.5, "pt"),
        ("2.3 times faster", "en", 2.3, "x"),
        ("twice as fast", "en", 2, "x"),
        ("halves the rate", "en", 0.5, "x"),
        ("two thirds of them", "en", 2 / 3, "x"),
        ("三分之一", "zh", 1 / 3, "x"),
        ("四分の三", "ja", 0.75, "x"),
        ("3분의 1", "ko", 1 / 3, "x"),
        ("doppelt so schnell", "de", 2, "x"),
        ("la moitié", "fr", 0.5, "x"),
        ("вдвое быстрее", "ru", 2, "x"),
        ("three and a half hours", "en", 3.5, "h"),
        ("a day and a half", "en", 1.5, "d"),
        ("3 个半小时", "zh", 3.5, "h"),
        ("45 毫秒", "zh", 45, "ms"),
        ("16 FPS", "en", 16, "fps"),
        ("40 Go de mémoire", "fr", 40, "GB"),
        ("40 غيغابايت", "ar", 40, "GB"),
    ],
)
def test_an_amount_has_a_unit(text: str, language: str, value: float, unit: str) -> None:
    found, measured = read(text, language)[0]
    assert found == pytest.approx(value, rel=1e-6)
    assert measured == unit


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("GPT-4 and F1 on a 3D scene with an A100", "en"),
        ("Llama-3.3-70B-Instruct", "en"),
        ("one of the third stage", "en"),
        ("统一的三维表示，一般而言十分有效", "zh"),
        ("第3阶段", "zh"),
    ],
)
def test_names_and_ordinals_are_no_amounts(text: str, language: str) -> None:
    assert read(text, language) == []


def test_what_begins_a_range_has_the_unit_of_its_end() -> None:
    assert read("10-20% of them") == [(10, "%"), (20, "%")]
    assert read("from 129M-605M") == [(129e6, ""), (605e6, "")]


def test_a_german_point_may_group_thousands() -> None:
    assert 12_480.0 in amounts("12.480 Bilder", "de")[0].values
    assert amounts("0,913", "de")[0].values == (0.913,)


@given(some.integers(2, 99_999_999))
def test_chinese_numerals_are_read_as_they_are_written(number: int) -> None:
    assert han_value(chinese(number)) == number


def chinese(number: int) -> str:
    """The numeral as it is taught: 万 groups, 零 for what is left out."""
    for scale, sign in ((10_000, "万"), (1_000, "千"), (100, "百"), (10, "十")):
        if number >= scale:
            whole, rest = divmod(number, scale)
            gap = "零" if rest and rest < scale // 10 else ""
            return f"{chinese(whole)}{sign}{gap}{chinese(rest) if rest else ''}"
    return "零一二三四五六七八九"[number]


@given(some.text(max_size=200), some.sampled_from(["en", "zh", "de", "ar", "ko", "tlh"]))
def test_any_text_is_read(text: str, language: str) -> None:
    for one in amounts(text, language):
        assert 0 <= one.start < one.end <= len(text)
