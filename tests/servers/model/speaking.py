"""What the model says, and where its room ends."""

from collections.abc import Callable

from tests.servers.model.faults import SAID, Fault, spoiled
from tests.servers.model.profiles import Profile
from tests.servers.model.questions import Json, counted, cut
from tests.servers.model.recording import Call
from tests.servers.model.wire import End, Said

Answer = Callable[[Json], str]

_THOUGHT_TOKENS = 200
_ENDS: dict[Fault, End] = {
    Fault.REFUSAL: "refusal",
    Fault.TOOL: "tool",
    Fault.FILTERED: "filter",
    Fault.LENGTH: "length",
    Fault.ALL_THOUGHTS: "length",
}
# faults of what is said; the connection is well
SPOKEN = frozenset({*SAID, *_ENDS, Fault.NULL, Fault.NO_USAGE})


def spoken(call: Call, question: Json, profile: Profile, answer: Answer) -> Said:
    text: str | None = answer(question)
    end: End = "whole"
    if call.planned is not None:
        fault = call.planned.fault
        end = _ENDS.get(fault, "whole")
        if fault in SAID:
            text = spoiled(fault, text or "")
        elif fault in (Fault.NULL, Fault.FILTERED):
            text = None
        elif fault is Fault.REFUSAL:
            text = "I cannot help with this request."
    return _bounded(call, text, end, profile, question["most"])


def _bounded(call: Call, text: str | None, end: End, profile: Profile, room: int) -> Said:
    """Within the room for the answer, which thoughts take first where they count."""
    spent = min(_THOUGHT_TOKENS, room) if profile.thoughts == "tokens" else 0
    if profile.thoughts == "tags" and text is not None:
        text = f"<think>Let me see.</think>\n{text}"
    made = counted(text or "")
    if made > room - spent:
        text, end = cut(text or "", room - spent) if room > spent else "", "length"
        made = counted(text)
    thoughts = "Let me see." if profile.thoughts == "field" else ""
    return Said(text, end, call.input_tokens, made + spent, call.cached_tokens, thoughts, spent)
