"""/privacy: what is stored about a person and a channel, counted."""

from dataclasses import dataclass
from datetime import date, timedelta

from bot.commands.lines.command import Request, Services
from bot.messages.blocks import (
    Button,
    Buttons,
    Heading,
    Item,
    ItemList,
    Message,
    Span,
    message,
    paragraph,
    spans,
)
from bot.translator import Translator
from bot.values.spending import UsageQuestion


@dataclass(frozen=True, slots=True)
class Stored:
    """What there is of a person and of a channel, counted."""

    votes: int
    voted_in: int
    saved: int
    owned: int
    notes: int
    topics: int
    shown: int
    votes_here: int
    notes_here: int
    known: bool
    calls: int
    calls_here: int


async def privacy(request: Request, services: Services) -> Message:
    """``/privacy``: counts of everything that names this person or this channel."""
    say, stored = request.say, await stored_of(request, services)
    return message(
        Heading(spans(say.text("What I store"))),
        paragraph(
            Span(say.label(say.text("About you")), "strong"),
            _address(request) if request.origin.private else "",
        ),
        items(of_person(stored, say) or [say.text("nothing")]),
        paragraph(Span(say.label(say.text("About this channel")), "strong")),
        items(of_channel(stored, request)),
        paragraph(
            Span(
                say.text(
                    "It is stored in the database of whoever runs this bot, and in "
                    "their backups. Readers see how many voted, never who. "
                    "Questions about papers stay in memory for six hours, and are "
                    "not stored."
                ),
                "dim",
            )
        ),
        choices(say),
    )


async def stored_of(request: Request, services: Services) -> Stored:
    address, person = request.channel.address, request.person
    votes = await services.people.votes.of(person)
    tallies = await services.people.votes.tallies(address)
    return Stored(
        votes=len(votes),
        voted_in=len({one.channel for one in votes}),
        saved=len(await services.people.reading.of(person)),
        owned=sum(one.owner == person for one in await services.channels.stored.every()),
        notes=await services.people.notes.count(person),
        topics=len(request.channel.topics),
        shown=len(await services.deliveries.ledger.shown(address)),
        votes_here=sum(one.up + one.down for one in tallies.values()),
        notes_here=await services.people.notes.count(address),
        known=await services.channels.stored.get(address) is not None,
        calls=await _calls(services, person=person),
        calls_here=await _calls(services, channel=address),
    )


async def _calls(services: Services, channel: str | None = None, person: str | None = None) -> int:
    """How many calls to a model are in the books for one of them."""
    until = services.clock().date() + timedelta(days=1)
    asked = UsageQuestion(since=date.min, until=until, channel=channel, person=person)
    return sum(one.calls for one in await services.people.usage.sums(asked))


def _address(request: Request) -> str:
    return request.say.text(
        "under the platform's number for you ({person}), without a name:", person=request.person
    )


def of_person(stored: Stored, say: Translator) -> list[str]:
    told = []
    if stored.votes:
        channels = say.plural("in {n} channel", "in {n} channels", stored.voted_in)
        told.append(
            say.plural("{n} vote, {where}", "{n} votes, {where}", stored.votes, where=channels)
        )
    if stored.saved:
        told.append(say.plural("{n} saved paper", "{n} saved papers", stored.saved))
    if stored.owned:
        told.append(
            say.plural(
                "the note that you subscribed {n} channel",
                "the note that you subscribed {n} channels",
                stored.owned,
            )
        )
    if stored.notes:
        told.append(
            say.plural(
                "{n} note of where I can reach you, of my buttons, or of what waits for your "
                "answer",
                "{n} notes of where I can reach you, of my buttons, or of what waits for your "
                "answer",
                stored.notes,
            )
        )
    if stored.calls:
        told.append(
            say.plural(
                "what {n} call to a language model that you asked for cost, but not what it said",
                "what {n} calls to a language model that you asked for cost, but not what they "
                "said",
                stored.calls,
            )
        )
    return told


def of_channel(stored: Stored, request: Request) -> list[str]:
    say = request.say
    told = []
    if stored.known:
        told.append(
            say.plural(
                "its settings, with {n} topic",
                "its settings, with {n} topics",
                stored.topics,
            )
        )
        told.append(
            say.text(
                "what was changed in them in the last two days, so that /undo can take it back"
            )
        )
    if stored.shown:
        told.append(
            say.plural(
                "{n} paper that it was shown, so that none comes twice",
                "{n} papers that it was shown, so that none comes twice",
                stored.shown,
            )
        )
    if stored.votes_here:
        told.append(
            say.plural("{n} vote of its readers", "{n} votes of its readers", stored.votes_here)
        )
    if stored.notes_here:
        told.append(
            say.plural(
                "{n} note of what it is, what it is called, or what a button stands for",
                "{n} notes of what it is, what it is called, or what a button stands for",
                stored.notes_here,
            )
        )
    if stored.calls_here:
        told.append(
            say.plural(
                "what {n} call to a language model for it cost, but not what it said",
                "what {n} calls to a language model for it cost, but not what they said",
                stored.calls_here,
            )
        )
    return told or [say.text("nothing")]


def items(lines: list[str]) -> ItemList:
    return ItemList(tuple(Item((spans(line),)) for line in lines))


def choices(say: Translator) -> Buttons:
    return Buttons(
        (
            (
                Button(say.text("Forget me"), command="/forget me"),
                Button(say.text("Forget this channel"), command="/forget channel"),
            ),
        )
    )
