"""What every group of settings is made of. Pure.

A group stands beside the code that it sets, such as ``adapters/telegram_chat/settings.py``;
``bot/settings.py`` puts the groups together.
"""

from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field


class SettingsGroup(BaseModel):
    """Made from names and values of the environment, of which it takes its own."""

    model_config = ConfigDict(frozen=True, extra="ignore")


def setting(name: str, default: Any, description: str, **limits: Any) -> Any:
    """``name`` in the environment; ``description`` is a row of docs/settings.md."""
    return Field(default, validation_alias=name, description=description, **limits)


def _address(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("is not an http or https address")
    return value.rstrip("/")


def _listening(value: str) -> str:
    host, colon, port = value.rpartition(":")
    if not (host and colon and port.isdigit() and int(port) < 65_536):
        raise ValueError("is not a host and port like 127.0.0.1:8443")
    return value


def _split(value: object) -> object:
    if isinstance(value, str):
        return tuple(part.strip() for part in value.split(",") if part.strip())
    return value


Address = Annotated[str, AfterValidator(_address)]
Listening = Annotated[str, AfterValidator(_listening)]
Names = Annotated[tuple[str, ...], BeforeValidator(_split)]
"""Separated by commas."""
