"""What other Bot API servers leave out of their answers, filled in. Pure.

The library wants every field that Telegram's own server gives; one that only names what
matters would be lost whole, its updates too.
"""

import inspect
from collections.abc import Mapping
from functools import cache
from typing import Any

from telegram import (
    ChatMember,
    ChatMemberAdministrator,
    ChatMemberBanned,
    ChatMemberLeft,
    ChatMemberMember,
    ChatMemberOwner,
    ChatMemberRestricted,
)

from adapters.telegram_chat.addresses import kind_by_number

Json = dict[str, Any]

_MEMBERS: Mapping[str, type[ChatMember]] = {
    ChatMember.OWNER: ChatMemberOwner,
    ChatMember.ADMINISTRATOR: ChatMemberAdministrator,
    ChatMember.MEMBER: ChatMemberMember,
    ChatMember.RESTRICTED: ChatMemberRestricted,
    ChatMember.LEFT: ChatMemberLeft,
    ChatMember.BANNED: ChatMemberBanned,
}
_MESSAGES = ("message", "channel_post")
# a date in 1970 that is not 0: a date of 0 means that the message is not accessible
_UNTOLD = 1
# seconds from here on are milliseconds (the year is 5138)
_MILLISECONDS = 10**11


def completed(method: str, answer: Any, asked: Mapping[str, Any]) -> Any:
    """The answer to a method, in small letters, that was ``asked`` with these parameters."""
    match method:
        case "getme":
            return _person(answer) | {"username": _object(answer).get("username") or ""}
        case "getchat":
            return {"accent_color_id": 0, "max_reaction_count": 0} | _chat(answer)
        case "getchatmember":
            return _member(answer, asked.get("user_id"))
        case "getwebhookinfo":
            empty = {"url": "", "has_custom_certificate": False, "pending_update_count": 0}
            return empty | _object(answer)
        case "sendmessage":
            return _sent(answer, asked.get("chat_id"))
        case "editmessagetext":
            return True
        case _:
            return answer


def number_of(message: Any) -> int:
    """Of a message that was sent; 0 where none was told."""
    told = _object(message).get("message_id")
    return int(told) if isinstance(told, int | str) and str(told).isdecimal() else 0


def completed_update(update: Mapping[str, Any]) -> Json:
    """One update, as getUpdates or a webhook gives it."""
    made = dict(update)
    for key in _MESSAGES:
        if isinstance(made.get(key), dict):
            made[key] = _message(made[key])
    if isinstance(made.get("callback_query"), dict):
        made["callback_query"] = _tap(made["callback_query"])
    if isinstance(made.get("my_chat_member"), dict):
        made["my_chat_member"] = _change(made["my_chat_member"])
    return made


def _tap(query: Json) -> Json:
    made: Json = {"chat_instance": ""} | query | {"id": str(query.get("id", ""))}
    made["from"] = _person(query.get("from"))
    if isinstance(query.get("message"), dict):
        made["message"] = _message(query["message"])
    return made


def _change(change: Json) -> Json:
    made = change | {"chat": _chat(change.get("chat")), "date": _moment(change.get("date"))}
    made["from"] = _person(change.get("from"))
    person = made["from"]["id"]
    for key in ("old_chat_member", "new_chat_member"):
        made[key] = _member(change.get(key), person)
    return made


def _message(message: Any, chat: Mapping[str, Any] | None = None) -> Json:
    """``chat`` is the one that was told before; without any, it is no message. A date of 0
    stays where only the message's number is told: it is one that is not shown any more."""
    made: Json = {"message_id": 0} | _object(message)
    if not chat and "chat" not in made:
        return made
    made["chat"] = _chat({**(chat or {}), **_object(made.get("chat"))})
    if made.get("date") != 0 or "text" in made or "from" in made:
        made["date"] = _moment(made.get("date"))
    if "from" in made:
        made["from"] = _person(made["from"])
    if "sender_chat" in made:
        made["sender_chat"] = _chat(made["sender_chat"])
    if isinstance(made.get("reply_to_message"), dict):
        made["reply_to_message"] = _message(made["reply_to_message"], made["chat"])
    return made


def _sent(message: Any, chat: Any) -> Json:
    """No more than is asked of it: there are servers that give the parameters back."""
    told = _object(message)
    known = {name: told[name] for name in ("message_id", "date", "chat") if told.get(name)}
    return _message(known, {"id": chat or 0})


def _person(person: Any) -> Json:
    empty: Json = {"id": 0, "first_name": "", "is_bot": False}
    return empty | _object(person)


def _chat(chat: Any) -> Json:
    made: Json = {"id": 0} | _object(chat)
    if "type" not in made:
        number = made["id"] if isinstance(made["id"], int) else 0
        made["type"] = kind_by_number(number) or "supergroup"
    return made


def _member(member: Any, person: Any) -> Json:
    """What is not told of somebody restricted is not forbidden; what is not told of an
    administrator is not granted."""
    made: Json = {"status": ChatMember.LEFT} | _object(member)
    made["user"] = _person({"id": person or 0} | _object(made.get("user")))
    if made["status"] in (ChatMember.RESTRICTED, ChatMember.BANNED):
        # for ever
        made.setdefault("until_date", 0)
    for name in _needed(made["status"]):
        made.setdefault(name, made["status"] == ChatMember.RESTRICTED)
    return made


@cache
def _needed(status: str) -> tuple[str, ...]:
    """The names of what the library does not do without."""
    parameters = inspect.signature(_MEMBERS.get(status, ChatMember)).parameters.values()
    return tuple(each.name for each in parameters if each.default is each.empty)


def _moment(date: Any) -> int:
    """Unix seconds."""
    told = int(date) if isinstance(date, int | float) else 0
    return (told // 1000 if told >= _MILLISECONDS else told) or _UNTOLD


def _object(value: Any) -> Json:
    return dict(value) if isinstance(value, Mapping) else {}
