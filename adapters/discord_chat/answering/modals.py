"""The question that a button asks, as a modal; and the answer read back. Pure.

https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-response-object-modal
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from adapters.discord_chat.rendering import limits
from adapters.discord_chat.rendering.components import Words
from adapters.discord_chat.rendering.custom_ids import NOTHING, Tap, custom_id, read_custom_id
from adapters.discord_chat.rendering.limits import label
from adapters.discord_chat.rendering.part import Json
from bot.commands.lines.command_lines import LONGEST_LINE
from bot.text.readable import lined

LABEL, TEXT_INPUT = 18, 4
_ONE_LINE = 1
_WORDS = Words()
_FIELD = "answer"


@dataclass(frozen=True, slots=True)
class Answered:
    """``line`` is what to run; ``replaces``: its answer takes the message's place."""

    line: str
    replaces: bool


def modal(tap: Tap, title: str = "", words: Words = _WORDS) -> Json:
    """The modal of an "ask" tap; ``title`` is what the button says, if that is known.

    Nothing is said twice: a question that is longer than a label stands below one of a word.
    """
    asks = " ".join((tap.asks or title).split())
    name = label(title, limits.MODAL_TITLE)
    whole = label(asks, limits.MODAL_LABEL)
    is_whole = whole == asks and bool(whole)
    above = name if name and name != asks else whole if is_whole else tap.command.split(" ")[0]
    question = whole if is_whole and above != whole else words.answer
    field: Json = {
        "type": TEXT_INPUT,
        "custom_id": _FIELD,
        "style": _ONE_LINE,
        "required": True,
        "min_length": 1,
        "max_length": max(1, min(LONGEST_LINE - len(tap.command) - 1, limits.MODAL_ANSWER)),
    }
    shown: Json = {"type": LABEL, "label": question, "component": field}
    if not is_whole and (note := label(asks, limits.MODAL_NOTE)):
        shown["description"] = note
    # a command that is too long for the id keeps the token that it came with
    answer = custom_id(replace(tap, kind="answer"), 0, {})
    return {"custom_id": answer, "title": above, "components": [shown]}


def read_modal(data: Json, kept: Mapping[str, str] = NOTHING) -> Answered | None:
    """From the ``data`` of a submitted modal; None for one that is not ours or not kept."""
    tap = read_custom_id(str(data.get("custom_id", "")), kept)
    if tap is None or tap.kind != "answer":
        return None
    text = " ".join(" ".join(lined(each) for each in _values(data)).split())
    return Answered(f"{tap.command} {text}".strip(), tap.replaces)


def _values(data: Json) -> Iterator[str]:
    """What was typed, in labels (``component``) or rows (``components``)."""
    for child in (*data.get("components", ()), data.get("component")):
        if isinstance(child, dict):
            if child.get("custom_id") == _FIELD:
                yield str(child.get("value") or "")
            yield from _values(child)
