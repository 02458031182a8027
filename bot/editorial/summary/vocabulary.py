"""How the day's words are written: a title's capitals are taken off, names keep theirs. Pure."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain

from bot.editorial.summary.subjects import Subjects
from bot.text.words import STOP_WORDS, stems

# Halyard, Training-Free by its parts; but not BERT, TetherCam, 3D
_TITLE_WORD = re.compile(r"(?<![\w'’.])(?:A(?= )|[A-Z][a-z]+(?:-[A-Za-z][a-z]*)*)(?![\w'’])")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """How many of the day's abstracts write a stem without a capital, a word with one."""

    lower: Mapping[str, int]
    names: Mapping[str, int]


def read_vocabulary(papers: Iterable[Subjects]) -> Vocabulary:
    read = tuple(papers)
    return Vocabulary(
        Counter(chain.from_iterable(one.lower for one in read)),
        Counter(chain.from_iterable(one.names for one in read)),
    )


def capitals(form: str) -> int:
    """How many words are written as a title writes them."""
    return len(_TITLE_WORD.findall(form))


def with_names_only(form: str, vocabulary: Vocabulary) -> str:
    """Without a title's capitals; as it is where only a part of it would lose them."""
    plain = without_capitals(form, vocabulary)
    words = [word for word in plain.split() if word[:1].isalpha()]
    # "Bose gas" is a name and a noun; "speech Recognition" is half of a heading
    is_mixed = any(capitals(word) for word in words[1:]) and any(map(str.islower, words))
    if not is_mixed:
        return plain
    return form if all(capitals(word) for word in words) else form.lower()


def without_capitals(text: str, vocabulary: Vocabulary) -> str:
    """A title's words in lower case, but for names: what the day's abstracts write with a
    capital inside their sentences, and adjectives made of names (Bayesian)."""
    return _TITLE_WORD.sub(lambda found: _plain_word(found[0], vocabulary), text)


def _plain_word(word: str, vocabulary: Vocabulary) -> str:
    folded = word.lower()
    is_name = folded not in STOP_WORDS and any(
        _is_name(part, vocabulary) for part in word.split("-")
    )
    return word if is_name else folded


def _is_name(word: str, vocabulary: Vocabulary) -> bool:
    if not word[:1].isupper():
        return False
    plain = min((vocabulary.lower.get(stem, 0) for stem in stems(word)), default=0)
    is_eponym = not plain and word.endswith(("ian", "ean", "ians", "eans"))
    return vocabulary.names.get(word, 0) > plain or is_eponym
