"""Everything that the bot itself says, in the channel's language.

English sentences are the message ids. ``bot/locales/<language>/paperbrief.po``
holds the other languages; ``make locales`` collects the ids. Values are put in
after translation, by name, so that a translation may move them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

SOURCE_LANGUAGE = "en"


@dataclass(frozen=True)
class Translator:
    """One language's sentences. ``forms`` maps a message id to its plural forms."""

    language: str
    locale: Locale
    forms: Mapping[str, tuple[str, ...]]

    def text(self, msgid: str, /, **values: object) -> str:
        """The sentence for ``msgid`` with ``{name}`` places filled."""
        return self.forms.get(msgid, (msgid,))[0].format(**values)

    def plural(self, one: str, many: str, n: int, /, **values: object) -> str:
        """The sentence for ``n`` things; ``{n}`` is the number in the language's form."""
        translated = self.forms.get(one, (one, many))
        index = self.locale.plural_form(n)
        form = translated[0 if index == "one" or len(translated) == 1 else -1]
        return form.format(n=self.number(n), **values)

    def number(self, n: int) -> str:
        return format_decimal(n, locale=self.locale)

    def date(self, day: date) -> str:
        """A day as a person writes it: Fri 13 Feb 2026."""
        if self.language == SOURCE_LANGUAGE:
            return format_date(day, "EEE d MMM y", locale=self.locale)
        return format_date(day, "medium", locale=self.locale)

    def join(self, words: Sequence[str]) -> str:
        """A list in a sentence: "a, b and c"."""
        if self.language == SOURCE_LANGUAGE and len(words) > 1:
            return f"{', '.join(words[:-1])} and {words[-1]}"
        return format_list(list(words), locale=self.locale)


def languages() -> tuple[str, ...]:
    """The languages that the bot speaks, its own first."""
    folder = files("bot").joinpath("locales")
    translated = (
        entry.name for entry in folder.iterdir() if entry.joinpath("paperbrief.po").is_file()
    )
    return (SOURCE_LANGUAGE, *sorted(translated))


@cache
def translator(language: str) -> Translator:
    """The translator of a language that :func:`languages` names; else the source's."""
    if language == SOURCE_LANGUAGE or language not in languages():
        return Translator(SOURCE_LANGUAGE, Locale.parse(SOURCE_LANGUAGE), {})
    path = files("bot").joinpath("locales", language, "paperbrief.po")
    with path.open("rb") as stream:
        catalog = read_po(stream, locale=language)
    forms = {
        (entry.id if isinstance(entry.id, str) else entry.id[0]): (
            (entry.string,) if isinstance(entry.string, str) else tuple(entry.string)
        )
        for entry in catalog
        if entry.id and entry.string
    }
    return Translator(language, Locale.parse(language), forms)
