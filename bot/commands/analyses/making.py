"""An analysis asked for, and its first screen."""

from collections.abc import Callable
from dataclasses import replace

from bot.commands.lines.command import ReadingServices, Services
from bot.editorial.updates import is_withdrawn
from bot.messages.analysis import Shown, glance_message
from bot.messages.blocks import Block, Button, Buttons, Message
from bot.messages.card import ask_button
from bot.messages.figure import figure_block, may_show
from bot.pipeline.reading.analysing import Report, Wanted, analysed, unheard
from bot.translator import Translator
from bot.values.full_texts import FullText
from bot.values.model import Account
from bot.values.papers import Paper


async def shown_analysis(
    paper: Paper,
    language: str,
    account: Account,
    services: Services,
    reading: ReadingServices,
    report: Report = unheard,
) -> Shown:
    """Never raises for a file or a model: what is wrong with them is in the analysis."""
    text = await reading.texts.of(paper)
    # look-ups by id do not tell it
    paper = paper if paper.license or not text.license else replace(paper, license=text.license)
    analysis = await analysed(
        Wanted(
            paper=paper,
            text=text,
            language=language,
            account=account,
            report=report,
            before=await _before(text, reading),
        ),
        reading.desk,
    )
    return Shown(
        paper=paper,
        analysis=analysis,
        newest=await _newest(paper, services),
        withdrawn=is_withdrawn(paper),
    )


async def _before(text: FullText, reading: ReadingServices) -> FullText | None:
    """The text of the version before, where it is still kept."""
    if text.version is None or text.version < 2:
        return None
    return await reading.texts.kept(text.paper_id, text.version - 1)


async def _newest(paper: Paper, services: Services) -> int | None:
    """A version that came after this one."""
    known = (await services.papers.get([paper.id])).get(paper.id)
    if known is None or not known.version or not paper.version:
        return None
    return known.version if known.version > paper.version else None


def opens(paper: Paper, version: int | None) -> Callable[[str], str]:
    """The commands behind an analysis's buttons; those for the newest version name none."""
    name = f"{paper.id}v{version}" if version else paper.id

    def command(what: str) -> str:
        return f"/analysis {paper.id}" if what == "new" else f"/analysis {name} {what}"

    return command


async def first_screen(shown: Shown, channel: str, say: Translator, services: Services) -> Message:
    """Five lines and buttons; where a thread may be opened, a button for that as well."""
    command = opens(shown.paper, shown.analysis.version)
    further = [ask_button(shown.paper, say)]
    threads = services.channels.threads
    if threads is not None and await threads.may_open(channel):
        further.append(Button(say.text("Discuss in a thread"), command=command("thread")))
    *shown_blocks, keys = glance_message(shown, say, command).blocks
    assert isinstance(keys, Buttons)  # noqa: S101
    return Message((*shown_blocks, Buttons((*keys.rows, tuple(further)))))


async def main_figure(shown: Shown, say: Translator, reading: ReadingServices) -> Block | None:
    """The picture where the paper's licence allows showing it, else a link."""
    analysis = shown.analysis
    if analysis.figure is None:
        return None
    picture = None
    if may_show(shown.paper):
        picture = await reading.texts.picture(shown.paper, analysis.figure)
    return figure_block(shown.paper, analysis.version, analysis.figure, picture, say)
