"""The words of an English sentence with their parts of speech, as a shallow tagger sees them. Pure.

No learned model: short lists (bot/data/grammar.txt, bot/data/wording.txt), endings, and the words
beside. Each tag is one letter, so that a run of tags reads as a string.
"""

import re
from collections.abc import Sequence
from functools import cache, lru_cache, partial
from itertools import accumulate
from typing import NamedTuple

from bot.editorial.sentences.verbs import known_verbs
from bot.text.remembered import Remembered
from bot.text.word_lists import word_lists

NOUN, ADJECTIVE, DETERMINER, PRONOUN, NUMBER, SYMBOL = "N", "J", "D", "O", "X", "Y"
# A form in -ed may be past or participle: FINITE only where the words beside tell.
FINITE, PARTICIPLE, GERUND, INFINITIVE, MODAL, AUXILIARY, BEEN = "V", "E", "I", "v", "M", "B", "b"
PREPOSITION, TO, COORDINATOR, SUBORDINATOR, RELATIVE, ADVERB = "P", "T", "C", "S", "R", "A"
COMMA, SEMICOLON, COLON, DASH, OPEN, CLOSE, QUOTE, STOP = ",", ";", ":", "-", "(", ")", '"', "."

THINGS = NOUN + NUMBER + SYMBOL
VERBS = FINITE + MODAL + AUXILIARY
_NAMED = THINGS + CLOSE + QUOTE

_TOKEN = re.compile(
    r"((?:e\.g|i\.e|w\.r\.t|vs|et al)\.(?=[\s,)])"
    r"|[~≈±]?\d+(?:[.,]\d+)*(?:[\w%×‰°]+|-[\w-]+)?"
    r"|[^\W\d_]\w*(?:[-‐‑–'’./&+^]\w+)*\+*"
    r"|\S)"
)
# in no token
_BETWEEN = "\n"
_PUNCTUATION = {
    **dict.fromkeys(",，", COMMA),
    **dict.fromkeys(";", SEMICOLON),
    **dict.fromkeys(":", COLON),
    **dict.fromkeys("—–-", DASH),
    **dict.fromkeys("([{", OPEN),
    **dict.fromkeys(")]}", CLOSE),
    **dict.fromkeys("“”\"‘’'«»", QUOTE),
    **dict.fromkeys(".!?…", STOP),
}
_TAGS = {
    "adjectives": ADJECTIVE,
    "adverbs": ADVERB,
    "determiners": DETERMINER,
    "pronouns": PRONOUN,
    "prepositions": PREPOSITION,
    "subordinators": SUBORDINATOR,
    "coordinators": COORDINATOR,
    "relatives": RELATIVE,
    "modals": MODAL,
    "auxiliaries": AUXILIARY,
    "cardinals": NUMBER,
}
_ADJECTIVE_END = re.compile(
    r".{2,}(?:ic|ive|ous|able|ible|ful|less|ary|ial|ual|onal|ical|eral|ular|ent|ant|ible|ish|"
    r"-based|-aware|-driven|-free|-agnostic|-specific|-wise|-level|-like|-scale|-art|-time)"
)
_NOT_ADJECTIVE = re.compile(
    r".*ment|(?:.*[-/])?(?:metric|topic|logic|music|objective|agent|content|component|gradient|"
    r"patient|inpatient|event|constant|variant|extent|student|client|participant|assistant|"
    r"quotient|exponent|invariant|determinant|coefficient|library|dictionary|vocabulary|summary|"
    r"table|variable|potential|material|trial|polynomial|tutorial|visual|intent|statistic|heuristic|"
    r"characteristic|dynamic|traffic|fabric|narrative|derivative|primitive|adversary|boundary|"
    r"commentary|president|plant|adolescent|infant|reagent|surfactant|oxidant|solvent|incident|"
    r"accident|continent|descent|percent|talent|rent|ent|current|antiderivative|integral|journal|"
    r"signal|proposal|removal|retrieval|arrival|survival|approval|interval|dark-matter|mechanic|"
    r"ceramic|epidemic|pandemic|clinic|plastic|metal|crystal|capital|hospital|animal|canal|goal)"
)


