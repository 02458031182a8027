"""Discord's gateway (events/gateway): sessions that identify, beat, lose their line, resume."""

from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from aiohttp import web

from tests.servers.discord.rules.refusals import Json
from tests.servers.discord.sockets import Socket

DISPATCH, HEARTBEAT, IDENTIFY, PRESENCE, VOICE, RESUME, RECONNECT = 0, 1, 2, 3, 4, 6, 7
REQUEST_MEMBERS, INVALID_SESSION, HELLO, HEARTBEAT_ACK = 8, 9, 10, 11

GUILDS, GUILD_MEMBERS, PRESENCES = 1 << 0, 1 << 1, 1 << 8
GUILD_MESSAGES, DIRECT_MESSAGES, MESSAGE_CONTENT = 1 << 9, 1 << 12, 1 << 15
PRIVILEGED = GUILD_MEMBERS | PRESENCES | MESSAGE_CONTENT
KNOWN_INTENTS = (1 << 26) - 1


@dataclass(slots=True, eq=False)
class Session:
    """``missed`` keeps what was dispatched, for who resumes; ``beats`` counts heartbeats."""

    id: str
    shard: tuple[int, int]
    intents: int
    line: Socket | None
    seq: int = 0
    beats: int = 0
    resumed: int = 0
    missed: deque[tuple[int, Json]] = field(default_factory=lambda: deque(maxlen=5000))

    def dispatch(self, event: str, data: Json) -> None:
        self.seq += 1
        payload = {"op": DISPATCH, "s": self.seq, "t": event, "d": data}
        self.missed.append((self.seq, payload))
        if self.line is not None:
            self.line.send(payload)

    def wants(self, guild: int | None, intent: int) -> bool:
        """Direct messages and what has no guild go to shard 0."""
        number, count = self.shard
        mine = ((guild or 0) >> 22) % count == number
        return mine and (not intent or bool(self.intents & intent))


