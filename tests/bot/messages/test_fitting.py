"""How fully a brief is told: whole sentences, in a fixed order of giving way."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.discord_chat.rendering import render as discord
from adapters.telegram_chat.rendering import render as telegram
from bot.messages.brief import brief_message, within
from bot.messages.fitting import (
    BriefForm,
    fitting_form,
    forms_of,
    sentence_for,
)
from bot.messages.plain import plain
from bot.translator import translator
from bot.values.editions import Edition, EditionPaper, OwedPaper, UndeliveredPapers
from bot.values.topics import Match
from bot.values.writing import USUAL_ROOM, PaperBrief, ReadInFull, SummaryPoint
from tests.platforms.slate import posting as slate
from tests.values import DAY, edition, entry, paper, summary

SAY = translator("en")
FULL = f"Brill is a stove that burns bark in tents{', in tents and under bridges' * 5}."
SHORT, SHORTEST = "Brill is a stove that burns the bark of old trees.", "A stove that burns bark."
BRIEF = PaperBrief(tldr=FULL, shorter=(SHORT, SHORTEST), main_result="12% warmer than wool")


def papers(
    count: int, brief: PaperBrief = BRIEF, relevances: Sequence[int] = ()
) -> tuple[EditionPaper, ...]:
    return tuple(
        entry(
            n,
            paper(n),
            title=f"Brill {n}: A Stove That Burns Bark in Tents",
            shorter_titles=(f"Brill {n}",),
            brief=brief,
            match=Match("Stoves", relevances[n - 1] if relevances else 100 - n),
        )
        for n in range(1, count + 1)
    )


def a_brief(count: int, **changes: object) -> Edition:
    fields: dict[str, object] = {
        "papers": papers(count),
        "summary": summary(
            overview=("A day of stoves.", "Most burn bark.", "None burns peat."),
            stands_out=(SummaryPoint("It is 12% warmer.", (2,)),),
            emerging=(SummaryPoint("2 this week", (1,), "bark"),),
            read_in_full=(ReadInFull(1, "releases its code"), ReadInFull(3, "gives a proof")),
        ),
    }
    return edition(*(paper(n) for n in range(1, count + 1)), **(fields | changes))


def changes(before: BriefForm, after: BriefForm) -> list[tuple[int | None, str]]:
    """What the second form says less of: the paper's number, and which part."""
    parts = ("overview", "read_first", "rising", "facts", "links")
    found: list[tuple[int | None, str]] = [
        (None, part) for part in parts if getattr(before, part) != getattr(after, part)
    ]
    for number, told in before.papers.items():
        found += [
            (number, part)
            for part in ("title", "sentence", "result")
            if getattr(told, part) != getattr(after.papers[number], part)
        ]
    return found


def test_a_brief_degrades_in_the_stated_order() -> None:
    forms = forms_of(a_brief(3, papers=papers(3, relevances=(90, 50, 70))))
    steps = [changes(*pair) for pair in pairwise(forms)]
    assert [step for (step,) in steps] == [
        (None, "links"),
        (3, "sentence"),
        (2, "sentence"),
        (1, "sentence"),
        # the marked paper keeps what came out, the least relevant loses it first
        (3, "result"),
        (1, "result"),
        (3, "title"),
        (2, "title"),
        (1, "title"),
        (None, "read_first"),
        (None, "read_first"),
        (None, "rising"),
        (None, "overview"),
        (None, "overview"),
        (3, "sentence"),
        (2, "sentence"),
        (1, "sentence"),
        (None, "facts"),
        (2, "result"),
    ]
    assert forms[-1].overview == 1


def test_the_longest_sentence_gives_way_first() -> None:
    first, second, third = papers(3)
    longer = replace(BRIEF, tldr=FULL.replace("stove", "small stove"))
    mixed = (first, replace(second, brief=longer), third)
    forms = forms_of(a_brief(3, papers=mixed))
    assert changes(forms[1], forms[2]) == [(2, "sentence")]


def test_papers_of_earlier_briefs_give_way_before_anything_of_today() -> None:
    owed = OwedPaper(entry=replace(papers(3)[2], number=3), on=DAY, why="")
    forms = forms_of(a_brief(2, undelivered=UndeliveredPapers(papers=(owed,))))
    assert {number for number, _ in changes(forms[1], forms[2])} == {3}
    assert forms[2].papers[3].title == "Brill 3"
    assert forms[2].papers[1] == forms[0].papers[1]


