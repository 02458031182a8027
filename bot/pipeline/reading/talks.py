"""Who asked what a little while ago: how often anybody may ask, and what a chat spoke of last.

Kept in memory for some hours; a restart forgets it, and nothing is lost but a little context.
"""

from collections import OrderedDict, deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

# a question costs time of this machine, and of arXiv's; with a model, the purse decides too
_WINDOW = timedelta(minutes=10)
OF_PERSON, _OF_CHANNEL = 12, 40
# where no model is asked and nobody else waits for a turn
OF_PERSON_ALONE = 60
_LASTS = timedelta(hours=6)
_LIST_LASTS = timedelta(minutes=30)
_MOST_KEPT = 2_000
_MOST_EARLIER = 3


@dataclass(frozen=True, slots=True)
class Wait:
    """``most`` questions were asked in ten minutes, by one person or by all in a channel
    (``of_all``); the next may be after ``time``."""

    time: timedelta
    most: int
    of_all: bool


class Turns:
    """How often a person, and all in a channel, may ask."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._asked: OrderedDict[str, deque[datetime]] = OrderedDict()

    def wait(self, person: str, channel: str, most: int = OF_PERSON) -> Wait | None:
        """None where there is a turn, which is then taken; else how long to wait for the next.
        ``most`` is what this person may ask in ten minutes."""
        now = self._clock()
        bounds = (f"person {person}", most), (f"channel {channel}", max(most, _OF_CHANNEL))
        waits = [
            Wait(self._of(name, now)[-bound] + _WINDOW - now, bound, name.startswith("channel"))
            for name, bound in bounds
            if self._is_full(name, bound, now)
        ]
        if waits:
            return max(waits, key=lambda each: each.time)
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
    """What was spoken of: papers by id, and the last questions about them with their answers.
    ``current``: nothing else was shown since."""

    papers: tuple[str, ...]
    earlier: tuple[tuple[str, str], ...]
    at: datetime
    current: bool = True


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

    def last(self, channel: str, person: str) -> Mapping[int, str] | None:
        """The numbers of the last preview here, whatever was shown since."""
        last = self._kept.get((channel, person))
        return last.numbers if last else None

    def over(self, channel: str, person: str) -> None:
        """The brief itself was shown."""
        self._kept.pop((channel, person), None)


class Talks:
    """The last talk of each chat, and the lists that people looked at there."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._kept: OrderedDict[str, Talk] = OrderedDict()
        self._lists: OrderedDict[tuple[str, str], tuple[datetime, tuple[str, ...]]] = OrderedDict()

    def listed(self, channel: str, person: str, papers: tuple[str, ...]) -> None:
        """A person was shown a list of their own: numbers are those of that list for a while.
        Empty where numbers are those of the brief again."""
        self._lists.pop((channel, person), None)
        if papers:
            self._lists[channel, person] = self._clock(), papers
        if len(self._lists) > _MOST_KEPT:
            self._lists.popitem(last=False)

    def list_shown(self, channel: str, person: str) -> tuple[str, ...]:
        """Empty where none was shown lately."""
        at, papers = self._lists.get((channel, person), (None, ()))
        return papers if at is not None and self._clock() - at < _LIST_LASTS else ()

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

    def left(self, channel: str) -> None:
        """Something else was shown: what is asked next without a command is not about them."""
        if (talk := self._kept.get(channel)) is not None:
            self._kept[channel] = replace(talk, current=False)

    def forget(self, channel: str) -> None:
        self._kept.pop(channel, None)
        for key in [each for each in self._lists if each[0] == channel]:
            del self._lists[key]

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
