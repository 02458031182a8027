"""What a written number is worth: digits, words, Chinese numerals, powers of ten. Pure."""

import re
from collections.abc import Sequence

# other digits and signs that mean the same, one for one, so that places stay
_SAME = str.maketrans(
    "０１２３４５６７８９％．，٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٪٫٬−–—‐‑\u00a0\u202f\u2009",
    "0123456789%.,01234567890123456789%.,-----   ",
)
_POWERS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")

DIGITS = (
    r"\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d{1,3}(?:[.]\d{3}){2,}(?!\d)|\d{1,3}\.\d{3}(?!\d)(?:,\d+)?"
    r"|\d{1,3}(?:[ '’]\d{3})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,]\d+)?|\.\d+"
)
POWER = r"\^\s?\{?([-+]?\d{1,3})\}?|([⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})"
_LAST_GROUP = re.compile(r"[.,]\d{3}$")

_HAN_DIGITS = {each: value for value, each in enumerate("〇一二三四五六七八九")} | {
    "零": 0,
    "两": 2,
    "兩": 2,
}
HAN_SCALES = {
    "十": 10,
    "百": 100,
    "千": 1_000,
    "십": 10,
    "백": 100,
    "천": 1_000,
    "万": 10_000,
    "萬": 10_000,
    "만": 10_000,
    "亿": 10**8,
    "億": 10**8,
    "억": 10**8,
    "兆": 10**12,
    "조": 10**12,
}
_MYRIAD = 10_000
HAN = "〇零一二两兩三四五六七八九十百千万萬亿億"

Word = tuple[float, str]
"""What a word is worth, and the text between it and the word before."""


def same_signs(text: str) -> str:
    """``text`` with ASCII digits, hyphens, spaces and percent signs; places stay as they are."""
    return text if text.isascii() else text.translate(_SAME)


def readings(written: str) -> tuple[float, ...]:
    """What digits may mean: ``1.234`` is 1.234 in English and 1,234 in German."""
    plain = re.sub(r"[ '’]", "", written)
    if "," in plain and "." in plain:
        decimal = max(plain.rfind(","), plain.rfind("."))
        whole = re.sub(r"[.,]", "", plain[:decimal])
        joined = float(re.sub(r"[.,]", "", plain))
        return (float(f"{whole}.{plain[decimal + 1 :]}"), *([joined] if _even(plain) else []))
    if plain.count(",") > 1 or plain.count(".") > 1:
        return (float(re.sub(r"[.,]", "", plain)),)
    value = float(plain.replace(",", "."))
    if _LAST_GROUP.search(plain) and not plain.startswith("0"):
        grouped = float(re.sub(r"[.,]", "", plain))
        return (grouped, value) if "," in plain else (value, grouped)
    return (value,)


def _even(plain: str) -> bool:
    return all(len(group) == 3 for group in re.split(r"[.,]", plain)[1:])


def decimals(written: str) -> int:
    """Digits after the point; none where the point groups thousands only."""
    found = re.search(r"[.,](\d+)$", written)
    if found is None or (_LAST_GROUP.search(written) and len(readings(written)) > 1):
        return 0 if found is None or "," in written else len(found[1])
    return len(found[1])


def power(written: str) -> int:
    return int(written.translate(_POWERS))


def han_value(written: str) -> float | None:
    """The value of Chinese numerals (``一亿二千万``, ``八十四``); None where they are none."""
    total = below = digit = 0.0
    seen = False
    if not any(each in HAN_SCALES for each in written):
        return float("".join(str(_HAN_DIGITS[each]) for each in written))
    for each in written:
        if each in _HAN_DIGITS:
            digit, seen = float(_HAN_DIGITS[each]), True
        elif HAN_SCALES[each] < _MYRIAD:
            below += (digit if seen else 1) * HAN_SCALES[each]
            digit, seen = 0.0, False
        elif not below and not digit and not total:
            return None
        else:
            total = (total + below + digit) * HAN_SCALES[each]
            below, digit, seen = 0.0, 0.0, False
    return total + below + digit


def han_decimal(whole: str, rest: str) -> float | None:
    """``八十四点二``: a whole number, and the digits after the point."""
    value = han_value(whole)
    if value is None or not rest:
        return value
    digits = "".join(str(_HAN_DIGITS.get(each, "")) for each in rest)
    return value + float(f"0.{digits}") if digits else value


def composed(words: Sequence[Word]) -> float:
    """``two hundred fifty`` is 250, ``two thirds`` 0.667, ``three and a half`` 3.5."""
    total = current = 0.0
    for value, between in words:
        if value < 1:
            current = _with_fraction(current, value, between)
        elif value >= 1000:
            total += (current or 1) * value
            current = 0.0
        elif value == 100:
            current = (current or 1) * value
        else:
            current += value
    return total + current


def _with_fraction(current: float, value: float, between: str) -> float:
    if not current:
        return value
    return current + value if between.strip(" -") else current * value
