"""The people of benchmarks/commands.py: where they sit, what they were shown, what they say."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

from benchmarks.bare import Remote
from benchmarks.crowd import Line
from benchmarks.fanout import NOW, know_places, subscriber
from benchmarks.invented import CATEGORIES
from benchmarks.invented_brief import brief
from bot.settings import load_settings
from bot.values.channels import Channel
from bot.values.editions import Edition
from bot.values.full_texts import Piece
from bot.values.listings import Listing
from bot.values.topics import Topic
from bot.wiring.reading import stored_texts
from storage.channels.channels import SqlChannelRepository
from storage.channels.editions import SqlEditionRepository
from storage.file.database import DATABASE, Database
from storage.papers.announcements import SqlAnnouncementRepository
from tests.full_text_samples import full_text

# papers that are asked for
READ = 40
_PIECES = 150
# seconds between two of one person: Telegram takes one message a second in a chat
_APART = 1.2
# people a second who ask for the first time
_SITTING = 20


@dataclass(frozen=True, slots=True)
class Person:
    """``place`` is their private chat with the bot."""

    id: int
    place: int


async def gather(platform: str, remote: Remote, count: int) -> Sequence[Person]:
    """People who have begun a private chat with the bot."""
    if platform == "telegram":
        for number in range(1, count + 1):
            await remote.call("person", id=number, started=True)
        return [Person(number, number) for number in range(1, count + 1)]
    guild = (await remote.call("guild", name="Lab"))["id"]
    made = []
    for number in range(count):
        person = (await remote.call("person", name=f"reader {number}", guild=guild))["id"]
        made.append(Person(person, (await remote.call("dm", person=person))["id"]))
    return made


async def lay_down(
    folder: Path,
    platform: str,
    people: Sequence[Person],
    others: Sequence[int],
    listings: Sequence[Listing],
) -> Edition:
    """A day of papers, what each person was shown of it, and other channels that wait."""
    whole = await brief()
    async with Database(folder / DATABASE) as database:
        await SqlAnnouncementRepository(database).keep(listings)
        channels, editions = SqlChannelRepository(database), SqlEditionRepository(database)
        for person in people:
            address = f"{platform}:{person.place}"
            title = listings[0].items[person.id % len(listings[0].items)].paper.title
            words = " ".join(title.split()[:4])
            topics = (Topic(name=words, description=words),)
            own = replace(_quiet(address), topics=topics, categories=CATEGORIES[:3])
            await channels.keep(own)
            await editions.keep(replace(whole, channel=address))
        for chat in others:
            await channels.keep(_quiet(f"{platform}:{chat}"))
        if platform == "discord":
            await know_places(database, others)
    return whole


async def read_papers(folder: Path, whole: Edition, listings: Sequence[Listing]) -> Sequence[str]:
    """Store full texts of the brief's papers and of some others; their ids."""
    shown = [one.paper for one in whole.papers]
    others = [item.paper for one in listings for item in one.items if item.paper not in shown]
    papers = [*shown, *others][:READ]
    short = full_text(made_from="html", figures=(), pages=0)
    # as long as a paper is
    text = replace(short, pieces=(*short.pieces, *(_more(number) for number in range(_PIECES))))
    async with Database(folder / DATABASE) as database:
        texts = stored_texts(load_settings(), database)
        for paper in papers:
            await texts.keep(replace(text, paper_id=paper.id, version=paper.version), NOW)
    return [paper.id for paper in papers]


def _more(number: int) -> Piece:
    body = f"In run {number} the kiln was fired for {number + 3} hours, and all of its pots held. "
    return Piece("paragraph", 4 * body, 5)


def _quiet(address: str) -> Channel:
    """Nobody subscribes: watch and publisher, which fetch and assemble, rest."""
    return replace(subscriber(address), subscribed=False)


@dataclass(frozen=True, slots=True)
class Said:
    """A line that a person says so many seconds from the start."""

    at: float
    person: Person
    name: str
    option: str = ""


def first_lines(people: Sequence[Person], ids: Sequence[str], chance: Random) -> list[Said]:
    """Everybody's /topics once, which scores their topic against the day, and a paper, whose
    analysis is made."""
    spread = len(people) / _SITTING
    topics = [Said(chance.uniform(0, spread), person, "topics") for person in people]
    papers = [
        Said(each.at + _APART, each.person, "paper", ids[at % len(ids)])
        for at, each in enumerate(topics)
    ]
    return [*topics, *papers]


def lines_of(
    people: Sequence[Person], pause: float, ids: Sequence[str], chance: Random
) -> list[Said]:
    """Two of each, at any moments of two pauses."""
    made: list[Said] = []
    for person in people:
        wanted = str(chance.randint(1, 10)) if chance.random() < 0.5 else chance.choice(ids)
        first, second = sorted(chance.uniform(0, 2 * pause) for _ in range(2))
        made.append(Said(first, person, "paper", wanted))
        made.append(Said(max(second, first + _APART), person, "topics"))
    return made


def line(platform: str, said: Said) -> Line:
    if platform == "telegram":
        text = f"/{said.name} {said.option}".strip()
        return said.at, "says", {"person": said.person.id, "chat": said.person.place, "text": text}
    options = {"paper": said.option} if said.option else {}
    given = {"person": said.person.id, "channel": said.person.place, "name": said.name}
    return said.at, "command", given | {"options": options}
