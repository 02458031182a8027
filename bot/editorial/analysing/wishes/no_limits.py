"""What reads like a limit and is none: plans, strengths, what was seen, what is announced.

Pure. A sentence that praises or announces in one clause may admit something in another.
"""

import re
from collections.abc import Callable

# a plan alone: "we leave" and "we did not" beside it admit something, and stay
PLANS = re.compile(
    r"\bwe (?:\w+ly )?(?:are (?:\w+ly )?(?:excited|investigating|working|looking|planning|going)|"
    r"(?:also )?(?:plan|intend|hope|aim|expect|would like|want|look forward|will))\b"
    r"|\b(?:future|further|next|additional|more|subsequent|upcoming) (?:\w+ )?(?:work|research|"
    r"stud(?:y|ies)|directions?|investigations?|extensions?|efforts?|experiments?|trials?|"
    r"releases?|versions?|steps?)\b"
    r"|\b(?:in|for) (?:a |the )?(?:near )?future\b|\bnext steps?\b"
    r"|\b(?:avenues?|directions?) (?:is|are|for|of|would)\b"
    r"|\bwould (?:\w+ )?be (?:\w+ )?(?:interesting|useful|worthwhile|valuable|desirable|"
    r"necessary|important|possible)\b"
    r"|\bthere (?:is|are) (?:\w+ ){0,3}(?:room|ways) (?:for|to)\b|\b(?:warrants?|merits?|deserves?|"
    r"needs?|requires?) (?:further|more|additional|to be)\b"
    r"|\b(?:could|may|might|should) (?:also |further |be )?(?:improved?|extend(?:ed)?|explored?)\b"
    r"|^(?:exploring|extending|applying|developing|investigating)\b",
    re.I,
)
ADMITS_PLAINLY = re.compile(
    r"\b(?:limitations?|drawbacks?|shortcomings?|caveats?|not|cannot|unable|only|limited|leave|"
    r"left|biased|unclear|unknown|lacks?|lacking|fails?|caution)\b",
    re.I,
)
_OPENS_WITH_A_PLAN = re.compile(
    r"^(?:\w+(?: \w+){0,3}, )?(?:we|I) (?:\w+ly )?(?:are (?:excited|investigating|working|"
    r"planning|going)|(?:also )?(?:plan|intend|hope|aim|expect|would like|want|will))\b"
    r"(?!.*\bleave\b)"
)
# what it is held against, or when: it is the rest of the sentence that admits or praises
_OPENING = re.compile(
    r"^(?:unlike|in contrast to|contrary to|as opposed to|compared (?:to|with)|(?:even )?if)\b"
    r"[^,]*,?",
    re.I,
)
STRENGTHS = re.compile(
    r"\b(?:not|no longer|without being|never) (?:\w+ly )?(?:limited|restricted|confined|tied|"
    r"affected|hampered|biased|sensitive)\b"
    r"|\b(?:do(?:es)?|did|need) not (?:\w+ly )?(?:require|need|rely|depend|suffer|assume|affect|"
    r"change|alter|impose|restrict|limit|degrade|hurt|increase|have to)\b"
    r"|\bnot (?:require|need|rely|depend|suffer)\b|\bno (?:need|loss|assumptions?)\b"
    r"|\bwithout (?:any |a |the |such )?(?:assum\w+|limit\w*|restrict\w*|loss|sacrific\w+|need)\b"
    r"|\b(?:strengths?|advantages?|benefits?) of (?:this|our|the (?:present|proposed|current))\b"
    r"|\bnot un(?:realistic|reasonable|likely|usual|common)\b"
    r"|\bcomplement the\b|\bno bias\b"
    r"|\border to (?:avoid|prevent|limit|minimi[sz]e|reduce|compensate|control)\b"
    r"|\b(?:used|done|chosen|performed|applied) to (?:compensate|overcome|avoid|account|correct)\b"
    r"|\b(?:is|are|was|were) (?:thus |therefore |hence )?(?:justifi\w+|unlikely)\b"
    r"|\b(?:only|just) (?:need|require|take|cost)s?\b|\bcan (?:largely |safely |easily )?be "
    r"(?:ascribed|attributed|neglected|ignored)\b|\bserious limitations\b",
    re.I,
)
# what came out negative came out
NOT_SEEN = re.compile(
    r"\b(?:not|never) (?:\w+ly |be )?(?:observed?|detect(?:ed)?|"
    r"find|found|see|seen|reveal(?:ed)?|show(?:n|ed)?|differ|support(?:ed)?|correlated?|respond|"
    r"expect|express(?:ed)?|warrant|display|exhibit(?:ed)?|associated|significant(?:ly)?|think|"
    r"exceed(?:ed)?|lead|led|result|induce|mandate|match)\b"
    r"|\bwe (?:\w+ly )?(?:found|find|observed?|detected|showed?|saw|see) (?!that (?:we|our))"
    r"|\b(?:significant(?! (?:\w+ )?(?:limitation|drawback|shortcoming|weakness|caveat))|"
    r"significance|p ?[<=] ?0?\.\d)",
    re.I,
)
ANNOUNCES = re.compile(
    r"\b(?:several|some|a (?:number|few) of|certain|few|various|many|two|three|four|five|other|"
    r"following|potential|important|computational) (?:\w+ ){0,2}"
    r"(?:limitations?|caveats?|drawbacks?|shortcomings?|weaknesses)\b"
    r"(?!.*(?:\binclud|\bnamely\b|\bsuch as\b|:|\bfirst\b|\bbecause\b|\bas\b|\bsince\b))"
    r"|\b(?:discuss|address|describ|list|summari[sz]|consider)\w* (?:\w+ ){0,4}limitations?\b"
    r"|\blimitations? (?:\w+ ){0,3}(?:discussed|addressed|overcome|resolved|described)\b",
    re.I,
)
# what is called a limit is none of what was seen
_CALLED = re.compile(
    r"\b(?:is|are|was|were|remains?) (?:\w+ ){1,3}"
    r"(?:limitation|drawback|shortcoming|weakness|caveat)s?\b",
    re.I,
)
# what was made did not do something; people, data and results show something
_MADE_FAILS = re.compile(
    r"\bour (?:\w+ ){0,2}?(?:training|methods?|models?|approach|algorithm|system|networks?|"
    r"classifier|implementation|framework|tool|prototype|agents?|optimi[sz]ation|procedure) "
    r"(?:did|do|does|could|can) not\b(?!.*\bsignifican)",
    re.I,
)
# what is so of the field, of nature, of all of us, or in most cases
OF_THE_WORLD = re.compile(
    r"^(?:in practice|typically|usually|in general|generally|most|many|only a few|few|recent)\b"
    r"(?!,? (?:of )?(?:we|our|i)\b)|^(?:even )?if we\b[^,]*, we\b"
    r"|\b(?:mechanisms?|roles?|functions?|reasons?|causes?|fate|contributions?) (?:\S+ ){0,12}?"
    r"(?:remains?|is|are) (?:\w+ )?(?:unclear|unknown|to be|poorly)\b",
    re.I,
)

_CLAUSES = re.compile(
    r"[;:] |[.!] (?=[A-Z])|,? (?:but|although|though|whereas|yet|however)\b,? |, and (?:also )?"
)


def is_praise(text: str, admits: Callable[[str], object]) -> bool:
    """Whether it tells a strength, or that limits will be told, and admits none in a clause of its
    own: "it needs no labels, but only works for English"."""
    if not any(one.search(text) for one in (_OPENING, STRENGTHS, ANNOUNCES)):
        return False
    clauses = _CLAUSES.split(_OPENING.sub("", text).strip())
    return not any(
        admits(one) and not STRENGTHS.search(one) and not ANNOUNCES.search(one) for one in clauses
    )


def is_observation(text: str) -> bool:
    """Whether it tells what was seen, or not seen, and neither calls it a limit nor says that what
    was made fails."""
    return bool(NOT_SEEN.search(text)) and not (_CALLED.search(text) or _MADE_FAILS.search(text))


def is_plan(text: str) -> bool:
    """Whether it says what is to come, and nothing of what was left undone."""
    if _OPENS_WITH_A_PLAN.search(text):
        return True
    return bool(PLANS.search(text)) and not ADMITS_PLAINLY.search(text)
