"""The papers of a brief that never arrived, in the next one's forms."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import jsonschema
import pytest

from adapters.discord_chat.rendering import render as discord
from adapters.telegram_chat.rendering import render as telegram
from bot.messages.blocks import Buttons
from bot.messages.brief import ONE_MESSAGE, brief_message
from bot.messages.digest import digest_message
from bot.messages.edition_json import edition_document
from bot.messages.markdown import markdown
from bot.messages.plain import length, plain
from bot.translator import translator
from bot.values.editions import Edition, OwedNote, OwedPaper, UndeliveredPapers
from bot.values.writing import PaperBrief
from tests.values import announcement, edition, entry, paper

SAY, ZH = translator("en"), translator("zh-Hans")
THU, WED = date(2026, 2, 12), date(2026, 2, 11)
SCHEMA = json.loads(Path("docs/edition.schema.json").read_text("utf-8"))
LONG = "We listen to pebbles of every kind, one by one, and sort them by their sound alone. " * 3


def owed(
    number: int, day: date = THU, note: OwedNote | None = None, why: str = "it answered 502"
) -> OwedPaper:
    one = entry(
        number,
        paper(number, title=f"Lost System {number}: {LONG[:70]}"),
        title=f"Lost System {number}: {LONG[:70]}",
        brief=PaperBrief(tldr=LONG.strip()),
    )
    return OwedPaper(entry=one, on=day, why=why, note=note)


def a_brief(today: int, *lost: OwedPaper, **parts: object) -> Edition:
    papers = tuple(
        entry(n, paper(n), title=LONG[:100], brief=PaperBrief(tldr=LONG.strip()))
        for n in range(1, today + 1)
    )
    made = edition(*(paper(n) for n in range(1, today + 1)), papers=papers)
    return replace(made, undelivered=UndeliveredPapers(papers=lost, **parts))  # type: ignore[arg-type]


def test_each_lost_brief_has_its_line_that_says_why() -> None:
    text = plain(brief_message(a_brief(1, owed(2, WED), owed(3), owed(4)), SAY))
    first, second = (
        f"From the brief of {day}, which could not be delivered (it answered 502):"
        for day in ("Wed 11 Feb 2026", "Thu 12 Feb 2026")
    )
    assert text.index(first) < text.index("2. Lost") < text.index(second) < text.index("3. Lost")
    assert "1 announced (1 new, 0 cross-listed, 0 replaced) · 1 matched · 1 shown\n" in text


def test_what_became_of_a_paper_since_is_said_and_a_withdrawn_one_is_one_line() -> None:
    lost = (owed(2, note="updated"), owed(3, note="withdrawn"))
    lines = plain(brief_message(a_brief(1, *lost), SAY)).splitlines()
    (gone,) = [line for line in lines if line.startswith("3. ")]
    assert gone.endswith("· 2602.90003v1  withdrawn since")
    assert any("sound alone.  revised since · code" in line for line in lines)
    assert sum(line.startswith("We listen") for line in lines) == 2


def test_every_lost_paper_has_a_button_by_its_number() -> None:
    made = brief_message(a_brief(2, owed(3), owed(4)), SAY)
    (buttons,) = [block for block in made.blocks if isinstance(block, Buttons)]
    assert [button.label for button in buttons.rows[0]] == ["1", "2", "3", "4"]
    assert buttons.rows[0][3].command == "/paper 2602.90004"


@pytest.mark.parametrize("say", [SAY, ZH], ids=["en", "zh"])
def test_ten_lost_papers_beside_ten_of_today_fit_one_message(say: object) -> None:
    made = a_brief(10, *(owed(n) for n in range(11, 21)))
    papers = [
        replace(one, brief=replace(one.brief, shorter=(f"{LONG[:82]}.",))) for one in made.papers
    ]
    made = replace(made, papers=tuple(papers))
    language = ZH if say is ZH else SAY
    text = plain(brief_message(made, language))
    assert length(brief_message(made, language)) <= ONE_MESSAGE
    # today's keep a sentence each; the others have their title
    assert text.count("We listen to pebbles") >= 20
    assert "Lost System 20: We listen" in text
    for platform in (telegram, discord):
        assert len(platform.parts(brief_message(made, language, platform.needs))) == 1


def test_lost_papers_have_whole_sentences_or_none() -> None:
    made = a_brief(10, *(owed(n) for n in range(11, 21)))
    text = plain(brief_message(made, SAY))
    assert "…" not in text
    assert text.count(LONG.strip()) in (10, 20)


def test_thirty_lost_papers_are_parted_and_none_is_missing() -> None:
    made = a_brief(10, *(owed(n) for n in range(11, 41)))
    for platform in (telegram, discord):
        parts = platform.parts(brief_message(made, SAY, platform.needs))
        assert 1 < len(parts) <= 3
        told = "".join(str(part) for part in parts)
        assert all(f"Lost System {n}:" in told for n in range(11, 41))


def test_where_nothing_is_shown_the_lost_papers_are_numbered_from_one() -> None:
    made = replace(a_brief(0, owed(1)), announcement=announcement(paper(9)))
    text = plain(brief_message(made, SAY))
    assert "· 0 shown" in text
    assert "1. Lost System 1" in text
    assert "Extractive" in text


def test_what_is_asked_for_no_longer_is_named() -> None:
    made = a_brief(1, unasked=("2602.90007", "2602.90008"))
    text = plain(brief_message(made, SAY))
    assert "Left out, because your topics no longer ask for them: 2602.90007, 2602.90008" in text


def test_what_follows_with_a_later_brief_is_told() -> None:
    text = plain(brief_message(a_brief(1, owed(2), left=3), SAY))
    assert "3 more papers follow with the next brief." in text


def test_a_platform_that_said_nothing_leaves_no_bracket() -> None:
    text = plain(brief_message(a_brief(1, owed(2, why="")), SAY))
    assert "which could not be delivered:\n" in text


def test_the_json_form_has_them_apart_from_todays_and_its_counts() -> None:
    made = a_brief(2, owed(3, note="updated"), unasked=("2602.90009",), left=1)
    document = json.loads(edition_document(made).to_json())
    jsonschema.validate(document, SCHEMA)
    assert document["coverage"]["shown"] == len(document["papers"]) == 2
    lost = document["undelivered"]
    (one,) = lost["papers"]
    told = (one["number"], one["id"], one["brief_of"], one["why"], one["note"])
    assert told == (3, "2602.90003", "2026-02-12", "it answered 502", "updated")
    assert (lost["unasked"], lost["left"]) == (["2602.90009"], 1)


def test_an_ordinary_brief_has_none_in_any_form() -> None:
    document = json.loads(edition_document(a_brief(1)).to_json())
    jsonschema.validate(document, SCHEMA)
    assert document["undelivered"] is None
    assert document["coverage"]["incomplete"] == []
    assert "From the brief of" not in plain(brief_message(a_brief(1), SAY))


def test_a_document_has_the_cards_of_the_lost_papers_too() -> None:
    text = markdown(digest_message(a_brief(1, owed(2)), SAY))
    assert "## 2\\. " in text or "## 2. " in text


@pytest.mark.parametrize(
    ("names", "line"),
    [
        (("cs.CL",), "arXiv's listing of cs.CL is incomplete so far; late papers join"),
        (("cs.CL", "cs.CV"), "arXiv's listings of cs.CL and cs.CV are incomplete so far;"),
    ],
)
def test_a_known_hole_is_told_by_the_counts(names: tuple[str, ...], line: str) -> None:
    made = edition(paper(1), announcement=announcement(paper(1), incomplete=names))
    text = plain(brief_message(made, SAY))
    assert text.index("1 announced") < text.index(line) < text.index("1. Invented")
    document = json.loads(edition_document(made).to_json())
    assert document["coverage"]["incomplete"] == list(names)
