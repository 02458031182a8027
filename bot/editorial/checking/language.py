"""Whether a text is in the language asked for: by script, then by its words. Pure.

Names, numbers and addresses are taken out first, as they stay as they are in any language. What
has fewer than twenty letters left is trusted.
"""

import re
from functools import cache
from typing import NamedTuple, Protocol, cast

from bot.editorial.checking.lexicon import known, section, tokens
from bot.text.words import fold

# letters of a script: a text in the language has some, and few of the others
_SCRIPTS = {
    "han": re.compile(r"[\u3400-\u9fff]"),
    "kana": re.compile(r"[\u3040-\u30fa\u30fd-\u30ff]"),
    "hangul": re.compile(r"[\uac00-\ud7a3]"),
    "cyrillic": re.compile(r"[\u0400-\u04ff]"),
    "arabic": re.compile(r"[\u0620-\u064a\u066e-\u06d3]"),
    "greek": re.compile(r"[\u0370-\u03ff\u1f00-\u1fff]"),
    "hebrew": re.compile(r"[\u05d0-\u05ea]"),
    "devanagari": re.compile(r"[\u0900-\u097f]"),
    "thai": re.compile(r"[\u0e00-\u0e7f]"),
    "latin": re.compile(r"[A-Za-z\u00c0-\u024f]"),
}
# languages by the script that CLDR says they are mostly written in; the others' is Latin
_LANGUAGES = {
    ("han",): "zh yue wuu gan hak hsn lzh nan",
    ("han", "kana"): "ja",
    ("hangul",): "ko",
    ("cyrillic",): "ab ady alt av ba be bg ce chm crh cu cv dar inh kbd kk koi krc kum kv ky lez "
    "mdf mk mn mrj myv nog os ru rue sah sr tg tt tyv udm uk xal",
    ("arabic",): "ar aeb arq ars ary arz bal bej bgn bqi ckb fa glk ks lah lrc mzn ota ps sd sdh "
    "shu swb ug ur",
    ("greek",): "el grc",
    ("hebrew",): "he jpr jrb lad yi iw",
    ("devanagari",): "anp awa bgc bho brx doi gom hi kok mag mai mr mwr ne new raj sa xnr",
    ("thai",): "th",
    ("other",): "am as bn bo bpy byn chr cr dv dz gez gu hy ii iu ka km kn lo ml mni my nqo oj or "
    "pa rhg sat shi shn si syr ta tcy te ti tig xmf zgh",
}
_WRITTEN_IN = {code: scripts for scripts, codes in _LANGUAGES.items() for code in codes.split()}
# what a tag may name beside the language
_SCRIPT_TAGS = {
    "latn": ("latin",),
    "cyrl": ("cyrillic",),
    "arab": ("arabic",),
    "deva": ("devanagari",),
    "hans": ("han",),
    "hant": ("han",),
}
_LATIN = ("en", "de", "fr", "es", "pt")
# what the identifier may take a language without a list for
_KIN = {
    "ast": "es pt",
    "an": "es pt fr",
    "ca": "es fr pt",
    "gl": "es pt",
    "oc": "es fr pt",
    "ext": "es pt",
    "mwl": "es pt",
    "wa": "fr",
    "frp": "fr",
    "gsw": "de",
    "bar": "de",
    "ksh": "de",
    "lb": "de",
    "nds": "de",
    "fy": "de en",
    "af": "de",
    "nl": "de",
    "sco": "en",
    "pcm": "en",
    "jam": "en",
}
# an address, a name with capitals or digits in it, a number
_FOREIGN = re.compile(
    r"(?:https?://|www\.)\S+|\S+@\S+|\b(?=\w*[A-Z0-9])(?=\w*[a-zA-Z])\w*(?:[A-Z]\w*[A-Z]|\d)\w*"
    r"|\b[A-Z]{2,}s?\b|\d+"
)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+")
_CAPITAL = re.compile(r"(?<=[^.!?。\s] )[A-Z][a-z]+(?:-[A-Za-z0-9]+)*")
_QUOTED = re.compile(r"[\"“«「『](?:[^\"”»」』]{1,80})[\"”»」』]")
_SENTENCE = re.compile(r"[^.!?。！？\n؟]+[.!?。！？\n؟]?(?:(?<=\d\.)[^.!?。\n]+)?")

LETTERS = 20
"""A text of fewer letters is trusted."""
_PIECE = 24
_SURE = 0.97
_LEAD = 2
# so many words of Latin letters in a text of another script may be names
_NAMING = 3
# Chinese and Korean letters say more than Latin ones
_DENSE = 3
# in a Japanese text, one letter in so many is kana at least
_KANA = 10


