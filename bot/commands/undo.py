"""/undo: takes back a change of what is set here.

::

    number | the change, if it is of this channel and of today | without what was changed since
           | kept, told | or asked, where that would bring back something stale
    typed alone | the last change is shown, and the button that takes it back

Whoever types it alone may mean a vote, or something that another person did since.
"""

from dataclasses import replace

from bot.commands.changing.keeping import kept
from bot.commands.changing.taking_back import put_back, taken_back
from bot.commands.channels.setting_lines import line_of, setting_lines
from bot.commands.lines.command import Asked, Request, Services
from bot.commands.topics.changing.told import told_changes
from bot.commands.ways import moment
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
from bot.schedules import describe
from bot.translator import Translator, translator
from bot.values.changes import KEPT_FOR, Change
from bot.values.channels import Channel, Manner
from bot.values.facts import facts_of, told

_ANYWAY = "anyway"
# what the lines of /settings leave to other pages, or to what is known of the platform
_APART = (*(fact.name for fact in facts_of(Manner)), "analyses", "links")


async def undo(request: Request, services: Services) -> Message | Asked:
    """``/undo [number] [anyway]``: the change of that number; alone, asks about the last one."""
    change, anyway = await _meant(request, services)
    now = request.channel
    if not request.arguments.strip():
        return await _offered(change, request, services)
    back = taken_back(now, change.before, change.after)
    if back.stale and not anyway:
        return await _asked(change, request, services)
    restored = put_back(now, change.before, change.after) if anyway else back.channel
    restored = _owned(restored, now, request.person)
    say = translator(restored.language)
    other_way = await _noted(change, restored, replace(request, say=say), services)
    lines = await _differences(now, restored, services, say)
    return message(
        paragraph(_done(change, say) if other_way else _already(change, say)),
        _listed(lines),
        Buttons(((other_way,),)) if other_way else None,
    )


async def _noted(
    change: Change, restored: Channel, request: Request, services: Services
) -> Button | None:
    """The button that goes the other way: what undid a change is redone, what is redone is the
    change again. None where nothing is other than it was."""
    changes, now = services.channels.changes, services.clock()
    if change.takes_back and restored != request.channel:
        await services.channels.stored.keep(restored)
        await changes.undone(change.number, now)
        return Button(request.say.text("Undo"), command=f"/undo {change.takes_back}")
    redo = await kept(restored, request, services, takes_back=change.number)
    await changes.undone(change.number, now)
    return replace(redo, label=request.say.text("Redo")) if redo else None


def _done(change: Change, say: Translator) -> str:
    return say.text("Redone.") if change.takes_back else say.text("Undone.")


def _already(change: Change, say: Translator) -> str:
    if change.takes_back:
        return say.text("That has already been redone.")
    return say.text("That has already been undone.")


def _owned(restored: Channel, now: Channel, person: str) -> Channel:
    """Who subscribed it is noted for as long as that holds."""
    if restored.subscribed == now.subscribed:
        return restored
    return replace(restored, owner=person if restored.subscribed else "")


async def _meant(request: Request, services: Services) -> tuple[Change, bool]:
    """The change, and whether it is taken back whatever was changed since."""
    say, words = request.say, request.arguments.lower().split()
    number, anyway = words[:1], words[1:] == [_ANYWAY]
    if number and not (number[0].isascii() and number[0].isdigit()):
        raise UsageError(say.text("/undo on its own shows the last change here, and asks."))
    change = await services.channels.changes.find(
        request.channel.address, int(number[0][:18]) if number else None
    )
    if change is None:
        nothing = say.text("There is nothing to undo here.")
        unknown = say.text("There is no such change here. /undo shows the last one.")
        raise UsageError(unknown if number else nothing)
    if change.undone:
        raise UsageError(_already(change, say))
    if services.clock() - change.at > KEPT_FOR:
        raise UsageError(_too_late(change, say))
    return change, anyway


def _too_late(change: Change, say: Translator) -> str:
    if change.takes_back:
        return say.text("That was undone more than a day ago, so it can no longer be redone.")
    return say.text("That was changed more than a day ago, so it can no longer be undone.")


async def _offered(change: Change, request: Request, services: Services) -> Asked:
    """The last change, and when it was made: nobody has it in mind any more for sure."""
    say, now = request.say, request.channel
    words = say.text(
        "The last change to the settings here, on {when}:", when=moment(change.at, now, say)
    )
    lines = await _differences(change.before, change.after, services, say)
    begins = change.after.subscribed and not change.before.subscribed
    ends = say.text("Undoing it ends the subscription: no more briefs come by themselves.")
    yes = Button(say.text("Undo"), command=f"/undo {change.number}", replaces=True)
    others = say.text("To take back a vote: /vote 1 none. A saved paper: /unsave 1.")
    return Asked(
        message(
            paragraph(words),
            _listed(lines),
            paragraph(ends) if begins else None,
            Buttons(((yes,),)),
            paragraph(Span(others, "dim")),
        )
    )


async def _asked(change: Change, request: Request, services: Services) -> Asked:
    """The same was changed again: the person sees what would come back, and says so."""
    say, now = request.say, request.channel
    would = put_back(now, change.before, change.after)
    yes = Button(say.text("Yes, do it"), command=f"/undo {change.number} {_ANYWAY}")
    lines = await _differences(now, would, services, say)
    return Asked(message(paragraph(_stale(change, say)), _listed(lines), Buttons(((yes,),))))


def _stale(change: Change, say: Translator) -> str:
    if change.takes_back:
        return say.text(
            "That has been changed again since, so I did not redo it. Redoing it now would give "
            "you:"
        )
    return say.text(
        "That has been changed again since, so I did not undo it. Undoing it now would give you:"
    )


async def _differences(
    before: Channel, after: Channel, services: Services, say: Translator
) -> list[str]:
    """What is set otherwise than before, a line for each, in the words of /settings."""
    written = services.pipeline.writer.costly
    was, now = (setting_lines(one, say, written=written) for one in (before, after))
    # topics and categories are told by what came and went
    told_apart = (say.text("Topics"), say.text("Categories"))
    lines = [
        f"{say.label(label)}{value}"
        for label, value in now.items()
        if was.get(label) != value and label not in told_apart
    ]
    lines += told_changes(before, after, say)
    old, new = told(before), told(after)
    apart = [await line_of(name, after, services, say) for name in _APART if old[name] != new[name]]
    lines += [f"{say.label(label)}{value}" for label, value in apart]
    return lines or _clock(before, after, say)


def _clock(before: Channel, after: Channel, say: Translator) -> list[str]:
    """The time that is set while briefs are paused, or come with the announcement."""
    if before.schedule == after.schedule:
        return []
    fixed = replace(after.schedule, when="daily", paused=False)
    label = say.text("When briefs come at a fixed time")
    return [f"{say.label(label)}{describe(fixed, say)}"]


def _listed(lines: list[str]) -> ItemList | None:
    return ItemList(tuple(Item((spans(line),)) for line in lines)) if lines else None
