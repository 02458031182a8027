"""What an event of Discord's means for us. Pure: what must be asked or done is the platform's.

https://docs.discord.com/developers/interactions/receiving-and-responding,
https://docs.discord.com/developers/resources/message
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from adapters.discord_chat.addresses import person_address
from adapters.discord_chat.menus import CHANNEL_OPTION
from adapters.discord_chat.permissions import may_embed, owns
from adapters.discord_chat.places import Place, place_of
from adapters.discord_chat.rendering.bodies import NEW_KIND
from adapters.discord_chat.rendering.custom_ids import read_custom_id
from adapters.discord_chat.rendering.part import Json
from bot.commands.lines.command_lines import read_line
from bot.commands.lines.questions import question_about
from bot.identifiers import linked_papers

EPHEMERAL = 1 << 6
_CHAT_INPUT = 1
_BOT_DM = 1
_UNTOLD = -1
# what people say: a plain message, and a reply
_SAID = (0, 19)


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """The place of an event and who acts in it. ``owning``: whether Discord says that this
    person manages the server, None where it does not say. ``alone``: nobody else is there.
    ``aside``: what is answered is for this person alone, wherever it is. ``embeds``: whether
    the bot's embeds are shown there. ``tapped``: a control of a message was used."""

    place: Place
    person: int
    owning: bool | None
    locale: str | None = None
    alone: bool = False
    aside: bool = False
    embeds: bool = True
    titled: str = ""
    tapped: bool = False

    @property
    def who(self) -> str:
        return person_address(self.person)


@dataclass(frozen=True, slots=True)
class Ticket:
    """What an interaction is answered with, for a quarter of an hour."""

    number: int
    token: str
    application: int


@dataclass(frozen=True, slots=True)
class Under:
    """The message of ours that was tapped: only one person's, and of which kind."""

    hidden: bool
    new_kind: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Called:
    """An application command, as the line that it stands for."""

    where: Where
    ticket: Ticket
    line: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tapped:
    """A button or a list. ``defaults`` are the list's options that were chosen before."""

    where: Where
    ticket: Ticket
    custom_id: str
    under: Under
    values: tuple[str, ...] = ()
    defaults: tuple[str, ...] = ()
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Submitted:
    """A filled-in modal; ``data`` as Discord has it, ``under`` where a message brought it."""

    where: Where
    ticket: Ticket
    data: Json
    under: Under | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Typing:
    """An option of a command that is being typed."""

    where: Where
    ticket: Ticket
    command: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """A message that is meant for the bot; ``text`` without its name."""

    channel: int
    guild: int | None
    person: int
    message: int
    text: str


def meaning(event: Json) -> Called | Tapped | Submitted | Typing | None:
    """Of INTERACTION_CREATE; None for what is not ours to answer."""
    data = event.get("data") or {}
    where, ticket = _where(event), _ticket(event)
    match event.get("type"):
        case 2 if data.get("type", _CHAT_INPUT) == _CHAT_INPUT:
            return Called(where=where, ticket=ticket, line=_line(data))
        case 3:
            return _tapped(event, data, where, ticket)
        case 4:
            return _typing(data, where, ticket)
        case 5:
            source = event.get("message")
            under = _under(source) if source else None
            return Submitted(where=where, ticket=ticket, data=data, under=under)
        case _:
            return None


def spoken(event: Json, me: int) -> Spoken | None:
    """Of MESSAGE_CREATE: everything in direct messages; in servers what names the bot, and a
    reply to it only where it is a command, a number, an id or a question about the papers in
    it: the rest are people's words."""
    if not _by_person(event):
        return None
    content = str(event.get("content") or "")
    named = re.compile(rf"<@!?{me}>")
    text = named.sub(" ", content).strip()
    guild = event.get("guild_id")
    answered = _answered(event, me)
    line = _numbered(text, answered) or question_about(text, answered, alone=not guild)
    if guild:
        mentioned = any(str(each.get("id")) == str(me) for each in event.get("mentions") or ())
        named_or_read = named.search(content) or read_line(text) is not None or line
        if not mentioned or not named_or_read:
            return None
    if not text and not guild:
        # a picture or a sticker alone
        return None
    return _spoken(event, line or text or "/help")


def overheard(event: Json) -> Spoken | None:
    """Of MESSAGE_CREATE in a server: what people write to each other, where it links to papers."""
    content = str(event.get("content") or "")
    if not event.get("guild_id") or not _by_person(event) or not linked_papers(content):
        return None
    return _spoken(event, content)


