"""Votes, the reading list, exports and forgetting, over real services and the real store."""

import csv
import io
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.commands import forgetting, privacy, reading, voting
from bot.commands.lines.command import Command, Origin, PeopleServices, Services
from bot.commands.lines.dispatch import answer
from bot.commands.reading import MOST_SAVED, SAVED_A_PAGE
from bot.commands.table import COMMANDS
from bot.commands.voting import BALLOT_A_PAGE
from bot.editorial.choosing.liked import liking_in
from bot.messages.blocks import Button, Buttons, ItemList, Message, attachments, text_of
from bot.messages.exports import FORMS, ExportFormat, exported
from bot.messages.plain import plain
from bot.ports.notes import Notes
from bot.settings import Settings
from bot.values.papers import Author, Paper
from bot.values.votes import Saved, Tally, Vote
from bot.wiring.session import session
from storage.file.database import DATABASE, Database
from storage.model.usage import SqlUsageBooks
from storage.people.notes import SqlNotes
from storage.people.reading import SqlReadingList, SqlVoteRepository
from tests.bot.commands.test_commands import with_rights
from tests.storage.stored import naming
from tests.values import DAY, channel, listing, paper

MAIN = "terminal:main"
NOW = datetime(2026, 2, 13, 9, 0, tzinfo=UTC)
HANDLERS = {
    "vote": voting.vote,
    "save": reading.save,
    "unsave": reading.unsave,
    "saved": reading.saved,
    "export": reading.export,
    "privacy": privacy.privacy,
    "forget": forgetting.forget,
}
ROWS = tuple(Command(name, "", name, handler) for name, handler in HANDLERS.items())


def pebbles(number: int) -> Paper:
    return paper(number, title=f"Pebble Sorting, Part {number}")


