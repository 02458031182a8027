"""The papers of an announcement from which is chosen, by id. Pure; the last ones are kept."""

from collections.abc import Mapping

from bot.editorial.updates import is_withdrawn
from bot.values.announcements import AnnouncedPaper, Announcement, KeptByAnnouncement
from bot.values.listings import REPLACEMENTS

Fresh = Mapping[str, AnnouncedPaper]


def fresh_papers(announcement: Announcement) -> Fresh:
    """New and cross-listed papers, in order.

    What was withdrawn is none of them, even where a feed names no types and it looks like new; the
    announcement counts it."""
    return _kept(announcement)


def _fresh(announcement: Announcement) -> Fresh:
    papers = (one for one in announcement.papers if one.announce_type not in REPLACEMENTS)
    return {one.paper.id: one for one in papers if not is_withdrawn(one.paper)}


_kept = KeptByAnnouncement(_fresh)
