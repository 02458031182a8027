from datetime import UTC, datetime, timedelta

from bot.pipeline.reading.talks import Talks, Turns, Wait


class Clock:
    now = datetime(2026, 2, 13, 8, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


def test_a_person_who_asks_too_often_waits_and_others_do_not() -> None:
    clock = Clock()
    turns = Turns(clock)
    given = [turns.wait("ada", "lab") for _ in range(13)]
    assert given[:12] == [None] * 12
    assert given[12] == Wait(timedelta(minutes=10), 12, of_all=False)
    assert turns.wait("ada", "lab", 60) is None
    assert turns.wait("bo", "lab") is None
    clock.now += timedelta(minutes=10)
    assert turns.wait("ada", "lab") is None


def test_a_channel_has_a_bound_of_its_own() -> None:
    turns = Turns(Clock())
    given = [turns.wait(f"person {n}", "lab") for n in range(41)]
    assert given[:40] == [None] * 40
    assert given[40] == Wait(timedelta(minutes=10), 40, of_all=True)
    assert turns.wait("person 41", "elsewhere") is None


def test_a_chat_remembers_for_some_hours_what_it_spoke_of() -> None:
    clock = Clock()
    talks = Talks(clock)
    assert talks.last("lab") is None
    talks.shown("lab", ("2602.90001",))
    talks.asked("lab", ("2602.90001",), "Why?", "Because.")
    talks.asked("lab", ("2602.90001",), "When?", "Now.")
    assert talks.earlier("lab", ("2602.90001",)) == (("Why?", "Because."), ("When?", "Now."))
    assert talks.earlier("lab", ("2602.90002",)) == ()
    assert talks.last("elsewhere") is None
    talks.shown("lab", ("2602.90002",))
    assert talks.earlier("lab", ("2602.90001",)) == ()
    talks.shown("shore", ("2602.90002",))
    talks.forget("shore")
    assert talks.last("shore") is None
    clock.now += timedelta(hours=6)
    assert talks.last("lab") is None
