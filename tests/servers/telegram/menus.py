"""What the bot says of itself: commands by scope and language, its name and descriptions.

https://core.telegram.org/bots/api#botcommandscope
"""

import re
from collections.abc import Callable

from tests.servers.telegram.chats import ADMINISTRATORS, Chat, Person
from tests.servers.telegram.errors import Json, bad_request
from tests.servers.telegram.params import array, record, text_of, whole
from tests.servers.telegram.world import World

MOST_COMMANDS = 100
_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_LANGUAGE = re.compile(r"(?:[a-z]{2})?")
_TEXTS = {"Name": ("name", 64), "Description": ("description", 512)}
_TEXTS |= {"ShortDescription": ("short_description", 120)}
_PLAIN_SCOPES = frozenset(
    {"default", "all_private_chats", "all_group_chats", "all_chat_administrators"}
)
Scope = tuple[str | int, ...]


class Menus:
    """``commands`` by (scope, language); ``texts`` by (parameter's name, language)."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.commands: dict[tuple[Scope, str], list[Json]] = {}
        self.texts: dict[tuple[str, str], str] = {}

    def methods(self) -> dict[str, Callable[[Json], object]]:
        found: dict[str, Callable[[Json], object]] = {
            "setMyCommands": self._set,
            "getMyCommands": lambda params: self.commands.get(self._key(params), []),
            "deleteMyCommands": self._delete,
        }
        for suffix, (name, longest) in _TEXTS.items():
            found[f"setMy{suffix}"] = self._text_setter(name, longest)
            found[f"getMy{suffix}"] = self._text_getter(name)
        return found

    def seen_by(self, person: Person, chat: Chat, language: str | None = None) -> list[Json]:
        """The menu that this person's client shows there, by Telegram's own order."""
        admin = chat.member(person.id).status in ADMINISTRATORS
        scopes: list[Scope] = []
        if chat.type in ("group", "supergroup"):
            scopes.append(("chat_member", chat.id, person.id))
            scopes += [("chat_administrators", chat.id)] if admin else []
        scopes.append(("chat", chat.id))
        if chat.type in ("group", "supergroup"):
            scopes += [("all_chat_administrators",)] if admin else []
            scopes.append(("all_group_chats",))
        elif chat.type == "private":
            scopes.append(("all_private_chats",))
        spoken = language or person.language_code or ""
        for scope in (*scopes, ("default",)):
            for code in (spoken, ""):
                if (scope, code) in self.commands:
                    return self.commands[scope, code]
        return []

    def _key(self, params: Json) -> tuple[Scope, str]:
        return self._scope(record(params, "scope") or {"type": "default"}), _language(params)

    def _scope(self, scope: Json) -> Scope:
        kind = str(scope.get("type"))
        if kind in _PLAIN_SCOPES:
            return (kind,)
        if kind not in ("chat", "chat_administrators", "chat_member"):
            raise bad_request("can't parse BotCommandScope: unsupported type specified")
        chat = self._world.find(scope.get("chat_id"))
        if chat.type == "channel":
            raise bad_request("can't change commands in channel chats")
        if kind == "chat":
            return kind, chat.id
        if chat.type == "private":
            raise bad_request("chat_id of a group expected")
        return (
            (kind, chat.id, whole(scope, "user_id")) if kind == "chat_member" else (kind, chat.id)
        )

    def _set(self, params: Json) -> bool:
        commands = array(params, "commands")
        if len(commands) > MOST_COMMANDS:
            raise bad_request("BOT_COMMANDS_TOO_MUCH")
        checked = [_command(command) for command in commands]
        key = self._key(params)
        if checked:
            self.commands[key] = checked
        else:
            self.commands.pop(key, None)
        return True

    def _delete(self, params: Json) -> bool:
        self.commands.pop(self._key(params), None)
        return True

    def _text_setter(self, name: str, longest: int) -> Callable[[Json], object]:
        def put(params: Json) -> bool:
            text = text_of(params, name)
            if len(text) > longest:
                raise bad_request(f"{name.replace('_', ' ')} is too long")
            self.texts[name, _language(params)] = text
            return True

        return put

    def _text_getter(self, name: str) -> Callable[[Json], object]:
        def get(params: Json) -> Json:
            fallback = self.texts.get((name, ""), "")
            return {name: self.texts.get((name, _language(params))) or fallback}

        return get


def _language(params: Json) -> str:
    code = text_of(params, "language_code")
    if not _LANGUAGE.fullmatch(code):
        raise bad_request("invalid language code specified")
    return code


def _command(command: object) -> Json:
    if not isinstance(command, dict):
        raise bad_request("can't parse BotCommand: expected an Object")
    name = str(command.get("command", "")).strip().removeprefix("/")
    description = str(command.get("description", "")).strip()
    if not name:
        raise bad_request("command must be non-empty")
    if len(name) > 32:
        raise bad_request("command length must not exceed 32")
    if not description:
        raise bad_request("command description must be non-empty")
    if len(description) > 256:
        raise bad_request("command description length must not exceed 256")
    if not _COMMAND.fullmatch(name):
        raise bad_request("BOT_COMMAND_INVALID")
    return {"command": name, "description": description}