@pytest.mark.parametrize(
    ("room", "expected"), [(600, FULL), (USUAL_ROOM, SHORT), (40, SHORTEST), (3, SHORTEST)]
)
def test_a_sentence_is_the_fullest_within_the_room(room: int, expected: str) -> None:
    assert sentence_for(BRIEF, room) == expected


def test_a_paper_without_a_sentence_has_none() -> None:
    assert sentence_for(PaperBrief(), 600) is None
    assert sentence_for(PaperBrief(tldr="word " * 300), 600) is None
    assert sentence_for(PaperBrief(tldr="word " * 300, shorter=(SHORT,)), 600) == SHORT


def test_what_fits_is_told_in_full() -> None:
    form = fitting_form(a_brief(3), lambda _: 1)
    assert form == forms_of(a_brief(3))[0]


def test_the_form_is_the_first_that_needs_one_message() -> None:
    made = a_brief(5)
    forms = forms_of(made)
    for place, wanted in enumerate(forms):
        assert fitting_form(made, partial(_needs, forms, place)) == wanted


def _needs(forms: Sequence[BriefForm], fitting: int, form: BriefForm) -> int:
    """One message for the form in this place and those after it, else two."""
    return 1 + (forms.index(form) < fitting)


def test_what_never_fits_one_message_is_as_full_as_no_more_messages_hold() -> None:
    made = a_brief(30)
    measure = within(1500)
    shortest = within(1500)(brief_message(made, SAY, lambda _: 2))
    text = brief_message(made, SAY, measure)
    assert 1 < measure(text) <= shortest
    assert "…" not in plain(text)


VOCABULARY = ["stove", "bark", "火炉", "tent", "12%", "𝛼𝛽", "warm-up"]
WORDS = st.lists(st.sampled_from(VOCABULARY), min_size=1)
SENTENCES = WORDS.map(lambda words: " ".join(words).capitalize() + ".")


@st.composite
def briefs(draw: st.DrawFn) -> PaperBrief:
    forms = draw(st.lists(SENTENCES, max_size=4))
    forms = sorted(set(forms), key=len, reverse=True)
    result = draw(st.none() | WORDS.map(" ".join))
    tldr = forms[0] if forms else None
    return PaperBrief(tldr=tldr, shorter=tuple(forms[1:]), main_result=result)


@given(st.lists(briefs(), min_size=1, max_size=30), st.data())
def test_on_every_platform_each_paper_stands_once_with_whole_sentences(
    made: list[PaperBrief], data: st.DataObject
) -> None:
    entries = tuple(entry(n, paper(n), brief=one) for n, one in enumerate(made, 1))
    marked = data.draw(st.sampled_from(entries)).number
    told = edition(
        *(one.paper for one in entries),
        papers=entries,
        summary=summary(stands_out=(SummaryPoint("x", (marked,)),)),
    )
    for needs in (within(4000), telegram.needs, discord.needs, slate.needs):
        message = brief_message(told, SAY, needs)
        text = plain(message)
        assert "…" not in text
        for one in entries:
            assert text.count(f"\n{one.number}. ") == 1
            sentence = text.partition(f"\n{one.number}. ")[2].partition("\n")[2].split("\n")[0]
            if sentences := (one.brief.tldr, *one.brief.shorter):
                assert not sentences[0] or any(_begins(sentence, each) for each in sentences)
        assert text.count("★") == 1
        assert f"\n{marked}. ★ " in text


def _begins(line: str, sentence: str | None) -> bool:
    return line.startswith((sentence or "").removesuffix("."))


@given(st.lists(briefs(), min_size=1, max_size=12))
def test_equal_briefs_are_equal_bytes(made: list[PaperBrief]) -> None:
    """What an outbox keeps must not depend on when it was rendered."""
    one, other = (
        edition(
            *(paper(n) for n in range(1, len(made) + 1)),
            papers=tuple(entry(n, paper(n), brief=each) for n, each in enumerate(made, 1)),
        )
        for _ in range(2)
    )
    for form in (_telegram, _discord):
        assert form(one) == form(other)


def _telegram(one: Edition) -> tuple[str, ...]:
    from adapters.telegram_chat.sending.sender import telegram_form

    return telegram_form(one, SAY)


def _discord(one: Edition) -> tuple[str, ...]:
    from adapters.discord_chat.sending.letters import discord_form

    return discord_form(one, SAY)
