"""By which words authors admit what their work does not do, and which of them are told. Pure."""

import re
from dataclasses import replace

from bot.editorial.analysing.candidates import Candidate
from bot.editorial.analysing.wishes.choosing import Wish
from bot.editorial.analysing.wishes.cues import ADMITS, ASIDE, BETTER, LIMITS, OTHERS
from bot.editorial.analysing.wishes.practice import RELEASED

_QUESTION = re.compile(r"\?\s*$")
_OF_OTHERS = re.compile(
    r"^we (?:have )?(?:demonstrat|show|found|argue|prov|propos)"
    r"|\b(?:overcom|address|alleviat|mitigat|resolv|avoid|remed|tackl)\w* (?:\w+ ){0,4}"
    r"(?:limitation|shortcoming|drawback)",
    re.I,
)
# what is said of the work in the conclusion, whatever it is called there
_PLAINLY = re.compile(
    r"^only\b|\b(?:we|i) (?:\w+ly |have |also |still )*(?:(?:did|do|could|can) ?not|cannot|"
    r"were unable|are unable|have not|only|ignored?|neglect(?:ed)?|restrict(?:ed)?|leave|left)\b"
    r"|\bour (?:\w+ ){1,6}?(?:(?:is|are|was|were|remains?) (?:\w+ )?(?:limited|simple|simplistic|"
    r"small|"
    r"narrow|preliminary|coarse|crude|restricted|biased|only|not)|(?:does|do|did|can|could) ?not|"
    r"cannot|only|rests? on|relies on|depends on|assumes?|ignores?|lacks?|covers? only|"
    r"gives? no|fails?)\b"
    r"|\b(?:limited|restricted|confined) to\b|\b(?:is|are) limited (?:by|in)\b"
    r"|\bcannot (?:be )?(?:rule[d]? out|exclude[d]?|handle[d]?|distinguish\w*|tell|used?|"
    r"appl(?:y|ied)|model|separate[d]?|determine[d]?|establish)\b"
    r"|\b(?:do(?:es)?|did) not (?:cover|support|hold|apply|handle|extend|account|include|model|"
    r"capture|consider|generali[sz]e|scale|say|allow|observe|measure|test|address|reflect|"
    r"guarantee)\b"
    r"|\bmay (?:not|be (?:smaller|larger|underestimated|overestimated|biased|weaker|lower|higher|"
    r"different)|differ|look different|fail)\b"
    r"|\b(?:is|are|was|were|ha(?:s|ve)) (?:not|never) (?:yet )?(?:been )?(?:\w+ly )?"
    r"(?:modell?ed|tested|covered|implemented|"
    r"supported|included|considered|examined|studied|evaluated|measured|validated|observed|"
    r"known)\b"
    r"|\bnot guaranteed\b|\btricky\b|\bdifficulties (?:arise|occur|remain)\b|\bpartial implement\w+"
    r"|\bcan (?:create|cause|be) (?:\w+ ){0,3}(?:difficult\w*|problems?|slow|unstable|"
    r"problematic)\b"
    r"|\b(?:largely|mainly) restricted to\b|\b(?:some|special|great|particular) care\b"
    r"|\b(?:with|needs?) (?:some |great )?caution\b|\bfar from (?:a |being )?(?:panacea|perfect|"
    r"complete|clear)\b|\bnot straightforward\b|\bstill (?:missing|lacks?|under development)\b"
    r"|\bonly becomes?\b|\bbecomes? only\b"
    r"|\b(?:untested|is silent on|gives? no information|rests? on (?:a|only|one)|a single "
    r"(?:instrument|site|cent(?:er|re)|country|language|data ?set|model|machine|laboratory|"
    r"hospital|city|year|species|strain|season)|in english alone|remains? (?:open|to be|unclear|"
    r"untested|unknown)|should be (?:interpreted|read|taken|treated) with|too (?:small|few|"
    r"simple)|small(?:er)? samples?|in an essential way)\b",
    re.I,
)
# the same, where it is this work that is spoken of
_NARROW = re.compile(
    r"\b(?:works?|holds?|appl(?:y|ies)|valid|tested|observed?|covers?|runs?|ran|studied|"
    r"considered|available|applicable|known|possible|defined|useful|based|trained|measured|"
    r"restricted) only\b|\bonly (?:works?|holds?|appl(?:y|ies)|covers?|supports?|consider|tested|"
    r"studied|a (?:single|small|few)|one|two|three|four|on (?:one|a|two)|in (?:one|a))\b"
    r"|\b(?:assumes?|assuming|requires?|sensitive to)\b",
    re.I,
)
_NO_LIMIT = re.compile(
    r"\b(?:not only|only need|need only|only requires?|requires? only|not limited to|"
    r"cannot be improved|no longer|whereas|unlike|in contrast to|outperform\w*)\b",
    re.I,
)
_OF_OTHERS_COSTS = 2.0
_NEVER = (ASIDE, RELEASED, OTHERS, _OF_OTHERS)

