"""What sentences of an abstract say by their wording: a made thing, an outcome, a gap. Pure.

Phrases are set by hand, for all fields. Those that have a name in ``SAYS`` are weighed by the
learned models of ``worth.py``; the others decide what may be quoted at all.
"""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from bot.text.word_heads import A_DIGIT, HeadedPattern, PatternTable, begun, headed

_AUTHORS = (
    r"\b(?:we|(?:this|the present|our) "
    r"(?:paper|work|study|article|report|survey|thesis|manuscript|letter|note))"
    r" (?:(?:\w+ly|here|also|then|thus|therefore|first|further) )?"
)
_CREATES = begun(
    rf"{_AUTHORS}"
    r"(?:propos|present|introduc|develop|design|describ|formulat|devis|build|built|offer|provid|"
    r"creat|construct|releas|contribut|establish|give|suggest|advocat|argu|reformulat|extend)",
    "we this the+present our",
)
_STUDIES = begun(
    rf"{_AUTHORS}"
    r"(?:stud|show|find|demonstrat|prov|investigat|analy|explor|examin|address|consider|reveal|"
    r"conduct|evaluat|compar|discuss|survey|review|revisit|aim|us|apply|report|obtain|deriv|ask|"
    r"focus|tackl|search|measur|observ|perform|characteri|comput|train|test|determin|"
    r"benchmark|employ|adopt|identif|quantif|assess|collect|curat|generali|implement|leverag|"
    r"simulat|solv|classif|estimat|predict|calculat)|"
    r"\bin this (?:paper|work|study|article|letter|note),? we\b",
    "we this in+this the+present our",
    r"\W*(?:aims?|objectives?|purpose)\b",
)
_IS_PROPOSED = headed(
    r"\b(?:is|are|was|were) (?:proposed|presented|introduced|developed|studied|investigated|"
    r"considered|described|reported|derived)\b|\b(?:aim|goal|purpose|objective) of this\b",
    "proposed presented introduced developed studied investigated considered described reported "
    "derived this",
)
# In the present tense, as abstracts tell of their own paper: "the heat of clay is measured"
_IS_DONE = headed(
    r"\b(?:is|are) (?:\w+ly )?(?:analy[sz]ed|examined|explored|discovered|constructed|formulated|"
    r"established|proved|proven|demonstrated|reviewed|discussed|evaluated|extended|given|"
    r"calculated|computed|measured|shown|pointed out|tested|"
    r"built(?! (?:on|upon|from|into|in|around)\b))\b(?! (?:by|as|to be)\b)",
    "analyse analyze examined explored discovered constructed formulated established proved "
    "proven demonstrated reviewed discussed evaluated extended given calculated computed "
    "measured shown pointed tested built",
)
_BELIEVED = re.compile(
    r"\b(?:is|are|was|were) considered (?:to|as|an?|one|the)\b"
    r"|\b(?:was|were) (?:\w+ly )?\w+ in (?:19|20)\d\d\b"
    r"|\b(?:is|are|was|were) \w+ (?:since|for (?:\w+ )?(?:years|decades|centuries))\b"
)
# "The stove was introduced by W. P. Brick"
_BY_OTHERS = re.compile(
    r"\b(?:was|were|been) (?:\w+ly |first )?(?:introduced|proposed|discovered|conjectured|"
    r"suggested|posed|formulated|initiated|invented|proved|proven|pioneered) (?:\w+ )?by "
    r"(?:[A-Z]\. ?-?)*[A-Z][a-z]{2,}"
)
_OTHERS_WORK = re.compile(
    r"(?:earlier|previous|prior|past|existing|recent|most|many|conventional|traditional) (?:\w+ )?"
    r"(?:works?|studies|methods|approaches|research|results|literature|techniques|efforts)\b"
    r"|in (?:an?|the|their) (?:recent|previous|earlier|seminal|famous|classical?|landmark) "
    r"(?:paper|work|article|study|result)\b"
)
_OWN_EARLIER = re.compile(
    r"in (?:an?|our|the) (?:recent|previous|earlier|companion|last) (?:paper|work|article|study|"
    r"letter)\b[^;]{0,60}?\b(?:we|i) \w+ed\b(?!.*\b(?:here|now|in this|we \w+(?<!ed))\b)"
)
_IN_LITERATURE = headed(
    r"\b(?:is|are|was|were|been) (?:\w+ly |often )?(?:considered|studied|proposed|reported|"
    r"discussed|used|described) in the literature\b",
    "literature",
)
# The learned weights know the patterns above; these only tell who speaks.
_SPEAKS = begun(
    r"\b(?:we|i|the authors?) (?:(?:\w+ly|here|also|then|shall|will|can) ){0,2}"
    r"(?:argu|advanc|carry|clarif|confirm|constrain|construct|creat|deriv|describ|detect|develop|"
    r"discover|discuss|establish|exhibit|extend|find|formal|formul|generali|give|highlight|identif|"
    r"illustrat|improv|introduc|investigat|outlin|present|produc|propos|prov|reali[sz]|refin|report|"
    r"resolv|"
    r"review|show|sketch|stud|suggest|summari|synthesi|unif|verif|analy|examin|consider|comput|"
    r"explor|measur|obtain|us|evaluat)"
    r"|\b(?:this|the present|our) (?:[\w-]+ ){0,2}(?:paper|work|study|article|report|survey|thesis|"
    r"manuscript|letter|note|commentary|essay|review|chapter|contribution|perspective|tutorial) "
    r"(?:(?:\w+ly|also|then|first) )?(?!(?:is|was|has|can|may) )\w+(?:s|ed)\b"
    r"|\b(?:results?|contributions?|subject|topic|focus|aims?|goals?|purpose) of (?:the|our) "
    r"(?:paper|article|work|study|note) (?:is|are)\b",
    "we i the+author this the+present our result contribution subject topic focus aim aims goal "
    "purpose",
)
# whoever says it so speaks of this paper, whatever else the sentence looks like
_SPEAKS_UP = begun(
    r"\b(?:we|i) (?:\w+ly )?(?!know|live|need|see|have|had|do|are|were|face|want|must|may|might|"
    r"could|should|can|and|for|such)[a-z]{3,}\b"
    r"|\bin this (?:[\w-]+ )?(?:paper|work|study|article|note)\b"
    r"|\b(?:this|the|our) (?:[\w-]+ )?(?:paper|article|manuscript|letter|note) (?:\w+ly )?\w+s\b",
    "we i this in+this the/paper our/paper the/article our/article the/manuscript our/manuscript "
    "the/letter our/letter the/note our/note",
)
_NEW = begun(
    r"\b(?:novel|new|first|called|named|dubbed|termed)\b",
    "novel new first called named dubbed termed",
)
_NAMES = re.compile(r"[A-Z](?<=\b[A-Z])[\w-]*[A-Z]\w*[,:]")
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
_PROBLEM = begun(
    r"\b(?:lack|suffer|limit|fail|struggl|unclear|underexplored|under-explored|unexplored|"
    r"challeng|difficult|hard to|overlook|neglect|hinder|bottleneck|problem|costly|expensive|"
    r"little is known|remains?|gap(?=[a-z0-9_]|\b)|prone|open question|poorly|impractical|"
    r"insufficient|cannot)",
    "lack suffer limit fail struggle unclear underexplored under unexplored challenge difficult "
    "hard overlook neglect hinder bottleneck problem costly expensive little remain gap* prone "
    "open poorly impractical insufficient cannot",
    r"(?:however|yet|but|unfortunately|despite|although|while|nevertheless|nonetheless)\b",
)
_NEED = begun(
    r"\b(?:crucial|essential|important|importance|critical|vital|necessary|key to|needs?|demand|"
    r"require|open (?:problem|question)|interest in|concern)",
    "crucial essential important critical vital necessary key need demand require open interest "
    "concern",
)
_TELLS_NO_METHOD = re.compile(
    r"^(?:(?:first|second|third|however|also),? )?(?:existing|current|previous|prior|recent)\b|"
    r"^(?:our|the|these) (?:\w+ )?(?:results?|analys[ei]s|experiments|evaluations?|findings)\b|"
    r"^we (?:also )?(?:show|find|demonstrate|observe) that\b"
)
_OUTCOME = begun(
    r"\b(?:outperform|achiev|surpass|exceed|yield|reach|improv|reduc|boost|attain|beat)\w*\b|"
    r"\b(?:show|shows|showed|showing|find|found|demonstrate|demonstrates|reveal|reveals|prove|"
    r"observe|conclude|suggest|suggests|indicate|indicates|confirm|confirms)\b",
    "outperform achieve surpass exceed yield reach improve reduce boost attain beat show find "
    "found demonstrate reveal prove observe conclude suggest indicate confirm",
)
_FIGURE = headed(
    r"\d(?:\s?(?:%|×|x\b|percent|points?|-?fold|times)|(?<=\b\d)\d*\.\d+\b)",
    A_DIGIT,
)
_SET_UP = headed(
    r"\b(?:future (?:work|research|directions)|is discussed|are discussed|we will|we hope)\b",
    "future discussed will hope",
    r"(?:we|our paper|this paper) (?:also |then |further )?(?:evaluate|test|validate|benchmark|"
    r"conduct|perform|discuss|release|compare|apply|provide|propose|introduce|present|publish)",
)
_AVAILABLE = headed(
    r"\b(?:available|released?|open-sourced?|found|accessible|published)\b.{0,80}(?:https?:|www\.|"
    r"github|hugging ?face|\.io/|upon|publicly|online|project page|soon)|^(?:the |our |all )?"
    r"(?:source )?(?:code|project|data|dataset)s?\b.{0,60}(?:https?:|available|released|github)|"
    r"\b(?:publicly|freely|openly) available\b.{0,80}$|^(?:code|project|demo)[\w ]*:",
    "available release open found accessible published code project data demo",
)
# "Results." as a heading, "1", "*": at most two words, none of them of a script without spaces.
_FRAGMENT = re.compile(r"\W*(?:[\w'-]{1,25}\W+){0,2}[a-zA-Z0-9'-]{0,25}\W*")
_ENGLISH = frozenset(["the", "of", "and", "to", "we", "is", "for", "that", "with", "are", "by"])
_BEGINS = r"^(?:in this (?:paper|work|study|article|letter),? )?(?:here,? )?we (?:\w+ly )?"

