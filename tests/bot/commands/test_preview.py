"""/preview shows a brief with other settings and changes nothing; several settings in one line."""

import pytest

from bot.commands.channels.channel_settings import pairs
from bot.messages.blocks import Choices
from tests.bot.commands.test_commands import Talk, talk

__all__ = ["talk"]

NAMES = {"top", "threshold", "layout", "language", "bilingual", "prior"}


def test_several_settings_are_told_apart_by_their_names() -> None:
    line = "top 5 language simplified chinese layout compact prior off"
    assert pairs(line.split(), NAMES) == [
        ["top", "5"],
        ["language", "simplified", "chinese"],
        ["layout", "compact"],
        ["prior", "off"],
    ]


def test_a_name_in_the_place_of_a_value_is_one() -> None:
    assert pairs(["top", "threshold", "5"], NAMES) == [["top", "threshold", "5"]]


async def test_a_preview_has_other_settings_and_the_channel_keeps_its_own(talk: Talk) -> None:
    before = await talk.services.channels.stored.get("terminal:main")
    told = await talk.say("/preview top 2 layout compact", private=True)
    assert "Preview · nothing is changed or posted" in told
    assert "Papers in a brief: 10 → 2" in told
    assert "Layout: usual: what each paper is, and what came out → compact" in told
    assert "2 shown" in told
    assert await talk.services.channels.stored.get("terminal:main") == before


async def test_a_preview_is_no_brief_whose_numbers_hold(talk: Talk) -> None:
    await talk.say("/brief")
    before = await talk.services.deliveries.editions.numbers("terminal:main")
    await talk.say("/preview top 1", private=True)
    assert await talk.services.deliveries.editions.numbers("terminal:main") == before
    papers = [line for line in talk.offered if line.startswith("/paper ")]
    assert papers
    assert not any(line.removeprefix("/paper ").isdigit() for line in papers)


async def test_a_preview_as_it_is_set_offers_nothing_to_keep(talk: Talk) -> None:
    await talk.say("/preview", private=True)
    assert not [line for line in talk.offered if "keep" in line]


async def test_keep_tells_what_would_change_and_asks(talk: Talk) -> None:
    told = await talk.say("/preview keep top 2 buttons off", private=True)
    assert "Papers in a brief: 10 → 2" in told
    assert "Buttons under the brief: on → off" in told
    assert talk.offered == ["/settings top 2 buttons off"]
    assert await talk.services.channels.stored.get("terminal:main") is None
    await talk.say(talk.offered[0])
    kept = await talk.services.channels.stored.get("terminal:main")
    assert kept is not None
    assert (kept.top, kept.manner.buttons) == (2, False)


async def test_keeping_what_is_set_already_asks_nothing(talk: Talk) -> None:
    assert await talk.say("/preview keep top 10") == "It is already set that way."


async def test_of_several_settings_with_one_mistake_none_is_changed(talk: Talk) -> None:
    for line, expected in (
        ("/settings top 2 layout wide", "It takes compact, usual or roomy."),
        ("/settings top 2 threshold 500", "The threshold must be 1 to 100; it is still 40."),
        ("/preview threshold 500 top 2", "The threshold must be 1 to 100"),
        ("/settings top 2 threshold", "is not a setting"),
        ("/preview top 2 x 3", "top cannot be “2 x 3”; it is still 10."),
    ):
        told = await talk.say(line, private=True)
        assert expected in told
        assert not talk.done
    assert await talk.services.channels.stored.get("terminal:main") is None


async def test_where_others_read_along_it_asks_first(talk: Talk) -> None:
    told = await talk.say("/preview top 2")
    assert told.startswith("Everybody here would see the preview.")
    assert talk.offered == ["/preview top 2", "/preview here top 2"]
    assert "2 shown" in await talk.say("/preview here top 2")


async def test_a_link_to_a_preview_asks_nothing_as_it_changes_nothing(talk: Talk) -> None:
    told = await talk.say("/start preview_top_2", private=True)
    assert "Preview · nothing is changed" in told
    await talk.say("/start settings_top_2", private=True)
    assert talk.offered == ["/settings top 2"]


async def test_a_page_shows_what_its_platform_has_and_no_more(talk: Talk) -> None:
    told = await talk.say("/settings posts")
    assert "Layout: usual" in told
    assert "Buttons under the brief: on" in told
    for absent in ("pinned", "Role", "Hashtags", "thread"):
        assert absent not in told
    for line in ("pin on", "silent", "links on"):
        assert "is not available here" in await talk.say(f"/settings {line}")
        assert talk.done is False
    assert "Buttons under the brief: on" in await talk.say("/settings buttons")


async def test_a_brief_that_is_asked_for_looks_as_the_channels_own(talk: Talk) -> None:
    await talk.say("/settings buttons off layout compact")
    await talk.say("/brief")
    assert talk.offered == []


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "/preview top 500",
            "top cannot be “500”; it is still 10. It takes a whole number",
        ),
        ("/preview nonsense 12", "There is no setting “nonsense”, so nothing was changed."),
        ("/preview keep top 500", "top cannot be “500”"),
        ("/preview threshhold 50", "Did you mean /preview threshold?"),
    ],
)
async def test_what_no_setting_takes_is_answered_with_what_it_takes(
    talk: Talk, line: str, expected: str
) -> None:
    assert expected in await talk.say(line, private=True)
    assert not talk.done
    controls = [block.command for block in talk.last.blocks if isinstance(block, Choices)]
    assert not any(command.startswith("/settings") for command in (*controls, *talk.offered))


async def test_a_threshold_without_topics_is_told_to_change_nothing(talk: Talk) -> None:
    idle = "Only topics give papers a relevance, and there are none here"
    assert idle in await talk.say("/preview threshold 50", private=True)
    assert idle in await talk.say("/settings threshold 50")
    await talk.say("/topics speech recognition")
    assert idle not in await talk.say("/preview threshold 60", private=True)


async def test_a_number_typed_after_a_preview_is_the_previews(talk: Talk) -> None:
    await talk.say("/brief")
    numbers = await talk.services.deliveries.editions.numbers("terminal:main")
    old, new = numbers[1], numbers[2]
    preview = {1: new, 2: old}
    talk.services.asking.previews.shown("terminal:main", "owner", preview, numbers)
    assert new in await talk.say("/paper 1")
    assert old in await talk.say("/paper 1", person="stranger")
    await talk.say("/brief")
    assert old in await talk.say("/paper 1")


async def test_a_preview_gives_its_own_numbers(talk: Talk) -> None:
    await talk.say("/brief")
    assert "but no number 9" in await talk.say("/paper 9")
    await talk.say("/preview top 2", private=True)
    assert "The last brief here has numbers 1 to 2" in await talk.say("/paper 3")


async def test_a_brief_that_came_since_takes_its_numbers_back(talk: Talk) -> None:
    await talk.say("/brief")
    numbers = dict(await talk.services.deliveries.editions.numbers("terminal:main"))
    before = {1: "2602.00001"}
    talk.services.asking.previews.shown("terminal:main", "owner", {1: numbers[2]}, before)
    assert numbers[1] in await talk.say("/paper 1")


async def test_a_preview_offers_no_change_of_what_is_no_setting(talk: Talk) -> None:
    told = await talk.say("/preview topic tables", private=True)
    assert "nothing was changed" in told
    assert "A preview shows settings; /topics changes the channel itself." in told
    assert not talk.offered


async def test_a_preview_names_all_that_it_takes(talk: Talk) -> None:
    assert "layout" in await talk.say("/preview blah", private=True)
