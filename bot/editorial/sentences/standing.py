"""A sentence of an abstract as it can stand alone under the title. Pure."""

import re
from collections.abc import Iterator, Sequence

from bot.editorial.sentences.leads import capital, without_lead
from bot.editorial.sentences.references import refers_back
from bot.editorial.sentences.tagging import Token, tagged
from bot.editorial.sentences.wholeness import is_closed
from bot.text.whole_words import has_word

_MADE = re.compile(
    r"(?:we|this (?:paper|work|study|article|report|letter|survey)|(?:the )?authors) "
    r"(?:(?:\w+ly|also|here) )?(?:introduce|present|propose|develop|describe|release|build|offer|"
    r"design|provide|contribute|give)s? (?=\S)",
    re.I,
)
_NAMED = re.compile(
    r"(?P<name>[^\s,;:()A-Z0-9]*+[A-Z0-9][^\s,;:()]*+(?: [A-Z0-9][^\s,;:()]*+){0,4})"
    r"(?: \([^()]{2,90}\))?"
    r"(?:,| –| —|:) (?P<what>(?:an?|the (?:first|largest)) .+)"
)
# under a heading "Aims." that is left out
_AIM = re.compile(
    r"to (?:(?:\w+ly )?(?:introduce|present|propose|develop|describe|offer|provide|give)) "
    r"(?=an?\b)",
    re.I,
)
_THING = re.compile(r"(?:an?|the first|two|three|four|five|several) ")
_FIRST_ITEM = re.compile(
    r"(?<![\w(])\(?(?:1|i|a)\) |\b(?:two|three|four)fold\b|(?<!\w\()\b[2-9]\) "
)
_NEXT_ITEM = re.compile(r"(?<![\w(])\(?(?:2|ii|b)\) ")
# a formula that lost its beginning
_OPERATORS = ("∫", "∑", "∏", "=", "<", ">", "≤", "≥", "∈", "→", "⊂")
_OPEN_ENDS = ("…", "...", ":", ": .", ":.", ", .", "; .", ";.")
_ENDS = (".", "!", "?", ".”", '."', "。", "！", "？")


def standing(sentence: str, title: str, before: Sequence[str] = ()) -> str | None:
    """The sentence as it can stand under ``title``; None where it refers to what is not there.

    Lead-ins are left out, and a name that the title has: under ``Brill: Small Stoves``, "To this
    end, we introduce Brill, a stove for small rooms." is "A stove for small rooms.". ``before``
    are the sentences that are shown with it, before it.
    """
    plain = _without_aim(without_lead(sentence.strip().lstrip("…").strip(), title))
    if refers_back(plain, " ".join((title, *before))) or is_half(plain):
        return None
    return ended(_unnamed(plain, title) or plain)


def _without_aim(text: str) -> str:
    """``To give a stove for small rooms`` as ``A stove for small rooms``."""
    found = _AIM.match(text) if text.startswith("To ") else None
    if found is None or not _is_one_phrase(_behind(text, found.end())):
        return text
    return capital(text[found.end() :])


def is_half(text: str) -> bool:
    """Whether it ends open, within a quotation too, or has one item of a list: "(i) ..."."""
    if not any(letter.isalpha() for letter in text) or text.startswith(_OPERATORS):
        return True
    first = _FIRST_ITEM.search(text) if ") " in text or "fold" in text else None
    if text.count("“") != text.count("”") or text.count("[") > text.count("]") + text.count(")"):
        return True
    return text.endswith(_OPEN_ENDS) or (first is not None and not _NEXT_ITEM.search(text))


def ended(text: str) -> str:
    """With a capital and a full stop."""
    whole = text.rstrip(" ,;:")
    return capital(whole if whole.endswith(_ENDS) else f"{whole}.")


def phrases_of(text: str) -> Iterator[str]:
    """``A stove for small rooms`` of ``We propose Brill, a stove for small rooms``."""
    found = _MADE.match(text)
    if found is None:
        return
    named = _NAMED.match(text, found.end())
    start = named.start("what") if named else found.end()
    is_thing = named is not None or _THING.match(text, start)
    if is_thing and _is_one_phrase(_behind(text, start)):
        yield capital(text[start:])


def _behind(text: str, start: int) -> tuple[Token, ...]:
    """The tokens from there on, tagged as what they are in the whole sentence."""
    return tuple(one for one in tagged(text) if one.start >= start)


def _unnamed(text: str, title: str) -> str | None:
    """``We introduce Brill, a stove`` as ``A stove``, where the title names Brill."""
    made = _MADE.match(text)
    found = _NAMED.match(text, made.end()) if made else None
    if found is None or not _is_in(found["name"], title):
        return None
    start = found.start("what")
    return capital(text[start:]) if _is_one_phrase(_behind(text, start)) else None


def is_phrase(text: str) -> bool:
    """Whether the text is one noun phrase to its end: its verbs stand in relative clauses."""
    return _is_one_phrase(tagged(text))


def _is_one_phrase(tokens: Sequence[Token]) -> bool:
    if tokens and tokens[-1].tag == ".":
        tokens = tokens[:-1]
    open_clauses = 0
    for at, one in enumerate(tokens):
        if one.tag in "RS":
            open_clauses += 1
        elif one.tag in "VMB" and not _goes_on(tokens, at):
            if not open_clauses or _is_predicate(tokens, at):
                return False
        elif one.low == "we" and (not open_clauses or tokens[at - 1].tag in "C,"):
            return False
    return is_closed(tokens)


def _goes_on(tokens: Sequence[Token], at: int) -> bool:
    """Whether the verb is the rest of another: ``has been``, ``can do``."""
    return at > 0 and tokens[at - 1].tag in "MBb"


def _is_predicate(tokens: Sequence[Token], at: int) -> bool:
    """``..., and validate it``: a second verb of "we" behind a comma."""
    begins = at - 1
    while begins > 0 and tokens[begins].tag == "A":
        begins -= 1
    return (
        tokens[begins].tag == "C"
        and tokens[begins - 1].tag == ","
        and not tokens[at].low.endswith("s")
    )


def _is_in(name: str, title: str) -> bool:
    if name.isascii() and title.isascii():
        return has_word(title.lower(), name.lower())
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", title, re.I) is not None
