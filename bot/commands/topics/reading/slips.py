"""Categories in a line of /topics, and words that are nearly one. Pure."""

import re
from collections.abc import Sequence
from difflib import get_close_matches

from bot.commands.topics.changing.changes import Change
from bot.errors import UsageError
from bot.messages.categories import no_category
from bot.taxonomy import archives_of_several, canonical_category, taxonomy
from bot.translator import Translator

JOINTS = frozenset(("and", "&", "plus", "und", "et", "和"))
# a category as people write it: an archive, a dot, a subject class (cs.VC is one that is not)
_CATEGORY_LIKE = re.compile(r"(?P<archive>[a-z]{2,8}(?:-[a-z]{2,4})?)\.[a-z-]{2,8}", re.I)


def read_categories(text: str, say: Translator) -> Sequence[Change]:
    """Changes where every word is a category or is shaped like one; else none.

    The same line once more changes nothing: a platform may bring one twice. Raises UsageError for
    a category that does not exist, naming the nearest.
    """
    words = category_words(text)
    bare = [word.lstrip("+-") for word in words]
    known = [canonical_category(word) for word in bare]
    shaped = [_is_slip(word) for word in bare]
    if not all(found or like for found, like in zip(known, shaped, strict=True)):
        return ()
    changes = []
    for word, name, category in zip(words, bare, known, strict=True):
        if category is None:
            raise UsageError(no_category(name, say))
        changes.append(Change("remove" if word[0] == "-" else "add", category))
    return changes


def category_words(text: str) -> Sequence[str]:
    """Its words without what stands between the items of a list: hep-th, math.AG and q-bio.NC."""
    words = [word for word in re.split(r"[,;，；、\s]+", text) if word]
    return [word for word in words if word.casefold() not in JOINTS]


def _is_slip(word: str) -> bool:
    """Shaped like a category of an archive, or a bare word that is nearly one.

    A dot alone says nothing: llama.cpp is a word that somebody may want.
    """
    if word.lower() in archives_of_several() or word.lower().endswith(".all"):
        return False
    if _CATEGORY_LIKE.fullmatch(word):
        return is_dotted_slip(word)
    single = [name for name in taxonomy().categories if "." not in name]
    return "-" in word and bool(get_close_matches(word.lower(), single, 1, cutoff=0.8))


def is_dotted_slip(word: str) -> bool:
    """cs.VC: of an archive, or nearly, and no category."""
    shape = _CATEGORY_LIKE.fullmatch(word)
    archives = taxonomy().archives
    return shape is not None and bool(
        get_close_matches(shape["archive"].lower(), archives, 1, cutoff=0.75)
    )


def slip_beside(text: str) -> str | None:
    """What a line begins or ends with that is of an archive and no category: cs.ZZ robotics."""
    words = text.split()
    for word in (words[0], words[-1]):
        shape = _CATEGORY_LIKE.fullmatch(word)
        known = shape is not None and shape["archive"].lower() in taxonomy().archives
        if known and canonical_category(word) is None:
            return word
    return None


def with_the_rest(error: str, wrong: str, items: Sequence[str], say: Translator) -> str:
    """There is no category cs.ZZ: what was said beside it is not here either."""
    rest = [f"“{each}”" for each in items if each != wrong]
    told = say.plural(
        "{names} was not added either.",
        "{names} were not added either.",
        len(rest),
        names=say.listed(rest),
    )
    return say.sentences(error, told) if rest else error