# what is left to do tells what was not done
_AHEAD = re.compile(
    r"\b(?:future|further) (?:work|research|stud(?:y|ies)|directions?|investigation|extensions?)\b"
    r"|\b(?:avenues?|directions?) (?:is|are|for|of|would)\b|\bremains? an? (?:active|open)\b"
    r"|\bwould (?:\w+ )?be (?:\w+ )?(?:interesting|useful|worthwhile|valuable|desirable|"
    r"necessary)\b"
    r"|\b(?:in (?:a |the )?(?:near )?future|future (?:papers?|releases?|versions?))\b"
    r"|\bnext steps?\b|\b(?:some|special|great|with|particular) care\b"
    r"|\b(?:could|may|might) (?:also |further )?improve\b|\bthere is (?:\w+ ){0,3}room for\b"
    r"|\bwe (?:are (?:\w+ly )?(?:investigating|working on)|(?:plan|intend|hope) to)\b",
    re.I,
)


def _own_alone(one: Candidate) -> float:
    """What is wrong with other work is no limit of this one."""
    return -_OF_OTHERS_COSTS * (one.of_others and not one.ours)


LIMITS_WISH = Wish(
    parts={"limits": 2.2, "discussion": 0.8, "conclusion": 0.8, "results": 0.1,
           "method": -0.4, "introduction": -0.3, "setup": -0.2},
    cues=((0.9, LIMITS), (0.7, ADMITS), (0.3, _PLAINLY)),
    needs=(LIMITS,),
    never=_NEVER,
    ours=True,
    appendix=True,
    most=4,
    least=1.9,
    central=0.5,
)  # fmt: skip
# what ends the paper speaks of it, named or not
ADMITTED_WISH = Wish(
    parts={"discussion": 1.0, "conclusion": 1.0},
    cues=((0.8, _PLAINLY), (0.6, _NARROW), (0.3, ADMITS), (0.3, LIMITS)),
    needs=(_PLAINLY,),
    never=(*_NEVER, BETTER, _NO_LIMIT, _QUESTION),
    most=3,
    least=1.7,
    central=0.4,
    more=_own_alone,
)
NARROW_WISH = replace(ADMITTED_WISH, needs=(_NARROW,), ours=True, most=2)
LIMITS_SECTION_WISH = Wish(
    parts={"limits": 2.0},
    cues=((0.7, ADMITS), (0.6, LIMITS), (0.3, _PLAINLY)),
    never=(ASIDE, RELEASED, _OF_OTHERS, _QUESTION),
    appendix=True,
    most=4,
    least=2.3,
    central=0.6,
)
# a section that is called so admits by its heading what its words do not
REST_OF_SECTION_WISH = replace(LIMITS_SECTION_WISH, least=2.0, most=2)
# where little is admitted
AHEAD_WISH = Wish(
    parts={"discussion": 0.9, "conclusion": 1.0},
    cues=((0.9, _AHEAD),),
    needs=(_AHEAD,),
    never=(ASIDE, RELEASED, OTHERS, _QUESTION),
    most=2,
    least=1.8,
    central=0.5,
    more=_own_alone,
)
