"""Words and phrases by language, and where a text has them. Pure, but for reading packaged data.

``bot/data/checking/<language>.txt`` has sections (a name in brackets); in them phrases, separated
by ``|``, or a value and its phrases (``value = phrase | phrase``). ``word*`` is any word that
begins so; ``_`` stands for up to four words or eight characters of a script without spaces.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from bot.text.words import fold

LANGUAGES = ("en", "zh", "ja", "ko", "de", "fr", "es", "pt", "ru", "ar")
UNLISTED = "und"
"""What the lists of any other language are called: they are empty, so that no word of it is taken
for an English one. Its texts are checked by shape, script, figures and what looks like no word."""
STOP = "."
"""The token of a sign that ends a sentence."""

_TOKEN = re.compile(
    r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]|[^\W\d_\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]"
    r"[^\W\d_\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3\u064b-\u0652]*|(?:[.!?](?=\s|$)|[。！？；;؟\n])"
)
_SPACELESS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_ARABIC = re.compile(r"[\u0600-\u06ff]")
_CLITICS = re.compile(r"^[وف]?(?:[بكل]?ال|لل|[بكل])?(?=\w{3})")
# one phrase in one of a language's sections
_GAP = 4
_GAP_SPACELESS = 8


class Token(NamedTuple):
    """A word, folded, or a character of a script without spaces, with its place."""

    form: str
    start: int
    end: int


class Hit(NamedTuple):
    """A phrase of ``section`` that stands in a text: its value, and its tokens."""

    section: str
    value: str
    first: int
    last: int


class Phrase(NamedTuple):
    """Words of a section, to be found one after the other."""

    section: str
    value: str
    parts: tuple[str, ...]


def tokens(text: str) -> list[Token]:
    """Words (folded) and characters of scripts without spaces; a sentence's end is ``STOP``."""
    return [Token(_form(one[0]), one.start(), one.end()) for one in _TOKEN.finditer(text)]


def forms(text: str) -> list[str]:
    """Those of the same tokens, for who needs no places."""
    return list(map(_form, _TOKEN.findall(text)))


def _form(written: str) -> str:
    if not written[0].isalpha():
        return STOP
    if written.isascii():
        return written.lower()
    if _SPACELESS.match(written):
        return written
    if _ARABIC.match(written):
        return _CLITICS.sub("", fold(written), count=1)
    return fold(written)


class Lexicon:
    """The phrases of a language, English phrases on the manner of speaking beside them."""

    def __init__(self, phrases: Sequence[Phrase]) -> None:
        self._exact: dict[str, list[Phrase]] = {}
        self._begun: dict[str, list[Phrase]] = {}
        for phrase in phrases:
            first = phrase.parts[0]
            by = self._begun if first.endswith("*") else self._exact
            by.setdefault(first.rstrip("*"), []).append(phrase)
        self._lengths = sorted({len(one) for one in self._begun})

    def hits(self, found: Sequence[Token]) -> list[Hit]:
        """Every phrase in the tokens of a text, in order of its beginning."""
        said = [one.form for one in found]
        return [
            Hit(phrase.section, phrase.value, at, last)
            for at, form in enumerate(said)
            for phrase in self._candidates(form)
            if (last := _match(phrase.parts, 1, said, at + 1)) is not None
        ]

    def is_in(self, said: Sequence[str]) -> bool:
        """Whether there is any phrase in the forms of a text's tokens."""
        return any(
            _match(phrase.parts, 1, said, at + 1) is not None
            for at, form in enumerate(said)
            for phrase in self._candidates(form)
        )

    def _candidates(self, form: str) -> Iterator[Phrase]:
        yield from self._exact.get(form, ())
        for length in self._lengths:
            if length > len(form):
                return
            yield from self._begun.get(form[:length], ())


def _match(parts: tuple[str, ...], part: int, found: Sequence[str], at: int) -> int | None:
    """The last token of the rest of a phrase that goes on at ``at``, of forms."""
    while part < len(parts):
        if parts[part] == "_":
            return _after_gap(parts, part + 1, found, at)
        if at >= len(found) or not _is(parts[part], found[at]):
            return None
        part, at = part + 1, at + 1
    return at - 1


