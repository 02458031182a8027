"""What a sentence begins with before it says something of its own. Pure."""

import re
from functools import cache, lru_cache

from bot.editorial.sentences.definites import has_open_definite
from bot.editorial.sentences.guards import is_guarded
from bot.editorial.sentences.references import refers_back
from bot.editorial.sentences.tagging import listed, tagged
from bot.editorial.sentences.wholeness import adjunct_end, main_verb

_PAPER = (
    r"(?:(?:research|review|survey|position|short|technical|brief) )?(?:paper|work|article|study|"
    r"letter|note|report|talk|survey|review|thesis|contribution|research|manuscript|chapter|"
    r"investigation|tutorial|comment|commentary|essay|reply)"
)
# What links a sentence to the one before, and is not missed where it stands alone.
_LINKS = (
    r"moreover|furthermore|additionally|finally|notably|namely|thereafter|importantly|specifically|overall|also|"
    r"in particular|particularly|remarkably|crucially|in addition|consequently|as a result|thus|"
    r"therefore|hence|interestingly|further|meanwhile|surprisingly|secondly|second|thirdly|third|fourthly|fourth|fifth|sixth|firstly|"
    r"first|lastly|next|then|besides|concretely|more specifically|more precisely|in summary|"
    r"in short|in conclusion|in brief|to summarize|to conclude|taken together|accordingly|"
    r"to this end|to that end|to do so|in doing so|in response|inspired by this|here|herein|"
    r"motivated by this|more importantly|more generally|most importantly|"
    r"as an application|as a consequence|as a by-?product|in turn|along the way|based on this|"
    r"in other words|thereby|that is to say|"
    r"indeed|essentially|instead|rather|similarly|likewise|again|in fact|however|nevertheless|"
    r"nonetheless|in contrast|by contrast|conversely|on the other hand|unfortunately|hereby|"
    r"intriguingly|strikingly|ultimately|subsequently|afterwards?|in the end|for this purpose|"
    r"for example|for instance|(?:with|using|by) this (?:method|approach|framework|"
    r"technique|strategy)|"
    r"in this (?:regard|context|respect|way|manner|direction|vein)|"
    r"(?:for|regarding|concerning|as to) the (?:first|second|third|former|latter|last) [a-z]+|"
    r"(?:based|building|drawing|guided by|motivated by) (?:on |upon )?(?:our|the|these) "
    r"(?:\w+ )?(?:findings?|observations?|analys[ei]s|insights?|results?)|"
    r"in the (?:first|second|third|last|final) (?:part|half|step|stage|section)|"
    rf"(?:in|with|through) (?:this|the present|our|the current|the) {_PAPER}"
)
# some need no comma: "Moreover clay is cheap"
_LINK = re.compile(
    rf"(?:{_LINKS})\s*,\s+(?=[^\s(\d])"
    r"|(?:moreover|furthermore|nevertheless|nonetheless|but|and)\s+(?=[^\s(\d])",
    re.I,
)
# "In this paper, the first of a series, we show"
_APPOSED = re.compile(
    rf"in (?:this|the present|our|the current) {_PAPER}, (?:the|an?) [^,;:]{{3,90}}, (?=we\b)", re.I
)
_HEADINGS = (
    r"(?:methods?|results?|objectives?|aims?|approach|conclusions?|purpose|background|context|"
    r"contributions?|findings|summary|significance|abstract|introduction|methodology|motivation|"
    r"goals?|discussion|design|problem|materials)"
)
_HEADING = re.compile(rf"{_HEADINGS}(?:(?: and | & |/){_HEADINGS})?\s*[:—]\s*(?=\S)", re.I)
# "Here we show"; the others need their comma
_BEFORE_WE = re.compile(
    r"(?:as an application|as a consequence|as a result|here|herein|then|thus|therefore|hence|"
    rf"first|next|finally|further|also|subsequently|thereafter|"
    rf"in (?:this|the present|our|the) {_PAPER})\s+(?=we\b|it is\b)"
    r"|(?:then|next|finally|first)\s+(?=\w+ing\b)",
    re.I,
)
_SHOW = r"(?:show|demonstrate|reveal|confirm|prove|verifie|verify)(?:s|ed)?,? that"
_SHOWN = re.compile(
    r"(?:(?:(?:our|the|these|extensive|comprehensive|experimental|empirical|numerical|simulation|"
    r"evaluation|thorough|theoretical|quantitative|qualitative|further|systematic|additional|"
    r"detailed|preliminary|main|key|rigorous|both)(?:,? and |,? )?)*(?:experiments?|results?|"
    r"evaluations?|findings?|analys[ei]s|simulations|tests|studies|experimentation|comparisons)"
    r"(?P<where>(?: (?:on|across|over|in|with|of|from|using|conducted|for|performed)\b"
    rf"[^,.;:()]{{0,80}}?)?) (?:clearly |further |also |consistently |empirically )?{_SHOW}"
    r"|(?:it )?(?:is|has been) (?:shown|demonstrated|found) that|it (?:then )?follows that"
    r"|(?:we|it) (?:also |further |finally |then )?(?:find|found|observed?|discover|see) that"
    r"|the results? (?:is|was) that)\s+",
    re.I,
)
_MANY = re.compile(
    r"\b(?:benchmarks?|datasets?|data sets?|tasks|models|settings|domains|environments|scenarios|"
    r"languages|experiments)\b",
    re.I,
)
_NUMBERED = re.compile(r"\((?:\d|i{1,3}|iv|v|[a-e])\)\s+(?=[a-zA-Z])")
_NEXT_NUMBER = re.compile(r".\((?:[2-9]|i{2,3}|iv|v|[b-e])\)\s")
_ORDERS = frozenset(("first", "next", "finally", "lastly", "ultimately"))
_WORD_END = re.compile(r"[\s,.]")
_PLAIN = re.compile(r"[a-z]+(?:[-’'][a-z]+)*")
_SAME_AGAIN = re.compile(r"\band that\b|, that\b")


