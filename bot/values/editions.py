"""Editions: one channel's brief as a value. Texts are plain Unicode."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from bot.values.announcements import AnnouncedPaper, Announcement
from bot.values.papers import Links, Paper
from bot.values.topics import Match, Topic
from bot.values.writing import PaperBrief, Summary

OwedNote = Literal["updated", "withdrawn"]

NoticeKind = Literal["nothing_matched", "no_announcement", "unreachable", "catch_up", "sample"]


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionPaper:
    """One paper of a brief. ``title`` and ``abstract`` are readable Unicode. ``shorter_titles``
    say less than the title and are whole, the longest first. ``second`` are the texts in the
    channel's second language, None where it has none."""

    number: int
    announced: AnnouncedPaper
    title: str
    abstract: str
    links: Links
    match: Match
    reason: str
    brief: PaperBrief
    shorter_titles: tuple[str, ...] = ()
    second: PaperBrief | None = None

    @property
    def title_translated(self) -> str | None:
        """In either of the channel's languages."""
        in_second = self.second.title_translated if self.second else None
        return self.brief.title_translated or in_second

    @property
    def second_sentence(self) -> str | None:
        """What the paper is, in the second language; the authors' own words are no translation."""
        second = self.second
        if second is None or not second.tldr or second.sources["tldr"].writer != "model":
            return None
        return second.tldr

    @property
    def paper(self) -> Paper:
        return self.announced.paper


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperGroup:
    """Papers that stand under one heading of a brief: a theme of the day, or the channel's topic.

    ``name`` is None for those that fit no other group, which come last. ``papers`` are numbers in
    the brief; ``matched`` counts all matched papers that belong here, shown or not.
    """

    name: str | None
    papers: tuple[int, ...]
    matched: int


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


@dataclass(frozen=True, slots=True, kw_only=True)
class OwedPaper:
    """A paper of an earlier brief that never arrived, brought by this one.

    ``on`` is the date of that brief's announcement, ``why`` what the platform said of it.
    ``note`` tells what became of the paper since; it is shown as it is now.
    """

    entry: EditionPaper
    on: date
    why: str
    note: OwedNote | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UndeliveredPapers:
    """What a brief brings of earlier ones that never arrived, the oldest first.

    ``unasked`` are the ids of their papers that the channel asks for no longer: named, and
    not brought. ``left`` is how many follow with a later brief.
    """

    papers: tuple[OwedPaper, ...] = ()
    unasked: tuple[str, ...] = ()
    left: int = 0


@dataclass(frozen=True, slots=True)
class Notice:
    kind: NoticeKind
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """A channel's brief as a value, before any platform gives it a form.

    ``matched``, ``already_shown`` and ``failed`` count papers; the last two are
    parts of the first. ``undelivered`` is in none of these counts; its numbers go on from
    those of ``papers``. ``groups`` are in reading order and hold each of ``papers`` once; none
    where nothing is grouped. The published form is docs/edition.schema.json.
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
    groups: tuple[PaperGroup, ...] = ()
    updated: tuple[UpdatedPaper, ...] = ()
    near_misses: tuple[NearMiss, ...] = ()
    notice: Notice | None = None
    undelivered: UndeliveredPapers = UndeliveredPapers()

    @property
    def numbered(self) -> tuple[EditionPaper, ...]:
        """Every paper that has a number here, in their order."""
        return (*self.papers, *(one.entry for one in self.undelivered.papers))
