"""How it is done: what is looked for in the sections of the method. Pure."""

import re
from dataclasses import replace

from bot.editorial.analysing.candidates import Candidate
from bot.editorial.analysing.outcomes import outcome_worth
from bot.editorial.analysing.wishes.choosing import Wish
from bot.editorial.analysing.wishes.cues import (
    ASIDE,
    BASELINES,
    CONSISTS,
    DOES,
    HEDGED_OPENING,
    IS_MEASURED,
    LIMITS,
    LITERATURE,
    OTHERS,
    OURS,
    RESULT_TALK,
)
from bot.editorial.analysing.wishes.set_up import NO_STEP
from bot.editorial.sentences.tagging import tagged
from bot.editorial.sentences.wholeness import main_verb

_QUESTION = re.compile(r"\?\s*$")
_TRIED = re.compile(r"\b(?:validate|evaluate|experiment|demonstrate)\w*\b", re.I)
_FIGURES = re.compile(r"(?:\d[\d.,]*\D+){4}")
_COSTS = re.compile(r"\b(?:costs?|takes|suffices?)\b", re.I)
_SIZE_OF_CODE = re.compile(r"\blines of\b", re.I)
_SHORT, _NEVERTHELESS = 60, 9.0

OVERVIEW_WISH = Wish(
    parts={"method": 1.0, "introduction": 0.8, "abstract": 0.5, "background": 0.0},
    cues=((0.9, CONSISTS), (0.5, OURS)),
    needs=(CONSISTS,),
    never=(ASIDE, OTHERS, LIMITS, RESULT_TALK, _TRIED, _SIZE_OF_CODE, NO_STEP),
    early=0.4,
    ours=True,
    most=1,
    least=1.9,
)


def _says_little(one: Candidate) -> float:
    """What others did is no step, nor is what is true of anything."""
    return 0.7 * (one.of_others and not one.ours) + 0.5 * (len(one.text) < _SHORT)


# what it is, has or can be, and not what it does
_STATES = re.compile(
    r"(?:is|are|was|were|am|be|been|'s|'re|has|have|had|can|could|may|might|must|should|would|do|"
    r"does|did|differ|(?:need|seem|remain|appear|become|mean|know|show|exist|think|believe|say)s?)"
)


def _no_action(one: Candidate) -> float:
    """A step says that something is done, or of what it is made."""
    if DOES.search(one.text) or CONSISTS.search(one.text):
        return 0.0
    tokens = tagged(one.text)
    verb = main_verb(tokens)
    acts = verb is not None and not _STATES.fullmatch(tokens[verb].low)
    return 0.0 if acts else -_NEVERTHELESS


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
    never=(ASIDE, LITERATURE, LIMITS, RESULT_TALK, _TRIED, _QUESTION, _SIZE_OF_CODE, NO_STEP),
    opens=0.5,
    least=1.2,
    central=0.9,
    more=lambda one: _no_action(one) - 0.7 * max(0.0, outcome_worth(one.text)) - _says_little(one),
)
# where few sentences say what is done: what the method's sections say of this work
PLAIN_STEP_WISH = Wish(
    parts={"method": 1.0},
    cues=((0.4, DOES), (0.3, OURS), (-0.6, HEDGED_OPENING), (-0.6, _FIGURES)),
    never=(ASIDE, LITERATURE, LIMITS, OTHERS, _QUESTION, NO_STEP),
    most=3,
    least=1.2,
    more=_no_action,
)
# of a paper whose methods stand with its data and results
DONE_WISH = replace(
    PLAIN_STEP_WISH,
    parts={"setup": 0.9, "results": 0.6, "method": 1.0},
    never=(*PLAIN_STEP_WISH.never, RESULT_TALK, BASELINES, IS_MEASURED),
    needs=(DOES,),
    more=lambda one: -max(0.0, outcome_worth(one.text)),
)
