"""A language model behind an address of the OpenAI kind: one question, until it is answered.

::

    form of the address | attempt | refused as asked? another form | of no use? again, with what
    was wrong | out of reach? a pause | out of patience? one of our errors
"""

import asyncio
import random
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Literal

from adapters.openai_model import payloads
from adapters.openai_model.answers import (
    Reply,
    estimated,
    judged,
    loaded,
    read_chat,
    read_responses,
)
from adapters.openai_model.attempts import Attempts
from adapters.openai_model.connection import Connection, Refused
from adapters.openai_model.forms import Forms
from adapters.openai_model.ladder import Form, adapted, lower, not_kept, thinking
from adapters.openai_model.outcomes import Trouble, error_for, of_error_in_answer, unreadable
from adapters.openai_model.patience import Patience
from bot.errors import AnswerUnusable, PaperbriefError
from bot.values.model import Account, CallOutcome, ModelAnswer, ModelRequest

# forms that one question tries at most; the ladder has four rungs, and six things give way
_MOST_FORMS = 10
# calls that a question may last as long as, where it does not say itself
_CALLS_LONG = 3

Api = Literal["chat", "responses"]
_READERS: Mapping[Api, Callable[[Mapping[str, Any]], Reply | None]] = {
    "chat": read_chat,
    "responses": read_responses,
}
_WRITERS = {"chat": payloads.chat, "responses": payloads.responses}


@dataclass(slots=True)
class _Asking:
    """How far a question has come. ``request`` may ask for more room than at first."""

    request: ModelRequest
    ends: float
    wrong: str = ""
    forms: int = 0
    failures: Counter[CallOutcome] = field(default_factory=Counter)

    @property
    def left(self) -> float:
        return self.ends - time.monotonic()


class OpenAIModel:
    """A LanguageModel (bot.ports.model). ``seconds`` is how long one call may take, ``effort``
    what a reasoning model is told, if anything."""

    def __init__(
        self,
        name: str,
        connection: Connection,
        attempts: Attempts,
        forms: Forms,
        *,
        api: Api,
        effort: str | None,
        seconds: float,
        clock: Callable[[], datetime],
        patience: Patience | None = None,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self.name = name
        self._connection = connection
        self._attempts = attempts
        self._forms = forms
        self._api: Api = api
        self._effort = effort
        self._seconds = seconds
        self._clock = clock
        self._patience = patience or Patience()
        self._chance = chance

    @property
    def form(self) -> Form:
        """In which the next question is asked."""
        return self._forms.current

    @property
    def refused(self) -> Refused | None:
        """None where the address lets us in, as far as is known."""
        return self._attempts.refused

    async def ask(self, request: ModelRequest, account: Account) -> ModelAnswer:
        """See the port. ``within`` of the request is the time in which calls may begin; without
        it, three calls' time is."""
        own = _CALLS_LONG * self._seconds
        within = own if request.within is None else request.within
        asking = _Asking(request, time.monotonic() + within)
        await self._forms.begin()
        while True:
            form, is_proven = self._forms.current, self._forms.is_proven
            found = await self._attempt(asking, form, account)
            if isinstance(found, ModelAnswer):
                await self._forms.worked(form)
                return found
            wait = self._again(asking, form, found)
            if wait is None:
                raise _error(found, is_proven)
            await asyncio.sleep(wait)

    async def _attempt(
        self, asking: _Asking, form: Form, account: Account
    ) -> ModelAnswer | Trouble:
        request = asking.request
        body = _WRITERS[self._api](request, form, self.name, self._effort, asking.wrong)
        sent: list[dict[str, str]] = body["messages" if self._api == "chat" else "input"]
        asked = sum(estimated(each["content"]) for each in sent)
        return await self._attempts.make(
            lambda seconds: self._connection.post(self._api, body, seconds, self._clock()),
            lambda raw: self._read(raw, request, asked),
            purpose=request.purpose,
            account=account,
            asked=asked,
            left=asking.left,
            results=request.results,
            most=request.most,
        )

    def _read(self, raw: bytes, request: ModelRequest, asked: int) -> ModelAnswer | Trouble:
        host = self._connection.host
        found = loaded(raw)
        if found is not None and found.get("error"):
            return of_error_in_answer(found["error"], host, self._clock())
        reply = _READERS[self._api](found) if found is not None else None
        if reply is None:
            return unreadable(raw, host)
        return judged(reply, request.schema, asked)

    def _again(self, asking: _Asking, form: Form, trouble: Trouble) -> float | None:
        """Seconds until the next attempt, None where there is none."""
        if trouble.refusal is not None:
            return self._otherwise(asking, form, trouble.refusal)
        if trouble.outcome == "truncated" and trouble.tokens is None:
            return None
        wait = self._patience.pause(
            trouble.outcome, asking.failures, trouble.retry_after, asking.left, self._chance()
        )
        asking.failures[trouble.outcome] += 1
        if wait is not None:
            self._learn(asking, form, trouble)
        return wait

    def _otherwise(self, asking: _Asking, form: Form, refusal: str) -> float | None:
        """The server did not take the form. What it does not explain is tried on lower rungs
        as long as nothing has worked here."""
        asking.forms += 1
        if asking.forms > _MOST_FORMS or asking.left <= 0:
            return None
        other = adapted(form, refusal)
        if other is None and not self._forms.is_proven:
            other = lower(form)
        if other is None:
            self._forms.refused()
            return None
        self._forms.change(form, other, "it was refused")
        return 0.0

    def _learn(self, asking: _Asking, form: Form, trouble: Trouble) -> None:
        """From an answer that is of no use, for the one that follows."""
        if trouble.outcome == "truncated":
            other = thinking(form) if trouble.thoughts else None
            if other is not None:
                self._forms.change(form, other, "its thoughts left no room")
            else:
                asking.request = replace(asking.request, most=2 * asking.request.most)
        elif trouble.outcome in ("invalid", "empty"):
            asking.wrong = trouble.wrong
            if not form.says_schema:
                self._forms.change(form, not_kept(form), "the schema was not kept")


def _error(trouble: Trouble, is_proven: bool) -> PaperbriefError:
    if trouble.refusal is not None and is_proven:
        # others were answered in this form: it is this question that is not taken
        return AnswerUnusable(trouble.said)
    return error_for(trouble)