def _by_person(event: Json) -> bool:
    """Not by a bot or another program, and not Discord's own word."""
    bot = (event.get("author") or {}).get("bot") or event.get("webhook_id")
    return not bot and event.get("type", 0) in _SAID


def _spoken(event: Json, text: str) -> Spoken:
    guild = event.get("guild_id")
    return Spoken(
        channel=int(event["channel_id"]),
        guild=int(guild) if guild else None,
        person=int(event["author"]["id"]),
        message=int(event["id"]),
        text=text,
    )


def _answered(event: Json, me: int) -> list[tuple[str, str]]:
    """What the message of ours that is replied to lets one open."""
    replied = event.get("referenced_message") or {}
    ours = str((replied.get("author") or {}).get("id")) == str(me)
    return list(_opened(replied)) if ours else []


def _numbered(text: str, answered: Sequence[tuple[str, str]]) -> str | None:
    """What a number means in answer to a message of ours that has numbers itself: an old
    brief's are not those of the newest."""
    number = text.strip("#[]() ")
    if not number.isdecimal():
        return None
    lines = (line for shown, line in answered if shown == number)
    return next((line for line in lines if line.startswith("/paper ")), None)


def _opened(message: Json) -> Iterator[tuple[str, str]]:
    """Numbers as they are shown, with the lines that they run."""
    for each in components(message):
        tap = read_custom_id(str(each.get("custom_id", "")))
        if tap is not None and tap.kind == "button":
            yield str(each.get("label", "")), tap.command
        elif tap is not None and tap.kind == "open":
            for option in each.get("options") or ():
                yield str(option.get("label", "")).partition(".")[0], str(option.get("value", ""))


def _where(event: Json) -> Where:
    member = event.get("member") or {}
    guild = event.get("guild_id")
    channel = dict(event.get("channel") or {})
    channel.setdefault("id", event["channel_id"])
    channel.setdefault("type", _UNTOLD if guild else 1)
    if guild:
        channel["guild_id"] = guild
    permissions = member.get("permissions")
    alone = event.get("context", _BOT_DM) == _BOT_DM and not guild
    owning = owns(int(permissions)) if permissions is not None else None
    place, person = place_of(channel), int((member.get("user") or event["user"])["id"])
    return Where(
        place=replace(place, recipient=person) if alone else place,
        person=person,
        owning=True if alone else owning,
        locale=event.get("locale") or event.get("guild_locale"),
        alone=alone,
        aside=True,
        embeds=_embeds(event),
        titled=str(channel.get("name") or ""),
    )


def _embeds(event: Json) -> bool:
    held = event.get("app_permissions")
    return held is None or may_embed(int(held))


def _ticket(event: Json) -> Ticket:
    return Ticket(int(event["id"]), str(event["token"]), int(event["application_id"]))


def _line(data: Json) -> str:
    """``/topics channel:#lab change:+word`` is "/topics @<id> +word"."""
    words = [f"/{data['name']}"]
    given = {str(each["name"]): each.get("value") for each in data.get("options") or ()}
    if (channel := given.pop(CHANNEL_OPTION, None)) is not None:
        words.append(f"@{channel}")
    words += [" ".join(str(value).split()) for value in given.values() if value is not None]
    return " ".join(words)


def _tapped(event: Json, data: Json, where: Where, ticket: Ticket) -> Tapped:
    source = event.get("message") or {}
    custom_id = str(data.get("custom_id", ""))
    control = next((each for each in components(source) if each.get("custom_id") == custom_id), {})
    return Tapped(
        where=replace(where, tapped=True),
        ticket=ticket,
        custom_id=custom_id,
        under=_under(source),
        values=tuple(str(value) for value in data.get("values") or ()),
        defaults=tuple(
            str(option["value"]) for option in control.get("options") or () if option.get("default")
        ),
        label=str(control.get("label") or ""),
    )


def _typing(data: Json, where: Where, ticket: Ticket) -> Typing:
    focused: Sequence[Json] = [each for each in data.get("options") or () if each.get("focused")]
    text = str(focused[0].get("value", "")) if focused else ""
    return Typing(where=where, ticket=ticket, command=str(data.get("name", "")), text=text)


def _under(message: Json) -> Under:
    flags = int(message.get("flags") or 0)
    return Under(hidden=bool(flags & EPHEMERAL), new_kind=bool(flags & NEW_KIND))


def components(message: Json) -> Iterator[Json]:
    """Every component, those inside others too."""
    for each in message.get("components") or ():
        yield each
        yield from components(each)
