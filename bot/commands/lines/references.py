"""The papers that a line names: numbers of the brief, ids, addresses, ranges. Pure.

One reader for all commands. It guesses nothing: what is no paper is handed back as it was typed.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from bot.identifiers import ArxivId, parse_arxiv_id


@dataclass(frozen=True, slots=True)
class BriefNumber:
    """A number of the latest brief in this channel, as it was typed: -1 and 0 are none of its."""

    number: int

    def __str__(self) -> str:
        return str(self.number)


@dataclass(frozen=True, slots=True)
class Spoken:
    """``all`` papers of the latest brief, its ``last``, or ``this``: the one opened last."""

    word: Literal["all", "last", "this"]

    def __str__(self) -> str:
        return self.word


PaperName = ArxivId | BriefNumber | Spoken


@dataclass(frozen=True, slots=True)
class NamedPapers:
    """``papers`` in the order in which they were typed, each once; ``unread`` is what else stands
    there. Words of a title name no paper by themselves: then ``papers`` is empty."""

    papers: tuple[PaperName, ...]
    unread: tuple[str, ...] = ()


_NUMBER = re.compile(r"[#№]?第?(\d{1,3})(?:\.|st|nd|rd|th|篇|号)?", re.I)
# 1-3, also with blanks around it, with another dash (U+2013, U+2014), or as a word
_RANGE = re.compile(
    r"(?<![^\s,;(\[])[#№]?(\d{1,3})(?:\s*(?:[-\u2013\u2014~]|\.\.+|至|到)\s*|\s+(?:to|through)\s+)"
    r"[#№]?(\d{1,3})(?![^\s,;)\].])",
    re.I,
)
_ALMOST_ID = re.compile(r"(?:arxiv:)?(\d{4})[.\s,:_-]?(\d{4,5})(v\d+)?", re.I)
_ADDRESS = re.compile(r"https?://\S+", re.I)
_APART = re.compile(r"[\s,;、]+")
_AROUND = "()[]<>{}\"'“”„«»「」.,:;!?"
# what stands between and before papers, and is none
_BETWEEN = frozenset(
    {
        *("and", "&", "+", "or", "plus", "paper", "papers", "number", "numbers", "no", "nr"),
        *("arxiv", "please", "the", "und", "oder", "et", "y", "和", "与", "及", "论文", "第"),
        *("vs", "vs.", "versus", "gegen"),
    }
)
ALL = ("all", "everything", "alle", "所有", "全部")
"""What people call all papers of the brief."""
_LAST = re.compile(r"-(\d{1,2})")
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
# words of a title as well: they name papers only where nothing else stands beside them
_SPOKEN: Mapping[str, PaperName] = {
    **{word: BriefNumber(at) for at, word in enumerate((*_ORDINALS, "tenth"), start=1)},
    **dict.fromkeys(("last", "最后"), Spoken("last")),
    **dict.fromkeys(ALL, Spoken("all")),
    **dict.fromkeys(("this", "it", "that", "这篇"), Spoken("this")),
}
_BESIDE_SPOKEN = frozenset(("one", "ones", "of", "them", "these"))
# of these, what may stand before the first paper of a line that goes on with a question
_NAMING = frozenset({"paper", "papers", "number", "numbers", "no", "nr", "arxiv", "论文", "第"})
_SIGNS = " \t,;:、"
_WORD = re.compile(r"\S+\s*")


def read_papers(text: str) -> NamedPapers:
    """``3``, ``1,2 and 4``, ``1-3``, ``#2``, ids and addresses, in any mixture; ``the third``,
    ``last``, ``all`` and ``this`` where they stand alone.

    Empty where it begins with a word that is no paper: that may be a title.
    """
    line = " ".join(_plain(text).split())
    if whole := parse_arxiv_id(line):
        return NamedPapers((whole,))
    if _ALMOST_ID.fullmatch(line):
        return NamedPapers((), (line,))
    tokens = [each for each in _APART.split(_RANGE.sub(_spread, line)) if each]
    read = [(each, _named(each)) for each in tokens if not _is_between(each)]
    if spoken := _spoken(tokens):
        return NamedPapers(spoken)
    if not read or read[0][1] is None:
        return NamedPapers((), (line,) if read else ())
    papers = dict.fromkeys(paper for _, paper in read if paper is not None)
    return NamedPapers(tuple(papers), tuple(each for each, paper in read if paper is None))


def read_only_papers(text: str) -> tuple[PaperName, ...]:
    """The papers of a line that names nothing else; empty for any other."""
    read = read_papers(text)
    return () if read.unread else read.papers


def read_numbered(text: str) -> tuple[PaperName, ...]:
    """The same where words may be talk: numbers, ids and addresses alone."""
    papers = read_only_papers(text)
    return papers if not any(map(_is_word, _APART.split(text))) else ()


def leading_papers(text: str) -> tuple[tuple[PaperName, ...], str]:
    """The papers that a line begins with, read as anywhere else, and what follows them:
    ``1 vs 3: which?``, ``1, 2 and 4 which?``. A colon ends them."""
    words = [found[0] for found in _WORD.finditer(text)]
    read = begun = 0
    while begun < len(words):
        size = _length(words[begun:])
        if size:
            read = begun = begun + size
            if _plain(words[read - 1]).rstrip().endswith(":"):
                break
        elif _bare(words[begun]) in (_BETWEEN if read else _NAMING):
            begun += 1
        else:
            break
    named = " ".join(_plain(each).strip(_SIGNS) for each in words[:read])
    return read_numbered(named), "".join(words[read:]).strip()


def _length(words: Sequence[str]) -> int:
    """How many of the words are the next papers: three of ``1 - 3``, one of ``1-3`` or ``1,2``."""
    ranged = _plain("".join(words[:3])).strip(_SIGNS)
    if len(words) > 2 and _RANGE.fullmatch(ranged):
        return 3
    return 1 if read_numbered(_plain(words[0]).strip(_SIGNS)) else 0


def _bare(word: str) -> str:
    return _plain(word).strip(_SIGNS + ".").lower()


def looks_like_id(text: str) -> bool:
    """Whether it was meant for an id or an address, and not for a title."""
    return bool(_ALMOST_ID.fullmatch(text.strip()) or _ADDRESS.search(text))


def near_id(text: str) -> ArxivId | None:
    """The id that ``2602 01234`` may have meant."""
    almost = _ALMOST_ID.fullmatch(text.strip())
    return parse_arxiv_id(f"{almost[1]}.{almost[2]}{almost[3] or ''}") if almost else None


def _plain(text: str) -> str:
    """Full-width digits and signs as usual ones."""
    return unicodedata.normalize("NFKC", text)


def _named(token: str) -> PaperName | None:
    bare = token.strip(_AROUND)
    if number := _NUMBER.fullmatch(bare):
        return BriefNumber(int(number[1]))
    if identity := parse_arxiv_id(token):
        return identity
    address = _ADDRESS.search(token)
    return parse_arxiv_id(address[0]) if address else None


def _spoken(tokens: Sequence[str]) -> tuple[PaperName, ...]:
    """Empty where a word among them is none of these."""
    bare = [each.strip(_AROUND).lower() for each in tokens if not _is_between(each)]
    said = [each for each in bare if each not in _BESIDE_SPOKEN]
    if not any(map(_is_word, said)):
        return ()
    read = [_spoken_of(each) or _named(each) for each in said]
    named = [each for each in read if each is not None]
    return tuple(dict.fromkeys(named)) if len(named) == len(read) else ()


def _is_word(token: str) -> bool:
    return _spoken_of(token.strip(_AROUND).lower()) is not None


def _spoken_of(bare: str) -> PaperName | None:
    if found := _LAST.fullmatch(bare):
        return BriefNumber(-int(found[1])) if int(found[1]) else None
    return _SPOKEN.get(bare)


def _is_between(token: str) -> bool:
    bare = token.strip(_AROUND).lower()
    return not bare or bare in _BETWEEN


def _spread(found: re.Match[str]) -> str:
    ends = int(found[1]), int(found[2])
    return " ".join(map(str, range(min(ends), max(ends) + 1)))
