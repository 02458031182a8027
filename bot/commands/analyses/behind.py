"""What follows the card of a paper: the deep analysis of its full text, with the main figure.

::

    card sent | full text | analysis, its progress told | five lines, buttons, figure

Who asked is not held up, and waits even over a restart (``resuming.py``). An analysis that a model
has not ended in time is told in the authors' words first, and comes when it is there.
"""

import asyncio
from dataclasses import replace
from datetime import timedelta

from bot.commands.analyses.making import first_screen, main_figure, shown_analysis
from bot.commands.analyses.progress import Progress
from bot.commands.lines.command import Further, ReadingServices, Request, Services
from bot.messages.analysis import Shown
from bot.messages.analysis_lines import defect_sentences
from bot.messages.blocks import Block, Message, message, paragraph
from bot.pipeline.reading.analysing import LATE
from bot.translator import Translator
from bot.values.model import Account
from bot.values.papers import Paper
from bot.values.readers import WaitingReader

# papers that one person may wait for at a time
MOST_WAITED_FOR = 5
# of the sample papers one that ships with its full text
SAMPLE_WITH_TEXT = "2602.99901"
# how long one that was late is waited for, beside what an analysis may take
LATER = timedelta(minutes=10)


def behind_card(
    paper: Paper, request: Request, services: Services, reading: ReadingServices
) -> Further:
    """The analysis told in the conversation of the request, once the answer is there."""

    async def further() -> None:
        person = request.person
        if reading.waited_for[person] >= MOST_WAITED_FOR:
            await request.conversation.send(message(paragraph(_too_many(request.say))))
            return
        reading.waited_for[person] += 1
        try:
            await _noted(paper, request, services, reading)
        finally:
            reading.waited_for[person] -= 1
            if not reading.waited_for[person]:
                del reading.waited_for[person]

    return further


def _too_many(say: Translator) -> str:
    return say.text(
        "I am already reading {n} papers for you. Ask again when one of them is done.",
        n=say.number(MOST_WAITED_FOR),
    )


async def _noted(
    paper: Paper, request: Request, services: Services, reading: ReadingServices
) -> None:
    """Noted as long as it is owed; a stop of the service leaves the note."""
    reader = WaitingReader(
        channel=request.origin.channel,
        person=request.person,
        paper_id=paper.id,
        version=paper.version,
        language=request.channel.language,
        aside=request.origin.private,
        asked_at=services.clock(),
    )
    await reading.readers.note(reader)
    try:
        await _told(paper, request, services, reading)
    finally:
        task = asyncio.current_task()
        if task is None or not task.cancelling():
            await reading.readers.served(reader)


async def _told(
    paper: Paper, request: Request, services: Services, reading: ReadingServices
) -> None:
    say = request.say
    account = Account(request.channel.address, request.person)
    language = request.channel.language
    progress = Progress(request.conversation, say, say.text("Fetching the full text …"))
    shown = await progress.during(
        shown_analysis(paper, language, account, services, reading, progress.report)
    )
    if shown.analysis.made_from == "abstract":
        # the card has it
        await request.conversation.send(message(paragraph(no_text(paper, shown, say))))
        return
    late = is_late(shown)
    figure = await main_figure(shown, say, reading)
    await request.conversation.send(
        _with(
            await first_screen(shown, request.channel.address, say, services),
            paragraph(_comes_later(say)) if late else None,
            figure,
        )
    )
    if late and (later := await when_ready(paper, language, account, services, reading)):
        await request.conversation.send(
            await first_screen(later, request.channel.address, say, services)
        )


def no_text(paper: Paper, shown: Shown, say: Translator) -> str:
    """Why there is no deep analysis."""
    if paper.sample:
        return say.text(
            "This sample paper has no full text to analyse. Another one does: {example}",
            example=f"/paper {SAMPLE_WITH_TEXT}",
        )
    told = (
        say.text("There is no deep analysis: the full text could not be fetched.")
        if _was_never_here(shown)
        else say.text("There is no deep analysis: the full text could not be read.")
    )
    return say.sentences(
        told,
        *defect_sentences(shown.analysis, say),
    )


def _was_never_here(shown: Shown) -> bool:
    """arXiv did not answer, and nothing is wrong with a file that it sent."""
    kinds = {each.kind for each in shown.analysis.defects}
    return "unreachable" in kinds and kinds <= {"unreachable", "missing"}


def _with(made: Message, *more: Block | None) -> Message:
    return replace(made, blocks=(*made.blocks, *(one for one in more if one is not None)))


def _comes_later(say: Translator) -> str:
    return say.text("Its own analysis comes here as soon as it is ready.")


def is_late(shown: Shown) -> bool:
    """The model still writes: these are the authors' words meanwhile."""
    return shown.analysis.reasons.get("writer") == LATE


async def when_ready(
    paper: Paper, language: str, account: Account, services: Services, reading: ReadingServices
) -> Shown | None:
    """What was late, once it is there; None where it never comes."""
    until = services.clock() + LATER
    while services.clock() < until:
        shown = await shown_analysis(paper, language, account, services, reading)
        if not is_late(shown):
            return shown if shown.analysis.model else None
    return None
