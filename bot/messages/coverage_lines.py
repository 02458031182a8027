"""What a brief covers: its title, its counts, what is missing, and who wrote it. Pure."""

from collections.abc import Callable, Sequence

from bot.messages.blocks import Paragraph, Span, paragraph
from bot.messages.categories import state_words
from bot.messages.sources import (
    extractive_parts,
    is_mixed,
    models_of,
    sources_of,
    why_extractive,
)
from bot.taxonomy import category_name
from bot.translator import Translator
from bot.values.announcements import Announcement, KeptByAnnouncement
from bot.values.editions import Edition
from bot.values.listings import ListingState

_NAMED = 6


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
        say.plural("{n} matched", "{n} matched", edition.matched),
        say.plural("{n} shown", "{n} shown", len(edition.papers)),
    ]
    if edition.already_shown:
        parts.append(say.plural("{n} shown before", "{n} shown before", edition.already_shown))
    if edition.failed:
        parts.append(say.plural("{n} failed", "{n} failed", edition.failed))
    return " · ".join(parts)


def states_line(edition: Edition, say: Translator) -> Paragraph | None:
    """A line about categories whose listing is not what it should be; none where the notice
    says it of them all."""
    notice, announcement = edition.notice, edition.announcement
    if notice and notice.kind == "no_announcement" and not announcement.dates:
        return None
    said = [
        say.label(name) + state_words(count.state, say)
        for name, count in announcement.categories.items()
        if count.state is not ListingState.FRESH
        and not (count.state is ListingState.TRUNCATED and name in announcement.incomplete)
    ]
    return paragraph(Span(_several(said, say, say.clauses), "emphasis")) if said else None


def incomplete_line(announcement: Announcement, say: Translator) -> Paragraph | None:
    """Promise 2: what is known to be missing is told where the papers are counted."""
    names = announcement.incomplete
    if not names:
        return None
    told = say.plural(
        "arXiv's listing of {categories} is incomplete so far; late papers join the next brief.",
        "arXiv's listings of {categories} are incomplete so far; late papers join the next brief.",
        len(names),
        categories=_several(names, say, say.join),
    )
    return paragraph(Span(told, "emphasis"))


def _without_abstracts_in(announcement: Announcement) -> int:
    return len([one for one in announcement.papers if not one.paper.abstract])


_forgotten = KeptByAnnouncement(_without_abstracts_in)


def forgotten_line(announcement: Announcement, say: Translator) -> Paragraph | None:
    """Of an old day: what was chosen without the abstracts that are not kept any more."""
    forgotten = _forgotten(announcement)
    if not forgotten:
        return None
    told = say.plural(
        "I no longer keep {n} of these abstracts; that paper goes by its title and authors alone.",
        "I no longer keep {n} of these abstracts; those papers go by their titles and authors "
        "alone.",
        forgotten,
    )
    return paragraph(Span(told, "emphasis"))


def _several(
    names: Sequence[str], say: Translator, joined: Callable[[Sequence[str]], str] | None = None
) -> str:
    """A heading names a few and counts the rest."""
    rest, joined = len(names) - _NAMED, joined or say.listed
    if rest <= 1:
        return joined(names)
    return joined(names[:_NAMED]) + say.plural(" and {n} more", " and {n} more", rest)


def source_line(edition: Edition, say: Translator) -> str:
    """Promise 5: by whom and from what; and arXiv's acknowledgement (its terms of use)."""
    sources = sources_of(edition)
    has_abstracts = any(one.announced.paper.abstract for one in edition.numbered)
    models = say.listed(models_of(sources))
    if not has_abstracts:
        made = _without_abstracts(models, say)
    elif models and is_mixed(sources):
        made = say.plural(
            "Written by {model} from abstracts; {n} part, marked “extractive”, is in the authors' "
            "words.",
            "Written by {model} from abstracts; {n} parts, marked “extractive”, are in the "
            "authors' words.",
            extractive_parts(edition),
            model=models,
        )
    elif models:
        made = say.text("Written by {model} from abstracts.", model=models)
    else:
        made = say.text("Extractive: from abstracts, in the authors' words, shortened.")
    if why := why_extractive(edition):
        made = say.sentences(made, say.kept(why))
    if edition.announcement.basis == "derived":
        made = say.sentences(
            made, say.text("The source gives no announcement types; they are inferred.")
        )
    if edition.announcement.sample:
        return say.sentences(made, say.text("Invented papers."))
    thanks = say.text("Thank you to arXiv for use of its open access interoperability.")
    return say.sentences(made, thanks)


def _without_abstracts(models: str, say: Translator) -> str:
    if models:
        return say.text("Written by {model} from titles alone.", model=models)
    return say.text("Titles alone, without abstracts.")
