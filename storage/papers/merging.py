"""What is known and what a source says now, merged. Decides only.

Every implementation of the repositories keeps to these rules.
"""

from collections.abc import Sequence
from dataclasses import replace

from bot.values.listings import ListedPaper, Listing, ListingState, UnreadableItem
from bot.values.papers import Author, Paper

_MAY_BE_LEFT_OUT = ("abstract", "categories", "comments", "journal_ref", "doi", "license")


def merged_paper(known: Paper | None, new: Paper) -> Paper:
    """The newer version, with the gaps it leaves filled from the other.

    A real paper takes the place of a sample whole, and never the reverse.
    """
    if known is None or known == new:
        return new
    if known.sample != new.sample:
        return known if new.sample else new
    if _supersedes(new, known):
        return _filled(new, known)
    return _filled(known, new)


def superseded(known: Paper | None, new: Paper, merged: Paper) -> tuple[Paper, ...]:
    """Which of the two is another version than the one that results from both."""
    return tuple(
        paper
        for paper in (known, new)
        if paper is not None
        and not paper.sample
        and paper.version is not None
        and paper.version != merged.version
    )


def _supersedes(new: Paper, known: Paper) -> bool:
    """Whether ``new`` is the same version or a later one, as far as the two show."""
    if new.version is not None and known.version is not None:
        return new.version >= known.version
    if new.updated and known.updated and new.updated != known.updated:
        return new.updated > known.updated
    if new.version is None and known.version is None:
        return True
    if new.is_revision != known.is_revision:
        return new.is_revision
    return new.version is not None


def _same_version(one: Paper, other: Paper) -> bool:
    if one.version is not None and other.version is not None:
        return one.version == other.version
    if one.updated and other.updated:
        return one.updated == other.updated
    return one.is_revision == other.is_revision


def _filled(front: Paper, back: Paper) -> Paper:
    # version and "updated" belong to one text, and are taken over with it only
    same = _same_version(front, back)
    gaps = {name: getattr(front, name) or getattr(back, name) for name in _MAY_BE_LEFT_OUT}
    return replace(
        front,
        **gaps,
        title=front.title or back.title,
        authors=_with_affiliations(front.authors, back.authors),
        published=front.published or back.published,
        version=front.version or (back.version if same else None),
        updated=front.updated or (back.updated if same else None),
    )


def _with_affiliations(front: Sequence[Author], back: Sequence[Author]) -> tuple[Author, ...]:
    if not front:
        return tuple(back)
    known = {author.name: author.affiliations for author in back}
    return tuple(
        author if author.affiliations else Author(author.name, known.get(author.name, ()))
        for author in front
    )


def merged_listing(known: Listing | None, new: Listing) -> Listing:
    """``new`` in its order, then what was known before and is not in it.

    Real listings replace samples whole, never the reverse. A listing without a
    date is an answer of its own, not a day that fills up, so a later one replaces
    an earlier one. A source that could not be reached changes no state, an empty
    answer takes no paper away, and one cut short that adds nothing leaves the state.
    """
    if known is None:
        return new
    if known.sample != new.sample:
        return known if new.sample else new
    if new.state is ListingState.UNREACHABLE and not new.items:
        return known
    if known.date is None:
        return new
    return replace(
        known,
        items=_merged_items(known.items, new.items),
        unreadable=_merged_unreadable(known.unreadable, new),
        state=_merged_state(known, new),
    )


def _merged_items(
    known: Sequence[ListedPaper], new: Sequence[ListedPaper]
) -> tuple[ListedPaper, ...]:
    before = {item.paper.id: item for item in known}
    now = {item.paper.id: _merged_item(before.get(item.paper.id), item) for item in new}
    return (*now.values(), *(item for id_, item in before.items() if id_ not in now))


def _merged_item(known: ListedPaper | None, new: ListedPaper) -> ListedPaper:
    """A feed's own word overrules a conclusion, except the conclusion that a paper which was
    taken for replaced is new."""
    if known is None or known.announce_type is None:
        return new
    is_guess = new.announce_type is None or (new.derived and not known.derived)
    is_new_after_all = (
        new.announce_type is not None
        and known.announce_type.is_replacement
        and not new.announce_type.is_replacement
    )
    if is_guess and not is_new_after_all:
        return ListedPaper(new.paper, known.announce_type, known.derived)
    return new


def _merged_unreadable(known: Sequence[UnreadableItem], new: Listing) -> tuple[UnreadableItem, ...]:
    # A key may be a place in a file, which means nothing once the file is written anew. So a
    # whole answer replaces what was unreadable before, and a partial one adds to it.
    if new.state in (ListingState.FRESH, ListingState.STALE):
        return new.unreadable
    by_key = {item.key: item for item in (*new.unreadable, *known)}
    by_key |= {item.key: item for item in new.unreadable}
    return tuple(by_key.values())


def _merged_state(known: Listing, new: Listing) -> ListingState:
    before = {item.paper.id for item in known.items}
    adds = any(item.paper.id not in before for item in new.items)
    had_answer = known.state is not ListingState.UNREACHABLE
    if new.state is ListingState.UNREACHABLE or (new.state is ListingState.EMPTY and known.items):
        return known.state
    if new.state is ListingState.TRUNCATED and had_answer and before and not adds:
        return known.state
    return new.state
