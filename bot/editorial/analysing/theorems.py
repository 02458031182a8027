"""What a paper of mathematics proves: the theorems that its introduction states. Pure."""

import re

from bot.editorial.analysing.candidates import Reading
from bot.editorial.analysing.wishes.choosing import Told
from bot.editorial.full_text.citations import without_citations
from bot.editorial.full_text.pieces import piece_parts
from bot.editorial.full_text.places import place_of
from bot.editorial.sentences.standing import ended
from bot.values.analyses import Claim

STATED = re.compile(
    r"^(?:Main )?(?:Theorem|Corollary|Proposition)(?: (?:[A-Z]|"
    r"\d+(?:\.\d+)*))?\s?(?:\([^()]{1,80}\))?[.:]?\s"
    r"+(?=[A-Z])"
)
_LONGEST, _MOST = 420, 2


def theorems_of(reading: Reading, told: Told) -> tuple[Claim, ...]:
    """Of a paper without experiments: those of the introduction, else the first ones; each whole,
    with its number."""
    text, parts = reading.text, piece_parts(reading.text)
    if "results" in parts or "setup" in parts:
        return ()
    stated = [
        at
        for at, piece in enumerate(text.pieces)
        if STATED.match(piece.text) and len(piece.text) <= _LONGEST
    ]
    in_front = [at for at in stated if parts[at] in ("introduction", "abstract")]
    claims = []
    for at in (in_front or stated)[:_MOST]:
        statement = ended(without_citations(text.pieces[at].text))
        told.add_text(statement)
        claims.append(Claim(statement, (place_of(text, text.pieces[at]),), own=True))
    return tuple(claims)
