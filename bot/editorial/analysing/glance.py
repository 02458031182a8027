"""Five lines that fit one screen: the idea, why, how, what came out, and what limits it. Pure."""

import re
from collections.abc import Callable, Mapping, Sequence

from bot.editorial.analysing.candidates import Reading
from bot.editorial.analysing.outcomes import outcome_worth
from bot.editorial.analysing.theorems import STATED
from bot.editorial.analysing.wishes.admissions import PLAINLY
from bot.editorial.analysing.wishes.cues import (
    BASELINES,
    CONSISTS,
    DOES,
    FOUND,
    LIMITS,
    METRICS,
    PAIN,
    PROBLEM,
    TRIED_ON,
)
from bot.editorial.analysing.wishes.set_up import is_set_up
from bot.editorial.sentences.shortening import shorter
from bot.values.analyses import AnalysisPart, Claim

LINES: tuple[AnalysisPart, ...] = ("idea", "problem", "method", "experiments", "limits")
_INSTEAD: Mapping[AnalysisPart, AnalysisPart] = {"problem": "before"}
_ROOM, _PROVED = 200, 2.0
# what the paper is stands whole, up to so many characters: its end is what is new in it
_ROOM_OF_IDEA = 280
# a result that says what it was found on
_ON = re.compile(r"\b(?:on|across) (?:the |both |all |our )?(?:\w+ )?[A-Z][\w-]{2,}")
_IS_SIZE = re.compile(r"\b(?:lines of|parameters|costs?|GB|takes)\b")
# the first that says what is done is nearest to what the whole is
_EARLY = 0.6
_IS_ASIDE = re.compile(
    r"^(?:Each |(?:One|Two|Three|\w+teen|\d+|A (?:few|third|quarter)) "
    r"(?:\w+ )?(?:in|of) |Some |In addition|"
    r"Also|Finally|Moreover|Furthermore|(?:A|The|Each) \w+ that was not\b)|"
    r"\bnever\b|\bhas? \d[\d,.]* |\bhave \d[\d,.]* |\b\w+s? (?:fall|falls) into\b|\d ?%",
)
_IS_TRAINING = re.compile(r"\btrain(?:s|ed|ing)?\b")
_IS_TALK = re.compile(r"\bwe (?:give|describe|discuss|present|explain|review|outline)\b", re.I)
_OF_OTHERS_COSTS = 3.0
_CITES = re.compile(r"\bet al\b")
# what results are good for
_IS_OFFER = re.compile(
    r"\b(?:results?|findings?|stud(?:y|ies)|analys[ei]s|work)\b[^,;]{0,30} "
    r"(?:provide|offer|open)s?\b",
    re.I,
)
# what is done in some case, or as somewhere else
_IN_A_CASE = re.compile(
    r"^(?:Whenever|When|If|Once|Unless|Until|Where|Wherever|In (?:the|this|that|such an?) "
    r"(?:\w+ )?case|By analogy|Analogously|Similarly|Likewise|For (?:example|instance)|"
    r"Even (?:with|if|when))\b"
)
_VERBS = "is are was were has have had"
_BEHIND = "|".join(rf"(?<=\b{verb})" for verb in _VERBS.split())
_BEFORE = _VERBS.replace(" ", "|")
# inside a clause: between two of them it would part them
_TURN = re.compile(
    rf"(?:{_BEHIND}), (?:however|though), (?=[a-z])|"
    rf"(?<=[\w)]), (?:however|though), (?=(?:{_BEFORE}|do|does|did|can|cannot|could|may|might|must|"
    r"will|would|should|(?:remain|suffer)(?:s|ed)?|(?:require|lack|fail|need)(?:s|ed))\b)"
)
_IS_READ_OFF = re.compile(r"\b(?:was|were|is|are) (?:calculated|measured|compared|recorded)\b")


def glance_of(
    parts: Mapping[AnalysisPart, tuple[Claim, ...]], reading: Reading
) -> dict[AnalysisPart, Claim]:
    """One claim of each, shorter where it can be said so."""
    found: dict[AnalysisPart, Claim] = {}
    for line in LINES:
        part = line if parts.get(line) else _INSTEAD.get(line, line)
        claims = parts.get(part, ())
        if line == "experiments":
            claims = tuple(one for one in claims if _outcome(one) > 0 and not is_set_up(one.text))
        if claims:
            found[part] = _alone(_telling(part, claims, reading))
    return found


