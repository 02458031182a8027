"""A model server of the OpenAI kind on loopback: strict where OpenAI is, failing on purpose.

::

    async with ModelServer(answer=lambda question: '{"score": 7}', delay=0.2) as server:
        client = AsyncOpenAI(base_url=server.base, api_key=server.key)
        server.fail_next(Fault.TOO_MANY, times=2, retry_after="1")
        ...
        await server.settled(lambda: len(server.calls) == 3)
    assert server.calls[0].question["data"] == "..."

``answer`` is given the question as :func:`tests.servers.model.questions.question_of` makes
it; without one, the least answer that keeps the schema is said.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, Self

from aiohttp import web

from tests.servers.model import wire
from tests.servers.model.answers import alike, by_schema, hashed
from tests.servers.model.faults import (
    UNHANDLED,
    Fault,
    FaultPlan,
    Planned,
    on_the_wire,
)
from tests.servers.model.profiles import OPENAI, Profile
from tests.servers.model.questions import ApiError, Json, check, counted, question_of
from tests.servers.model.recording import Call, Record
from tests.servers.model.speaking import SPOKEN, Answer, spoken

KEY = "sk-the-suites-own-model-key-0000000000"
MODEL = "tests-model"
EMBEDDING_MODEL = "tests-embeddings"
Vectors = Callable[[str], list[float]]
SideDoor = Callable[[web.Request], Awaitable[web.StreamResponse]]
# a prefix counts as cached from so many tokens, in steps of
# https://platform.openai.com/docs/guides/prompt-caching
_CACHED_FROM, _CACHED_STEP = 1_024, 128
_LARGEST = 50_000_000
_INTERFACES = {
    "/v1/chat/completions": "chat",
    "/v1/responses": "responses",
    "/v1/embeddings": "embeddings",
}
_WRITERS = {"chat": wire.chat, "responses": wire.responses}


class ModelServer:
    """``delay``: seconds of each call. ``models``: names that it knows, any where empty. ``plan``
    says which calls fail, and how."""

    def __init__(
        self,
        *,
        answer: Answer = by_schema,
        vectors: Vectors | None = None,
        profile: Profile = OPENAI,
        delay: float = 0.0,
        port: int = 0,
        key: str = KEY,
        models: tuple[str, ...] = (MODEL, EMBEDDING_MODEL),
        plan: FaultPlan | None = None,
    ) -> None:
        self.base = ""
        self.key = key
        self.answer = answer
        self.profile = profile
        self.delay = delay
        self.models = models
        self.record = Record()
        self.settled = self.record.settled
        self.side_door: SideDoor | None = None
        self._vectors = vectors or hashed
        self._port = port
        self._plan = plan or FaultPlan()
        self._prompts: list[str] = []
        self._let_go = asyncio.Event()
        self._let_go.set()

    # what happened

    @property
    def calls(self) -> list[Call]:
        return self.record.calls

    @property
    def most_at_once(self) -> int:
        return self.record.most_at_once

    @property
    def connections(self) -> list[object]:
        """Those that are open now."""
        server = self._runner.server
        return list(server.connections) if server is not None else []

    @property
    def input_tokens(self) -> int:
        return sum(call.input_tokens for call in self.calls)

    @property
    def output_tokens(self) -> int:
        return sum(call.output_tokens for call in self.calls)

    # how it goes

    def fail_next(
        self,
        fault: Fault,
        *,
        times: int | None = 1,
        interface: str = "any",
        retry_after: str | None = None,
        retry_after_ms: str | None = None,
        seconds: float = 1.0,
    ) -> None:
        """``times`` None lasts until :meth:`recover`."""
        given = {"Retry-After": retry_after, "retry-after-ms": retry_after_ms}
        headers = {name: value for name, value in given.items() if value is not None}
        self._plan.add(Planned(fault, interface, times, headers, seconds))

    def hold(self) -> None:
        """What is answered from now on waits for :meth:`let_go`."""
        self._let_go.clear()

    def let_go(self) -> None:
        self._let_go.set()

    def recover(self) -> None:
        """Nothing that was planned goes wrong any more."""
        self._plan.clear()

    async def __aenter__(self) -> Self:
        await self.up()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.down()

    async def up(self) -> None:
        """Listen; after :meth:`down`, on the same port."""
        self._closing = asyncio.Event()
        app = web.Application(client_max_size=_LARGEST)
        app.router.add_route("*", "/control/{verb}", self._controlled)
        app.router.add_get("/v1/models", self._listed)
        for path in _INTERFACES:
            app.router.add_post(path, self._asked)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1, access_log=None)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self._port).start()
        host, self._port = self._runner.addresses[0][:2]
        self.base = f"http://{host}:{self._port}/v1"

    async def down(self) -> None:
        """Connections are refused from now on."""
        self._closing.set()
        await self._runner.cleanup()

    async def _controlled(self, request: web.Request) -> web.StreamResponse:
        if self.side_door is None:
            raise web.HTTPNotFound
        return await self.side_door(request)

    async def _listed(self, request: web.Request) -> web.StreamResponse:
        listed = [{"id": each, "object": "model", "owned_by": "tests"} for each in self.models]
        return await self._answered(
            request, "models", {}, lambda _: {"object": "list", "data": listed}
        )

    async def _asked(self, request: web.Request) -> web.StreamResponse:
        interface = _INTERFACES[request.path]
        try:
            body: Json = json.loads(await request.read())
        except ValueError:
            return web.json_response({"error": {"message": "no JSON"}}, status=400)
        make = self._embedded if interface == "embeddings" else self._said
        return await self._answered(request, interface, body, make)

    async def _answered(
        self, request: web.Request, interface: str, body: Json, make: Callable[[Call], Json]
    ) -> web.StreamResponse:
        planned = self._plan.take(interface, body)
        call = Call(interface, body, headers=dict(request.headers), planned=planned)
        self.record.begin(call)
        try:
            if planned is not None and planned.fault in UNHANDLED:
                return await self._failed(request, call, planned, web.Response())
            good = await self._good(request, call, make)
            if planned is None or planned.fault in SPOKEN:
                return good
            return await self._failed(request, call, planned, good)
        finally:
            self.record.end(call)

    async def _failed(
        self, request: web.Request, call: Call, planned: Planned, good: web.Response
    ) -> web.StreamResponse:
        call.error = planned.fault.value
        answer = await on_the_wire(request, planned, good, self._closing)
        call.status = answer.status
        return answer

    async def _good(
        self, request: web.Request, call: Call, make: Callable[[Call], Json]
    ) -> web.Response:
        # what is planned while this one is made is for the next
        held = not self._let_go.is_set()
        try:
            self._admit(request, call)
            form = make(call)
        except ApiError as refusal:
            call.status, call.error = refusal.status, str(refusal)
            return web.json_response(refusal.body, status=refusal.status)
        if self.delay:
            await self._until(self._closing.wait(), self.delay)
        if held:
            await self._until(self._let_go.wait())
        call.status = 200
        return web.json_response(form, headers={"x-request-id": f"req_{len(self.calls)}"})

    async def _until(self, waiting: Coroutine[Any, Any, object], most: float | None = None) -> None:
        """No longer than the server is up."""
        both = {asyncio.ensure_future(one) for one in (waiting, self._closing.wait())}
        await asyncio.wait(both, timeout=most, return_when=asyncio.FIRST_COMPLETED)
        for one in both:
            one.cancel()

    def _admit(self, request: web.Request, call: Call) -> None:
        profile, given = self.profile, request.headers.get("Authorization", "")
        if profile.keyed and given != f"Bearer {self.key}":
            raise ApiError(401, "Incorrect API key provided: ***.", code="invalid_api_key")
        missing = {"responses": profile.responses, "embeddings": profile.embeddings}
        if not missing.get(call.interface, True):
            raise ApiError(404, "Not Found")
        if call.interface == "models":
            return
        model = call.body.get("model")
        if not isinstance(model, str) or (self.models and model not in self.models):
            raise ApiError(404, f"The model `{model}` does not exist.", code="model_not_found")
        if call.interface != "embeddings":
            check(call.interface, call.body, profile)

    def _said(self, call: Call) -> Json:
        profile = self.profile
        call.question = question = question_of(call.interface, call.body, profile)
        call.input_tokens = question["tokens"]
        if call.input_tokens > profile.context:
            raise ApiError(
                400,
                f"This model's maximum context length is {profile.context} tokens. However, your "
                f"messages resulted in {call.input_tokens} tokens.",
                param="messages",
                code="context_length_exceeded",
            )
        call.cached_tokens = self._cached(question)
        said = spoken(call, question, profile, self.answer)
        call.said, call.output_tokens = said.text or "", said.made
        writer = _WRITERS[call.interface]
        usage = profile.usage and not _fails(call, Fault.NO_USAGE)
        return writer(said, call.body["model"], profile, usage=usage)

    def _cached(self, question: Json) -> int:
        """Tokens of the longest beginning that another question had, as prefix caches count."""
        prompt = f"{question['instructions']}\n{question['data']}"
        most = max((alike(prompt, each) for each in self._prompts), default=0)
        self._prompts.append(prompt)
        tokens = counted(prompt[:most])
        return tokens // _CACHED_STEP * _CACHED_STEP if tokens >= _CACHED_FROM else 0

    def _embedded(self, call: Call) -> Json:
        texts = call.body.get("input")
        given = [texts] if isinstance(texts, str) else texts
        if not isinstance(given, list) or not given or len(given) > 2_048:
            raise ApiError(400, "'input' cannot be an empty array or longer than 2048.")
        if not all(isinstance(each, str) and each for each in given):
            raise ApiError(400, "'$.input' is invalid: an empty text.", param="input")
        if call.body.get("encoding_format") != "float":
            raise ApiError(400, "only float is supported", param="encoding_format")
        call.input_tokens = sum(map(counted, given))
        longest = max(map(counted, given))
        if longest > self.profile.context:
            said = f"input is too long: maximum context length is {self.profile.context} tokens"
            raise ApiError(400, said, param="input")
        rows = [self._vectors(each) for each in given]
        usage = self.profile.usage and not _fails(call, Fault.NO_USAGE)
        return wire.embeddings(rows, call.body["model"], call.input_tokens, usage=usage)


def _fails(call: Call, fault: Fault) -> bool:
    return call.planned is not None and call.planned.fault is fault
