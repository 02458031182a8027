"""Everything that the bot itself says, in the channel's language.

English sentences are the message ids. ``bot/locales/<language>/paperbrief.po``
holds the other languages; ``make locales`` collects the ids. Values are put in
after translation, by name, so that a translation may move them.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cache, lru_cache, reduce
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files
from io import BytesIO
from typing import IO

from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_currency, format_decimal, list_currencies

SOURCE_LANGUAGE = "en"
# a day with its weekday, where CLDR's own order of them is not what people write
_DAYS = {"zh": "y年M月d日 EEE"}
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


_BESIDE_HAN = re.compile(
    r"(?<=[\u4e00-\u9fff])(?=['A-Za-z0-9\[])|(?<=['A-Za-z0-9%\]])(?=[\u4e00-\u9fff])"
)


def msgid(text: str) -> str:
    """Mark a sentence for the catalogue; it is translated where it is said."""
    return text


@dataclass(frozen=True)
class Translator:
    """One language's sentences. ``catalogue`` knows their plural forms by its own rule."""

    language: str
    locale: Locale
    catalogue: NullTranslations

    def text(self, msgid: str, /, **values: object) -> str:
        """The sentence for ``msgid`` with ``{name}`` places filled."""
        # an empty id is the catalogue's header
        return self.catalogue.gettext(msgid).format(**values) if msgid else ""

    def plural(self, one: str, many: str, n: int, /, **values: object) -> str:
        """The sentence for ``n`` things; ``{n}`` is the number in the language's form."""
        return self.catalogue.ngettext(one, many, n).format(n=self.number(n), **values)

    def kept(self, sentence: str) -> str:
        """A sentence that was marked with :func:`msgid` and kept in English until now, such
        as why a channel is closed; names behind its colon, a platform's own, stay."""
        told = self.catalogue.gettext(sentence) if sentence else ""
        head, _, names = sentence.partition(": ")
        known = self.catalogue.gettext(f"{head}.")
        if told == sentence and names and known != f"{head}.":
            return f"{self.label(known[:-1])}{names[:-1]}{known[-1]}"
        return told

    def number(self, n: int) -> str:
        # without the whole of English grammar, which takes 3 MiB
        return f"{n:,}" if self.language == SOURCE_LANGUAGE else _decimal(n, self.locale)

    def money(self, amount: Decimal, currency: str) -> str:
        """To the cent, and what is less than one to two digits, at least a hundredth of a cent:
        $2.50, $0.0034."""
        digits = 2 if not 0 < amount < 1 else min(max(2, 1 - amount.adjusted()), 4)
        unit = Decimal(1).scaleb(-digits)
        rounded = max(amount.quantize(unit, ROUND_HALF_UP), unit) if amount else amount
        return format_currency(
            rounded.quantize(unit),
            currency,
            locale=self.locale,
            currency_digits=False,
            decimal_quantization=False,
        )

    def date(self, day: date) -> str:
        """A day as a person writes it, with its weekday: Fri 13 Feb 2026."""
        if self.language == SOURCE_LANGUAGE:
            return f"{_WEEKDAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]} {day.year}"
        pattern = _DAYS.get(self.locale.language)
        if pattern:
            return format_date(day, pattern, locale=self.locale)
        return str(self.locale.datetime_skeletons["yMMMEd"].apply(day, self.locale))

    def join(self, words: Sequence[str]) -> str:
        """A list in a sentence: "a, b and c"."""
        if self.language == SOURCE_LANGUAGE and len(words) > 1:
            return f"{', '.join(words[:-1])} and {words[-1]}"
        return format_list(self._apart(words), locale=self.locale)

    def either(self, words: Sequence[str]) -> str:
        """A choice in a sentence: "a or b or c"."""
        if self.language == SOURCE_LANGUAGE:
            return " or ".join(words)
        return format_list(self._apart(words), style="or", locale=self.locale)

    def _apart(self, words: Sequence[str]) -> list[str]:
        """Chinese keeps a space between its own "and" and a Latin word beside it."""
        made = list(words)
        if self.locale.language == "zh" and len(made) > 1:
            made[-2] += " " * made[-2][-1:].isascii()
            made[-1] = " " * made[-1][:1].isascii() + made[-1]
        return made

    def spaced(self, sentence: str) -> str:
        """With the space that Chinese keeps between its own characters and Latin ones."""
        return _BESIDE_HAN.sub(" ", sentence) if self.locale.language == "zh" else sentence

    def listed(self, words: Iterable[str]) -> str:
        """A list in a heading or a bracket: "a, b, c"."""
        return self.text(", ").join(words)

    def clauses(self, clauses: Iterable[str]) -> str:
        """Parts of one sentence that have commas of their own: "a; b"."""
        return self.text("; ").join(clauses)

    def sentences(self, *sentences: str) -> str:
        """Whole sentences after each other, empty ones left out."""
        told = [sentence for sentence in sentences if sentence]
        return reduce(self._followed, told) if told else ""

    def _followed(self, first: str, second: str) -> str:
        return self.text("{first} {second}", first=first, second=second)

    def label(self, name: str) -> str:
        """What stands before a value: "name: "."""
        return name + self.text(": ")

    def bracketed(self, what: str, more: str) -> str:
        """ "what (more)"."""
        return self.text("{what} ({more})", what=what, more=more)

    def language_name(self, language: str) -> str:
        """What this language calls a language: Simplified Chinese, Serbian (Latin)."""
        names, tag = self.locale.languages, language.replace("-", "_")
        if tag in names:
            return str(names[tag])
        plain, *more = tag.split("_")
        if f"{plain}_{''.join(more[:1])}" in names:
            plain = f"{plain}_{more.pop(0)}"
        places = {**self.locale.scripts, **self.locale.territories}
        if plain not in names or any(each not in places for each in more):
            return language
        return self.bracketed(str(names[plain]), self.listed(str(places[each]) for each in more))


