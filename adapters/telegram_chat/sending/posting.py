"""A part as a message in a chat: sent, or put in the place of another."""

import asyncio
import dataclasses
import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic_core import to_json
from telegram import LinkPreviewOptions, Message, ReplyParameters
from telegram.error import BadRequest

from adapters.chat.pacing.pacer import Urgency
from adapters.chat.remembering import KeptTexts
from adapters.telegram_chat.addresses import mentioned
from adapters.telegram_chat.answering.overtaking import Overtaking
from adapters.telegram_chat.connecting.connection import Bot, TelegramConnection
from adapters.telegram_chat.connecting.outcomes import is_forbidden, is_no_answer, is_unchanged
from adapters.telegram_chat.noted import LONG_DATA
from adapters.telegram_chat.places import Places
from adapters.telegram_chat.rendering.entities import telegram_entities
from adapters.telegram_chat.rendering.forms import entities_text, form_text
from adapters.telegram_chat.rendering.keyboards import Tap, inline_keyboard, read_callback
from adapters.telegram_chat.rendering.part import TelegramPart
from adapters.telegram_chat.rendering.render import caption, plain_text
from adapters.telegram_chat.sending.sent_keys import Keyboards, SentKeys, callback_data, digests_of
from bot.messages.blocks import Attachment
from bot.ports.notes import Notes

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_UNSEEN_LINKS = form_text(_NO_PREVIEW.to_dict())


@dataclass(frozen=True, slots=True)
class Target:
    """Where a message goes, which message it answers, and whose line; ``brief``: it is a
    delivery, which stays as it is."""

    chat: int
    thread: int | None = None
    reply_to: int | None = None
    asked_by: str | None = None
    brief: bool = False