class Token(NamedTuple):
    """A word or a sign: as written, in lower case, its tag, and where it stands in the text."""

    text: str
    low: str
    tag: str
    start: int
    end: int


def listed(section: str) -> frozenset[str]:
    """A section of the packaged lists of grammar."""
    return word_lists("grammar.txt")[section]


def text_of(tokens: Sequence[Token]) -> str:
    """The words in lower case, joined by spaces."""
    return " ".join([one.low for one in tokens])


@cache
def _closed() -> dict[str, str]:
    found = {word: tag for section, tag in _TAGS.items() for word in listed(section)}
    return found | dict.fromkeys(("been", "being", "be"), BEEN)


@lru_cache(maxsize=128)
def tagged(text: str) -> tuple[Token, ...]:
    """The tokens of one sentence of readable text, in order."""
    # tokens, and what is between them: only spaces
    parts = _TOKEN.split(text)
    written, places = parts[1::2], list(accumulate(map(len, parts)))
    starts, ends = places[:-1:2], places[1::2]
    # in lower case at once
    lower = _BETWEEN.join(written).lower().replace("’", "'")
    words = [*lower.split(_BETWEEN), "", ""] if written else ["", ""]
    tags = list(map(_KINDS.__getitem__, words[:-2]))
    for at, kind in enumerate(tags):
        if kind == "hyphen":
            tags[at] = DASH if text[starts[at] - 1 : starts[at]] == " " else SYMBOL
        elif len(kind) > 1:
            tags[at] = _tag(kind, words, at, tags)
    # past the class's own __new__, which takes three times as long
    made = partial(tuple.__new__, Token)
    return tuple(map(made, zip(written, words, tags, starts, ends, strict=False)))


def _tag(kind: str, words: Sequence[str], at: int, tags: Sequence[str]) -> str:
    """Of a word of several; those before ``at`` have their tags."""
    if kind == "noun in -s":
        return FINITE if at and _is_verb_by_place(words, at, tags[at - 1]) else NOUN
    if kind == "first":  # "we first show"
        return ADVERB if at and tags[at - 1] == PRONOUN else ADJECTIVE
    # adverbs are looked through: "we also show"
    place = at - 1
    while place >= 0 and tags[place] == ADVERB:
        place -= 1
    before = tags[place] if place >= 0 else ""
    match kind:
        case "to":
            return _to(words, at)
        case "that":
            return _that(words, at, tags)
        case "-ing":
            return _gerund(words[at], words[at + 1], before)
        case "-ed":
            return _past(words[at + 1], before)
        case "-s":
            return _third(words[at], words[at + 1], before)
        case _:
            return _base(words, at, place, tags)


def _is_verb_by_place(words: Sequence[str], at: int, tag_before: str) -> bool:
    """``a stove warms the room``: a word in -s between a noun in the singular and an article, or
    behind ``that``."""
    word, before, following = words[at], words[at - 1], words[at + 1]
    if not word.endswith("s") or word.endswith(("ss", "'s", "us", "is")):
        return False
    is_object = following in ("a", "an", "the", "its", "their", "our", "all", "both", "each")
    behind_noun = tag_before == NOUN and is_object and not before.endswith("s")
    return behind_noun or (tag_before == RELATIVE and before in ("that", "which", "who"))


def _kind(word: str) -> str:
    """The tag of a word or sign that has only one; else what decides between several."""
    if word in _PUNCTUATION:
        return "hyphen" if word in "-–" else _PUNCTUATION[word]
    if word[0].isdigit() or word[0] in "~≈±":
        return NUMBER
    if not word[0].isalpha():
        return SYMBOL
    if word in ("e.g.", "i.e."):
        return ADVERB
    if word in ("to", "that", "first"):
        return word
    tag = _closed().get(word) or _open(word)
    return "noun in -s" if tag == NOUN and word[-1] == "s" else tag


