"""When requests may go: the windows at the platform's side, the lanes, the pauses, the waits."""

import asyncio
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from heapq import heappop, heappush
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.chat.pacing.limits import EARLY, LANES, Window
from adapters.chat.pacing.pacer import Pacer, RateLimits, SendClass, SendRequest, WouldWait
from adapters.chat.pacing.queue import SendQueue
from adapters.chat.pacing.ways import Ways
from tests.played_alarms import PlayedAlarms, settle

LIMITS = RateLimits(overall_per_second=30, chat_per_second=1, group_per_minute=20)
PRIVATE, OTHER, GROUP = 7, 8, -100


def to(chat: int | None, **more: object) -> SendRequest:
    request = SendRequest(lane="fan-out", chat=chat, group=chat is not None and chat < 0)
    return replace(request, **more)  # type: ignore[arg-type]


def person(chat: int | None, **more: object) -> SendRequest:
    return to(chat, lane="person", **more)


@dataclass(frozen=True)
class Went:
    at: float
    request: SendRequest
    ticket: int


def play(
    line: SendQueue,
    arrivals: Iterable[tuple[float, SendRequest]],
    until: float,
    late: Callable[[], float] = lambda: 0.0,
    held: Callable[[], float] = lambda: 0.0,
) -> list[Went]:
    """Who left when. Each timer rings ``late()`` seconds after its time, and who has his turn
    leaves ``held()`` seconds later."""
    coming = deque(sorted(arrivals, key=lambda each: each[0]))
    requests: dict[int, SendRequest] = {}
    went: list[Went] = []
    leaving: list[tuple[float, int]] = []
    now = coming[0][0] if coming else 0.0
    while now < until:
        while leaving and leaving[0][0] <= now:
            _, ticket = heappop(leaving)
            line.left(ticket, now)
            went.append(Went(now, requests[ticket], ticket))
        while coming and coming[0][0] <= now:
            request = coming.popleft()[1]
            requests[line.join(request, now)] = request
        for ticket, too_long in line.due(now):
            assert too_long is None
            heappush(leaving, (now + held(), ticket))
        if leaving and leaving[0][0] <= now:
            continue
        alarm = line.next_at(now)
        moments = [] if alarm is None else [alarm + late()]
        moments += [leaving[0][0]] if leaving else []
        moments += [coming[0][0]] if coming else []
        if not moments:
            break
        now = min(moments)
    return went


def tickets(line: SendQueue, now: float) -> list[int]:
    return [ticket for ticket, too_long in line.due(now) if too_long is None]


def most_in(times: Sequence[float], span: float) -> int:
    """The most that fall into any half-open window of this length."""
    seen: deque[float] = deque()
    most = 0
    for at in sorted(times):
        seen.append(at)
        # a billionth: moments are sums of floats
        while seen[0] <= at - span + 1e-9:
            seen.popleft()
        most = max(most, len(seen))
    return most


# --- the windows, at the platform's side of a wire that takes its time ---


@dataclass(frozen=True)
class Visit:
    """Comes ``gap`` seconds after the one before; ``wire`` is the share of the jitter that
    it takes to arrive, ``late`` the seconds by which its timer is late, ``held`` those that
    it takes to leave."""

    gap: float
    request: SendRequest
    wire: float
    late: float
    held: float


def visits() -> st.SearchStrategy[list[Visit]]:
    requests = st.builds(
        lambda lane, chat, message: to(chat, lane=lane, message=message and chat is not None),
        st.sampled_from(LANES),
        st.sampled_from([None, 1, 2, 3, 4, 5, 6, -1, -2]),
        st.booleans() | st.just(True),
    )
    gaps = st.just(0.0) | st.floats(0, 0.05) | st.floats(0, 20)
    helds = st.just(0.0) | st.floats(0, 0.9)
    shares = st.just(0.0) | st.just(1.0) | st.floats(0, 1)
    made = st.builds(Visit, gaps, requests, shares, st.floats(0, 0.03), helds)
    return st.lists(made, max_size=120)