class Posting:
    """Writes parts for one bot. All raise TelegramError as the library does, and WouldWait."""

    def __init__(
        self,
        connection: TelegramConnection,
        places: Places,
        notes: Notes,
        clock: Callable[[], datetime],
    ) -> None:
        self._connection = connection
        self._places = places
        self._long = KeptTexts(notes, clock, LONG_DATA, mentioned)
        self._edits = Overtaking()
        self.keyboards = Keyboards(notes, clock)

    async def send(self, part: TelegramPart, target: Target, urgency: Urgency) -> int:
        """The number of the message."""
        bot = await self._connection.bot()
        fields: dict[str, object] = {"chat_id": target.chat, "text": part.text}
        entities = entities_text(part.entities, bot.username)
        if entities:
            fields["entities"] = entities
        rows = await self._keys(part, target.chat, bot) if part.rows else []
        if part.rows:
            fields["reply_markup"] = {"inline_keyboard": rows}
        fields["link_preview_options"] = _UNSEEN_LINKS
        if part.silent:
            fields["disable_notification"] = True
        if target.thread is not None:
            fields["message_thread_id"] = target.thread
        if target.reply_to:
            # what was answered may have been deleted since
            reply = {"message_id": target.reply_to, "allow_sending_without_reply": True}
            fields["reply_parameters"] = reply
        data = callback_data(rows)
        if not data:
            return await self._connection.send(fields, urgency)
        noting = self.keyboards.sending(target.chat)
        with noting:
            number = await self._connection.send(fields, urgency)
            keys = SentKeys(digests_of(data), target.asked_by, target.thread, target.brief)
            noted = self.keyboards.sent(target.chat, number, keys)
            noted.add_done_callback(noting.taken_over())
        if not target.brief:
            await asyncio.wait([noted])
        # of a brief it is there before anybody is told that the brief has arrived
        return number

    async def file(self, attachment: Attachment, target: Target, urgency: Urgency) -> Message:
        """A picture as a photo, unless Telegram refuses it as one; any other as a document."""
        if attachment.is_picture:
            try:
                return await self._file(attachment, target, urgency, as_photo=True)
            except BadRequest as error:
                if is_forbidden(error) or is_no_answer(error):
                    raise
        return await self._file(attachment, target, urgency, as_photo=False)

    async def _file(
        self, attachment: Attachment, target: Target, urgency: Urgency, *, as_photo: bool
    ) -> Message:
        bot = await self._connection.bot()
        said = caption(attachment)
        entities = telegram_entities(said.entities, bot.username)
        form = {"caption_entities": json.dumps(entities)} if entities else {}
        how: dict[str, Any] = {
            "chat_id": target.chat,
            "message_thread_id": target.thread,
            "reply_parameters": _reply(target.reply_to),
            "filename": attachment.name,
            "caption": said.text or None,
            "api_kwargs": form,
            "rate_limit_args": urgency,
        }
        if as_photo:
            return await bot.send_photo(photo=attachment.content, **how)
        return await bot.send_document(document=attachment.content, **how)

    async def send_surely(
        self, part: TelegramPart, target: Target, urgency: Urgency
    ) -> tuple[int, str]:
        """Sent as plain text where our form of it is refused; the message's number, and why it
        was."""
        try:
            return await self.send(part, target, urgency), ""
        except BadRequest as error:
            if is_forbidden(error) or is_no_answer(error):
                raise
            plain = TelegramPart(plain_text(part), silent=part.silent)
            return await self.send(plain, target, urgency), error.message

    async def replace(self, part: TelegramPart, chat: int, message: int, urgency: Urgency) -> bool:
        """Put a part in the place of a message of ours; False where that is not possible. Of
        several that wait, the last is shown: the others count as shown."""
        return await self._edits.last(
            (chat, message),
            lambda leaving: self._replaced(
                part, chat, message, dataclasses.replace(urgency, leaving=leaving)
            ),
        )

    async def _replaced(
        self, part: TelegramPart, chat: int, message: int, urgency: Urgency
    ) -> bool:
        bot = await self._connection.bot()
        # as JSON, which the library takes as it is
        form: dict[str, str] = {}
        if entities := telegram_entities(part.entities, bot.username):
            form["entities"] = to_json(entities).decode()
        rows = await self._keys(part, chat, bot) if part.rows else []
        if part.rows:
            form["reply_markup"] = to_json({"inline_keyboard": rows}).decode()
        data = callback_data(rows)

        async def leaving() -> None:
            # only now, since an edit that is overtaken is never shown
            await self.keyboards.changes(chat, message, data)
            if urgency.leaving is not None:
                await urgency.leaving()

        try:
            await bot.edit_message_text(
                text=part.text,
                chat_id=chat,
                message_id=message,
                link_preview_options=_NO_PREVIEW,
                api_kwargs=form,
                rate_limit_args=dataclasses.replace(urgency, leaving=leaving),
            )
        except BadRequest as error:
            return is_unchanged(error)
        if not data:
            await self.keyboards.gone(chat, message)
        return True

    async def tap(self, data: str) -> Tap | None:
        """What callback data means; None for what is not known any more."""
        tap = read_callback(data)
        if tap is None or tap.token is None:
            return tap
        kept = await self._long.meant([tap.token])
        return read_callback(kept[tap.token]) if kept else None

    async def _keys(self, part: TelegramPart, chat: int, bot: Bot) -> list[list[dict[str, Any]]]:
        """As the Bot API takes them. The library would make an object of each to make the same JSON
        of it, for every message of a fan-out."""
        long: dict[str, str] = {}

        def shorten(data: str) -> str:
            token = hashlib.blake2b(data.encode(), digest_size=12).hexdigest()
            long[token] = data
            return token

        place = await self._places.kind(chat)
        rows = inline_keyboard(part.rows, place, bot.username, shorten, chat)
        await self._long.keep(long.items())
        return rows


def _reply(message: int | None) -> ReplyParameters | None:
    # what was answered may have been deleted since
    return ReplyParameters(message, allow_sending_without_reply=True) if message else None
