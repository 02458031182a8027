"""What Telegram's errors mean for us: the one place that reads them. Pure.

Descriptions: https://core.telegram.org/api/errors; the library's classes are read from
the narrow to the wide, since BadRequest is a NetworkError there.
"""

import re

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from adapters.chat.pacing.pacer import WouldWait
from adapters.telegram_chat.addresses import address
from adapters.telegram_chat.connecting.flood import seconds_of
from adapters.telegram_chat.connecting.http_request import Broken, NotConnected
from bot.errors import PaperbriefError, PlatformRefused, PlatformUnreachable
from bot.text.readable import shorten
from bot.translator import msgid
from bot.values.deliveries import Gone, InDoubt, Later, Moved, Outcome, Refused

# descriptions of a 400 that mean: nothing can be sent to this chat or topic any more
_CLOSED = {
    "chat not found": msgid("the chat does not exist, or I am not in it."),
    "message thread not found": msgid("its topic was deleted."),
    "topic_deleted": msgid("its topic was deleted."),
    "topic_closed": msgid("its topic is closed."),
    "topic closed": msgid("its topic is closed."),
    "need administrator rights": msgid("I am not an administrator there who may post."),
    "not enough rights": msgid("I am not allowed to write there."),
    "have no rights to send": msgid("I am not allowed to write there."),
    "chat_write_forbidden": msgid("I am not allowed to write there."),
    "chat_admin_required": msgid("I am not an administrator there who may post."),
    "chat_restricted": msgid("nobody may write there."),
    "channel_private": msgid("I am not in that channel."),
    "group chat was deactivated": msgid("the group was closed."),
    "user is deactivated": msgid("that person's account was deleted."),
    "peer_id_invalid": msgid("the chat does not exist, or I am not in it."),
}
_FORBIDDEN = {
    "blocked by the user": msgid("that person has blocked me."),
    "user is deactivated": msgid("that person's account was deleted."),
    "initiate conversation": msgid("that person has not started a chat with me."),
    "kicked": msgid("I was removed from it."),
    "not a member": msgid("I am not in it."),
    "not enough rights": msgid("I am not allowed to write there."),
}
# characters of a reason that is stored
_LONGEST = 200
# the library's own message for a body that it cannot read
NO_JSON = "Invalid server response"
# the library's own message for a status without a description
_STATUS = re.compile(r"(?P<phrase>[A-Z][A-Za-z \'-]+) \((?P<code>5\d\d|4\d\d)\)")
# seconds; the lane asks by itself whether a platform is back
_AT_ONCE, _SOON, _REFUSED = 0.0, 20.0, 600.0


def outcome_of(error: Exception, thread: int | None) -> Outcome:
    """What became of a send that failed. ``thread`` is that of the chat it went to."""
    if isinstance(error, TelegramError) and is_no_answer(error):
        return InDoubt(_clause(error))
    match error:
        case WouldWait():
            return Later(error.seconds, "its turn comes later")
        case Forbidden():
            return Gone(_told(error.message, _FORBIDDEN) or msgid("I have no access there."))
        case ChatMigrated():
            return Moved(address(error.new_chat_id, thread))
        case RetryAfter():
            return Later(seconds_of(error), "Telegram asks for a pause")
        case InvalidToken():
            return Later(_REFUSED, "Telegram does not know the token", everywhere=True)
        case BadRequest():
            closed = _told(error.message, _CLOSED)
            return Gone(closed) if closed else Refused(_bounded(error))
        case TelegramError():
            return _without_answer(error)
        case _:
            raise error


def is_no_answer(error: BaseException | None) -> bool:
    """A page in the place of JSON, whatever its status: of a gateway on the way, which knows
    neither chats nor tokens."""
    while isinstance(error, TelegramError):
        if error.message == NO_JSON:
            return True
        error = error.__cause__
    return False


def _without_answer(error: TelegramError) -> Outcome:
    """Neither yes nor no. A 5xx may come from a gateway, behind which it was done."""
    if never_left(error):
        return Later(_AT_ONCE, "Telegram cannot be reached", everywhere=True)
    if "too many requests" in error.message.lower():
        # a 429 that names no time
        return Later(_SOON, "Telegram asks for a pause")
    return InDoubt(_clause(error))


def _clause(error: TelegramError) -> str:
    """What Telegram did instead of answering, as the operator is told it."""
    if isinstance(error, TimedOut):
        return "Telegram did not answer in time"
    if isinstance(error, Broken):
        return "Telegram ended the connection before it had answered"
    if found := _STATUS.match(error.message):
        return f"Telegram answers {found['code']} ({found['phrase']})"
    if error.message == NO_JSON:
        return "Telegram answers something that is not JSON"
    return f"Telegram answers: {_bounded(error)}"


def never_left(error: TelegramError) -> bool:
    """Whether no connection came about at all, so that nothing can have been sent."""
    return isinstance(error, NotConnected)


def is_forbidden(error: TelegramError) -> bool:
    """Whether a person or a chat does not let us write."""
    if is_no_answer(error):
        return False
    return isinstance(error, Forbidden) or (
        isinstance(error, BadRequest) and _told(error.message, _CLOSED) is not None
    )


def is_unchanged(error: TelegramError) -> bool:
    """An edit that changed nothing: what was wanted is there."""
    return isinstance(error, BadRequest) and "message is not modified" in error.message.lower()


def trouble(error: TelegramError) -> PaperbriefError:
    """The same as an error of ours, for what is no delivery."""
    if is_no_answer(error):
        return PlatformUnreachable(f"{_clause(error)}.")
    match error:
        case InvalidToken():
            return PlatformRefused(
                "Telegram does not know the bot's token. Get a valid one from @BotFather "
                "(/mybots, API Token) and set TELEGRAM_BOT_TOKEN."
            )
        case Conflict():
            return PlatformRefused(
                "Another program receives this Telegram bot's updates. Stop it, or give one of "
                "them another token."
            )
        case Forbidden():
            return PlatformUnreachable("Telegram does not let the bot ask that.")
        case _ if never_left(error):
            return PlatformUnreachable("Telegram cannot be reached.")
        case RetryAfter():
            return PlatformUnreachable("Telegram asks for a pause.", retry_after=seconds_of(error))
        case _ if _STATUS.match(error.message) or isinstance(error, TimedOut):
            return PlatformUnreachable(f"{_clause(error)}.")
        case _:
            return PlatformUnreachable("Telegram gave no usable answer.")


def _bounded(error: TelegramError) -> str:
    """The library quotes whole pages of a server in trouble."""
    return shorten(" ".join(error.message.split()), _LONGEST)


def _told(message: str, table: dict[str, str]) -> str | None:
    lowered = message.lower()
    return next((said for words, said in table.items() if words in lowered), None)
