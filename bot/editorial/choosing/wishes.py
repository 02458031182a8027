"""What a description asks for: its subject, and the items where it is a short list. Pure."""

import re
from functools import lru_cache

from bot.editorial.choosing.abbreviated import same_names
from bot.editorial.choosing.background import background
from bot.editorial.subject_list import names_by_subject
from bot.text.words import content_stems

# phrases that people write around a subject: "papers about ..."
_AROUND = re.compile(
    r"\b(?:(?:(?:papers?|articles?|works?|anything|everything|topics?) )?"
    r"(?:about|related to|(?:(?:i am|i'm|we are|we're) )?interested in|looking for)|"
    r"(?:papers?|articles?|works?|anything|everything) (?:on|that|which)|"
    r"interests?|especially|particularly|please)\b",
    re.IGNORECASE,
)
# "papers about X, not Y" is about X, and so is "X instead of Y"
_UNWANTED = re.compile(
    r"(?:(?:^|[.;,!(]\s*)(?:but )?not?\b|\b(?:but not|not interested in|excluding|except)\b)"
    r"[^.;!)]*"
    r"|\b(?:instead of|rather than|as opposed to|other than)\b[^.,:;!)]*",
    re.IGNORECASE,
)
# what says that something is unwanted, before it is named, and "as such" after it
_REFUSING = re.compile(
    r"^[.;,!(\s]*(?:but )?(?:not? interested in|not?|excluding|except(?: for)?|instead of|"
    r"rather than|as opposed to|other than)\b|\b(?:as such|alone|only|itself)\b",
    re.IGNORECASE,
)
# a list, "speech, music and dialects", asks for any of its items
_IS_LIST = re.compile(r"[,;/\n]|\bor\b", re.IGNORECASE)
_BETWEEN_ITEMS = re.compile(r"[,;/\n]|\bor\b|\band\b", re.IGNORECASE)
# "and" alone makes a list too, but not of what such a word ties to one subject: "bias and
# fairness in hiring" is about hiring
_TIE = re.compile(
    r"\b(?:about|across|against|at|between|by|during|for|from|how|in|into|of|on|over|through|to|"
    r"under|using|via|what|when|why|with|within|without)\b",
    re.IGNORECASE,
)
# "agents that use tools and browse the web" are agents that do either
_WHO = re.compile(r"^(.+?\b(?:that|which|who))\b(.+)$", re.IGNORECASE | re.DOTALL)
_LONGEST_NAME = 4
_LONGEST_LIST = 15
_LONGEST_ITEM = 4
# one word is an item of its own only if it is telling: "jailbreaks", not "detection"
_TELLING = 5.0


def wishes(description: str) -> tuple[str, ...]:
    """The texts of which a paper has to meet one: the whole subject, then a list's items.

    "speech recognition, dialects" asks for either, and so does "speech recognition and
    dialects", where each says enough by itself; a sentence stays whole.
    """
    whole = wanted(description)
    return tuple(dict.fromkeys((whole, *_items(whole))))


def names_of(wish: str) -> tuple[str, ...]:
    """What a wish calls its subject, where it is nothing but a name: as it was typed, the
    abbreviation or the words that people have for the same, and what authors call it: papers on
    video diffusion are about video generation."""
    words = wish.split()
    if not 0 < len(words) <= _LONGEST_NAME or len(content_stems(wish)) < len(words):
        return ()
    stems = tuple(content_stems(wish))
    same = same_names().get(stems, frozenset()) | names_by_subject().get(stems, frozenset())
    return tuple(sorted({wish, *same})) if same or _stands_alone(wish) else ()


# those that score a topic, and those that tell why, ask for it one after the other
@lru_cache(maxsize=64)
def wanted(description: str) -> str:
    """The description without what it does not want, and without "papers about"."""
    bare = _AROUND.sub(" ", _UNWANTED.sub(" ", description))
    # lines are items, so they stay apart
    return re.sub(r"[ \t]+", " ", bare).strip() or description


def unwanted(description: str) -> str:
    """What a description says that it does not want, "video generation" of "not video
    generation as such"; empty where it wants all it names."""
    named = [_REFUSING.sub(" ", found.group()) for found in _UNWANTED.finditer(description)]
    text = " ".join(" ".join(named).split())
    return text if text and wanted(description) != description else ""


def _items(whole: str) -> list[str]:
    who = _WHO.match(whole)
    about, told = who.groups() if who else ("", whole)
    items = [item.strip() for item in _BETWEEN_ITEMS.split(told)]
    sizes = [len(content_stems(item)) for item in items]
    if sum(sizes) > _LONGEST_LIST or max(sizes) > _LONGEST_ITEM:
        return []
    items = [f"{about} {item}".strip() for item in items]
    alone = [item for item in items if _stands_alone(item)]
    if _IS_LIST.search(told):
        return alone
    return alone if len(alone) == len(items) > 1 and not _TIE.search(told) else []


def _stands_alone(item: str) -> bool:
    found = content_stems(item)
    return len(found) > 1 or any(background().rarity(one) >= _TELLING for one in found)
