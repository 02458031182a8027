"""The audit sees what is lost, doubled, unexplained and untrue, on records made by hand."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.values.listings import AnnounceType
from tests.storm.audit import Facts, Member, Post, Result, Told, audit

MONDAY, TUESDAY = date(2026, 3, 2), date(2026, 3, 3)
LAB = Member(
    name="lab",
    category="cs.CL",
    word="marnolite",
    spans=((0.0, 1e12),),
    addresses=("terminal:lab",),
)
ONE, TWO, PLAIN = "2603.10001", "2603.10002", "2603.10003"
OLD = "2602.10009"


def moment(day: date, hour: int = 0) -> float:
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC).timestamp()


def told(id_: str, kind: AnnounceType = AnnounceType.NEW, word: str = "marnolite") -> Told:
    return Told(id_, kind, f"Listening to {word} by night")


ANNOUNCED: Mapping[date, Mapping[str, Sequence[Told]]] = {
    MONDAY: {
        "cs.CL": [
            told(ONE),
            told(TWO, AnnounceType.CROSS),
            told(PLAIN, word="pebbles"),
            told(OLD, AnnounceType.REPLACE),
        ],
        "cs.CV": [told("2603.10007")],
    },
    TUESDAY: {"cs.CL": []},
}


def brief(day: date, *ids: str, head: str = "", at: float | None = None) -> Post:
    lines = [f"arXiv brief · Marnolite · {day:%a} {day.day} {day:%b %Y}", head]
    lines += [
        f"{n}. A title · {id_}v1\nA sentence.  cs.CL · relevance 94" for n, id_ in enumerate(ids, 1)
    ]
    return Post(moment(day, 8) if at is None else at, "\n".join(lines))


NOTHING = Post(moment(TUESDAY, 18), "arXiv announced nothing on Tue 3 Mar 2026 (holiday).")
GOOD = (brief(MONDAY, ONE, TWO), NOTHING)


def audited(*posts: Post, member: Member = LAB, **changes: object) -> Result:
    facts = Facts(
        announced=ANNOUNCED,
        public={day: moment(day, 5) for day in ANNOUNCED},
        posts={"terminal:lab": posts},
    )
    return audit([member], replace(facts, **changes))  # type: ignore[arg-type]


def kinds(result: Result) -> dict[str, int]:
    return dict(result.count)


def test_a_channel_that_got_everything_is_owed_nothing_more() -> None:
    result = audited(*GOOD)
    assert (result.owed, result.delivered, kinds(result)) == (2, 2, {})


def test_a_paper_that_never_came_is_lost() -> None:
    result = audited(brief(MONDAY, ONE), NOTHING)
    assert (result.owed, result.delivered) == (2, 1)
    assert [(each.kind, each.paper) for each in result.findings] == [("lost", TWO)]


def test_a_paper_that_comes_with_a_later_brief_is_delivered() -> None:
    late = brief(TUESDAY, TWO)
    assert kinds(audited(brief(MONDAY, ONE), late)) == {}


def test_a_paper_shown_in_two_messages_came_twice() -> None:
    again = brief(MONDAY, ONE, at=moment(MONDAY, 9))
    assert kinds(audited(*GOOD, again)) == {"twice": 1}


def test_a_message_that_repeats_two_papers_is_one_repetition() -> None:
    result = audited(*GOOD, brief(MONDAY, ONE, TWO, at=moment(MONDAY, 9)))
    assert (kinds(result), result.repeats) == ({"twice": 2}, 1)


def test_a_third_time_counts_as_well() -> None:
    again = [brief(MONDAY, ONE, at=moment(MONDAY, hour)) for hour in (9, 10)]
    assert kinds(audited(*GOOD, *again)) == {"twice": 2}


def test_the_line_of_a_new_version_shows_nothing() -> None:
    line = Post(moment(TUESDAY, 9), f"Also updated: {ONE} v2, shown here on Mon 2 Mar 2026")
    assert kinds(audited(*GOOD, line)) == {}
    # nor does it bring a paper
    assert kinds(audited(brief(MONDAY, TWO), NOTHING, line)) == {"lost": 1}


def test_what_an_older_backup_forgot_may_come_once_more_and_is_counted_apart() -> None:
    again = brief(MONDAY, ONE, at=moment(TUESDAY, 12))
    restored = [(moment(MONDAY, 7), moment(TUESDAY, 10))]
    assert kinds(audited(*GOOD, again, restored=restored)) == {"again_after_restore": 1}


def test_once_more_after_a_restore_is_not_twice_more() -> None:
    again = [brief(MONDAY, ONE, at=moment(TUESDAY, hour)) for hour in (12, 13)]
    restored = [(moment(MONDAY, 7), moment(TUESDAY, 10))]
    found = kinds(audited(*GOOD, *again, restored=restored))
    assert found == {"again_after_restore": 1, "twice": 1}


@pytest.mark.parametrize(
    "restored",
    [
        # the backup already held it; the backup was put back before it was shown at all
        (moment(MONDAY, 10), moment(TUESDAY, 10)),
        (moment(MONDAY, 1), moment(MONDAY, 2)),
    ],
)
def test_a_restore_that_did_not_forget_it_excuses_nothing(restored: tuple[float, float]) -> None:
    again = brief(MONDAY, ONE, at=moment(TUESDAY, 12))
    assert kinds(audited(*GOOD, again, restored=[restored])) == {"twice": 1}


def test_a_date_that_no_message_names_is_unexplained() -> None:
    assert kinds(audited(brief(MONDAY, ONE, TWO))) == {"unexplained": 1}


def test_nothing_announced_where_papers_were_is_no_true_reason() -> None:
    silence = Post(
        moment(MONDAY, 18), "On Mon 2 Mar 2026 nothing was announced in your categories."
    )
    found = kinds(audited(silence, NOTHING))
    assert found == {"lost": 2, "unexplained": 1}


def test_a_silence_that_later_papers_correct_is_explained() -> None:
    silence = Post(
        moment(MONDAY, 18), "On Mon 2 Mar 2026 nothing was announced in your categories."
    )
    assert kinds(audited(silence, brief(TUESDAY, ONE, TWO))) == {}


def test_a_count_beyond_what_was_announced_is_no_true_reason() -> None:
    member = replace(LAB, word="zephyrkin")
    true, false = (f"{n} announced (4 new) · 0 matched · 0 shown" for n in (4, 9))
    assert kinds(audited(brief(MONDAY, head=true), NOTHING, member=member)) == {}
    found = kinds(audited(brief(MONDAY, head=false), NOTHING, member=member))
    assert found == {"unexplained": 1}


def test_only_its_time_of_subscription_counts() -> None:
    member = replace(LAB, spans=((moment(MONDAY, 6), 1e12),))
    result = audited(NOTHING, member=member)
    assert (result.owed, kinds(result)) == (0, {})


def test_what_stands_there_from_a_former_life_is_not_its_own() -> None:
    again = brief(MONDAY, ONE, TWO, at=moment(TUESDAY, 9))
    member = replace(LAB, living=(moment(TUESDAY), 1e12))
    assert kinds(audited(brief(MONDAY, ONE, TWO), again, NOTHING, member=member)) == {}


def test_a_channel_that_moved_is_read_at_both_addresses() -> None:
    member = replace(LAB, addresses=("terminal:lab", "terminal:new"))
    posts = {"terminal:lab": [brief(MONDAY, ONE)], "terminal:new": [brief(TUESDAY, TWO, ONE)]}
    assert kinds(audited(member=member, posts=posts)) == {"twice": 1}


@pytest.mark.parametrize(
    "post",
    [
        Post(0.0, f"1. A title · {ONE}v1\nA sentence.  cs.CL · relevance 94"),
        Post(0.0, f"1\\. **[A title](https://arxiv.org/abs/{ONE}v1)**\nA sentence.\n-# cs.CL"),
        Post(0.0, "1. A title", (f"https://arxiv.org/abs/{ONE}v1",)),
    ],
)
def test_a_paper_is_told_by_its_line_or_by_its_link(post: Post) -> None:
    assert post.papers == {ONE}
