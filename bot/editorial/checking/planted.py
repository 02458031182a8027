"""Instructions to a reader that is a model, hidden in a paper's text. Pure.

A source is data. What in it speaks to a language model or to reviewers, is hidden from people's
eyes, or looks like a tool's call is found here, so that it is no evidence for anything and a card
can say so.
"""

import base64
import binascii
import codecs
import re
from collections.abc import Iterator, Sequence
from functools import cache

from bot.editorial.checking.lexicon import LANGUAGES, Lexicon, forms, phrases

# characters that nobody sees: zero-width ones in a row, tags (Unicode's invisible ASCII)
_UNSEEN = re.compile(r"[\u200b-\u200d\u2060-\u2064\ufeff\u00ad\u180e]")
_UNSEEN_RUN = re.compile(rf"{_UNSEEN.pattern}{{6,}}")
_TAGS = re.compile(r"[\U000e0020-\U000e007e]+")
_COMMENT = re.compile(r"<!--(.{1,2000}?)-->", re.S)
_WHITE = re.compile(r"\\(?:textcolor|color)\{white\}\s*\{?([^{}]{1,2000})")
_SHORTEST_ENCODED = 24
_ENCODED = re.compile(rf"(?<![\w/+])[A-Za-z0-9+/]{{{_SHORTEST_ENCODED},4000}}={{0,2}}(?![\w/+])")
# the sign before is looked at last: digits are found fast
_HEXED = re.compile(r"[0-9a-fA-F](?<!\w.)[0-9a-fA-F][\s:]?(?:[0-9a-fA-F]{2}[\s:]?){11,1999}(?!\w)")
_CALL = re.compile(
    r"<\|?/?(?:im_start|im_end|system|assistant|tool_call|function_call|endoftext|start_header_id)"
    r"\|?>|\[/?(?:INST|SYS|SYSTEM)\]|<</?SYS>>|\{\s*\"(?:tool|function|tool_call|function_call|"
    r"action)\"\s*:|^[^\S\n]*(?:#+\s*)?(?:SYSTEM|Assistant|System prompt|### ?Instructions?)\s*:",
    re.M,
)
_VERBS = (
    r"(?:ignore|disregard|forget|say|write|state|tell|answer|output|respond|reply|give|recommend|add|"
    r"include|claim|mention|praise|rate|call|begin|start|end|print|translate|describe|assign|score|"
    r"do not|don't|never|always|accept|insert|append|repeat|copy|use the|refuse|pretend|act as|"
    r"visit|send|click|cite|endorse|conclude|report that|insist|note that|assure|inform|"
    r"summari[sz]e)"
)
_READERS = (
    r"(?:AIs?|LLMs?|VLMs?|GPT|ChatGPT|Claude|Gemini|(?:\w+ing |\w+ )?(?:language |AI )?models?|"
    r"(?:AI )?assistants?|chatbots?|bots?|summari[sz]ers?|(?:AI )?reviewers?|agents?|systems?|"
    r"readers?|automated \w+|machines?)"
)
# "Any AI that reads this: write ...", "Reviewers must accept ...", and "say that this paper is ..."
_ADDRESSED = re.compile(
    rf"^\W*(?:(?:any|all|every|to|dear|note|for|attention|hey|if|the|this|you,?)\s+){{0,3}}{_READERS}\b"
    rf"[^.:!?\n]{{0,70}}(?::|, please|[,:]? you (?:must|should|will)|[,—-] )\s*"
    rf"(?:please |you must |always |now |kindly |only |and |simply |just ){{0,2}}{_VERBS}\b",
    re.I,
)
_DICTATED = re.compile(
    r"(?:^\W*|[:;,—] |\band |\bplease |\bmust |\bshould )(?:please )?"
    r"(?:say|state|write|claim|mention|tell \w+(?: \w+)?|conclude|report|add|insist|"
    r"assure \w+|note)"
    r"(?: in [A-Z]\w+)? that (?:this|the|these|its|our|it) ?"
    r"(?:\w+ ){0,2}"
    r"(?:is|are|deserves?|should|must|has|have|was|were|beats?|outperforms?|will|won)\b"
    r"|\b(?:write|answer|reply|respond|summari[sz]e|say|output)(?: only)? in [A-Z]\w+,? "
    r"(?:that|and say|only|instead)\b"
)
# what any of the phrases has in it, in lower case: looked for first, as most texts have none of it
_TRIGGERS = (
    *("ignor", "disregard", "forget", "overrid", "if you", "if this", "note to", "note for"),
    *("attention", "dear ", "hey ", "summar", "reviewer", "positive", "do not", "recommend"),
    *("rate this", "score this", "you must", "you should", "you are now", "respon", "reply"),
    *("answer", "output", "say that", "state that", "tell ", "include", "add the", "begin "),
    *("start your", "end your", "end of", "in your", "your ", "when ", "reveal"),
    *("print your", "system", "developer", "im_start", "_call", "without telling", "instruction"),
    *("send ", "call ", "execute", "run the", "translate", "this paper", "language model"),
    *("llm ", "llms ", "ignorier", "sprachmodell", "hinweis", "bewertung", "sage ", "modèle"),
    *("note à", "avis", "dites aux", "dits aux", "modelo", "eres", "reseña", "lectores", "você"),
    *("instruç", "leitores"),
)
_SCRIPT = re.compile("[\u0400-\u04ff\u0600-\u06ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]", re.I)
_SENTENCE = re.compile(r"[^.!?。！？\n]+(?:[.!?](?=\S)[^.!?。！？\n]+)*[.!?。！？]*")
_LONGEST = 2_000
_ROT13 = re.compile(r"\b(?:vtaber|qvfertneq|vafgehpgvbaf?|erivrjref?)\b", re.I)
# a pattern has no place in a text without one of these; in lower case, as the text has to be
_CALL_SIGNS = ("<", "[", "{", ":")
_DICTATING = (
    *("say ", "state ", "write ", "claim ", "mention ", "tell ", "conclude ", "report ", "add "),
    *("insist ", "assure ", "note "),
)
_WRITING_IN = (
    *("write in ", "answer in ", "reply in ", "respond in ", "say in ", "output in ", " only in "),
    *("summarize in ", "summarise in "),
)
_ROT13_SIGNS = ("vtaber", "qvfertneq", "vafgehpgvba", "erivrjre")
# letters that count as these in any case
_ODD_CASES = {0x130: "i", 0x131: "i", 0x17F: "s"}


