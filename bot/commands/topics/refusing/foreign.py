"""Refusals in other languages that people type: ohne GANs, sans GAN, 不要综述. Pure, but
for the packaged table of words that papers use.

What is barred is looked for in papers, which are in English: a word of another language bars none.
"""

import re
from dataclasses import dataclass

from bot.commands.topics.refusing.refused_words import WORD_ENDS
from bot.commands.topics.wording.sentences import LONGEST_WORD
from bot.commands.topics.wording.words import is_latin
from bot.editorial.choosing.known_words import is_used
from bot.text.words import content_stems

# in lower case, as SANS and SEM are methods; sin(x) is one of all
_REFUSING = {
    "de": r"(?:[Bb]itte )?(?:[Oo]hne|[Kk]eine?[nr]?|[Nn]ichts? (?:über|zu|mit|von)) ",
    "fr": r"(?:[Ss]ans(?! serif) |[Pp]as d(?:e |['\N{RIGHT SINGLE QUOTATION MARK}])|"
    r"[Rr]ien sur |[Ss]auf )",
    "es": r"(?:[Ss]in|[Nn]o quiero|[Nn]ada (?:de|sobre)|sem|[Nn]ão quero) ",
    "zh": r"(?:请)?(?:不要|不想要|不想看|不看|别发|排除|除了|不包括)(?:关于|有关)? ?",
}
_ANY = "|".join(_REFUSING.values())
_ALONE = re.compile(rf"^(?P<phrase>(?:{_ANY})(?P<words>\S.*))$")
_BESIDE = re.compile(rf"^(?P<about>.+?)(?:[,;，；。] ?| ){_ALONE.pattern[1:]}")
_BETWEEN = re.compile(r" ?[,;，；、] ?| (?:und|oder|et|ou|y|o|e|or|and) | ?[和或] ?")
# after these what is wanted comes: keine Surveys, nur Agents; 不要综述，要agents
_WANTED = re.compile(
    rf"(?:(?:{_BETWEEN.pattern})(?:(?:nur|aber|lieber|seulement|mais|plutôt|s[oó]lo|pero|só|mas) |"
    r"(?:但|只)?(?:要|想要|想看|看) ?)|"
    r",? (?:sauf|außer|ausser|excepto|salvo|exceto) (?:d[e'] ?)?)(?P<wanted>\S.*)$",
    re.I,
)
_MISSED = re.compile(r"(?:perder(?:me|nos)? |错过 ?|漏掉 ?)(?P<wanted>\S.*)$", re.I)
_JOINT = re.compile(r"[,;]? (?:aber|und|mais|et|pero|y|mas|e)$")
_EVERYTHING = re.compile(r"alles|tout|todos?|tudo|所有|全部|一切", re.I)
_COMMAS = re.compile(r" ?[,;，；、] ?")
_AGAIN = re.compile(rf"^(?:{_ANY})")


@dataclass(frozen=True, slots=True)
class Foreign:
    """``about`` may be empty; ``unwanted`` too, of what is not to be missed.
    ``is_english``: papers have the words that are ``unwanted``. ``rest`` of them follow a
    comma, and may be wanted."""

    about: str
    phrase: str
    unwanted: tuple[str, ...]
    is_english: bool
    rest: tuple[str, ...] = ()

    @property
    def may_be_english(self) -> bool:
        """The sine, too, is written sin; English has learning sans labels."""
        return self.phrase.startswith("sin ") or (
            bool(self.about) and self.phrase.startswith("sans ")
        )


def foreign_refusal(text: str) -> Foreign | None:
    """None for a line that refuses nothing in these languages."""
    line = " ".join(text.split())
    found = _ALONE.match(line) or _BESIDE.match(line)
    if found is None or '"' in text:
        return None
    if (missed := _MISSED.match(found["words"])) is not None:
        wished = (found.groupdict().get("about", ""), missed["wanted"].strip(WORD_ENDS))
        return Foreign("; ".join(filter(None, wished)), found["phrase"], (), is_english=True)
    later = _WANTED.search(found["words"])
    refused = found["words"][: later.start()] if later else found["words"]
    phrase = found["phrase"].removesuffix(found["words"]) + refused
    words = [_AGAIN.sub("", each).strip(WORD_ENDS) for each in _BETWEEN.split(refused)]
    words = [re.sub(r"(?:的?论文|类)$", "", each) for each in words if each]
    short = all(len(each.split()) <= LONGEST_WORD for each in words)
    english = short and all(map(_is_english, words))
    about = _topic_in(found.groupdict().get("about", ""))
    wanted = later["wanted"].strip(WORD_ENDS) if later else ""
    about = "; ".join(filter(None, (about, wanted)))
    return Foreign(about, phrase, tuple(words), english, _rest(refused)) if words else None


def _rest(refused: str) -> tuple[str, ...]:
    """Pas de surveys, robots: of items behind commas, those that do not refuse once more."""
    if _BETWEEN.sub("", refused) != _COMMAS.sub("", refused):
        # the list has an end: ohne GANs, VAEs oder Flows
        return ()
    _, *later = _COMMAS.split(refused)
    return tuple(each.strip(WORD_ENDS) for each in later if each and not _AGAIN.match(each))


def _topic_in(about: str) -> str:
    """Empty for a mere sign, and for "tout sauf"."""
    bare = _JOINT.sub("", about.strip(" ,;+-"))
    if not bare or _EVERYTHING.fullmatch(bare):
        return ""
    return _JOINT.sub("", about)


def _is_english(word: str) -> bool:
    stems = content_stems(word)
    return is_latin(word) and bool(stems) and all(map(is_used, stems))
