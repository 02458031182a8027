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
    CONTRIBUTES,
    DATA,
    DIFFERS,
    FOUND,
    HEDGED_OPENING,
    HURTS,
    IDEA,
    IS_MEASURED,
    LIMITS,
    METRICS,
    OTHERS,
    OURS,
    RESULT_TALK,
    TRIED_ON,
)
from bot.editorial.analysing.wishes.practice import COMPUTE, SETTINGS
from bot.editorial.analysing.wishes.set_up import is_set_up

_PRAISE = re.compile(r"\b(?:great success|remarkable|tremendous|impressive)\b", re.I)
_HAS_NUMBER = re.compile(r"\d")
_HOPE = re.compile(r"\b(?:excited|hope|believe|plan|future|acknowledge|thank)\b", re.I)
_SETS_OUT = re.compile(
    r"^(?:in this \w+, )?we (?:have |\w+ly |also )*(?:introduc|present|propos|describ|discuss|"
    r"develop|"
    r"focus|aim|turn)",
    re.I,
)
_SET_UP_COSTS = 9.0
_WELCOME = re.compile(
    r"\b(?:welcome|thank|can be obtained|further (?:room|improvement)|future|"
    r"under development|aimed at)\b",
    re.I,
)
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
_EXCITED = re.compile(r"\b(?:excited|thank|acknowledge)\b", re.I)
_PLAN = re.compile(
    r"\b(?:we (?:will|plan|hope|intend)|to (?:evaluate|assess|compare|test|see))\b", re.I
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
# where few were found: what says of other work what it does
MORE_BEFORE_WISH = replace(BEFORE_WISH, least=0.7)
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
_ASIDE_OF_TRIAL = re.compile(
    r"\binterested\b|\bpublished (?:results|values)\b|^In S\d|\bdiscuss\b|\bon (?:the )?one hand\b|"
    r"\bfurther (?:check|test)\b",
    re.I,
)
BASELINE_WISH = Wish(
    parts={"setup": 1.0, "results": 0.9, "method": 0.0},
    cues=((1.0, BASELINES), (0.2, OURS)),
    needs=(BASELINES,),
    never=(ASIDE, _SETS_OUT, BETTER, _ASIDE_OF_TRIAL),
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
    talk = is_set_up(candidate.text)
    return 0.7 * outcome_worth(candidate.text) - 1.5 * others - _SET_UP_COSTS * talk


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
    never=(ASIDE, LIMITS, APPLIES, _PLAN, _WILL, _SETS_OUT, _WELCOME),
    most=3,
    least=1.5,
    more=lambda one: -_SET_UP_COSTS * is_set_up(one.text),
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
