"""Which sentences of a full text may be told, in which form, and how near they are to what the
paper is about. Pure."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import sqrt

from bot.editorial.analysing.own_names import own_names
from bot.editorial.analysing.standing_alone import (
    is_formula,
    is_sentence,
    is_usable,
    standing_alone,
)
from bot.editorial.analysing.wishes.cues import CONTRIBUTES, KINDS, OF_A_STUDY, OTHERS, OURS
from bot.editorial.full_text.pieces import abstract_of
from bot.editorial.full_text.prose import Sentence, paragraphs, sentences_of
from bot.editorial.full_text.roles import Part
from bot.editorial.sentences.leads import capital
from bot.editorial.sentences.references import refers_back
from bot.editorial.sentences.standing import ended
from bot.text.readable import readable, readable_abstract
from bot.text.sentences import split_sentences
from bot.text.words import content_stems
from bot.values.full_texts import FullText, Place

LONGEST_PAIR = 430
# where there are few sentences to choose from, and each may count
_SHORTENED: frozenset[Part] = frozenset(("limits", "conclusion", "discussion", "introduction"))
# an introduction that speaks of this work in its first sentences turns to it again
_FEW_IN_FRONT = 4
# where "the model" may be anyone's
_OF_MANY: frozenset[Part] = frozenset(("abstract", "introduction", "related", "background"))
# what a paper has of its own, whatever it calls it
_OWN_THINGS = (
    "data sample model method approach analysis estimates experiments evaluation study "
    "setting evidence design algorithm system framework prototype implementation argument proof"
)
_LEANS = r"(?:[Tt]his|[Tt]hese|[Ii]t|[Tt]hey|[Ii]ts|[Tt]heir|[Tt]hem|[Ss]uch|[Tt]hat|[Tt]hose)"
_AGAINST = re.compile(
    r"^(?:Unlike|In contrast to|Contrary to|Compared (?:to|with)|Different(?:ly)? from|"
    rf"As opposed to|By contrast to|In contrast with) {_LEANS}\b[^,]{{0,60}}, "
)
_ONE_BEFORE = re.compile(
    r"^(?:However, |Thus, |Therefore, |Moreover, |In addition, |Hence, |Furthermore, )?"
    rf"{_LEANS}\b|{_AGAINST.pattern[1:]}|Whether (?:it|they)\b|(?:Each|Others|\w+ing (?:it|them))\b"
    r"|^(?:On|In|At|With|For|Across|Over|Under) [^,]{3,90}, (?:it|they) "
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """One sentence, or two of which the second leans on the first. ``text`` is as it is told;
    ``central``: how near it is to what the paper is about, from 0 to 1; ``ours``: whether it
    speaks of this work; ``opens``: whether a section begins with it;
    ``rank``: how many sentences of the same part stand before it;
    ``is_behind``: whether introduction or abstract has turned to this work by then."""

    text: str
    sentences: tuple[Sentence, ...]
    central: float
    ours: bool
    opens: bool
    rank: int
    is_behind: bool

    @property
    def of_others(self) -> bool:
        """Whether it tells of other work: by its words, its section, or whom it cites."""
        if self.part == "related" or OTHERS.search(self.source) or KINDS.search(self.text):
            return True
        return any(one.cites for one in self.sentences) and bool(OF_A_STUDY.search(self.source))

    @property
    def last(self) -> Sentence:
        return self.sentences[-1]

    @property
    def first(self) -> Sentence:
        return self.sentences[0]

    @property
    def source(self) -> str:
        """With what was left out in front of it, which may say what it is for."""
        return " ".join(one.text for one in self.sentences)

    @property
    def part(self) -> Part:
        return self.last.part

    @property
    def place(self) -> Place:
        return self.last.place


class Reading:
    """A full text with its sentences, and what may be told of them."""

    def __init__(self, text: FullText, title: str, abstract: str) -> None:
        self.text = text
        self.title = title
        self.abstract = abstract
        self.sentences = sentences_of(text)
        self._named = f"{title}. {abstract} {_OWN_THINGS}"
        self._paragraphs = paragraphs(self.sentences)
        self._gist = Counter(content_stems(abstract)) + Counter(content_stems(title) * 2)

    @classmethod
    def of(cls, text: FullText, title: str, abstract: str) -> "Reading":
        """Title and abstract as the paper's record has them, else as the text does."""
        told = readable_abstract(abstract, title) or abstract_of(text)
        whole = (one for one in split_sentences(told) if is_sentence(one))
        return cls(text, readable(title) or text.title, " ".join(whole))

    @cached_property
    def candidates(self) -> tuple[Candidate, ...]:
        """Sentences that stand by themselves under the title, in order; pairs where one alone does
        not."""
        return tuple(self._told_of(self._plain, self._plain))

    @cached_property
    def with_formulas(self) -> tuple[Candidate, ...]:
        """The same, and those with many signs and numbers: settings are told so."""
        others = {at: one for at, one in self._usable.items() if at not in self._plain}
        found = (*self.candidates, *self._told_of(others, self._usable))
        return tuple(sorted(found, key=lambda one: one.last.at))

    @cached_property
    def _usable(self) -> Mapping[int, Sentence]:
        return {one.at: one for one in self.sentences if is_usable(one)}

    @cached_property
    def _plain(self) -> Mapping[int, Sentence]:
        return {at: one for at, one in self._usable.items() if not is_formula(one.text)}

    def _told_of(
        self, sentences: Mapping[int, Sentence], usable: Mapping[int, Sentence]
    ) -> Iterator[Candidate]:
        top = max((self.nearness(one.text) for one in usable.values()), default=1.0) or 1.0
        for one in sentences.values():
            if made := self._told(one, usable, top):
                yield made
                if len(made.sentences) > 1 and (bare := self._bare(one, made.central)):
                    yield bare

    def nearness(self, text: str) -> float:
        """How much it has of what title and abstract speak of."""
        words = set(content_stems(text))
        return sum(self._gist[word] for word in words) / sqrt(len(words) + 4)

    def paragraph(self, sentence: Sentence) -> tuple[Sentence, ...]:
        return self._paragraphs[sentence.piece]

    def around(self, section: int | None, level: int) -> int | None:
        """The section of at most that level in which it lies."""
        sections = self.text.sections
        while section is not None and section > 0 and sections[section].level > level:
            outer = sections[section].level
            section = next(
                (at for at in range(section - 1, -1, -1) if sections[at].level < outer), None
            )
        return section

    @cached_property
    def opens(self) -> frozenset[int]:
        """Sentences with which a section begins."""
        firsts: dict[int | None, int] = {}
        for one in self.sentences:
            if one.kind == "paragraph":
                firsts.setdefault(one.section, one.at)
        return frozenset(firsts.values())

    @cached_property
    def _begins(self) -> Mapping[Part, int]:
        begins: dict[Part, int] = {}
        for one in self.sentences:
            begins.setdefault(one.part, one.at)
        return begins

    @cached_property
    def _turns(self) -> Mapping[Part, int]:
        """Where introduction and abstract turn from the problem to this work."""
        front = [one for one in self.sentences if one.part == "introduction"][_FEW_IN_FRONT:]
        opening = [one for one in self.sentences if one.part == "abstract"]
        found = (
            [one for one in each if CONTRIBUTES.search(one.written)] for each in (front, opening)
        )
        return {turns[0].part: turns[0].at for turns in found if turns}

    @cached_property
    def own(self) -> re.Pattern[str]:
        """What speaks of this work: we, this paper, and the names of what it made."""
        names = own_names(self.title, self.abstract)
        named = "|".join(rf"(?<![\w-]){re.escape(name)}(?!\w)" for name in names)
        return re.compile(f"{OURS.pattern}|{named}" if named else OURS.pattern, re.I)

    def _told(self, one: Sentence, usable: Mapping[int, Sentence], top: float) -> Candidate | None:
        """Alone, else behind the one that it leans on, else without what leans."""
        above = f"{self.title}. {one.place.section}"
        named = "" if one.part in _OF_MANY else self._named
        central = self.nearness(one.text) / top
        if text := standing_alone(one.text, above, named=named, shortened=one.part in _SHORTENED):
            return self._candidate(text, (one,), central)
        before = usable.get(one.at - 1)
        if before is not None and (pair := self._pair(before, one, above, named)):
            return self._candidate(pair, (before, one), central)
        return self._bare(one, central)

    def _bare(self, one: Sentence, central: float) -> Candidate | None:
        """ "In contrast to these, ours ..." without what leans."""
        bare = _AGAINST.sub("", one.text)
        above = f"{self.title}. {one.place.section}"
        named = "" if one.part in _OF_MANY else self._named
        if bare != one.text and (text := standing_alone(capital(bare), above, named=named)):
            return self._candidate(text, (one,), central)
        return None

    def _pair(self, before: Sentence, one: Sentence, above: str, named: str) -> str | None:
        if before.piece != one.piece or one.kind != "paragraph":
            return None
        lead = standing_alone(before.text, above, named=named)
        if lead is None or len(lead) + len(one.text) > LONGEST_PAIR:
            return None
        if refers_back(one.text, f"{above}. {lead}", named) and not _ONE_BEFORE.match(one.text):
            return None
        return f"{lead} {ended(one.text)}"

    def _candidate(self, text: str, told: tuple[Sentence, ...], central: float) -> Candidate:
        ours = self.own.search(" ".join(one.written for one in told)) is not None
        rank = told[0].at - self._begins[told[0].part]
        is_behind = told[0].at > self._turns.get(told[0].part, len(self.sentences))
        return Candidate(text, told, central, ours, told[0].at in self.opens, rank, is_behind)
