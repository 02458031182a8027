"""Which sentences of a full text can be told at all, and how each reads by itself. Pure."""

import re

from bot.editorial.analysing.wishes.cues import OUTLINE, URL
from bot.editorial.full_text.prose import Sentence
from bot.editorial.sentences.leads import capital, without_lead
from bot.editorial.sentences.references import refers_back
from bot.editorial.sentences.shortening import shorter
from bot.editorial.sentences.standing import ended
from bot.editorial.sentences.tagging import VERBS, tagged
from bot.editorial.sentences.wholeness import main_verb

SHORTEST, LONGEST = 40, 340
_LONGEST_WHOLE = 600
_FEWEST_WORDS = 6
_BRIEF, _BRIEF_WORDS = 20, 4
# of a sentence that does not stand as a whole: so much of it has to
_ENOUGH = 0.5
# of words with a capital: a title has most, a sentence with names some
_MOSTLY, _OFTEN = 0.7, 0.6
_BEGINS = re.compile(r"[A-Z“\"‘'(0-9\u0370-\u03ff]|[a-z]+[A-Z0-9]")
_ASKS = re.compile(r"(?:Is|Are|Do|Does|Did|Can|Could|Please|Given the following)\b(?!.*\?)")
_LOOSE = re.compile(
    r"\(\d{4}|"
    r"(?:One|Some|Many|Most|Each|All|None) of (?:its|their)\b|"
    r"(?:One|Another|Others|Some|None|Each|Most|Many|Two|Three|All|The (?:first|second|third|"
    r"last|latter|"
    r"former|other)) (?:is|are|was|were|has|have|do|does|can|of (?:which|these|those|them))\b"
    # "each names ..." and "this saves ...", which are no "each name" and "this save"
    r"|(?:Each|This) (?!series|species|physics|means of)\w+[a-hj-rtv-z]s\b|Others\b"
    r"|\d+ (?:is|are)\b|If (?:so|not|all|some|none|they|it)\b"
    r"|(?:As (?:such|before|above|usual|expected|mentioned|noted)|In (?:both|all|these|those|"
    r"such|either)"
    r" (?:cases?|settings|experiments)|At this (?:point|stage)|By doing so|The same|So|And|But|Or|"
    r"Secondly|Second|Thirdly|Third|Fourth|Lastly|Then|"
    r"(?:More|Most) \w+ly)\b"
)
_KEY = re.compile(
    r"^The (?=(?:key|core|main|central|basic) (?:\w+ )?(?:idea|insight|observation)\b|"
    r"(?:\w+ )?(?:code|software|data|data ?sets?|scripts|protocol|weights|package|library|"
    r"toolbox|implementation|routines)\b.*\b(?:available|"
    r"released|public\w*)\b)"
)
_LEAD = re.compile(
    r"^(?:(?:Now|Here|On the other hand|At a high level|To begin with|As a first step|Obviously|"
    r"Clearly|Nevertheless|Nonetheless|Indeed|However|Thus|Hence|Therefore|Consequently),? |"
    # what is told, and not that it is
    r"(?:(?:We|One) (?:should |may )?)?(?:[Nn]ote|[Oo]bserve|[Rr]ecall|[Rr]emember) that |"
    r"It (?:is|can be|may be|should be|must be|has to be) (?:\w+ly )?(?:important|useful|worth|"
    r"instructive|interesting|noted|said|stated|remarked|mentioned|stressed|emphasi[sz]ed)"
    r"(?: to (?:note|clarify|mention|observe|stress|remark|recall)| noting| mentioning)? that |"
    r"(?:This|It) (?:also |clearly )?(?:shows|demonstrates|means|confirms|proves) that )"
    r"(?P<first>[a-z])"
)
# "..., however."
_TAIL = re.compile(r", (?:however|though|too|as well)(?=\.$)")
# words that an abstract has
_COUNT = re.compile(r"^\(\d{2,3}(?: words)?\)\s+(?=[A-Z])")
_ITSELF = re.compile(
    r"\b(?P<this>[Tt]his) (?:short )?(?:document|vignette|manual|guide|tutorial|chapter)\b"
    r"|^(?P<is>This)(?= is an? (?:\w+ )?(?:example|introduction|demonstration|guide|tutorial|"
    r"overview|survey|review)\b)"
)
# "in two respects: (1) most importantly, we ..." where the second is told apart
_FIRST_OF = re.compile(r"^[^:;]{0,120}: \((?:1|i|a)\) (?:\w+ ?\w*, )?(?=(?:we|our|it) )")
_SECOND = re.compile(r"\((?:2|ii|b)\) ")
_LISTS = re.compile(r"\((?:1|i|a)\) ")
_NOTED = (
    r"(?:limitation|drawback|disadvantage|shortcoming|weakness|caveat|contribution|"
    r"advantage|difference|challenge|difficulty)"
)
# "another limitation" and "the second limitation" are limitations
_ONE_MORE = re.compile(
    r"^(?:Another|A (?:second|third|fourth|further|final|last)|The (?:second|third|fourth|other)) "
    rf"(?P<next>(?:important |major |key |main |potential |possible )?{_NOTED}\b)"
)
_ENDS = re.compile(r"[.!?][”\"’')\]]*$")
_SYMBOL = re.compile(
    r"[=<>≤≥∈∑∏∫√∂∇≈∼∝→←↔∀∃⊂⊆∪∩⊗⊕·×^_{}|\\~∥⟨⟩±]|[\u0370-\u03ff\U0001d400-\U0001d7ff]"
)
_LETTER = re.compile(r"(?<![\w'’.-])[B-HJ-Zb-hj-z](?![\w'’.-])")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_ODD = re.compile(
    # addresses of people, and not "Recall@10" or "@2.4 GHz"
    r"@[A-Za-z][\w-]*\.[A-Za-z]|(?<!\w)@[A-Za-z]|"
    r"arXiv:\d|\bdoi\b|©|ISBN|\bCopyright\b|^\W*(?:Keywords?|Index Terms|Proceedings)\b|\.{4,}|"
    r"(?:\b\w\b ){5,}|\b(?:\d+(?:\.\d+)? ){5,}|[|•]|\bpp\. ?\d|\(cid:|^\W*(?:Query|Answer|Prompt|"
    r"User|Assistant|Input|Output|Q|A)\s?:|\\[a-z]+|permission (?:to|from)|rights reserved|"
    r"://\S*[A-Z][a-z]+ (?:We|The|This) |"
    # what is left of "Fig. 5 we show"
    r"^\d+[a-z]? (?:we|it|this|the|\w+ing)\b|^\d+-fold (?:high|low)er\b|"
    r"^\([A-Z]\d+\)|^\(.*\)[.!?]?$|\^[a-z]\b|"
    # what is left of "Sections 3.1 ... 3.6"; "B. mori" is one animal
    r"(?<!/)\b[a-z]{4,}\.\d|"
    r"(?<!e\.g)(?<!i\.e)(?<! al)(?<! vs)(?<! cf)(?<!etc)(?<!resp)"
    r"(?<![ (][A-Z])(?<!^[A-Z])\. [a-z]{2,} [a-z]"
)
_MOST_SYMBOLS, _MOST_LETTERS, _MOST_NUMBERS = 5, 4, 12


