"""The papers that a line names, for commands that change something: never a guess.

Numbers of the brief, ids and addresses name papers, several at once. Words of a title do not:
they lead to a question.
"""

from dataclasses import replace

from bot.commands.finding import (
    OFFERED,
    check_amount,
    named_papers_found,
    not_an_id,
    which_one,
)
from bot.commands.lines.command import Request, Services
from bot.commands.lines.references import looks_like_id, read_papers
from bot.errors import UsageError
from bot.messages.blocks import Message
from bot.text.readable import shorten
from bot.values.papers import Paper
from bot.values.searching import all_words

# as many as a brief may show: all of them may be meant
MOST_AT_ONCE = 30


async def named_papers(request: Request, services: Services) -> tuple[Paper, ...]:
    """All of them, each once, as they are remembered; arXiv is asked for others alone.

    Empty where the arguments are words. Raises UsageError where one of them names no paper:
    then nothing is done of the others either."""
    say, named = request.say, read_papers(request.arguments)
    if not named.papers:
        return ()
    check_amount(len(named.papers), MOST_AT_ONCE, say)
    found = await named_papers_found(named, request, replace(services, completing=False))
    if found.missing:
        undone = say.text("Nothing was changed.")
        raise UsageError(say.sentences(*found.missing, undone))
    return found.papers


async def asked_which(
    request: Request, services: Services, before: str, after: str = ""
) -> Message:
    """Which paper was meant by words; each button runs the command with that one."""
    say, words = request.say, request.arguments
    shown = shorten(words, 80)
    if looks_like_id(words):
        raise UsageError(not_an_id(words, request))
    hits = await services.papers.search(all_words(words), OFFERED)
    if not hits.papers:
        raise UsageError(
            say.text(
                "I do not remember a paper called “{words}”. Give its number in "
                "the brief, or its id.",
                words=shown,
            )
        )
    told = say.text("Nothing has been done yet. Did you mean one of these?")
    return which_one(hits.papers, told, before, after)
