"""An edition as the one message that a channel gets. Pure.

The message is written to fit: the most detailed form that stays within the
budget is taken, so that ten papers reach both chat platforms in one piece.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.identifiers import versioned
from bot.messages.blocks import (
    Block,
    Button,
    Buttons,
    Heading,
    Item,
    ItemList,
    Message,
    Paragraph,
    Span,
    Spans,
    message,
    paragraph,
    spans,
)
from bot.messages.plain import length
from bot.models import (
    Announcement,
    Edition,
    EditionPaper,
    ListingState,
    Summary,
    SummaryPoint,
    UpdatedPaper,
)
from bot.taxonomy import category_name
from bot.text.readable import shorten
from bot.translator import Translator

# Discord's display text holds 4,000 characters, Telegram's 4,096 UTF-16 units.
ONE_MESSAGE = 4000
_BUTTONS_A_ROW = 5
_NAMED = 6
# an opening clause that speaks of the sentence before it, or of nothing but this paper
_POINTS_BACK = re.compile(
    r"(?:(?:In|With|Through) this (?:paper|work|study|article|report)|"
    r"(?:To|In order to|For|Motivated by|Inspired by|Building (?:up)?on|Based on|Guided by|Given|"
    r"In light of|In response to|Toward|Towards|Against|Following) [^,.;]{0,80}\b(?:this|these|"
    r"such|that|those|the above|the gap|it|them|our)\b[^,.;]{0,60}|"
    r"Here|Hence|Thus|Therefore|To this end|To that end|In response|Accordingly|Specifically|"
    r"Consequently|As a result|Instead|However|Additionally|Moreover|Furthermore|Finally),\s+"
    r"(?=(?:we|I)\b)"
)


@dataclass(frozen=True, slots=True)
class Detail:
    """How much is said, in characters and lines; the first that fits is used."""

    tldr: int
    title: int
    themes: int
    stands_out: int
    emerging: int
    read_in_full: int
    point: int


# characters; what is longer is no sentence, but an abstract in which none could be found
_WHOLE = 600
# A sentence that breaks off is worth less than the lines above it: the summary gives way
# first, and a TL;DR is cut only where all of them whole fit in no way.
_DETAILS = (
    Detail(tldr=_WHOLE, title=300, themes=4, stands_out=3, emerging=3, read_in_full=3, point=220),
    Detail(tldr=_WHOLE, title=300, themes=4, stands_out=3, emerging=2, read_in_full=3, point=190),
    Detail(tldr=_WHOLE, title=200, themes=3, stands_out=2, emerging=2, read_in_full=2, point=170),
    Detail(tldr=_WHOLE, title=200, themes=3, stands_out=2, emerging=1, read_in_full=2, point=150),
    Detail(tldr=_WHOLE, title=160, themes=2, stands_out=1, emerging=1, read_in_full=2, point=130),
    Detail(tldr=_WHOLE, title=160, themes=2, stands_out=1, emerging=0, read_in_full=1, point=110),
    Detail(tldr=300, title=200, themes=4, stands_out=3, emerging=3, read_in_full=3, point=220),
    Detail(tldr=240, title=160, themes=4, stands_out=3, emerging=2, read_in_full=3, point=190),
    Detail(tldr=200, title=140, themes=3, stands_out=2, emerging=2, read_in_full=2, point=170),
    Detail(tldr=170, title=120, themes=3, stands_out=2, emerging=1, read_in_full=2, point=150),
    Detail(tldr=140, title=110, themes=3, stands_out=2, emerging=1, read_in_full=2, point=130),
    Detail(tldr=115, title=100, themes=2, stands_out=1, emerging=1, read_in_full=2, point=120),
    Detail(tldr=90, title=90, themes=2, stands_out=1, emerging=0, read_in_full=1, point=110),
    Detail(tldr=0, title=90, themes=2, stands_out=1, emerging=0, read_in_full=1, point=110),
)


def within(budget: int) -> Callable[[Message], bool]:
    """Whether the plain text has at most so many UTF-16 units."""
    return lambda made: length(made) <= budget


_FITS = within(ONE_MESSAGE)


def brief_message(
    edition: Edition, say: Translator, fits: Callable[[Message], bool] = _FITS
) -> Message:
    """The brief in the fullest form that ``fits``: a platform's own measure of one message.

    Thirty papers may fit in none: the shortest form is returned then, and the platform
    splits it between papers.
    """
    for detail in _DETAILS:
        made = _compose(edition, say, detail)
        if fits(made):
            return made
    return made


def _compose(edition: Edition, say: Translator, detail: Detail) -> Message:
    return message(
        Heading(spans(brief_title(edition, say)), level=1),
        # an apology covers nothing yet, so it counts nothing
        paragraph(Span(coverage_line(edition, say), "dim"))
        if edition.announcement.categories
        else None,
        _states(edition.announcement, say),
        paragraph(Span(edition.notice.text, "strong")) if edition.notice else None,
        _summary(edition.summary, say, detail) if edition.summary else None,
        _papers(edition.papers, say, detail),
        _near_misses(edition, say) if not edition.papers else None,
        _updated(edition.updated, say) if edition.updated else None,
        paragraph(Span(source_line(edition, say), "dim")) if edition.papers else None,
        _buttons(edition, say),
    )


def brief_title(edition: Edition, say: Translator) -> str:
    """For example: arXiv brief · Video generation · Fri 13 Feb 2026."""
    days = [say.date(day) for day in edition.announcement.dates]
    subjects = [topic.name for topic in edition.topics if topic.has_interests]
    subjects = subjects or list(edition.announcement.categories)
    if len(subjects) == 1:
        subjects = [category_name(subjects[0], say.language)]
    parts = [say.text("arXiv brief"), _several(subjects, say), _several(days, say)]
    title = " · ".join(part for part in parts if part)
    if edition.announcement.sample:
        return say.text("SAMPLE · {title}", title=title)
    return title


def coverage_line(edition: Edition, say: Translator) -> str:
    """Promise 2: announced, matched, shown, and what failed."""
    counts = edition.announcement.counts
    kinds = [
        say.plural("{n} new", "{n} new", counts.new),
        say.plural("{n} cross-listed", "{n} cross-listed", counts.cross),
        say.plural("{n} replaced", "{n} replaced", counts.replaced),
    ]
    announced = say.plural("{n} announced", "{n} announced", counts.total)
    parts = [
        say.bracketed(announced, say.listed(kinds)),
        say.plural("{n} matches", "{n} match", edition.matched),
        say.plural("{n} shown", "{n} shown", len(edition.papers)),
    ]
    if edition.already_shown:
        parts.append(say.plural("{n} shown before", "{n} shown before", edition.already_shown))
    if edition.failed:
        parts.append(say.plural("{n} failed", "{n} failed", edition.failed))
    return " · ".join(parts)


def _states(announcement: Announcement, say: Translator) -> Paragraph | None:
    """A line about categories whose listing is not what it should be."""
    said = [
        say.label(name) + state_words(count.state, say)
        for name, count in announcement.categories.items()
        if count.state is not ListingState.FRESH
    ]
    return paragraph(Span(_several(said, say, say.clauses), "emphasis")) if said else None


def state_words(state: ListingState, say: Translator) -> str:
    """What a reader is told of one category's listing."""
    words = {
        ListingState.FRESH: say.text("complete"),
        ListingState.STALE: say.text("still the day before"),
        ListingState.EMPTY: say.text("nothing announced"),
        ListingState.TRUNCATED: say.text("incomplete, the listing goes on"),
        ListingState.UNREACHABLE: say.text("no listing could be had"),
    }
    return words[state]


