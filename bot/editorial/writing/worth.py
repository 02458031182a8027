"""What one sentence of an abstract is worth quoting for, in points. Pure.

Phrases and points are set by hand. Title words are not used: the quotation stands
under the title, and would only repeat it.
"""

import re
from collections.abc import Mapping, Sequence

from bot.editorial.writing.cues import Role
from bot.editorial.writing.roles import cue_points

_AUTHORS = (
    r"\b(?:we|(?:this|the present|our) "
    r"(?:paper|work|study|article|report|survey|thesis|manuscript|letter|note))"
    r" (?:(?:\w+ly|here|also|then|thus|therefore|first|further) )?"
)
_CREATES = re.compile(
    rf"{_AUTHORS}"
    r"(?:propos|present|introduc|develop|design|describ|formulat|devis|build|built|offer|provid|"
    r"creat|construct|releas|contribut|establish|give|suggest|advocat|argu|reformulat|extend)"
)
_STUDIES = re.compile(
    rf"{_AUTHORS}"
    r"(?:stud|show|find|demonstrat|prov|investigat|analy|explor|examin|address|consider|reveal|"
    r"conduct|evaluat|compar|discuss|survey|review|revisit|aim|us|apply|report|obtain|deriv|ask|"
    r"focus|tackl|search|measur|observ|perform|characteri|comput|train|test|determin|"
    r"benchmark|employ|adopt|identif|quantif|assess|collect|curat|generali|implement|leverag|"
    r"simulat|solv|classif|estimat|predict|calculat)|"
    r"\bin this (?:paper|work|study|article|letter|note),? we\b|^\W*(?:aims?|objectives?|purpose)\b"
)
_IS_PROPOSED = re.compile(
    r"\b(?:is|are|was|were) (?:proposed|presented|introduced|developed|studied|investigated|"
    r"considered|described|reported|derived)\b|\b(?:aim|goal|purpose|objective) of this\b"
)
_NEW = re.compile(r"\b(?:novel|new|first|called|named|dubbed|termed)\b|\b[A-Z][\w-]*[A-Z]\w*[,:]")
_DANGLING = re.compile(
    r"^(?!(?:this|these) (?:paper|work|study|article|report|survey|thesis|manuscript)\b)"
    r"(?:this|these|those|it|its|they|their|such|both|here,? (?!we)|the (?:former|latter|approach|"
    r"method|proposed|resulting|key|second|third)|that)\b"
)
_LINKED = re.compile(
    r"^(?:to (?:this end|address (?:this|these|the)|do so|tackle (?:this|these)|overcome (?:this|"
    r"these)|solve (?:this|these)|bridge (?:this|the)|fill this|mitigate (?:this|these)|achieve "
    r"this)|then|thus|therefore|hence|moreover|furthermore|additionally|also|second|third|finally|"
    r"specifically|however|in addition|in particular|as a result|consequently|based on this|"
    r"motivated by th|instead|besides|further|concretely|building on th|for th|inspired by th|"
    r"next|but|yet|similarly|in contrast|we (?:also|further|then|next|additionally|finally)|"
    r"along the way|on the other hand|for example|for instance|at the same time|on this basis)\b"
)
_LEANS = re.compile(
    r"^(?:(?:however|yet|but|while|although|despite|moreover|thus|furthermore|in particular),? )?"
    r"(?:this|these|those|it|its|they|their|such|both|the (?:former|latter))\b"
)
_PROBLEM = re.compile(
    r"^(?:however|yet|but|unfortunately|despite|although|while|nevertheless|nonetheless)\b|"
    r"\b(?:lack|suffer|limit|fail|struggl|unclear|underexplored|under-explored|unexplored|"
    r"challeng|difficult|hard to|overlook|neglect|hinder|bottleneck|problem|costly|expensive|"
    r"little is known|remains?|gap|prone|open question|poorly|impractical|insufficient|cannot)"
)
_TELLS_NO_METHOD = re.compile(
    r"^(?:(?:first|second|third|however|also),? )?(?:existing|current|previous|prior|recent)\b|"
    r"^(?:our|the|these) (?:\w+ )?(?:results?|analys[ei]s|experiments|evaluations?|findings)\b|"
    r"^we (?:also )?(?:show|find|demonstrate|observe) that\b"
)
_PROBLEM_FIRST = re.compile(
    r"^(?:however|unfortunately|despite the|"
    r"(?:while |although )?(?:\w+ )?(?:existing|current|recent|prior|previous))\b"
)
_OUTCOME = re.compile(
    r"\b(?:outperform|achiev|surpass|exceed|yield|reach|improv|reduc|boost|attain|beat)\w*\b|"
    r"\b(?:show|shows|showed|showing|find|found|demonstrate|demonstrates|reveal|reveals|prove|"
    r"observe|conclude|suggest|suggests|indicate|indicates|confirm|confirms)\b"
)
_FIGURE = re.compile(r"\d(?:[\d.,]*\d)?\s?(?:%|×|x\b|percent|points?|-?fold|times)|\b\d+\.\d+\b")
_SET_UP = re.compile(
    r"^(?:we|our paper|this paper) (?:also |then |further )?(?:evaluate|test|validate|benchmark|"
    r"conduct|perform|discuss|release|compare|apply|provide|propose|introduce|present|publish)|"
    r"\b(?:future (?:work|research|directions)|is discussed|are discussed|we will|we hope)\b"
)
_AVAILABLE = re.compile(
    r"\b(?:available|released?|open-sourced?|found|accessible|published)\b.{0,80}(?:https?:|www\.|"
    r"github|hugging ?face|\.io/|upon|publicly|online|project page|soon)|^(?:the |our |all )?"
    r"(?:source )?(?:code|project|data|dataset)s?\b.{0,60}(?:https?:|available|released|github)|"
    r"\b(?:publicly|freely|openly) available\b.{0,80}$|^(?:code|project|demo)[\w ]*:"
)
_WITHDRAWN = re.compile(
    r"\b(?:this|the) (?:paper|article|submission|manuscript|preprint|work)\b.{0,40}"
    r"\b(?:is|was|been) (?:\w+ )?withdrawn\b"
)
# "Results." as a heading, "1", "*": at most two words, none of them of a script without spaces.
_FRAGMENT = re.compile(r"\W*(?:[\w'-]{1,25}\W+){0,2}[a-zA-Z0-9'-]{0,25}\W*")
_ENGLISH = frozenset(["the", "of", "and", "to", "we", "is", "for", "that", "with", "are", "by"])
_ROLE_OF_OUTCOME: Mapping[Role, float] = {
    "result": 0.5,
    "method": -2.5,
    "objective": -2.5,
    "background": -3.5,
    "other": -2.5,
}


