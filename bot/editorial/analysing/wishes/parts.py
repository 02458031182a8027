"""What is looked for in a paper, part by part. Pure."""

import re
from dataclasses import replace

from bot.editorial.analysing.candidates import Candidate
from bot.editorial.analysing.outcomes import outcome_worth
from bot.editorial.analysing.wishes.choosing import Wish
from bot.editorial.analysing.wishes.cues import (
    APPLIES,
    ASIDE,
    BASELINES,
    BETTER,
    COMPARES_ITSELF,
    CONSISTS,
    CONTRIBUTES,
    DATA,
    DIFFERS,
    DOES,
    FOUND,
    HEDGED_OPENING,
    HURTS,
    IDEA,
    IS_MEASURED,
    LIMITS,
    LITERATURE,
    METRICS,
    OTHERS,
    OURS,
    PAIN,
    PROBLEM,
    RESULT_TALK,
    TRIED_ON,
    WHY_NOW,
)
from bot.editorial.analysing.wishes.practice import COMPUTE, SETTINGS

_QUESTION = re.compile(r"\?\s*$")
_PRAISE = re.compile(r"\b(?:great success|remarkable|tremendous|impressive)\b", re.I)
_HAS_NUMBER = re.compile(r"\d")
_HOPE = re.compile(r"\b(?:excited|hope|believe|plan|future|acknowledge|thank)\b", re.I)
_TRIED = re.compile(r"\b(?:validate|evaluate|experiment|demonstrate)\w*\b", re.I)
_SETS_OUT = re.compile(
    r"^(?:in this \w+, )?we (?:have |\w+ly |also )*(?:introduc|present|propos|describ|discuss|"
    r"develop|"
    r"focus|aim|turn)",
    re.I,
)
_FIGURES = re.compile(r"(?:\d[\d.,]*\D+){4}")
_SHORT = 60
_IDEA_OF_A_PART = re.compile(r"\bidea for\b", re.I)
_LATER = re.compile(
    r"\bwill be\b|\bin (?:a|the) (?:near )?future\b|\bnot available in other\b", re.I
)
_BY_OTHERS = re.compile(
    r"^(?:(?i:several|many|most|some|other|previous|prior|earlier|recent|numerous|various) "
    r"(?:\w+ ){0,2}(?:studies|authors|researchers|works|surveys|experiments|reports)\b|"
    r"[A-Z][\w’'-]+ (?:et al\b|and [A-Z][\w’'-]+ \(\d))"
)
_WE_WILL = re.compile(r"\bwe (?:will|may|might|can|could|should)\b", re.I)
_WILL = re.compile(r"\b(?:will|may|might|could|would)\b")
# a rule of the method
_CASE = re.compile(r"^(?:If|When)\b.*\bthen\b")
_COSTS = re.compile(r"\b(?:costs?|takes|suffices?)\b", re.I)
_SIZE_OF_CODE = re.compile(r"\blines of\b", re.I)
_EXCITED = re.compile(r"\b(?:excited|thank|acknowledge)\b", re.I)
_PLAN = re.compile(
    r"\b(?:we (?:will|plan|hope|intend)|to (?:evaluate|assess|compare|test|see))\b", re.I
)

