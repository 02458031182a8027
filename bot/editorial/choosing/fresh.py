"""The papers of an announcement from which is chosen, by id. Pure; the last ones are kept."""

from collections.abc import Mapping

from bot.editorial.updates import is_withdrawn
from bot.values.announcements import AnnouncedPaper, Announcement
from bot.values.listings import REPLACEMENTS

Fresh = Mapping[str, AnnouncedPaper]
_MOST = 16


def fresh_papers(announcement: Announcement) -> Fresh:
    """New and cross-listed papers, in order. Hundreds of channels share one announcement.

    What was withdrawn is none of them, even where a feed names no types and it looks like new; the
    announcement counts it."""
    # told apart by identity: to compare two announcements takes long
    known = _KEPT.get(id(announcement))
    if known is not None and known[0] is announcement:
        return known[1]
    papers = (one for one in announcement.papers if one.announce_type not in REPLACEMENTS)
    fresh = {one.paper.id: one for one in papers if not is_withdrawn(one.paper)}
    if len(_KEPT) >= _MOST:
        del _KEPT[next(iter(_KEPT))]
    _KEPT[id(announcement)] = (announcement, fresh)
    return fresh


_KEPT: dict[int, tuple[Announcement, Fresh]] = {}