def contribution(sentence: str, role: Role, at: int) -> float:
    """How well sentence number ``at``, alone, says what the paper contributes."""
    lower = sentence.lower()
    score = {"objective": 1.0, "method": 0.7, "result": 0.5, "background": -0.5, "other": -3.0}[
        role
    ]
    score += 3.0 if _CREATES.search(lower) else 2.0 if _STUDIES.search(lower) else 0.0
    score += 1.0 if _IS_PROPOSED.search(lower) else 0.0
    score += 0.7 if _NEW.search(sentence) else 0.0
    score -= 1.0 if _DANGLING.match(lower) or _LINKED.match(lower) else 0.0
    score -= 0.4 * at
    return score - _length_cost(sentence)


def _length_cost(sentence: str) -> float:
    if len(sentence) < 60:
        return 1.5 if len(sentence) < 45 else 1.0
    return 0.0 if len(sentence) <= 260 else 0.5 if len(sentence) <= 400 else 1.5


def outcome(sentence: str, role: Role) -> float:
    """How surely the sentence states what came out: 0 and less is no outcome."""
    lower = sentence.lower()
    points = cue_points(sentence)
    said = min(points["result"], 3.5)
    said += 1.5 if _OUTCOME.search(lower) else 0.0
    said += 0.7 if _FIGURE.search(lower) else 0.0
    if not said and points["method"]:  # at the place of a result, but it tells how
        return 0.0
    score = said + _ROLE_OF_OUTCOME[role] - 0.4 * points["objective"]
    score -= 1.0 if _PROBLEM_FIRST.match(lower) else 0.0
    return score - (1.5 if _SET_UP.search(lower) else 0.0)


def problem(sentence: str) -> int:
    """2 and more where the sentence turns to what is missing; 0 where it only tells."""
    lower = sentence.lower()
    return 2 * bool(re.match(r"however|yet|but|unfortunately", lower)) + bool(
        _PROBLEM.search(lower)
    )


def leans(sentence: str) -> bool:
    """Whether the sentence speaks of something that the one before it named."""
    return _LEANS.match(sentence.lower()) is not None


def proposes(sentence: str) -> bool:
    """Whether the authors say in it what they made."""
    return _CREATES.search(sentence.lower()) is not None


def tells_how(sentence: str) -> bool:
    """False where a sentence among those on the method speaks of others' or of outcomes."""
    return _TELLS_NO_METHOD.match(sentence.lower()) is None


def is_quotable(sentence: str) -> bool:
    """False for headings, fragments, and where to find the code."""
    is_notice = _AVAILABLE.search(sentence.lower()) is not None
    return not is_notice and _FRAGMENT.fullmatch(sentence) is None


def is_withdrawal(sentence: str) -> bool:
    """Whether this is a notice that the paper was taken back."""
    return _WITHDRAWN.search(sentence.lower()) is not None


def is_english(sentences: Sequence[str]) -> bool:
    """By its small words: at least one word in twenty."""
    words = re.findall(r"[^\W\d_]+", " ".join(sentences).lower())
    return sum(word in _ENGLISH for word in words) >= len(words) / 20
