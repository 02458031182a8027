"""The JSON object in what a model said: bare, in a fence, after its thoughts, amid prose. Pure."""

import json
import re
from collections.abc import Iterator
from typing import Any, NoReturn

from adapters.openai_model.schemas import Schema, fault

# how servers mark what a model thought before it answered; the first mark may be missing
_THOUGHTS = re.compile(r"</(?:think|thinking|thought|reasoning)>|<\|end\|>|\[/THINK\]", re.I)
_OPEN_THOUGHTS = re.compile(r"\s*<(?:think|thinking|thought|reasoning)>|\s*\[THINK\]", re.I)
# letters that are read amid prose, in all, before it is given up; each try counts for some
_MOST_READ = 2_000_000
_LEAST_A_TRY = 500
_REFUSAL = re.compile(
    r"\b(?:i(?:['’]m| am) (?:very |really |so )?(?:sorry|unable|not able)|"
    r"i (?:cannot|can(?:['’]|no)?t|won['’]t|will not|must decline)|"
    r"as an ai|as a language model|unfortunately,? i|"
    r"(?:please|could you) (?:provide|share|paste|send)|"
    r"no (?:paper|abstract|text) (?:was|is|has been) (?:provided|given|included))\b"
    r"|抱歉|对不起|對不起|我无法|我無法|我不能|作为一个?(?:AI|人工智能)|请提供|請提供",
    re.I,
)
_REFUSED_WITHIN = 300


def answer_in(text: str, schema: Schema) -> tuple[dict[str, Any] | None, str]:
    """The last object in the text that keeps the schema, and ""; else None and what is wrong,
    as a clause without any of the model's words."""
    wrong = "it is not a JSON object"
    found: dict[str, Any] | None = None
    for each in _objects(text):
        problem = fault(each, schema)
        if problem is None:
            found = each
        elif found is None:
            wrong = problem
    return found, "" if found is not None else wrong


def begins_with_thoughts(text: str) -> bool:
    return _OPEN_THOUGHTS.match(text) is not None or _THOUGHTS.search(text) is not None


def is_refusal(text: str) -> bool:
    """Words that decline or ask for something, at the beginning of what should be an object."""
    return _REFUSAL.search(text[:_REFUSED_WITHIN]) is not None


def _objects(text: str) -> Iterator[dict[str, Any]]:
    """The whole text where it is one, else those in what follows the thoughts."""
    whole = _loaded(text.strip().lstrip("\ufeff"))
    if whole is not None:
        yield whole
        return
    after = _THOUGHTS.split(text)[-1]
    place, in_all = after.find("{"), 0
    while place >= 0 and in_all < _MOST_READ:
        found, end, read = _at(after, place)
        in_all += max(read, _LEAST_A_TRY)
        if found is not None:
            yield found
        place = after.find("{", end)


def _at(text: str, place: int) -> tuple[dict[str, Any] | None, int, int]:
    """The object that begins there, where to look on, and how many letters were read."""
    try:
        found, end = _DECODER.raw_decode(text, place)
    except json.JSONDecodeError as error:
        return None, place + 1, error.pos - place
    except (ValueError, RecursionError):
        return None, place + 1, len(text) - place
    return (found if _is_text(found) else None), end, end - place


def _loaded(text: str) -> dict[str, Any] | None:
    if not text.startswith("{"):
        return None
    found, end, _ = _at(text, 0)
    return found if not text[end:].strip() else None


def _is_text(found: Any) -> bool:
    """Half a surrogate pair can be written in JSON, and in nothing that we send or store."""
    try:
        json.dumps(found, ensure_ascii=False).encode("utf-8")
    except (UnicodeEncodeError, RecursionError):
        return False
    return True


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no JSON")


_DECODER = json.JSONDecoder(parse_constant=_refuse)
