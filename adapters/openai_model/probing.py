"""What an address can do, found out by asking it: three invented papers, a long text, vectors.

Costs some ten thousand tokens.
"""

from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal, get_args

from adapters.openai_model.answers import loaded
from adapters.openai_model.connection import Connection
from adapters.openai_model.language_model import Api, OpenAIModel
from adapters.openai_model.opening import opened
from adapters.openai_model.outcomes import Trouble
from adapters.openai_model.settings import ModelSettings
from bot.errors import PaperbriefError
from bot.ports.model import TYPICAL
from bot.values.model import Account, ModelCall, ModelRequest, Tokens

State = Literal["ok", "warn", "FAIL", "skip"]
_OPERATOR = Account("operator")
_NO_MODEL = "OPENAI_MODEL is not set: no model chooses or writes"
_INTERFACES: tuple[Api, ...] = get_args(Api)
_RUNGS = {
    "strict": "strict json_schema",
    "schema": "json_schema without strictness",
    "object": "json_object",
    "text": "plain text",
}
_PAPERS = (
    "p1: Sparse attention reads only a tenth of a long text. On five sets of questions its "
    "answers are as good as those of full attention, at a third of the time.",
    "p2: A robot arm learns to fold towels from forty videos of people. It succeeds in 84 % of "
    "the trials; the best earlier system did in 61 %.",
    "p3: Small language models repeat the errors of the larger ones that taught them. Mixing the "
    "lessons of two teachers halves these errors.",
)
_SENTENCE = {"type": "string", "description": "At most 110 letters."}
_ITEM = {
    "type": "object",
    "properties": {
        "id": {"type": "string", "enum": ["p1", "p2", "p3"]},
        "relevance": {"type": "integer", "minimum": 0, "maximum": 100},
        "sentence": _SENTENCE,
    },
    "required": ["id", "relevance", "sentence"],
    "additionalProperties": False,
}


