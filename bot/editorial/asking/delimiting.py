"""Strangers' texts as data for a model: nothing in them can end their delimiter or be taken for
a sign that steers a model. Pure.

Each record is one line of JSON: a quotation mark, a line break or a brace within a text is written
in another way than one that ends it. What a person does not see, a model does not get either.
"""

import json
import re
import unicodedata
from typing import Any

# characters of one text; the longest abstract that arXiv takes has 1,920
# (https://info.arxiv.org/help/prep.html#abstracts)
LONGEST = 4_000
# What chat templates put between turns; a server may read them in a text as well:
# <|im_end|>, <｜User｜>, [INST], <<SYS>>, <start_of_turn>, </s>, <think>
_TURNS = re.compile(
    r"<[|｜][^<>]{0,60}[|｜]>|\[/?(?:INST|SYSTEM_PROMPT|AVAILABLE_TOOLS|TOOL_CALLS|TOOL_RESULTS)\]"
    r"|<</?SYS>>|</?(?:s|bos|eos|think|tool_call|tool_response|function_calls|start_of_turn"
    r"|end_of_turn)>",
    re.I,
)
# variation selectors and what is drawn as nothing; text can be hidden in a row of them
_UNSEEN = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)
# no word is so long; what is encoded is
_ENCODED = re.compile(r"(?<![^\s(\"'])[A-Za-z0-9+/]{40,}={0,2}(?![\w/.-])")
# control, format, half, private and unassigned characters
_SILENT = frozenset(("Cc", "Cf", "Cs", "Co", "Cn"))
_BLANKS = re.compile(r"\s+")


def visible(text: str, longest: int = LONGEST) -> str:
    """The text on one line as a person sees it, without signs between turns and what is encoded,
    at most ``longest`` characters."""
    seen = text if text.isascii() and text.isprintable() else _seen(text)
    # taking out one sign may put another together
    while (cleared := _TURNS.sub(" ", seen)) != seen:
        seen = cleared
    return _BLANKS.sub(" ", _ENCODED.sub(" ", seen)).strip()[:longest]


def record(**fields: Any) -> str:
    """One line of data, its empty fields left out."""
    kept = {name: value for name, value in fields.items() if value not in ("", (), {})}
    return json.dumps(kept, ensure_ascii=False)


def _seen(text: str) -> str:
    spaced = "".join(
        " " if letter.isspace() else letter
        for letter in text
        if letter.isspace() or unicodedata.category(letter) not in _SILENT
    )
    return _UNSEEN.sub("", spaced)
