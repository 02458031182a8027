"""Five lines that fit one screen: the idea, why, how, what came out, and what limits it. Pure."""

from collections.abc import Mapping, Sequence

from bot.editorial.analysing.candidates import Reading
from bot.editorial.analysing.cues import BASELINES, FOUND, METRICS, TRIED_ON
from bot.editorial.sentences.amounts import compares, has_amount, is_result
from bot.editorial.sentences.shortening import shorter
from bot.values.analyses import AnalysisPart, Claim

LINES: tuple[AnalysisPart, ...] = ("idea", "problem", "method", "experiments", "limits")
_INSTEAD: Mapping[AnalysisPart, AnalysisPart] = {"limits": "practice", "problem": "before"}
_ROOM = 200


def glance_of(
    parts: Mapping[AnalysisPart, tuple[Claim, ...]], reading: Reading
) -> dict[AnalysisPart, Claim]:
    """One claim of each, shorter where it can be said so."""
    found: dict[AnalysisPart, Claim] = {}
    for line in LINES:
        part = line if parts.get(line) else _INSTEAD.get(line, line)
        if claims := parts.get(part):
            found[part] = _telling(part, claims, reading.title)
    return found


def _telling(part: AnalysisPart, claims: Sequence[Claim], title: str) -> Claim:
    """The result with its number; else the first that is short, or can be said so."""
    ranked = sorted(claims, key=_outcome, reverse=True)[:1] if part == "experiments" else claims
    told = [_short(one, title) for one in ranked]
    return next((one for one in told if len(one.text) <= _ROOM), told[0])


def _outcome(claim: Claim) -> float:
    """How surely it says what came out, rather than what was tried; the abstract has the best."""
    text, in_front = claim.text, claim.places[0].section == "Abstract"
    tried = BASELINES.search(text) or TRIED_ON.search(text) or METRICS.search(text)
    points = (
        1.5 * in_front
        + 2 * is_result(text)
        + compares(text)
        + bool(FOUND.search(text))
        + has_amount(text)
    )
    return points - (1.5 if tried and not is_result(text) else 0)


def _short(claim: Claim, title: str) -> Claim:
    if len(claim.text) <= _ROOM:
        return claim
    text = next((one for one in shorter(claim.text, title) if len(one) <= _ROOM), claim.text)
    return Claim(text, claim.places, claim.own, claim.doubt)
