"""Which table a result belongs to: the one that its own paragraph names, else the one that holds
its numbers where another paragraph gives them too. Pure."""

import re
from collections.abc import Iterable
from dataclasses import replace

from bot.editorial.analysing.candidates import Reading
from bot.editorial.analysing.tables import holds
from bot.editorial.full_text.prose import Sentence
from bot.editorial.full_text.roles import Part
from bot.text.words import content_stems
from bot.values.analyses import Claim

_NAMES = re.compile(r"\bTab(?:le|\.)\s?(\d{1,2}|[IVX]{1,5})\b")
# those that two results hardly have by chance, and no p-value
_EXACT = re.compile(r"(?<![\w.])\d+\.\d+(?!\w|\.\d)|(?<![\w.])\d{2,}(?=\s?%)")
_CHANCE = re.compile(r"\b[pP]\s?[<>=≤≥]\s?[\d.]+|95\s?% ?(?:CI|confidence)")
_WHERE: frozenset[Part] = frozenset(("results", "setup", "discussion"))
# of the words of the shorter one: a claim with so many is the sentence, if in other words
_ALIKE = 0.6
# one number can be the same in a table of settings
_FEWEST = 2


def with_tables(reading: Reading, claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """Results that stand in the paper's own sections, with the label of the table they are of."""
    return tuple(
        claim if not _is_placed(claim) else _labelled(claim, table_of(reading, claim))
        for claim in claims
    )


def table_of(reading: Reading, claim: Claim) -> str:
    """ "Table 6", where the claim's own paragraph names it, or where another one that gives all its
    numbers does and the table holds them; else ""."""
    numbers = exact(claim.text)
    if not numbers:
        return ""
    said = [one for one in reading.sentences if one.part in _WHERE]
    found = (
        _named(reading, one) for one in said if numbers <= exact(one.written) and _is(one, claim)
    )
    own = next((label for label in found if label), "")
    if own or len(numbers) < _FEWEST:
        return own
    others = (_named(reading, one) for one in said if numbers <= exact(one.written))
    return next((label for label in others if label and holds(reading.text, label, numbers)), "")


def _is(sentence: Sentence, claim: Claim) -> bool:
    """Whether the claim is this sentence, or holds it."""
    if claim.places[0].section != sentence.place.section:
        return False
    one, other = set(content_stems(sentence.written)), set(content_stems(claim.text))
    return len(one & other) >= _ALIKE * min(len(one), len(other))


def exact(text: str) -> frozenset[str]:
    return frozenset(_EXACT.findall(_CHANCE.sub("", text)))


def _named(reading: Reading, sentence: Sentence) -> str:
    """By the sentence, else by the last one before it in its paragraph that names any."""
    before = [one for one in reading.paragraph(sentence) if one.at <= sentence.at]
    for one in reversed(before):
        if found := _NAMES.findall(one.written):
            return f"Table {found[0]}" if len({*found}) == 1 else ""
    return ""


def _is_placed(claim: Claim) -> bool:
    return (
        bool(claim.places) and not claim.places[0].label and claim.places[0].section != "Abstract"
    )


def _labelled(claim: Claim, label: str) -> Claim:
    places = (replace(claim.places[0], label=label), *claim.places[1:])
    return replace(claim, places=places) if label else claim
