"""What is asked of a typed schedule, with the lines that answer it as buttons. Pure."""

from dataclasses import replace

from bot.commands.lines.command import Asked
from bot.messages.blocks import Button, Buttons, message, paragraph
from bot.schedules import describe
from bot.translator import Translator
from bot.typed_schedules.telling import EXAMPLE, told
from bot.typed_schedules.understanding import Doubt, understood
from bot.values.channels import Schedule


def asked(doubt: Doubt, command: str, schedule: Schedule, say: Translator) -> Asked:
    """``command`` is what the line was typed after, such as "/schedule"."""
    buttons = [
        Button(_label(schedule, answer, say), command=f"{command} {answer}")
        for answer in doubt.answers
    ]
    if doubt.kind == "now":
        buttons.append(Button(say.text("Brief"), command="/brief"))
    if doubt.kind in ("unknown", "clocks", "vague", "times"):
        buttons.append(other(command, say))
    rows = tuple((button,) for button in buttons)
    return Asked(message(paragraph(told(doubt, say)), Buttons(rows)))


def other(command: str, say: Translator) -> Button:
    """Lets a person type one."""
    return Button(
        say.text("Another time or zone"),
        command=command,
        typed=f"{command} {EXAMPLE}",
        asks=say.text("When? For example: {line}", line=EXAMPLE),
    )


def _label(schedule: Schedule, answer: str, say: Translator) -> str:
    """What the answer would set; the line itself where it leads to another question."""
    meant = understood(schedule, answer)
    if isinstance(meant, Doubt):
        return answer
    if meant.paused and not schedule.paused:
        return say.text("Pause")
    if meant.when == "announced":
        return say.text("As soon as announced")
    return describe(replace(meant, paused=False), say)
