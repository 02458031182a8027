"""Who asked what a little while ago: how often anybody may ask, and what a chat spoke of last.

Kept in memory for some hours; a restart forgets it, and nothing is lost but a little context.
"""

from collections import OrderedDict, deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

# a question costs time of this machine, and of arXiv's; with a model, the purse decides too
_WINDOW = timedelta(minutes=10)
_OF_PERSON, _OF_CHANNEL = 12, 40
_LASTS = timedelta(hours=6)
_MOST_KEPT = 2_000
_MOST_EARLIER = 3


class Turns:
    """How often a person, and all in a channel, may ask."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._asked: OrderedDict[str, deque[datetime]] = OrderedDict()

    def wait(self, person: str, channel: str) -> timedelta | None:
        """None where there is a turn, which is then taken; else how long to wait for the next."""
        now = self._clock()
        bounds = ((f"person {person}", _OF_PERSON), (f"channel {channel}", _OF_CHANNEL))
        waits = [
            self._of(name, now)[-most] for name, most in bounds if self._is_full(name, most, now)
        ]
        if waits:
            return max(waits) + _WINDOW - now
        for name, _ in bounds:
            self._of(name, now).append(now)
        return None

    def _is_full(self, name: str, most: int, now: datetime) -> bool:
        return len(self._of(name, now)) >= most

    def _of(self, name: str, now: datetime) -> "deque[datetime]":
        times = self._asked.setdefault(name, deque())
        self._asked.move_to_end(name)
        while times and times[0] <= now - _WINDOW:
            times.popleft()
        if len(self._asked) > _MOST_KEPT:
            self._asked.popitem(last=False)
        return times


@dataclass(frozen=True, slots=True)
class Talk:
    """What was spoken of: papers by id, and the last questions about them with their answers."""

    papers: tuple[str, ...]
    earlier: tuple[tuple[str, str], ...]
    at: datetime


@dataclass(frozen=True, slots=True)
class Previewed:
    """Papers by their numbers in a preview, shown while ``beside`` were those of the last brief."""

    numbers: Mapping[int, str]
    beside: Mapping[int, str]
    at: datetime


class Previews:
    """The last preview that each person was shown: what they type next counts by it, until a
    brief is shown or comes."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._kept: OrderedDict[tuple[str, str], Previewed] = OrderedDict()

    def shown(
        self, channel: str, person: str, numbers: Mapping[int, str], beside: Mapping[int, str]
    ) -> None:
        self._kept.pop((channel, person), None)
        self._kept[channel, person] = Previewed(numbers, beside, self._clock())
        if len(self._kept) > _MOST_KEPT:
            self._kept.popitem(last=False)

    def numbers(self, channel: str, person: str, usual: Mapping[int, str]) -> Mapping[int, str]:
        """Those of the preview where it was shown last, else ``usual``, the last brief's."""
        last = self._kept.get((channel, person))
        if last is None or last.beside != usual or self._clock() - last.at >= _LASTS:
            return usual
        return last.numbers

    def over(self, channel: str, person: str) -> None:
        """The brief itself was shown."""
        self._kept.pop((channel, person), None)


class Talks:
    """The last talk of each chat."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._kept: OrderedDict[str, Talk] = OrderedDict()

    def last(self, channel: str) -> Talk | None:
        """None where nothing was spoken of in the last hours."""
        talk = self._kept.get(channel)
        return talk if talk and self._clock() - talk.at < _LASTS else None

    def shown(self, channel: str, papers: tuple[str, ...]) -> None:
        """Papers that were shown: what is asked next may be about them."""
        self._keep(channel, Talk(papers, tuple(self._earlier(channel, papers)), self._clock()))

    def asked(self, channel: str, papers: tuple[str, ...], question: str, said: str) -> None:
        earlier = (*self._earlier(channel, papers), (question, said))[-_MOST_EARLIER:]
        self._keep(channel, Talk(papers, earlier, self._clock()))

    def forget(self, channel: str) -> None:
        self._kept.pop(channel, None)

    def earlier(self, channel: str, papers: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
        """What was asked before about the same papers, oldest first."""
        return tuple(self._earlier(channel, papers))

    def _earlier(self, channel: str, papers: tuple[str, ...]) -> Iterator[tuple[str, str]]:
        talk = self.last(channel)
        if talk is not None and set(talk.papers) == set(papers):
            yield from talk.earlier

    def _keep(self, channel: str, talk: Talk) -> None:
        self._kept[channel] = talk
        self._kept.move_to_end(channel)
        if len(self._kept) > _MOST_KEPT:
            self._kept.popitem(last=False)
