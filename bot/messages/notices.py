"""The sentence at the head of a brief that is not an ordinary one. Pure."""

from collections.abc import Sequence
from datetime import date

from bot.translator import Translator
from bot.values.deliveries import Silence
from bot.values.editions import Edition, Notice
from bot.values.listings import ListingState


def notice_for(
    edition: Edition, say: Translator, silences: Sequence[Silence] = ()
) -> Notice | None:
    """Promise 1: silence is explained. None for an ordinary brief."""
    announcement = edition.announcement
    explained = say.sentences(*(_silence(silence, say) for silence in silences))
    if not announcement.counts.total:
        return _nothing(edition, explained, say)
    if not edition.papers and edition.failed:
        return Notice("nothing_matched", say.sentences(explained, _unwritten(edition, say)))
    if not edition.papers:
        return Notice("nothing_matched", say.sentences(explained, _unmatched(edition, say)))
    if len(announcement.dates) > 1:
        several = say.text(
            "Announcements in this brief: {days}.",
            days=say.join([say.date(day) for day in announcement.dates]),
        )
        return Notice("catch_up", say.sentences(several, explained))
    if explained:
        return Notice("catch_up", explained)
    if announcement.sample:
        return Notice(
            "sample",
            say.text("A sample: these papers are invented to show what a brief looks like."),
        )
    return None


def apology(day: date, say: Translator) -> Notice:
    """What a channel is told once while arXiv is out of reach."""
    return Notice(
        "unreachable",
        say.text(
            "arXiv could not be reached for the announcement of {day}. I keep "
            "trying; the brief follows as soon as possible.",
            day=say.date(day),
        ),
    )


def _nothing(edition: Edition, explained: str, say: Translator) -> Notice:
    states = {count.state for count in edition.announcement.categories.values()}
    if explained:
        return Notice("no_announcement", explained)
    if states == {ListingState.UNREACHABLE}:
        names = say.listed(edition.announcement.categories)
        return Notice(
            "unreachable",
            say.text("No listing of {categories} could be fetched.", categories=names),
        )
    if ListingState.UNREACHABLE in states:
        return Notice(
            "unreachable",
            say.text("Nothing was announced, as far as I could read arXiv's listings."),
        )
    return Notice("no_announcement", say.text("arXiv announced nothing here."))


def _unmatched(edition: Edition, say: Translator) -> str:
    if edition.already_shown:
        return say.text("Everything that matched your topics has been shown here before.")
    if _only_replacements(edition):
        return say.text("Only new versions of older papers were announced, nothing new.")
    return say.plural(
        "0 of {n} announced paper matched your topics.",
        "0 of {n} announced papers matched your topics.",
        edition.announcement.counts.total,
    )


def _only_replacements(edition: Edition) -> bool:
    counts = edition.announcement.counts
    return counts.total > 0 and counts.total == counts.replaced


def _unwritten(edition: Edition, say: Translator) -> str:
    return say.plural(
        "{n} paper matched, but could not be read.",
        "{n} papers matched, but could not be read.",
        edition.failed,
    )


def _silence(silence: Silence, say: Translator) -> str:
    day = say.date(silence.date)
    sentences = {
        "holiday": say.text("arXiv announced nothing on {day} (holiday).", day=day),
        "probably_holiday": say.text(
            "arXiv announced nothing on {day}, probably a holiday.", day=day
        ),
        "nothing_here": say.text("On {day} nothing was announced in your categories.", day=day),
        "unreachable": say.text(
            "The announcement of {day} could not be fetched; its papers follow as "
            "soon as possible.",
            day=day,
        ),
    }
    return sentences[silence.reason]
