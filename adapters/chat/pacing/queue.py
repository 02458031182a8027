"""Who goes next to a chat platform. Pure: the moment, in monotonic seconds, is an argument.

People go before the fan-out for every single place. The fan-out takes its places one by one
and evenly (``adapters.chat.pacing.limits``), so that a person waits for the next one at most,
however long the fan-out's line is: people need no reserve of their own.
"""

from bisect import bisect_left, insort
from collections.abc import Iterator
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import count
from math import inf
from operator import attrgetter

from adapters.chat.pacing.limits import (
    EARLY,
    LANES,
    ChatId,
    RateLimits,
    RateWindow,
    SendClass,
    SendRequest,
    WouldWait,
    chat_windows,
    overall_span,
    overall_windows,
)
from adapters.chat.pacing.ways import Ways

# where so many chats are told to wait within so many seconds, the whole bot waits
_SEVERAL = 3
_TOGETHER = 10.0
# seconds after a 429 in which requests keep further apart
_WARNED = 60.0
# seconds after which nobody waits for an answer any more
_FORGOTTEN = 300.0
_NO_TICKET = -1
# chats remembered before the first look for idle ones
_FEW = 64


@dataclass(slots=True, eq=False)
class _Waiter:
    ticket: int
    request: SendRequest
    chat: RateWindow
    deadline: float

    def opens_at(self, now: float, ahead: int = 0) -> float:
        if self.request.message:
            return self.chat.opens_at(now, ahead)
        return max(now, self.chat.paused_until)


_by_ticket = attrgetter("ticket")

QueueVerdict = tuple[int, float | None]
"""A ticket that may go (None), or that is not worth waiting with: seconds to its turn."""


