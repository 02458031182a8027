"""Words that a shorter sentence must not lose: negation, hedge, condition. Pure."""

import re
from functools import cache

from bot.editorial.sentences.tagging import listed

_WORD = re.compile(r"[a-z][a-z'-]*")
_SAID_IN_WORDS = re.compile(
    r"\bup to\b|\bour knowledge\b"
    r"|\bin (?:some|certain|most|many|several) (?:cases|settings|regimes)\b"
    r"|\bat the (?:cost|expense|price)\b|\bfor (?:[\w-]+ ){1,4}only\b|\bas long as\b"
    r"|\bsubject to\b|\brestricted to\b|\bmodulo\b|\bin the (?:absence|limit|presence|case) of\b"
    r"|\bfor (?:all|every|any|each|some|sufficiently)\b|\brather than\b"
)

_OTHERS = re.compile(
    r"(?:even |the |most |many |some |all )*(?:existing|current|previous|prior|recent|traditional|"
    r"conventional|standard|leading|today's|frontier|popular|state-of-the-art|best|"
    r"best-performing|top|strongest|baseline)\b",
    re.I,
)


@cache
def _guarded() -> frozenset[str]:
    return listed("negations") | listed("hedges") | listed("conditions")


def is_guarded(words: str) -> bool:
    """Whether the words hold a negation, a hedge or a condition."""
    lower = words.lower().replace("’", "'")
    return not _guarded().isdisjoint(_WORD.findall(lower)) or bool(_SAID_IN_WORDS.search(lower))


def speaks_of_others(clause: str) -> bool:
    """Whether the subject is what there was before, or is compared with."""
    return _OTHERS.match(clause) is not None