@given(
    visits=visits(),
    limits=st.builds(
        RateLimits,
        overall_per_second=st.integers(1, 40),
        chat_per_second=st.integers(1, 3),
        group_per_minute=st.integers(1, 20),
        jitter=st.floats(0, 0.2),
    ),
)
def test_no_window_of_the_platforms_ever_holds_more_than_its_limit(
    visits: list[Visit], limits: RateLimits
) -> None:
    now, arrivals = 0.0, []
    for visit in visits:
        now += visit.gap
        arrivals.append((now, visit.request))
    lates = iter([visit.late for visit in visits] * 100)
    helds = iter([visit.held for visit in visits])
    went = play(SendQueue(limits), arrivals, 1e6, lambda: next(lates, 0.0), lambda: next(helds))

    assert len(went) == len(visits)
    arrived = [
        (each.at + visit.wire * limits.jitter, each.request)
        for each, visit in zip(went, visits, strict=True)
    ]
    assert most_in([at for at, _ in arrived], 1) <= (limits.overall_per_second or 0)
    by_chat: dict[object, list[float]] = defaultdict(list)
    for at, request in arrived:
        if request.message and request.chat is not None:
            by_chat[request.chat].append(at)
    for chat, times in by_chat.items():
        assert most_in(times, 1) <= (limits.chat_per_second or 0), chat
        if isinstance(chat, int) and chat < 0:
            assert most_in(times, 60) <= (limits.group_per_minute or 0), chat


@given(
    rate=st.integers(1, 100),
    lates=st.lists(st.floats(0, 0.003), min_size=1, max_size=50),
)
def test_a_line_that_never_ends_moves_at_the_allowed_rate(rate: int, lates: list[float]) -> None:
    limits = RateLimits(overall_per_second=rate, chat_per_second=1)
    turns = iter(lates * 3000)
    everybody = [(0.0, to(chat)) for chat in range(25 * rate)]
    went = play(SendQueue(limits), everybody, 20.0, late=lambda: next(turns))
    assert len(went) >= 0.97 * rate * 20


def gap_between_full_seconds(line: SendQueue, now: float) -> float:
    """Seconds between a request and the one that follows a full second after it."""
    for chat in range(11):
        line.join(to(chat + 1), now)
    moments = []
    while (at := line.next_at(now)) is not None:
        now = max(now, at)
        moments += [now] * len(line.due(now))
    return moments[10] - moments[0]


@dataclass(frozen=True)
class Way:
    """Seconds that a request takes to arrive, and its answer to come back, beyond the least."""

    there: float
    back: float


