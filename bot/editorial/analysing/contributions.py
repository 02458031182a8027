"""What the authors list as their contributions. Pure."""

import re

from bot.editorial.analysing.candidates import Reading
from bot.editorial.analysing.wishes.choosing import Told
from bot.editorial.analysing.wishes.cues import CONTRIBUTIONS
from bot.editorial.full_text.citations import points_elsewhere, without_citations, without_pointers
from bot.editorial.full_text.places import place_of
from bot.editorial.full_text.prose import Sentence, unmarked
from bot.editorial.sentences.leads import capital
from bot.editorial.sentences.standing import ended
from bot.text.sentences import split_sentences
from bot.values.analyses import Claim
from bot.values.full_texts import Piece

_MOST, _REACH = 4, 7
_COUNT = re.compile(
    r"^(?:first|second|third|fourth|final|last)(?:ly)?, (?=(?:we|I|our|this) )", re.I
)
_SHORTEST, _LONGEST, _FEWEST_WORDS = 30, 320, 6


def contributions_of(reading: Reading, told: Told) -> tuple[Claim, ...]:
    """The items of the list that a sentence announces, or what it counts behind it; () where there
    is none."""
    announced = next((one for one in reading.sentences if _announces(one)), None)
    if announced is None:
        return ()
    pieces = reading.text.pieces[announced.piece + 1 : announced.piece + 1 + _REACH]
    items: list[Piece] = []
    for piece in pieces:
        if piece.kind == "item":
            items.append(piece)
        elif items:
            break
    counted = [] if items else _counted(reading, announced)
    place = announced.place
    listed = [(_told(one.text), place_of(reading.text, one)) for one in items]
    claims = []
    for text, where in (*listed, *((one, place) for one in counted)):
        if text and not told.says(text):
            told.add_text(text)
            claims.append(Claim(text, (where,), own=True))
    return tuple(claims[:_MOST])


def _counted(reading: Reading, announced: Sentence) -> list[str | None]:
    """``First, we ... Second, we ...`` in the same paragraph, without the count."""
    behind = [one for one in reading.paragraph(announced) if one.at > announced.at]
    return [_told(_COUNT.sub("", one.text)) for one in behind if _COUNT.match(one.text)]


def _announces(sentence: Sentence) -> bool:
    in_front = sentence.part in ("introduction", "abstract", "related")
    return in_front and CONTRIBUTIONS.search(sentence.text) is not None


def _told(item: str) -> str | None:
    """Its first sentence that stands; a heading in front of it goes."""
    for one in split_sentences(capital(unmarked(item))):
        text = without_pointers(without_citations(one))
        fits = _SHORTEST <= len(text) <= _LONGEST and len(text.split()) >= _FEWEST_WORDS
        if fits and not points_elsewhere(text):
            return ended(text)
    return None
