"""A sentence of a full text without what only its page can show: citations, pointers to figures,
marks of notes. Pure.

A citation in brackets is left out where the sentence is whole without it. Where it stands for a
name ("as in [12]", "[3] proposed"), the sentence cannot be told alone.
"""

import re

_YEAR = r"(?:1[89]|20)\d\d[a-z]?"
# [12], [3, 7-9], [Smi20], [IEECloud22,KDD18], [Smith et al., 2020]
_NUMBERED = r"\[\s*\d{1,3}[a-z]?(?:\s*[-–—,;]\s*\d{1,3}[a-z]?)*\s*(?:,[^\[\]]{1,40})?\]"
_LETTERED = r"\[\s*[A-Z][A-Za-z+]{0,20}\d{2}[a-z]?(?:\s*[,;]\s*[A-Za-z+]{1,20}\d{2}[a-z]?)*\s*\]"
_BRACKETED = re.compile(
    rf"\s?(?:{_NUMBERED}|{_LETTERED}|\[[^\[\]]{{3,300}}?\b{_YEAR}\s*\])(?:\s?(?:{_NUMBERED}))*"
)
# (Smith et al., 2020; Jones and Lee, 2019), (see e.g. Smith 2010)
_NAMES = re.compile(
    rf"\s?\((?:[^()]|\([^()]*\)){{2,400}}?\b{_YEAR}(?:\s*[,;]\s*{_YEAR})*\s*(?:,? ?(?:pp?\.|"
    rf"Sec\w*\.?|"
    rf"Ch\w*\.?|Thm\.?|and references therein)[^()]{{0,30}})?\)"
)
_NESTED = re.compile(
    rf"(?P<space>\s?)\((?:see |"
    rf"e\.g\.,? )?(?P<cited>[A-Z][^()]{{2,200}}? \({_YEAR}\)(?:[;,][^()]{{2,80}} "
    rf"\({_YEAR}\))*)\)"
)
_PREPOSITION = re.compile(
    r"\b(?:in|of|by|from|to|with|and|or|as|like|following|than)\s*$|[,.;:]\s*$", re.I
)
_IS_CITED = re.compile(
    rf"\b[A-Z][\w'’-]+(?:,? (?:and|&) [A-Z][\w'’-]+| et al\.?)?,?\s*\(?{_YEAR}|et al"
)
# LaTeXML's way of a missing bibliography: (hochreiter1997, )
_KEY = r"(?:[a-zA-Z][A-Za-z_-]{2,}\d{2,4}[A-Za-z]*|[\w.-]+:[\w:./+-]*\d[\w:./+-]*)"
_KEYS = re.compile(rf"\s?\((?:{_KEY},?\s?(?:[;,]\s?)?)+\)")
_KIND = (
    r"(?:Figs?\.?|Figures?|Tabs?\.?|Tables?|Secs?\.?|Sections?|§+|Eqs?\.?|Eqns?\.?|Equations?|"
    r"App\.?|Appendix|Appendices|Algorithms?|Alg\.?|Listings?|Supplementary \w+|Chapters?)"
)
_NUMBER = r"(?:\(?[A-Z]?\d*(?:\.\d+)*[a-z]?\)?)"
_POINTER = (
    rf"(?:the )?{_KIND}[\s~]*{_NUMBER}"
    rf"(?:\s*(?:,|and|&|-|–|—|to|through)\s*(?:{_KIND}[\s~]*)?{_NUMBER})*"
)
_POINTED = re.compile(
    rf"\s?[(\[](?:(?:see|cf\.?|e\.g\.,?|see also|refer to|shown in|details in|left|right|top|"
    rf"bottom|"
    rf"and|in|of|as shown in)[,\s]+)*{_POINTER}[^()\[\]]{{0,60}}[)\]]",
)
_AS_SHOWN = re.compile(
    rf",?\s(?:as|which is) (?:is |are |can be |also )?(?:shown|illustrated|seen|depicted|"
    rf"described|discussed|"
    rf"detailed|explained|reported|given|summari[sz]ed|presented|outlined|listed|defined|"
    rf"introduced|"
    rf"mentioned|demonstrated|visuali[sz]ed)(?: \w+ly)? (?:in|by|from) {_POINTER}(?: (?:above|"
    rf"below))?(?:,|(?=[.;)]))"
    rf"|\s?\((?:see|cf\.) (?:above|below)\)|(?:,|;) (?:see|cf\.) (?:also )?{_POINTER}(?=[.;)])"
)
_LEADS = re.compile(
    rf"^(?:(?:as|like) (?:can be |is |are |we )?(?:\w+ly )?(?:shown|illustrated|seen|see|"
    rf"depicted|described|"
    rf"discussed|reported|observed|show|indicated|demonstrated|mentioned|stated)"
    rf"(?: (?:in|from|by) {_POINTER})?(?: (?:above|below|before|earlier|previously))?,\s+"
    rf"|(?:from|in|on) {_POINTER}[^,.]{{0,40}},?\s+(?:we |one |it )?(?:can |could |is |may )*"
    rf"(?:be )?(?:clearly )?(?:see|seen|observe|observed|find|note|conclude) that\s+"
    rf"|{_POINTER} (?:also |clearly |further )?(?:shows?|demonstrates?|indicates?|reveals?|"
    rf"confirms?|suggests?|"
    rf"illustrates?) that\s+"
    rf"|(?:it (?:can|may) be (?:seen|observed|noted)|it is (?:clear|evident|apparent)) (?:from|in) "
    rf"{_POINTER} that\s+|see {_POINTER}[.,]?\s*)",
    re.I,
)
_IN_TABLE = re.compile(
    r"(?<!shown)(?<!given)(?<!ed)(?<!seen)(?<!found)(?<!shows)(?<! is)(?<! are)"
    rf"\s(?:in|from|by) {_POINTER}(?=[,;]|\.(?!\s?\d)|$)|^(?:in|from) {_POINTER},\s+",
    re.I,
)
# a number that was raised behind a word or a stop: a note's mark, or a citation
_RAISED = re.compile(
    r"(?<=[a-z]{3}[.,;)])\d{1,2}(?:[,–-]\d{1,2})*(?=\s|$)|[†‡¶§⋆∗*]+(?=[\s.,;)]|$)"
    r"|(?:(?<=[A-Za-z]{3})|(?<=[\w)][).,;]))\s?[⁰¹²³⁴-⁹]+(?:[,–-][⁰¹²³⁴-⁹]+)*(?=\W|$)"
)
_BLANK = re.compile(r"\s+([,;:!?)\]]|\.(?!\w))|([(\[])\s+")
_STOPS = re.compile(r"(?<![.])\.\s?\.(?![.\d])")
_EMPTY = re.compile(r"\s?\((?:[\s,;.]|e\.g\.|i\.e\.|see|cf\.?)*\)|\s?\[[\s,;]*\]")
_AGAIN = re.compile(r"([,;])(?:\s*[,;])+|,(?=\.(?:\s|$))")
# a citation that is a word of its sentence
_AS_WORD = re.compile(
    rf"(?:^|\b(?:in|of|by|from|to|see|than|with|and|or|as|like|following|follow|work|refs?\.?|"
    rf"references?|use|uses|using|extends?|at|on|via|for|both|while|e\.g\.,?|cf\.?|per))\s?"
    rf"(?:{_NUMBERED}|{_LETTERED})",
    re.I,
)
# "the features are (1) speed; (2) size": no formula
_COUNTS = re.compile(
    r"(?:(?<=[:;,] )|(?<=are )|(?<=is )|(?<=; and )|(?<=, and ))\(\d\) "
    r"(?=(?!(?:and|or|is|are|in|to|for|we)\b)[A-Za-z]{2})"
)
_LEFT = re.compile(
    rf"\b{_KIND}\s?(?:\(?\d|[A-Z]\b|[IVX]+\b)|\bRefs?\.|\(\d{{1,2}}(?:\.\d+)?\)|\[\d|\?\?|"
    rf"\b(?:figure|table|equation|section|appendix|theorem|lemma|proposition|corollary|eq\.) \(?\d",
)


