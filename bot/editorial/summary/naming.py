"""A shown paper in a few words: ``Brill (a stove for small rooms)``. Pure.

Name and words stand in the paper; a title that yields no thing is quoted.
"""

from bot.editorial.summary.contributions import shortened
from bot.editorial.summary.reading import Shown
from bot.editorial.summary.vocabulary import Vocabulary, without_capitals
from bot.text.readable import shorten, utf16_length
from bot.text.titles import focus
from bot.translator import Translator

# a bracket that is shorter says too little
_LEAST = 12


def label(one: Shown, vocabulary: Vocabulary, say: Translator, limit: int) -> str:
    """The system's name; without one, what the paper brings."""
    name = one.brings.name
    if name and utf16_length(name) <= limit:
        return name
    return _plain(one, vocabulary, say, limit) or _quoted(one.facts.title, limit)


def entry(
    one: Shown, vocabulary: Vocabulary, say: Translator, limit: int, but_not: str = ""
) -> str:
    """Name and what it is, as far as there is room; ``but_not`` is known already."""
    name = one.brings.name
    if not name:
        told = _plain(one, vocabulary, say, limit, but_not)
        return told or _plain(one, vocabulary, say, limit) or _quoted(one.facts.title, limit)
    room = limit - utf16_length(name) - 3
    what = _plain(one, vocabulary, say, room, but_not) if room >= _LEAST else None
    if what is None or "(" in what or name.lower() in what.lower():
        return name if utf16_length(name) <= limit else shorten(name, limit)
    return f"{name} ({what})"


def _plain(
    one: Shown, vocabulary: Vocabulary, say: Translator, limit: int, but_not: str = ""
) -> str | None:
    """What the paper brings: a named system by its abstract, else by its title.

    What an abstract proposes without a name may be a part of the work only.
    """
    made = None if one.brings.is_study else _fitting(one, limit)
    told = focus(one.facts.title, but_not, limit)
    plain = without_capitals(told, vocabulary) if told else None
    if one.brings.name:
        return made if one.brings.what else plain
    return plain or made or _studied(one, say, limit)


def _fitting(one: Shown, limit: int) -> str | None:
    return shortened(one.brings.what, limit) if one.brings.what else None


def _studied(one: Shown, say: Translator, limit: int) -> str | None:
    if not one.brings.is_study:
        return None
    around = utf16_length(say.text("a study of {thing}", thing=""))
    thing = _fitting(one, limit - around)
    return say.text("a study of {thing}", thing=thing) if thing else None


def _quoted(title: str, limit: int) -> str:
    return f"“{shorten(title, limit - 2)}”"
