"""Questions of /topics as messages, and what clearing takes away. Pure."""

from collections.abc import Sequence
from dataclasses import replace

from bot.commands.lines.command import Asked
from bot.commands.topics.asking.questions import Answer, Question
from bot.messages.blocks import Button, Buttons, message, paragraph
from bot.text.readable import shorten
from bot.translator import Translator
from bot.values.channels import Channel

_IN_A_ROW = 3
_SHORT = 24


def asked(question: Question) -> Asked:
    """Short answers stand side by side."""
    buttons = [Button(each.label, command=_command(each.line)) for each in question.answers]
    rows: list[tuple[Button, ...]] = []
    for button in buttons:
        last = rows[-1] if rows else ()
        if last and len(last) < _IN_A_ROW and all(map(_is_short, (*last, button))):
            rows[-1] = (*last, button)
        else:
            rows.append((button,))
    return Asked(message(paragraph(question.said), Buttons(tuple(rows)) if rows else None))


def _command(line: str) -> str:
    return line if line.startswith("/") else f"/topics {line}"


def _is_short(button: Button) -> bool:
    return len(button.label) <= _SHORT


def clearing(channel: Channel, usual: Sequence[str], say: Translator) -> Question:
    """What would go, and what stays. ``usual`` are the categories of a new channel."""
    names = say.clauses(shorten(topic.name, 60) for topic in channel.topics)
    other = tuple(channel.categories) != tuple(usual)
    if not channel.topics and not other:
        return Question(say.text("There are no topics here to clear."), ())
    told = (
        say.plural(
            "This removes {n} topic: {names}. Go ahead?",
            "This removes {n} topics: {names}. Go ahead?",
            len(channel.topics),
            names=names,
        )
        if channel.topics
        else say.text("There are no topics here. Reset the categories?")
    )
    stay = say.text("The categories stay: {names}.", names=say.listed(channel.categories))
    both = say.text("Also set categories to {names}", names=say.listed(usual))
    answers = [
        *([Answer(say.text("Clear the topics"), "clear topics")] if channel.topics else []),
        *([Answer(both, "clear both")] if other else []),
        Answer(say.text("Keep everything"), "list"),
    ]
    return Question(say.sentences(told, stay if channel.topics else ""), tuple(answers))


def cleared(text: str, channel: Channel, usual: Sequence[str]) -> Channel | None:
    """The channel after the answer to that question; None for any other line."""
    match text.lower().split():
        case ["clear", "topics"]:
            return replace(channel, topics=(), barred=())
        case ["clear", "both"]:
            return replace(channel, topics=(), barred=(), categories=tuple(usual))
    return None