def _several(
    names: Sequence[str], say: Translator, joined: Callable[[Sequence[str]], str] | None = None
) -> str:
    """A heading names a few and counts the rest."""
    rest, joined = len(names) - _NAMED, joined or say.listed
    if rest <= 1:
        return joined(names)
    return joined(names[:_NAMED]) + say.plural(" and {n} more", " and {n} more", rest)


def _summary(summary: Summary, say: Translator, detail: Detail) -> list[Block]:
    sections = (
        (say.text("Themes"), summary.themes[: detail.themes]),
        (say.text("Stands out"), summary.stands_out[: detail.stands_out]),
        (say.text("Emerging"), summary.emerging[: detail.emerging]),
    )
    blocks: list[Block] = [paragraph(summary.overview)] if summary.overview else []
    for heading, points in sections:
        if points:
            blocks.append(Heading(spans(heading), level=3))
            blocks.append(ItemList(tuple(Item((_point(p, detail.point, say),)) for p in points)))
    if summary.read_in_full:
        blocks.append(Heading(spans(say.text("Read in full")), level=3))
        reads = [
            SummaryPoint(read.why, (read.paper,))
            for read in summary.read_in_full[: detail.read_in_full]
        ]
        blocks.append(ItemList(tuple(Item((_point(read, detail.point, say),)) for read in reads)))
    return blocks


def _point(point: SummaryPoint, limit: int, say: Translator) -> Spans:
    name: list[str | Span] = [Span(point.name, "strong"), say.label("")] if point.name else []
    return spans(*name, shorten(point.text, limit), *number_spans(point.papers))