PROBLEM_WISH = Wish(
    parts={"introduction": 1.0, "background": 0.1, "abstract": 0.2},
    cues=((1.0, PROBLEM), (0.4, PAIN), (0.4, WHY_NOW), (0.4, HURTS)),
    never=(ASIDE, _CASE),
    ours=False,
    in_front=True,
    early=1.2,
    most=2,
    least=1.9,
    more=lambda one: -max(0.0, outcome_worth(one.text)),
)
WHY_NOW_WISH = Wish(
    parts={"introduction": 1.0, "abstract": 0.2},
    cues=((1.0, WHY_NOW), (0.5, PROBLEM)),
    needs=(WHY_NOW,),
    never=(ASIDE,),
    ours=False,
    in_front=True,
    early=1.0,
    most=1,
    least=1.6,
)
BEFORE_WISH = Wish(
    parts={"related": 1.0, "introduction": 0.6, "background": 0.3},
    cues=((0.9, OTHERS), (0.3, DIFFERS), (0.2, HURTS)),
    never=(ASIDE, _LATER),
    of_others=True,
    ours=False,
    in_front=True,
    most=2,
    least=1.6,
)
HURTS_WISH = Wish(
    parts={"related": 0.9, "introduction": 0.8, "background": 0.4},
    cues=((0.9, OTHERS), (0.9, HURTS)),
    needs=(HURTS,),
    never=(ASIDE, _LATER),
    of_others=True,
    ours=False,
    in_front=True,
    most=3,
    least=1.9,
)
# where few were found: what says of other work what it does, and what the paper begins with
MORE_BEFORE_WISH = replace(BEFORE_WISH, least=0.7)
MORE_PROBLEM_WISH = replace(PROBLEM_WISH, least=1.4, most=1)
IDEA_WISH = Wish(
    parts={"abstract": 1.0, "introduction": 1.0, "method": 0.8, "conclusion": 0.4},
    cues=((1.0, IDEA),),
    needs=(IDEA,),
    never=(_IDEA_OF_A_PART,),
    most=1,
)
# "the basic idea" of a section is not the paper's
IDEA_IN_FRONT_WISH = replace(IDEA_WISH, parts={"abstract": 1.0, "introduction": 1.0})
PROPOSAL_WISH = Wish(
    parts={"abstract": 1.0, "introduction": 0.8, "conclusion": 0.6, "discussion": 0.1},
    cues=((1.2, CONTRIBUTES), (0.3, OURS)),
    needs=(CONTRIBUTES,),
    most=1,
    least=1.5,
)
_MAKES = re.compile(
    r"\b(?:we|(?-i:I)|this (?:paper|work|article)) (?:\w+ly |also |then |thus )?(?:introduc|propos|"
    r"present|develop|describ|design)",
    re.I,
)
MADE_WISH = replace(
    PROPOSAL_WISH, parts={"abstract": 1.0}, needs=(_MAKES,), never=(DATA, RESULT_TALK)
)
_SURVEYS = re.compile(r"\bthis (?:survey|review|paper|article|work|chapter)\b|\bwe review", re.I)
SURVEY_WISH = replace(PROPOSAL_WISH, needs=(CONTRIBUTES, _SURVEYS))
CONTRIBUTION_WISH = Wish(
    parts={"introduction": 1.0, "abstract": 0.4, "conclusion": 0.5, "discussion": 0.1},
    cues=((1.0, CONTRIBUTES), (0.4, DIFFERS)),
    needs=(CONTRIBUTES,),
    never=(ASIDE, _HOPE),
    ours=True,
    most=2,
    least=1.9,
)
DIFFERENCE_WISH = Wish(
    parts={"related": 1.0, "introduction": 0.9, "method": 0.6, "background": 0.7,
           "discussion": 0.6, "conclusion": 0.6, "abstract": 0.3},
    cues=((0.8, COMPARES_ITSELF), (0.4, OTHERS), (0.3, DIFFERS)),
    needs=(COMPARES_ITSELF,),
    ours=True,
    never=(ASIDE,),
    most=3,
    least=2.0,
)  # fmt: skip
# in what ends the paper, it is this work that is held against other work
CONTRAST_WISH = replace(
    DIFFERENCE_WISH,
    parts={"discussion": 1.0, "conclusion": 1.0},
    needs=(re.compile(r"\b(?:Unlike|In contrast to|Contrary to|As opposed to)\b"),),
    ours=None,
    most=1,
    least=1.6,
)
OVERVIEW_WISH = Wish(
    parts={"method": 1.0, "introduction": 0.8, "abstract": 0.5, "background": 0.0},
    cues=((0.9, CONSISTS), (0.5, OURS)),
    needs=(CONSISTS,),
    never=(ASIDE, OTHERS, LIMITS, RESULT_TALK, _TRIED, _SIZE_OF_CODE),
    early=0.4,
    ours=True,
    most=1,
    least=1.9,
)


def _says_little(one: Candidate) -> float:
    """What others did is no step, nor is what is true of anything."""
    return 0.7 * (one.of_others and not one.ours) + 0.5 * (len(one.text) < _SHORT)


