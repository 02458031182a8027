"""Readers' votes: /vote, and the ballot of the last brief."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.commands.finding import paper_of
from bot.commands.lines.command import Request, Services
from bot.commands.lines.references import Spoken, read_papers
from bot.commands.lines.vote_words import WORDS, Ballot, read_votes
from bot.commands.named_papers import asked_which, named_papers
from bot.editorial.choosing.liked import MOST_POINTS
from bot.errors import UsageError
from bot.messages.blocks import (
    Block,
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
from bot.messages.entries import page_row, title_of
from bot.text.titles import short_title
from bot.translator import Translator
from bot.values.papers import AnyPaper, Paper, PaperOutline
from bot.values.votes import Direction, Tally, Vote

# a row of four buttons each, and Discord takes 40 parts in one message
BALLOT_A_PAGE = 5
_PAGE = re.compile(r"page (\d{1,2})")
# behind the command of a button of the ballot: the answer is the ballot with the new tally
_ON_BALLOT = "ballot"
_TITLE_LENGTH = 150
_TAKEN_BACK_ONE_BY_ONE = 5


async def vote(request: Request, services: Services) -> Message:
    """``/vote``: the ballot of the last brief; ``/vote <papers> up | down | none`` casts votes."""
    text = request.arguments
    page = _PAGE.fullmatch(text)
    if not text or page:
        return await _ballot(int(page[1]) if page else 1, request, services)
    on_ballot = text.endswith(f" {_ON_BALLOT}")
    votes = read_votes(text.removesuffix(f" {_ON_BALLOT}"))
    if not votes or not votes[0].papers:
        return await _asked(votes, request, services)
    named: list[tuple[Paper, Direction]] = []
    for each in votes:
        asked = replace(request, arguments=each.papers)
        papers = await named_papers(asked, services)
        if not papers:
            return await asked_which(asked, services, "/vote", WORDS[each.direction])
        named += [(paper, each.direction) for paper in papers]
    if len({paper.id for paper, _ in named}) < len(named):
        raise UsageError(request.say.text("You named one of them twice, so nothing was done."))
    if len(named) > 1 and any(Spoken("all") in read_papers(one.papers).papers for one in votes):
        return _asked_about_all(named, request.say)
    tallies = {}
    for paper, direction in named:
        cast = Vote(request.person, request.channel.address, paper.id, direction)
        tallies[paper.id] = await services.people.votes.cast(cast, services.clock())
    if on_ballot and (place := await _place(named[0][0], request, services)) is not None:
        return await _ballot(place // BALLOT_A_PAGE + 1, request, services)
    return _told(named, tallies, request.say)


async def _place(paper: Paper, request: Request, services: Services) -> int | None:
    """On the ballot of the last brief, from 0; None where it is not on it. A preview has none."""
    numbers = await services.deliveries.editions.numbers(request.channel.address)
    ids = [id_ for _, id_ in sorted(numbers.items())]
    return ids.index(paper.id) if paper.id in ids else None


def _asked_about_all(named: Sequence[tuple[Paper, Direction]], say: Translator) -> Message:
    """A vote for everything moves nothing up, and is hardly ever meant."""
    words = {
        WORDS[way]: [one.id for one, voted in named if voted == way]
        for way in dict.fromkeys(way for _, way in named)
    }
    told = say.text(
        "That is a vote on each of {n} papers: {command}. Shall I cast them?",
        n=len(named),
        command=", ".join(f"{len(ids)} {word}" for word, ids in words.items()),
    )
    command = ", ".join(f"{' '.join(ids)} {word}" for word, ids in words.items())
    yes = Button(say.text("Yes, do it"), command=f"/vote {command}", replaces=True)
    return message(paragraph(told), Buttons(((yes,),)))


async def _asked(votes: Sequence[Ballot], request: Request, services: Services) -> Message:
    """A paper without a direction: how it stands, and the buttons to vote with."""
    say = request.say
    if votes:
        raise UsageError(
            say.text("On which paper? For example: /vote 3 up, /vote 3 down, /vote 3 none")
        )
    named = read_papers(request.arguments)
    if named.papers and (named.unread or len(named.papers) > 1):
        first = str(named.papers[0])
        raise UsageError(say.text("A vote is up, down or none: /vote {paper} up", paper=first))
    paper = await paper_of(request, replace(services, completing=False))
    tallies = await services.people.votes.tallies(request.channel.address, [paper.id])
    return message(
        paragraph(Span(_title(paper), "strong")),
        paragraph(_standing(tallies.get(paper.id, Tally()), request.say)),
        paragraph(Span(_rule(request.say), "dim")),
        Buttons(
            (
                (
                    Button("👍", command=f"/vote {paper.id} up"),
                    Button("👎", command=f"/vote {paper.id} down"),
                    Button("☆", command=f"/save {paper.id}"),
                ),
            )
        ),
    )


def _told(
    votes: Sequence[tuple[Paper, Direction]], tallies: Mapping[str, Tally], say: Translator
) -> Message:
    lines: list[Block] = []
    for paper, value in votes:
        lines += [paragraph(_cast(paper, value, say)), paragraph(_standing(tallies[paper.id], say))]
    return message(lines, paragraph(Span(_rule(say), "dim")), _after(votes, say))


def _cast(paper: Paper, value: Direction, say: Translator) -> str:
    title = _title(paper)
    return {
        1: say.text("You voted for “{title}”: papers like it move up here.", title=title),
        -1: say.text("You voted against “{title}”: papers like it move down here.", title=title),
        0: say.text("Your vote on “{title}” has been withdrawn.", title=title),
    }[value]


def _after(votes: Sequence[tuple[Paper, Direction]], say: Translator) -> Buttons:
    rows = []
    if len(votes) > _TAKEN_BACK_ONE_BY_ONE:
        every = " ".join(paper.id for paper, value in votes if value)
        taken = Button(say.text("Withdraw") + f" · {len(votes)}", command=f"/vote {every} none")
        return Buttons(((taken,),) if every else ())
    for paper, value in votes:
        which = "" if len(votes) == 1 else f" · {paper.id}"
        withdraw = Button(say.text("Withdraw") + which, command=f"/vote {paper.id} none")
        keep = Button(say.text("Save") + which, command=f"/save {paper.id}")
        rows.append((withdraw, keep) if value else (keep,))
    return Buttons(tuple(rows))


def _standing(tally: Tally, say: Translator) -> str:
    return say.text("Votes here: {tally}.", tally=_short(tally))


def _short(tally: Tally) -> str:
    return f"👍 {tally.up} · 👎 {tally.down}"


def _rule(say: Translator) -> str:
    """What votes do, in the words of bot.editorial.choosing.liked."""
    return say.text(
        "Votes change the order of the papers that match, by at most {n} points, and the reason "
        "says so. They change neither what matches nor anybody else's channel.",
        n=MOST_POINTS,
    )


async def _ballot(page: int, request: Request, services: Services) -> Message:
    """One page of the last brief's papers, each with its tally and a row of buttons. Its numbers
    are the brief's own, and hold from here on: a preview ends with it."""
    say, channel = request.say, request.channel.address
    services.asking.previews.over(channel, request.person)
    numbers = sorted((await services.deliveries.editions.numbers(channel)).items())
    if not numbers:
        raise UsageError(
            say.text("No paper has been shown here yet, so there is nothing to vote on.")
        )
    pages = -(-len(numbers) // BALLOT_A_PAGE)
    page = min(max(page, 1), pages)
    shown = numbers[(page - 1) * BALLOT_A_PAGE : page * BALLOT_A_PAGE]
    ids = [id_ for _, id_ in shown]
    papers, tallies = (
        await services.papers.outlines(ids),
        await services.people.votes.tallies(channel, ids),
    )
    heading = say.text("More like these, or less?")
    if pages > 1:
        heading += " · " + say.text("page {page} of {pages}", page=page, pages=pages)
    rows = [_row(number, id_, tallies.get(id_, Tally())) for number, id_ in shown]
    return message(
        Heading(spans(heading)),
        ItemList(tuple(_entry(number, id_, papers, tallies) for number, id_ in shown)),
        paragraph(Span(_rule(say), "dim")),
        Buttons((*rows, *page_row("/vote page", page, pages, say))),
    )


def _entry(
    number: int, id_: str, papers: Mapping[str, PaperOutline], tallies: Mapping[str, Tally]
) -> Item:
    title = _title(papers[id_]) if id_ in papers else id_
    tally = f"  {_short(tallies[id_])}" if id_ in tallies else ""
    return Item((spans(Span(title, command=f"/paper {id_}"), Span(tally, "dim")),), f"{number}.")


def _row(number: int, id_: str, tally: Tally) -> tuple[Button, ...]:
    """By id: the number under an old ballot stays that of the paper that it stood for."""

    def button(sign: str, votes: int, word: str) -> Button:
        return Button(
            f"{sign} {votes}" if votes else sign,
            command=f"/vote {id_} {word} {_ON_BALLOT}",
            typed=f"/vote {number} {word}",
            replaces=True,
        )

    return (
        Button(str(number), command=f"/paper {id_}", typed=f"/paper {number}"),
        button("👍", tally.up, "up"),
        button("👎", tally.down, "down"),
        Button("☆", command=f"/save {id_}", typed=f"/save {number}"),
    )


def _title(paper: AnyPaper) -> str:
    return short_title(title_of(paper), _TITLE_LENGTH)
