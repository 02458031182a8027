"""The values that the product speaks of.

Everything here is frozen and carries no behaviour that reaches outside. Dates
are New York calendar dates where they name an announcement; texts in ``Paper``
are the source's own (LaTeX kept), texts in ``Edition`` are plain Unicode.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from typing import Literal


class AnnounceType(StrEnum):
    """How arXiv announces a paper in one category's listing.

    Source: ``arxiv:announce_type`` in the feeds,
    https://info.arxiv.org/help/rss_specifications.html
    """

    NEW = "new"
    CROSS = "cross"
    REPLACE = "replace"
    REPLACE_CROSS = "replace-cross"

    @property
    def is_replacement(self) -> bool:
        return self in (AnnounceType.REPLACE, AnnounceType.REPLACE_CROSS)


class ListingState(StrEnum):
    """What is known of one category on one announcement date."""

    FRESH = "fresh"
    STALE = "stale"
    EMPTY = "empty"
    TRUNCATED = "truncated"
    UNREACHABLE = "unreachable"


@dataclass(frozen=True, slots=True)
class Author:
    name: str
    affiliations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One version of one paper, as a source describes it.

    ``id`` is canonical and has no version: ``2602.01234`` or ``hep-th/9901002``.
    ``version`` is None where the source does not say (OAI-PMH's ``arXiv`` form).
    ``categories`` starts with the primary category. ``published`` is the day of
    the first submission, ``updated`` that of this version; both None where the
    source gives only the announcement's date.
    """

    id: str
    version: int | None
    title: str
    abstract: str
    authors: tuple[Author, ...]
    categories: tuple[str, ...]
    comments: str | None = None
    journal_ref: str | None = None
    doi: str | None = None
    license: str | None = None
    published: date | None = None
    updated: date | None = None
    sample: bool = False

    @property
    def primary_category(self) -> str | None:
        return self.categories[0] if self.categories else None

    @property
    def is_revision(self) -> bool:
        """True for version 2 and more, as far as the source tells."""
        if self.version is not None:
            return self.version > 1
        return bool(self.published and self.updated and self.updated > self.published)


@dataclass(frozen=True, slots=True)
class ListedPaper:
    """A paper in one listing; ``announce_type`` is None where the source names none."""

    paper: Paper
    announce_type: AnnounceType | None


@dataclass(frozen=True, slots=True)
class UnreadableItem:
    """An entry of a listing that is no paper: ``why`` is one clause for people.

    ``key`` tells it from its neighbours (its raw id, or its place in the file).
    """

    key: str
    why: str
    announce_type: AnnounceType | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """What one source says was announced in one category on one date.

    ``category`` is None where the source is tied to none (a search answer, JSON
    lines, a combined feed); ``named`` are then the categories that the source itself
    names, if any. ``date`` is None where it names no day. Items keep the source's
    order and hold each canonical id once.
    """

    category: str | None
    date: date | None
    items: tuple[ListedPaper, ...] = ()
    unreadable: tuple[UnreadableItem, ...] = ()
    state: ListingState = ListingState.FRESH
    sample: bool = False
    named: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AnnouncedPaper:
    """A paper with the announce type that holds over all asked categories."""

    paper: Paper
    announce_type: AnnounceType


@dataclass(frozen=True, slots=True)
class Counts:
    """Distinct papers by announce type; ``replaced`` holds both kinds of replacement."""

    new: int = 0
    cross: int = 0
    replaced: int = 0

    @property
    def total(self) -> int:
        return self.new + self.cross + self.replaced


@dataclass(frozen=True, slots=True)
class CategoryCount:
    state: ListingState
    counts: Counts


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """All listings of the asked categories, each paper once.

    ``dates`` are New York dates, oldest first; empty where no source names one.
    ``basis`` is "derived" as soon as one announce type had to be inferred, or where
    no source names any.
    """

    dates: tuple[date, ...]
    papers: tuple[AnnouncedPaper, ...]
    unreadable: tuple[UnreadableItem, ...]
    counts: Counts
    categories: Mapping[str, CategoryCount]
    basis: Literal["announced", "derived"]
    sample: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """What a channel wants: any of the parts may be empty.

    ``categories`` limit the papers looked at. ``include`` are wanted, ``exclude``
    unwanted words or phrases, matched in any word form and letter case;
    ``description`` is a sentence or two in plain words.
    """

    name: str
    description: str = ""
    categories: tuple[str, ...] = ()
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()

    @property
    def has_interests(self) -> bool:
        """False for a topic that is nothing but categories."""
        return bool(self.description or self.include or self.authors)