def number_spans(numbers: Sequence[int]) -> list[Span]:
    """The numbers in brackets, each opening its paper."""
    made: list[Span] = []
    for number in numbers:
        made += [Span(" "), Span(f"[{number}]", "strong", command=f"/paper {number}")]
    return made


def _papers(papers: Sequence[EditionPaper], say: Translator, detail: Detail) -> ItemList | None:
    if not papers:
        return None
    return ItemList(tuple(_paper(paper, say, detail) for paper in papers))


def lead(sentence: str) -> str:
    """A quoted sentence from its "we" on, where what stands before points elsewhere.

    "To address these limits, we propose X" has lost the limits; the ellipsis marks
    the cut, and the card has the whole sentence.
    """
    found = _POINTS_BACK.match(sentence)
    return f"…{sentence[found.end() :]}" if found else sentence


def _paper(entry: EditionPaper, say: Translator, detail: Detail) -> Item:
    title = Span(shorten(entry.title, detail.title), "strong", url=page_url(entry))
    lines = [spans(title)]
    if entry.brief.tldr and detail.tldr:
        lines.append(spans(shorten(lead(entry.brief.tldr), detail.tldr)))
    lines.append(spans(Span(" · ".join(_facts(entry, say)), "dim")))
    return Item(tuple(lines), marker=f"{entry.number}.")


def page_url(entry: EditionPaper) -> str | None:
    """The abstract's page; a sample paper has none."""
    if entry.paper.sample:
        return None
    return f"https://arxiv.org/abs/{versioned(entry.paper.id, entry.paper.version)}"


def _facts(entry: EditionPaper, say: Translator) -> list[str]:
    facts = [versioned(entry.paper.id, entry.paper.version)]
    if entry.paper.primary_category:
        facts.append(entry.paper.primary_category)
    if entry.links.code:
        facts.append(say.text("code"))
    if entry.links.project:
        facts.append(say.text("project page"))
    if entry.match.relevance is not None:
        facts.append(f"{entry.match.topic} {entry.match.relevance}")
    return facts


def _near_misses(edition: Edition, say: Translator) -> list[Block]:
    if not edition.near_misses:
        return []
    items = [
        Item((spans(miss.title, Span(f" · {miss.id} · {miss.relevance}", "dim")),))
        for miss in edition.near_misses
    ]
    return [Heading(spans(say.text("Nearest misses")), level=3), ItemList(tuple(items))]


def _updated(updated: Sequence[UpdatedPaper], say: Translator) -> Paragraph:
    lines = [_update(each, say) for each in updated]
    return paragraph(say.label(say.text("Also updated")), say.clauses(lines))


def _update(each: UpdatedPaper, say: Translator) -> str:
    day = say.date(each.shown_on)
    if each.note == "withdrawn":
        return say.text("{id} withdrawn, shown here on {day}", id=each.id, day=day)
    if each.version is None:
        return say.text("{id} in a new version, shown here on {day}", id=each.id, day=day)
    return say.text(
        "{id} v{version}, shown here on {day}", id=each.id, version=each.version, day=day
    )


def source_line(edition: Edition, say: Translator) -> str:
    """Promise 5: by whom and from what; and arXiv's acknowledgement (its terms of use)."""
    writer = edition.summary.source if edition.summary else None
    if writer and writer.model:
        made = say.text("Written by {model} from abstracts.", model=writer.model)
    else:
        made = say.text("Extractive: the authors' own sentences, from abstracts.")
    if edition.announcement.basis == "derived":
        made = say.sentences(
            made, say.text("The source names no announce types; they are derived.")
        )
    if edition.announcement.sample:
        return say.sentences(made, say.text("Invented papers."))
    thanks = say.text("Thank you to arXiv for use of its open access interoperability.")
    return say.sentences(made, thanks)


def _buttons(edition: Edition, say: Translator) -> Buttons:
    # by id: the number under an old brief opens the paper that it stood for then
    numbers = [
        Button(str(p.number), command=f"/paper {p.paper.id}", typed=f"/paper {p.number}")
        for p in edition.papers
    ]
    rows = [
        tuple(numbers[start : start + _BUTTONS_A_ROW])
        for start in range(0, len(numbers), _BUTTONS_A_ROW)
    ]
    rows.append(
        (
            Button(say.text("All titles"), command="/brief titles"),
            Button(say.text("Topics"), command="/topics"),
            *([Button(say.text("Vote · Save"), command="/vote")] if numbers else []),
        )
    )
    return Buttons(tuple(rows))
