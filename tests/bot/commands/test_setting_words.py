"""/settings with a name alone, a wrong name or a wrong value; /top and /language likewise."""

from collections.abc import AsyncIterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.commands.channels.setting_words import nearest_setting, setting_words
from bot.messages.blocks import Choices
from bot.settings import Settings
from bot.wiring.session import session
from tests.bot.commands.test_commands import StrictRights, Talk, papers, with_rights
from tests.values import listing

NAMES = ("language", "top", "threshold", "prior", "analyses", "missed")


@pytest.fixture
async def talk(settings: Settings) -> AsyncIterator[Talk]:
    listings = (listing(*papers()[2:], category="cs.CL"),)
    async with session(settings, settings.storage.data, listings, ("cs.CL",), None, None) as opened:
        yield Talk(with_rights(opened, StrictRights()))


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("threshold 50", ["threshold", "50"]),
        ("threshold=50", ["threshold", "50"]),
        ("Threshold: 50%", ["threshold", "50"]),
        ("set threshold to 50 %", ["threshold", "50"]),
        ("prior yes", ["prior", "on"]),
        ("prior disabled", ["prior", "off"]),
        ("missed no", ["missed", "no"]),
        ("threshold", ["threshold"]),
    ],
)
def test_a_setting_is_read_as_people_write_it(typed: str, words: list[str]) -> None:
    assert setting_words(typed, ("prior", "analyses")) == words


@pytest.mark.parametrize(
    ("word", "meant"),
    [("threshhold", "threshold"), ("relevance", "threshold"), ("lang", "language"),
     ("timezone", "/schedule"), ("keywords", "/topics"), ("volume", None)],
)  # fmt: skip
def test_another_word_leads_to_the_setting(word: str, meant: str | None) -> None:
    assert nearest_setting(word, NAMES) == meant


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("/settings threshold", "Relevance a paper needs to match: 40"),
        ("/settings threshold", "It takes a whole number from 1 to 100."),
        ("/settings missed", "Missed announcements: one brief for all announcements"),
        ("/settings analyses", "Deep analyses ahead of time: off"),
        ("/settings language", "Language: English"),
        ("/settings top", "Papers in a brief: 10"),
        ("/settings prior", "(popularity, not quality): on"),
    ],
)
async def test_a_name_alone_tells_its_value_and_what_it_does(
    talk: Talk, line: str, expected: str
) -> None:
    assert expected in await talk.say(line)
    controls = [block for block in talk.last.blocks if isinstance(block, Choices)]
    assert [control.command for control in controls] == [line]
    assert await talk.services.channels.stored.get("terminal:main") is None


@pytest.mark.parametrize(
    ("line", "expected", "offered"),
    [
        ("/settings relevance 30", "Did you mean /settings threshold?", ["/settings threshold 30"]),
        ("/settings timezone Berlin", "Did you mean /schedule?", ["/schedule berlin"]),
        ("/settings volume 11", "You can use: language, top, threshold", []),
        ("/settings role @here", "You can use: language, top, threshold", []),
        ("/settings layot roomy", "Did you mean /settings layout?", ["/settings layout roomy"]),
        ("/settings prior maybe", "prior cannot be “maybe”; it is still on.", []),
        ("/settings top 31", "top cannot be “31”; it is still 10.", []),
        ("/settings layout huge", "layout cannot be “huge”; it is still usual.", []),
        ("/settings layout huge", "It takes compact, usual or roomy.", []),
        ("/settings buttons maybe", "buttons cannot be “maybe”; it is still on.", []),
        ("/settings top 5 layout huge", "It takes compact, usual or roomy.", []),
        ("/preview here layout huge", "It takes compact, usual or roomy.", []),
        ("/preview here layout", "It takes compact, usual or roomy.", []),
        ("/preview here compact", "Did you mean /preview layout?", ["/preview layout compact"]),
        ("/settings compact", "Did you mean /settings layout?", ["/settings layout compact"]),
        ("/settings posts compact", "Did you mean /settings layout?", ["/settings layout compact"]),
        ("/settings posts top 5", "Did you mean /settings top?", ["/settings top 5"]),
        ("/top all", "A brief can show 1 to 30 papers, not “all”. It stays at 10.", []),
        ("/top 0", "not “0”", []),
        ("/language klingon", "I do not speak “klingon” yet.", []),
        ("/language englsh", "I do not speak “englsh” yet.", ["/language en"]),
        ("/language", "I speak English here.", []),
    ],
)
async def test_what_cannot_be_is_answered_with_what_can(
    talk: Talk, line: str, expected: str, offered: list[str]
) -> None:
    assert expected in await talk.say(line)
    assert talk.offered == offered
    assert await talk.services.channels.stored.get("terminal:main") is None


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("/settings top 5", "Papers in a brief: 5"),
        ("/settings analyses on", "Deep analyses ahead of time: on"),
        ("/settings buttons off", "Buttons under the brief: off"),
        ("/settings layout compact", "Layout: compact"),
    ],
)
async def test_a_change_is_told_in_a_sentence_and_the_same_again_as_no_change(
    talk: Talk, line: str, expected: str
) -> None:
    told = await talk.say(line)
    assert told.startswith(expected)
    assert len(told.splitlines()) < 5
    assert [each.label for each in talk.buttons] == ["Undo", "Settings"]
    assert "That is how it is set already." in await talk.say(line)
    assert [each.label for each in talk.buttons] == ["Settings"]


