"""Where a text may be cut, and where it is cut."""

import pytest

from adapters.chat.graphemes import last_cut, may_cut, within
from adapters.telegram_chat.rendering.cutting import cut
from adapters.telegram_chat.rendering.layout import StyledLine, TextRun, Unit, line_text

WHOLE = {
    "a family": "\U0001f468\u200d\U0001f469\u200d\U0001f467",
    "a skin tone": "\U0001f44d\U0001f3fd",
    "an accent": "e\u0301\u0323",
    "a vowel sign": "\u0e01\u0e48",
    "a coloured heart": "\u2764\ufe0f",
    "a flag": "\U0001f1e9\U0001f1ea",
    "the flag of a country's part": "\U0001f3f4\U000e0067\U000e0062\U000e007f",
    "a Hangul syllable in letters": "\u1112\u1161\u11ab",
}


@pytest.mark.parametrize("sign", WHOLE.values(), ids=WHOLE.keys())
def test_a_sign_of_several_code_points_is_not_torn(sign: str) -> None:
    text = f"{sign}{sign}"
    assert [place for place in range(len(text) + 1) if may_cut(text, place)] == [
        0,
        len(sign),
        len(text),
    ]


def test_a_cut_is_made_before_the_sign_that_does_not_fit() -> None:
    family = WHOLE["a family"]
    assert last_cut(f"ab{family}", 9) == 2
    assert last_cut(f"ab{family}", 10) == 7


def test_a_sign_longer_than_the_room_is_torn_between_code_points() -> None:
    assert last_cut("e" + "\u0301" * 50, 10) == 10


def test_room_is_counted_in_utf_16_units() -> None:
    assert within("\U0001f600\U0001f600a", 3) == 1
    assert within("abc", 2) == 2


def cut_text(text: str, room: int) -> tuple[str, str]:
    first, left = cut(Unit(((TextRun(text),),)), room)
    assert left is not None
    return _text(first.lines), _text(left.lines)


def _text(lines: tuple[StyledLine, ...]) -> str:
    return "\n".join(map(line_text, lines))


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("One two. Three four", "One two."),
        ("One. Two three four five", "One. Two three"),
        ("He said “go!” and went away", "He said “go!”"),
        ("Version 2.5 is much better", "Version 2.5 is"),
        ("abcdefghijklmnopqrstu", "abcdefghijklmno"),
        ("方法很好。结果也很好，真的很好很好", "方法很好。结果也很好，真的很好"),
        ("方法很好，结果也很好。真的很好很好", "方法很好，结果也很好。"),
    ],
)
def test_a_cut_falls_on_the_best_place_within_fifteen_units(text: str, first: str) -> None:
    head, tail = cut_text(text, 15)
    assert head == first
    assert head + tail == text or f"{head} {tail}" == text


def test_lines_are_kept_whole_where_they_fit() -> None:
    lines = tuple((TextRun(text),) for text in ("one", "two", "three"))
    first, left = cut(Unit(lines), 8)
    assert left is not None
    assert (_text(first.lines), _text(left.lines)) == ("one\ntwo", "three")


def test_what_fits_is_not_cut() -> None:
    unit = Unit(((TextRun("one"),),))
    assert cut(unit, 3) == (unit, None)
