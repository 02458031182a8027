"""Ready-made topics stay what they are when their descriptions become others."""

from dataclasses import replace

import pytest

from bot.commands.topics.changing.ready import EARLIER, is_ready, ready_named, renamed
from bot.translator import translator
from bot.values.topics import Topic
from tests.bot.commands.test_commands import Talk, talk

__all__ = ["talk"]


@pytest.mark.parametrize(("description", "name"), EARLIER.items())
def test_one_that_was_taken_earlier_is_still_known(description: str, name: str) -> None:
    ready = ready_named(name)
    assert ready is not None
    assert ready.description != description
    kept = Topic(name=name, description=description)
    assert is_ready(kept, ready)
    (other,) = renamed([kept], translator("zh-Hans"))
    assert other.name == translator("zh-Hans").text(name) != name


async def test_a_tap_takes_one_out_that_was_taken_earlier(talk: Talk) -> None:
    await talk.say("/topics ready Robots")
    channels = talk.services.channels.stored
    kept = await channels.get("terminal:main")
    assert kept is not None
    earlier = next(each for each, name in EARLIER.items() if name == "Robots")
    await channels.keep(replace(kept, topics=(replace(kept.topics[0], description=earlier),)))
    await talk.say("/topics pick Robots")
    now = await channels.get("terminal:main")
    assert now is not None
    assert now.topics == ()


async def test_what_is_unwanted_everywhere_stays_so_when_a_tap_takes_the_last_one_out(
    talk: Talk,
) -> None:
    await talk.say("/topics clear topics")
    for line in ("/topics pick Robots", "/topics -survey", "/topics pick Robots"):
        await talk.say(line)
    now = await talk.services.channels.stored.get("terminal:main")
    assert now is not None
    assert [topic.exclude for topic in now.topics if not topic.has_interests] == [("survey",)]
