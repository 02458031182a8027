"""New versions and withdrawals of papers that a channel was shown. Pure."""

from collections.abc import Mapping, Sequence

from bot.text.withdrawals import tells_withdrawal
from bot.values.announcements import Announcement
from bot.values.deliveries import Shown
from bot.values.editions import UpdatedPaper
from bot.values.papers import Paper


def updates(announcement: Announcement, shown: Mapping[str, Shown]) -> tuple[UpdatedPaper, ...]:
    """One entry for each shown paper that was replaced by a version that the channel was not told
    of.

    A version that the source does not name counts as new: saying nothing would be worse.
    """
    found: list[UpdatedPaper] = []
    if not shown:
        return ()
    for one in announcement.papers:
        known = shown.get(one.paper.id)
        if known is None or not one.announce_type.is_replacement or not _newer(one.paper, known):
            continue
        found.append(_update(one.paper, known))
    return tuple(found)


def told_again(
    updated: Sequence[UpdatedPaper], missed: Mapping[str, Shown], papers: Mapping[str, Paper]
) -> tuple[UpdatedPaper, ...]:
    """``updated``, followed by updates that an earlier brief told in vain. ``missed`` has the
    versions that the channel knows of, ``papers`` the papers as they are now."""
    told = {each.id for each in updated}
    late = (
        _update(papers[id_], known)
        for id_, known in missed.items()
        if id_ in papers and id_ not in told and _newer(papers[id_], known)
    )
    return (*updated, *late)


def _update(paper: Paper, known: Shown) -> UpdatedPaper:
    return UpdatedPaper(
        id=paper.id,
        version=paper.version,
        shown_on=known.on,
        note="withdrawn" if is_withdrawn(paper) else "updated",
    )


def is_withdrawn(paper: Paper) -> bool:
    """A withdrawal is a version whose abstract or comment says so; no type need name it."""
    return any(map(tells_withdrawal, (paper.abstract, paper.comments or "")))


def _newer(paper: Paper, known: Shown) -> bool:
    return paper.version is None or known.version is None or paper.version > known.version