@lru_cache(maxsize=256)
def without_lead(sentence: str, title: str = "") -> str:
    """The sentence from where it says something of its own, with a capital.

    Links ("Moreover,"), headings, talk of the paper ("In this work,"), reports that something
    was shown, and beginnings that refer back ("To address these limitations,") are left out; a
    beginning that tells for what the rest is true ("Under this assumption,") is not.
    """
    text, previous = sentence, ""
    while text != previous:
        previous = text
        found = _BEFORE_WE.match(text) or _LINK.match(text) or _HEADING.match(text)
        if found and text.startswith(("In ", "in ")):
            found = _APPOSED.match(text) or found
        if text.startswith("(") and _NEXT_NUMBER.search(text) is None:
            found = _NUMBERED.match(text)
        text = text[found.end() :] if found else text
        text = _told(_without_adjunct(text, title))
    return capital(_without_also(text))


def capital(text: str) -> str:
    """The first letter as a capital, unless it begins a name (``vLLM``)."""
    word = _WORD_END.split(text, maxsplit=1)[0]
    plain = _PLAIN.fullmatch(word) is not None and len(text) > 1
    return text[0].upper() + text[1:] if plain else text


def _without_also(text: str) -> str:
    """Without the "also" of the main clause, which speaks of what came before."""
    tokens = tagged(text)
    comma = adjunct_end(tokens)
    first = 0 if comma is None else comma + 1
    for at in range(first + 1, len(tokens) - 1):
        if tokens[at].tag in ",;:CSR":
            break
        beside_verb = tokens[at + 1].tag in "VEAb" or tokens[at - 1].tag in "BM"
        is_we = at == first + 1 and tokens[first].low == "we"
        # "we discuss then the smoke"
        beside_verb |= at == first + 2 and tokens[first].low == "we" and tokens[at - 1].tag in "V"
        low = tokens[at].low
        also = low in listed("speaks of what came before") or (is_we and low in _ORDERS)
        if also and (beside_verb or is_we):
            return text[: tokens[at].start] + text[tokens[at + 1].start :]
    return text


@cache
def _openings() -> frozenset[str]:
    return listed("opens an adjunct") - listed("scope")


def _without_adjunct(text: str, title: str) -> str:
    """Without a beginning that refers back and may go."""
    tokens = tagged(text)
    if not tokens or tokens[0].low not in _openings():
        return text
    comma = adjunct_end(tokens)
    lead = text[: tokens[comma].start] if comma else ""
    if comma is None or is_guarded(lead):
        return text
    # "To understand the smoke,": which smoke?
    asks = tokens[0].low == "to" and has_open_definite(f"{lead}.", title)
    if not (asks or refers_back(f"{lead}.", title)):
        return text
    return text[tokens[comma + 1].start :]


def _told(text: str) -> str:
    """Without "Experiments show that"."""
    found = _SHOWN.match(text)
    if found is None:
        return text
    where, rest = found["where"] or "", text[found.end() :]
    if _SAME_AGAIN.search(rest) or (where and not _is_broad(where)):
        return text
    return rest if main_verb(tagged(rest)) is not None else text


def _is_broad(where: str) -> bool:
    """``on five benchmarks`` says nothing about for what the rest is true; ``on mice`` does."""
    named = re.search(r"[A-Z0-9]", where)
    return _MANY.search(where) is not None and named is None and not is_guarded(where)
