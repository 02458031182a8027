"""What is written of papers, and where each part came from. Texts are plain Unicode."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from bot.values.model import Account
from bot.values.papers import Paper
from bot.values.topics import Group, Selection, Topic

USUAL_ROOM = 160
"""UTF-16 units that a sentence may have in a brief of ten papers. Papers of earlier briefs give way
before sentences are held to it, and everything else after that."""

PartOutcome = Literal["written", "fell back", "dropped", "absent"]
"""What became of one part: as its writer wrote it; taken from the writer that stands in;
taken out as it failed its checks; or the source has nothing for it."""


@dataclass(frozen=True, slots=True)
class TextSource:
    """Who wrote a text, and from what. ``fallback``: it replaces one that failed its checks."""

    writer: Literal["extractive", "model"]
    made_from: Literal["abstract", "abstracts", "full text"]
    model: str | None = None
    fallback: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperBrief:
    """The written parts of one paper; a part without text is None, or empty.

    ``tldr`` stands under the title and needs no other sentence to be understood. ``shorter`` says
    less than it, in whole sentences, the longest first: a brief takes the fullest that fits. Where
    none of it is short, the last may be another sentence of the abstract.
    ``main_result`` is what came out, in one short clause: with its number and what it is compared
    with, or, where the abstract has no such figure, what was found. ``shorter`` has the source of
    ``tldr``, ``main_result`` that of ``result``.

    ``title_translated`` is None where readers have the paper's own language. ``planted``: the
    abstract has words that are meant for language models or reviewers; told where a model writes.

    ``sources`` and ``reasons`` are by part: its name in ``PARTS``. A reason tells why a part fell
    back or was dropped.
    """

    tldr: str | None = None
    shorter: tuple[str, ...] = ()
    main_result: str | None = None
    motivation: str | None = None
    method: str | None = None
    result: str | None = None
    conclusion: str | None = None
    key_findings: tuple[str, ...] = ()
    title_translated: str | None = None
    planted: bool = False
    sources: Mapping[str, TextSource] = field(default_factory=dict)
    reasons: Mapping[str, str] = field(default_factory=dict)

    def outcome(self, part: str) -> PartOutcome:
        if not getattr(self, part):
            return "dropped" if part in self.reasons else "absent"
        return "fell back" if self.sources[part].fallback else "written"


PARTS = (
    "tldr",
    "motivation",
    "method",
    "result",
    "conclusion",
    "key_findings",
    "title_translated",
)


@dataclass(frozen=True, slots=True)
class WritingOrder:
    """What a writer is asked for.

    ``budget``: characters that one part may have. ``deadline``: what comes later is kept for
    the next who asks, and not in this brief; ``later`` takes it, by canonical id, where a writer
    gave something in time that is better by then. ``account`` pays where it costs.
    """

    papers: tuple[Paper, ...]
    language: str
    budget: int
    deadline: datetime
    account: Account
    later: "Callable[[Mapping[str, PaperBrief]], Awaitable[None]] | None" = field(
        default=None, compare=False
    )


@dataclass(frozen=True, slots=True)
class NotWritten:
    """A paper of which nothing was written, with the reason."""

    why: str


@dataclass(frozen=True, slots=True)
class BriefKey:
    """What a written paper depends on.

    ``writer`` and its version are as the writer names them, with the budget of the order;
    ``digest`` is that of the text where the paper has no version.
    """

    paper_id: str
    version: int | None
    language: str
    writer: str
    writer_version: str
    digest: str = ""


@dataclass(frozen=True, slots=True)
class SummaryKey:
    """What a summary depends on. ``digest`` is that of the papers, their groups, the topics and
    the weeks before; ``writer`` and its version are as the writer names them."""

    digest: str
    language: str
    writer: str
    writer_version: str


@dataclass(frozen=True, slots=True)
class SummaryPoint:
    """One line of the executive summary; ``papers`` are numbers in the brief, from 1."""

    text: str
    papers: tuple[int, ...]
    name: str | None = None


@dataclass(frozen=True, slots=True)
class ReadInFull:
    paper: int
    why: str


@dataclass(frozen=True, slots=True)
class PastDays:
    """How many titles named a subject in the channel's categories, by date and subject, and how
    many titles there were: of every weekday in the five weeks that end with ``on``, the brief's
    date."""

    on: date
    counts: Mapping[date, Mapping[str, int]]
    titles: Mapping[date, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryOrder:
    """What a summary is asked for.

    ``groups`` hold each paper of ``selection.shown`` once, in the same order. ``briefs`` are by
    canonical id: the texts of the shown papers; for a costly writer, which does not wait for
    them, every matched paper in its authors' words. ``topics`` are the channel's, in its order,
    and ``categories`` those that it follows.
    ``past`` is None where it is not fully known. ``account`` pays where it costs. What comes later
    than ``deadline`` is kept for the next who asks, by ``later`` where something was given in
    time; None where nothing takes long.
    """

    selection: Selection
    groups: tuple[Group, ...]
    briefs: Mapping[str, PaperBrief]
    topics: tuple[Topic, ...]
    language: str
    account: Account
    past: PastDays | None = None
    deadline: datetime | None = None
    later: "Callable[[Summary], Awaitable[None]] | None" = field(default=None, compare=False)
    categories: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What a brief says of its day.

    ``overview`` has whole sentences: the last ones may be left out where there is no room for
    them, and a number in square brackets in them opens that paper. Papers of ``stands_out`` are
    marked in the brief, where what came out is told. ``disagreements`` are sentences on papers
    that contradict or qualify each other. ``why`` tells why another writer stands in for the one
    that was asked.
    """

    overview: tuple[str, ...]
    themes: tuple[SummaryPoint, ...]
    stands_out: tuple[SummaryPoint, ...]
    emerging: tuple[SummaryPoint, ...]
    read_in_full: tuple[ReadInFull, ...]
    source: TextSource
    disagreements: tuple[SummaryPoint, ...] = ()
    why: str = ""