class _Guess(Protocol):
    language: str
    probability: float
    is_reliable: bool


class _Identifier(Protocol):
    def FindLanguage(self, text: str) -> _Guess: ...  # noqa: N802


def foreign_piece(text: str, language: str) -> str | None:
    """The first piece in another language: the whole text, or one sentence; None where none is."""
    wanted = _wanted(language)
    if _is_foreign(text, wanted):
        return text
    pieces = [each.strip() for each in _SENTENCE.findall(_ADDRESS.sub(" ", text))]
    if len(pieces) > 1:
        return next((each for each in pieces if _is_foreign(each, wanted, _PIECE)), None)
    return None


class _Wanted(NamedTuple):
    """The language asked for, and the scripts that it is written in."""

    code: str
    scripts: tuple[str, ...]


@cache
def _wanted(language: str) -> _Wanted:
    code, *more = language.lower().replace("_", "-").split("-")
    named = next((_SCRIPT_TAGS[each] for each in more if each in _SCRIPT_TAGS), None)
    return _Wanted(code, named or _WRITTEN_IN.get(code, ("latin",)))


def _counted(plain: str, scripts: tuple[str, ...]) -> dict[str, int]:
    """Letters by script; those of scripts that have no pattern only where one is wanted."""
    counts = {name: len(script.findall(plain)) for name, script in _SCRIPTS.items()}
    if "other" in scripts:
        counts["other"] = sum(map(str.isalpha, plain)) - sum(counts.values())
    return counts


def _is_foreign(text: str, asked: _Wanted, least: int = LETTERS) -> bool:
    plain = _FOREIGN.sub(" ", _QUOTED.sub(" ", text))
    code, wanted = asked
    counts = _counted(plain, wanted)
    weights = {
        name: count * (_DENSE if name in ("han", "kana", "hangul") else 1)
        for name, count in counts.items()
    }
    total = sum(weights.values())
    if total < least:
        return False
    if sum(weights[name] for name in wanted) < total / 2 and not _is_named(text, wanted, total):
        return True
    if code == "ja" and counts["kana"] * _KANA < counts["han"] + counts["kana"]:
        return counts["han"] >= 8
    if code == "zh":
        return counts["kana"] > counts["han"] / 6
    return wanted == ("latin",) and _is_other_latin(plain, code, least)


def _is_named(text: str, wanted: tuple[str, ...], total: int) -> bool:
    """Whether most of the Latin letters in a text of another script are names of some length."""
    if wanted == ("latin",):
        return False
    if len(_SCRIPTS["latin"].findall(text)) < total / 2:
        return False
    without = _CAPITAL.sub(" ", _FOREIGN.sub(" ", text))
    words = {fold(each) for each in re.findall(r"(?<![A-Za-z-])[a-z]{3,}", without)}
    if len(words) > _NAMING:
        return False
    return not words & function_words("en")


def _is_other_latin(plain: str, code: str, least: int) -> bool:
    """By the words that every sentence has, and by the identifier where they do not decide. A
    language without a list is another where it is surely one of those that have one."""
    words = [token.form for token in tokens(plain)]
    counts = {each: sum(word in function_words(each) for word in words) for each in _LATIN}
    own = counts.get(code, 0)
    most = max((count, each) for each, count in counts.items())
    if code in counts and own and own >= most[0]:
        return False
    without = _CAPITAL.sub(" ", plain)
    if sum(map(str.isalpha, without)) < least:
        return False
    if code in counts and not own and most[0] >= _LEAD:
        return True
    guess = _identifier().FindLanguage(without)
    told = guess.language.partition("-")[0]
    if told == code or told in _KIN.get(code, "").split():
        return False
    if code not in counts and told not in _LATIN:
        # small languages are taken for each other
        return False
    if code in counts and most[0] >= own + _LEAD:
        return True
    return guess.is_reliable and guess.probability >= _SURE and own == 0


@cache
def function_words(code: str) -> frozenset[str]:
    """Words that any sentence of a language has, folded."""
    return frozenset(fold(each) for each in section(known(code), "words").get("", ()))


@cache
def _identifier() -> _Identifier:
    # compiled; most texts are decided without it
    from gcld3 import NNetLanguageIdentifier

    return cast("_Identifier", NNetLanguageIdentifier(min_num_bytes=0, max_num_bytes=2_000))