@dataclass
class Clock:
    """Every look at it is a minute later."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now


class OneOwner:
    """Only "owner" owns anything."""

    async def may_configure(self, channel: str, person: str) -> bool:
        return person == "owner"

    async def may_read(self, channel: str, person: str) -> bool:
        return True

    async def may_post(self, channel: str) -> bool:
        return True

    async def find(self, name: str, near: str) -> str | None:
        return None


class Quiet:
    async def send(self, message: Message) -> None:
        raise AssertionError("an answer is returned, not sent")

    async def refuse(self, message: Message) -> None:
        raise AssertionError("an answer is returned, not sent")

    async def progress(self, text: str) -> None:
        raise AssertionError("a vote on a known paper asks nobody")

    def needs(self, message: Message) -> int:
        return 1


@dataclass
class Talk:
    services: Services
    notes: Notes
    path: Path
    last: Message = field(default_factory=lambda: Message(()))

    async def say(self, line: str, person: str = "reader", **more: Any) -> str:
        origin = Origin(channel=MAIN, person=person, **{"private": True, **more})
        self.last = (await answer(line, origin, Quiet(), self.services)).message
        return plain(self.last)

    @property
    def rows(self) -> list[tuple[Button, ...]]:
        return [
            row for block in self.last.blocks if isinstance(block, Buttons) for row in block.rows
        ]

    @property
    def offered(self) -> list[str | None]:
        return [button.command for row in self.rows for button in row]

    async def publisher(self, label: str, **more: Any) -> str:
        """The first button of that label; its command is what a platform would run."""
        found = next(one for row in self.rows for one in row if one.label == label)
        assert found.command is not None
        return await self.say(found.command, **more)

    @property
    def entries(self) -> int:
        return sum(len(one.items) for one in self.last.blocks if isinstance(one, ItemList))


@pytest.fixture
async def talk(settings: Settings) -> AsyncIterator[Talk]:
    """After a brief of seven papers."""
    day = (listing(*map(pebbles, range(1, 8))),)
    async with (
        session(settings, settings.storage.data, day, ("cs.CL",), None, None) as opened,
        Database(settings.storage.data / DATABASE) as database,
    ):
        notes = SqlNotes(database)
        services = replace(
            with_rights(opened, OneOwner()),
            people=PeopleServices(
                SqlVoteRepository(database),
                SqlReadingList(database),
                notes,
                SqlUsageBooks(database),
            ),
            clock=Clock(),
            commands=(*(row for row in COMMANDS if row.name not in HANDLERS), *ROWS),
            # as in the service: a vote must not ask arXiv for what is known
            completing=True,
            lookup=None,
        )
        talk = Talk(services, notes, settings.storage.data / DATABASE)
        await talk.say("/brief")
        yield talk


async def numbered(talk: Talk, number: int) -> str:
    return (await talk.services.deliveries.editions.numbers(MAIN))[number]


async def test_a_vote_is_told_with_the_tally_and_what_it_does(talk: Talk) -> None:
    text = await talk.say("/vote 2 up")
    assert "papers like it move up here" in text
    assert "👍 1 · 👎 0" in text
    assert "by at most 10 points" in text
    assert "👍 1 · 👎 1" in await talk.say("/vote 2 down", person="another")
    second = await numbered(talk, 2)
    assert await talk.services.people.votes.tallies(MAIN) == {second: Tally(1, 1)}


async def test_a_vote_is_replaced_and_withdrawn(talk: Talk) -> None:
    await talk.say("/vote 1 up")
    assert "👍 0 · 👎 1" in await talk.say("/vote 1 down")
    assert "has been withdrawn" in await talk.publisher("Withdraw")
    assert await talk.services.people.votes.tallies(MAIN) == {}


@pytest.mark.parametrize("word", ["up", "UP", "👍"])
async def test_a_paper_is_voted_on_by_id_and_by_address(talk: Talk, word: str) -> None:
    for name in ("2602.90003", "https://arxiv.org/abs/2602.90004v1"):
        assert "You voted for" in await talk.say(f"/vote {name} {word}")
    assert set(await talk.services.people.votes.tallies(MAIN)) == {"2602.90003", "2602.90004"}


@pytest.mark.parametrize("words", ["pebble sorting, part 5", "pebble", "pebble sorting part 5"])
async def test_words_of_a_title_change_nothing_and_lead_to_a_question(
    talk: Talk, words: str
) -> None:
    for line in (f"/save {words}", f"/vote {words} up", f"/vote down {words}", f"/unsave {words}"):
        assert "Did you mean" in await talk.say(line)
    assert await talk.services.people.votes.tallies(MAIN) == {}
    assert await talk.services.people.reading.of("reader") == ()
    await talk.say("/vote pebble sorting, part 5 up")
    assert "/vote 2602.90005 up" in talk.offered
    await talk.say("/save pebble sorting, part 5")
    assert "/save 2602.90005" in talk.offered


@pytest.mark.parametrize(
    "text", ["1,2", "1 2", "1, 2", "2602.90001, #2", "1;2", "1 2 1", "1-2", "2 \u2013 1"]
)
async def test_several_papers_are_kept_and_voted_on_at_once(talk: Talk, text: str) -> None:
    numbers = await talk.services.deliveries.editions.numbers(MAIN)
    meant = {numbers[1] if "2602" not in text else "2602.90001", numbers[2]}
    await talk.say(f"/save {text}")
    assert {one.paper for one in await talk.services.people.reading.of("reader")} == meant
    for line in (f"/vote {text} up", f"/vote up {text}"):
        await talk.say(line)
        tallies = await talk.services.people.votes.tallies(MAIN)
        assert {id_ for id_, tally in tallies.items() if tally.up == 1} == meant
    await talk.say(f"/unsave {text}")
    assert await talk.services.people.reading.of("reader") == ()


async def test_where_one_of_several_is_none_nothing_is_done(talk: Talk) -> None:
    for line in ("/save 1,99", "/vote 1 99 up", "/unsave 99 1"):
        assert "but no number 99. Nothing was changed." in await talk.say(line)
    assert await talk.services.people.votes.tallies(MAIN) == {}
    assert await talk.services.people.reading.of("reader") == ()


async def test_two_numbers_are_no_title_of_the_paper_that_has_both(talk: Talk) -> None:
    await talk.services.papers.keep([paper(50, title="Counting to 1,2")])
    numbers = await talk.services.deliveries.editions.numbers(MAIN)
    for command in ("/paper", "/why"):
        for several in ("1,2", "1 2", "1-2", "2 and 1"):
            text = await talk.say(f"{command} {several}")
            assert "Counting" not in text
            titles = [
                (await talk.services.papers.get([numbers[n]]))[numbers[n]].title for n in (1, 2)
            ]
            assert all(title in text for title in titles)


async def test_several_papers_come_in_short_and_open_and_are_kept_at_once(talk: Talk) -> None:
    numbers = await talk.services.deliveries.editions.numbers(MAIN)
    await talk.say("/paper 1-3")
    ids = [numbers[n] for n in (1, 2, 3)]
    assert talk.offered == [*(f"/paper {id_}" for id_ in ids), f"/save {' '.join(ids)}"]
    await talk.publisher("Save all")
    assert [one.paper for one in await talk.services.people.reading.of("reader")] == ids[::-1]
    await talk.publisher("Take off list · 3")
    assert await talk.services.people.reading.of("reader") == ()


@pytest.mark.parametrize("command", ["/paper", "/why"])
async def test_what_only_answers_goes_on_with_what_it_found(talk: Talk, command: str) -> None:
    text = await talk.say(f"{command} 1 99 banana")
    assert "The last brief here has numbers 1 to 7, but no number 99." in text
    assert "“banana” is not a paper I know." in text
    assert "Pebble Sorting" in text


async def test_words_beside_papers_are_told_and_nothing_is_changed(talk: Talk) -> None:
    for line in ("/save 1 banana", "/vote 1 banana up", "/unsave 1 banana"):
        assert "“banana” is not a paper I know. Nothing was changed." in await talk.say(line)
    assert await talk.services.people.votes.tallies(MAIN) == {}


async def test_votes_of_both_kinds_fit_one_line(talk: Talk) -> None:
    numbers = await talk.services.deliveries.editions.numbers(MAIN)
    await talk.say("/vote 1 3 up, 2 down")
    tallies = await talk.services.people.votes.tallies(MAIN)
    assert {id_: (tally.up, tally.down) for id_, tally in tallies.items()} == {
        numbers[1]: (1, 0),
        numbers[3]: (1, 0),
        numbers[2]: (0, 1),
    }
    assert "named one of them twice" in await talk.say("/vote 4 up 4 down")


async def test_words_lead_to_what_is_on_the_own_list(talk: Talk) -> None:
    await talk.say("/save 2602.90004")
    await talk.say("/unsave pebble")
    assert talk.offered == ["/unsave 2602.90004"]


async def test_a_paper_without_a_direction_is_asked_about(talk: Talk) -> None:
    await talk.say("/vote 2602.90003 up", person="another")
    text = await talk.say("/vote 2602.90003")
    assert "Pebble Sorting, Part 3" in text
    assert "👍 1 · 👎 0" in text
    assert talk.offered == ["/vote 2602.90003 up", "/vote 2602.90003 down", "/save 2602.90003"]
    assert "👍 1 · 👎 1" in await talk.publisher("👎")


async def test_what_was_voted_on_here_is_compared_and_nothing_else(talk: Talk) -> None:
    await talk.say("/vote 2602.90001 up")
    await talk.say("/vote 2602.90002 down")
    await talk.services.people.votes.cast(Vote("reader", MAIN, "2602.99999", 1), NOW)
    await talk.services.people.votes.cast(Vote("reader", "terminal:other", "2602.90003", 1), NOW)
    liked = await liking_in(MAIN, talk.services.people.votes, talk.services.papers)
    assert dict(zip(liked.ids, liked.strengths > 0, strict=True)) == {
        "2602.90001": True,
        "2602.90002": False,
    }


async def test_the_ballot_has_a_row_for_each_paper_of_the_last_brief(talk: Talk) -> None:
    text = await talk.say("/vote")
    assert "page 1 of 2" in text
    assert talk.entries == BALLOT_A_PAGE
    numbers = [row[0].label for row in talk.rows[:BALLOT_A_PAGE]]
    assert numbers == ["1", "2", "3", "4", "5"]
    first = await numbered(talk, 1)
    assert [one.command for one in talk.rows[0]] == [
        f"/paper {first}",
        f"/vote {first} up ballot",
        f"/vote {first} down ballot",
        f"/save {first}",
    ]
    assert "page 2 of 2" in await talk.publisher("Next page")
    assert [row[0].label for row in talk.rows[:2]] == ["6", "7"]
    assert [one.label for one in talk.rows[2]] == ["Previous page"]
    assert "page 1 of 2" in await talk.publisher("Previous page")


async def test_a_press_on_the_ballot_shows_the_ballot_with_the_new_tally(talk: Talk) -> None:
    await talk.say("/vote page 2")
    text = await talk.publisher("👎")
    assert "page 2 of 2" in text
    assert "👍 0 · 👎 1" in text
    assert talk.rows[0][2].label == "👎 1"
    assert all(button.replaces for button in talk.rows[0][1:3])


async def test_an_old_ballot_votes_on_the_paper_that_its_number_stood_for(talk: Talk) -> None:
    await talk.say("/vote")
    first = await numbered(talk, 1)
    last = await numbered(talk, 7)
    old = talk.rows[0][1].command
    await talk.say(
        f"/topics -{(await talk.services.papers.get([first]))[first].title[-6:]}",
        "owner",
    )
    await talk.say("/brief")
    assert await numbered(talk, 6) == last
    assert old is not None
    assert "You voted for" in await talk.say(old)
    assert await talk.services.people.votes.tallies(MAIN) == {first: Tally(1, 0)}


async def test_a_ballot_fits_what_discord_takes(talk: Talk) -> None:
    """40 parts: a container, three texts, and rows with their buttons."""
    await talk.say("/vote")
    assert 4 + sum(1 + len(row) for row in talk.rows) <= 40
    assert all(len(row) <= 5 for row in talk.rows)
    assert all(len((command or "").encode()) <= 64 for command in talk.offered)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("/vote up", "On which paper?"),
        ("/vote 12 up", "has numbers 1 to 7, but no number 12"),
        ("/vote 2602.99999 up", "I have no paper 2602.99999 here"),
        ("/vote 2 sideways", "A vote is up, down or none: /vote 2 up"),
        ("/vote zebra up", "I do not remember a paper called “zebra”."),
        ("/save", "Which paper should I save?"),
        ("/save 12", "has numbers 1 to 7, but no number 12"),
        ("/unsave", "Which paper should I take off your list?"),
        ("/unsave 2602.90001", "“Pebble Sorting, Part 1” is not on your list."),
        ("/saved", "Your list is empty."),
        ("/saved two", "“two” is not a page"),
        ("/export", "nothing to export"),
        ("/export docx", "In which format?"),
        ("/export csv 12", "no number 12"),
        ("/export 1 2", "In which format?"),
        ("/export csv", "nothing to export"),
        ("/forget everything", "/forget me deletes your data"),
    ],
)
async def test_wrong_input_gets_an_answer_that_helps(talk: Talk, line: str, expected: str) -> None:
    assert expected in await talk.say(line)


async def test_without_a_brief_there_is_nothing_to_vote_on(talk: Talk) -> None:
    await talk.services.channels.stored.remove(MAIN)
    assert "nothing to vote on" in await talk.say("/vote")


async def test_a_saved_paper_is_on_the_own_list_and_on_nobody_elses(talk: Talk) -> None:
    third = await numbered(talk, 3)
    assert "On your list" in await talk.say("/save 3")
    assert "already on your list" in await talk.say(f"/save {third}")
    text = await talk.say("/saved")
    assert "Your list: 1 paper" in text
    assert third in text
    assert f"/paper {third}" in talk.offered
    assert "Your list is empty." in await talk.say("/saved", person="another")


async def test_the_list_is_newest_first_in_pages(talk: Talk) -> None:
    for number in range(1, SAVED_A_PAGE + 3):
        await talk.say(f"/save 2602.9000{number}")
    text = await talk.say("/saved")
    assert "page 1 of 2" in text
    assert text.index("Part 7") < text.index("Part 6") < text.index("Part 3")
    text = await talk.publisher("Next page")
    assert "page 2 of 2" in text
    assert "saved Fri 13 Feb 2026" in text
    assert talk.entries == 2
    assert "page 1 of 2" in await talk.publisher("Previous page")
    assert "There are 2 pages" in await talk.say("/saved 99")


async def test_a_paper_is_taken_off_within_the_list(talk: Talk) -> None:
    for number in range(1, SAVED_A_PAGE + 2):
        await talk.say(f"/save 2602.9000{number}")
    await talk.say("/saved 2")
    text = await talk.publisher("✕")
    assert "Your list: 5 papers" in text
    assert "Part 1" not in text
    assert "“Pebble Sorting, Part 3” is off your list." in await talk.say("/unsave 2602.90003")
    assert "On your list" in await talk.publisher("Put it back")


async def test_a_list_is_not_read_out_where_others_read_along(talk: Talk) -> None:
    await talk.say("/save 1")
    for line in ("/saved", "/export csv", "/unsave 2602.90007 list"):
        text = await talk.say(line, private=False)
        assert "Your list is private" in text
        assert "Pebble" not in text


async def test_a_list_has_an_end(talk: Talk) -> None:
    for number in range(1, MOST_SAVED):
        await talk.services.people.reading.save(Saved("reader", f"2601.{number:05}", NOW))
    assert "On your list" in await talk.say("/save 2602.90001")
    assert "Your list holds at most 500 papers, so nothing was saved." in await talk.say(
        "/save 2602.90002"
    )
    assert "already" in await talk.say("/save 2602.90001")
    assert "On your list" in await talk.say("/save 2602.90002", person="another")


async def test_the_export_is_a_file(talk: Talk) -> None:
    await talk.say("/save 2602.90001")
    assert await talk.say("/export") != ""
    assert talk.offered == ["/export bibtex", "/export markdown", "/export csv"]
    await talk.say("/export bibtex")
    (file,) = attachments(talk.last)
    assert (file.name, file.media_type) == ("papers.bib", "application/x-bibtex")
    assert text_of(file.caption) == "1 paper from your list"
    assert file.content.decode() == exported([pebbles(1)], "bibtex")


@pytest.mark.parametrize("form", FORMS)
async def test_an_export_loses_nothing_of_a_long_list(talk: Talk, form: ExportFormat) -> None:
    many = [pebbles(number) for number in range(100, 160)]
    await talk.services.papers.keep(many)
    for number, each in enumerate(many):
        await talk.services.people.reading.save(
            Saved("reader", each.id, NOW + timedelta(minutes=number))
        )
    await talk.say(f"/export {form}")
    (file,) = attachments(talk.last)
    found = dict.fromkeys(re.findall(r"2602\.9\d{4}", file.content.decode()))
    assert list(found) == [each.id for each in reversed(many)]


@pytest.mark.parametrize("line", ["/export bibtex 2602.90001 2", "/export 2602.90001,2 as bib"])
async def test_papers_are_exported_without_being_kept(talk: Talk, line: str) -> None:
    numbers = await talk.services.deliveries.editions.numbers(MAIN)
    await talk.say(line)
    (file,) = attachments(talk.last)
    assert all(id_ in file.content.decode() for id_ in ("2602.90001", numbers[2]))
    assert await talk.services.people.reading.of("reader") == ()


async def test_privacy_counts_what_is_stored(talk: Talk) -> None:
    text = await talk.say("/privacy")
    assert text.count("nothing") == 2
    await talk.say("/vote 1 up")
    await talk.say("/vote 2 down", person="another")
    await talk.say("/save 1")
    await talk.services.people.votes.cast(Vote("reader", "terminal:other", "2602.90001", 1), NOW)
    await talk.services.channels.stored.keep(replace(channel(), owner="reader"))
    await talk.notes.keep("where", "", NOW, "reader", MAIN)
    await talk.notes.keep("called", "", NOW, MAIN)
    text = await talk.say("/privacy")
    assert "2 votes, in 2 channels" in text
    assert "what was changed in them in the last two days" in text
    assert "1 note of where I can reach you" in text
    assert "2 notes of what it is, what it is called" in text
    assert "1 saved paper" in text
    assert "the note that you subscribed 1 channel" in text
    assert "its settings, with 0 topics" in text
    assert "2 votes of its readers" in text
    assert "(reader)" in text
    assert "(reader)" not in await talk.say("/privacy", private=False)


async def test_a_person_is_forgotten_after_a_yes(talk: Talk) -> None:
    await talk.say("/vote 1 up")
    await talk.say("/save 1")
    await talk.say("/save 1", person="another")
    await talk.services.channels.stored.keep(replace(channel(), owner="reader"))
    await talk.notes.keep("where", "", NOW, "reader")
    await talk.notes.keep("where else", "", NOW, "another")
    asked = await talk.say("/forget me")
    assert "1 vote, in 1 channel" in asked
    assert "1 note of where I can reach you" in asked
    assert len(await talk.services.people.votes.of("reader")) == 1
    told = await talk.publisher("Yes, delete it")
    assert "Deleted: 1 vote, 1 saved paper and 1 note." in told
    assert "the note that you subscribed 1 channel" in asked
    assert "I deleted my note that you subscribed 1 channel." in told
    assert "This chat keeps its own, too: /forget channel" in told
    assert "This chat keeps its own" not in await talk.say("/forget me yes", private=False)
    assert await talk.notes.get("where") is None
    assert await talk.notes.get("where else") is not None
    assert await talk.services.people.votes.of("reader") == ()
    assert await talk.services.people.reading.of("reader") == ()
    assert len(await talk.services.people.reading.of("another")) == 1
    assert await talk.services.channels.stored.get(MAIN) == channel()
    assert naming(talk.path, "reader") == []
    assert naming(talk.path, "another") != []


async def test_where_nothing_is_stored_of_a_person_nothing_is_offered(talk: Talk) -> None:
    told = await talk.say("/forget me", person="nobody")
    assert "I store nothing about you" in told
    assert talk.offered == []


async def test_a_channel_is_forgotten_by_its_owner_after_a_yes(talk: Talk) -> None:
    await talk.services.channels.stored.keep(channel())
    await talk.say("/vote 1 up")
    await talk.say("/save 1")
    await talk.notes.keep("called", "Gardens", NOW, MAIN)
    asked = await talk.say("/forget channel", person="owner")
    assert "1 vote of its readers" in asked
    assert "1 note of what it is" in asked
    assert await talk.services.channels.stored.get(MAIN) is not None
    assert "is forgotten" in await talk.publisher("Yes, delete it", person="owner")
    assert await talk.services.channels.stored.get(MAIN) is None
    assert await talk.services.people.votes.tallies(MAIN) == {}
    assert await talk.notes.get("called") is None
    assert await talk.services.deliveries.editions.numbers(MAIN) == {}
    assert naming(talk.path, MAIN) == []
    assert len(await talk.services.people.reading.of("reader")) == 1


@pytest.mark.parametrize("line", ["/forget channel", "/forget channel yes"])
async def test_a_channel_is_not_forgotten_by_others(talk: Talk, line: str) -> None:
    await talk.services.channels.stored.keep(channel())
    assert "Only administrators of this channel" in await talk.say(line)
    assert "Only administrators of this channel" in await talk.say(line, "owner", proven=False)
    assert await talk.services.channels.stored.get(MAIN) == channel()
    assert "Only administrators" not in await talk.say(line, proven=True)


async def test_forget_alone_deletes_nothing(talk: Talk) -> None:
    await talk.say("/vote 1 up")
    await talk.say("/forget", person="reader")
    assert talk.offered == ["/forget me", "/forget channel"]
    assert len(await talk.services.people.votes.of("reader")) == 1


ODD = paper(
    7,
    title=r"ControlNet at 50\% of $\alpha$ & x_1 #1: Zoë's \input{/etc/passwd}",
    authors=(
        Author(r"Zo\"e M{\"u}ller"),
        Author("Moor and Fen Collaboration"),
        Author("Bo Reed, Jr."),
    ),
    doi="10.1000/a_b(3)",
    published=DAY,
)


def test_bibtex_is_arxivs_form_and_nothing_in_it_acts() -> None:
    assert exported([ODD], "bibtex") == (
        "@misc{muller2026controlnet,\n"
        "  title = {{ControlNet} at 50{\\%} of {\\ensuremath{\\alpha}} {\\&} x{\\_}1 {\\#}1: "
        "Zo{\\\"e}'s /etc/passwd},\n"
        '  author = {Zo{\\"e} M{\\"u}ller and {Moor and Fen Collaboration} and '
        "{Bo Reed, Jr.}},\n"
        "  year = {2026},\n"
        "  eprint = {2602.90007},\n"
        "  archivePrefix = {arXiv},\n"
        "  primaryClass = {cs.CL},\n"
        "  doi = {10.1000/a_b(3)},\n"
        "  url = {https://arxiv.org/abs/2602.90007v1},\n"
        "}\n"
    )


@pytest.mark.parametrize("text", ["a } b", "{{{", r"\{ \} { }", "50% of \\", "$x", '“odd” "q" ~^'])
def test_braces_of_an_entry_are_balanced_whatever_a_title_holds(text: str) -> None:
    """BibTeX counts every brace, with a backslash before it or not."""
    entry = exported([paper(title=text, authors=(Author(text), Author("Bo")))], "bibtex")
    depth = 0
    for sign in entry:
        depth += {"{": 1, "}": -1}.get(sign, 0)
        assert depth >= 0
    assert depth == 0
    assert entry.count(" and ") == 1


def test_papers_of_the_same_name_and_year_have_keys_of_their_own() -> None:
    entries = exported([paper(1), paper(2), paper(3, id="hep-th/9901002")], "bibtex")
    assert re.findall(r"@misc\{(.*),", entries) == [
        "example2026invented",
        "example2026invented-260290002",
        "example1999invented",
    ]


def test_a_key_needs_neither_authors_nor_latin_letters() -> None:
    assert exported([paper(title="日本語", authors=())], "bibtex").startswith("@misc{arxiv2026,\n")


def test_a_doi_that_would_act_is_left_out() -> None:
    assert "doi" not in exported([paper(doi="10.1/x}, note={\\write18{ls}}")], "bibtex")


def test_an_invented_paper_is_exported_as_one_without_an_address() -> None:
    for form in FORMS:
        text = exported([paper(sample=True)], form)
        assert "sample paper, invented" in text
        assert "arxiv.org" not in text
    assert "eprint" not in exported([paper(sample=True)], "bibtex")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", " =", "\t=", "＝"])
def test_no_cell_begins_a_formula(start: str) -> None:
    odd = paper(title=f"{start}HYPERLINK(1)", authors=(Author(f'{start}cmd|"/c calc"'),))
    head, row = csv.reader(io.StringIO(exported([odd], "csv")))
    assert len(head) == len(row)
    assert not any(re.match(r"\s*[=+\-@＝]", cell) for cell in row)
    assert row[1] == f"'{start.strip()}HYPERLINK(1)"


def test_an_id_in_a_table_is_no_number() -> None:
    """2602.01230 would lose its last digit."""
    _, row = csv.reader(io.StringIO(exported([paper(id="2602.01230")], "csv")))
    assert row[0] == "arXiv:2602.01230v1"


def test_commas_quotes_and_several_authors_come_back_from_csv() -> None:
    odd = paper(title='He said, "sort"; then left', categories=("cs.CL", "math.CO"))
    _, row = csv.reader(io.StringIO(exported([odd], "csv")))
    assert row[1:4] == [odd.title, "Ada Example; Bo Sample", "cs.CL math.CO"]


def test_markdown_is_a_list_of_links() -> None:
    made = exported([ODD, paper(2, title="*Stars* [and] brackets")], "markdown").splitlines()
    assert made[0].startswith("- [ControlNet at 50% of α")
    assert made[1] == (
        r"- [\*Stars\* \[and\] brackets](https://arxiv.org/abs/2602.90002v1)"
        " · Ada Example et al. · 2602.90002v1 · cs.CL"
    )


async def test_behind_the_list_numbers_are_those_of_the_list(talk: Talk) -> None:
    await talk.say("/save 2602.90003")
    await talk.say("/save 2602.90005")
    text = await talk.say("/saved")
    assert text.index("1. Pebble Sorting, Part 5") < text.index("2. Pebble Sorting, Part 3")
    assert "“Pebble Sorting, Part 3” is off your list." in await talk.say("/unsave 2")
    assert "no number 9" in await talk.say("/unsave 9")
    await talk.say("/saved")
    await talk.say("/export csv 1")
    (file,) = attachments(talk.last)
    assert b"Part 5" in file.content
    await talk.say("/brief")
    first = await numbered(talk, 1)
    expected = (await talk.services.papers.get([first]))[first].title
    assert f"“{expected}”" in await talk.say("/unsave 1")


async def test_a_vote_on_all_papers_is_asked_about_first(talk: Talk) -> None:
    assert "a vote on each of 7 papers: 7 up. Shall I cast them?" in await talk.say("/vote all up")
    assert await talk.services.people.votes.tallies(MAIN) == {}
    await talk.publisher("Yes, do it")
    assert set((await talk.services.people.votes.tallies(MAIN)).values()) == {Tally(1, 0)}
    assert len(talk.offered) == 1
    await talk.publisher("Withdraw · 7")
    assert await talk.services.people.votes.tallies(MAIN) == {}


async def test_all_of_the_list_is_what_is_on_it_now(talk: Talk) -> None:
    await talk.say("/save 1,2,3")
    await talk.say("/saved")
    assert "is off your list" in await talk.say("/unsave 1")
    told = await talk.say("/unsave all")
    assert told.count("is off your list.") == 2
    assert "is not on your list" not in told
    for line in ("/unsave 9", "/unsave all", "/unsave 1"):
        assert (await talk.say(line)).strip() == "Your list is empty."


async def test_all_papers_of_a_brief_are_saved_and_taken_off_with_one_tap(talk: Talk) -> None:
    assert "7 papers are on your list now." in await talk.say("/save all")
    assert "7 papers are off your list." in await talk.publisher("Take off list · 7")
    assert "Your list is empty" in await talk.say("/saved")


async def test_this_is_the_paper_that_was_opened_last(talk: Talk) -> None:
    assert "No single paper was opened here" in await talk.say("/save this")
    await talk.say("/paper 2602.90004")
    assert "On your list: “Pebble Sorting, Part 4”." in await talk.say("/save this")


@pytest.mark.parametrize(("words", "number"), [("first", 1), ("the third", 3), ("last", 7)])
async def test_papers_are_counted_in_words(talk: Talk, words: str, number: int) -> None:
    await talk.say(f"/save {words}")
    kept = await talk.services.people.reading.of("reader")
    assert [one.paper for one in kept] == [await numbered(talk, number)]


async def test_votes_are_cast_on_all_papers_of_the_brief(talk: Talk) -> None:
    await talk.say("/vote all up")
    await talk.publisher("Yes, do it")
    assert len(await talk.services.people.votes.tallies(MAIN)) == 7


@pytest.mark.parametrize("command", ["paper", "why"])
async def test_a_version_that_is_not_here_is_told(talk: Talk, command: str) -> None:
    await talk.services.papers.keep([replace(pebbles(9), sample=True)])
    told = "There is no 2602.90009v7 here; this is 2602.90009v1."
    assert told in await talk.say(f"/{command} 2602.90009v7")
    assert "There is no" not in await talk.say(f"/{command} 2602.90009v1")


async def test_one_about_something_is_asked_for_where_several_are(talk: Talk) -> None:
    assert "Which one?" in await talk.say("/paper the one about pebble sorting")


async def test_the_trial_does_not_claim_that_arxiv_was_asked(talk: Talk) -> None:
    assert "does not ask arXiv" in await talk.say("/paper 1706.03762")
