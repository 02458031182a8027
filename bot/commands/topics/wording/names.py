"""How names of people stand in a line of /topics, one or several. Pure."""

import re

from bot.commands.topics.wording.words import unquoted

_AND = re.compile(r" ?,? (?:and|&|und|et|y) | ?和 ?", re.I)
_INITIALS = re.compile(r"(?:[^\W\d_]\.?[\s-]*){1,3}")
_PARTICLES = {
    *("de", "del", "della", "der", "den", "di", "da", "dos", "du", "la", "le", "al"),
    *("van", "von", "ten", "ter"),
}
_MOST_WORDS = 4
_MOST_INITIALS = 4
_SHORT = 3


def authors_in(words: str) -> tuple[str, ...]:
    """The names of a line, apart at semicolons, "and", and commas; none where one comma may also
    stand between a family name and a given one. In quotation marks it is one."""
    if words.strip() != unquoted(words):
        return (unquoted(words),)
    words = " ".join(words.split())
    semicolons = [each for each in re.split(r" ?[;；] ?", words.strip(" ,;")) if each]
    if len(semicolons) > 1:
        return tuple(semicolons)
    parts = [each.strip() for each in _AND.split(words.strip(" ,;")) if each.strip()]
    items = [item for part in parts for item in name_items(part)]
    if len(parts) > 1 and all(len(name_items(part)) == 2 for part in parts):
        return tuple(parts)
    if len(items) != 2 or len(parts) > 1:
        return tuple(items)
    first, second = items
    if _INITIALS.fullmatch(second) and len(second.replace(".", "")) <= _MOST_INITIALS:
        return (words.strip(),)
    return tuple(items) if len(first.split()) > 1 and len(second.split()) > 1 else ()


def are_names(words: str) -> bool:
    """Whether these are written as full names are: two words or more, in capitals."""
    names = authors_in(words)
    return bool(names) and all(map(_is_name, names))


def may_be_names(words: str) -> bool:
    """Whether these are no longer than names are, and of letters."""
    names = authors_in(words) or (words,)
    return all(len(each.split()) <= _SHORT and any(map(str.isalpha, each)) for each in names)


def name_items(part: str) -> list[str]:
    return [item for each in re.split(r"[,，、]", part) if (item := each.strip())]


def _is_name(name: str) -> bool:
    words = name.replace(",", " ").split()
    capital = [word for word in words if word[0].isupper()]
    return (
        2 <= len(words) <= _MOST_WORDS
        and len(capital) >= 2
        and all(word in capital or word.casefold() in _PARTICLES for word in words)
    )
