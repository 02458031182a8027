"""Words of a text as the product compares them: tokens, stems, stop words, phrases. Pure.

A token is a run of letters and digits, folded to lower case without accents, with the signs that
make a name another name kept (``c++``, ``c#``, ``gpt 3.5``). All other signs separate words, so
``vision-language`` and ``vision language`` are the same two; only a prefix is joined to its word
(``multi-modal`` is ``multimodal``).
"""

import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import Stemmer

from bot.text.remembered import Remembered

_PREFIX_WORDS = """
anti auto bi co counter fine hetero hyper inter intra meta micro mis mono multi neuro non off on
over post pre pseudo re semi sub super trans tri ultra un under uni
"""
_PREFIXES = frozenset(_PREFIX_WORDS.split())
_HYPHENS = "-‐‑"
_WITHOUT_HYPHENS = dict.fromkeys(map(ord, _HYPHENS))
# Stands for a prefix until its word is read; no stem holds a hyphen.
_PREFIX = "-"
_TOKEN = re.compile(
    # a dot stays inside a number only (GPT-3.5, 0.5B); a hyphen is kept to see prefixes;
    # (x|) is tried in half the time of (x)?
    rf"[^\W_]++(?:\.\d+[^\W_]*|)(?:\+\+|#(?!\w)|)(?:[{_HYPHENS}](?=[^\W_])|)"
)
# the same for a text in ASCII: sets of letters are looked at in half the time of classes
_ASCII_TOKEN = re.compile(
    r"[a-zA-Z0-9]++(?:\.[0-9]+[a-zA-Z0-9]*|)(?:\+\+|#(?!\w)|)(?:-(?=[a-zA-Z0-9])|)"
)
_LONE_ACCENT = re.compile(r" [\u0300-\u036f\u064b-\u0652\u0670]+")
_POSSESSIVE = re.compile(r"['’]s\b")

# function words, and the words with which any abstract speaks of itself
_STOP_WORDS = """
a about above after again against all also although am an and any are as at be because been
before being below between both but by can cannot could did do does doing down during each
either et al etc few for from further had has have having he her here hers him his how however
i if in into is it its itself just may me might more moreover most much must my no nor not of
off on once one only or other our ours out over own per rather same she should since so some
such than that the their theirs them then there therefore these they this those though through
thus to too toward towards under until up upon us use used uses using very via was we were what
when where whether which while who whom whose why will with within without would yet you your
"""
STOP_WORDS = frozenset(_STOP_WORDS.split())

# forms of one word that the stemmer does not bring together
_IRREGULAR = {
    "analyses": "analysi",
    "corpora": "corpus",
    "cpus": "cpu",
    "gpus": "gpu",
    "hypotheses": "hypothesi",
    "indices": "index",
    "matrices": "matrix",
    "npus": "npu",
    "tpus": "tpu",
    "vertices": "vertex",
}
# LLMs, VLMs, GNNs: no vowel, so no English word
_PLURAL_ABBREVIATION = re.compile(r"[b-df-hj-np-tv-xz]{2,}s")


class Token(NamedTuple):
    """One word: its stem, its folded form, and where it stands in the text."""

    stem: str
    folded: str
    start: int
    end: int


def fold(text: str) -> str:
    """Lower case without accents, for comparing: ``Erdős`` and ``erdos`` are the same."""
    # nearly all words: not worth remembering
    return text.lower() if text.isascii() else _folded(text)


