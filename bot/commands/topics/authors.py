"""Authors in a line of /topics: two names are two, and "by Ada Lovelace" is one. Pure."""

import re

from bot.commands.topics.questions import Answer, Question, as_topic
from bot.commands.topics.sentences import THINGS, WISH
from bot.commands.topics.words import unquoted
from bot.text.readable import shorten
from bot.translator import Translator

_SHOWN = 60
_BY = re.compile(
    rf"^(?:{WISH}\s+)?(?:{THINGS}\s+)?(?:written\s+)?by\s+(?:authors?\s+)?(?P<names>\S.*)$", re.I
)
_AND = re.compile(r"\s*,?\s+(?:and|&|und|et|y)\s+|\s*和\s*", re.I)
_INITIALS = re.compile(r"(?:[^\W\d_]\.?[\s-]*){1,3}")
_PARTICLES = {
    *("de", "del", "della", "der", "den", "di", "da", "dos", "du", "la", "le", "al"),
    *("van", "von", "ten", "ter"),
}
_MOST_WORDS = 4
_FEW_WORDS = 3


def authors_in(words: str) -> tuple[str, ...]:
    """The names of a line, apart at semicolons, "and", and commas; none where one comma may also
    stand between a family name and a given one. In quotation marks it is one."""
    if words.strip() != unquoted(words):
        return (unquoted(words),)
    semicolons = [each for each in re.split(r"\s*[;；]\s*", words.strip(" ,;")) if each]
    if len(semicolons) > 1:
        return tuple(semicolons)
    parts = [each.strip() for each in _AND.split(words.strip(" ,;")) if each.strip()]
    items = [item for part in parts for item in _items(part)]
    if len(parts) > 1 and all(len(_items(part)) == 2 for part in parts):
        return tuple(parts)
    if len(items) != 2 or len(parts) > 1:
        return tuple(items)
    first, second = items
    if _INITIALS.fullmatch(second) and len(second.replace(".", "")) < _FEW_WORDS + 2:
        return (words.strip(),)
    return tuple(items) if len(first.split()) > 1 and len(second.split()) > 1 else ()


def named_by(text: str) -> str | None:
    """What follows "by" where that is all there is: by Ada Lovelace, papers by Ada Lovelace."""
    found = _BY.match(" ".join(text.split()))
    return found["names"].rstrip(" .") if found else None


def are_names(words: str) -> bool:
    """Whether these are written as full names are: two words or more, in capitals."""
    names = authors_in(words)
    return bool(names) and all(map(_is_name, names))


def about_by(names: str, text: str, say: Translator) -> Question | None:
    """by lecun: an author, or a topic; None for what no name is as long as."""
    if len(names.split()) > _FEW_WORDS or not any(map(str.isalpha, names)):
        return None
    shown = shorten(names, _SHOWN)
    told = say.text("Is “{name}” an author? Nothing was changed.", name=shown)
    author = Answer(say.text("The author {name}", name=shown), f"author {names}")
    return Question(told, (author, as_topic(text, say)))


def about_comma(words: str, number: int | None, say: Translator) -> Question:
    """Smith, Jones"""
    items = _items(words)
    before = f"{number} " if number is not None else ""
    told = say.text(
        "Is “{name}” two authors, or one with the family name first?", name=shorten(words, _SHOWN)
    )
    one = say.text("One: {name}", name=shorten(" ".join(reversed(items)), _SHOWN))
    two = say.text("Two: {names}", names=shorten(say.join(items), _SHOWN))
    return Question(
        told,
        (
            Answer(two, f"{before}author {'; '.join(items)}"),
            Answer(one, f'{before}author "{", ".join(items)}"'),
        ),
    )


def _items(part: str) -> list[str]:
    return [item for each in re.split(r"[,，、]", part) if (item := each.strip())]


def _is_name(name: str) -> bool:
    words = name.replace(",", " ").split()
    capital = [word for word in words if word[0].isupper()]
    return (
        2 <= len(words) <= _MOST_WORDS
        and len(capital) >= 2
        and all(word in capital or word.casefold() in _PARTICLES for word in words)
    )
