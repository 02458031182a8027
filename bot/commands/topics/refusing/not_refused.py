"""Lines that look like a refusal and are a wish: not just robots, nothing but robots. Pure.

Patterns are for lines of single blanks, as in refusals.py.
"""

import re

from bot.commands.topics.refusing.phrases import ALOUD, EXCEPT, NEVER
from bot.commands.topics.refusing.refused_words import WORD_ENDS
from bot.commands.topics.wording.sentences import ABOUT, THINGS, WISH

# not just robots; robots, not only maps; not only maps but also robots
_NOT_JUST = re.compile(
    r"^(?:(?P<about>.+?)[,;] (?:but )?)?not (?:just|only) "
    rf"(?:{THINGS} )?(?:{ABOUT} )?(?P<words>(?!(?:of|in|for|with|to|by)\b)\S.*?)"
    rf"(?:[,;]? but (?:also )?(?:{ABOUT} )?(?P<more>\S.*))?$",
    re.I,
)
# do not miss robots; tables, but not without maps
_NOT_MISSED = re.compile(
    rf"^(?:(?P<about>.+?)[,;.] (?:but |and )?)?(?:(?:please )?(?:(?:i|we) )?{NEVER} "
    r"(?:want to |let me )?miss|i hate (?:to miss|missing)|not without) (?:any )?"
    rf"(?:{THINGS} )?(?:{ABOUT} )?(?P<words>\S.*)$",
    re.I,
)
_NOTHING_BUT = re.compile(
    rf"^(?:(?P<about>.+?)[,;.] (?:but )?)?(?:(?:{WISH} )?nothing(?: else)?|"
    rf"{ALOUD} any(?:thing| papers?)) "
    rf"(?:but|{EXCEPT}|other than|than|besides) (?:{THINGS} )?(?:{ABOUT} )?(?P<words>\S.*)$",
    re.I,
)


def not_just(text: str) -> tuple[str, ...]:
    """What a line wants that refuses nothing: both of "agents, not just robots", robots of "do not
    miss robots"; none for any other line."""
    line = " ".join(text.split()).rstrip(WORD_ENDS)
    found = _NOT_JUST.match(line) or _NOT_MISSED.match(line)
    return tuple(filter(None, found.groups())) if found else ()


def only_of(text: str) -> str:
    """What "nothing but robots" wants, and nothing else; empty for any other line."""
    found = _NOTHING_BUT.match(" ".join(text.split()).rstrip(WORD_ENDS))
    return "; ".join(filter(None, found.groups())) if found else ""