@lru_cache(maxsize=10_000)
def _folded(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    # an accent that is a character of its own decomposes into a space and what stands above it
    bare = _LONE_ACCENT.sub("", decomposed) if " " in decomposed else decomposed
    return "".join(letter for letter in bare if not unicodedata.combining(letter))


@lru_cache(maxsize=1)
def _stemmer() -> Stemmer.Stemmer:
    # without its own cache: ours holds the words as they are written
    return Stemmer.Stemmer("english", 0)


def stem(word: str) -> str:
    """The English stem of one folded word; names with digits or signs stay whole.

    ``3d``, ``gpt``, ``c++`` and ``gpt4`` are not English words and have no endings.
    """
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word[-1:] == "s" and _PLURAL_ABBREVIATION.fullmatch(word):
        return word[:-1]
    if not word.isalpha():
        return word
    return str(_stemmer().stemWord(word))


def stem_as_written(written: str) -> str:
    """The stem of a run of letters as a text has it: ``Multi-modal`` is ``multimod``."""
    return _STEMS[written]


def _stem_of(written: str) -> str:
    is_plain = written.isascii() and written.isalpha()
    # the forms of a word share one string, which the many holders of stems would copy
    return sys.intern(stem(written.lower() if is_plain else _joined(written)))


def _joined(written: str) -> str:
    return fold(written).translate(_WITHOUT_HYPHENS)


def _is_prefix(written: str) -> bool:
    return written[-1] in _HYPHENS and fold(written[:-1]) in _PREFIXES


def _stem_or_prefix(written: str) -> str:
    return _PREFIX if _is_prefix(written) else stem_as_written(written)


# by the word as it is written; a day looks up a million
_STEMS = Remembered(_stem_of, 100_000)
_STEMS_OR_PREFIXES = Remembered(_stem_or_prefix, 100_000)


def stems(text: str) -> list[str]:
    """The stems of all words of a text, in order, stop words included."""
    if "'s" in text or "’s" in text:
        text = _POSSESSIVE.sub("", text)
    written = _token_in(text).findall(text)
    found = list(map(_STEMS_OR_PREFIXES.__getitem__, written))
    return _with_prefixes(written, found) if _PREFIX in found else found


def _token_in(text: str) -> re.Pattern[str]:
    return _ASCII_TOKEN if text.isascii() else _TOKEN


def _with_prefixes(written: Sequence[str], found: Sequence[str]) -> list[str]:
    """The stems where some of what is ``written`` are prefixes, each before its word."""
    joined: list[str] = []
    start = 0
    for at in [place for place, one in enumerate(found) if one == _PREFIX]:
        if at >= start:  # not itself the word of a prefix
            joined += found[start:at]
            joined.append(stem_as_written(written[at] + written[at + 1]))
            start = at + 2
    joined += found[start:]
    return joined


def runs(text: str) -> Iterator[tuple[str, int, int]]:
    """Every word as it is written, with its place; a prefix is part of its word."""
    prefix = ""
    for found in _token_in(text).finditer(text):
        written, start = found[0], found.start()
        if not prefix and written != "s" and written[-1] not in _HYPHENS:
            yield written, start, found.end()  # nearly all
            continue
        written, start = prefix + written, start - len(prefix)
        if written == "s" and text[start - 1 : start] in ("'", "’"):
            continue
        prefix = written if not prefix and _is_prefix(written) else ""
        if not prefix:
            yield written, start, start + len(written.rstrip(_HYPHENS))


def tokens(text: str) -> Iterator[Token]:
    """Every word with its place, so that a match can be shown as the text has it."""
    for written, start, end in runs(text):
        yield Token(stem_as_written(written), _joined(written), start, end)


@lru_cache(maxsize=1)
def _stop_stems() -> frozenset[str]:
    return STOP_WORDS | {stem(word) for word in STOP_WORDS}


def is_stop(word: str) -> bool:
    """True for a folded word, or a stem, that means nothing alone."""
    return word in _stop_stems()


def content_stems(text: str) -> list[str]:
    """Stems in order, without stop words and single letters."""
    return telling(stems(text))


def telling(stemmed: Iterable[str]) -> list[str]:
    """What is left of stems without stop words and single letters."""
    stop = _stop_stems()
    return [one for one in stemmed if one not in stop and len(one) > 1]


def phrases(stemmed: Sequence[str]) -> list[str]:
    """Pairs of adjacent stems, neither a stop word, joined by a space."""
    stop = _stop_stems()
    return [
        f"{first} {second}"
        for first, second in pairwise(stemmed)
        if first not in stop and second not in stop
    ]
