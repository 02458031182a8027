"""Keyboards as Telegram takes them. Pure.

https://core.telegram.org/bots/api#inlinekeyboardmarkup and the forms beside it.
"""

from tests.servers.telegram.entities import is_address
from tests.servers.telegram.errors import ApiError, Json, bad_request

MOST_BUTTONS = 100
MOST_IN_ROW = 8
LONGEST_DATA = 64  # bytes
ACTIONS = frozenset(
    [
        "url",
        "callback_data",
        "web_app",
        "login_url",
        "switch_inline_query",
        "switch_inline_query_current_chat",
        "switch_inline_query_chosen_chat",
        "copy_text",
        "callback_game",
        "pay",
    ]
)
_REQUESTS = {
    "request_contact": "phone number can be requested in private chats only",
    "request_location": "location can be requested in private chats only",
    "request_poll": "poll can be requested in private chats only",
    "request_users": "users can be requested in private chats only",
    "request_chat": "chats can be requested in private chats only",
    "web_app": "Web App buttons can be used in private chats only",
}


def checked_markup(markup: Json | None, chat_type: str, *, inline_only: bool) -> Json | None:
    """The keyboard that is stored; None for none, or for an empty inline keyboard."""
    if markup is None:
        return None
    if "inline_keyboard" in markup:
        return _inline(markup, chat_type)
    if inline_only or chat_type == "channel":
        raise bad_request("inline keyboard expected")
    if "keyboard" in markup:
        return _reply_keyboard(markup, chat_type)
    if markup.get("remove_keyboard") is True or markup.get("force_reply") is True:
        return _placeholder_checked(markup)
    raise bad_request("object expected as reply markup")


def _rows(markup: Json, name: str) -> list[list[object]]:
    rows = markup[name]
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise _unparsed("inline" if name == "inline_keyboard" else "reply", "expected an Array")
    return rows


def _unparsed(kind: str, why: str) -> ApiError:
    return bad_request(f"can't parse {kind} keyboard button: {why}")


def _inline(markup: Json, chat_type: str) -> Json | None:
    rows = [row for row in _rows(markup, "inline_keyboard") if row]
    if sum(map(len, rows)) > MOST_BUTTONS:
        raise bad_request("REPLY_MARKUP_TOO_LONG")
    if any(len(row) > MOST_IN_ROW for row in rows):
        raise bad_request("REPLY_MARKUP_INVALID")
    for row in rows:
        for button in row:
            _check_button(button, chat_type)
    return {"inline_keyboard": rows} if rows else None


def _check_button(button: object, chat_type: str) -> None:
    if not isinstance(button, dict):
        raise _unparsed("inline", "expected an Object")
    text = button.get("text")
    if not isinstance(text, str) or not text.strip():
        raise _unparsed("inline", 'field "text" must be non-empty')
    actions = sorted(ACTIONS & button.keys())
    if not actions:
        raise _unparsed("inline", "Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise _unparsed("inline", f"one action expected, not {', '.join(actions)}")
    _check_action(actions[0], button, chat_type)


def _check_action(action: str, button: Json, chat_type: str) -> None:
    value = button[action]
    if action == "callback_data" and not (
        isinstance(value, str) and 1 <= len(value.encode()) <= LONGEST_DATA
    ):
        raise bad_request("BUTTON_DATA_INVALID")
    if action == "url" and not is_address(value):
        raise bad_request("BUTTON_URL_INVALID")
    if action == "web_app" and chat_type != "private":
        raise bad_request("BUTTON_TYPE_INVALID")
    if action == "copy_text":
        copied = value.get("text") if isinstance(value, dict) else None
        if not isinstance(copied, str) or not 1 <= len(copied) <= 256:
            raise bad_request("BUTTON_COPY_TEXT_INVALID")


def _reply_keyboard(markup: Json, chat_type: str) -> Json:
    rows = _rows(markup, "keyboard")
    if not any(rows):
        raise bad_request("reply keyboard must be non-empty")
    for row in rows:
        for button in row:
            _check_key({"text": button} if isinstance(button, str) else button, chat_type)
    return _placeholder_checked(markup)


def _check_key(button: object, chat_type: str) -> None:
    if not isinstance(button, dict) or not str(button.get("text", "")).strip():
        raise bad_request("keyboard button text must be non-empty")
    for name, refusal in _REQUESTS.items():
        if button.get(name) and chat_type != "private":
            raise bad_request(refusal)
    asked = button.get("request_chat")
    if asked is not None and not (
        isinstance(asked, dict)
        and isinstance(asked.get("request_id"), int)
        and isinstance(asked.get("chat_is_channel"), bool)
    ):
        raise _unparsed("reply", "request_chat needs request_id and chat_is_channel")


def _placeholder_checked(markup: Json) -> Json:
    if len(str(markup.get("input_field_placeholder", ""))) > 64:
        raise bad_request("input field placeholder is too long")
    return markup
