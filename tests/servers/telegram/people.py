"""People at work: what they write, tap and change, as updates for the bot."""

from collections.abc import Callable
from itertools import count
from urllib.parse import parse_qs, urlsplit

from tests.servers.telegram.chats import ADMINISTRATORS, Chat, Member, Message, Person, Status
from tests.servers.telegram.entities import Formatted, covered, found
from tests.servers.telegram.errors import Json
from tests.servers.telegram.members import default_rights, member_json
from tests.servers.telegram.recording import Answer
from tests.servers.telegram.world import ANONYMOUS, TELEGRAM, World

Where = Chat | Person | int
Who = Person | int


class People:
    """``tell`` gets each update's kind and body; ``now`` is in monotonic seconds."""

    def __init__(
        self,
        world: World,
        queries: dict[str, Answer],
        tell: Callable[[str, Json], object],
        now: Callable[[], float],
    ) -> None:
        self.privacy = True
        self._world = world
        self._queries = queries
        self._tell = tell
        self._now = now
        self._numbers = count(4_000_000_000_001)

    def says(
        self,
        person: Who | None,
        chat: Where,
        text: str,
        *,
        thread: int | None = None,
        reply_to: Message | None = None,
        anonymous: bool = False,
        author: Person | None = None,
    ) -> Message:
        """``person`` is None where a channel posts without a signature; ``anonymous`` for an
        administrator who speaks as the group; ``author`` wrote first what is passed on."""
        place = self._world.chat_of(chat)
        sender = None if person is None else self._world.person_of(person)
        if place.person:
            self._open(place.person)
        elif sender and place.type != "channel":
            # who speaks in a group is in it
            place.members.setdefault(sender.id, Member("member"))
        if anonymous:
            sender = self._anonymous(place, sender)
        message = self._world.write(
            place,
            sender,
            Formatted(text, tuple(found(text))),
            thread=thread if thread or not reply_to else self._thread_of(reply_to),
            reply_to=reply_to,
            sender_chat=place if anonymous else None,
            extra=self._origin(author) if author else None,
        )
        self.heard(message)
        return message

    def _origin(self, author: Person) -> Json:
        origin = {"type": "user", "sender_user": author.as_json(), "date": self._world.date}
        return {"forward_origin": origin}

    def _open(self, person: Person) -> None:
        if person.blocked:
            raise ValueError(f"{person.first_name} has blocked the bot; unblocks() first")
        person.started = True

    def _anonymous(self, chat: Chat, speaker: Person | None) -> Person:
        if speaker is None or chat.member(speaker.id).status not in ADMINISTRATORS:
            raise ValueError("only administrators speak as the group")
        return self._world.people[ANONYMOUS]

    def _thread_of(self, answered: Message) -> int | None:
        if answered.chat.is_forum or answered.thread:
            return answered.thread
        # comments under a channel's post form a thread of their own
        return answered.id if answered.extra.get("is_automatic_forward") else None

    def edits(self, message: Message, text: str) -> None:
        """The person changes what they wrote."""
        message.text, message.entities = text, tuple(found(text))
        message.edit_date = self._world.date
        channel = message.chat.type == "channel"
        if self._hears(message):
            self._tell("edited_channel_post" if channel else "edited_message", message.as_json())

    def heard(self, message: Message) -> None:
        """Tell the bot of a new message, if Telegram would; carry channel posts on."""
        if message.sender is not self._world.bot and self._hears(message):
            kind = "channel_post" if message.chat.type == "channel" else "message"
            self._tell(kind, message.as_json())
        if message.chat.type == "channel" and message.chat.linked:
            self._carry_on(message, message.chat.linked)

    def _carry_on(self, post: Message, group: Chat) -> None:
        origin = {"type": "channel", "chat": post.chat.as_json(), "message_id": post.id}
        copy = self._world.write(
            group,
            self._world.people[TELEGRAM],
            Formatted(post.text, post.entities),
            sender_chat=post.chat,
            extra={
                "is_automatic_forward": True,
                "forward_origin": origin | {"date": post.date},
            },
        )
        self.heard(copy)

    def _hears(self, message: Message) -> bool:
        """Privacy mode: https://core.telegram.org/bots/features#privacy-mode"""
        chat, bot = message.chat, self._world.bot
        if chat.type == "private":
            return True
        status = chat.member(bot.id).status
        if status in ("left", "kicked"):
            return False
        if chat.type == "channel" or status in ADMINISTRATORS or not self.privacy:
            return True
        if message.reply_to and message.reply_to.sender is bot:
            return True
        return self._addressed(message)

    def _addressed(self, message: Message) -> bool:
        own = f"@{self._world.bot.username}".lower()
        for entity in message.entities:
            said = covered(message.text, entity).lower()
            command = entity["type"] == "bot_command" and ("@" not in said or said.endswith(own))
            if command or (entity["type"] == "mention" and said == own):
                return True
        return False

    def taps(self, person: Who, message: Message, label: str) -> Answer:
        """Press the button with this label or callback data, or follow the link with this
        text; a link to the bot with ``?start=`` becomes ``/start`` in the private chat."""
        presser = self._world.person_of(person)
        url, data = _target(message, label)
        if url is not None:
            return self._follow(presser, url)
        made = Answer(str(next(self._numbers)), data=data, at=self._now())
        self._queries[made.id] = made
        query: Json = {"id": made.id, "from": presser.as_json(), "data": data}
        query["message"] = message.as_json()
        self._tell("callback_query", query | {"chat_instance": str(-message.chat.id)})
        return made

    def forges(
        self, person: Who, message: Message, data: str, *, accessible: bool = True
    ) -> Answer:
        """As a changed client does: any data, on any message that it sees, keys or none.
        Not ``accessible``: the Bot API tells of the message by its id and date 0."""
        presser = self._world.person_of(person)
        made = Answer(str(next(self._numbers)), data=data, at=self._now())
        self._queries[made.id] = made
        gone: Json = {"chat": message.chat.as_json(), "message_id": message.id, "date": 0}
        query: Json = {"id": made.id, "from": presser.as_json(), "data": data}
        query["message"] = message.as_json() if accessible else gone
        self._tell("callback_query", query | {"chat_instance": str(-message.chat.id)})
        return made

    def _follow(self, person: Person, url: str) -> Answer:
        parts = urlsplit(url)
        query = parse_qs(parts.query)
        own = parts.path.strip("/").lower() == str(self._world.bot.username).lower()
        made = Answer("", url=url)
        if parts.hostname in ("t.me", "telegram.me") and own and "start" in query:
            made.message = self.says(person, person, f"/start {query['start'][0]}".strip())
        return made

    def shares_chat(self, person: Who, request_id: int, chat: Where) -> Message:
        """Press the key that asked for a chat, and choose this one."""
        place, shared = (
            self._world.chat_of(self._world.person_of(person)),
            self._world.chat_of(chat),
        )
        for asked in reversed(place.messages.values()):
            keys = (asked.markup or {}).get("keyboard", [])
            wishes = [key.get("request_chat") or {} for row in keys for key in row]
            for wish in wishes:
                if wish.get("request_id") == request_id:
                    if wish["chat_is_channel"] != (shared.type == "channel"):
                        raise ValueError(f"the key does not offer a {shared.type}")
                    return self._share(place, request_id, shared, wish)
        raise ValueError(f"no key asks for a chat with request_id {request_id}")

    def _share(self, place: Chat, request_id: int, shared: Chat, wish: Json) -> Message:
        content: Json = {"request_id": request_id, "chat_id": shared.id}
        if wish.get("request_title"):
            content["title"] = shared.title
        if wish.get("request_username") and shared.username:
            content["username"] = shared.username
        return self._service(place, place.person, {"chat_shared": content})

    def _service(self, chat: Chat, sender: Person | None, extra: Json) -> Message:
        message = self._world.write(chat, sender, Formatted(""), extra=extra)
        kind = "channel_post" if chat.type == "channel" else "message"
        self._tell(kind, message.as_json())
        return message

    def adds_bot(
        self,
        person: Who,
        chat: Where,
        status: Status = "member",
        *,
        payload: str | None = None,
        **rights: bool,
    ) -> None:
        """Groups may take it as a member, channels only as an administrator. ``payload``:
        it was added through a link with ``?startgroup=``."""
        place, bot = self._world.chat_of(chat), self._world.bot
        if place.type == "channel":
            status = "administrator"
        given: Json = default_rights(place.type) if status == "administrator" else {}
        self.sets_bot(person, place, Member(status, given | rights))
        if place.type != "channel":
            joined = {"new_chat_members": [bot.as_json()], "new_chat_member": bot.as_json()}
            self._service(place, self._world.person_of(person), joined)
        if payload is not None:
            self.says(person, place, f"/start@{bot.username} {payload}".strip())

    def removes_bot(self, person: Who, chat: Where, status: Status = "kicked") -> None:
        self.sets_bot(person, chat, Member(status))

    def promotes(self, person: Who, chat: Where, **rights: bool) -> None:
        """Make the bot an administrator with the usual rights, changed by ``rights``."""
        given = default_rights(self._world.chat_of(chat).type)
        self.sets_bot(person, chat, Member("administrator", given | rights))

    def demotes(self, person: Who, chat: Where) -> None:
        self.sets_bot(person, chat, Member("member"))

    def restricts(self, person: Who, chat: Where, **rights: bool) -> None:
        self.sets_bot(person, chat, Member("restricted", dict(rights)))

    def sets_bot(self, person: Who, chat: Where, member: Member) -> None:
        """The bot's new place in a chat, with the update that tells it."""
        place, bot = self._world.chat_of(chat), self._world.bot
        before = place.member(bot.id)
        place.members[bot.id] = member
        actor = self._world.person_of(person)
        self._moved(place, actor, bot, before, member)

    def sets_member(self, actor: Who, chat: Where, person: Who, status: Status) -> None:
        """Another member's new place: ``chat_member``, for bots that ask for it."""
        place, subject = self._world.chat_of(chat), self._world.person_of(person)
        before = place.member(subject.id)
        rights = default_rights(place.type) if status == "administrator" else {}
        place.members[subject.id] = Member(status, rights)
        by = self._world.person_of(actor)
        self._moved(place, by, subject, before, place.member(subject.id), kind="chat_member")

    def blocks(self, person: Who) -> None:
        self._block(self._world.person_of(person), blocked=True)

    def unblocks(self, person: Who) -> None:
        self._block(self._world.person_of(person), blocked=False)

    def _block(self, person: Person, *, blocked: bool) -> None:
        before, after = Member("member"), Member("kicked")
        if not blocked:
            before, after = after, before
        person.blocked, person.started = blocked, person.started or not blocked
        self._moved(self._world.chat_of(person), person, self._world.bot, before, after)

    def _moved(
        self,
        chat: Chat,
        actor: Person,
        subject: Person,
        before: Member,
        after: Member,
        *,
        kind: str = "my_chat_member",
    ) -> None:
        body: Json = {"chat": chat.as_json(), "from": actor.as_json(), "date": self._world.date}
        body["old_chat_member"] = member_json(subject, before, chat)
        body["new_chat_member"] = member_json(subject, after, chat)
        self._tell(kind, body)

    def migrates(self, group: Where, *, id: int | None = None) -> Chat:  # noqa: A002
        """The group becomes a supergroup, which is returned; both chats tell it."""
        old = self._world.chat_of(group)
        number = id or -1_000_000_000_000 - abs(old.id)
        new = self._world.chat(number, "supergroup", old.title)
        new.members = dict(old.members)
        owner = next((n for n, m in old.members.items() if m.status == "creator"), ANONYMOUS)
        sender = self._world.people[owner]
        old.migrated_to = new
        self._service(old, sender, {"migrate_to_chat_id": new.id})
        self._service(new, sender, {"migrate_from_chat_id": old.id})
        return new


def _target(message: Message, label: str) -> tuple[str | None, str | None]:
    """The address or else the callback data that pressing this leads to."""
    if message.deleted:
        raise ValueError("the message is no longer there")
    for button in message.buttons:
        if label in (button["text"], button.get("callback_data")):
            if "url" not in button and "callback_data" not in button:
                raise ValueError(f"the button {label!r} tells the bot nothing")
            return button.get("url"), button.get("callback_data")
    for entity in message.entities:
        if entity["type"] == "text_link" and covered(message.text, entity) == label:
            return str(entity["url"]), None
    raise ValueError(f"nothing to tap called {label!r}; there is {message.labels}")
