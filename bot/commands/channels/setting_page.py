"""One setting: its value, what it does, and how to change it. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import get_args

from bot.commands.channels.posting import PAGE
from bot.commands.channels.setting_menu import settings_menu
from bot.commands.channels.setting_words import does, nearest_setting
from bot.commands.lines.command import Asked
from bot.languages import own_name
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
from bot.translator import Translator, languages
from bot.values.channels import BriefLayout, Channel

_EXAMPLES = {
    "threshold": "50",
    "prior": "off",
    "missed": "each",
    "top": "5",
    "analyses": "on",
    "links": "on",
}


@dataclass(frozen=True, slots=True)
class SettingPage:
    """One setting by its ``name``. ``written``: by a model, in any language. ``command`` is what
    its name was typed after."""

    name: str
    channel: Channel
    written: bool
    command: str

    def shown(self, label: str, value: str, say: Translator) -> Message:
        """``label`` and ``value`` as /settings lists them."""
        example = _example(self.name, self.channel, written=self.written)
        line = f"{self.command} {self.name} {example}"
        more = [say.text("For example: {line}", line=line)] if example else []
        does_it = does(self.name, say, written=self.written)
        return message(
            paragraph(Span(say.label(label), "strong"), value),
            paragraph(say.sentences(*does_it, *more)),
            self._control(say),
        )

    def not_taken(self, word: str, value: str, say: Translator) -> Asked:
        """A value that the setting does not take; it stays as it is."""
        takes = does(self.name, say, written=self.written)[1:]
        if self.name == "threshold":
            told = say.text("The threshold must be 1 to 100; it is still {value}.", value=value)
            takes = ()
        else:
            told = say.text(
                "{name} cannot be “{word}”; it is still {value}.",
                word=shorten(word, 40),
                name=self.name,
                value=value,
            )
        return Asked(message(paragraph(say.sentences(told, *takes)), self._control(say)))

    def _control(self, say: Translator) -> Block | None:
        """The control of the menu that changes it."""
        usual, own = f"/settings {self.name}", f"{self.command} {self.name}"
        menu = settings_menu(self.channel, say, written=self.written)
        controls = (each for each in menu if isinstance(each, Choices) and each.command == usual)
        return next((replace(each, command=own) for each in controls), None)


def _example(name: str, channel: Channel, *, written: bool) -> str:
    """A value that it takes here."""
    if name not in ("language", "bilingual"):
        return _EXAMPLES.get(name, "")
    if written:
        return "German"
    others = [each for each in languages() if each != channel.language]
    return own_name(others[0]) if name == "language" and others else ""


def no_setting(
    words: Sequence[str], names: Sequence[str], posted: Sequence[str], say: Translator, command: str
) -> Asked:
    """A name that is none: the nearest, and all. ``posted`` are those of another page."""
    shown, known = shorten(words[0], 40), [*names, *posted]
    # what stands on that page has a name of its own
    words = words[1:] if words[0] == PAGE and len(words) > 1 else words
    rest = " ".join(words[1:])
    previews = command.startswith("/preview")
    near = words[0] if words[0] in known else nearest_setting(words[0], known)
    told = say.text("There is no setting “{name}”, so nothing was changed.", name=shown)
    if near is None:
        every = say.text("You can use: {names}.", names=say.listed(known if previews else names))
        return Asked(message(paragraph(say.sentences(told, every))))
    if previews and near.startswith("/"):
        own = say.text("A preview shows settings; {line} changes the channel itself.", line=near)
        return Asked(message(paragraph(say.sentences(told, own))))
    if near == "layout" and words[0] in get_args(BriefLayout):
        rest = words[0]
    line = near if near.startswith("/") else f"{command} {near}"
    button = Button(f"{line} {shorten(rest, 40)}".strip(), command=f"{line} {rest}".strip())
    meant = say.text("Did you mean {line}?", line=line)
    return Asked(message(paragraph(say.sentences(told, meant)), Buttons(((button,),))))
