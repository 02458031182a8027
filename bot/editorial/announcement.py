"""From listings to one announcement: what was announced, each paper once. Pure.

An id that is new in one category and cross-listed in another is new: new beats
cross beats replaced. Sources of one category and day (RSS, Atom, OAI-PMH) are one
feed: those that name announce types decide what counts, the others give details.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.editorial.details import fill
from bot.editorial.feeds import Feed, feeds_of, is_of, names_types, reached, wanted_categories
from bot.editorial.first_type import first_type, was_announced_before
from bot.identifiers import parse_arxiv_id
from bot.taxonomy import canonical_or_same
from bot.values.announcements import AnnouncedPaper, Announcement, CategoryCount, Counts
from bot.values.listings import AnnounceType, ListedPaper, Listing, ListingState, UnreadableItem
from bot.values.papers import Paper

# How unreadable entries are told apart: by canonical id, or by listing and key in it.
_Key = str | tuple[int, str]

_RANK = {
    AnnounceType.NEW: 0,
    AnnounceType.CROSS: 1,
    AnnounceType.REPLACE: 2,
    AnnounceType.REPLACE_CROSS: 3,
}
# Of several sources for one day the best state counts ...
_BEST = (
    ListingState.FRESH,
    ListingState.TRUNCATED,
    ListingState.STALE,
    ListingState.EMPTY,
    ListingState.UNREACHABLE,
)
# ... and of several days the worst, except that an empty day never hides a full one.
_WORST = (
    ListingState.UNREACHABLE,
    ListingState.TRUNCATED,
    ListingState.STALE,
    ListingState.FRESH,
    ListingState.EMPTY,
)


@dataclass(frozen=True, slots=True)
class _Sighting:
    """One paper in one feed that counts; ``named``: the feed gave its announce type."""

    category: str | None
    day: date | None
    paper: Paper
    announce_type: AnnounceType
    named: bool


def merge(listings: Sequence[Listing], asked: Sequence[str]) -> Announcement:
    """All that ``listings`` announce in the ``asked`` categories, each canonical id once.

    Without ``asked``, every category that the listings name is asked for. Papers
    keep the order in which they are first seen.
    """
    wanted = wanted_categories(listings, asked)
    used = [one for one in listings if is_of(one, wanted)]
    feeds = feeds_of(listings, wanted, everything=not asked)
    counting = _counting(feeds)
    sightings, derived = _sightings(counting, wanted)
    by_id = _grouped(sightings)
    unreadable = _unreadable(counting)
    lost = tuple(item for key, item in unreadable.items() if key not in by_id)
    types = {key: _strongest(one.announce_type for one in seen) for key, seen in by_id.items()}
    details = _details(feeds)
    return Announcement(
        dates=tuple(sorted({one.date for one in used if one.date and reached(one)})),
        papers=tuple(
            AnnouncedPaper(_filled(_newest(seen), details[key]), types[key])
            for key, seen in by_id.items()
        ),
        unreadable=lost,
        counts=_counts((*types.values(), *map(_type_of_unreadable, lost))),
        categories={name: _category_count(name, counting, sightings) for name in wanted},
        basis="derived" if derived or _is_untyped(used) else "announced",
        sample=any(one.sample for one in used),
        incomplete=_incomplete(used, wanted),
    )


def _incomplete(listings: Sequence[Listing], wanted: Sequence[str]) -> tuple[str, ...]:
    found = {canonical_or_same(one.category or "") for one in listings if one.incomplete}
    return tuple(name for name in wanted if name in found)


def unreadable_candidates(announcement: Announcement) -> int:
    """How many entries might have been chosen for a brief, had they been readable.

    Replacements never are; an entry without a type counts, as it may be new.
    """
    kinds = map(_type_of_unreadable, announcement.unreadable)
    return sum(not kind.is_replacement for kind in kinds)


def _counting(feeds: Sequence[Feed]) -> tuple[Feed, ...]:
    """The feeds that decide: where some of a category and day name types, only those."""
    naming = {(feed.category, feed.day) for feed in feeds if feed.names_types}
    return tuple(
        feed
        for feed in feeds
        if feed.names_types or feed.category is None or (feed.category, feed.day) not in naming
    )


def _sightings(feeds: Sequence[Feed], wanted: Sequence[str]) -> tuple[tuple[_Sighting, ...], bool]:
    """Every paper of every feed with its type, and whether one type had to be inferred."""
    named: dict[tuple[str | None, date | None, str], AnnounceType] = {}
    replaced: set[tuple[date | None, str]] = set()
    for feed in feeds:
        for item in feed.items:
            if item.announce_type is None or item.derived:
                continue
            key = (feed.category, feed.day, item.paper.id)
            named[key] = _strongest((item.announce_type, named.get(key, item.announce_type)))
            if item.announce_type.is_replacement:
                replaced.add((feed.day, item.paper.id))
    found: list[_Sighting] = []
    derived = False
    for feed in feeds:
        for item in feed.items:
            kind = named.get((feed.category, feed.day, item.paper.id))
            if kind is None:
                derived = True
                kind = _inferred(item, feed.day, wanted)
                if (feed.day, item.paper.id) in replaced:
                    # another category's type of the same day is better than a guess
                    kind = AnnounceType.REPLACE
            found.append(_Sighting(feed.category, feed.day, item.paper, kind, _is_named(item)))
    return tuple(found), derived


def _is_named(item: ListedPaper) -> bool:
    return item.announce_type is not None and not item.derived


def _is_untyped(listings: Sequence[Listing]) -> bool:
    """Whether the feeds name no types at all, even where no paper's type had to be inferred."""
    # a listing without a day and papers marks a silence, and is no source
    said = [one for one in listings if one.date or one.items or one.unreadable]
    return any(map(reached, said)) and not any(map(names_types, said))