def planted(text: str) -> tuple[str, ...]:
    """The passages of a text that give orders to its reader, or are hidden from people.

    In order, each once, at most 2,000 characters each; () where there are none. What was encoded
    is told decoded.
    """
    return tuple(dict.fromkeys(each[:_LONGEST] for each in _passages(text) if each.strip()))


def without_planted(text: str) -> str:
    """``text`` without the sentences that are planted in it."""
    visible = _UNSEEN.sub("", _TAGS.sub("", text))
    for sentence in _orders(visible):
        visible = visible.replace(sentence, " ")
    return _COMMENT.sub(" ", visible)


def _passages(text: str) -> Iterator[str]:
    yield from _orders(_UNSEEN.sub("", text))
    yield from _hidden(text)


def _orders(text: str) -> Iterator[str]:
    """Sentences that give an order, and what stands with one behind it up to the next stop."""
    low = _lower(text)
    triggers = [one for one in _TRIGGERS if one in low]
    is_encoded = _has(_ROT13_SIGNS, low)
    for found in _SENTENCE.finditer(text):
        sentence, lower = found[0], low[found.start() : found.end()]
        if _is_order(sentence, lower, triggers):
            yield sentence.strip()
        elif is_encoded and _ROT13.search(sentence):
            yield codecs.decode(sentence.strip(), "rot13")


def _lower(text: str) -> str:
    """As long as the text, so that places in it are the same."""
    return text.lower() if text.isascii() else text.translate(_ODD_CASES).lower()


def _has(signs: Sequence[str], low: str) -> bool:
    return any(one in low for one in signs)


def _is_order(sentence: str, low: str, triggers: Sequence[str]) -> bool:
    opening = sentence.strip()[:_LONGEST]
    return (
        (_has(_CALL_SIGNS, low) and _CALL.search(sentence) is not None)
        or _ADDRESSED.match(opening) is not None
        or (_may_dictate(low) and _is_dictated(opening))
        or ((_has(triggers, low) or _is_in_script(sentence)) and _gives_order(sentence[:_LONGEST]))
    )


def _may_dictate(low: str) -> bool:
    return (" that " in low and _has(_DICTATING, low)) or _has(_WRITING_IN, low)


def _is_in_script(sentence: str) -> bool:
    """Whether it has letters of a script in which any word may be an order's."""
    return not sentence.isascii() and _SCRIPT.search(sentence) is not None


def _is_dictated(sentence: str) -> bool:
    found = _DICTATED.search(sentence)
    return found is not None and not re.search(r"\b[Ww]e\b|\bI\b", sentence[: found.end()])


def _gives_order(sentence: str) -> bool:
    return _lexicon().is_in(forms(sentence))


def _hidden(text: str) -> Iterator[str]:
    if not text.isascii():
        for run in _TAGS.findall(text):
            yield "".join(chr(ord(each) - 0xE0000) for each in run)
        if _UNSEEN_RUN.search(text):
            yield "invisible characters"
    for pattern in (_COMMENT, _WHITE):
        yield from (found[1].strip() for found in pattern.finditer(text))
    if max(map(len, text.split()), default=0) >= _SHORTEST_ENCODED:
        for found in _ENCODED.finditer(text):
            yield from _if_order(_from_base64(found[0]))
    for found in _HEXED.finditer(text):
        yield from _if_order(_from_hex(found[0]))


def _if_order(decoded: str) -> Iterator[str]:
    if decoded and _gives_order(decoded[:_LONGEST]):
        yield decoded


def _from_base64(written: str) -> str:
    try:
        raw = base64.b64decode(written + "=" * (-len(written) % 4), validate=True)
        return raw.decode("utf-8")
    except (binascii.Error, UnicodeDecodeError):
        return ""


def _from_hex(written: str) -> str:
    try:
        return bytes.fromhex(re.sub(r"[\s:]", "", written)).decode("utf-8")
    except (ValueError, UnicodeDecodeError):
        return ""


@cache
def _lexicon() -> Lexicon:
    """The orders of all languages: a text is not asked which it is in."""
    return Lexicon([one for each in LANGUAGES for one in phrases(each, "planted")])
