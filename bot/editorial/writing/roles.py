"""The part that a sentence plays in an abstract. Pure.

Cue phrases speak for a role, the place in the abstract does too, and the order
that abstracts keep (background, objective, method, result) settles what is left.
The points are set by hand; nothing here is learned.
"""

import re
from collections.abc import Mapping, Sequence

from bot.editorial.writing.cues import CUES, ROLES, Role

_CERTAIN = 100.0

# How likely each role is at a place and after a role: logarithms, rounded to halves, of
# how often abstracts do so. The order of the columns is that of ROLES.
_PLACES: Mapping[str, tuple[float, ...]] = {
    "first": (0.0, -1.5, -2.5, -4.0, -4.5),
    "early": (-0.5, -1.0, -1.0, -3.0, -4.5),
    "middle": (-1.5, -1.5, -0.5, -1.5, -4.0),
    "late": (-2.5, -2.0, -0.5, -0.5, -3.5),
    "last": (-3.0, -2.5, -1.5, 0.0, -2.0),
}
_FOLLOWS: Mapping[Role, tuple[float, ...]] = {
    "background": (0.0, -0.5, -0.5, -1.0, -2.5),
    "objective": (-1.0, -0.5, 0.0, -1.0, -2.0),
    "method": (-1.5, -1.5, 0.0, -0.5, -2.0),
    "result": (-1.5, -1.5, -1.0, 0.0, -1.5),
    "other": (-1.0, -1.5, -1.0, -1.0, 0.0),
}

_CONCLUSION = re.compile(
    r"^(?:in conclusion|to conclude|we conclude|overall, (?:our|these)|taken together|together, "
    r"|conclusions?\s*[:.]|(?:these|our|the|this) (?:\w+ )?(?:results?|findings?|work|insights?|"
    r"analys[ie]s|stud(?:y|ies)|evidence) (?:\w+ )?(?:suggest|indicate|highlight|underscore|imply|"
    r"implies|point to))"
)
_HEADINGS: Mapping[str, Role] = {
    **dict.fromkeys(
        ("background", "context", "introduction", "motivation", "problem"), "background"
    ),
    **dict.fromkeys(("objective", "objectives", "aim", "aims", "purpose", "goal"), "objective"),
    **dict.fromkeys(
        ("method", "methods", "methodology", "approach", "materials and methods"), "method"
    ),
    **dict.fromkeys(("result", "results", "findings", "conclusion", "conclusions"), "result"),
}
_HEADING = re.compile(rf"^\W*({'|'.join(_HEADINGS)})\W*[:.—–-]")


def label_sentences(sentences: Sequence[str]) -> tuple[Role, ...]:
    """One role for each sentence of an abstract, in the same order: the likeliest sequence."""
    paths: dict[Role, tuple[float, tuple[Role, ...]]] = {}
    section: Role | None = None
    for at, sentence in enumerate(sentences):
        heading = _HEADING.match(sentence.lower())
        section = _HEADINGS[heading[1]] if heading else section
        points = _points(sentence, at, len(sentences), section)
        paths = {role: _best_path(paths, role, points[role]) for role in ROLES}
    return max(paths.values(), default=(0.0, ()))[1]


def concludes(sentence: str) -> bool:
    """Whether the sentence itself says that it draws a conclusion."""
    return _CONCLUSION.match(sentence.lower()) is not None


def cue_points(sentence: str) -> Mapping[Role, float]:
    """Points by role from the sentence's own words."""
    lower = sentence.lower()
    points: dict[Role, float] = dict.fromkeys(ROLES, 0.0)
    for cue in CUES:
        if cue.pattern.search(lower):
            points[cue.role] += cue.points
    return points


def _points(sentence: str, at: int, count: int, section: Role | None) -> Mapping[Role, float]:
    if section:  # the authors' own heading settles it
        return {role: _CERTAIN if role == section else 0.0 for role in ROLES}
    place = _PLACES[_place(at, count)]
    cues = cue_points(sentence)
    return {role: cues[role] + prior for role, prior in zip(ROLES, place, strict=True)}


def _place(at: int, count: int) -> str:
    if at == 0:
        return "first"
    if at == count - 1:
        return "last"
    return ("early", "middle", "late")[3 * at // count]


def _best_path(
    paths: Mapping[Role, tuple[float, tuple[Role, ...]]], role: Role, points: float
) -> tuple[float, tuple[Role, ...]]:
    """The best way to reach ``role``, given the best ways to reach the sentence before."""
    if not paths:
        return points, (role,)
    column = ROLES.index(role)
    score, path = max(
        (score + _FOLLOWS[last][column], path) for last, (score, path) in paths.items()
    )
    return score + points, (*path, role)
