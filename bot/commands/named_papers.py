"""The papers that a line names, for commands that change something: never a guess.

Numbers of the brief, ids and addresses name papers, several at once. Words of a title do not:
they lead to a question.
"""

from collections.abc import Sequence
from dataclasses import replace

from bot.commands.lines.command import Request, Services
from bot.commands.lines.references import TitleWords, read_reference, read_references
from bot.commands.papers import found_paper
from bot.errors import UsageError
from bot.messages.blocks import (
    Button,
    Buttons,
    Item,
    ItemList,
    Message,
    Span,
    message,
    paragraph,
    spans,
)
from bot.messages.entries import title_of
from bot.text.readable import shorten
from bot.values.papers import Paper

MOST_AT_ONCE = 20
_OFFERED = 5


async def named_papers(request: Request, services: Services) -> tuple[Paper, ...]:
    """All of them, each once, as they are remembered; arXiv is asked for others alone.

    Empty where the arguments are words. Raises UsageError where one of them names no paper:
    then nothing is done of the others either."""
    named = read_references(request.arguments)
    if not named:
        if isinstance(read_reference(request.arguments), TitleWords):
            return ()
        named = (request.arguments,)
    if len(named) > MOST_AT_ONCE:
        raise UsageError(request.say.text("At most {n} papers at once, please.", n=MOST_AT_ONCE))
    quick = replace(services, completing=False)
    found = [await found_paper(replace(request, arguments=each), quick) for each in named]
    return tuple({paper.id: paper for paper in found}.values())


async def asked_which(
    request: Request, services: Services, before: str, after: str = ""
) -> Message:
    """Which paper was meant by words; each button runs the command with that one."""
    say = request.say
    found = await services.papers.search(request.arguments, _OFFERED)
    if not found:
        raise UsageError(
            say.text(
                "“{words}” names no paper that I remember. Give its number in the brief, or its "
                "id.",
                words=shorten(request.arguments, 80),
            )
        )
    rows = tuple(
        (Button(one.id, command=" ".join(filter(None, (before, one.id, after)))),) for one in found
    )
    told = say.text("Nothing is done yet. Did you mean one of these?")
    return message(paragraph(told), ItemList(_items(found)), Buttons(rows))


def _items(found: Sequence[Paper]) -> tuple[Item, ...]:
    return tuple(
        Item((spans(Span(title_of(one), "strong", command=f"/paper {one.id}")), spans(one.id)))
        for one in found
    )