@given(
    rate=st.integers(1, 40),
    least=st.floats(0.001, 0.2),
    ways=st.lists(
        st.builds(Way, st.just(0.0) | st.floats(0, 0.4), st.just(0.0) | st.floats(0, 0.4)),
        min_size=1,
        max_size=60,
    ),
)
def test_however_late_requests_arrive_no_second_of_the_platforms_holds_too_many(
    rate: int, least: float, ways: list[Way]
) -> None:
    line, arrived = SendQueue(RateLimits(overall_per_second=rate, jitter=0.03)), list[float]()
    now, answers = 0.0, list[tuple[float, int]]()
    for number in range(300):
        line.join(to(number), 0.0)
    while (at := line.next_at(now)) is not None:
        now = max(now, at)
        # no more are under way than half a second takes: the workers wait for their answers
        while answers and (answers[0][0] <= now or len(answers) >= max(1, rate // 2)):
            moment, ticket = heappop(answers)
            line.answered(ticket, moment)
            now = max(now, moment)
        for ticket, _ in line.due(now):
            line.left(ticket, now)
            # the first few and one in ten are the quickest, so that the least stays known
            quick = len(arrived) < 25 or len(arrived) % 10 == 0
            way = Way(0, 0) if quick else ways[len(arrived) % len(ways)]
            arrived.append(now + least / 2 + way.there)
            heappush(answers, (now + least + way.there + way.back, ticket))
    assert len(arrived) == 300
    assert most_in(arrived, 1) <= rate


def test_a_request_that_arrives_a_second_late_takes_a_place_of_that_second() -> None:
    line, arrived = SendQueue(RateLimits(overall_per_second=30, jitter=0.03)), list[float]()
    now, answers = 0.0, list[tuple[float, int]]()
    for number in range(600):
        line.join(to(number), 0.0)
    while (at := line.next_at(now)) is not None:
        now = max(now, at)
        while answers and answers[0][0] <= now:
            moment, ticket = heappop(answers)
            line.answered(ticket, moment)
        for ticket, _ in line.due(now):
            line.left(ticket, now)
            late = 1.3 if len(arrived) > 25 and len(arrived) % 6 == 0 else 0.0
            arrived.append(now + 0.05 + late)
            heappush(answers, (now + 0.1 + late, ticket))
    # nobody knows yet of the one that is under way
    assert most_in(arrived, 1) <= 31


def test_after_a_rest_the_quickest_answer_is_looked_for_again() -> None:
    ways = Ways()
    for second in range(30):
        ways.lateness(0.05, float(second))
    assert ways.lateness(0.4, 30.0) == pytest.approx(0.35)
    assert ways.lateness(0.4, 4000.0) is None


def test_requests_that_arrive_alike_use_nearly_all_of_the_limit() -> None:
    line, now, went = SendQueue(RateLimits(overall_per_second=50, jitter=0.03)), 0.0, list[float]()
    for number in range(1000):
        line.join(to(number), 0.0)
    while (at := line.next_at(now)) is not None:
        now = max(now, at)
        for ticket, _ in line.due(now):
            line.left(ticket, now)
            went.append(now)
            line.answered(ticket, now + 0.003)
    assert 999 / (went[-1] - went[0]) > 0.985 * 50


def test_a_request_that_nobody_waits_for_any_more_is_forgotten() -> None:
    line = SendQueue(RateLimits(overall_per_second=30))
    for second in range(1000):
        line.join(to(second), float(second))
        (ticket,) = tickets(line, float(second))
        line.left(ticket, float(second))
    assert line.away <= 302


def test_after_a_429_requests_keep_further_apart_for_a_minute() -> None:
    line = SendQueue(RateLimits(overall_per_second=10, jitter=0.02, unrest=0.05))
    line.flooded(to(1), 2.0, 100.0)
    # 8 ms less than both, as much as an answer may leave untold
    assert gap_between_full_seconds(line, 130.0) == pytest.approx(1.062)
    assert gap_between_full_seconds(line, 170.0) == pytest.approx(1.02)


def test_one_chat_and_one_group_are_served_at_their_allowed_rates() -> None:
    writing = [(0.0, to(PRIVATE)) for _ in range(120)]
    assert len(play(SendQueue(LIMITS), writing, 60.0, late=lambda: 0.003)) >= 0.97 * 60
    posting = [(0.0, to(GROUP)) for _ in range(300)]
    assert len(play(SendQueue(LIMITS), posting, 600.0, late=lambda: 0.003)) >= 0.97 * 200


def test_a_limit_that_is_none_is_none() -> None:
    went = play(SendQueue(RateLimits()), [(0.0, to(GROUP)) for _ in range(100)], 1.0)
    assert [each.at for each in went] == [0.0] * 100


# --- evenness ---


@given(
    st.lists(
        st.tuples(
            st.floats(0, 0.5),
            st.sampled_from([PRIVATE, OTHER, GROUP, None]),
            st.sampled_from(LANES),
            st.booleans(),
        ),
        max_size=40,
    )
)
def test_who_finds_nobody_waiting_goes_when_the_line_would_let_them(
    visits: list[tuple[float, int | None, SendClass, bool]],
) -> None:
    now, short, long = 0.0, SendQueue(LIMITS), SendQueue(LIMITS)
    for pause, chat, lane, flooded in visits:
        now += pause
        request = to(chat, lane=lane)
        if flooded:
            for line in (short, long):
                line.flooded(request, 0.3, now)
        ticket = long.join(request, now)
        gone, verdicts = short.go(request, now), long.due(now)
        assert verdicts == ([] if gone is None else [(ticket, None)])
        if gone is None:
            # nobody waits for the next
            long.leave(ticket)
        else:
            short.left(gone, now + 0.01)
            long.left(ticket, now + 0.01)


def test_nobody_goes_past_those_who_wait() -> None:
    line = SendQueue(LIMITS)
    for _ in range(2):
        line.join(to(PRIVATE), 0.0)
    line.due(0.0)
    assert line.go(to(OTHER), 0.9) is None


def test_a_place_counts_from_when_its_holder_left() -> None:
    line = SendQueue(LIMITS)
    for chat in range(40):
        line.join(to(chat), 0.0)
    first, *_ = tickets(line, 0.0)
    line.left(first, 0.3)
    now = 0.3
    moments: list[float] = []
    while len(moments) < 39:
        moments += [now] * len(line.due(now))
        now = line.next_at(now) or 9.0
    assert most_in([0.3, *moments], 1.025) == 30


def test_a_few_people_go_at_once_and_a_crowd_evenly() -> None:
    went = play(SendQueue(LIMITS), [(0.0, person(chat)) for chat in range(40)], 5.0)
    moments = [each.at for each in went]
    assert moments[: EARLY + 1] == [0.0] * (EARLY + 1)
    crowd = moments[EARLY + 1 :]
    assert min(after - before for before, after in pairwise(crowd)) > 0.025


def test_the_fan_out_goes_on_evenly_after_people() -> None:
    people = [(1.0, person(-number - 1)) for number in range(10)]
    went = play(SendQueue(LIMITS), [*[(0.0, to(chat)) for chat in range(100)], *people], 5.0)
    fan_out = [each.at for each in went if each.request.lane == "fan-out"]
    assert min(after - before for before, after in pairwise(fan_out)) > 0.025


def test_requests_go_one_by_one_even_from_a_long_rest() -> None:
    went = play(SendQueue(LIMITS), [(0.0, to(chat)) for chat in range(200)], 5.0)
    assert min(after.at - before.at for before, after in pairwise(went)) > 0.025


def test_after_a_stall_nothing_goes_in_a_bunch() -> None:
    line = SendQueue(LIMITS)
    for chat in range(200):
        line.join(to(chat), 0.0)
    assert len(line.due(0.0)) == 1
    # the loop hung for five seconds: 150 places went by unused
    moments, now = [], 5.0
    while now < 6.0:
        moments += [now] * len(line.due(now))
        now = line.next_at(now) or 6.0
    assert min(after - before for before, after in pairwise(moments)) > 0.025
    assert len(moments) <= 30


# --- chats and groups ---


def test_the_parts_of_a_brief_do_not_wait_three_seconds_in_a_quiet_group() -> None:
    went = play(SendQueue(LIMITS), [(0.0, to(GROUP)) for _ in range(3)], 60.0)
    assert [each.at for each in went] == pytest.approx([0, 1.025, 2.05])


def test_a_groups_twenty_first_message_waits_for_the_minute_of_the_first() -> None:
    went = play(SendQueue(LIMITS), [(0.0, to(GROUP)) for _ in range(21)], 100.0)
    assert went[19].at < 21
    assert went[20].at == pytest.approx(60.025)


def test_a_chat_that_must_wait_holds_nobody_else_up() -> None:
    queue = [to(PRIVATE), to(PRIVATE), to(PRIVATE), to(OTHER), to(GROUP)]
    went = play(SendQueue(LIMITS), [(0.0, request) for request in queue], 10.0)
    assert [each.ticket for each in went] == [0, 3, 4, 1, 2]
    assert went[2].at < 0.1


def test_edits_and_chat_actions_leave_the_chats_own_budget_alone() -> None:
    edits = [(0.0, to(PRIVATE, message=False)) for _ in range(5)]
    went = play(SendQueue(LIMITS), [*edits, (0.0, to(PRIVATE)), (0.5, to(PRIVATE))], 10.0)
    assert [each.at < 0.3 for each in went] == [True] * 6 + [False]
    assert went[5].request.message
    assert went[6].at == pytest.approx(went[5].at + 1.025)


def test_edits_count_overall() -> None:
    edits = [(0.0, to(PRIVATE, message=False)) for _ in range(100)]
    went = play(SendQueue(LIMITS), edits, 10.0)
    assert most_in([each.at for each in went], 1) == 30


# --- lanes ---


def test_a_person_never_waits_behind_the_fan_out() -> None:
    fan_out = [(0.0, to(chat)) for chat in range(1000)]
    people = [(3.1 + 0.37 * number, person(-number - 1)) for number in range(20)]
    went = play(SendQueue(LIMITS), [*fan_out, *people], 30.0)
    served = [each for each in went if each.request.lane == "person"]
    waits = [each.at - came for each, (came, _) in zip(served, people, strict=True)]
    assert max(waits) < 0.1


@given(visits=visits())
def test_within_a_lane_a_chat_is_served_in_the_order_of_coming(visits: list[Visit]) -> None:
    went = play(SendQueue(LIMITS), [(0.0, visit.request) for visit in visits], 1e6)
    order: dict[object, list[int]] = defaultdict(list)
    for each in went:
        order[(each.request.lane, each.request.chat, each.request.message)].append(each.ticket)
    for served in order.values():
        assert served == sorted(served)


def test_within_a_lane_the_first_who_came_is_served_first() -> None:
    went = play(SendQueue(LIMITS), [(0.0, to(chat)) for chat in (9, 3, 5, 1)], 10.0)
    assert [each.request.chat for each in went] == [9, 3, 5, 1]


def test_who_comes_again_with_a_ticket_has_the_old_place() -> None:
    line = SendQueue(LIMITS)
    first = line.join(to(PRIVATE), 0.0)
    assert tickets(line, 0.0) == [first]
    second = line.join(to(PRIVATE), 0.1)
    line.flooded(to(PRIVATE), 5, 0.2)
    # nobody who came later is reckoned with: five seconds are enough
    assert line.join(to(PRIVATE, patience=5.1), 0.2, first) == first
    assert tickets(line, 5.3) == [first]
    assert tickets(line, 6.4) == [second]


# --- pauses ---


def turn_at(line: SendQueue, request: SendRequest, now: float) -> float:
    """When the request goes, in an otherwise empty line."""
    ticket = line.join(request, now)
    while ticket not in tickets(line, now):
        alarm = line.next_at(now)
        assert alarm is not None
        assert alarm > now
        now = alarm
    return now


def test_a_flood_in_one_chat_pauses_that_chat_alone() -> None:
    line = SendQueue(LIMITS)
    line.flooded(to(PRIVATE), 30, 0.0)
    assert turn_at(line, to(OTHER), 0.0) == 0
    assert turn_at(line, to(GROUP), 1.0) == 1
    assert turn_at(line, person(PRIVATE), 2.0) == 30


def test_a_paused_chat_gets_no_edits_either() -> None:
    line = SendQueue(LIMITS)
    line.flooded(to(PRIVATE), 30, 0.0)
    assert turn_at(line, person(PRIVATE, message=False), 0.0) == 30


def test_a_pause_is_made_longer_but_never_shorter() -> None:
    line = SendQueue(LIMITS)
    line.flooded(to(PRIVATE), 30, 0.0)
    line.flooded(to(PRIVATE), 5, 1.0)
    line.flooded(to(None), 20, 1.0)
    line.flooded(to(None), 2, 1.0)
    assert turn_at(line, to(OTHER), 2.0) == 21
    assert turn_at(line, to(PRIVATE), 22.0) == 30
    line.flooded(to(PRIVATE), 9, 31.0)
    assert turn_at(line, to(PRIVATE), 32.0) == 40


def test_a_flood_without_a_chat_pauses_everything() -> None:
    line = SendQueue(LIMITS)
    line.flooded(person(None), 12, 0.0)
    assert turn_at(line, person(PRIVATE), 1.0) == 12


@pytest.mark.parametrize(
    ("floods", "turn"),
    [
        pytest.param([(1, 0), (2, 1), (3, 2)], 20, id="three chats together"),
        pytest.param([(1, 0), (2, 1)], 3, id="two chats"),
        pytest.param([(1, 0), (2, 1), (1, 2), (2, 2)], 3, id="two chats, twice"),
        pytest.param([(1, -9), (2, 0), (3, 2)], 3, id="one of three long before"),
        pytest.param([(1, -9), (2, -8), (1, 2), (3, 3)], 3, id="another of three long before"),
    ],
)
def test_the_bot_pauses_when_several_chats_are_told_so_together(
    floods: list[tuple[int, float]], turn: float
) -> None:
    line = SendQueue(LIMITS)
    for chat, at in floods:
        line.flooded(to(chat), 20, at)
    assert turn_at(line, to(OTHER), 3.0) == turn


def test_a_pause_of_the_whole_bot_lasts_as_long_as_the_shortest_of_its_chats() -> None:
    line = SendQueue(LIMITS)
    for chat, seconds in ((1, 40), (2, 9), (3, 300)):
        line.flooded(to(chat), seconds, 0.0)
    assert turn_at(line, to(OTHER), 1.0) == 9


def test_after_a_pause_the_requests_go_evenly_again() -> None:
    line = SendQueue(LIMITS)
    line.flooded(to(None), 10, 0.0)
    went = play(line, [(0.0, to(chat)) for chat in range(60)], 60.0)
    assert went[0].at == 10
    assert most_in([each.at for each in went], 1) <= 30


# --- patience ---


def refused_in(line: SendQueue, request: SendRequest, now: float) -> float:
    with pytest.raises(WouldWait) as refusal:
        line.join(request, now)
    return refusal.value.seconds


def sent_away(
    line: SendQueue, request: SendRequest, seconds: float, now: float
) -> dict[int, object]:
    """Those who are told how long it takes, by ticket."""
    return dict(line.flooded(request, seconds, now))


def test_who_would_wait_too_long_for_the_chat_is_told_at_once() -> None:
    line = SendQueue(LIMITS)
    play(line, [(0.0, to(GROUP)) for _ in range(20)], 30.0)
    assert refused_in(line, to(GROUP, patience=10), 30.0) == pytest.approx(30.025)
    assert turn_at(line, person(GROUP, patience=60), 30.0) == pytest.approx(60.025)


def test_those_who_wait_for_the_same_chat_are_reckoned_with() -> None:
    line = SendQueue(LIMITS)
    for _ in range(4):
        line.join(to(PRIVATE), 0.0)
    assert refused_in(line, to(PRIVATE, patience=4), 0.0) == pytest.approx(4.1)
    line.join(person(PRIVATE, patience=0.5), 0.0)
    line.join(to(OTHER, patience=1), 0.0)


def test_a_line_that_is_too_long_is_told_at_once() -> None:
    line = SendQueue(LIMITS)
    for chat in range(300):
        line.join(to(chat), 0.0)
    assert refused_in(line, to(-1, patience=5), 0.0) == pytest.approx(10.25)
    line.join(person(-1, patience=0.2), 0.0)


def test_those_who_wait_for_a_chat_do_not_make_the_line_longer() -> None:
    line = SendQueue(LIMITS)
    for _ in range(300):
        line.join(to(PRIVATE), 0.0)
    line.join(to(OTHER, patience=1), 0.0)
    assert [ticket for ticket, _ in line.due(0.0)] == [0]
    assert tickets(line, 0.05) == [300]


def test_many_chats_that_pause_do_not_make_the_line_longer() -> None:
    line = SendQueue(LIMITS)
    for chat in range(100):
        line.flooded(to(chat), 10_000, 11.0 * chat)
    for chat in range(100):
        line.join(to(chat), 1200.0)
    newcomer = line.join(to(1000, patience=1), 1200.0)
    assert tickets(line, 1200.0) == [newcomer]


def test_a_pause_sends_those_away_for_whom_it_is_too_long() -> None:
    line = SendQueue(LIMITS)
    line.join(to(1), 0.0)
    line.due(0.0)
    short = line.join(to(1, patience=10), 0.0)
    other = line.join(to(2, patience=10), 0.0)
    long = line.join(person(1, patience=60), 0.0)
    assert sent_away(line, to(1), 40, 0.01) == {short: pytest.approx(40)}
    assert tickets(line, 1.0) == [other]
    assert tickets(line, 40.01) == [long]


def test_a_pause_of_everything_sends_the_impatient_away_too() -> None:
    line = SendQueue(LIMITS)
    fan_out = line.join(to(1, patience=10), 0.0)
    line.join(person(2, patience=60), 0.0)
    assert sent_away(line, to(None), 40, 0.0) == {fan_out: pytest.approx(40)}


def test_who_is_overtaken_until_the_patience_ends_is_told_then() -> None:
    line = SendQueue(RateLimits(overall_per_second=1))
    line.join(to(1), 0.0)
    line.due(0.0)
    waiting = line.join(to(2, patience=2), 0.0)
    for chat in range(5):
        line.join(person(10 + chat), 0.5)
    verdicts: list[tuple[int, float | None]] = []
    now: float | None = 0.5
    while now is not None and now < 3:
        verdicts += line.due(now)
        now = line.next_at(now)
    refused = [ticket for ticket, too_long in verdicts if too_long is not None]
    assert refused == [waiting]


def test_the_end_of_a_patience_is_looked_at_when_it_comes() -> None:
    line = SendQueue(RateLimits(overall_per_second=1))
    line.join(to(1), 0.0)
    line.due(0.0)
    waiting = line.join(to(2, patience=1.5), 0.0)
    overtaking = line.join(person(3), 0.5)
    assert tickets(line, 1.025) == [overtaking]
    assert line.next_at(1.025) == 1.5
    [(ticket, too_long)] = line.due(1.5)
    assert ticket == waiting
    assert too_long == pytest.approx(0.55)
    assert line.next_at(1.5) is None


def test_who_is_ready_to_wait_for_nothing_goes_at_once_or_not_at_all() -> None:
    line = SendQueue(LIMITS)
    assert turn_at(line, to(1, patience=0), 0.0) == 0
    assert refused_in(line, to(1, patience=0), 0.0) > 1


# --- memory ---


@pytest.mark.parametrize(("sign", "most"), [(1, 130), (-1, 3700)])
def test_ten_thousand_chats_are_not_remembered_for_longer_than_they_matter(
    sign: int, most: int
) -> None:
    line, now, largest = SendQueue(LIMITS), 0.0, 0
    for number in range(1, 10_001):
        now = turn_at(line, to(sign * number), now)
        largest = max(largest, line.chats)
    # a second's worth of private chats, a minute's worth of groups, and as many again
    assert largest <= most


def test_a_paused_chat_is_not_forgotten() -> None:
    line = SendQueue(LIMITS)
    line.flooded(to(PRIVATE), 10_000, 0.0)
    for number in range(200):
        turn_at(line, to(1000 + number), 10.0 * number)
    assert refused_in(line, to(PRIVATE, patience=1), 2000.0) == pytest.approx(8000)


@pytest.mark.parametrize("message", [True, False])
def test_a_chat_that_is_waited_for_is_not_forgotten(message: bool) -> None:
    line = SendQueue(LIMITS)
    line.flooded(to(None), 100, 0.0)
    waiting = line.join(to(PRIVATE, message=message), 0.0)
    for number in range(200):
        line.leave(line.join(to(1000 + number), 1.0))
    line.flooded(to(PRIVATE), 500, 1.0)
    assert tickets(line, 101.0) == []
    assert tickets(line, 501.0) == [waiting]


# --- the window by itself ---


def test_a_window_reckons_with_those_ahead() -> None:
    window = Window(3, 10.0)
    assert [window.opens_at(0.0, ahead) for ahead in range(7)] == [0, 0, 0, 10, 10, 10, 20]
    for at in (0.0, 1.0, 2.0):
        window.take(at)
    assert [window.opens_at(5.0, ahead) for ahead in range(5)] == [10, 11, 12, 20, 21]
    assert not window.is_idle(11.9)
    assert window.is_idle(12.0)


# --- waiting ---


class Visitors:
    """Send through a pacer, and note when each one went or was sent away."""

    def __init__(self, limits: RateLimits = LIMITS) -> None:
        self.alarms = PlayedAlarms()
        self.pacer = Pacer(limits, clock=self.alarms.clock, ring=self.alarms.ring)
        self.log: list[tuple[str, float]] = []
        self._tasks: list[asyncio.Task[None]] = []

    async def come(self, name: str, request: SendRequest) -> asyncio.Task[None]:
        task = asyncio.create_task(self._visit(name, request))
        self._tasks.append(task)
        await settle()
        return task

    async def _visit(self, name: str, request: SendRequest) -> None:
        try:
            await self.pacer.turn(request)
        except WouldWait as refusal:
            name = f"{name} not for {refusal.seconds:.1f} s"
        self.log.append((name, round(self.alarms.now - 1000, 3)))


async def test_a_turn_comes_when_the_chat_is_free_again() -> None:
    visitors = Visitors()
    for name in "abc":
        await visitors.come(name, to(PRIVATE))
    await visitors.come("d", to(OTHER))
    await visitors.alarms.advance(10)
    assert visitors.log == [("a", 0), ("d", 0.027), ("b", 1.025), ("c", 2.05)]


async def test_what_is_seen_to_before_leaving_does_not_bring_two_closer() -> None:
    visitors, noted = Visitors(), asyncio.Event()

    async def note() -> None:
        await noted.wait()

    going = asyncio.create_task(visitors.pacer.turn(to(PRIVATE), leaving=note))
    await settle()
    await visitors.come("next", to(PRIVATE))
    await visitors.alarms.advance(0.5)
    assert not going.done()
    noted.set()
    await visitors.alarms.advance(5)
    assert visitors.log == [("next", 1.525)]


async def test_who_is_cancelled_while_waiting_frees_the_place() -> None:
    visitors = Visitors()
    await visitors.come("a", to(PRIVATE))
    doomed = await visitors.come("b", to(PRIVATE))
    await visitors.come("c", to(PRIVATE))
    await visitors.come("late", to(PRIVATE, patience=1.5))
    await visitors.alarms.advance(0.5)
    doomed.cancel()
    await visitors.come("d", to(PRIVATE, patience=1.6))
    await visitors.alarms.advance(10)
    assert visitors.log == [("a", 0), ("late not for 3.1 s", 0), ("c", 1.025), ("d", 2.05)]
    assert doomed.cancelled()


@pytest.mark.parametrize("told_first", [True, False])
async def test_who_is_cancelled_at_the_very_moment_of_his_turn_does_no_harm(
    told_first: bool,
) -> None:
    visitors = Visitors(RateLimits(overall_per_second=1, unrest=0.0))
    await visitors.come("a", to(1))
    doomed = await visitors.come("b", to(2))
    await visitors.come("c", to(3))
    visitors.alarms.now += 1.025
    # a flood makes the pacer look at the clock, before b's task can go on
    if told_first:
        visitors.pacer.flooded(to(9), 0)
        doomed.cancel()
    else:
        doomed.cancel()
        visitors.pacer.flooded(to(9), 0)
    await visitors.alarms.advance(5)
    assert visitors.log == [("a", 0), ("c", 2.05)]


async def test_a_pause_that_comes_while_somebody_waits_counts_for_him_too() -> None:
    visitors = Visitors()
    await visitors.come("a", to(PRIVATE))
    await visitors.come("b", to(PRIVATE))
    await visitors.come("short", to(PRIVATE, patience=5))
    await visitors.alarms.advance(0.5)
    visitors.pacer.flooded(to(PRIVATE), 20)
    await visitors.alarms.advance(30)
    assert visitors.log == [("a", 0), ("short not for 20.0 s", 0.5), ("b", 20.5)]


async def test_a_closed_pacer_sends_everybody_away() -> None:
    visitors = Visitors()
    for name in "ab":
        await visitors.come(name, to(PRIVATE))
    visitors.pacer.close()
    await visitors.alarms.advance(10)
    assert visitors.log == [("a", 0), ("b not for 1.0 s", 0)]


async def test_the_wall_clock_will_do() -> None:
    pacer = Pacer(LIMITS)
    assert await pacer.turn(to(PRIVATE)) == 0
    assert await pacer.turn(to(OTHER)) == 1
