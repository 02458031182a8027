"""What the authors list as their contributions. Pure."""

from bot.editorial.analysing.candidates import Reading
from bot.editorial.analysing.choosing import Told
from bot.editorial.analysing.cues import CONTRIBUTIONS
from bot.editorial.full_text.citations import points_elsewhere, without_citations, without_pointers
from bot.editorial.full_text.places import place_of
from bot.editorial.full_text.prose import Sentence, unmarked
from bot.editorial.sentences.standing import ended
from bot.text.sentences import split_sentences
from bot.values.analyses import Claim
from bot.values.full_texts import Piece

_MOST, _REACH = 4, 7
_SHORTEST, _LONGEST, _FEWEST_WORDS = 30, 320, 6


def contributions_of(reading: Reading, told: Told) -> tuple[Claim, ...]:
    """The items of the list that a sentence announces; () where there is none."""
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
    claims = []
    for item in items:
        text = _told(item.text)
        if text and not told.says(text):
            told.add_text(text)
            claims.append(Claim(text, (place_of(reading.text, item),), own=True))
    return tuple(claims[:_MOST])


def _announces(sentence: Sentence) -> bool:
    in_front = sentence.part in ("introduction", "abstract", "related")
    return in_front and CONTRIBUTIONS.search(sentence.text) is not None


def _told(item: str) -> str | None:
    """Its first sentence that stands; a heading in front of it goes."""
    for one in split_sentences(unmarked(item)):
        text = without_pointers(without_citations(one))
        fits = _SHORTEST <= len(text) <= _LONGEST and len(text.split()) >= _FEWEST_WORDS
        if fits and not points_elsewhere(text):
            return ended(text)
    return None
