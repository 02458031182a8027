"""What people type as a schedule: understood, or asked about; never taken for something else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.schedules import describe
from bot.translator import translator
from bot.typed_schedules.telling import told
from bot.typed_schedules.understanding import Doubt, clocks_taken, understood
from bot.values.channels import Schedule

SAY = translator("en")
BEFORE = Schedule()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("New York", "every day at 08:00 (America/New_York)"),
        ("8:30 in new york every weekday", "Monday to Friday at 08:30 (America/New_York)"),
        ("mon-fri America/New_York 7am", "Monday to Friday at 07:00 (America/New_York)"),
        ("Mo-Fr", "Monday to Friday at 08:00 (UTC)"),
        ("mon to fri at 9", "Monday to Friday at 09:00 (UTC)"),
        ("08:30 EST", "every day at 08:30 (America/New_York)"),
        ("New York EST", "every day at 08:00 (America/New_York)"),
        ("CST China 9:00", "every day at 09:00 (Asia/Shanghai)"),
        ("Asia/Peking", "every day at 08:00 (Asia/Shanghai)"),
        ("8am", "every day at 08:00 (UTC)"),
        ("8.30", "every day at 08:30 (UTC)"),
        ("at 9", "every day at 09:00 (UTC)"),
        ("weekdays", "Monday to Friday at 08:00 (UTC)"),
        ("every monday 7:15 Berlin", "on Mondays at 07:15 (Europe/Berlin)"),
        ("weekly mon 9:00", "on Mondays at 09:00 (UTC)"),
        ("mon, thu 9:15 asia/tokyo", "on Mondays and Thursdays at 09:15 (Asia/Tokyo)"),
        ("each monday", "on Mondays at 08:00 (UTC)"),
        ("daily", "every day at 08:00 (UTC)"),
        ("8 in the morning Berlin", "every day at 08:00 (Europe/Berlin)"),
        ("noon UTC +8", "every day at 12:00 (UTC+8)"),
        ("9 Uhr montags", "on Mondays at 09:00 (UTC)"),
        ("jeden Montag 9 Uhr Berlin", "on Mondays at 09:00 (Europe/Berlin)"),
        ("täglich um 8 Uhr Berlin", "every day at 08:00 (Europe/Berlin)"),
        ("tous les lundis 9h Paris", "on Mondays at 09:00 (Europe/Paris)"),
        ("8:30 UTC-5", "every day at 08:30 (UTC-5)"),
        ("8:30 +05:30", "every day at 08:30 (UTC+5:30)"),
        ("每天8:30北京时间", "every day at 08:30 (Asia/Shanghai)"),
        ("周一至周五 下午5点半", "Monday to Friday at 17:30 (UTC)"),
        ("announced", "as soon as arXiv's announcement is complete"),
        ("as soon as possible", "as soon as arXiv's announcement is complete"),
        ("off", "paused; /schedule on resumes them"),
        ("pause", "paused; /schedule on resumes them"),
        ("no weekends", "Monday to Friday at 08:00 (UTC)"),
        ("8:30 Berlin but not on weekends", "Monday to Friday at 08:30 (Europe/Berlin)"),
        ("not on weekends", "Monday to Friday at 08:00 (UTC)"),
        (
            "every day except friday",
            "on Mondays, Tuesdays, Wednesdays, Thursdays, Saturdays and Sundays at 08:00 (UTC)",
        ),
        (
            "weekdays but no mondays 9:00",
            "on Tuesdays, Wednesdays, Thursdays and Fridays at 09:00 (UTC)",
        ),
        ("send at 8 in the evening", "every day at 20:00 (UTC)"),
        ("3 in the afternoon", "every day at 15:00 (UTC)"),
        ("we want them at 9", "every day at 09:00 (UTC)"),
        ("send at 9", "every day at 09:00 (UTC)"),
        ("please post the brief at 8 pm Berlin", "every day at 20:00 (Europe/Berlin)"),
        ("send me papers at 7:15 on mondays", "on Mondays at 07:15 (UTC)"),
        ("8:30, 08:30", "every day at 08:30 (UTC)"),
    ],
)
def test_what_has_one_meaning_is_understood(typed: str, meant: str) -> None:
    found = understood(BEFORE, typed)
    assert isinstance(found, Schedule), found
    assert describe(found, SAY) == meant


@pytest.mark.parametrize(
    ("typed", "kind", "answers"),
    [
        ("08:30, 17:00", "times", ("08:30", "17:00")),
        ("mon 8:30 thu 17:00 Berlin", "times", ("08:30 mon thu Berlin", "17:00 mon thu Berlin")),
        ("weekly", "day", ("mon", "tue", "wed", "thu", "fri")),
        ("weekly 9:00", "day", ("mon 9:00", "tue 9:00", "wed 9:00", "thu 9:00", "fri 9:00")),
        ("8:30 IST", "clocks", ("8:30 Asia/Kolkata", "8:30 Asia/Jerusalem", "8:30 Europe/Dublin")),
        ("Berlin, Tokyo 9:00", "clocks", ("Europe/Berlin 9:00", "Asia/Tokyo 9:00")),
        ("announced 8:30", "ways", ("announced", "8:30")),
        ("announced mon-fri", "ways", ("announced", "08:00 mon-fri")),
        ("off weekends", "pause", ("off", "mon,tue,wed,thu,fri")),
        ("off 8:30", "pause", ("off", "8:30")),
        ("3 in the evening", "half", ("03:00", "15:00")),
        ("2 at night", "half", ("02:00", "14:00")),
        ("morning", "vague", ("07:00", "08:00", "09:00")),
        ("daily mon", "days", ("daily", "mon")),
        ("monthly", "rhythm", ("daily", "weekdays", "weekly")),
        ("every 2 days", "rhythm", ("daily", "weekdays", "weekly")),
        ("every 2 hours", "rhythm", ("daily", "weekdays", "weekly")),
        ("2 times a day", "rhythm", ("daily", "weekdays", "weekly")),
        ("alle 2 Stunden", "rhythm", ("daily", "weekdays", "weekly")),
        ("off on", "pause", ("off", "on")),
        ("-5", "unknown", ("UTC-5",)),
        ("8:30 +8", "unknown", ("8:30 UTC+8",)),
        ("hours", "unknown", ()),
        ("now", "now", ()),
        ("08:30 Europe/Berln", "unknown", ("08:30 Europe/Berlin",)),
        ("mondays but not on mondays", "unknown", ()),
        ("8:30-17:00", "unknown", ()),
        ("tomorrow", "unknown", ()),
        ("cs.LG", "unknown", ()),
        ("sunset", "unknown", ()),
        ("🎉", "unknown", ()),
    ],
)  # fmt: skip
def test_what_has_no_one_meaning_is_asked(typed: str, kind: str, answers: tuple[str, ...]) -> None:
    found = understood(BEFORE, typed)
    assert isinstance(found, Doubt), found
    assert (found.kind, found.answers) == (kind, answers)
    assert told(found, SAY)


def test_every_answer_is_understood_or_leads_on() -> None:
    for typed in ("08:30, 17:00", "US weekly 8:30, 9:00", "announced 8:30 IST", "off weekends"):
        left = [typed]
        for _ in range(4):
            found = [understood(BEFORE, line) for line in left]
            left = [line for each in found if isinstance(each, Doubt) for line in each.answers]
        assert not left, "four taps are enough"


def test_a_pause_keeps_what_was_set() -> None:
    before = Schedule(when="announced", zone="Asia/Tokyo")
    paused = understood(before, "off")
    assert isinstance(paused, Schedule)
    assert paused.paused
    assert understood(paused, "on") == before


def test_an_abbreviation_is_told_as_what_it_was_taken_for() -> None:
    assert clocks_taken("08:30 EST") == ["EST"]
    assert clocks_taken("08:30 New York") == []


TYPED = (
    "08:30 8am 17 New York Berlin EST IST mon Mo-Fr weekly daily now off on announced each "
    "monthly morning survey cs.LG 25:00 -3 +8 , ; 每天 8点半 🎉 \u202e /"
)
WORDS = st.sampled_from(TYPED.split())


@given(st.lists(WORDS, max_size=6).map(" ".join) | st.text(max_size=60))
def test_no_line_raises_and_none_says_two_things_at_once(line: str) -> None:
    found = understood(BEFORE, line)
    if isinstance(found, Doubt):
        assert told(found, SAY)
    else:
        # an answer alone says as much again: nothing in the line was passed over silently
        assert understood(found, line) == found


@given(st.lists(WORDS, min_size=1, max_size=5))
def test_a_word_that_means_nothing_stops_everything(words: list[str]) -> None:
    assert isinstance(understood(BEFORE, " ".join([*words, "qwxz"])), Doubt)
