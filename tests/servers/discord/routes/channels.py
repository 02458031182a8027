"""Endpoints of channels, messages and threads (resources/channel, resources/message)."""

from collections.abc import Sequence

from tests.servers.discord import objects
from tests.servers.discord.gateway import GUILDS, Gateway
from tests.servers.discord.posting import Posting
from tests.servers.discord.routes.asked import Answer, Asked, Route
from tests.servers.discord.routes.paging import cut, page_of, read_stamp
from tests.servers.discord.rules.forms import check_message
from tests.servers.discord.rules.permissions import Permission
from tests.servers.discord.rules.refusals import Form, Json, Refusal, Refused
from tests.servers.discord.world import THREADS, Channel, Kind, Message, World

MOST_PINS = 250
# of a forum's post, which stands at its top
PINNED = 1 << 1
ARCHIVE_MINUTES = (60, 1440, 4320, 10080)
CROSSPOSTED, HAS_THREAD = 1 << 0, 1 << 5


class ChannelRoutes:
    def __init__(self, world: World, gateway: Gateway, posting: Posting) -> None:
        self._world, self._gateway, self._posting = world, gateway, posting
        self.refuses_history = False

    def routes(self) -> Sequence[Route]:
        channel = "/channels/{channel}"
        message = f"{channel}/messages/{{message}}"
        return (
            Route("GET", channel, self.show),
            Route("PATCH", channel, self.change),
            Route("POST", f"{channel}/messages", self.send),
            Route("GET", f"{channel}/messages", self.history),
            Route("GET", message, self.fetch),
            Route("PATCH", message, self.edit),
            Route("DELETE", message, self.delete),
            Route("PUT", f"{channel}/messages/pins/{{message}}", self.pin),
            Route("DELETE", f"{channel}/messages/pins/{{message}}", self.unpin),
            Route("POST", f"{message}/crosspost", self.crosspost),
            Route("POST", f"{message}/threads", self.thread_from),
            Route("POST", f"{channel}/threads", self.thread),
            Route("GET", f"{channel}/threads/archived/public", self.archived),
            Route("POST", f"{channel}/typing", self.typing),
            Route("PUT", f"{channel}/thread-members/@me", self.typing),
            Route("PUT", f"{message}/reactions/{{emoji}}/@me", self.react),
        )

    def show(self, asked: Asked) -> Answer:
        return Answer(objects.channel(self._world, self._visible(asked)))

    def send(self, asked: Asked) -> Answer:
        channel, body = self._visible(asked), asked.form
        self._let_send(channel, body, bool(asked.files))
        message = self._posting.repeated(channel, body)
        if message is None:
            message = self._posting.send(channel, body, asked.files)
        return Answer(objects.message(self._world, message))

    def history(self, asked: Asked) -> Answer:
        """Newest first. Who may not read the history is shown none, as documented; some
        servers refuse instead (``refuses_history``)."""
        channel = self._readable(asked) if self.refuses_history else self._visible(asked)
        limit, wanted = page_of(asked)
        if not self._world.may(self._world.bot, channel, Permission.READ_MESSAGE_HISTORY):
            return Answer([])
        found = self._world.messages.get(channel.id, {})
        numbers = sorted(key for key, each in found.items() if each.seen_by is None)
        shown = cut(numbers, limit, wanted)
        return Answer([objects.message(self._world, found[each]) for each in reversed(shown)])

    def archived(self, asked: Asked) -> Answer:
        """A channel's public threads that are closed, the one closed last first."""
        channel = self._visible(asked)
        self._need(channel, Permission.READ_MESSAGE_HISTORY)
        limit = (Form() / "limit").whole(int(asked.query.get("limit", 50)), 2, 100, default=50)
        before = asked.query.get("before")
        closed = [
            each
            for each in self._world.channels.values()
            if each.parent == channel.id
            and each.archived
            and each.kind in (Kind.PUBLIC_THREAD, Kind.ANNOUNCEMENT_THREAD)
            and (before is None or each.archived_at < read_stamp(before))
        ]
        closed.sort(key=lambda each: each.archived_at, reverse=True)
        shown = [objects.channel(self._world, each) for each in closed[:limit]]
        return Answer({"threads": shown, "members": [], "has_more": len(closed) > limit})

    def fetch(self, asked: Asked) -> Answer:
        return Answer(objects.message(self._world, self._message(asked)))

    def edit(self, asked: Asked) -> Answer:
        message = self._message(asked)
        if message.author is not self._world.bot:
            raise Refused(Refusal.NOT_THE_AUTHOR)
        if message.channel.archived:
            raise Refused(Refusal.THREAD_ARCHIVED)
        self._posting.edit(message, asked.form, asked.files)
        return Answer(objects.message(self._world, message))

    def delete(self, asked: Asked) -> Answer:
        message = self._message(asked)
        if message.author is not self._world.bot:
            self._need(message.channel, Permission.MANAGE_MESSAGES)
        self._posting.delete(message)
        return Answer(None)

    def pin(self, asked: Asked) -> Answer:
        """Pinning what is pinned changes nothing."""
        message = self._message(asked)
        self._need(message.channel, Permission.PIN_MESSAGES)
        if message.id not in message.channel.pinned:
            if len(message.channel.pinned) >= MOST_PINS:
                raise Refused(Refusal.TOO_MANY_PINS)
            message.channel.pinned.append(message.id)
        return Answer(None)

    def unpin(self, asked: Asked) -> Answer:
        message = self._message(asked)
        self._need(message.channel, Permission.PIN_MESSAGES)
        if message.id in message.channel.pinned:
            message.channel.pinned.remove(message.id)
        return Answer(None)

    def crosspost(self, asked: Asked) -> Answer:
        message = self._message(asked)
        if message.channel.kind != Kind.ANNOUNCEMENT:
            raise Refused(Refusal.WRONG_CHANNEL_TYPE)
        if message.author is not self._world.bot:
            self._need(message.channel, Permission.MANAGE_MESSAGES)
        self._need(message.channel, Permission.SEND_MESSAGES)
        if message.flags & CROSSPOSTED:
            raise Refused(Refusal.ALREADY_CROSSPOSTED)
        message.flags |= CROSSPOSTED
        return Answer(objects.message(self._world, message))

    def thread_from(self, asked: Asked) -> Answer:
        message = self._message(asked)
        parent = message.channel
        kinds = {Kind.TEXT: Kind.PUBLIC_THREAD, Kind.ANNOUNCEMENT: Kind.ANNOUNCEMENT_THREAD}
        if parent.kind not in kinds:
            raise Refused(Refusal.WRONG_CHANNEL_TYPE)
        self._need(parent, Permission.CREATE_PUBLIC_THREADS)
        if message.thread is not None:
            raise Refused(Refusal.THREAD_EXISTS)
        self._check_thread(asked.form)
        thread = self._open(parent, kinds[parent.kind], asked.form, number=message.id)
        message.thread, message.flags = thread, message.flags | HAS_THREAD
        return Answer(objects.channel(self._world, thread), 201)

    def thread(self, asked: Asked) -> Answer:
        """A post in a forum, or a thread that belongs to no message."""
        parent, body = self._visible(asked), asked.form
        self._check_thread(body)
        if parent.kind == Kind.FORUM:
            return self._post(parent, asked)
        kind = Kind(body.get("type", Kind.PRIVATE_THREAD))
        if parent.kind not in (Kind.TEXT, Kind.ANNOUNCEMENT) or kind not in THREADS:
            raise Refused(Refusal.WRONG_CHANNEL_TYPE)
        private = kind == Kind.PRIVATE_THREAD
        needed = Permission.CREATE_PRIVATE_THREADS if private else Permission.CREATE_PUBLIC_THREADS
        self._need(parent, needed)
        return Answer(objects.channel(self._world, self._open(parent, kind, body)), 201)

    def _post(self, forum: Channel, asked: Asked) -> Answer:
        body, form = asked.form, Form()
        self._need(forum, Permission.SEND_MESSAGES)
        if not isinstance(body.get("message"), dict):
            (form / "message").missing()
        tags = [str(tag) for tag in (form / "applied_tags").rows(body.get("applied_tags"), 0, 5)]
        for position, tag in enumerate(tags):
            (form / "applied_tags" / position).one_of(tag, [str(each) for each in forum.tags])
        form.settle()
        if forum.tag_required and not tags:
            raise Refused(Refusal.TAG_REQUIRED)
        # a post with a faulty message is no post at all
        check_message(body["message"], files=len(asked.files))
        thread = self._open(forum, Kind.PUBLIC_THREAD, body)
        thread.applied_tags = tags
        # the first message of a post has its thread's id
        message = self._posting.send(thread, body["message"], asked.files, number=thread.id)
        made = objects.channel(self._world, thread)
        return Answer(made | {"message": objects.message(self._world, message)}, 201)

    def change(self, asked: Asked) -> Answer:
        """Name, archive, lock or tag a thread; other channels are not the bot's to change."""
        channel, body = self._visible(asked), asked.form
        own = channel.owner == self._world.bot.id and "locked" not in body
        if channel.kind not in THREADS:
            self._need(channel, Permission.MANAGE_CHANNELS)
        elif not own:
            self._need(channel, Permission.MANAGE_THREADS)
        if channel.archived and body.get("archived") is not False:
            raise Refused(Refusal.THREAD_ARCHIVED)
        self._check_thread({"name": channel.name} | body)
        if "flags" in body:
            self._pin_post(channel, int(body["flags"]))
        channel.name = body.get("name", channel.name)
        channel.archived = body.get("archived", channel.archived)
        channel.archived_at = self._world.now()
        channel.locked = body.get("locked", channel.locked)
        channel.archive_after = body.get("auto_archive_duration", channel.archive_after)
        self._tell("THREAD_UPDATE" if channel.kind in THREADS else "CHANNEL_UPDATE", channel)
        return Answer(objects.channel(self._world, channel))

    def _pin_post(self, post: Channel, flags: int) -> None:
        """A forum has one post at its top, whoever opened it."""
        self._need(post, Permission.MANAGE_THREADS)
        beside = (each for each in self._world.channels.values() if each.parent == post.parent)
        if flags & PINNED and any(each.flags & PINNED for each in beside if each is not post):
            raise Refused(Refusal.TOO_MANY_POST_PINS)
        post.flags = flags & PINNED

    def typing(self, asked: Asked) -> Answer:
        self._visible(asked)
        return Answer(None)

    def react(self, asked: Asked) -> Answer:
        self._need(self._message(asked).channel, Permission.ADD_REACTIONS)
        return Answer(None)

    def _visible(self, asked: Asked) -> Channel:
        """The channel of the path, where the bot may see it."""
        channel = self._world.find_channel(asked.number("channel"))
        if channel is None:
            raise Refused(Refusal.UNKNOWN_CHANNEL)
        if not self._world.may(self._world.bot, channel, Permission.VIEW_CHANNEL):
            raise Refused(Refusal.MISSING_ACCESS)
        return channel

    def _readable(self, asked: Asked) -> Channel:
        channel = self._visible(asked)
        if not self._world.may(self._world.bot, channel, Permission.READ_MESSAGE_HISTORY):
            raise Refused(Refusal.MISSING_ACCESS)
        return channel

    def _message(self, asked: Asked) -> Message:
        channel = self._readable(asked)
        message = self._world.messages.get(channel.id, {}).get(asked.number("message"))
        if message is None or message.seen_by is not None:
            raise Refused(Refusal.UNKNOWN_MESSAGE)
        return message

    def _need(self, channel: Channel, permission: Permission) -> None:
        if not self._world.may(self._world.bot, channel, permission):
            raise Refused(Refusal.MISSING_PERMISSIONS)

    def _let_send(self, channel: Channel, body: Json, attaching: bool) -> None:
        recipient = self._world.people.get(channel.recipient or 0)
        if recipient is not None and recipient.closed:
            raise Refused(Refusal.CANNOT_SEND_TO_USER)
        if channel.kind in (Kind.FORUM, Kind.CATEGORY):
            raise Refused(Refusal.NOT_A_TEXT_CHANNEL)
        if channel.kind in THREADS:
            self._let_send_in_thread(channel)
        else:
            self._need(channel, Permission.SEND_MESSAGES)
        if attaching:
            self._need(channel, Permission.ATTACH_FILES)
        stripped = self._posting.leaves_embeds_out and body.get("components")
        if body.get("embeds") and not stripped:
            self._need(channel, Permission.EMBED_LINKS)

    def _let_send_in_thread(self, thread: Channel) -> None:
        """A message wakes an archived thread, unless a moderator has locked it."""
        self._need(thread, Permission.SEND_MESSAGES_IN_THREADS)
        moderates = self._world.may(self._world.bot, thread, Permission.MANAGE_THREADS)
        if thread.locked and not moderates:
            raise Refused(Refusal.THREAD_ARCHIVED if thread.archived else Refusal.THREAD_LOCKED)
        if thread.archived:
            thread.archived = False
            self._tell("THREAD_UPDATE", thread)

    def _check_thread(self, body: Json) -> None:
        form = Form()
        (form / "name").text(body.get("name"), 1, 100, required=True)
        if body.get("auto_archive_duration") is not None:
            place = form / "auto_archive_duration"
            place.one_of(body["auto_archive_duration"], ARCHIVE_MINUTES)
        form.settle()

    def _open(
        self, parent: Channel, kind: Kind, body: Json, *, number: int | None = None
    ) -> Channel:
        thread = Channel(
            number or self._world.ids.fresh(),
            body["name"],
            kind,
            parent.guild,
            parent.id,
            owner=self._world.bot.id,
            archive_after=body.get("auto_archive_duration") or 1440,
        )
        self._world.channels[thread.id] = thread
        made = objects.channel(self._world, thread) | {"newly_created": True}
        self._gateway.dispatch("THREAD_CREATE", made, guild=thread.guild, intent=GUILDS)
        return thread

    def _tell(self, event: str, channel: Channel) -> None:
        told = objects.channel(self._world, channel)
        self._gateway.dispatch(event, told, guild=channel.guild, intent=GUILDS)