EvidenceKind = Literal["author", "keyword", "description", "category", "notable", "votes"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing that speaks for a paper: ``text`` in the form that the paper has it.

    ``where`` is the part of the paper: title, abstract, authors, comments or categories;
    "votes" where readers speak for it.
    """

    kind: EvidenceKind
    text: str
    where: str


@dataclass(frozen=True, slots=True)
class Match:
    """How well a paper meets a topic.

    ``relevance`` is 0 to 100, or None where the channel gave only categories.
    """

    topic: str | None
    relevance: int | None
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    announced: AnnouncedPaper
    match: Match


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """``shown`` in the order of the brief; ``matched`` counts all that met the topics."""

    shown: tuple[Candidate, ...]
    matched: tuple[Candidate, ...]
    near_misses: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class TextSource:
    """Who wrote a text, and from what. ``fallback``: it replaces one that failed its checks."""

    writer: Literal["extractive", "model"]
    made_from: Literal["abstract", "abstracts", "full text"]
    model: str | None = None
    fallback: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperBrief:
    """The written parts of one paper; a part that its source does not have is None."""

    tldr: str | None = None
    motivation: str | None = None
    method: str | None = None
    result: str | None = None
    conclusion: str | None = None
    key_findings: tuple[str, ...] = ()
    sources: Mapping[str, TextSource] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class BriefKey:
    """What a written paper depends on. ``writer`` is "extractive" or the model's name."""

    paper_id: str
    version: int | None
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    overview: str
    themes: tuple[SummaryPoint, ...]
    stands_out: tuple[SummaryPoint, ...]
    emerging: tuple[SummaryPoint, ...]
    read_in_full: tuple[ReadInFull, ...]
    source: TextSource


@dataclass(frozen=True, slots=True)
class Links:
    """Addresses named by a paper's own abstract or comments."""

    code: tuple[str, ...] = ()
    project: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionPaper:
    """One paper of a brief. ``title`` and ``abstract`` are readable Unicode."""

    number: int
    announced: AnnouncedPaper
    title: str
    abstract: str
    links: Links
    match: Match
    reason: str
    brief: PaperBrief

    @property
    def paper(self) -> Paper:
        return self.announced.paper


@dataclass(frozen=True, slots=True, kw_only=True)
class NearMiss:
    id: str
    title: str
    relevance: int | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdatedPaper:
    """A paper that this channel was shown and that has a new version or was withdrawn."""

    id: str
    version: int | None
    shown_on: date
    note: Literal["updated", "withdrawn"]


NoticeKind = Literal["nothing_matched", "no_announcement", "unreachable", "catch_up", "sample"]


@dataclass(frozen=True, slots=True)
class Notice:
    kind: NoticeKind
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """A channel's brief as a value, before any platform gives it a form.

    ``matched``, ``already_shown`` and ``failed`` count papers; the last two are
    parts of the first. The published form is docs/edition.schema.json.
    """

    channel: str
    announcement: Announcement
    language: str
    topics: tuple[Topic, ...]
    matched: int
    already_shown: int
    failed: int
    summary: Summary | None
    papers: tuple[EditionPaper, ...]
    updated: tuple[UpdatedPaper, ...] = ()
    near_misses: tuple[NearMiss, ...] = ()
    notice: Notice | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """When a channel wants its brief.

    ``when`` is "daily" at the wall time ``at`` in the IANA zone ``zone`` on ``weekdays``
    (0 is Monday), or "announced": as soon as arXiv's announcement is complete.
    ``missed`` says what happens to announcements since the last brief: one brief
    for all of them, or one each.
    """

    when: Literal["daily", "announced"] = "daily"
    at: time = time(8, 0)
    zone: str = "UTC"
    weekdays: tuple[int, ...] = (0, 1, 2, 3, 4, 5, 6)
    missed: Literal["combined", "each"] = "combined"


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """A place that gets briefs, with everything that its owner set.

    ``address`` is ``terminal:<name>``, ``telegram:<chat>[/<thread>]`` or ``discord:<id>``.
    ``owner`` is who subscribed it (``telegram:<id>``, ``discord:user/<id>``), "" if nobody did.
    ``top`` is the number of papers in a brief, 1 to 30; ``threshold`` the relevance
    from which a paper matches, 1 to 100; ``prior`` lets popularity order what has
    no relevance. Briefs come by themselves where ``subscribed``, the first one not
    before ``opens`` (aware).
    """

    address: str
    language: str
    top: int
    categories: tuple[str, ...]
    topics: tuple[Topic, ...] = ()
    subscribed: bool = False
    schedule: Schedule = Schedule()
    threshold: int = 40
    prior: bool = True
    owner: str = ""
    opens: datetime | None = None
