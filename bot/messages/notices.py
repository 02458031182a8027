"""The one sentence at the head of a brief that is not an ordinary one. Pure."""

from bot.models import Edition, ListingState, Notice
from bot.translator import Translator


def notice_for(edition: Edition, say: Translator) -> Notice | None:
    """Promise 1: silence is explained. None for an ordinary brief."""
    announcement = edition.announcement
    states = {count.state for count in announcement.categories.values()}
    if not announcement.counts.total and states == {ListingState.UNREACHABLE}:
        return Notice("unreachable", say.text("arXiv could not be reached."))
    if not announcement.counts.total:
        return Notice("no_announcement", say.text("arXiv announced nothing here."))
    if not edition.papers:
        sentence = say.plural(
            "0 of {n} announced paper matched your topics.",
            "0 of {n} announced papers matched your topics.",
            announcement.counts.total,
        )
        return Notice("nothing_matched", sentence)
    if announcement.sample:
        return Notice(
            "sample",
            say.text("A sample: these papers are invented to show what a brief looks like."),
        )
    return None