SAYS: Mapping[str, HeadedPattern] = {
    "creates": _CREATES,
    "studies": _STUDIES,
    "is proposed": _IS_PROPOSED,
    "outcome": _OUTCOME,
    "figure": _FIGURE,
    "set-up": _SET_UP,
    "problem": _PROBLEM,
    "dangling": HeadedPattern(_DANGLING),
    "linked": HeadedPattern(_LINKED),
    "leans": HeadedPattern(_LEANS),
    "this work": headed(
        r"\b(?:this|the present|our) (?:paper|work|study|article|letter)\b",
        "paper work study article letter",
    ),
    "begins with made": headed(rf"{_BEGINS}(?:propos|introduc|present|develop|describ|design)"),
    "begins with shown": headed(rf"{_BEGINS}(?:show|prov|demonstr|find)"),
    "also": headed(r"^we (?:also|further|then|next|additionally|finally)\b"),
    "question": headed(r"\?"),
    "colon": headed(r":"),
    # letters first, then the boundary before them: so they are found fast
    "we": headed(r"we(?<=\bwe)\b"),
    "our": headed(r"our(?<=\bour)\b"),
    "named": headed(r"\b(?:call|named|dubbed|termed)", "call named dubbed termed"),
}


_TABLE = PatternTable(SAYS)


