"""What is suggested while an argument is typed: categories by name, time zones by city. Pure."""

import re
from collections.abc import Sequence

from bot.commands.lines.command import Suggestion
from bot.places import places_like
from bot.taxonomy import categories_like, category_name
from bot.zones import zone_name

_MOST = 10
_LONGEST_NAME = 3
# what stands before the word that is being typed: other words of a list, a verb, a sign
_BEFORE = re.compile(
    r"(?P<before>(?:.*[,;]\s*)?(?:(?:add|category|remove|drop)\s+)?[+-]?)(?P<word>.*)", re.S
)


def categories(typed: str, language: str) -> Sequence[Suggestion]:
    """vision: cs.CV, Computer Vision and Pattern Recognition."""
    found = _BEFORE.fullmatch(typed)
    before, word = (found["before"], found["word"]) if found else ("", typed)
    return [
        Suggestion(f"{before}{one} · {category_name(one, language)}", f"{before}{one}")
        for one in categories_like(word, language, _MOST)
    ]


def zones(typed: str, language: str) -> Sequence[Suggestion]:
    """08:30 berl: 08:30 Europe/Berlin."""
    words = typed.split()
    for count in range(min(_LONGEST_NAME, len(words)), 0, -1):
        before, name = " ".join(words[:-count]), " ".join(words[-count:])
        if len(name) < 2 and name.isascii():
            continue
        if not any(letter.isdigit() for letter in name) and (
            found := places_like(name, language, _MOST)
        ):
            return [_zone(before, called, zone) for called, zone in found]
    return () if typed else [_zone("", *one) for one in places_like("", language, _MOST)]


def _zone(before: str, called: str, zone: str) -> Suggestion:
    told = zone_name(zone)
    return Suggestion(
        " ".join(filter(None, (before, f"{called} · {told}" if called != told else told))),
        " ".join(filter(None, (before, told))),
    )
