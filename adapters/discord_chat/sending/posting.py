"""Bodies as messages in channels, threads and forums."""

import logging
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from adapters.chat.pacing.pacer import Urgency
from adapters.chat.remembering import KeptTexts
from adapters.discord_chat.addresses import mentioned
from adapters.discord_chat.connecting.completing import read_message
from adapters.discord_chat.connecting.connection import FAN_OUT, PERSON, DiscordConnection
from adapters.discord_chat.connecting.library import discord
from adapters.discord_chat.connecting.outcomes import (
    ARCHIVED,
    NO_HISTORY,
    TAG_REQUIRED,
    THREAD_EXISTS,
    TROUBLES,
    NoAnswer,
)
from adapters.discord_chat.noted import KEPT
from adapters.discord_chat.places import Place
from adapters.discord_chat.rendering.part import BodyText, FilePart, Json
from adapters.discord_chat.sending.followers import Followers
from bot.ports.notes import Notes

log = logging.getLogger(__name__)

_CHANNEL = "/channels/{channel_id}"
_MESSAGES = f"{_CHANNEL}/messages"
_NAME = "arXiv"
_TAGS = "applied_tags"


class EmbedsLeftOut(Exception):
    """Discord took a message without its embeds, as it may where that right is lacking and
    there are buttons; ``message`` is what stands there, None where nothing does."""

    def __init__(self, message: int | None = None) -> None:
        super().__init__("the embeds were left out")
        self.message = message


class Posting:
    """Writes bodies for one bot. All raise as the connection does. What the tokens of a body
    stand for is put into ``kept`` before it is sent."""

    def __init__(
        self, connection: DiscordConnection, notes: Notes, clock: Callable[[], datetime]
    ) -> None:
        self._connection = connection
        self.followers = Followers(connection, notes, clock)
        self.kept = KeptTexts(notes, clock, KEPT, mentioned)

    async def message(
        self,
        channel: int,
        body: BodyText,
        nonce: str,
        urgency: Urgency = FAN_OUT,
        answers: int | None = None,
    ) -> int:
        """A message's id. A closed thread is opened by it, where that is allowed. Raises
        EmbedsLeftOut as well."""
        more: Json = {}
        if answers is not None:
            # what was answered may have been deleted since
            reference = {"message_id": str(answers), "fail_if_not_exists": False}
            more["message_reference"] = reference
        whole = body.with_nonce(nonce, more)
        post = partial(self._ask, "POST", _MESSAGES, whole, channel, urgency, read=read_message)
        try:
            made = await post()
        except discord.HTTPException as error:
            if error.code == NO_HISTORY and answers is not None:
                return await self.message(channel, body, nonce, urgency)
            if error.code != ARCHIVED:
                raise
            opened = {"archived": False}
            await self._ask("PATCH", _CHANNEL, opened, channel, Urgency(urgency.lane))
            made = await post()
        number = _id_of(made)
        if made.get("embeds") == [] and body.may_have("embeds") and body.body.get("embeds"):
            raise EmbedsLeftOut(number)
        return number

    async def file(self, channel: int, part: FilePart, nonce: str) -> int:
        """A file as a message of its own; its id."""
        form = part.form(part.body | {"nonce": nonce, "enforce_nonce": True})
        made = await self._connection.ask(
            "POST", _MESSAGES, urgency=PERSON, form=form, channel_id=channel
        )
        return _id_of(made)

    async def take_back(self, channel: int, message: int) -> None:
        """What stands there already would be seen twice, but is no reason to send nothing."""
        try:
            await self._ask(
                "DELETE", f"{_CHANNEL}/messages/{{message_id}}", None, channel, message_id=message
            )
        except TROUBLES as error:
            log.warning("not_taken_back", extra={"channel": channel, "why": str(error)})

    async def thread(self, channel: int, message: int, name: str) -> int:
        """The thread under a message, which has its id, also where it was opened before."""
        try:
            await self._ask(
                "POST", f"{_CHANNEL}/messages/{{message_id}}/threads", {"name": name or _NAME},
                channel, message_id=message,
            )  # fmt: skip
        except discord.HTTPException as error:
            if error.code != THREAD_EXISTS:
                raise
        return message

    async def post(
        self, forum: Place, body: Json, name: str, urgency: Urgency = FAN_OUT, tag: str = ""
    ) -> int:
        """A post in a forum, with this tag where the forum still has it; its id. Discord
        recognises no repetition of one."""
        whole = {"name": name or _NAME, "message": body}
        post = partial(self._ask, "POST", f"{_CHANNEL}/threads")
        tagged = {_TAGS: [tag]} if tag else {}
        try:
            return _id_of(await post(whole | tagged, forum.id, urgency))
        except discord.HTTPException as error:
            if tag and _TAGS in error.text:
                log.info("tag_gone", extra={"channel": forum.id, "tag": tag})
                return await self.post(forum, body, name, urgency)
            if error.code != TAG_REQUIRED:
                raise
            free = _tag(await self._ask("GET", _CHANNEL, None, forum.id))
            if free is None:
                raise
            return _id_of(await post(whole | {_TAGS: [free]}, forum.id, urgency))

    async def _ask(
        self,
        method: str,
        path: str,
        body: Json | str | None,
        channel: int,
        urgency: Urgency = FAN_OUT,
        **more: Any,
    ) -> Json:
        made: Json = await self._connection.ask(
            method, path, body, urgency=urgency, channel_id=channel, **more
        )
        return made


def _id_of(made: Any) -> int:
    """NoAnswer for what names no message: it may stand there all the same."""
    try:
        return int(made["id"])
    except (KeyError, TypeError, ValueError) as error:
        raise NoAnswer("Discord answered in a form that I do not know", left=True) from error


def _tag(forum: Json) -> str | None:
    """The tag that a post of ours gets where one is needed: one named for papers, else any."""
    free = [tag for tag in forum.get("available_tags") or () if not tag.get("moderated")]
    named = [tag for tag in free if {"arxiv", "papers"} & set(str(tag["name"]).lower().split())]
    return next((str(tag["id"]) for tag in (*named, *free)), None)
