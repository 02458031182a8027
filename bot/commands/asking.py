"""Commands that ask: /ask, answered from papers' full texts."""

from math import ceil

from bot.commands.asked_papers import papers_asked
from bot.commands.finding import which_one
from bot.commands.lines.at_large import about_news
from bot.commands.lines.command import Asking, Request, Services
from bot.commands.lines.misread import at_large
from bot.commands.lines.record_questions import recorded
from bot.errors import UsageError
from bot.messages.answers import answer_message
from bot.messages.blocks import Message, message, paragraph
from bot.messages.records import authors_message, whole_message
from bot.pipeline.reading.answering import Asked
from bot.pipeline.reading.talks import OF_PERSON, OF_PERSON_ALONE
from bot.values.analyses import Answer
from bot.values.model import Account

_ANSWER_KEPT = 600


async def ask(request: Request, services: Services) -> Message:
    """``/ask <papers> <question>``: what their texts say, with the passages."""
    asking = services.asking
    if (subject := about_news(request.arguments)) is not None:
        return at_large(subject, request.say)
    asked = await papers_asked(request, services)
    if asked.several:
        told = request.say.text("Several papers have these words. Which one?")
        return which_one(asked.papers, told, "/ask", asked.question)
    papers, question = asked.papers, asked.question
    if not any(map(str.isalnum, question)):
        raise UsageError(
            request.say.text(
                "What would you like to know about it? For example: /ask {paper} which data was it "
                "trained on?",
                paper=request.arguments if len(papers) > 1 else papers[0].id,
            )
        )
    about = [paragraph(asked.told)] if asked.told else []
    if (wanted := recorded(question)) is not None:
        asking.talks.shown(request.channel.address, tuple(one.id for one in papers))
        of_record = authors_message if wanted == "authors" else whole_message
        return message(about, of_record(papers, request.say).blocks)
    _take_turn(request, asking)
    await request.conversation.progress(
        request.say.text("Reading {papers} …", papers=request.say.listed([p.id for p in papers]))
    )
    ids, channel = tuple(one.id for one in papers), request.channel.address
    answer = await asking.answering().answer(
        Asked(
            papers=papers,
            question=question,
            language=request.channel.language,
            account=Account(channel, request.person),
            earlier=asking.talks.earlier(channel, ids),
        )
    )
    asking.talks.asked(channel, ids, question, _gist(answer))
    return message(about, answer_message(answer, papers, request.say).blocks)


def _take_turn(request: Request, asking: Asking) -> None:
    free = request.origin.alone and not asking.answering().models
    most = OF_PERSON_ALONE if free else OF_PERSON
    wait = asking.turns.wait(request.person, request.channel.address, most)
    if wait is None:
        return
    say, minutes = request.say, ceil(wait.time.total_seconds() / 60)
    asked = (
        say.text("All of you here can ask {most} questions in ten minutes.", most=wait.most)
        if wait.of_all
        else say.text("You can ask {most} questions in ten minutes.", most=wait.most)
    )
    again = say.plural("Ask again in {n} minute.", "Ask again in {n} minutes.", minutes)
    raise UsageError(say.sentences(asked, again))


def _gist(answer: Answer) -> str:
    """What a further question may refer to."""
    said = " ".join(one.text for one in answer.said)
    return (said or next((one.text for one in answer.passages), ""))[:_ANSWER_KEPT]