@lru_cache(maxsize=256)
def said(lower: str) -> frozenset[str]:
    """The names in ``SAYS`` of what a sentence in lower case says."""
    return frozenset(_TABLE.found(lower))


def is_new(sentence: str) -> bool:
    """Whether something is called new, or its name is given."""
    is_called_new = _NEW.is_in(sentence.lower()) and _NEW.pattern.search(sentence) is not None
    return is_called_new or _NAMES.search(sentence) is not None


def problem(sentence: str) -> int:
    """2 and more where the sentence turns to what is missing, 1 where it says what is hard or
    needed, 0 where it only tells."""
    lower = sentence.lower()
    turns = re.match(r"however|yet|but|unfortunately", lower) is not None
    return 2 * turns + (_PROBLEM.is_in(lower) or _NEED.is_in(lower))


def leans(sentence: str) -> bool:
    """Whether the sentence refers to something that the one before it named."""
    return _LEANS.match(sentence.lower()) is not None


@lru_cache(maxsize=256)
def says_who(sentence: str) -> bool:
    """Whether the authors speak of what they made or did."""
    lower = sentence.lower()
    if _OWN_EARLIER.match(lower):
        return False
    if _SPEAKS.is_in(lower) or not said(lower).isdisjoint(("creates", "studies")):
        return True
    # "Kilns are considered to be the oldest furnaces" is no news of the authors
    if lower.startswith(("when ", "if ", "since ", "while ", "although ")):
        return False
    if (" by " in sentence and _BY_OTHERS.search(sentence)) or tells_of_others(sentence):
        return False
    if _IS_DONE.is_in(lower):
        return _BELIEVED.search(lower) is None
    return _IS_PROPOSED.is_in(lower) and _IS_PROPOSED.is_in(_BELIEVED.sub("", lower))


def tells_of_others(sentence: str) -> bool:
    """Whether its subject is what others did, or the authors in an earlier paper."""
    lower = sentence.lower()
    is_theirs = _OTHERS_WORK.match(lower) is not None or _IN_LITERATURE.is_in(lower)
    return (is_theirs and not _SPEAKS_UP.is_in(lower)) or _OWN_EARLIER.match(lower) is not None


def speaks_up(sentence: str) -> bool:
    """Whether somebody says that it is about this paper."""
    return says_who(sentence) or _SPEAKS_UP.is_in(sentence.lower())


def proposes(sentence: str) -> bool:
    """Whether the authors say in it what they made."""
    return "creates" in said(sentence.lower())


def tells_how(sentence: str) -> bool:
    """False where a sentence of the method part speaks of others' work or of outcomes."""
    return _TELLS_NO_METHOD.match(sentence.lower()) is None


@lru_cache(maxsize=256)
def is_quotable(sentence: str) -> bool:
    """False for headings, fragments, remarks in brackets, and where to find the code."""
    is_remark = sentence.startswith("(") and sentence.rstrip(".").endswith(")")
    is_part = is_remark or _FRAGMENT.fullmatch(sentence) is not None
    return not (is_part or _AVAILABLE.is_in(sentence.lower()))


def is_english(sentences: Sequence[str]) -> bool:
    """By its small words: at least one word in twenty."""
    text = " ".join(sentences).lower()
    words = re.findall(r"[a-z]+" if text.isascii() else r"[^\W\d_]+", text)
    return sum(map(_ENGLISH.__contains__, words)) >= len(words) / 20
