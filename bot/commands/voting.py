"""Readers' votes: /vote, and the ballot of the last brief."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.commands.lines.command import Request, Services
from bot.commands.lines.references import read_references
from bot.commands.named_papers import asked_which, named_papers
from bot.commands.reading import known_paper
from bot.editorial.choosing.liked import MOST_POINTS
from bot.errors import UsageError
from bot.identifiers import parse_arxiv_id
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
from bot.values.papers import Paper
from bot.values.votes import Direction, Tally, Vote

# a row of four buttons each, and Discord takes 40 parts in one message
BALLOT_A_PAGE = 5
_PAGE = re.compile(r"page (\d{1,2})")
# behind the command of a button of the ballot: the answer is the ballot with the new tally
_ON_BALLOT = "ballot"
_WORDS: dict[str, Direction] = {"up": 1, "👍": 1, "down": -1, "👎": -1, "none": 0}
_TITLE_LENGTH = 150


async def vote(request: Request, services: Services) -> Message:
    """``/vote``: the ballot of the last brief; ``/vote <paper> up | down | none`` casts one."""
    text = request.arguments
    page = _PAGE.fullmatch(text)
    if not text or page:
        return await _ballot(int(page[1]) if page else 1, request, services)
    on_ballot = text.endswith(f" {_ON_BALLOT}")
    named, value, word = _read(text.removesuffix(f" {_ON_BALLOT}"))
    if not named or value is None:
        return await _asked(request, services)
    asked = replace(request, arguments=named)
    papers = await named_papers(asked, services)
    if not papers:
        return await asked_which(asked, services, "/vote", word)
    tallies = {}
    for paper in papers:
        cast = Vote(request.person, request.channel.address, paper.id, value)
        tallies[paper.id] = await services.people.votes.cast(cast, services.clock())
    if on_ballot:
        numbers = sorted(
            (await services.deliveries.editions.numbers(request.channel.address)).items()
        )
        places = [place for place, (_, id_) in enumerate(numbers) if id_ == papers[0].id]
        if places:
            return await _ballot(places[0] // BALLOT_A_PAGE + 1, request, services)
    return _told(papers, value, tallies, request.say)


def _read(text: str) -> tuple[str, Direction | None, str]:
    """What is voted on, which way, and the word for it; the word stands first or last."""
    first, _, behind = text.partition(" ")
    before, _, last = text.rpartition(" ")
    if last.lower() in _WORDS:
        return before, _WORDS[last.lower()], last.lower()
    if first.lower() in _WORDS:
        return behind, _WORDS[first.lower()], first.lower()
    return text, None, ""


async def _asked(request: Request, services: Services) -> Message:
    """A paper without a direction: how it stands, and the buttons to vote with."""
    if request.arguments.lower() in _WORDS:
        raise UsageError(
            request.say.text("On which paper? For example: /vote 3 up, /vote 3 down, /vote 3 none")
        )
    several = read_references(request.arguments)
    first = several[0] if several else re.split(r"[\s,]+", request.arguments)[0]
    if first != request.arguments and (first.isdigit() or parse_arxiv_id(first)):
        told = request.say.text("A vote is up, down or none: /vote {paper} up", paper=first)
        raise UsageError(told)
    paper = await known_paper(request, services)
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
    papers: Sequence[Paper], value: Direction, tallies: Mapping[str, Tally], say: Translator
) -> Message:
    lines: list[Block] = []
    for paper in papers:
        lines += [paragraph(_cast(paper, value, say)), paragraph(_standing(tallies[paper.id], say))]
    return message(lines, paragraph(Span(_rule(say), "dim")), _after(papers, value, say))


def _cast(paper: Paper, value: Direction, say: Translator) -> str:
    title = _title(paper)
    return {
        1: say.text("You voted for “{title}”: papers like it move up here.", title=title),
        -1: say.text("You voted against “{title}”: papers like it move down here.", title=title),
        0: say.text("You have no vote on “{title}” any more.", title=title),
    }[value]


def _after(papers: Sequence[Paper], value: Direction, say: Translator) -> Buttons:
    rows = []
    for paper in papers:
        which = "" if len(papers) == 1 else f" · {paper.id}"
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
    """One page of the last brief's papers, each with its tally and a row of buttons."""
    say, channel = request.say, request.channel.address
    numbers = sorted((await services.deliveries.editions.numbers(channel)).items())
    if not numbers:
        raise UsageError(say.text("No paper was shown here yet, so there is nothing to vote on."))
    pages = -(-len(numbers) // BALLOT_A_PAGE)
    page = min(max(page, 1), pages)
    shown = numbers[(page - 1) * BALLOT_A_PAGE : page * BALLOT_A_PAGE]
    ids = [id_ for _, id_ in shown]
    papers, tallies = (
        await services.papers.get(ids),
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
    number: int, id_: str, papers: Mapping[str, Paper], tallies: Mapping[str, Tally]
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


def _title(paper: Paper) -> str:
    return short_title(title_of(paper), _TITLE_LENGTH)