class Gateway:
    """``ready`` gives READY's data for a session, ``guilds`` GUILD_CREATE's for its shard.

    Settings that a test may change: ``allowed_intents`` (privileged ones that the
    application was granted), ``promised`` (the application says that it has the content of
    messages, granted or not), ``heartbeat_ms``, ``acknowledging``, ``identify_every``
    (seconds between two identifies, 0 for any), ``shards`` (recommended),
    ``least_shards`` (with fewer a bot of so many guilds is sent away) and ``down`` (no
    connection comes about).
    """

    def __init__(
        self,
        token: str,
        *,
        clock: Callable[[], float],
        ready: Callable[[Session], Json],
        guilds: Callable[[Session], Iterable[Json]],
        changed: Callable[[], None],
    ) -> None:
        self.sessions: dict[str, Session] = {}
        self.allowed_intents = 0
        self.promised = False
        self.heartbeat_ms = 41_250
        self.acknowledging = True
        self.identify_every = 0.0
        self.shards = 1
        self.least_shards = 1
        self.down = False
        self.closed_with: list[int] = []
        self.refused_with: list[int] = []
        self.identified = 0
        self._token, self._clock = token, clock
        self._ready, self._guilds, self._changed = ready, guilds, changed
        self._lines: set[Socket] = set()
        self._next_identify = 0.0

    @property
    def live(self) -> list[Session]:
        return [each for each in self.sessions.values() if each.line is not None]

    def dispatch(
        self,
        event: str,
        data: Json,
        *,
        guild: int | None = None,
        intent: int = 0,
        bare: Json | None = None,
    ) -> None:
        """To every session that the event belongs to, also to those that may resume.

        ``bare`` goes to those without the intent for the content of messages.
        """
        for session in self.sessions.values():
            if session.wants(guild, intent):
                whole = bare is None or session.intents & MESSAGE_CONTENT
                session.dispatch(event, data if whole or bare is None else bare)

    def awaits(self, guild: int | None, intent: int) -> bool:
        """Whether any session would be told."""
        return any(session.wants(guild, intent) for session in self.sessions.values())

    def drop(self) -> None:
        """Every connection ends without a word."""
        for line in list(self._lines):
            line.abort()

    def close(self, code: int) -> None:
        for line in list(self._lines):
            line.close(code)

    def reconnect(self) -> None:
        """Ask every client to reconnect (op 7)."""
        for session in self.live:
            assert session.line is not None
            session.line.send({"op": RECONNECT, "d": None})

    def invalidate(self, *, resumable: bool = False) -> None:
        """End every session (op 9); with ``resumable`` the client may resume it."""
        for session in self.live:
            assert session.line is not None
            session.line.send({"op": INVALID_SESSION, "d": resumable})
            if not resumable:
                self.sessions.pop(session.id)

    async def serve(self, request: web.Request) -> web.StreamResponse:
        if self.down:
            return web.Response(status=503)
        websocket = web.WebSocketResponse(timeout=1.0, compress=False, max_msg_size=4096 * 4)
        await websocket.prepare(request)
        line = Socket(websocket, request, self._clock, self._receive)
        self._lines.add(line)
        line.send({"op": HELLO, "d": {"heartbeat_interval": self.heartbeat_ms, "_trace": []}})
        try:
            await line.listen()
        finally:
            self._lines.discard(line)
            self._hang_up(line)
            await line.finish()
        return websocket

    def _hang_up(self, line: Socket) -> None:
        """A session outlives its connection, but for one that the client ended for good."""
        code = line.close_code
        if code is not None:
            self.closed_with.append(code)
        session = self._of(line)
        if session is not None:
            session.line = None
            if code in (1000, 1001):
                self.sessions.pop(session.id, None)
        self._changed()

    def _of(self, line: Socket) -> Session | None:
        return next((each for each in self.sessions.values() if each.line is line), None)

    def _receive(self, line: Socket, payload: Json) -> None:
        session, op = self._of(line), payload.get("op")
        if op == HEARTBEAT:
            self._beat(line, session)
        elif op == IDENTIFY and session is None:
            self._identify(line, payload["d"])
        elif op == RESUME and session is None:
            self._resume(line, payload["d"])
        elif op in (IDENTIFY, RESUME):
            line.close(4005)
        elif op not in (PRESENCE, VOICE, REQUEST_MEMBERS):
            line.close(4001)
        elif session is None:
            line.close(4003)
        elif op == REQUEST_MEMBERS:
            self._tell_members(session, payload["d"])
        self._changed()

    def _beat(self, line: Socket, session: Session | None) -> None:
        if session is not None:
            session.beats += 1
        if self.acknowledging:
            line.send({"op": HEARTBEAT_ACK})

    def _tell_members(self, session: Session, asked: Json) -> None:
        """Nobody: the bot is not meant to need the list."""
        chunk: Json = {"guild_id": asked["guild_id"], "members": [], "chunk_index": 0}
        chunk |= {"chunk_count": 1, "not_found": [], "nonce": asked.get("nonce")}
        session.dispatch("GUILD_MEMBERS_CHUNK", chunk)

    def _identify(self, line: Socket, asked: Json) -> None:
        code = self._refusal(asked)
        if code:
            self.refused_with.append(code)
            line.close(code)
            return
        now = self._clock()
        if now < self._next_identify:
            line.send({"op": INVALID_SESSION, "d": False})
            return
        self._next_identify = now + self.identify_every
        self.identified += 1
        number, count = asked.get("shard") or (0, 1)
        session = Session(f"session-{self.identified}", (number, count), asked["intents"], line)
        self.sessions[session.id] = session
        session.dispatch("READY", self._ready(session))
        for guild in self._guilds(session):
            session.dispatch("GUILD_CREATE", guild)

    def _refusal(self, asked: Json) -> int:
        """The code to close with, 0 where the identify is good."""
        shard = asked.get("shard")
        number, count = shard if shard is not None else (0, 1)
        intents = asked.get("intents")
        if asked.get("token") != self._token:
            return 4004
        if not 0 <= number < count:
            return 4010
        if not isinstance(intents, int) or intents & ~KNOWN_INTENTS:
            return 4013
        if intents & PRIVILEGED & ~self.allowed_intents:
            return 4014
        return 4011 if count < self.least_shards else 0

    def _resume(self, line: Socket, asked: Json) -> None:
        session = self.sessions.get(str(asked.get("session_id")))
        if asked.get("token") != self._token:
            line.close(4004)
            return
        if session is None:
            line.send({"op": INVALID_SESSION, "d": False})
            return
        last = asked.get("seq") or 0
        if last > session.seq:
            line.close(4007)
            return
        session.line = line
        session.resumed += 1
        for number, payload in session.missed:
            if number > last:
                line.send(payload)
        session.dispatch("RESUMED", {"_trace": []})
