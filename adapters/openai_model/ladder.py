"""How an address wants to be asked, and what its refusals teach. Pure.

A form is what was learned of one address, model and interface. It is begun at the top and
only ever gives way: see docs/model.md for what servers answered.
"""

import json
import re
from dataclasses import asdict, dataclass, fields, replace
from typing import Literal, get_args

Rung = Literal["strict", "schema", "object", "text"]
"""``json_schema`` that the server promises to keep; without the promise; ``json_object``; text."""
RUNGS: tuple[Rung, ...] = get_args(Rung)
MostAs = Literal["max_tokens", "max_completion_tokens"]

# tokens more for a model that thinks before it answers, as thoughts count
_ROOM = 4_096
_FORMAT = re.compile(
    r"response[ _]formats?|text\.format|json[ _]?schema|json_object|structured|"
    r"\bschema\b|grammar|\bstrict\b|can handle the requested parameters"
)
_SYSTEM = re.compile(
    r"system (?:role|message|prompt|instruction)s?[^.]{0,40}(?:not|n't|unsupported)|"
    r"(?:not|n't|unsupported)[^.]{0,40}system (?:role|message|prompt|instruction)|"
    r"roles must alternate|developer instruction is not enabled|only user and assistant roles"
)
_AT_MOST = re.compile(r"(?:at most|maximum (?:of|allowed)?:?|\[1, ?)\s*(\d{2,7})")


@dataclass(frozen=True, slots=True)
class Form:
    """``told``: the schema stands in the prompt too, as the server does not keep it.
    ``room`` is for thoughts, ``cap`` the most tokens that the server lets an answer have."""

    rung: Rung = "strict"
    told: bool = False
    most_as: MostAs = "max_tokens"
    swapped: bool = False
    temperature: bool = True
    effort: bool = False
    system: bool = True
    room: int = 0
    cap: int | None = None

    @property
    def says_schema(self) -> bool:
        return self.told or self.rung in ("object", "text")

    def most(self, asked: int) -> int:
        wanted = asked + self.room
        return wanted if self.cap is None else min(wanted, self.cap)


def lower(form: Form) -> Form | None:
    """One rung down, None from the last."""
    place = RUNGS.index(form.rung) + 1
    return replace(form, rung=RUNGS[place]) if place < len(RUNGS) else None


def adapted(form: Form, words: str) -> Form | None:
    """The form that a refusal asks for; None where it names nothing that can be changed.

    ``words`` are the server's: parameter, code and sentence, in small letters.
    """
    if form.effort and "reasoning" in words:
        return replace(form, effort=False)
    if form.temperature and "temperature" in words:
        return replace(form, temperature=False)
    if _names_most(words):
        return _other_most(form, words)
    if form.system and _SYSTEM.search(words):
        return replace(form, system=False)
    return lower(form) if _FORMAT.search(words) else None


def thinking(form: Form) -> Form | None:
    """Of a model whose thoughts left no room for the answer."""
    return replace(form, room=_ROOM) if not form.room else None


def not_kept(form: Form) -> Form:
    """Of a server that took the schema and did not keep it."""
    return replace(form, told=True)


def _names_most(words: str) -> bool:
    return any(name in words for name in ("max_tokens", "max_completion_tokens", "max_output_tok"))


def _other_most(form: Form, words: str) -> Form | None:
    if (bound := _AT_MOST.search(words)) and form.cap is None:
        return replace(form, cap=int(bound[1]))
    if form.swapped:
        return None
    other: MostAs = "max_completion_tokens" if form.most_as == "max_tokens" else "max_tokens"
    return replace(form, most_as=other, swapped=True)


def to_text(form: Form) -> str:
    return json.dumps(asdict(form))


def from_text(text: str) -> Form | None:
    """None for what another version wrote."""
    try:
        found = json.loads(text)
        known = {each.name: type(getattr(Form(), each.name)) for each in fields(Form)}
        is_ours = (
            found.keys() == known.keys()
            and found["rung"] in RUNGS
            and found["most_as"] in get_args(MostAs)
            and isinstance(found["room"], int)
            and isinstance(found["cap"], int | None)
        )
    except (ValueError, AttributeError, TypeError):
        return None
    return Form(**found) if is_ours else None
