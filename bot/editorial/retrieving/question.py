"""What a question asks for: its terms, the kind of answer, the places that it names. Pure."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from bot.editorial.checking.language import function_words
from bot.editorial.checking.planted import without_planted
from bot.editorial.retrieving.glossary import in_english
from bot.text.word_lists import word_lists
from bot.text.words import STOP_WORDS, fold, is_stop, phrases, runs, stem_as_written, stems

Wanted = Literal[
    "number",
    "reason",
    "limit",
    "admission",
    "definition",
    "table",
    "references",
    "funding",
    "authors",
    "release",
]
PlaceKind = Literal["table", "figure", "section", "page", "equation", "algorithm"]


@dataclass(frozen=True, slots=True)
class Term:
    """One word of a question, as its stem. ``name``: a name, an acronym or a number, which stands
    for itself. ``weight`` is 1 for what is asked now."""

    stem: str
    name: bool = False
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Pointer:
    """ "Table 3", "section 4.2", "page 5": ``number`` as it is printed."""

    kind: PlaceKind
    number: str


@dataclass(frozen=True, slots=True)
class Question:
    """``text`` is what is left of it without orders to a model; ``english`` the same in the terms
    of papers as far as the glossary goes; ``foreign``: it is in another language, as its script or
    its small words tell; ``orders_alone``:
    it gives orders to a model, and asks nothing beside."""

    text: str
    english: str
    terms: tuple[Term, ...]
    phrases: frozenset[str]
    wanted: frozenset[Wanted]
    pointers: tuple[Pointer, ...] = ()
    foreign: bool = False
    orders_alone: bool = False


_CUES: Mapping[Wanted, str] = {
    "number": r"\bhow (?:many|much|often|long|large|big|high|low|far|fast|wide|deep|old|"
    r"small|early|late|strong|close|well)\b|\bby how\b|^when\b|\bwhich year|"
    r"\b(?:what|which)(?: \w+){0,2} (?:share|fraction|percentage|proportion|percent|size|"
    r"number|value|rate|score|ratio|"
    r"coefficient|depth|length|speed-?up|accuracy|precision|recall|perplexity|f1|bleu|map|"
    r"temperature|mass|age|p-value|error)\b|"
    r"\bwie ?viele?\b|\bcombien\b|\bcuánt[oa]s?\b|\bquant[oaie]s?\b|"
    r"多少|几[个种次层年倍轮]|多[大长久高快]|百分之|比例",
    "reason": r"\bwhy\b|\breasons?\b|\bexplain|\bwhat (?:made|makes|make|kept|keeps|led|drove|"
    r"causes?|caused|motivat\w+)|\baccounts? for\b|\bcauses?\b|为什么|为何|原因|怎么解释",
    "limit": r"\blimit|\black|\bmissing\b|\bcannot\b|\bweak|\bdrawback|\bshortcoming|\bfail|"
    r"\bnot yet\b|\bproblem|\bstill\b|\btoo \w+\b|\bcaveat|\bdisadvantage|"
    r"局限|不足|缺[少乏点]|问题",
    # what the work as a whole does not do, and not the limit of something in it
    "admission": r"\b(?:its|their|the|any|main|key|what|which|paper's|study's|own) (?:\w+ ){0,2}"
    r"(?:limits|limitations?|drawbacks?|shortcomings?|caveats?|"
    r"weak(?:ness(?:es)?| points?| spots?))"
    r"(?: (?:of|in|to|with|for) (?:it|(?:this|the|their|these) (?:\w+ )?(?:paper|work|study|method|"
    r"approach|model|system|analysis|article|algorithm|authors?|results?)))?"
    r"(?: (?:do|did|does|are|have|that|which) (?:there|the authors?|they|the paper|it|we)\b"
    r"[^?.]{0,40})?\W*$|有(?:什么|哪些)?(?:局限|不足)|局限性?(?:是什么|有哪些)",
    "definition": r"^what (?:is|are|does) (?:an? |the )?[\w\"'-]+(?: [\w-]+){0,3}(?: mean)?\?*$|"
    r"\bdefin|\bstands? for\b|\bmeant by\b|\bmeaning of\b|是什么\W*$|定义|什么意思",
    "table": r"\btables?\b|\breport|\breach|\bscores?\b|\bf1\b|\bvalues?\b|\brecall\b|"
    r"\bprecision\b|\baccuracy\b|\bspeed-?ups?\b|\bperplexity\b|\bpercentile|\bmap\b|\bbleu\b|"
    r"\bfaster\b|\bresults?\b|\bbenchmark|达到|得分|结果|准确率|指标",
    "funding": r"\bwho (?:has |have )?(?:funded|funds|paid|sponsored|financed)\b|"
    r"\b(?:funded|sponsored|financed) by\b|\bfunding\b|\bsponsors?\b|谁资助|资助方|经费来源",
    "authors": r"\bwho wrote\b|\bauthors?\b.*\b(?:work|from|based|names?|contact|address(?:es)?)\b|"
    r"\baffiliat|\be-?mails?\b|作者|单位|机构|邮箱",
    "release": r"\b(?:code|software|implementation|repositor(?:y|ies)|repo|github|weights)\b.*"
    r"\b(?:available|released?|open|public(?:ly)?|published|shared?|find|found|link|download\w*)\b|"
    r"\bwhere\b.*\b(?:code|software|implementation|repository|repo|weights)\b|"
    r"\bopen[- ]?sourced?\b|"
    r"\b(?:is|are) there (?:any |a |an )?(?:code|repo\w*|implementation|software)\b|"
    r"代码.*(?:开源|公开|哪)|开源",
    "references": r"\bcit(?:e[sd]?|ations?|ing)\b|\breferences?\b|\bbibliograph|\bwho proposed\b|"
    r"引用|参考文献",
}
_WANTED = {wanted: re.compile(cue, re.I) for wanted, cue in _CUES.items()}
_POINTER = re.compile(
    r"\b(?P<kind>table|tab\.|figure|fig\.?|section|sec\.|§|appendix|page|p\.|equation|eq\.|algorithm)"
    r"\s*\(?(?P<number>[A-Z]?\d+(?:\.\d+)*|[A-Z])\)?(?![\w])"
    r"|(?P<zh>表|图|第)\s?(?P<zhnumber>\d+(?:\.\d+)*)\s?(?P<unit>[页节章]?)",
    re.I,
)
_KINDS: dict[str, PlaceKind] = {
    "tab": "table", "fig": "figure", "sec": "section", "eq": "equation", "p": "page",
    "table": "table", "figure": "figure", "section": "section", "§": "section",
    "appendix": "section", "page": "page", "equation": "equation", "algorithm": "algorithm",
    "表": "table", "图": "figure", "页": "page", "节": "section", "章": "section",
}  # fmt: skip
_OTHER_SCRIPT = re.compile("[\u0370-\u1fff]{2}|[\u2e80-\ufdff]")
# what a question on what was said before begins with, or holds
_FOLLOWS = re.compile(
    r"^(?:and|but|so|what about|how about|then|also|or)\b|\b(?:it|its|that|this|those|these|they|"
    r"them|their|there|same|ones?|he|she)\b|^(?:那|那么|还有)|它|他们|这个|那个|上述",
    re.I,
)
_SHORT, _EARLIER = 4, 0.4


def read_question(text: str, earlier: Sequence[str] = ()) -> Question:
    """A question in any language; ``earlier`` are those before it in the same thread, oldest
    first: what it leaves unsaid is taken from the last of them."""
    asked = without_planted(text).strip() or text.strip()
    english, foreign = in_english(asked), _is_foreign(asked)
    terms = list(_terms(english))
    if earlier and (len(terms) < _SHORT or _FOLLOWS.search(asked)):
        known = {one.stem for one in terms}
        before = _terms(in_english(without_planted(earlier[-1])))
        terms += [Term(one.stem, one.name, _EARLIER) for one in before if one.stem not in known]
    return Question(
        text=asked,
        english=english,
        terms=tuple(terms),
        phrases=frozenset(phrases(stems(english))),
        wanted=frozenset(wanted for wanted, cue in _WANTED.items() if cue.search(asked)),
        pointers=tuple(_pointers(asked)),
        foreign=foreign,
        orders_alone=not without_planted(text).strip(" .!?。！？") and bool(text.strip()),
    )


def _is_foreign(text: str) -> bool:
    """By another script; else by small words of another language with hardly one of English."""
    if _OTHER_SCRIPT.search(text):
        return True
    lists = word_lists("retrieving/questions.txt")
    words = [fold(written) for written, _, _ in runs(text)]
    others = sum(one in lists["foreign"] for one in words)
    english = sum(one in function_words("en") - lists["foreign"] - lists["either"] for one in words)
    return others > english


def _terms(text: str) -> Iterator[Term]:
    """Each word once; single letters only where they are names ("the X token")."""
    seen: set[str] = set()
    first = True
    for written, _, _ in runs(text):
        one, opens = stem_as_written(written), first
        first = False
        folded = fold(written)
        lone = len(one) == 1 and (written.islower() or written in ("A", "I"))
        if one in seen or lone or folded in _small_words() or is_stop(one):
            continue
        seen.add(one)
        if one not in asking_stems("asking"):
            yield Term(one, name=_is_name(written, opens=opens))


@cache
def _small_words() -> frozenset[str]:
    return STOP_WORDS | word_lists("retrieving/questions.txt")["foreign"]


@cache
def asking_stems(section: str) -> frozenset[str]:
    """Stems of a list of words of questions (``bot/data/retrieving/questions.txt``)."""
    return frozenset(map(stem_as_written, word_lists("retrieving/questions.txt")[section]))


def _is_name(written: str, *, opens: bool) -> bool:
    """GPT-4, BLEU, Redhill, 0.75; a capital that opens the question tells nothing."""
    if any(each.isdigit() for each in written) or any(each.isupper() for each in written[1:]):
        return True
    return written[:1].isupper() and not opens


def _pointers(text: str) -> Iterator[Pointer]:
    for found in _POINTER.finditer(text):
        if found["kind"]:
            kind = _KINDS[found["kind"].lower().rstrip(".")]
            yield Pointer(kind, found["number"])
        elif found["zh"] != "第" or found["unit"]:
            kind = _KINDS[found["unit"] or found["zh"]]
            yield Pointer(kind, found["zhnumber"])