def standing_alone(
    text: str, above: str, *, named: str = "", shortened: bool = False
) -> str | None:
    """As it reads by itself under ``above``; None where a reader would ask what is meant.
    ``named``: of what stands there "the" is enough.
    ``shortened``: words may be left out, which takes some milliseconds to find."""
    plain = _TAIL.sub("", without_lead(_COUNT.sub("", text), above))
    plain = _LEAD.sub(lambda found: found["first"].upper(), _ONE_MORE.sub(_one, plain))
    if _SECOND.search(plain) is None:
        plain = capital(_FIRST_OF.sub("", plain))
    plain = _within(plain)
    if shortened and len(plain) > LONGEST:
        plain = next((one for one in shorter(plain, above) if len(one) <= LONGEST), plain)
    if _LOOSE.match(plain) or not _BRIEF <= len(plain) <= LONGEST:
        return None
    # "the key idea is": of this paper, wherever it is told
    said = _ITSELF.sub("This paper", _KEY.sub("Our ", plain))
    if not refers_back(said, above, named):
        return ended(plain)
    if not shortened:
        return None
    # "..., but plan to add support for this": what stands before it may be enough
    return next(
        (one for one in shorter(plain, above) if _is_enough(one, plain, above, named)), None
    )


def _one(found: re.Match[str]) -> str:
    return f"{'An' if found['next'][0] in 'aeiou' else 'A'} {found['next']}"


def _within(text: str) -> str:
    """One that is too long, up to a semicolon, where a sentence is whole by then; a list is whole
    at its end."""
    if len(text) <= LONGEST or _LISTS.search(text):
        return text
    at = text.rfind("; ", LONGEST // 3, LONGEST)
    head = text[:at] if at > 0 else ""
    whole = head and main_verb(tagged(head)) is not None and _is_closed(head)
    return ended(head) if whole else text


def _is_enough(text: str, whole: str, above: str, named: str) -> bool:
    return len(text) >= _ENOUGH * len(whole) and not refers_back(text, above, named)


def is_usable(sentence: Sentence) -> bool:
    """Whether it is a whole sentence, and no outline, example or residue of a page."""
    text = sentence.text
    if sentence.loose or sentence.kind not in ("paragraph", "item"):
        return False
    if text.endswith("?"):
        return False
    # "Tones are not modelled."
    is_brief = sentence.part == "limits"
    if not is_sentence(text, brief=is_brief) or OUTLINE.search(text):
        return False
    # "Tools for making data sets." is a heading of its item
    return sentence.kind != "item" or any(one.tag in VERBS for one in tagged(text))


def is_sentence(text: str, *, brief: bool = False) -> bool:
    """``brief``: a few words are enough."""
    shortest, words = (_BRIEF, _BRIEF_WORDS) if brief else (SHORTEST, _FEWEST_WORDS)
    if not shortest <= len(text) <= _LONGEST_WHOLE or len(text.split()) < words:
        return False
    if not _BEGINS.match(text) or _ASKS.match(text) or not _ENDS.search(text) or _ODD.search(text):
        return False
    return _is_closed(text) and not _is_title(text)


def _is_title(text: str) -> bool:
    """No verb, and mostly capitals."""
    words = [word for word in text.split() if word[0].isalpha()]
    capitals = sum(word[0].isupper() for word in words)
    if any(one.tag in VERBS for one in tagged(text)):
        return capitals > _MOSTLY * len(words)
    return capitals > _OFTEN * len(words)


def is_formula(text: str) -> bool:
    """Whether signs and letters say more of it than words do."""
    plain = URL.sub("", text)
    return (
        len(_SYMBOL.findall(plain)) > _MOST_SYMBOLS
        or len(_LETTER.findall(plain)) > _MOST_LETTERS
        or len(_NUMBER.findall(plain)) > _MOST_NUMBERS
    )


def symbols(text: str) -> int:
    """How many signs and letters stand for something in it."""
    return len(_SYMBOL.findall(text)) + len(_LETTER.findall(text))


def _is_closed(text: str) -> bool:
    pairs = (("(", ")"), ("[", "]"), ("“", "”"))
    return all(text.count(one) == text.count(other) for one, other in pairs) and (
        text.count('"') % 2 == 0
    )
