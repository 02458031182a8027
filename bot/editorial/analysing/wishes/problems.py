"""What is wrong, and why it matters now: what is looked for in front of a paper. Pure."""

import re
from dataclasses import replace

from bot.editorial.analysing.candidates import Candidate
from bot.editorial.analysing.outcomes import outcome_worth
from bot.editorial.analysing.wishes.choosing import Wish
from bot.editorial.analysing.wishes.cues import ASIDE, HURTS, PAIN, PROBLEM, WHY_NOW

# a rule of the method
_CASE = re.compile(r"^(?:If|When)\b.*\bthen\b")
# what is going well is no problem
_WELL = re.compile(
    r"\b(?:advantages?|has been proven|have been proven|promising|attractive|well[- ]suited|"
    r"great success|remarkable|impressive|has shown|developed a new|interesting practical)\b",
    re.I,
)
# that something matters is no problem yet
_IS_AMISS = re.compile(
    rf"{PAIN.pattern}|\b(?:problem|challeng\w+|difficult\w*|gaps?|unclear|unknown|unresolved|"
    r"open questions?|bottleneck|obstacles?|dilemma|controvers\w+|puzzle|tension|risks?|threat\w*|"
    r"poorly|little is|not (?:been|yet|well|clear)|needs?(?:ed)? (?:to|for)|must|limit\w*|lack\w*|"
    r"cannot|unable|demand\w*|concerns?|inadequate|insufficient|inaccessible|equivocal|burden|"
    r"prerequisite|expensive|is (?:\w+ )?(?:crucial|critical|essential|important|necessary|key)|"
    r"question|however|too (?:\w+))\b",
    re.I,
)
# what others have found stands under what came before
_FOUND_BEFORE = re.compile(
    r"^(?!.*\b(?:but|however|although|no|only|limited|lack\w*|needs?|unclear|remains?|not)\b)"
    r"(?:an? |the |most |some |several |in )?(?:recent(?:ly)?|previous|prior|earlier|seminal|"
    r"genetic|numerous)\b[^,;]{0,80}\b(?:stud(?:y|ies)|reports?|work|reviews?|meta-analys[ei]s|"
    r"experiments?|analysis|papers?)\b[^,;]{0,60}\b(?:show|found|find|report|indicat|suggest|"
    r"reveal|demonstrat|identif|document|enlist|introduc|confirm)|"
    r"\bet al\.?(?:,| (?:\w+ly )?(?:show|found|report|developed|introduc|propos|confirm))",
    re.I,
)
# an abstract begins with the problem, and ends with what came out
_OPENS, _LATE_COSTS = 4, 9.0


def _is_late(one: Candidate) -> float:
    return _LATE_COSTS * (one.part == "abstract" and one.rank >= _OPENS)


PROBLEM_WISH = Wish(
    parts={"introduction": 1.0, "background": 0.1, "abstract": 0.2},
    cues=((1.0, PROBLEM), (0.4, PAIN), (0.4, WHY_NOW), (0.4, HURTS)),
    needs=(_IS_AMISS,),
    never=(ASIDE, _CASE, _WELL, _FOUND_BEFORE),
    ours=False,
    in_front=True,
    early=1.2,
    most=2,
    least=1.9,
    more=lambda one: -max(0.0, outcome_worth(one.text)) - _is_late(one),
)
WHY_NOW_WISH = Wish(
    parts={"introduction": 1.0, "abstract": 0.2},
    cues=((1.0, WHY_NOW), (0.5, PROBLEM)),
    needs=(WHY_NOW,),
    never=(ASIDE, _WELL, _FOUND_BEFORE),
    ours=False,
    in_front=True,
    early=1.0,
    most=1,
    least=1.6,
    more=lambda one: -_is_late(one),
)
# where few were found: what the paper begins with
MORE_PROBLEM_WISH = replace(PROBLEM_WISH, least=1.4, most=1)
