"""Every way in which a call can fail to one value, and from there to our errors, in one place.

Status codes: https://platform.openai.com/docs/guides/error-codes, and what other servers
answer (docs/model.md). Nothing here holds a key, a prompt or an answer's text.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from adapters.openai_model.breaker import ENOUGH
from bot.errors import AnswerUnusable, ModelDenied, ModelUnreachable, PaperbriefError
from bot.values.model import CallOutcome, Tokens

_FORGIVEN = frozenset({408, 409, 425, 429})
_ASKED_WRONGLY = frozenset({400, 405, 413, 422})
_LONGEST_WORDS = 160
# "billing" alone is no sign: advice on how to get a higher rate has it too
_QUOTA = re.compile(
    r"insufficient[_ ](?:quota|balance|credits|funds)|exceeded your current quota|"
    r"billing[_ ]hard[_ ]limit|credit balance is too low|out of credits"
)
_CONTEXT = re.compile(r"context[_ ](?:length|size|window)|n_ctx")
# Groq's word for an answer that it could not make keep the format
_NOT_MADE = re.compile(r"json_validate_failed|failed to (?:generate|validate) json")
_IN = re.compile(r"try (?:again )?in (\d{1,6}(?:\.\d{1,9})?) ?(ms|s)\b")
_FILTERED = re.compile(
    r"content[_ ](?:filter|policy|management|violation)|moderation|flagged|responsible ?ai|"
    r"safety|inspection failed"
)
_TOO_LONG = re.compile(
    r"context[_ ](?:length|size|window)|maximum (?:context|input|sequence)|too (?:long|large)|"
    r"input (?:length|tokens?) .{0,40}exceed|exceeds? .{0,40}(?:context|batch size|input)|n_ctx"
)
_FORMAT_NAMED = re.compile(r"response[ _]format|text\.format|json_schema|json_object")


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """Why one attempt gave nothing that can be used.

    ``said`` is a sentence. ``refusal``: the server's words, in small letters, on a request
    that it did not take as it was asked. ``weight``: how much it says against the address
    (:mod:`adapters.openai_model.breaker`), 0 where it is about the request or a pause.
    ``wrong``: what the answer lacked, to be told to the model. ``everyones``: the address says it,
    or nothing at all, whichever model is asked.
    """

    outcome: CallOutcome
    said: str
    retry_after: float | None = None
    refusal: str | None = None
    weight: int = 0
    wrong: str = ""
    thoughts: bool = False
    everyones: bool = False
    tokens: Tokens | None = None


class AnswerTooLarge(Exception):
    """The body was given up at the bound."""


def error_for(trouble: Trouble) -> PaperbriefError:
    match trouble.outcome:
        case "late" | "unreachable" | "overloaded":
            return ModelUnreachable(trouble.said, retry_after=trouble.retry_after)
        case "denied" | "quota":
            return ModelDenied(trouble.said)
    return AnswerUnusable(trouble.said, fault=trouble.outcome)


def of_exception(error: Exception, host: str, now: datetime) -> Trouble:
    """Of the client library's, of what lies below it, or of ours."""
    import openai

    match error:
        case openai.APIStatusError():
            answer = error.response
            return of_status(answer.status_code, answer.headers, answer.content, host, now)
        case openai.APITimeoutError() | TimeoutError():
            said = f"The model's address ({host}) did not answer in time."
            return Trouble(outcome="late", said=said, weight=1)
        case AnswerTooLarge():
            said = f"The model's address ({host}) sent an answer that is far too large."
            return Trouble(outcome="invalid", said=said, wrong="it was far too large")
    reason = type(error.__cause__ or error).__name__
    said = f"The model's address ({host}) cannot be reached ({reason})."
    return Trouble(outcome="unreachable", said=said, weight=1, everyones=True)


def of_status(
    status: int, headers: Mapping[str, str], body: bytes, host: str, now: datetime
) -> Trouble:
    """``headers`` ignore letter case."""
    told = _told(body)
    words = told.lower()
    where = f"({host}, HTTP {status})"
    pause = retry_after(headers, now)
    if pause is None:
        pause = _told_pause(words)
    if status == 402 or (_QUOTA.search(words) and pause is None):
        return _denied(
            "quota", f"The model's quota or balance is used up {where}; look at your account there."
        )
    if status == 429:
        said = f"The model's address asks for fewer requests {where}."
        return Trouble(outcome="overloaded", said=said, retry_after=pause)
    if status >= 500 or status in _FORGIVEN:
        return _faulty(status, headers, words, where, now)
    if status in _ASKED_WRONGLY:
        return _asked_wrongly(status, told, where)
    return _no(status, words, told, where)


def _faulty(
    status: int, headers: Mapping[str, str], words: str, where: str, now: datetime
) -> Trouble:
    # llama.cpp answers 500 to a response_format that it does not know
    named = words if status == 500 and _FORMAT_NAMED.search(words) else None
    return Trouble(
        outcome="denied" if named else "unreachable",
        said=f"The model's address has a fault of its own {where}.",
        retry_after=retry_after(headers, now),
        refusal=named,
        weight=0 if named else 1,
    )


