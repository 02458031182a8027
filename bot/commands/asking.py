"""Commands that ask: /ask, answered from papers' full texts."""

from dataclasses import dataclass, replace
from math import ceil

from bot.commands.finding import named_papers_found
from bot.commands.lines.command import Asking, Request, Services
from bot.commands.lines.references import NamedPapers, PaperName, leading_papers
from bot.errors import UsageError
from bot.messages.answers import answer_message
from bot.messages.blocks import Message
from bot.pipeline.reading.answering import Asked
from bot.values.analyses import Answer
from bot.values.model import Account
from bot.values.papers import Paper

MOST_PAPERS = 4
_ANSWER_KEPT = 600


@dataclass(frozen=True, slots=True)
class Question:
    """A line read: the papers as they are named, and what is asked of them."""

    named: tuple[PaperName, ...]
    text: str


async def ask(request: Request, services: Services) -> Message:
    """``/ask <papers> <question>``: what their texts say, with the passages."""
    asking = services.asking
    read = read_line(request.arguments)
    papers = await _papers(read, request, services, asking)
    if not read.text:
        raise UsageError(
            request.say.text(
                "What would you like to know about it? For example: /ask {paper} which data was it "
                "trained on?",
                paper=str(read.named[0]) if read.named else papers[0].id,
            )
        )
    _take_turn(request, asking)
    await request.conversation.progress(
        request.say.text("Reading {papers} …", papers=request.say.listed([p.id for p in papers]))
    )
    ids, channel = tuple(one.id for one in papers), request.channel.address
    answer = await asking.answering.answer(
        Asked(
            papers=papers,
            question=read.text,
            language=request.channel.language,
            account=Account(channel, request.person),
            earlier=asking.talks.earlier(channel, ids),
        )
    )
    asking.talks.asked(channel, ids, read.text, _gist(answer))
    return answer_message(answer, papers, request.say)


def read_line(arguments: str) -> Question:
    """Papers first: numbers of the brief, ids and addresses, as many as stand there."""
    return Question(*leading_papers(arguments))


async def _papers(
    read: Question, request: Request, services: Services, asking: Asking
) -> tuple[Paper, ...]:
    """Those that are named, else those that this chat spoke of last."""
    if not read.named:
        return await _spoken_of(read, request, services, asking)
    if len(read.named) > MOST_PAPERS:
        raise UsageError(
            request.say.text("At most {n} papers in one question, please.", n=MOST_PAPERS)
        )
    quick = replace(services, completing=False)
    found = await named_papers_found(NamedPapers(read.named), request, quick)
    if found.missing:
        raise UsageError(request.say.sentences(*found.missing))
    return found.papers


async def _spoken_of(
    read: Question, request: Request, services: Services, asking: Asking
) -> tuple[Paper, ...]:
    talk = asking.talks.last(request.channel.address)
    known = await services.papers.get(talk.papers) if talk else {}
    if talk is None or not known or not read.text:
        raise UsageError(
            request.say.text(
                "About which paper? Papers come first, then the question: /ask 3 which data was "
                "it trained on? Numbers of the brief, ids and addresses name papers, also several."
            )
        )
    return tuple(known[one] for one in talk.papers if one in known)


def _take_turn(request: Request, asking: Asking) -> None:
    wait = asking.turns.wait(request.person, request.channel.address)
    if wait is not None:
        minutes = ceil(wait.total_seconds() / 60)
        raise UsageError(
            request.say.plural(
                "That was a lot of questions in a few minutes. Ask again in {n} minute.",
                "That was a lot of questions in a few minutes. Ask again in {n} minutes.",
                minutes,
            )
        )


def _gist(answer: Answer) -> str:
    """What a further question may refer to."""
    said = " ".join(one.text for one in answer.said)
    return (said or next((one.text for one in answer.passages), ""))[:_ANSWER_KEPT]
