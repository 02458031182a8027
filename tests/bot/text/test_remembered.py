"""Words that were made once are not made again, within a bound."""

from bot.text.remembered import Remembered


def test_a_word_is_made_once() -> None:
    made: list[str] = []

    def upper(word: str) -> str:
        made.append(word)
        return word.upper()

    remembered = Remembered(upper, 10)
    assert [remembered[word] for word in ("kiln", "stove", "kiln")] == ["KILN", "STOVE", "KILN"]
    assert made == ["kiln", "stove"]


def test_no_more_than_so_many_are_kept() -> None:
    remembered = Remembered(str.upper, 2)
    assert [remembered[word] for word in "abcab"] == ["A", "B", "C", "A", "B"]
    assert len(remembered) <= 2