def _closed(**properties: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


_PROBE = ModelRequest(
    purpose="probe",
    instructions="Say of each paper in one plain sentence what was done and what came out, and "
    "how relevant it is, from 0 to 100, for a reader who wants to know about robots. Answer for "
    "each id once.",
    data="\n\n".join(_PAPERS),
    name="probe",
    schema=_closed(papers={"type": "array", "items": _ITEM}),
    most=500,
)
# about 7,000 tokens; a batch of ten abstracts has half of them
_LONG = ModelRequest(
    purpose="probe",
    instructions="The text begins and ends with a code word. Name both.",
    data="The first code word is kestrel.\n\n"
    + "\n\n".join(_PAPERS[place % 3] for place in range(160))
    + "\n\nThe last code word is osprey.",
    name="code_words",
    schema=_closed(first={"type": "string"}, last={"type": "string"}),
    most=100,
)

# a server that has too little room for a question leaves out its beginning
_LARGER = "; give the server a larger context (Ollama: num_ctx, or OLLAMA_CONTEXT_LENGTH)"
_WEAK = ", or the model did not do as it was told: it may be too small for long questions"


@dataclass(frozen=True, slots=True)
class Found:
    """One line of the table."""

    state: State
    what: str
    said: str
    error: str = ""


class _Counting:
    """A Purse (bot.ports.model) without a bottom: the operator asks at the command line."""

    def __init__(self) -> None:
        self.calls: list[ModelCall] = []

    async def why_not(
        self, account: Account, model: str = "", tokens: Tokens = TYPICAL
    ) -> str | None:
        return None

    async def look(self, account: Account, model: str = "") -> str | None:
        return None

    async def note(self, call: ModelCall) -> None:
        self.calls.append(call)


async def probed(settings: ModelSettings, clock: Callable[[], datetime]) -> AsyncIterator[Found]:
    """A line for each thing that was tried; a FAIL where what the settings name does not work."""
    told: dict[str, str] = {}
    yield _once(await _models(settings, clock), told)
    for api in _INTERFACES:
        yield _once(await _interface(settings, clock, api), told)
    yield _once(await _context(settings, clock), told)
    yield _once(await _embeddings(settings, clock), told)


def _once(found: Found, told: dict[str, str]) -> Found:
    """What was told of another thing is not told again."""
    if found.error and told.setdefault(found.error, found.what) != found.what:
        return replace(found, said=f"for the same reason as {told[found.error]}")
    return found


async def _models(settings: ModelSettings, clock: Callable[[], datetime]) -> Found:
    async with Connection(settings.base_url, settings.key, at_once=1) as connection:
        raw = await connection.models(settings.timeout, clock())
    if isinstance(raw, Trouble):
        return Found("warn", "models", f"not listed: {raw.said}", raw.said)
    names = _names(loaded(raw))
    wanted = settings.name or settings.embedding_name or ""
    if not names:
        return Found("warn", "models", "the list is empty, or has another form")
    if wanted in names:
        return Found("ok", "models", f"{wanted} is one of {len(names)}")
    shown = ", ".join(sorted(names)[:8]) + (" ..." if len(names) > 8 else "")
    return Found("warn", "models", f"{wanted} is not listed; there are: {shown}")


def _names(found: Mapping[str, Any] | None) -> set[str]:
    data = found.get("data") if found else None
    listed = data if isinstance(data, list) else []
    return {str(each["id"]) for each in listed if isinstance(each, dict) and each.get("id")}


async def _interface(settings: ModelSettings, clock: Callable[[], datetime], api: Api) -> Found:
    is_chosen = api == settings.api
    purse = _Counting()
    async with opened(settings.model_copy(update={"api": api}), purse, None, clock) as models:
        if (model := models.language) is None:
            return Found("skip", api, _NO_MODEL)
        try:
            answer = await model.ask(_PROBE, _OPERATOR)
        except PaperbriefError as error:
            return Found("FAIL" if is_chosen else "skip", api, str(error), str(error))
        ids = [each["id"] for each in answer.content["papers"]]
        problems = [] if sorted(ids) == ["p1", "p2", "p3"] else ["papers were lost or repeated"]
        said = _told(model, purse.calls)
    return Found("warn" if problems else "ok", api, "; ".join((said, *problems)))


def _told(model: OpenAIModel, calls: list[ModelCall]) -> str:
    last, form = calls[-1], model.form
    speed = last.tokens.output / max(last.seconds, 0.001)
    words = [
        _RUNGS[form.rung] + (", not kept: the schema is put into the prompt" if form.told else ""),
        f"{last.seconds:.1f} s, {speed:.0f} tokens a second",
        "tokens counted" if last.tokens.counted else "tokens not counted, so estimated",
    ]
    if form.room:
        words.append("thinks before it answers")
    if not form.system:
        words.append("takes no system role")
    if len(calls) > 1:
        words.append(f"found after {len(calls)} calls")
    return "; ".join(words)


async def _context(settings: ModelSettings, clock: Callable[[], datetime]) -> Found:
    purse = _Counting()
    async with opened(settings, purse, None, clock) as models:
        if (model := models.language) is None:
            return Found("skip", "context", _NO_MODEL)
        try:
            answer = await model.ask(_LONG, _OPERATOR)
        except PaperbriefError as error:
            said = f"a long question is not answered: {error}"
            return Found("warn", "context", said, str(error))
    size = f"{len(_LONG.data) // 4:,} tokens"
    lost = [
        where
        for where, name, word in (("beginning", "first", "kestrel"), ("end", "last", "osprey"))
        if word not in str(answer.content[name]).lower()
    ]
    if lost:
        said = f"of about {size} the {' and the '.join(lost)} was not read"
        return Found("warn", "context", said + (_LARGER if lost == ["beginning"] else _WEAK))
    return Found("ok", "context", f"about {size} are read from beginning to end")


async def _embeddings(settings: ModelSettings, clock: Callable[[], datetime]) -> Found:
    purse = _Counting()
    async with opened(settings, purse, None, clock) as models:
        if (model := models.embedding) is None:
            return Found("skip", "embeddings", "OPENAI_EMBEDDING_MODEL is not set")
        try:
            rows = await model.embed(_PAPERS, _OPERATOR)
        except PaperbriefError as error:
            return Found("FAIL", "embeddings", str(error), str(error))
    seconds = purse.calls[-1].seconds
    near = float(rows[0] @ rows[2]), float(rows[0] @ rows[1])
    said = f"{model.name}: {rows.shape[1]} dimensions, {seconds:.1f} s for three texts"
    if min(near) > 0.999:
        return Found("warn", "embeddings", said + "; different texts get the same vector")
    return Found("ok", "embeddings", said)
