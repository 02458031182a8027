"""The methods that write, change and remove messages.

https://core.telegram.org/bots/api#sendmessage and #updating-messages
"""

import time
from collections.abc import Callable
from io import BytesIO

from PIL import Image

from tests.servers.telegram.chats import Chat, Message, Version
from tests.servers.telegram.entities import Formatted, checked
from tests.servers.telegram.errors import Json, bad_request
from tests.servers.telegram.markup import checked_markup
from tests.servers.telegram.members import check_may_write, check_presence
from tests.servers.telegram.params import array, flag, record, text_of, whole
from tests.servers.telegram.recording import Record
from tests.servers.telegram.world import World

_KEPT = ("parse_mode", "link_preview_options", "protect_content", "message_effect_id")
_ACTIONS = frozenset(
    [
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    ]
)
_SAME = (
    "message is not modified: specified new message content and reply markup are exactly the "
    "same as a current content and reply markup of the message"
)
LONGEST_CAPTION = 1024
# bytes
LARGEST_PHOTO = 10_000_000


class Sending:
    """``posted`` is told of every new message of the bot's."""

    def __init__(self, world: World, log: Record, posted: Callable[[Message], None]) -> None:
        self._world = world
        self._log = log
        self._posted = posted
        self.files: dict[str, bytes] = {}

    def methods(self) -> dict[str, Callable[[Json], object]]:
        return {
            "sendMessage": self._send,
            "sendDocument": self._send_document,
            "sendPhoto": self._send_photo,
            "editMessageText": self._edit_text,
            "editMessageReplyMarkup": self._edit_markup,
            "deleteMessage": self._delete,
            "sendChatAction": self._act,
            "pinChatMessage": self._pin,
            "unpinChatMessage": self._unpin,
            "getFile": self._get_file,
        }

    def _send(self, params: Json) -> Json:
        chat = self._world.find(params.get("chat_id"))
        thread = whole(params, "message_thread_id") or None
        check_may_write(chat, self._world.bot, thread)
        content = self._content(params, text_of(params, "text"), "entities")
        return self._post(params, chat, thread, content).as_json()

    def _send_document(self, params: Json) -> Json:
        name, data = _file(params, "document")
        made = self._captioned(params)
        unique = f"file{made.chat.id}x{made.id}"
        form = {"file_id": unique, "file_unique_id": unique, "file_name": name}
        made.extra["document"] = form | {"file_size": len(data)}
        self.files[unique] = data
        return made.as_json()

    def _send_photo(self, params: Json) -> Json:
        _, data = _file(params, "photo")
        width, height = picture_size(data)
        # https://core.telegram.org/bots/api#sendphoto
        if not width or width + height > 10_000 or max(width, height) > 20 * min(width, height):
            raise bad_request("PHOTO_INVALID_DIMENSIONS" if width else "IMAGE_PROCESS_FAILED")
        if len(data) > LARGEST_PHOTO:
            raise bad_request("file is too big for a photo")
        made = self._captioned(params)
        unique = f"photo{made.chat.id}x{made.id}"
        form = {"file_id": unique, "file_unique_id": unique, "width": width, "height": height}
        made.extra["photo"] = [form | {"file_size": len(data)}]
        self.files[unique] = data
        return made.as_json()

    def _captioned(self, params: Json) -> Message:
        """A message that has a file, its caption looked at."""
        chat = self._world.find(params.get("chat_id"))
        thread = whole(params, "message_thread_id") or None
        check_may_write(chat, self._world.bot, thread)
        caption = text_of(params, "caption")
        entities = array(params, "caption_entities")
        content = checked(caption, entities, longest=LONGEST_CAPTION, empty=True)
        self._tell(content)
        made = self._post(params, chat, thread, Formatted(""))
        if content.text:
            made.extra |= {"caption": content.text, "caption_entities": list(content.entities)}
        return made

    def _get_file(self, params: Json) -> Json:
        name = text_of(params, "file_id")
        if name not in self.files:
            raise bad_request("invalid file_id")
        form = {"file_id": name, "file_unique_id": name, "file_path": f"documents/{name}"}
        return form | {"file_size": len(self.files[name])}

    def _post(self, params: Json, chat: Chat, thread: int | None, content: Formatted) -> Message:
        markup = checked_markup(record(params, "reply_markup"), chat.type, inline_only=False)
        reply_to = self._replied(params, chat)
        if reply_to and thread is None and reply_to.chat is chat:
            thread = reply_to.thread
        made = self._world.write(chat, self._world.bot, content, thread=thread, reply_to=reply_to)
        made.markup = markup
        made.silent = flag(params, "disable_notification")
        made.asked = {name: params[name] for name in _KEPT if name in params}
        self._log.message_sent(chat.id, made.at)
        self._posted(made)
        return made

    def _content(self, params: Json, text: str, entities: str) -> Formatted:
        content = checked(text, array(params, entities))
        self._tell(content)
        return content

    def _tell(self, content: Formatted) -> None:
        if content.violations:
            self._log.violations += [
                f"{said} ({content.text[:40]!r})" for said in content.violations
            ]

    def _replied(self, params: Json, chat: Chat) -> Message | None:
        asked = record(params, "reply_parameters") or {}
        number = whole(asked, "message_id") or whole(params, "reply_to_message_id")
        if not number:
            return None
        place = self._world.find(asked["chat_id"]) if asked.get("chat_id") else chat
        found = place.messages.get(number)
        if found is None or found.deleted:
            lenient = asked if asked else params
            if flag(lenient, "allow_sending_without_reply") or not self._world.recording:
                return None
            raise bad_request("message to be replied not found")
        return found

    def _edit_text(self, params: Json) -> Json | bool:
        message = self._own(params, "edit")
        if {"document", "photo"} & message.extra.keys():
            raise bad_request("there is no text in the message to edit")
        content = self._content(params, text_of(params, "text"), "entities")
        markup = checked_markup(record(params, "reply_markup"), message.chat.type, inline_only=True)
        self._change(message, content.text, content.entities, markup)
        message.asked = {name: params[name] for name in _KEPT if name in params}
        return message.as_json()

    def _edit_markup(self, params: Json) -> Json | bool:
        message = self._own(params, "edit")
        markup = checked_markup(record(params, "reply_markup"), message.chat.type, inline_only=True)
        self._change(message, message.text, message.entities, markup)
        return message.as_json()

    def _own(self, params: Json, verb: str) -> Message:
        """The bot's own message that may be edited."""
        chat = self._world.find(params.get("chat_id"))
        check_presence(chat, self._world.bot)
        number = whole(params, "message_id")
        message = chat.messages.get(number)
        if not self._world.recording:
            return Message(number, chat, self._world.date, self._world.bot)
        if message is None or message.deleted:
            raise bad_request(f"message to {verb} not found")
        mine = message.sender is self._world.bot
        rights = chat.member(self._world.bot.id)
        if chat.type == "channel":
            may = rights.may("can_post_messages") if mine else rights.may("can_edit_messages")
        else:
            may = mine
        if not may:
            raise bad_request("message can't be edited")
        return message

    def _change(
        self, message: Message, text: str, entities: tuple[Json, ...], markup: Json | None
    ) -> None:
        if (text, entities, markup) == (message.text, message.entities, message.markup):
            raise bad_request(_SAME)
        now = time.monotonic()
        message.edits.append(Version(message.text, message.entities, message.markup, now))
        message.text, message.entities, message.markup = text, entities, markup
        message.edit_date = self._world.date

    def _delete(self, params: Json) -> bool:
        chat = self._world.find(params.get("chat_id"))
        check_presence(chat, self._world.bot)
        message = chat.messages.get(whole(params, "message_id"))
        if not self._world.recording:
            return True
        if message is None or message.deleted:
            raise bad_request("message to delete not found")
        mine = message.sender is self._world.bot or chat.type == "private"
        if not mine and not chat.member(self._world.bot.id).may("can_delete_messages"):
            raise bad_request("message can't be deleted")
        message.deleted = True
        return True

    def _act(self, params: Json) -> bool:
        chat = self._world.find(params.get("chat_id"))
        check_may_write(chat, self._world.bot, whole(params, "message_thread_id") or None)
        if text_of(params, "action") not in _ACTIONS:
            raise bad_request("wrong parameter action in request")
        return True

    def _pin(self, params: Json) -> bool:
        chat = self._pinnable(params)
        number = whole(params, "message_id")
        if self._world.recording and number not in chat.messages:
            raise bad_request("message to pin not found")
        chat.pinned.append(number)
        return True

    def _unpin(self, params: Json) -> bool:
        chat = self._pinnable(params)
        number = whole(params, "message_id") or (chat.pinned[-1] if chat.pinned else 0)
        if number not in chat.pinned:
            raise bad_request("message to unpin not found")
        chat.pinned.remove(number)
        return True

    def _pinnable(self, params: Json) -> Chat:
        chat = self._world.find(params.get("chat_id"))
        check_presence(chat, self._world.bot)
        right = "can_edit_messages" if chat.type == "channel" else "can_pin_messages"
        if chat.type != "private" and not chat.member(self._world.bot.id).may(right):
            raise bad_request("not enough rights to manage pinned messages in the chat")
        return chat


def picture_size(data: bytes) -> tuple[int, int]:
    """Width and height in pixels; zeros for what is no picture."""
    try:
        with Image.open(BytesIO(data)) as picture:
            picture.verify()
            return picture.size
    except (OSError, SyntaxError, ValueError):
        return 0, 0


def _file(params: Json, kind: str) -> tuple[str, bytes]:
    sent = params.get(kind)
    if not isinstance(sent, tuple):
        raise bad_request(f"there is no {kind} in the request")
    if not sent[1]:
        raise bad_request("file must be non-empty")
    return str(sent[0]), bytes(sent[1])
