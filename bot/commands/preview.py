"""/preview: the newest announcement's brief with other settings, which changes nothing."""

from collections.abc import Sequence

from bot.commands.briefs import nothing_stored
from bot.commands.channels.channel_settings import not_taken, switches, with_settings
from bot.commands.channels.posting import choosable_in, posting_lines
from bot.commands.channels.setting_lines import setting_lines, without_effect
from bot.commands.channels.setting_words import setting_words
from bot.commands.lines.command import Asked, Request, Services
from bot.errors import UsageError
from bot.messages.blocks import (
    Block,
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
from bot.messages.brief import brief_message
from bot.messages.commands import Renaming, with_commands
from bot.translator import Translator, translator
from bot.values.channels import Channel
from bot.values.editions import Edition

_HERE, _KEEP = "here", "keep"


async def preview(request: Request, services: Services) -> Message | Asked:
    """``/preview [name value ...]``; ``here`` shows it where everybody reads, ``keep`` tells what
    the settings would change."""
    word, _, rest = request.arguments.partition(" ")
    if word.lower() == _KEEP:
        return await _kept(rest, request, services)
    if word.lower() == _HERE:
        return await _shown(rest, request, services)
    # a tap in a group is answered to who tapped alone
    if not (request.origin.private or request.origin.tapped):
        return _elsewhere(request)
    return await _shown(request.arguments, request, services)


def _elsewhere(request: Request) -> Message:
    say, line = request.say, request.arguments
    told = say.text(
        "Everybody here would see the preview. I can show it to you alone in our "
        "private chat, or here if you like."
    )
    alone = Button(say.text("Only to me"), command=_line("/preview", line))
    here = Button(say.text("Show it here"), command=_line("/preview", _HERE, line), replaces=True)
    return message(paragraph(told), Buttons(((alone, here),)))


async def _shown(line: str, request: Request, services: Services) -> Message | Asked:
    words = setting_words(line, switches(request.channel))
    if words and (told := await not_taken(words, request, services, "/preview")) is not None:
        return told
    wanted = await with_settings(request.channel, words, services, request.say)
    say = translator(wanted.language)
    edition = await services.briefs.brief(wanted, None, request.person)
    if edition is None:
        return await nothing_stored(None, request, services)
    address = request.channel.address
    beside = await services.deliveries.editions.numbers(address)
    shown = {one.number: one.paper.id for one in edition.numbered}
    services.asking.previews.shown(address, request.person, shown, beside)
    brief = brief_message(edition, say, request.conversation.needs, wanted.manner)
    changes = await _changes(request.channel, wanted, services, say)
    keep = Button(say.text("Keep these settings"), command=_line("/preview", _KEEP, line))
    return message(
        paragraph(Span(say.text("Preview · nothing is changed or posted"), "strong")),
        _list(changes),
        paragraph(idle) if (idle := without_effect(request.channel, wanted, say)) else None,
        with_commands(brief, _by_id(edition)).blocks,
        paragraph(_whose_numbers(say)) if shown != beside and beside else None,
        Buttons(((keep,),)) if changes else None,
    )


def _whose_numbers(say: Translator) -> str:
    """Said where a number of the preview is another paper in the brief."""
    return say.text(
        "Until the next brief, numbers that you type are those of this preview; for everybody else "
        "they are those of the last brief. /brief ends that."
    )


def _by_id(edition: Edition) -> Renaming:
    """Numbers of a preview hold for who asked for it alone, and not for long."""
    ids = {f"/paper {one.number}": f"/paper {one.paper.id}" for one in edition.numbered}
    return lambda command: ids.get(command, command)


async def _kept(line: str, request: Request, services: Services) -> Message | Asked:
    say = request.say
    if not line:
        raise UsageError(say.text("Say which settings to keep: /preview keep top 5"))
    words = setting_words(line, switches(request.channel))
    if (told := await not_taken(words, request, services, "/preview keep")) is not None:
        return told
    wanted = await with_settings(request.channel, words, services, say)
    changes = await _changes(request.channel, wanted, services, say)
    if not changes:
        return message(paragraph(say.text("It is already set that way.")))
    yes = Button(say.text("Yes, change it"), command=_line("/settings", line), replaces=True)
    return message(
        paragraph(say.text("From the next brief on, this would change:")),
        _list(changes),
        Buttons(((yes,),)),
    )


async def _changes(
    before: Channel, after: Channel, services: Services, say: Translator
) -> Sequence[str]:
    """A line for each setting that differs."""
    choosable = await choosable_in(before, services) if before.manner != after.manner else {}
    written = services.pipeline.writer.costly
    old, new = (
        {
            **setting_lines(each, say, written=written),
            **dict(posting_lines(each, services, say, choosable)),
        }
        for each in (before, after)
    )
    lines = [
        say.text("{name}: {before} → {after}", name=name, before=old.get(name, "–"), after=value)
        for name, value in new.items()
        if old.get(name) != value
    ]
    if before.analyses != after.analyses:
        lines.append(
            say.text("Deep analyses are made ahead of time")
            if after.analyses
            else say.text("Deep analyses are made on request")
        )
    return lines


def _list(lines: Sequence[str]) -> Block | None:
    return ItemList(tuple(Item((spans(each),)) for each in lines)) if lines else None


def _line(*words: str) -> str:
    return " ".join(filter(None, words))
