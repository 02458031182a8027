"""A text is encoded once, however many channels ask for it."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from bot.editorial.space.remembering import RememberingEncoder


class LetterCounter:
    """Encodes a text as how many of its letters are vowels; tells what it was asked for."""

    name = "letters"
    version = "3"

    def __init__(self) -> None:
        self.asked: list[str] = []

    def vectors(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        self.asked += texts
        counts = [[sum(map(text.count, "aeiou")), len(text)] for text in texts]
        rows = np.array(counts, np.float32).reshape(len(texts), 2)
        return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), np.float32)


def test_each_text_is_encoded_once_and_gets_its_own_row() -> None:
    letters = LetterCounter()
    encoder = RememberingEncoder(letters, 10)
    texts = ["video", "robots", "video"]
    np.testing.assert_array_equal(encoder.vectors(texts), LetterCounter().vectors(texts))
    np.testing.assert_array_equal(encoder.vectors(["robots"]), LetterCounter().vectors(["robots"]))
    assert letters.asked == ["video", "robots"]
    assert (encoder.name, encoder.version) == ("letters", "3")


def test_no_text_gives_no_row_of_the_usual_length() -> None:
    assert RememberingEncoder(LetterCounter(), 10).vectors([]).shape == (0, 2)


def test_what_was_used_least_recently_is_forgotten() -> None:
    letters = LetterCounter()
    encoder = RememberingEncoder(letters, 2)
    for text in ("one", "two", "one", "three"):
        encoder.vectors([text])
    letters.asked.clear()
    encoder.vectors(["one"])
    encoder.vectors(["two"])
    assert letters.asked == ["two"]


def test_more_texts_than_are_kept_all_get_their_rows() -> None:
    texts = ["one", "two", "three", "four"]
    found = RememberingEncoder(LetterCounter(), 2).vectors(texts)
    np.testing.assert_array_equal(found, LetterCounter().vectors(texts))
