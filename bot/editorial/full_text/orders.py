"""What is planted in a full text for models or reviewers to read. Pure.

A paper on prompts prints some: examples of an appendix, listings and templates speak to a model
and mean nothing for ours. They are no evidence for anything, but no attack either.
"""

import re
from dataclasses import replace

from bot.editorial.checking.planted import planted, without_planted
from bot.values.full_texts import FullText, Piece, Section

_SHOWS_PROMPTS = re.compile(
    r"prompt|template|example|instruction|listing|case stud|transcript|conversation|dialog|"
    r"attack|jailbreak|injection|qualitative|annotat|interface|questionnaire|survey",
    re.I,
)
_MEANT_FOR_READERS = re.compile(
    r"\b(?:review(?:er)?s?|this (?:paper|article|manuscript|work)|positive|accept(?:ance)?|"
    r"summar\w+|recommend\w*|previous instructions|negatives?|weaknesses)\b",
    re.I,
)


def is_planted(text: FullText) -> bool:
    """Whether something in it, or hidden in its file, gives orders on this paper."""
    hidden = (one.quote for one in text.defects if one.kind == "hidden")
    return any(map(planted, hidden)) or any(_is_order(text, piece) for piece in text.pieces)


def without_orders(text: FullText) -> FullText:
    """The text without every sentence that gives orders to its reader, whatever it is for."""
    if not any(planted(piece.text) for piece in text.pieces):
        return text
    return replace(text, pieces=tuple(map(_cleared, text.pieces)))


def _cleared(piece: Piece) -> Piece:
    if piece.kind in ("table", "reference") or not planted(piece.text):
        return piece
    return replace(piece, text=" ".join(without_planted(piece.text).split()))


def _is_order(text: FullText, piece: Piece) -> bool:
    if piece.kind in ("algorithm", "reference", "table"):
        return False
    section = None if piece.section is None else text.sections[piece.section]
    if section is not None and _is_of_prompts(section):
        return False
    return any(_MEANT_FOR_READERS.search(one) for one in planted(piece.text))


def _is_of_prompts(section: Section) -> bool:
    return section.appendix or _SHOWS_PROMPTS.search(section.title) is not None
