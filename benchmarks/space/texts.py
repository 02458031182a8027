"""The texts that teach the vector space: papers, their sentences, and short texts as people type.

Every text comes from arXiv's metadata, which is CC0; no judgement and no pick is read.
"""

import gzip
import json
import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from bot.text.latex import to_unicode
from bot.text.sentences import split_sentences
from bot.text.words import STOP_WORDS, fold, runs, stem_as_written

_DC = "{http://purl.org/dc/elements/1.1/}"
_OAI = "{http://www.openarchives.org/OAI/2.0/}"
_PROPOSAL = re.compile(
    r"\b(?:we|this (?:paper|work|study|article|survey|review)) "
    r"(?:\w+ly )?(?:propose|present|introduce|develop|describe|study|stud(?:ies)|show|prove|"
    r"investigate|explore|design|build|release|examine|report|analy[sz]e|address)(?:e?s|d)?\b",
    re.IGNORECASE,
)
# "to generate long videos": what a method is for
_PURPOSE = re.compile(
    r"\bto ((?!the |a |an |this |these |be |its |their |our )[a-z]{3,} [^,.;:()]{8,70})"
)
_TITLE_PART = re.compile(
    r"\s*[:?!]\s+|\s+[–—-]\s+|\s+(?:for|with|via|in|of|from|by|through|using|towards?|under|and|on|"
    r"to|as|without|is|are|when|beyond|against|at|into)\s+",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"^(?:a|an|the)\s+", re.IGNORECASE)
_SENTENCE_OPENING = re.compile(
    r"^(?:however|moreover|in this (?:paper|work|study)|here|specifically|therefore|"
    r"to this end),? ",
    re.IGNORECASE,
)
_WORDS = re.compile(r"[^\W_][\w-]*")
_SEED = 11
# papers whose texts are encoded and kept together
PART = 500


@dataclass(frozen=True, slots=True)
class Source:
    """One paper, its texts in plain Unicode."""

    id: str
    title: str
    abstract: str


def read_papers(folder: Path) -> list[Source]:
    """The announced papers of ``picks/`` and the harvest of ``arxiv/recorded/``, each id once.

    In an order that is random but always the same, so that every part of it is a sample.
    """
    papers: dict[str, Source] = {}
    for id_, title, abstract in (*_announced(folder), *_harvested(folder)):
        papers.setdefault(id_, Source(id_, to_unicode(title), to_unicode(abstract)))
    ordered = sorted((one for one in papers.values() if one.abstract), key=lambda one: one.id)
    random.Random(_SEED).shuffle(ordered)  # noqa: S311
    return ordered


def _announced(folder: Path) -> Iterator[tuple[str, str, str]]:
    for path in sorted((folder / "picks").glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                paper = json.loads(line)
                yield paper["id"], paper["title"], paper["abstract"]


def _harvested(folder: Path) -> Iterator[tuple[str, str, str]]:
    for path in sorted((folder / "arxiv" / "recorded").glob("*ListRecords*.xml")):
        for record in ElementTree.parse(path).iter(f"{_OAI}record"):  # noqa: S314 - our own
            id_ = record.findtext(f".//{_OAI}identifier", "").removeprefix("oai:arXiv.org:")
            title = record.findtext(f".//{_DC}title", "")
            yield id_, title, record.findtext(f".//{_DC}description", "")


def text_of_paper(paper: Source) -> str:
    return f"{paper.title}. {paper.abstract}"


def texts_of(paper: Source) -> Iterator[tuple[str, str]]:
    """(kind, text) of everything that is taught of one paper."""
    yield "paper", text_of_paper(paper)
    yield "title", paper.title
    sentences = split_sentences(paper.abstract)
    yield from (("sentence", text) for text in dict.fromkeys(_telling_sentences(sentences)))
    chance = random.Random(f"{_SEED} {paper.id}")  # noqa: S311
    yield from (("short", text) for text in dict.fromkeys(_short(paper, sentences, chance)))


def _telling_sentences(sentences: tuple[str, ...]) -> Iterator[str]:
    """The first sentence and the first that says what the paper does."""
    yield from sentences[:1]
    yield from [one for one in sentences[1:] if _PROPOSAL.search(one)][:1]


def _short(paper: Source, sentences: tuple[str, ...], chance: random.Random) -> Iterator[str]:
    """Three or four texts as somebody might type them into a search field."""
    parts = [_ARTICLE.sub("", part).strip() for part in _TITLE_PART.split(paper.title)]
    parts = [part for part in parts if " " in part]
    if parts:
        yield chance.choice(parts).lower()
    if len(parts) > 1:
        yield chance.choice(_ASKING).format(*chance.sample([part.lower() for part in parts], 2))
    purposes = [found for one in sentences for found in _PURPOSE.findall(one)]
    if purposes:
        yield chance.choice(_WANTING).format(chance.choice(purposes).strip())
    if sentences:
        yield _reworded(chance.choice(sentences), chance)


_ASKING = (
    "papers about {0}",
    "{0} and {1}",
    "{1} for {0}",
    "what is new in {0}",
    "why {0}",
    "problems of {0}",
    "better {0}",
    "{0} survey",
    "anything on {0} or {1}",
)
_WANTING = ("how to {0}", "how can we {0}", "ways to {0}", "{0}", "how do people {0}")


def _reworded(sentence: str, chance: random.Random) -> str:
    """Some neighbouring words of a sentence that mean something, as keywords."""
    plain = _PROPOSAL.sub(" ", _SENTENCE_OPENING.sub("", sentence))
    words = [word for word in _WORDS.findall(plain) if fold(word) not in STOP_WORDS]
    length = chance.randint(2, 8)
    start = chance.randrange(max(len(words) - length, 0) + 1)
    return " ".join(words[start : start + length]).lower()


def written_words(papers: Iterable[Source]) -> list[str]:
    """The commonest written form of every stem that two papers have, commonest stem first."""
    forms: dict[str, Counter[str]] = {}
    for paper in papers:
        written = {one for text in (paper.title, paper.abstract) for one, _, _ in runs(text)}
        for one in written:
            forms.setdefault(stem_as_written(one), Counter())[one.lower()] += 1
    shared = [(counts.total(), one) for one, counts in forms.items() if counts.total() > 1]
    shared.sort(key=lambda entry: (-entry[0], entry[1]))
    return [max(forms[one].items(), key=lambda entry: (entry[1], entry[0]))[0] for _, one in shared]


def parts(papers: list[Source]) -> Iterable[list[Source]]:
    return (papers[start : start + PART] for start in range(0, len(papers), PART))
