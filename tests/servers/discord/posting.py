"""Messages of the bot: sent, edited, deleted, with what the gateway tells of it."""

import time
from collections.abc import Callable, Mapping

from tests.servers.discord import objects
from tests.servers.discord.gateway import DIRECT_MESSAGES, GUILD_MESSAGES, Gateway
from tests.servers.discord.records import Ping, Records
from tests.servers.discord.rules.forms import SETTABLE, SUPPRESS_EMBEDS, V2, check_message, pinged
from tests.servers.discord.rules.permissions import Permission
from tests.servers.discord.rules.refusals import Form, Json, Refusal, Refused
from tests.servers.discord.world import Channel, Message, World, walk

Files = Mapping[str, bytes]

HIDDEN: Json = {"content": "", "embeds": [], "attachments": [], "components": []}
"""What a bot without the intent for content sees of others' messages."""


class Posting:
    """``nonce_seconds``: how long a nonce is remembered ("a few minutes").

    ``leaves_embeds_out``: what Discord does with embeds beside something else where the
    right to embed is lacking (github.com/discord/discord-api-docs/issues/5648).
    """

    def __init__(
        self, world: World, gateway: Gateway, records: Records, clock: Callable[[], float]
    ) -> None:
        self.nonce_seconds = 300.0
        self.leaves_embeds_out = False
        self._world, self._gateway, self._records, self._clock = world, gateway, records, clock
        self._nonces: dict[str, Message] = {}

    def repeated(self, channel: Channel, body: Json) -> Message | None:
        """The bot's earlier message of the same nonce, where the nonce is to be enforced."""
        if body.get("nonce") is None or not body.get("enforce_nonce"):
            return None
        earlier = self._nonces.get(str(body["nonce"]))
        if earlier is None or self._clock() - earlier.at > self.nonce_seconds:
            return None
        if earlier.channel is not channel:
            said = f"nonce {body['nonce']} was used in two channels"
            self._records.violations.append(said)
        return earlier

    def send(
        self,
        channel: Channel,
        body: Json,
        files: Files,
        *,
        kind: int = 0,
        seen_by: int | None = None,
        interaction: Json | None = None,
        number: int | None = None,
    ) -> Message:
        """Make a message of the bot's. Raises Refused for what is not allowed in one."""
        good = check_message(body, files=len(files))
        quoted = self._quoted(channel, body.get("message_reference"))
        world = self._world
        message = Message(
            id=number or world.ids.fresh(),
            channel=channel,
            author=world.bot,
            content=good["content"],
            embeds=good["embeds"],
            components=_numbered(good["components"]),
            flags=int(body.get("flags") or 0) & SETTABLE,
            nonce=body.get("nonce"),
            reply_to=quoted,
            allowed_mentions=body.get("allowed_mentions"),
            at=self._clock(),
            sent_at=world.now(),
            kind=19 if quoted else kind,
            seen_by=seen_by,
            interaction=interaction,
        )
        if self.leaves_embeds_out and not world.may(world.bot, channel, Permission.EMBED_LINKS):
            message.embeds = []
        self._attach(message, body, files)
        self._keep(message)
        self._tell("MESSAGE_CREATE", message)
        return message

    def edit(self, message: Message, body: Json, files: Files) -> None:
        """Change a message; what the body leaves out stays. The new kind stays new."""
        kept = [each for each in message.attachments if _is_kept(each, body)]
        flags = message.flags & ~SUPPRESS_EMBEDS if "flags" in body else message.flags
        flags |= int(body.get("flags") or 0) & (SUPPRESS_EMBEDS | V2)
        before: Json = {
            "content": message.content or None,
            "embeds": message.embeds,
            "components": message.components,
        }
        good = check_message(before | body | {"flags": flags}, files=len(files) + len(kept))
        message.earlier.append((message.content, message.components))
        message.content, message.embeds = good["content"], good["embeds"]
        message.components, message.flags = _numbered(good["components"]), flags
        message.attachments, message.edited_at = kept, time.time()
        self._attach(message, body, files)
        self._tell("MESSAGE_UPDATE", message)

    def delete(self, message: Message) -> None:
        message.deleted = True
        self._world.messages.get(message.channel.id, {}).pop(message.id, None)
        if message.seen_by is None:
            told = {"id": str(message.id), "channel_id": str(message.channel.id)}
            if message.channel.guild:
                told["guild_id"] = str(message.channel.guild)
            self._dispatch("MESSAGE_DELETE", message.channel, told)
        self._records.changed()

    def people_say(self, message: Message) -> None:
        """A message of a person's: its content is hidden from who may not read it."""
        self._world.put(message)
        open_to_all = message.channel.guild is None or self._world.bot.id in message.mentions
        told = self._told(message)
        bare = None if open_to_all else told | HIDDEN
        self._dispatch("MESSAGE_CREATE", message.channel, told, bare)
        self._records.changed()

    def _quoted(self, channel: Channel, reference: object) -> Message | None:
        if not isinstance(reference, dict):
            return None
        found = self._world.messages.get(channel.id, {})
        message = found.get(int(reference.get("message_id") or 0))
        if message is None and reference.get("fail_if_not_exists", True):
            form = Form() / "message_reference"
            form.wrong("MESSAGE_REFERENCE_UNKNOWN_MESSAGE", "Unknown message")
            form.settle()
        if not self._world.may(self._world.bot, channel, Permission.READ_MESSAGE_HISTORY):
            raise Refused(Refusal.NO_HISTORY)
        return message

    def _attach(self, message: Message, body: Json, files: Files) -> None:
        names = {str(each.get("id")): each for each in body.get("attachments") or ()}
        for position, (name, content) in enumerate(files.items()):
            said = names.get(str(position), {})
            number = str(self._world.ids.fresh())
            address = f"https://cdn.discordapp.com/attachments/{message.channel.id}/{number}/{name}"
            form = {"id": number, "filename": said.get("filename") or name, "size": len(content)}
            message.attachments.append(form | {"url": address, "proxy_url": address})
            message.files[str(form["filename"])] = content

    def _keep(self, message: Message) -> None:
        self._records.note_sent(message.channel.id, message.at)
        if message.nonce is not None:
            self._nonces[str(message.nonce)] = message
        if self._records.keep == "all":
            self._world.put(message)
        self._note_pings(message)
        self._records.changed()

    def _note_pings(self, message: Message) -> None:
        seen = pinged(message.text, message.allowed_mentions)
        channel, bot = message.channel, self._world.bot
        everyone = self._world.may(bot, channel, Permission.MENTION_EVERYONE)
        guild = self._world.guild_of(channel)
        roles = guild.roles if guild else {}
        loud = [each for each in seen.roles if each in roles]
        loud = [each for each in loud if everyone or roles[each].mentionable]
        whom = ["everyone"] if seen.everyone and everyone else []
        whom += [f"user {each}" for each in seen.users] + [f"role {each}" for each in loud]
        message.mentions = [each for each in seen.users if each in self._world.people]
        for each in set(whom) - self._records.wanted:
            said = f"message {message.id} pings {each}"
            self._records.violations.append(said)
        if message.reply_to and (message.allowed_mentions or {}).get("replied_user", True):
            whom.append(f"reply {message.reply_to.author.id}")
        self._records.pings += [Ping(channel.id, message.id, each) for each in whom]

    def _tell(self, event: str, message: Message) -> None:
        """What only one person sees is told to nobody."""
        if message.seen_by is not None:
            return
        intent = GUILD_MESSAGES if message.channel.guild else DIRECT_MESSAGES
        if self._gateway.awaits(message.channel.guild, intent):
            self._dispatch(event, message.channel, self._told(message))

    def _told(self, message: Message) -> Json:
        told = objects.message(self._world, message)
        guild = self._world.guild_of(message.channel)
        if guild is not None:
            told |= {"guild_id": str(guild.id)}
            told |= {"member": _without_user(objects.member(guild, message.author))}
        return told

    def _dispatch(self, event: str, channel: Channel, told: Json, bare: Json | None = None) -> None:
        intent = GUILD_MESSAGES if channel.guild else DIRECT_MESSAGES
        self._gateway.dispatch(event, told, guild=channel.guild, intent=intent, bare=bare)


def _without_user(member: Json) -> Json:
    return {key: value for key, value in member.items() if key != "user"}


def _is_kept(attachment: Json, body: Json) -> bool:
    if body.get("attachments") is None:
        return "attachments" not in body
    return attachment["id"] in {str(each.get("id")) for each in body["attachments"]}


def _numbered(components: list[Json]) -> list[Json]:
    """Each component gets an id that none of the others has."""
    everything = walk(components)
    taken = {each["id"] for each in everything if each.get("id")}
    number = 0
    for each in everything:
        if not each.get("id"):
            number = next(free for free in range(number + 1, 2**31) if free not in taken)
            each["id"] = number
    return components
