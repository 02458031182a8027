"""When an address is left alone, on a clock that the test holds."""

from hypothesis import given
from hypothesis import strategies as st

from adapters.openai_model.breaker import ENOUGH, Breaker


def failed(breaker: Breaker, now: float, weight: int = 1, *, denied: bool = False) -> Breaker:
    return breaker.entered().failed(weight, "It is down.", denied=denied, now=now)


def opened(now: float = 0.0) -> Breaker:
    return failed(Breaker(), now, ENOUGH)


def test_it_opens_after_several_failures_in_a_row() -> None:
    breaker = Breaker()
    for _ in range(ENOUGH - 1):
        breaker = failed(breaker, 0.0)
        assert breaker.admits(0.0)
    breaker = failed(breaker, 0.0)
    assert not breaker.admits(0.0)
    assert breaker.said == "It is down."
    assert 0 < breaker.wait(0.0) <= 60


def test_any_answer_ends_the_row() -> None:
    breaker = Breaker()
    for _ in range(10 * ENOUGH):
        breaker = failed(breaker, 0.0).entered().answered()
        assert breaker.admits(0.0)


def test_what_is_about_the_request_counts_for_nothing() -> None:
    breaker = Breaker()
    for _ in range(10 * ENOUGH):
        breaker = failed(breaker, 0.0, 0)
    assert breaker == Breaker()


def test_a_denial_opens_it_at_once() -> None:
    breaker = failed(Breaker(), 0.0, ENOUGH, denied=True)
    assert not breaker.admits(0.0)
    assert breaker.denied


def test_one_trial_goes_when_its_time_is_over_and_closes_it() -> None:
    breaker = opened()
    later = breaker.wait(0.0)
    assert breaker.admits(later)
    trying = breaker.entered()
    assert not trying.admits(later)
    assert trying.answered() == Breaker()


def test_a_trial_that_fails_opens_it_for_twice_as_long_up_to_a_bound() -> None:
    breaker, now, pauses = opened(), 0.0, []
    for _ in range(8):
        pauses.append(breaker.wait(now))
        now += pauses[-1]
        breaker = failed(breaker, now)
    assert pauses[:3] == [pauses[0], 2 * pauses[0], 4 * pauses[0]]
    assert pauses[-1] == pauses[-2] == 600


def test_a_trial_that_is_given_up_leaves_room_for_another() -> None:
    breaker = opened()
    later = breaker.wait(0.0)
    assert breaker.entered().left().admits(later)
    assert breaker.entered().holding(5.0, later).admits(later)


def test_a_call_that_began_before_it_opened_does_not_lengthen_the_pause() -> None:
    breaker = opened()
    assert failed_before(breaker).wait(0.0) == breaker.wait(0.0)


def failed_before(breaker: Breaker) -> Breaker:
    return breaker.failed(1, "It is down.", denied=False, now=10.0)


def test_a_pause_that_the_server_asks_for_opens_nothing() -> None:
    breaker = Breaker().holding(20.0, 100.0)
    assert breaker.admits(100.0)
    assert breaker.hold(105.0) == 15.0
    assert breaker.answered().hold(105.0) == 15.0
    assert breaker.holding(1.0, 100.0).hold(100.0) == 20.0
    assert Breaker().holding(10.0**9, 0.0).hold(0.0) == 3_600


@given(st.lists(st.sampled_from(["fail", "answer", "deny", "leave", "hold", "wait"]), max_size=60))
def test_there_is_always_a_time_at_which_it_may_be_asked(doings: list[str]) -> None:
    breaker, now = Breaker(), 0.0
    for doing in doings:
        if doing == "wait" or not breaker.admits(now):
            now += breaker.wait(now) or 1.0
        entered = breaker.entered()
        match doing:
            case "fail":
                breaker = entered.failed(1, "x", denied=False, now=now)
            case "deny":
                breaker = entered.failed(ENOUGH, "x", denied=True, now=now)
            case "answer":
                breaker = entered.answered()
            case "hold":
                breaker = entered.holding(3.0, now)
            case _:
                breaker = entered.left()
        assert not breaker.trying
        assert breaker.wait(now) <= 600
        assert breaker.admits(now + breaker.wait(now))
