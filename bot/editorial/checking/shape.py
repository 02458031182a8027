"""What is wrong with a text as a text: too long, marked up, cut, said twice, linked. Pure."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from bot.editorial.checking.lexicon import known, section
from bot.text.readable import is_visible
from bot.text.sentences import split_sentences
from bot.text.words import fold
from bot.values.checking import Finding

_MARKUP = re.compile(
    r"\*\*|(?<!\w)__\w|\w__(?!\w)|^\s{0,3}#{1,6}\s|```|`[^`\n]{1,80}`|^[^\S\n]*(?:[-*•+]|\d{1,2}[.)])\s+\S"
    r"|^[^\S\n]*>\s|\]\(|\[\[|\]\]|</?[a-zA-Z][a-zA-Z0-9]{0,10}(?:\s[^<>\n]{0,80})?/?>|&[a-z]{2,6};|&#\d+;"
    r"|\\[a-zA-Z]{2,}\b|\\[%$&_#{}()\[\]]|\$[^$\n]{0,80}[\\^_=][^$\n]{0,80}\$|\\n"
    r"|^[^\S\n]*[\[{]\s*[\"'\w].*[\]}]\s*$|\"[\w-]{1,20}\"\s*:\s|<\|[a-z_]+\|>|\[/?(?:INST|SYS)\]|\{\{|\}\}"
    r"|</?think|(?<![\w*])\*[^\s*][^*\n]{0,80}[^\s*]\*(?![\w*])|(?<![\w_])_[^\s_][^_\n]{0,60}_(?![\w_])"
    r"|\[(?:insert|your|name|title|paper|todo|placeholder|xx)[^\]]{0,40}\]|^[^\S\n]*\|.*\|\s*$|~~|^-{3,}\s*$"
    r"|\bTODO\b|\bXXX\b|【[^】]{1,20}】[:：]?\s*\n|^[^\S\n]*[-*_]{3,}\s*$",
    re.M | re.I,
)
_MATH = re.compile(r"\$[^$\n]{1,80}\$")
_LINK = re.compile(
    r"(?:https?|ftp)://\S+|\bwww\.[\w-]+\.\S+|(?a:\b[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5})"
    r"|(?<![\w@.])@\w{2,}"
    r"|(?<![\w/.:<])/[a-z_]{3,}(?![\w/.])|\bt\.me/\S+|\bdiscord\.gg/\S+|javascript:|data:\w+/\w+"
    r"|(?<![\w#&])#[A-Za-z]\w{2,}|\b(?:[a-z0-9-]{1,40}\.){1,4}(?:com|org|net|io|ai|cn|dev|app|example|xyz|"
    r"info|me|co|gg|ly|de|fr|es|ru|jp|kr|edu|gov|site|online|top|link|shop|cc|tv|eu|uk)\b(?:/\S*)?",
    re.I,
)
_EDGE = ".,;:!?)]}>»”\"'，。；：！？）】、"
_ENDS = re.compile(r"[.!?。！？؟…‥｡।॥։።។။།۔][)\]}）」』”\"'’»›]*\s*$")
# languages whose sentences end in a space
_WITHOUT_END = ("th", "lo")
_DOTS = re.compile(r"(?:\.\.\.|…|……)\s*$")
_OPEN_ENDS = re.compile(r"[,;:，；：、،؛(\[{（「『“«\-–—/]\s*$")
_PAIRS = (
    ("(", ")"),
    ("（", "）"),
    ("「", "」"),
    ("『", "』"),
    ("“", "”"),
    ("[", "]"),
    ("《", "》"),
)
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W_]+")
_SPACELESS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_PIECES = re.compile(r"[^.!?。！？；;\n؟،,，、]+(?:[.,](?=\d)[^.!?。！？；;\n؟،,，、]+)*")
# a run of so many words that comes again at once, or so often, is a model that turns in circles
_RUN = 4
_TIMES = 3
_ALIKE = 0.85
_TELLING = 4


def shape_faults(
    text: str, language: str, links: str, *, sentence: bool, longest: int | None
) -> Iterator[Finding]:
    """Faults that are seen without knowing the paper; ``links`` is the source without spaces."""
    if longest is not None and len(text) > longest:
        yield Finding("length", "", f"Use at most {longest} characters; this has {len(text)}.")
    if found := _MARKUP.search(text) or _MATH.search(text):
        yield Finding("markup", found[0].strip()[:60], "Write plain text, without any markup.")
    for one in _LINK.finditer(text):
        quote = one[0].rstrip(_EDGE)
        if _plain(quote) not in links:
            yield Finding("link", quote, "Leave out links, addresses, mentions and commands.")
    ends = sentence and language.partition("-")[0].lower() not in _WITHOUT_END
    if cut := _cut(text.strip(), known(language), sentence=ends):
        yield Finding("truncated", cut, "Finish the sentence; the text breaks off.")
    if again := repeated(text):
        yield Finding("repetition", again[:80], "Say each thing once.")


def is_empty(text: str) -> bool:
    """Whether there is nothing to read: no letter and no digit."""
    return not is_visible(text) or not any(map(str.isalnum, text))


def _plain(link: str) -> str:
    bare = re.sub(r"\s+", "", link.lower())
    return re.sub(r"^(?:https?://)?(?:www\.)?", "", bare).rstrip("/")


def _cut(text: str, code: str, *, sentence: bool) -> str:
    """The end of a text that breaks off; "" where it does not."""
    end = text[-20:]
    if any(one.end() == len(text) for one in _LINK.finditer(text)):
        return ""
    if _DOTS.search(text) or _OPEN_ENDS.search(text):
        return end
    if any(text.count(opening) > text.count(closing) for opening, closing in _PAIRS):
        return end
    if _ENDS.search(text):
        return ""
    return end if sentence or _dangles(text, code) else ""


def _dangles(text: str, code: str) -> bool:
    last = re.findall(r"[^\W\d_]+", text[-40:])
    if not last:
        return False
    if _SPACELESS.search(last[-1]):
        return any(last[-1].endswith(each) for each in _danglers(code))
    return fold(last[-1]) in _danglers(code)


@cache
def _danglers(code: str) -> tuple[str, ...]:
    return tuple(
        fold(each) if code != "ko" else each for each in section(code, "dangling").get("", ())
    )


def repeated(text: str) -> str:
    """What a text says again: a run of words, or a sentence in much the same words; or ""."""
    words = [fold(one[0]) for one in _WORD.finditer(text)]
    if run := _again_at_once(words):
        return run
    return _said_twice(text)


def _again_at_once(words: list[str]) -> str:
    """A run that comes three times, or twice at once with many words."""
    seen: dict[tuple[str, ...], int] = {}
    size = _RUN + (2 if words and _SPACELESS.match(words[0]) else 0)
    for at in range(len(words) - size + 1):
        run = tuple(words[at : at + size])
        if len(set(run)) < 2:
            if len("".join(run)) > size:
                return " ".join(run)
            continue
        seen[run] = seen.get(run, 0) + 1
        if seen[run] >= _TIMES and len(set(run)) > size // 2:
            return " ".join(run)
    return ""


def _said_twice(text: str) -> str:
    pieces = [*split_sentences(text)] if len(text) < 20_000 else []
    if len(pieces) == 1:
        pieces = [*re.split(r"[。！？；;\n]", text)]
    held: list[tuple[frozenset[str], str]] = []
    for piece in pieces:
        terms = terms_of(piece)
        if any(alike(terms, other) for other, _ in held):
            return piece.strip()
        held.append((terms, piece))
    whole: set[str] = set()
    for one in _PIECES.findall(text):
        bare = re.sub(r"[\W_]+", "", fold(one))
        if len(bare) >= (8 if _SPACELESS.search(one) else 20) and bare in whole:
            return str(one).strip()
        whole.add(bare)
    return ""


def terms_of(piece: str) -> frozenset[str]:
    """The words of a sentence; of one without spaces, its pairs of characters."""
    words = [fold(one[0]) for one in _WORD.finditer(piece)]
    if not _SPACELESS.search(piece):
        return frozenset(words)
    return frozenset(a + b for a, b in pairwise(words))


def alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two sentences have nearly the same words."""
    both = len(one | other)
    return min(len(one), len(other)) >= _TELLING and len(one & other) >= _ALIKE * both