def _asked_wrongly(status: int, told: str, where: str) -> Trouble:
    words = told.lower()
    if _FILTERED.search(words):
        return _filtered(where)
    if _is_too_long(status, words):
        said = f"The question is too long for this model {where}."
        return Trouble(outcome="truncated", said=said)
    if _NOT_MADE.search(words):
        said = f"The model's answer did not take the form that was asked for {where}."
        return Trouble(outcome="invalid", said=said, wrong="it is not a JSON object")
    if "api key" in words or "api_key" in words:
        return _denied("denied", f"{_NO_KEY} {where}; check OPENAI_API_KEY.")
    said = f"The model's address did not take the question {where}{_quoted(told)}."
    return Trouble(outcome="denied", said=said, refusal=words)


def _no(status: int, words: str, told: str, where: str) -> Trouble:
    """401, 403, 404, a redirect, and what else is no for good."""
    if status == 401:
        return _denied("denied", f"{_NO_KEY} {where}; check OPENAI_API_KEY.")
    if status == 403 and _FILTERED.search(words):
        return _filtered(where)
    if status == 404 and "requested parameters" in words:
        return Trouble(outcome="denied", said=f"{_REFUSED} {where}.", refusal=words)
    if status == 404 and "model" in words:
        said = f"The address does not know the model {where}{_quoted(told)}; check OPENAI_MODEL."
        return _denied("denied", said)
    if status == 404 or status < 400:
        return _denied(
            "denied",
            f"There is no such interface at the model's address {where}; OPENAI_BASE_URL usually "
            "ends in /v1, and PAPERBRIEF_MODEL_API says which interface is asked for.",
        )
    said = f"{_REFUSED} {where}{_quoted(told)}; check OPENAI_API_KEY and what it may use."
    # a 403 may be about one text, whatever it says: it takes several to leave the address alone
    return Trouble(outcome="denied", said=said, weight=1)


def _is_too_long(status: int, words: str) -> bool:
    """A bound of the answer that is too high is another thing, unless the context is named."""
    if status == 413 or _CONTEXT.search(words):
        return True
    return _TOO_LONG.search(words) is not None and "max_" not in words


_NO_KEY = "The model's address does not take the key"
_REFUSED = "The model's address refused the call"


def _denied(outcome: CallOutcome, said: str) -> Trouble:
    everyones = outcome == "quota" or said.startswith(_NO_KEY)
    return Trouble(outcome=outcome, said=said, weight=ENOUGH, everyones=everyones)


def _filtered(where: str) -> Trouble:
    return Trouble(outcome="filtered", said=f"The model's address filtered the question {where}.")


def of_error_in_answer(error: object, host: str, now: datetime) -> Trouble:
    """Of an ``error`` in a body that came with status 200, as gateways send."""
    code = error.get("code") if isinstance(error, dict) else None
    status = code if isinstance(code, int) and 400 <= code < 600 else 500
    if isinstance(code, str) and "rate_limit" in code:
        status = 429
    return of_status(status, {}, json.dumps({"error": error}).encode(), host, now)


def unreadable(body: bytes, host: str) -> Trouble:
    """Of a body with status 200 that is no answer: a page, half of one, another form."""
    if body.lstrip()[:1] == b"<":
        said = f"A web page came in place of an answer ({host}); check OPENAI_BASE_URL."
    else:
        said = f"The model's address ({host}) sent half an answer, or none of the known form."
    return Trouble(outcome="unreachable", said=said, weight=1)


def retry_after(headers: Mapping[str, str], now: datetime) -> float | None:
    """Seconds, from ``retry-after-ms`` or ``retry-after``, a number or an HTTP date."""
    for name, unit in (("retry-after-ms", 0.001), ("retry-after", 1.0)):
        value = headers.get(name, "").strip()
        if re.fullmatch(r"\d{1,9}(\.\d{1,9})?", value):
            return float(value) * unit
    try:
        moment = parsedate_to_datetime(headers.get("retry-after", "").strip())
    except ValueError:
        return None
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (aware - now).total_seconds())


def _told_pause(words: str) -> float | None:
    """As some servers put it into their sentence alone: "please try again in 2.5s"."""
    found = _IN.search(words)
    return float(found[1]) * (0.001 if found[2] == "ms" else 1.0) if found else None


def _told(body: bytes) -> str:
    """What an error's body says, parameter and code first; never what it repeats of a question."""
    try:
        found = json.loads(body[:100_000])
    except (ValueError, RecursionError):
        return ""
    if isinstance(found, list) and found:
        # Google's form
        found = found[0]
    return " ".join(_sentences(found)) if isinstance(found, dict) else ""


def _sentences(found: Mapping[str, Any]) -> list[str]:
    error = found.get("error", found)
    if isinstance(error, str):
        return [error]
    if not isinstance(error, dict):
        return []
    told = [str(error[name]) for name in ("param", "code", "type", "message") if error.get(name)]
    metadata = error.get("metadata")
    if isinstance(metadata, dict) and isinstance(metadata.get("raw"), str):
        told.append(metadata["raw"])
    return told + _details(error.get("detail", found.get("detail")))


def _details(detail: object) -> list[str]:
    """FastAPI's form: where and what, without the input."""
    if isinstance(detail, str):
        return [detail]
    if not isinstance(detail, list):
        return []
    return [f"{one.get('loc')} {one.get('msg')}" for one in detail if isinstance(one, dict)]


def _quoted(told: str) -> str:
    words = " ".join(told.split())
    return f": “{words[:_LONGEST_WORDS]}”" if words else ""
