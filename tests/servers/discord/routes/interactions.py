"""Endpoints of interactions: the reply within 3 seconds, then 15 minutes of follow-ups.

From interactions/receiving-and-responding and resources/webhook.
"""

from collections.abc import Callable, Sequence

from tests.servers.discord import objects
from tests.servers.discord.acting.interactions import ALLOWED, Act, Interaction, Reply
from tests.servers.discord.posting import Posting
from tests.servers.discord.records import Records
from tests.servers.discord.routes.asked import Answer, Asked, Route
from tests.servers.discord.rules.command_forms import STRING, check_choices
from tests.servers.discord.rules.components import check_modal
from tests.servers.discord.rules.forms import EPHEMERAL, LOADING
from tests.servers.discord.rules.refusals import Form, Json, Refusal, Refused
from tests.servers.discord.world import Message, World

MOST_SECONDS = 15 * 60


class InteractionRoutes:
    """``within``: seconds that the bot has for its first reply."""

    def __init__(
        self, world: World, posting: Posting, records: Records, clock: Callable[[], float]
    ) -> None:
        self.within = 3.0
        self.all: dict[int, Interaction] = {}
        self._world, self._posting, self._records = world, posting, records
        self._clock = clock

    def routes(self) -> Sequence[Route]:
        hook = "/webhooks/{webhook}/{token}"
        message = f"{hook}/messages/{{message}}"
        callback = "/interactions/{interaction}/{token}/callback"
        return (
            Route("POST", callback, self.reply, open=True),
            Route("POST", hook, self.follow_up, open=True),
            Route("GET", message, self.fetch, open=True),
            Route("PATCH", message, self.edit, open=True),
            Route("DELETE", message, self.delete, open=True),
        )

    def reply(self, asked: Asked) -> Answer:
        it = self.all.get(asked.number("interaction"))
        now, body = self._clock(), asked.form
        if it is None or it.token != asked.path["token"]:
            raise Refused(Refusal.UNKNOWN_INTERACTION)
        if it.reply is not None:
            raise Refused(Refusal.ALREADY_ACKNOWLEDGED)
        if now - it.sent_at > self.within:
            self._records.violations.append(f"interaction {it.id} was replied to too late")
            raise Refused(Refusal.UNKNOWN_INTERACTION)
        form = Form()
        (form / "type").one_of(body.get("type"), ALLOWED[it.act])
        form.settle()
        reply = Reply(body["type"])
        if it.source is None and reply in (Reply.UPDATE, Reply.DEFERRED_UPDATE):
            (form / "type").wrong("INTERACTION_NO_MESSAGE", "There is no message to update")
            form.settle()
        self._carry_out(it, reply, body.get("data") or {}, asked)
        it.reply, it.acknowledged_after = reply, now - it.sent_at
        self._records.changed()
        return self._told(it) if _is_true(asked.query.get("with_response")) else Answer(None)

    def _carry_out(self, it: Interaction, reply: Reply, data: Json, asked: Asked) -> None:
        match reply:
            case Reply.MESSAGE:
                it.original = self._send(it, data, asked)
                it.ephemeral = it.original.seen_by is not None
            case Reply.DEFERRED:
                self._defer(it, int(data.get("flags") or 0))
            case Reply.UPDATE:
                assert it.source is not None
                self._posting.edit(it.source, data, asked.files)
                it.original, it.edits = it.source, it.edits + 1
            case Reply.DEFERRED_UPDATE:
                it.original = it.source
            case Reply.CHOICES:
                it.choices = _choices(it, data)
            case Reply.MODAL:
                form = Form()
                check_modal(form / "data", data)
                form.settle()
                it.modal = data

    def _defer(self, it: Interaction, flags: int) -> None:
        """ "Is thinking": a message without a text, until its first edit."""
        it.ephemeral, it.loading = bool(flags & EPHEMERAL), True
        message = Message(
            id=self._world.ids.fresh(),
            channel=it.channel,
            author=self._world.bot,
            flags=LOADING | flags & EPHEMERAL,
            at=self._clock(),
            kind=20 if it.act is Act.COMMAND else 19,
            seen_by=it.person.id if it.ephemeral else None,
            interaction=self._metadata(it),
        )
        self._world.put(message)
        it.original = message

    def follow_up(self, asked: Asked) -> Answer:
        it = self._known(asked)
        if it.loading and it.original is not None:
            # right after "is thinking" this works as editing the original does
            self._edit(it, it.original, asked)
            return Answer(objects.message(self._world, it.original))
        message = self._send(it, asked.form, asked)
        it.followups.append(message)
        self._records.changed()
        return Answer(objects.message(self._world, message))

    def fetch(self, asked: Asked) -> Answer:
        return Answer(objects.message(self._world, self._message(self._known(asked), asked)))

    def edit(self, asked: Asked) -> Answer:
        it = self._known(asked)
        message = self._message(it, asked)
        self._edit(it, message, asked)
        return Answer(objects.message(self._world, message))

    def delete(self, asked: Asked) -> Answer:
        it = self._known(asked)
        self._posting.delete(self._message(it, asked))
        return Answer(None)

    def _edit(self, it: Interaction, message: Message, asked: Asked) -> None:
        self._posting.edit(message, asked.form, asked.files)
        if message is it.original:
            it.loading = False
        message.flags &= ~LOADING
        it.edits += 1
        self._records.changed()

    def _send(self, it: Interaction, data: Json, asked: Asked) -> Message:
        hidden = int(data.get("flags") or 0) & EPHEMERAL
        first = it.reply is None
        return self._posting.send(
            it.channel,
            data,
            asked.files,
            kind=(20 if it.act is Act.COMMAND else 19) if first else 19,
            seen_by=it.person.id if hidden else None,
            interaction=self._metadata(it),
        )

    def _known(self, asked: Asked) -> Interaction:
        """The interaction of a token that still holds."""
        if asked.number("webhook") != self._world.bot.id:
            raise Refused(Refusal.UNKNOWN_WEBHOOK)
        token = asked.path["token"]
        it = self.all.get(int(token.rpartition("-")[2])) if token.startswith("it-") else None
        if it is None or it.token != token or self._clock() - it.sent_at > MOST_SECONDS:
            raise Refused(Refusal.INVALID_WEBHOOK_TOKEN)
        if it.reply is None:
            raise Refused(Refusal.UNKNOWN_WEBHOOK)
        return it

    def _message(self, it: Interaction, asked: Asked) -> Message:
        if asked.path["message"] == "@original":
            found = it.original
        else:
            number = asked.number("message")
            mine = [each for each in (it.original, *it.followups) if each is not None]
            found = next((each for each in mine if each.id == number), None)
        if found is None or found.deleted:
            raise Refused(Refusal.UNKNOWN_MESSAGE)
        return found

    def _metadata(self, it: Interaction) -> Json:
        owners = {"0": str(it.channel.guild or 0)}
        told: Json = {"id": str(it.id), "type": int(it.act), "user": objects.user(it.person)}
        told["authorizing_integration_owners"] = owners
        if it.act is Act.COMMAND:
            told["name"] = it.data["name"]
        if it.act is Act.COMPONENT and it.source is not None:
            told["interacted_message_id"] = str(it.source.id)
        if it.act is Act.MODAL:
            command = {"type": 2, "authorizing_integration_owners": owners}
            told["triggering_interaction_metadata"] = told | command
        return told

    def _told(self, it: Interaction) -> Answer:
        about: Json = {"id": str(it.id), "type": int(it.act)}
        if it.original is not None:
            about |= {
                "response_message_id": str(it.original.id),
                "response_message_loading": it.loading,
                "response_message_ephemeral": it.original.seen_by is not None,
            }
        resource: Json = {"type": int(it.reply or 0)}
        if it.original is not None and it.reply in (Reply.MESSAGE, Reply.UPDATE):
            resource["message"] = objects.message(self._world, it.original)
        return Answer({"interaction": about, "resource": resource})


def _choices(it: Interaction, data: Json) -> list[Json]:
    form = Form()
    typed = next(each for each in flat(it.data.get("options", [])) if each.get("focused"))
    place = form / "data" / "choices"
    check_choices(place, data.get("choices"), text=typed["type"] == STRING)
    form.settle()
    return list(data.get("choices") or ())


def flat(options: list[Json]) -> list[Json]:
    """Options with those of subcommands."""
    return [found for each in options for found in (each, *flat(each.get("options", [])))]


def _is_true(value: str | None) -> bool:
    return value in ("1", "true", "True")
