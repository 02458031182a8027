"""A new fact of a channel is a field of its value: whoever writes channels down has it then."""

import tomllib
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Annotated, Literal

import pytest
from pydantic import Field

from bot.cli.channel_files import from_toml, to_toml
from bot.commands.channels.channel_settings import after_words
from bot.commands.channels.setting_lines import setting_lines
from bot.errors import UsageError
from bot.messages.edition_form import TopicForm
from bot.translator import translator
from bot.values.channels import Channel
from bot.values.facts import INTERNAL, facts_of, made, told
from bot.values.topics import Topic
from storage.channels.channels import SqlChannelRepository, channel_rows
from storage.file.database import Database


@dataclass(frozen=True, slots=True, kw_only=True)
class Pretended(Channel):
    """A channel of a later version, with a fact of each kind."""

    tone: Literal["dry", "warm"] = "dry"
    pictures: Annotated[int, Field(ge=0, le=9)] = 0
    aloud: bool = False
    readers: tuple[str, ...] = ()
    seen: int = field(default=0, metadata=INTERNAL)


CHANNEL = Pretended(
    address="terminal:lab",
    language="en",
    top=7,
    categories=("cs.CL",),
    topics=(Topic(name="moor", include=("peat",)),),
    subscribed=True,
    tone="warm",
    pictures=3,
    aloud=True,
    readers=("ada", "bob"),
    seen=4,
)
EARLIER = Channel(address="terminal:lab", language="en", top=7, categories=("cs.CL",))
LATER = Pretended(address="terminal:lab", language="en", top=7, categories=("cs.CL",))
# what the version that brings the facts would append to the steps
STEP = (
    "ALTER TABLE channels ADD COLUMN tone TEXT NOT NULL DEFAULT 'dry'",
    "ALTER TABLE channels ADD COLUMN pictures INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE channels ADD COLUMN aloud INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE channels ADD COLUMN readers TEXT NOT NULL DEFAULT '[]'",
    "ALTER TABLE channels ADD COLUMN seen INTEGER NOT NULL DEFAULT 0",
)


def test_a_value_is_its_facts() -> None:
    facts = told(CHANNEL)
    assert facts["zone"] == "UTC"
    assert facts["readers"] == ("ada", "bob")
    assert made(Pretended, facts) == CHANNEL
    assert list(facts) == [fact.name for fact in facts_of(Pretended)]


def test_a_file_has_every_fact_but_the_internal_ones() -> None:
    text = to_toml([CHANNEL])
    (table,) = tomllib.loads(text)["channels"]
    assert (table["tone"], table["pictures"], table["aloud"]) == ("warm", 3, True)
    assert table["readers"] == ["ada", "bob"]
    assert not {"seen", "owner", "opens"} & set(table)
    assert from_toml(text, Pretended) == (replace(CHANNEL, seen=0),)


def test_a_file_that_says_nothing_of_a_fact_leaves_it_as_it_is_usually() -> None:
    (channel,) = from_toml(to_toml([EARLIER]), Pretended)
    assert channel == LATER


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ("pictures = 10", "- channels.1.pictures: must be 9 or less"),
        ("tone = 'sad'", "- channels.1.tone: must be 'dry' or 'warm'"),
        ("seen = 1", "- channels.1.seen: there is no such name"),
    ],
)
def test_a_file_is_held_to_the_type_and_the_limits_of_a_fact(said: str, wrong: str) -> None:
    text = f"[[channels]]\naddress = 'terminal:lab'\ncategories = ['cs.CL']\n{said}\n"
    with pytest.raises(UsageError) as told_of:
        from_toml(text, Pretended)
    assert wrong in str(told_of.value)


async def test_the_store_keeps_every_fact(tmp_path: Path) -> None:
    async with Database(tmp_path / "bot.sqlite") as database:
        await SqlChannelRepository(database).keep(EARLIER)
        await database.write(lambda db: [db.execute(line) for line in STEP])
        channels = SqlChannelRepository(database, channel_rows(Pretended))
        assert await channels.get("terminal:lab") == LATER
        await channels.keep(CHANNEL)
        assert await channels.get("terminal:lab") == CHANNEL
        assert await channels.every() == (CHANNEL,)


@pytest.mark.parametrize(
    ("words", "fact", "value"),
    [
        ("tone dry", "tone", "dry"),
        ("pictures 9", "pictures", 9),
        ("aloud off", "aloud", False),
        ("threshold 100", "threshold", 100),
        ("missed each", "missed", "each"),
    ],
)
def test_a_fact_is_set_by_its_name(words: str, fact: str, value: object) -> None:
    changed = after_words(CHANNEL, words.split())
    assert changed is not None
    assert told(changed) == {**told(CHANNEL), fact: value}


@pytest.mark.parametrize(
    "words",
    ["tone sad", "pictures 10", "pictures 1.0", "aloud 1", "seen 1", "owner me", "at 8", "top ²"],
)
def test_what_a_fact_cannot_be_sets_nothing(words: str) -> None:
    assert after_words(CHANNEL, words.split()) is None


def test_the_settings_tell_a_fact_that_has_no_words_by_its_name() -> None:
    lines = setting_lines(CHANNEL, translator("en"))
    assert lines["Papers in a brief"] == "7"
    assert list(lines.items())[-4:] == [
        ("tone", "warm"),
        ("pictures", "3"),
        ("aloud", "on"),
        ("readers", "ada, bob"),
    ]


def test_the_published_form_of_a_topic_has_all_that_a_topic_says() -> None:
    assert list(TopicForm.model_fields) == [fact.name for fact in facts_of(Topic)]
