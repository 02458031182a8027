"""Whether every part came, in order, and what came twice. Pure: a sentence for each fault."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from itertools import pairwise

from tests.torture.platform_books import Booked
from tests.torture.platform_sites import Stands

Place = tuple[str, int, int]


def wrongs(
    parts: Sequence[Booked],
    standing: Mapping[str, Sequence[Stands]],
    in_doubt: Set[Place],
    days: int,
    *,
    recognises: bool,
) -> Iterator[str]:
    """``in_doubt`` were in flight at a kill: only they may stand twice, and only where the
    platform recognises no repetition."""
    for channel, messages in standing.items():
        own = [part for part in parts if part.channel == channel]
        editions = {part.edition for part in own}
        if len(editions) != days:
            yield f"{channel}: {len(editions)} briefs for {days} announcements"
        yield from _lost(channel, own, messages)
        yield from _out_of_order(channel, own)
        yield from _twice(channel, own, messages, set() if recognises else in_doubt)


def _lost(channel: str, own: Sequence[Booked], messages: Sequence[Stands]) -> Iterator[str]:
    there = {message.id for message in messages}
    for part in own:
        if part.state == "sent" and part.message not in there:
            yield f"{channel}: part {part.place} is booked as sent and is not there"
        elif part.state not in ("sent", "unknown"):
            yield f"{channel}: part {part.place} is {part.state}"
    # a part that is unknown has no receipt: it may stand there all the same
    different = len({message.words for message in messages})
    if different != len(own):
        states = Counter(part.state for part in own)
        yield f"{channel}: {different} of {len(own)} parts are there ({dict(states)})"


def _out_of_order(channel: str, own: Sequence[Booked]) -> Iterator[str]:
    sent = [part for part in own if part.state == "sent"]
    for before, after in pairwise(sent):
        if before.message >= after.message:
            yield f"{channel}: {after.place} stands before {before.place}"


def _twice(
    channel: str, own: Sequence[Booked], messages: Sequence[Stands], in_doubt: Set[Place]
) -> Iterator[str]:
    """Once more at most, and only what was in flight."""
    words_of = {message.id: message.words for message in messages}
    doubtful = {
        words_of.get(part.message) for part in own if part.receipt and part.place in in_doubt
    }
    for words, count in Counter(words_of.values()).items():
        most = 2 if words in doubtful else 1
        if count > most:
            yield f"{channel}: {count} times, {most} at most: {words[:60]!r}"