@lru_cache(maxsize=5_000)
def _decimal(n: int, locale: Locale) -> str:
    """Briefs count the same few things again and again."""
    return format_decimal(n, locale=locale)


def is_currency(code: str) -> bool:
    """Whether ISO 4217 has it, or had."""
    return code in list_currencies()


@cache
def languages() -> tuple[str, ...]:
    """The languages that the bot speaks, its own first, as BCP 47 tags."""
    folder = files("bot").joinpath("locales")
    translated = (
        entry.name for entry in folder.iterdir() if entry.joinpath("paperbrief.po").is_file()
    )
    return (SOURCE_LANGUAGE, *sorted(translated))


def language_for(tag: str | None) -> str | None:
    """The bot's language for a BCP 47 tag as Telegram (``zh-hans``) and Discord (``en-GB``)
    give it; None for a language that it does not speak.

    Traditional Chinese (``zh-Hant``, ``zh-TW``, ``zh-HK``) gets Simplified while there is no
    other Chinese: its readers know more of it than of English, and /language undoes it.
    """
    if not tag:
        return None
    wanted = tag.strip().replace("_", "-").lower()
    known = {language.lower(): language for language in languages()}
    if wanted in known:
        return known[wanted]
    primary = wanted.partition("-")[0]
    return next((known[each] for each in known if each.partition("-")[0] == primary), None)


@cache
def translator(language: str) -> Translator:
    """The translator of a language that :func:`languages` names, or the nearest to it; else the
    source's. Papers may be told in more languages than the bot speaks."""
    nearest = language_for(language) or SOURCE_LANGUAGE
    if nearest != language:
        return translator(nearest)
    if language == SOURCE_LANGUAGE:
        return Translator(SOURCE_LANGUAGE, Locale.parse(SOURCE_LANGUAGE), NullTranslations())
    path = files("bot").joinpath("locales", language, "paperbrief.po")
    with path.open("rb") as stream:
        return read_translator(language, stream)


def read_translator(language: str, stream: IO[bytes]) -> Translator:
    """A translator from a catalogue (``.po``); what it leaves empty or fuzzy stays English."""
    locale = Locale.parse(language, sep="-")
    compiled = BytesIO()
    write_mo(compiled, read_po(stream, locale=locale))
    compiled.seek(0)
    return Translator(language, locale, GNUTranslations(compiled))