class SendQueue:
    """Who goes next: people before the fan-out, and first come, first served.

    Who must wait for a chat stands in nobody's way. A request without a chat, or one
    that is no message, counts overall only; but a chat that is paused holds its edits too.
    A chat is forgotten once it has nothing to remember.
    """

    def __init__(self, limits: RateLimits) -> None:
        self._limits = limits
        self._overall = RateWindow(overall_windows(limits))
        self._chats: dict[ChatId, RateWindow] = {}
        self._many = _FEW
        self._tickets = count()
        self._waiters: dict[int, _Waiter] = {}
        self._going: dict[int, tuple[_Waiter, float]] = {}
        self._lanes: dict[SendClass, list[_Waiter]] = {lane: [] for lane in LANES}
        self._deadlines: list[tuple[float, int]] = []
        self._floods: dict[ChatId, tuple[float, float]] = {}
        # who has left, and when, until the answer comes
        self._away: dict[int, tuple[_Waiter, float]] = {}
        self._ways = Ways()
        self._restless_until = -inf

    @property
    def chats(self) -> int:
        """How many chats are remembered."""
        return len(self._chats)

    @property
    def away(self) -> int:
        """How many have left and are not answered."""
        return len(self._away)

    def join(self, request: SendRequest, now: float, ticket: int | None = None) -> int:
        """A place in the line; with the ``ticket`` of an earlier one, the same place again.

        Raises WouldWait where its turn comes too late even if nobody else comes.
        """
        chat = self._chat(request, now)
        again = ticket is not None
        number = next(self._tickets) if ticket is None else ticket
        waiter = _Waiter(number, request, chat, now + request.patience)
        turn = self._earliest(waiter, now) if again else self._expected(waiter, now)
        if turn > waiter.deadline:
            raise WouldWait(turn - now)
        self._enter(waiter)
        return number

    def go(self, request: SendRequest, now: float) -> int | None:
        """Past the line, which is empty, where both doors are open: what :meth:`join` and
        :meth:`due` would come to, at a fifth of the cost. None where there is anything to wait
        for."""
        if self._waiters:
            return None
        chat = self._chat(request, now)
        self._stretch_for(now)
        waiter = _Waiter(_NO_TICKET, request, chat, now)
        if self._earliest(waiter, now) > now:
            return None
        waiter.ticket = next(self._tickets)
        self._let_through(waiter, now)
        return waiter.ticket

    def leave(self, ticket: int) -> bool:
        """Free a place; False where the ticket has none any more."""
        waiter = self._waiters.pop(ticket, None)
        if waiter is None:
            return False
        lane = self._lanes[waiter.request.lane]
        del lane[bisect_left(lane, ticket, key=_by_ticket)]
        self._count(waiter, -1)
        return True

    def left(self, ticket: int, now: float) -> None:
        """Whose turn had come is on the way now; without this, he left when it came."""
        waiter, taken = self._going.pop(ticket, (None, now))
        if waiter is None:
            return
        if taken < now:
            self._overall.move(taken, now)
            if waiter.request.message:
                waiter.chat.move(taken, now)
        # behind all who left before, also where it comes again
        self._away.pop(ticket, None)
        self._away[ticket] = waiter, now
        while next(iter(self._away.values()))[1] < now - _FORGOTTEN:
            del self._away[next(iter(self._away))]

    def answered(self, ticket: int, now: float) -> None:
        """The platform has answered: whoever had this ticket arrived so long before now as an
        answer takes to come back."""
        waiter, left = self._away.pop(ticket, (None, now))
        late = None if waiter is None else self._ways.lateness(now - left, now)
        if waiter is None or late is None:
            return
        self._overall.tell(left, late)
        if waiter.request.message:
            waiter.chat.tell(left, late)

    def due(self, now: float) -> list[QueueVerdict]:
        """Everybody who may go now, in order, then those whose patience is at its end."""
        verdicts: list[QueueVerdict] = []
        self._stretch_for(now)
        while (waiter := self._first_open(now)) is not None:
            self.leave(waiter.ticket)
            self._let_through(waiter, now)
            verdicts.append((waiter.ticket, None))
        while self._first_deadline() <= now:
            verdicts.append(self._refuse(self._waiters[self._deadlines[0][1]], now))
        return verdicts

    def next_at(self, now: float) -> float | None:
        """When ``due`` should be asked again, right after it was; None: nobody waits."""
        if not self._waiters:
            return None
        turn = min(self._turns(now))
        return min(turn, self._first_deadline())

    def flooded(self, request: SendRequest, seconds: float, now: float) -> list[QueueVerdict]:
        """The platform wants ``seconds`` of peace after ``request``: its chat pauses, and
        everything where it has none, or where several chats were told so together.

        Returns those for whom the pause is too long.
        """
        until = now + seconds
        self._restless_until = max(self._restless_until, until + _WARNED)
        if request.chat is None:
            self._overall.pause(until)
        else:
            self._chat(request, now).pause(until)
            self._overall.pause(self._told_together(request.chat, until, now))
        late = [each for each in self._everybody() if self._earliest(each, now) > each.deadline]
        return [self._refuse(waiter, now) for waiter in late]

    def close(self, now: float) -> list[QueueVerdict]:
        """Nobody goes any more."""
        return [self._refuse(waiter, now) for waiter in list(self._everybody())]

    def _told_together(self, chat: ChatId, until: float, now: float) -> float:
        """The earliest of several chats' pauses: a flood of the whole bot ends for all at
        once, while groups that are each over their own limit must not hold the others."""
        self._floods.pop(chat, None)
        self._floods[chat] = (now, until)
        while next(iter(self._floods.values()))[0] < now - _TOGETHER:
            del self._floods[next(iter(self._floods))]
        last = list(self._floods.values())[-_SEVERAL:]
        return min(end for _, end in last) if len(last) == _SEVERAL else -inf

    def _chat(self, request: SendRequest, now: float) -> RateWindow:
        if request.chat is None:
            return RateWindow(())
        if len(self._chats) >= self._many:
            self._chats = {key: gate for key, gate in self._chats.items() if not gate.is_idle(now)}
            # doubled each time, so that looking stays cheap however many chats there are
            self._many = max(_FEW, 2 * len(self._chats))
        if request.chat not in self._chats:
            self._chats[request.chat] = RateWindow(chat_windows(self._limits, request.group))
        return self._chats[request.chat]

    def _stretch_for(self, now: float) -> None:
        restless = now < self._restless_until
        self._overall.stretch(overall_span(self._limits, restless=restless))

    def _let_through(self, waiter: _Waiter, now: float) -> None:
        """Its turn has come: it takes its places."""
        self._overall.take(now)
        if waiter.request.message:
            waiter.chat.take(now)
        self._going[waiter.ticket] = waiter, now

    def _enter(self, waiter: _Waiter) -> None:
        self._waiters[waiter.ticket] = waiter
        insort(self._lanes[waiter.request.lane], waiter, key=_by_ticket)
        self._count(waiter, 1)
        if waiter.deadline < inf:
            heappush(self._deadlines, (waiter.deadline, waiter.ticket))

    def _count(self, waiter: _Waiter, change: int) -> None:
        waiter.chat.held += change
        self._overall.waiting[waiter.request.lane] += change
        if waiter.request.message:
            waiter.chat.waiting[waiter.request.lane] += change

    def _refuse(self, waiter: _Waiter, now: float) -> QueueVerdict:
        self.leave(waiter.ticket)
        return waiter.ticket, self._earliest(waiter, now) - now

    def _everybody(self, last: SendClass = LANES[-1]) -> Iterator[_Waiter]:
        """In order of service, up to this lane."""
        for lane in LANES[: LANES.index(last) + 1]:
            yield from self._lanes[lane]

    def _first_open(self, now: float) -> _Waiter | None:
        open_to = [lane for lane in LANES if self._lanes[lane] and self._opens_to(lane, now) <= now]
        waiting = (each for lane in open_to for each in self._lanes[lane])
        return next((each for each in waiting if each.opens_at(now) <= now), None)

    def _opens_to(self, lane: SendClass, now: float, ahead: int = 0) -> float:
        return self._overall.opens_at(now, ahead, EARLY if lane == "person" else 0)

    def _turns(self, now: float) -> Iterator[float]:
        """When each lane's first may go, or a moment before it at which to look again."""
        for lane, waiting in self._lanes.items():
            if waiting:
                turn = self._opens_to(lane, now)
                yield turn if turn > now else min(each.opens_at(now) for each in waiting)

    def _first_deadline(self) -> float:
        while self._deadlines:
            deadline, ticket = self._deadlines[0]
            waiter = self._waiters.get(ticket)
            if waiter is not None and waiter.deadline == deadline:
                return deadline
            heappop(self._deadlines)
        return inf

    def _earliest(self, waiter: _Waiter, now: float) -> float:
        return max(waiter.opens_at(now), self._opens_to(waiter.request.lane, now))

    def _expected(self, waiter: _Waiter, now: float) -> float:
        """A newcomer's turn, if nobody else comes."""
        lane = waiter.request.lane
        own = waiter.opens_at(now, waiter.chat.ahead_of(lane))
        turn = max(own, self._opens_to(lane, now, self._overall.ahead_of(lane)))
        if turn <= waiter.deadline:
            return turn
        # counted without those that wait for their own chat, it may be in time
        return max(own, self._opens_to(lane, now, self._open_ahead_of(lane, now)))

    def _open_ahead_of(self, lane: SendClass, now: float) -> int:
        ahead = (each for each in self._everybody(lane) if each.opens_at(now) <= now)
        return len({id(each.chat if each.request.message else each) for each in ahead})