async def test_a_trial_tells_when_the_next_would_come_and_asks_for_the_clock(talk: Talk) -> None:
    assert "the next one would come on" in await talk.say("/schedule 09:00")
    assert "/subscribe" in talk.offered
    assert "not subscribed" in await talk.say("/schedule off")
    assert "/subscribe" in talk.offered
    told = await talk.say("/subscribe")
    assert "the next one would come on" in told
    assert "Which time zone are you in?" in told
    assert "/schedule Europe/London" in talk.offered
    told = await talk.say("/schedule Berlin")
    assert "(Europe/Berlin, UTC" in told
    assert "/subscribe" not in talk.offered


async def test_a_tap_on_the_page_leaves_the_page_there(talk: Talk) -> None:
    told = await talk.say("/settings top 5", tapped=True)
    assert told.startswith("Papers in a brief: 5")
    assert "Settings here" in told


async def test_an_example_is_one_that_works(talk: Talk) -> None:
    told = await talk.say("/settings language")
    assert "German" not in told
    line = told.split("For example: ")[1].splitlines()[0]
    await talk.say(line)
    assert talk.done
    assert "For example" not in await talk.say("/settings bilingual")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "/topics +video, -survey",
            ["Added the topic “video”.", "“survey” are left out."],
        ),
        ("/topics new +video", ["Added the topic “video”."]),
    ],
)
async def test_each_half_of_a_line_is_confirmed(talk: Talk, line: str, expected: list[str]) -> None:
    told = await talk.say(line)
    assert all(each in told for each in expected)
    assert told.count("left out") == len(expected) - 1


@pytest.mark.parametrize(
    ("line", "top"), [("/top 5", 5), ("/top five", 5), ("/top 5 papers", 5), ("/top to 7", 7)]
)
async def test_a_number_is_read_as_people_write_it(talk: Talk, line: str, top: int) -> None:
    assert f"shows at most {top} papers" in await talk.say(line)


@pytest.mark.parametrize("line", ["/language chinese", "/language 中文", "/language to Chinese"])
async def test_a_language_is_known_by_its_names_and_the_way_back_is_in_both(
    talk: Talk, line: str
) -> None:
    assert "简体中文" in await talk.say(line)
    (back,) = talk.buttons
    assert back.label == "Undo · 撤销"
    await talk.say(back.command or "")
    assert "I speak English here." in await talk.say("/language")


async def test_a_category_that_was_never_read_is_told_as_that(talk: Talk) -> None:
    await talk.say("/topics cs.LG")
    told = await talk.say("/topics -cs.CL")
    assert "Not read yet: cs.LG." in told
    assert "Of 0 papers" not in told
    told = await talk.say("/topics zebras")
    assert "No paper" not in told, "none was looked at"


@given(st.text(max_size=60))
def test_no_line_raises(typed: str) -> None:
    if typed.strip():
        assert all(setting_words(typed, ("prior",)))
