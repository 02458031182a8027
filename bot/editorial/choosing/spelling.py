"""Words that no paper uses and that are one slip from a common one: difusion, modles. Pure, but
for packaged files.

The tables hold stems, so what is taken for a word is told by its stem alone.
"""

import re

from bot.editorial.choosing.background import background
from bot.editorial.choosing.known_words import is_used
from bot.text.slips import one_letter_from, one_slip_from
from bot.text.words import is_stop, stem

# In small letters: capitals and digits make names. Shorter words are too near to others
_PLAIN_WORD = re.compile(r"(?<![\w./@'-])[a-z]{6,30}(?![\w/@'-]|\.\w)")
# papers of the table's 32,000 that have a common word
_COMMON = 100


def misspelt(text: str) -> dict[str, str]:
    """The words of a line that are surely misspelt, each with what is meant."""
    found = {word: _meant(word) for word in dict.fromkeys(_PLAIN_WORD.findall(text))}
    return {word: meant for word, meant in found.items() if meant is not None}


def put_right(text: str, meant: dict[str, str]) -> str:
    return _PLAIN_WORD.sub(lambda found: meant.get(found[0], found[0]), text)


def _meant(word: str) -> str | None:
    """The commonest word one slip away; None where it is used as it stands, or none is near."""
    if is_stop(word) or is_used(stem(word)):
        return None
    counts = background().counts
    near_by = (*one_slip_from(word), *one_letter_from(word))
    papers, near = max((counts.get(stem(each), 0), each) for each in near_by)
    return near if papers >= _COMMON else None
