"""What channels share of a day: by which key, and when a channel makes its own."""

from collections.abc import Awaitable, Callable, Hashable
from typing import TypeVar

from bot.editorial.announcement import unreadable_candidates
from bot.editorial.choosing.liked import Liking
from bot.pipeline.memo import Kind, Memo
from bot.values.channels import Channel
from bot.values.editions import Edition

V = TypeVar("V")


async def once_or_own(
    memo: Memo,
    kind: Kind[V],
    key: Hashable,
    make: Callable[[], Awaitable[V]],
    is_good: Callable[[V], bool],
) -> V:
    """The shared result. One that is not good is not kept, and who did not make it makes an own."""
    is_own = False

    async def own() -> V:
        nonlocal is_own
        is_own = True
        return await make()

    made = await memo.once(kind, key, own)
    if is_good(made):
        return made
    # what could not be judged or written now is tried again the next time
    memo.forget(kind, key)
    # it was made on behalf of another, who may have had no money left
    return made if is_own else await make()


def choice_key(channel: Channel, liked: Liking | None) -> tuple[object, ...]:
    """Everything besides the day that a choice depends on."""
    votes: tuple[object, ...] = ()
    if liked is not None:
        # a voted paper's text may change too; its vector is too large for a key, so a hash stands
        # for it
        votes = (liked.ids, bytes(liked.strengths), hash(bytes(liked.vectors)))
    return channel.asked, channel.topics, channel.top, channel.threshold, channel.prior, votes


def is_as_ordered(edition: Edition) -> bool:
    """Whether every paper was written by the writer that was asked, and the day summed up; single
    parts that did not hold are not written anew."""
    sources = [list(one.brief.sources.values()) for one in edition.papers]
    replaced = any(each and all(source.fallback for source in each) for each in sources)
    lost = unreadable_candidates(edition.announcement)
    summed_up = edition.summary is None or not edition.summary.source.fallback
    return edition.failed == lost and not replaced and summed_up
