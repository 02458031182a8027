"""Whether the promises held: what is wrong with the posts and the books, a sentence each."""

import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from contextlib import closing
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path

from bot.models import AnnounceType, Channel
from tests.torture.posts import Post, by_channel, posts_in
from tests.torture.world import counted, expected_dates, matching

_BOOKS = {
    "a delivery is still waiting": "SELECT id FROM deliveries WHERE state = 'pending'",
    "a delivery was not delivered": "SELECT id FROM deliveries WHERE state <> 'delivered'",
    "a part was not sent": "SELECT delivery FROM parts WHERE state <> 'sent'",
    "an edition has no delivery": "SELECT id FROM editions WHERE id NOT IN "
    "(SELECT edition FROM deliveries)",
}


def wrongs(data: Path, channels: Sequence[Channel], end: datetime) -> list[str]:
    """``end`` is the last moment that was played."""
    expected = {channel.address: expected_dates(channel, end) for channel in channels}
    posts = _wrong_posts(posts_in(data), channels, expected)
    return [*_wrong_books(data / "paperbrief.sqlite"), *posts]


def _wrong_books(database: Path) -> Iterator[str]:
    with closing(sqlite3.connect(database)) as db:
        for pragma, good in (("integrity_check", [("ok",)]), ("foreign_key_check", [])):
            found = db.execute(f"PRAGMA {pragma}").fetchall()
            if found != good:
                yield f"{pragma}: {found[:3]}"
        for what, sql in _BOOKS.items():
            if rows := db.execute(sql).fetchall():
                yield f"{what}: {rows[:3]}"


def _wrong_posts(
    posts: Sequence[Post], channels: Sequence[Channel], expected: Mapping[str, list[date]]
) -> Iterator[str]:
    keys = [(post.edition, post.part) for post in posts]
    if len(keys) != len(set(keys)):
        yield "a part was delivered twice"
    given = by_channel(list(posts))
    if strangers := set(given) - {channel.address for channel in channels}:
        yield f"posts to channels that nobody set up: {strangers}"
    for channel in channels:
        told = given.get(channel.address, [])
        for wrong in _wrong_channel(channel, told, expected[channel.address]):
            yield f"{channel.address} ({channel.schedule}): {wrong}"


def _wrong_channel(channel: Channel, posts: Sequence[Post], expected: list[date]) -> Iterator[str]:
    briefs = _own_dates(posts)
    told = [day for own in briefs for day in own]
    if told != expected:
        yield f"dates {told}, expected {expected}"
    if any(before.edition >= after.edition for before, after in pairwise(posts)):
        yield "editions out of order"
    if channel.schedule.missed == "each" and any(len(own) > 1 for own in briefs):
        yield "two announcements in one brief"
    shown = [id_ for post in posts for id_ in post.shown]
    if len(shown) != len(set(shown)):
        yield "a paper was shown twice"
    yield from _wrong_coverage(channel, posts, briefs)


def _own_dates(posts: Sequence[Post]) -> list[list[date]]:
    """The dates that each brief is about; one that it names because it brings what the brief
    before it said to be lacking is not told a second time."""
    briefs: list[list[date]] = []
    owed: set[date] = set()
    for post in posts:
        own = [day for day in post.dates if day not in owed]
        briefs.append(own)
        owed = set(own) if post.lacking else set()
    return briefs


def _wrong_coverage(
    channel: Channel, posts: Sequence[Post], briefs: Sequence[list[date]]
) -> Iterator[str]:
    """Each brief counts its dates' listings, and those that the brief before it lacked."""
    owed: set[tuple[date, str]] = set()
    shown: set[str] = set()
    for post, own in zip(posts, briefs, strict=True):
        lacked = {(day, name) for day in own for name in post.lacking}
        places = {(day, name) for day in own for name in channel.categories} - lacked
        kinds = counted(places | owed)
        revised = {id_ for id_, kind in kinds.items() if kind is AnnounceType.REPLACE}
        fresh = matching(channel, kinds) - shown
        if post.coverage != (true := _coverage(channel, kinds, shown)):
            yield f"edition {post.edition} says {post.coverage}, it is {true}"
        if not set(post.shown) <= fresh:
            yield f"edition {post.edition} shows what it should not"
        if post.updated != dict.fromkeys(revised & shown, "v2"):
            yield f"edition {post.edition} tells of {post.updated}, shown were {revised & shown}"
        shown |= set(post.shown)
        owed = lacked


def _coverage(
    channel: Channel, kinds: Mapping[str, AnnounceType], shown: Set[str]
) -> tuple[int, ...]:
    by_kind = Counter(kinds.values())
    matched = matching(channel, kinds)
    return (
        len(kinds),
        by_kind[AnnounceType.NEW],
        by_kind[AnnounceType.CROSS],
        by_kind[AnnounceType.REPLACE],
        len(matched),
        min(len(matched - shown), channel.top),
        len(matched & shown),
        0,
    )
