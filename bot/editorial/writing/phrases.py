"""What sentences of an abstract say by their wording: a made thing, an outcome, a gap. Pure.

Phrases are set by hand, for all fields. Those that have a name in ``SAYS`` are weighed by the
learned models of ``worth.py``; the others decide what may be quoted at all.
"""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

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
_BELIEVED = re.compile(r"\b(?:is|are|was|were) considered (?:to|as|an?|one|the)\b")
# The learned weights know the patterns above; these only tell who speaks.
_SPEAKS = re.compile(
    r"\b(?:we|i|the authors?) (?:(?:\w+ly|here|also|then|shall|will|can) ){0,2}"
    r"(?:argu|advanc|carry|clarif|confirm|constrain|construct|creat|deriv|describ|detect|develop|"
    r"discover|discuss|establish|exhibit|extend|find|formal|formul|generali|give|highlight|identif|"
    r"illustrat|improv|introduc|investigat|outlin|present|produc|propos|prov|refin|report|resolv|"
    r"review|show|sketch|stud|suggest|summari|synthesi|unif|verif|analy|examin|consider|comput|"
    r"explor|measur|obtain|us|evaluat)"
    r"|\b(?:this|the present|our) (?:[\w-]+ ){0,2}(?:paper|work|study|article|report|survey|thesis|"
    r"manuscript|letter|note|commentary|essay|review|chapter|contribution|perspective|tutorial) "
    r"(?:(?:\w+ly|also|then|first) )?(?!(?:is|was|has|can|may) )\w+(?:s|ed)\b"
)
# whoever says it so speaks of this paper, whatever else the sentence looks like
_SPEAKS_UP = re.compile(
    r"\b(?:we|i) (?:\w+ly )?(?!know|live|need|see|have|had|do|are|were|face|want|must|may|might|"
    r"could|should|can)[a-z]{3,}\b|\bin this (?:[\w-]+ )?(?:paper|work|study|article|note)\b"
    r"|\b(?:this|the|our) (?:[\w-]+ )?(?:paper|article|manuscript|letter|note) (?:\w+ly )?\w+s\b"
)
NEW = re.compile(r"\b(?:novel|new|first|called|named|dubbed|termed)\b|\b[A-Z][\w-]*[A-Z]\w*[,:]")
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
_NEED = re.compile(
    r"\b(?:crucial|essential|important|importance|critical|vital|necessary|key to|needs?|demand|"
    r"require|open (?:problem|question)|interest in|concern)"
)
_TELLS_NO_METHOD = re.compile(
    r"^(?:(?:first|second|third|however|also),? )?(?:existing|current|previous|prior|recent)\b|"
    r"^(?:our|the|these) (?:\w+ )?(?:results?|analys[ei]s|experiments|evaluations?|findings)\b|"
    r"^we (?:also )?(?:show|find|demonstrate|observe) that\b"
)
_OUTCOME = re.compile(
    r"\b(?:outperform|achiev|surpass|exceed|yield|reach|improv|reduc|boost|attain|beat)\w*\b|"
    r"\b(?:show|shows|showed|showing|find|found|demonstrate|demonstrates|reveal|reveals|prove|"
    r"observe|conclude|suggest|suggests|indicate|indicates|confirm|confirms)\b"
)
_FIGURE = re.compile(
    r"\d(?:(?:[\d.,]*\d)?\s?(?:%|×|x\b|percent|points?|-?fold|times)|(?<=\b\d)\d*\.\d+\b)"
)
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
_BEGINS = r"^(?:in this (?:paper|work|study|article|letter),? )?(?:here,? )?we (?:\w+ly )?"

SAYS: Mapping[str, re.Pattern[str]] = {
    "creates": _CREATES,
    "studies": _STUDIES,
    "is proposed": _IS_PROPOSED,
    "outcome": _OUTCOME,
    "figure": _FIGURE,
    "set-up": _SET_UP,
    "problem": _PROBLEM,
    "dangling": _DANGLING,
    "linked": _LINKED,
    "leans": _LEANS,
    "this work": re.compile(r"\b(?:this|the present|our) (?:paper|work|study|article|letter)\b"),
    "begins with made": re.compile(rf"{_BEGINS}(?:propos|introduc|present|develop|describ|design)"),
    "begins with shown": re.compile(rf"{_BEGINS}(?:show|prov|demonstr|find)"),
    "also": re.compile(r"^we (?:also|further|then|next|additionally|finally)\b"),
    "question": re.compile(r"\?"),
    "colon": re.compile(r":"),
    # letters first, then the boundary before them: so they are found fast
    "we": re.compile(r"we(?<=\bwe)\b"),
    "our": re.compile(r"our(?<=\bour)\b"),
    "named": re.compile(r"\b(?:call|named|dubbed|termed)"),
}


def problem(sentence: str) -> int:
    """2 and more where the sentence turns to what is missing, 1 where it says what is hard or
    needed, 0 where it only tells."""
    lower = sentence.lower()
    turns = re.match(r"however|yet|but|unfortunately", lower) is not None
    return 2 * turns + bool(_PROBLEM.search(lower) or _NEED.search(lower))


def leans(sentence: str) -> bool:
    """Whether the sentence refers to something that the one before it named."""
    return _LEANS.match(sentence.lower()) is not None


def says_who(sentence: str) -> bool:
    """Whether the authors speak of what they made or did."""
    lower = sentence.lower()
    if _SPEAKS.search(lower) or _CREATES.search(lower) or _STUDIES.search(lower):
        return True
    # "Kilns are considered to be the oldest furnaces" is no news of the authors
    if lower.startswith(("when ", "if ", "since ", "while ", "although ")):
        return False
    return _IS_PROPOSED.search(_BELIEVED.sub("", lower)) is not None


def speaks_up(sentence: str) -> bool:
    """Whether somebody says that it is about this paper."""
    return says_who(sentence) or _SPEAKS_UP.search(sentence.lower()) is not None


def proposes(sentence: str) -> bool:
    """Whether the authors say in it what they made."""
    return _CREATES.search(sentence.lower()) is not None


def tells_how(sentence: str) -> bool:
    """False where a sentence of the method part speaks of others' work or of outcomes."""
    return _TELLS_NO_METHOD.match(sentence.lower()) is None


@lru_cache(maxsize=256)
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