def _after_gap(parts: tuple[str, ...], part: int, found: Sequence[str], at: int) -> int | None:
    spaceless = _SPACELESS.match(parts[part]) is not None
    for skipped in range((_GAP_SPACELESS if spaceless else _GAP) + 1):
        last = _match(parts, part, found, at + skipped)
        if last is not None:
            return last
        if at + skipped >= len(found) or found[at + skipped] == STOP:
            return None
    return None


def _is(part: str, form: str) -> bool:
    return form.startswith(part[:-1]) if part.endswith("*") else form == part


# sections that are no phrases to be found, or are looked for by themselves
_READ_OTHERWISE = (
    *(
        "numbers",
        "scales",
        "units",
        "words",
        "rounded",
        "generic",
        "acronyms",
        "generic_concepts",
        "to",
        "dangling",
        "than",
        "deniable",
    ),
    "several",
    *("about_papers", "after_ordinals", "generic_concepts"),
)
# sections that count in a text of any language when they are said in English
_MANNERS = ("opening", "closing", "refusal", "request", "command", "label", "person")


@cache
def lexicon(language: str) -> Lexicon:
    """The lexicon of a language, in its short code (``zh-Hans`` is ``zh``)."""
    code = known(language)
    own = [one for one in _phrases(code) if one.section != "planted"]
    others = () if code == "en" else _phrases("en")
    return Lexicon([*own, *(one for one in others if one.section in _MANNERS)])


@cache
def known(language: str) -> str:
    """The short code of the language whose lists are used; ``UNLISTED`` for one without any."""
    code = language.lower().replace("_", "-").partition("-")[0]
    return code if code in LANGUAGES else UNLISTED


@cache
def section(language: str, name: str) -> Mapping[str, tuple[str, ...]]:
    """The phrases of a section as they are written, by value ("" where there are none)."""
    return {value: tuple(texts) for value, texts in _read(language).get(name, {}).items()}


def phrases(language: str, name: str) -> tuple[Phrase, ...]:
    """The phrases of one section."""
    # the other sections are not read for it, let alone kept
    return _made_of({name: _values(_lines(language).get(name, ()))})


@cache
def _phrases(language: str) -> tuple[Phrase, ...]:
    return _made_of(
        {name: one for name, one in _read(language).items() if name not in _READ_OTHERWISE}
    )


def _made_of(sections: Mapping[str, Mapping[str, Sequence[str]]]) -> tuple[Phrase, ...]:
    return tuple(
        Phrase(name, value, parts)
        for name, values in sections.items()
        for value, texts in values.items()
        for text in texts
        if (parts := _parts(text))
    )


def _parts(text: str) -> tuple[str, ...]:
    parts: list[str] = []
    for word in text.split():
        if word == "_":
            parts.append("_")
        elif word.endswith("*"):
            *before, last = (token.form for token in tokens(word[:-1]))
            parts += [*before, f"{last}*"]
        else:
            parts += [token.form for token in tokens(word)]
    return tuple(parts)


@cache
def _read(language: str) -> Mapping[str, Mapping[str, Sequence[str]]]:
    """Phrases as they are written, by section and value."""
    return {name: _values(lines) for name, lines in _lines(language).items()}


def _lines(language: str) -> Mapping[str, Sequence[str]]:
    """The lines of each section."""
    if language == UNLISTED:
        return {}
    text = files("bot").joinpath(f"data/checking/{language}.txt").read_text("utf-8")
    found: dict[str, list[str]] = {}
    name = ""
    for line in text.splitlines():
        if line.startswith("["):
            name = line.strip("[]")
        elif line.strip() and not line.startswith("#"):
            found.setdefault(name, []).append(line)
    return found


def _values(lines: Sequence[str]) -> Mapping[str, Sequence[str]]:
    values: dict[str, list[str]] = {}
    for line in lines:
        value, is_valued, rest = line.partition(" = ")
        phrases = (rest if is_valued else line).split("|")
        values.setdefault(value.strip() if is_valued else "", []).extend(
            one.strip() for one in phrases if one.strip()
        )
    return values
