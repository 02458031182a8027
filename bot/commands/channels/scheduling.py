"""/schedule: when briefs come, and a pause.

::

    line | what it means (bot/typed_schedules) | a question, or: kept, told when the next one comes
"""

from dataclasses import replace

from bot.commands.changing.keeping import kept
from bot.commands.channels.anew import begin_anew
from bot.commands.channels.clocks import clock_told
from bot.commands.channels.expected import told_next
from bot.commands.channels.schedule_questions import asked
from bot.commands.channels.setting_menu import schedule_menu
from bot.commands.lines.command import Asked, Request, Services
from bot.messages.blocks import Block, Button, Buttons, Message, message, paragraph
from bot.schedules import describe, describe_missed
from bot.translator import Translator
from bot.typed_schedules.understanding import Doubt, understood
from bot.values.channels import Channel


async def schedule(request: Request, services: Services) -> Message | Asked:
    """``/schedule [time] [zone] [weekdays] [each | combined] | announced | off | on``."""
    channel, undo = request.channel, None
    if request.arguments:
        meant = understood(channel.schedule, request.arguments)
        if isinstance(meant, Doubt):
            return asked(meant, "/schedule", channel.schedule, request.say)
        channel = replace(channel, schedule=meant)
        if request.channel.subscribed and _resumes(request.channel, channel):
            await begin_anew(channel, services)
        undo = await kept(channel, request, services)
    return message(*await _told(channel, request, services), _buttons(channel, undo, request.say))


async def _told(channel: Channel, request: Request, services: Services) -> list[Block]:
    say = request.say
    if channel.schedule.paused:
        return _told_paused(channel, request)
    when = say.text("Briefs come {when}.", when=describe(channel.schedule, say))
    missed = say.text("Missed ones: {how}.", how=describe_missed(channel.schedule, say))
    more = say.sentences(
        clock_told(request.arguments, channel.schedule, say),
        await told_next(channel, services, say),
        "" if channel.subscribed else say.text("Not subscribed yet: /subscribe."),
    )
    return [paragraph(say.sentences(when, missed)), *([paragraph(more)] if more else [])]


def _told_paused(channel: Channel, request: Request) -> list[Block]:
    """What was set comes first, and which clock was meant: it is kept for later."""
    say, changed = request.say, channel.schedule != request.channel.schedule
    would = describe(replace(channel.schedule, paused=False), say)
    only_paused = replace(request.channel.schedule, paused=True) == channel.schedule
    told = say.sentences(
        say.text("Set for later: {when}.", when=would) if changed and not only_paused else "",
        clock_told(request.arguments, channel.schedule, say),
    )
    return [*([paragraph(told)] if told else []), paragraph(_paused(channel, say))]


def _paused(channel: Channel, say: Translator) -> str:
    if not channel.subscribed:
        return say.text("Nothing comes here by itself: this channel is not subscribed.")
    would = describe(replace(channel.schedule, paused=False), say)
    return say.sentences(
        say.text("Briefs are paused here; topics and settings stay."),
        say.text("Once you send /schedule on, they come {when}.", when=would),
    )


def _buttons(channel: Channel, undo: Button | None, say: Translator) -> list[Block]:
    row = [undo] if undo else []
    if channel.schedule.paused:
        row.append(Button(say.text("Resume"), command="/schedule on"))
    if not channel.subscribed:
        row.append(Button(say.text("Subscribe"), command="/subscribe"))
    menu = [] if channel.schedule.paused else schedule_menu(channel, say)
    return [*([Buttons((tuple(row),))] if row else []), *menu]


def _resumes(before: Channel, after: Channel) -> bool:
    return before.schedule.paused and not after.schedule.paused