def without_citations(sentence: str) -> str:
    """The sentence as it reads without brackets that cite or point; what is a word of it stays."""
    text = _KEYS.sub("", sentence)
    text = _without_named(text)
    if _AS_WORD.search(text):
        text = re.sub(rf"(et al\.?)\s?{_NUMBERED}", r"\1", text)
    text = _BRACKETED.sub(lambda found: "" if _may_go(text, found) else found[0], text)
    text = _POINTED.sub("", text)
    text = _AS_SHOWN.sub("", text)
    return tidied(_RAISED.sub("", text))


def without_marks(sentence: str) -> str:
    """Without the marks of notes ("AirBase² ,"), which point to nothing where it is told."""
    return tidied(_RAISED.sub("", sentence))


def is_citing(sentence: str) -> bool:
    """Whether it names other work, in brackets or by its authors."""
    return any(one.search(sentence) for one in (_BRACKETED, _IS_CITED, _KEYS))


def without_pointers(sentence: str) -> str:
    """Without a beginning that only says where it is shown ("As seen in Table 2,"), and without
    "in Table 2" at the end of a clause: the place of the claim says it."""
    text = _LEADS.sub("", sentence)
    if text != sentence:  # "Table 2 shows that A and that B"
        text = text.replace(" and that ", " and ", 1)
    text = _IN_TABLE.sub("", text) if _IN_TABLE.search(text) else text
    text = tidied(text)
    return text[:1].upper() + text[1:] if text != sentence else text


def points_elsewhere(sentence: str) -> bool:
    """Whether it still speaks of a figure, an equation or a reference that is not there."""
    plain = _COUNTS.sub("", sentence)
    return _LEFT.search(plain) is not None or _AS_WORD.search(plain) is not None


def tidied(text: str) -> str:
    """With the spaces and commas as they have to be where something was left out."""
    text = _EMPTY.sub("", text)
    text = _STOPS.sub(".", text)
    text = _BLANK.sub(r"\1\2", text)
    return " ".join(_AGAIN.sub(r"\1", text).split())


def _without_named(text: str) -> str:
    text = _NESTED.sub(_unnested, text)
    return _NAMES.sub(lambda found: "" if _IS_CITED.search(found[0]) else found[0], text)


def _unnested(found: re.Match[str]) -> str:
    """``(Henry et al. (2015))``: gone, or without its brackets where it is a word."""
    before = found.string[max(0, found.start() - 12) : found.start()]
    if not before.strip() or _PREPOSITION.search(before):
        return f"{found['space']}{found['cited']}"
    return ""


def _may_go(text: str, found: re.Match[str]) -> bool:
    before = text[max(0, found.start() - 24) : found.end()]
    return _AS_WORD.search(before) is None