_KINDS = Remembered(_kind, 50_000)


def _open(word: str) -> str:
    verbs = known_verbs()
    if word.endswith("ing") and len(word) > 4:
        if "-" in word and word not in verbs.bases:  # "decision-making"
            return NOUN
        return ADJECTIVE if word in listed("no gerunds") else "-ing"
    ends_ed = word.endswith("ed") and len(word) > 4 and word not in listed("no pasts")
    if word in verbs.past or ends_ed:
        return ADJECTIVE if "-" in word and word not in verbs.bases else "-ed"
    if word in verbs.third:
        return "-s"
    if word in verbs.base:
        return "base"
    if word.endswith("ly") and word not in listed("no -ly adverbs"):
        return ADVERB
    is_adjective = _ADJECTIVE_END.fullmatch(word) and not _NOT_ADJECTIVE.fullmatch(word)
    return ADJECTIVE if is_adjective else NOUN


def _to(words: Sequence[str], at: int) -> str:
    if at and words[at - 1] in listed("to a noun"):
        return PREPOSITION
    following = words[at + 1]
    if following.endswith("ly") or following in ("better", "not", "further", "also", "be", "have"):
        return TO
    return TO if following in known_verbs().base else PREPOSITION


def _that(words: Sequence[str], at: int, tags: Sequence[str]) -> str:
    if at == 0 or words[at + 1] == "of":
        return PRONOUN if at else DETERMINER
    if tags[at - 1] in _NAMED and words[at - 1] not in ("such", "fact"):
        return RELATIVE
    return DETERMINER if tags[at - 1] == PREPOSITION else SUBORDINATOR


def _opens_object(following: str) -> bool:
    return _closed().get(following, "") in (DETERMINER, PRONOUN) or following == "that"


def _gerund(word: str, following: str, before: str) -> str:
    if word in known_verbs().nouns and not _opens_object(following):
        return NOUN
    return NOUN if before and before in "DJX" else GERUND


def _past(following: str, before: str) -> str:
    if before in (DETERMINER, ADJECTIVE, NUMBER):
        return ADJECTIVE
    if before in (PRONOUN, RELATIVE):
        return FINITE
    return FINITE if before in (NOUN, CLOSE) and _opens_object(following) else PARTICIPLE


_REPORTS = frozenset(("reports", "claims", "states", "notes", "shows", "finds", "estimates"))


def _third(word: str, following: str, before: str) -> str:
    if before in (PRONOUN, RELATIVE):
        return FINITE
    if word in known_verbs().nouns:
        # "the survey reports that", and "the models that"
        opens = word in _REPORTS if following == "that" else _opens_object(following)
        opens = opens or _closed().get(following) == SUBORDINATOR
        return FINITE if before in (NOUN, CLOSE) and opens else NOUN
    return NOUN if before and before in "DPJX" else FINITE


def _base(words: Sequence[str], at: int, place: int, tags: Sequence[str]) -> str:
    """``place``: of the word before that is no adverb, or -1."""
    before, previous = (tags[place], words[place]) if place >= 0 else ("", "")
    if before == TO:
        return INFINITIVE
    if before in (PRONOUN, RELATIVE, MODAL):
        return FINITE
    if before == AUXILIARY and words[at - 1] in ("do", "does", "did", "not"):
        return FINITE
    is_plural = before == NOUN and previous.endswith("s") and not previous.endswith("ss")
    if words[at] in known_verbs().nouns:
        following = words[at + 1]
        joins = before == COORDINATOR and _opens_object(following)  # "and measure the heat"
        return FINITE if joins or (is_plural and _closed().get(following, NOUN) in "PD") else NOUN
    if before in (COORDINATOR, COMMA):
        verb = next((tag for tag in reversed(tags[:at]) if tag in "VvMBEI"), "")
        if verb:
            return INFINITIVE if verb == INFINITIVE else FINITE
    return FINITE if before == CLOSE or is_plural else NOUN
