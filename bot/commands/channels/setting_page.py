"""One setting: its value, what it does, and how to change it. Pure."""

from bot.commands.channels.setting_menu import settings_menu
from bot.commands.channels.setting_words import does, nearest_setting
from bot.commands.lines.command import Asked
from bot.messages.blocks import (
    Block,
    Button,
    Buttons,
    Choices,
    Message,
    Span,
    message,
    paragraph,
)
from bot.text.readable import shorten
from bot.translator import Translator
from bot.values.channels import Channel

_EXAMPLES = {
    "threshold": "50",
    "prior": "off",
    "missed": "each",
    "top": "5",
    "language": "German",
    "bilingual": "German",
    "analyses": "on",
    "links": "on",
}


def setting_page(
    name: str, label: str, value: str, channel: Channel, say: Translator, *, written: bool
) -> Message:
    """``label`` and ``value`` as /settings lists them."""
    line = f"/settings {name} {_EXAMPLES.get(name, '')}".strip()
    return message(
        paragraph(Span(say.label(label), "strong"), value),
        paragraph(say.sentences(*does(name, say), say.text("For example: {line}", line=line))),
        _control(name, channel, say, written=written),
    )


def no_value(
    name: str, word: str, value: str, channel: Channel, say: Translator, *, written: bool
) -> Asked:
    """A value that the setting does not take; it stays as it is."""
    told = say.text(
        "{name} cannot be “{word}”; it stays {value}.",
        word=shorten(word, 40),
        name=name,
        value=value,
    )
    takes = does(name, say)[1:]
    control = _control(name, channel, say, written=written)
    return Asked(message(paragraph(say.sentences(told, *takes)), control))


def no_setting(words: list[str], names: list[str], say: Translator) -> Asked:
    """A name that is none: the nearest, and all."""
    shown, rest = shorten(words[0], 40), " ".join(words[1:])
    near = nearest_setting(words[0], names)
    told = say.text("There is no setting “{name}”, so nothing was changed.", name=shown)
    if near is None:
        every = say.text("You can use: {names}.", names=say.listed(names))
        return Asked(message(paragraph(say.sentences(told, every))))
    line = near if near.startswith("/") else f"/settings {near}"
    button = Button(f"{line} {shorten(rest, 40)}".strip(), command=f"{line} {rest}".strip())
    meant = say.text("Did you mean {line}?", line=line)
    return Asked(message(paragraph(say.sentences(told, meant)), Buttons(((button,),))))


def _control(name: str, channel: Channel, say: Translator, *, written: bool) -> Block | None:
    """The control of the menu that changes it."""
    menu = settings_menu(channel, say, written=written)
    return next(
        (
            each
            for each in menu
            if isinstance(each, Choices) and each.command == f"/settings {name}"
        ),
        None,
    )