def _inferred(item: ListedPaper, day: date | None, wanted: Sequence[str]) -> AnnounceType:
    """The type that was concluded when the record was read, or that the record itself shows."""
    paper, known = item.paper, item.announce_type
    is_old = paper.is_revision or (day is not None and was_announced_before(paper, day))
    if known.is_replacement if known else is_old:
        return AnnounceType.REPLACE
    return first_type(paper, wanted)


def _strongest(types: Iterable[AnnounceType]) -> AnnounceType:
    return min(types, key=_RANK.__getitem__)


def _grouped(sightings: Iterable[_Sighting]) -> dict[str, list[_Sighting]]:
    groups: dict[str, list[_Sighting]] = defaultdict(list)
    for sighting in sightings:
        groups[sighting.paper.id].append(sighting)
    return groups


def _unreadable(feeds: Iterable[Feed]) -> dict[_Key, UnreadableItem]:
    """By canonical id where the key is one; the strongest type of each.

    Other keys ("entry 4") tell entries apart within their own listing only.
    """
    found: dict[_Key, UnreadableItem] = {}
    for feed in feeds:
        for item in feed.unreadable:
            identity = parse_arxiv_id(item.key)
            key = identity.id if identity else (feed.source, item.key)
            known = found.setdefault(key, item)
            if _RANK[_type_of_unreadable(item)] < _RANK[_type_of_unreadable(known)]:
                found[key] = item
    return found


def _type_of_unreadable(item: UnreadableItem) -> AnnounceType:
    """New where no type is named: an entry must not vanish without a word."""
    return item.announce_type or AnnounceType.NEW


def _counts(types: Iterable[AnnounceType]) -> Counts:
    ranks = [_RANK[kind] for kind in types]
    return Counts(ranks.count(0), ranks.count(1), ranks.count(2) + ranks.count(3))


def _category_count(
    name: str, feeds: Sequence[Feed], sightings: Sequence[_Sighting]
) -> CategoryCount:
    own = [feed for feed in feeds if feed.category == name]
    by_id = _grouped(one for one in sightings if one.category == name)
    lost = [item for key, item in _unreadable(own).items() if key not in by_id]
    types = [_strongest(one.announce_type for one in seen) for seen in by_id.values()]
    return CategoryCount(_state(own), _counts((*types, *map(_type_of_unreadable, lost))))


def _state(feeds: Sequence[Feed]) -> ListingState:
    by_day: dict[date | None, list[ListingState]] = defaultdict(list)
    for feed in feeds:
        by_day[feed.day].append(feed.state)
    days = [min(states, key=_BEST.index) for states in by_day.values()]
    return min(days, key=_WORST.index, default=ListingState.UNREACHABLE)


def _newest(seen: Sequence[_Sighting]) -> Paper:
    """On each day the paper as a source with types gives it; of all days the newest version."""
    by_day: dict[date, _Sighting] = {}
    for one in seen:
        day = one.day or date.min
        known = by_day.setdefault(day, one)
        if (one.named, _age(one.paper)) > (known.named, _age(known.paper)):
            by_day[day] = one
    return max(by_day.items(), key=lambda entry: (_age(entry[1].paper), entry[0]))[1].paper


def _age(paper: Paper) -> int:
    """Which version it is, by its number or else by its dates: a key to sort by."""
    return paper.version or (2 if paper.is_revision else 1)


def _details(feeds: Iterable[Feed]) -> Mapping[str, Sequence[Paper]]:
    found: dict[str, list[Paper]] = defaultdict(list)
    for feed in feeds:
        for item in feed.items:
            found[item.paper.id].append(item.paper)
    return found


def _filled(paper: Paper, others: Iterable[Paper]) -> Paper:
    for other in others:
        paper = fill(paper, other)
    return paper