STEP_WISH = Wish(
    parts={"method": 1.0, "background": 0.4, "setup": 0.3, "introduction": 0.2},
    cues=(
        (-0.6, HEDGED_OPENING),
        (-0.9, _COSTS),
        (-0.8, OTHERS),
        (-0.6, _FIGURES),
        (0.8, DOES),
        (0.4, CONSISTS),
        (0.2, OURS),
    ),
    never=(ASIDE, LITERATURE, LIMITS, RESULT_TALK, _TRIED, _QUESTION, _SIZE_OF_CODE),
    opens=0.5,
    least=1.2,
    central=0.9,
    more=lambda one: -0.7 * max(0.0, outcome_worth(one.text)) - _says_little(one),
)
# where few sentences say what is done: what the method's sections say of this work
PLAIN_STEP_WISH = Wish(
    parts={"method": 1.0},
    cues=((0.4, DOES), (0.3, OURS), (-0.6, HEDGED_OPENING), (-0.6, _FIGURES)),
    never=(ASIDE, LITERATURE, LIMITS, OTHERS, _QUESTION),
    most=3,
    least=1.2,
)
# of a paper whose methods stand with its data and results
DONE_WISH = replace(
    PLAIN_STEP_WISH,
    parts={"setup": 0.9, "results": 0.6, "method": 1.0},
    never=(*PLAIN_STEP_WISH.never, RESULT_TALK, BASELINES, IS_MEASURED),
    needs=(DOES,),
    more=lambda one: -max(0.0, outcome_worth(one.text)),
)


def _is_no_trial(one: Candidate) -> float:
    """What is said of data in general, or of those of others."""
    in_general = one.part == "method" and not _HAS_NUMBER.search(one.text)
    return 0.8 * in_general + 1.5 * (one.of_others and not one.ours)


DATA_WISH = Wish(
    parts={"setup": 1.0, "results": 0.5, "method": 0.3, "abstract": 0.3, "introduction": 0.3},
    cues=((0.8, TRIED_ON), (0.4, DATA), (0.5, _HAS_NUMBER), (-0.5, HEDGED_OPENING)),
    needs=(TRIED_ON,),
    never=(ASIDE, _SETS_OUT, OTHERS, _PLAN, BETTER, COMPUTE),
    most=2,
    least=1.9,
    central=0.8,
    more=lambda one: -_is_no_trial(one),
)
BASELINE_WISH = Wish(
    parts={"setup": 1.0, "results": 0.9, "method": 0.0},
    cues=((1.0, BASELINES), (0.2, OURS)),
    needs=(BASELINES,),
    never=(ASIDE, _SETS_OUT, BETTER),
    most=1,
    least=1.8,
    central=0.6,
)
METRIC_WISH = Wish(
    parts={"setup": 1.0, "results": 0.8, "method": 0.3},
    cues=((0.8, METRICS), (0.6, IS_MEASURED)),
    needs=(METRICS, IS_MEASURED),
    never=(
        ASIDE,
        _SETS_OUT,
    ),
    most=1,
    least=1.9,
    central=0.5,
)


def _is_outcome(candidate: Candidate) -> float:
    others = bool(_BY_OTHERS.match(candidate.text)) and not candidate.ours
    return 0.7 * outcome_worth(candidate.text) - 1.5 * others


NUMBERS_WISH = Wish(
    parts={"results": 1.0, "discussion": 0.4, "conclusion": 0.4},
    cues=((0.7, FOUND), (0.3, OURS)),
    needs=(_HAS_NUMBER, FOUND),
    never=(ASIDE, _PLAN, _WILL, _SETS_OUT, SETTINGS),
    most=3,
    least=1.9,
    more=_is_outcome,
)  # fmt: skip
FINDINGS_WISH = Wish(
    parts={"results": 1.0, "conclusion": 0.8, "discussion": 0.7},
    cues=((0.8, FOUND), (0.3, OURS)),
    needs=(FOUND,),
    never=(ASIDE, LIMITS, APPLIES, _PLAN, _WILL, _SETS_OUT),
    most=3,
    least=1.5,
)  # fmt: skip
APPLIES_WISH = Wish(
    parts={"conclusion": 1.0, "discussion": 0.9, "introduction": 0.4, "abstract": 0.4,
           "availability": 0.0},
    cues=((0.9, APPLIES), (0.3, OURS)),
    needs=(APPLIES,),
    ours=True,
    never=(ASIDE, OTHERS, _PRAISE, _EXCITED, _WE_WILL),
    most=1,
    least=2.0,
    central=0.6,
)  # fmt: skip