def _alone(claim: Claim) -> Claim:
    """Without a turn from the sentence before, which is not there."""
    text = _TURN.sub(" ", claim.text)
    return claim if text == claim.text else Claim(text, claim.places, claim.own, claim.doubt)


def _telling(part: AnalysisPart, claims: Sequence[Claim], reading: Reading) -> Claim:
    """The result with its number and what it is held against; the way that is nearest to what the
    paper is about; else the first that is short, or can be said so."""
    match part:
        case "experiments":
            best = max(claims, key=_own_outcome)
            return _short(best, reading.title, outcome_worth)
        case "method":
            at = {one: n for n, one in enumerate(reversed(claims))}
            worths = {one: _way(one.text, reading) + _EARLY * at[one] / len(at) for one in claims}
            ranked = sorted(claims, key=lambda one: -worths[one])
        case "problem":
            ranked = sorted(claims, key=lambda one: -_pain(one.text))
            return _first(ranked, reading, _pain)
        case "idea":
            if len(claims[0].text) <= _ROOM_OF_IDEA:
                return claims[0]
            ranked = list(claims[:1])
        case "limits":
            return _first(claims, reading, _admits)
        case _:
            ranked = list(claims)
    return _first(ranked, reading, lambda _: 0.0)


def _first(ranked: Sequence[Claim], reading: Reading, worth: Callable[[str], float]) -> Claim:
    """That is short, or can be said so and be worth as much."""
    told = [_short(one, reading.title, worth) for one in ranked]
    return next((one for one in told if len(one.text) <= _ROOM), told[0])


def _admits(text: str) -> float:
    """What is admitted must not be what was cut away."""
    return float(bool(PLAINLY.search(text) or LIMITS.search(text)))


def _way(text: str, reading: Reading) -> float:
    """How surely it says what is done, and of the whole."""
    points = reading.nearness(text) / (reading.nearness(reading.title) or 1.0)
    points += 0.2 * bool(DOES.search(text)) + 0.5 * bool(CONSISTS.search(text))
    points -= 0.4 * bool(_IS_TALK.search(text))
    points -= 0.6 * bool(_IS_ASIDE.search(text)) + 0.3 * bool(_IS_TRAINING.search(text))
    points -= 0.8 * bool(_IN_A_CASE.search(text))
    points += 0.3 * bool(reading.own.search(text)) - 0.4 * bool(_IS_SIZE.search(text))
    return points - 0.4 * max(0.0, outcome_worth(text)) - 0.3 * bool(_IS_READ_OFF.search(text))


def _pain(text: str) -> float:
    """How surely it says what goes wrong, and for whom."""
    return float(len(set(map(str.lower, PAIN.findall(text))))) + 0.5 * bool(PROBLEM.search(text))


def _outcome(claim: Claim) -> float:
    """How well it says what came out; a theorem is what came out, the abstract has the best."""
    if STATED.match(claim.text):
        return _PROVED
    text, in_front = claim.text, claim.places[0].section == "Abstract"
    worth = outcome_worth(text)
    tried = worth <= 0 and (BASELINES.search(text) or TRIED_ON.search(text) or METRICS.search(text))
    is_found = (worth > 0 or FOUND.search(text)) and not _IS_OFFER.search(text)
    points = (1.6 if is_found else 0.8) * in_front
    points += 0.3 * bool(FOUND.search(text)) + 0.3 * bool(_ON.search(text))
    return worth + points - 0.5 * bool(tried)


def _own_outcome(claim: Claim) -> float:
    """An abstract that cites somebody tells what they found."""
    others = claim.places[0].section == "Abstract" and _CITES.search(claim.text) is not None
    return _outcome(claim) - _OF_OTHERS_COSTS * others


def _short(claim: Claim, title: str, worth: Callable[[str], float] = lambda _: 0.0) -> Claim:
    """In fewer words, where these are worth as much."""
    if len(claim.text) <= _ROOM:
        return claim
    least = worth(claim.text)
    forms = (one for one in shorter(claim.text, title) if len(one) <= _ROOM)
    text = next((one for one in forms if worth(one) >= least), claim.text)
    return Claim(text, claim.places, claim.own, claim.doubt)
