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
from bot.commands.channels.posting import FACTS
from bot.commands.channels.setting_lines import setting_lines
from bot.commands.lines.command import Asked, Request, Services
from bot.commands.topics.told import told_changes
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
from bot.translator import Translator, translator
from bot.values.changes import KEPT_FOR, Change
from bot.values.channels import Channel
from bot.values.facts import told

_ANYWAY = "anyway"


async def undo(request: Request, services: Services) -> Message | Asked:
    """``/undo [number] [anyway]``: the change of that number; alone, asks about the last one."""
    change, anyway = await _meant(request, services)
    now, written = request.channel, services.pipeline.writer.costly
    if not request.arguments.strip():
        return _offered(change, now, request.say, written=written)
    back = taken_back(now, change.before, change.after)
    if back.stale and not anyway:
        return _asked(change, now, request.say, written=written)
    restored = put_back(now, change.before, change.after) if anyway else back.channel
    restored = _owned(restored, now, request.person)
    redo = await kept(restored, request, services, takes_back=True)
    await services.channels.changes.undone(change.number)
    say = translator(restored.language)
    lines = differences(now, restored, say, written=written)
    return message(
        paragraph(say.text("Undone.") if lines else say.text("That has already been undone.")),
        _listed(lines),
        Buttons(((replace(redo, label=say.text("Redo")),),)) if redo else None,
    )


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
        raise UsageError(say.text("There is nothing to undo here."))
    if change.undone:
        raise UsageError(say.text("That has already been undone."))
    if services.clock() - change.at > KEPT_FOR:
        raise UsageError(
            say.text("That was changed more than a day ago, so it can no longer be undone.")
        )
    return change, anyway


def _offered(change: Change, now: Channel, say: Translator, *, written: bool) -> Asked:
    """The last change, and when it was made: nobody has it in mind any more for sure."""
    words = say.text(
        "The last change to the settings here, on {when}:", when=moment(change.at, now, say)
    )
    lines = differences(change.before, change.after, say, written=written)
    yes = Button(say.text("Undo"), command=f"/undo {change.number}", replaces=True)
    others = say.text("To take back a vote: /vote 1 none. A saved paper: /unsave 1.")
    return Asked(
        message(
            paragraph(words),
            _listed(lines),
            Buttons(((yes,),)),
            paragraph(Span(others, "dim")),
        )
    )


def _asked(change: Change, now: Channel, say: Translator, *, written: bool) -> Asked:
    """The same was changed again: the person sees what would come back, and says so."""
    would = put_back(now, change.before, change.after)
    words = say.text(
        "That has been changed again since, so I did not undo it. Undoing it now would give you:"
    )
    yes = Button(say.text("Yes, do it"), command=f"/undo {change.number} {_ANYWAY}")
    lines = differences(now, would, say, written=written)
    return Asked(message(paragraph(words), _listed(lines), Buttons(((yes,),))))


def differences(before: Channel, after: Channel, say: Translator, *, written: bool) -> list[str]:
    """What is set otherwise than before, a line for each."""
    was, now = (setting_lines(one, say, written=written) for one in (before, after))
    # topics and categories are told by what came and went
    told_apart = (say.text("Topics"), say.text("Categories"))
    lines = [
        f"{say.label(label)}{value}"
        for label, value in now.items()
        if was.get(label) != value and label not in told_apart
    ]
    lines += told_changes(before, after, say)
    # how briefs are posted has a page of its own, which asks the platform for names
    old, new = told(before), told(after)
    posted = [name for name in FACTS if old[name] != new[name]]
    rest = [] if lines or posted else [name for name in new if old[name] != new[name]]
    return [*lines, *(f"{say.label(name)}{_value(new[name], say)}" for name in (*posted, *rest))]


def _value(value: object, say: Translator) -> str:
    if isinstance(value, bool):
        return say.text("on") if value else say.text("off")
    return str(value) or say.text("off")


def _listed(lines: list[str]) -> ItemList | None:
    return ItemList(tuple(Item((spans(line),)) for line in lines)) if lines else None
