"""The one table of settings: what an operator may set, checked before anything starts.

Order of precedence: the environment, then ``.env`` in the working folder, then the
default. A secret may be given as ``NAME_FILE``, the path of a file that holds it.
docs/settings.md and .env.example are made from this table.
"""

import os
import re
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

import platformdirs
from dotenv import dotenv_values
from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError
from pydantic.fields import FieldInfo
from pydantic_settings import (
    BaseSettings,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from bot.errors import SettingsError
from bot.taxonomy import canonical_category, nearest_categories
from bot.translator import languages

PREFIX = "PAPERBRIEF_"
ENV_FILE = ".env"
# of this prefix, but the test suite's: an environment may hold it while the bot runs
_OF_THE_SUITE = frozenset(("PAPERBRIEF_REQUIRE_SHARED",))
# https://info.arxiv.org/help/api/tou.html: one request every three seconds, in all
ARXIV_INTERVAL = 3.0
_ARXIV_HOSTS = ("arxiv.org",)
_PLACE = re.compile(r"telegram:-?[0-9]{1,20}|discord:(?:user/)?[0-9]{1,20}")


def _address(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("is no http or https address")
    return value.rstrip("/")


def _split(value: object) -> object:
    if isinstance(value, str):
        return tuple(part.strip() for part in value.split(",") if part.strip())
    return value


def _known_categories(names: tuple[str, ...]) -> tuple[str, ...]:
    if not names:
        raise ValueError("names no category")
    made = []
    for name in names:
        category = canonical_category(name)
        if category is None:
            near = " or ".join(nearest_categories(name))
            raise ValueError(
                f"has no category {name}" + (f"; did you mean {near}?" if near else "")
            )
        made.append(category)
    return tuple(dict.fromkeys(made))


def _known_language(value: str) -> str:
    if value not in languages():
        raise ValueError(f"is no language of the bot; there is {', '.join(languages())}")
    return value


def _place(value: str) -> str:
    if value and not _PLACE.fullmatch(value):
        raise ValueError(f"has {value!r}, which is no address like telegram:123 or discord:456")
    return value


def _places(values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(_place(value) for value in values)


def _listening(value: str) -> str:
    host, colon, port = value.rpartition(":")
    if not (host and colon and port.isdigit() and int(port) < 65_536):
        raise ValueError("is no host and port like 127.0.0.1:8443")
    return value


Place = Annotated[str, AfterValidator(_place)]
Places = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_split), AfterValidator(_places)]
Listening = Annotated[str, AfterValidator(_listening)]
Address = Annotated[str, AfterValidator(_address)]
Categories = Annotated[
    tuple[str, ...], NoDecode, BeforeValidator(_split), AfterValidator(_known_categories)
]


def _users_data_folder() -> Path:
    try:
        return Path(platformdirs.user_data_path("paperbrief", appauthor=False))
    except RuntimeError:
        # a user without a home, as in a container that is given a number for a user
        raise SettingsError("PAPERBRIEF_DATA must be set: this user has no home folder.") from None


def _setting(name: str, default: Any, description: str, **limits: Any) -> Any:
    return Field(default, validation_alias=name, description=description, **limits)


class Settings(BaseSettings):
    """All settings, frozen. Groups are told by the order; see docs/settings.md."""

    model_config = SettingsConfigDict(
        frozen=True,
        extra="ignore",
        env_file=ENV_FILE,
        env_file_encoding="utf-8",
        env_ignore_empty=True,
    )

    data: Path = Field(
        default_factory=_users_data_folder,
        validation_alias="PAPERBRIEF_DATA",
        description="Folder of everything that is remembered. `try` uses a folder `try` in it.",
    )
    categories: Categories = _setting(
        "PAPERBRIEF_CATEGORIES",
        ("cs.CL", "cs.CV", "cs.LG"),
        "Categories of a channel that has not chosen any, separated by commas.",
    )
    top: int = _setting(
        "PAPERBRIEF_TOP", 10, "Papers in a brief of a channel that has not chosen.", ge=1, le=30
    )
    language: Annotated[str, AfterValidator(_known_language)] = _setting(
        "PAPERBRIEF_LANGUAGE", "en", "Language of a channel that has not chosen."
    )
    contact: str = _setting(
        "PAPERBRIEF_CONTACT",
        "",
        "Your e-mail or web address, told to arXiv in the User-Agent so that they can reach you.",
        max_length=200,
        pattern=r"^[\x21-\x7e]*$",
    )
    log_level: Literal["debug", "info", "warning", "error"] = _setting(
        "PAPERBRIEF_LOG_LEVEL", "warning", "Least severity of the log lines on standard error."
    )
    log_format: Literal["auto", "human", "json"] = _setting(
        "PAPERBRIEF_LOG_FORMAT", "auto", "`auto` is human on a terminal and JSON elsewhere."
    )
    arxiv_interval: float = _setting(
        "PAPERBRIEF_ARXIV_INTERVAL",
        ARXIV_INTERVAL,
        "Seconds between two requests to arXiv. Less than 3 only for servers of your own.",
        ge=0,
        le=600,
    )
    arxiv_timeout: float = _setting(
        "PAPERBRIEF_ARXIV_TIMEOUT", 30.0, "Seconds until one answer of arXiv is late.", gt=0, le=600
    )
    tick: float = _setting(
        "PAPERBRIEF_TICK",
        60.0,
        "Seconds between two looks of the service at what is due.",
        ge=0.05,
        le=3600,
    )
    arxiv_rss_base: Address = _setting(
        "ARXIV_RSS_BASE", "https://rss.arxiv.org", "Announcement feeds; `/rss/cs.CL` follows."
    )
    arxiv_oai_base: Address = _setting(
        "ARXIV_OAI_BASE", "https://oaipmh.arxiv.org/oai", "OAI-PMH, for the last announcement."
    )
    arxiv_api_base: Address = _setting(
        "ARXIV_API_BASE", "https://export.arxiv.org/api/query", "Look-ups by id."
    )
    arxiv_site_base: Address = _setting(
        "ARXIV_SITE_BASE", "https://arxiv.org", "Full texts. Read, not used by this version."
    )
    operator_chat: Place = _setting(
        "PAPERBRIEF_OPERATOR_CHAT",
        "",
        "Where you are told when a promise is at risk: `telegram:<chat id>`, "
        "`discord:<channel id>` or `discord:user/<id>`.",
    )
    allowed: Places = _setting(
        "PAPERBRIEF_ALLOWED",
        (),
        "Who may use the bot: addresses of chats, people and Discord servers (`telegram:<id>`, "
        "`discord:<id>`), separated by commas. Empty: everyone.",
    )
    telegram_api_base: Address = _setting(
        "TELEGRAM_API_BASE",
        "https://api.telegram.org",
        "Telegram's Bot API; `/bot<token>/` and `/file/bot<token>/` follow.",
    )
    telegram_bot_token: SecretStr | None = _setting(
        "TELEGRAM_BOT_TOKEN", None, "The bot's token from @BotFather. Without it, no Telegram."
    )
    telegram_webhook: Address | None = _setting(
        "PAPERBRIEF_TELEGRAM_WEBHOOK",
        None,
        "The https address at which Telegram reaches this bot. Without it, the bot asks "
        "(long polling), which needs no address.",
    )
    telegram_listen: Listening = _setting(
        "PAPERBRIEF_TELEGRAM_LISTEN",
        "127.0.0.1:8443",
        "Host and port where the webhook listens, behind your own TLS.",
    )
    telegram_secret: SecretStr | None = _setting(
        "PAPERBRIEF_TELEGRAM_SECRET",
        None,
        "What Telegram must show at the webhook (1 to 256 of A-Z a-z 0-9 _ -). Without it, "
        "one is made for each run.",
    )
    telegram_per_second: int = _setting(
        "PAPERBRIEF_TELEGRAM_PER_SECOND",
        30,
        "Messages a second in all that Telegram lets this bot send; 0: no pace of our own.",
        ge=0,
        le=10_000,
    )
    telegram_chat_per_second: int = _setting(
        "PAPERBRIEF_TELEGRAM_CHAT_PER_SECOND",
        1,
        "The same for one chat.",
        ge=0,
        le=1000,
    )
    telegram_group_per_minute: int = _setting(
        "PAPERBRIEF_TELEGRAM_GROUP_PER_MINUTE",
        20,
        "The same for one group or channel, a minute.",
        ge=0,
        le=60_000,
    )
    discord_api_base: Address = _setting(
        "DISCORD_API_BASE",
        "https://discord.com/api/v10",
        "Discord's API; the gateway's address comes from it.",
    )
    discord_bot_token: SecretStr | None = _setting(
        "DISCORD_BOT_TOKEN", None, "The bot's token from the Developer Portal. Without it, none."
    )
    discord_per_second: int = _setting(
        "PAPERBRIEF_DISCORD_PER_SECOND",
        50,
        "Requests a second in all that Discord lets this bot make; 0: no brake of our own.",
        ge=0,
        le=10_000,
    )
    openai_base_url: Address = _setting(
        "OPENAI_BASE_URL", "https://api.openai.com/v1", "Read, not used by this version."
    )
    openai_api_key: SecretStr | None = _setting(
        "OPENAI_API_KEY", None, "Read, not used by this version."
    )
    openai_model: str | None = _setting("OPENAI_MODEL", None, "Read, not used by this version.")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return init_settings, env_settings, SecretFiles(settings_cls), dotenv_settings

    @property
    def secrets(self) -> tuple[str, ...]:
        """Every secret in clear, for the log's eraser and nothing else."""
        values = (getattr(self, name) for name in secret_fields())
        return tuple(value.get_secret_value() for value in values if value)


class SecretFiles(PydanticBaseSettingsSource):
    """``NAME_FILE``: the file's first line is the secret."""

    def get_field_value(self, field: FieldInfo, field_name: str) -> tuple[Any, str, bool]:
        name = str(field.validation_alias)
        path = _environment().get(f"{name}_FILE") if field_name in secret_fields() else None
        if not path:
            return None, name, False
        try:
            lines = Path(path).read_text("utf-8").splitlines()
        except (OSError, UnicodeDecodeError):
            # reported with all the other problems, by _unreadable_secrets
            return None, name, False
        return (lines[0].strip() if lines else None), name, False

    def __call__(self) -> dict[str, Any]:
        found = {}
        for field_name, field in self.settings_cls.model_fields.items():
            value, name, _ = self.get_field_value(field, field_name)
            if value is not None:
                found[name] = value
        return found


def names() -> dict[str, str]:
    """Environment name to field name, in the order of the table."""
    return {str(field.validation_alias): name for name, field in Settings.model_fields.items()}


def secret_fields() -> tuple[str, ...]:
    fields = Settings.model_fields.items()
    return tuple(name for name, field in fields if "SecretStr" in str(field.annotation))


def load_settings() -> Settings:
    """Read everything; one SettingsError tells all that is wrong, a line each."""
    if (unreadable := _unreadable_env_file()) is not None:
        raise SettingsError(unreadable)
    problems = [*_unknown_names(), *_contradictions(), *_unreadable_secrets()]
    settings = None
    try:
        settings = Settings()
    except ValidationError as error:
        problems += [_problem(each["loc"], each["msg"]) for each in error.errors()]
    if settings is not None:
        problems += _impolite(settings)
    if problems or settings is None:
        lines = "\n".join(f"- {problem}" for problem in problems)
        raise SettingsError(f"Some settings are wrong (all of them: docs/settings.md):\n{lines}")
    return settings


def _unreadable_env_file() -> str | None:
    try:
        Path(ENV_FILE).read_text("utf-8")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError):
        return f"The file {ENV_FILE} in this folder cannot be read as UTF-8 text."
    return None


def _environment() -> dict[str, str]:
    read = {**dotenv_values(ENV_FILE), **os.environ}
    return {name: value for name, value in read.items() if value is not None}


def _problem(location: tuple[int | str, ...], sentence: str) -> str:
    clause = sentence.removeprefix("Value error, ").removeprefix("Input ")
    clause = clause.replace(
        "should be a valid integer, unable to parse string as an integer", "is no whole number"
    )
    clause = clause.replace(
        "should be a valid number, unable to parse string as a number", "is no number"
    )
    return f"{location[0]} {clause[0].lower()}{clause[1:]}"


def _secret_names() -> tuple[str, ...]:
    return tuple(name for name, field in names().items() if field in secret_fields())


def _unknown_names() -> Iterator[str]:
    known = names()
    for name in sorted(_environment()):
        if name.startswith(PREFIX) and name not in known and name not in _OF_THE_SUITE:
            near = get_close_matches(name, known, 1)
            yield f"{name} is no setting" + (f"; did you mean {near[0]}?" if near else "")


def _contradictions() -> Iterator[str]:
    environment = _environment()
    for name in _secret_names():
        if environment.get(name) and environment.get(f"{name}_FILE"):
            yield f"{name} and {name}_FILE are both set; give one of them"


def _unreadable_secrets() -> Iterator[str]:
    environment = _environment()
    for name in _secret_names():
        path = environment.get(f"{name}_FILE")
        if path and not os.access(path, os.R_OK):
            yield f"{name}_FILE names {path}, which cannot be read"


def _impolite(settings: Settings) -> Iterator[str]:
    """arXiv's terms hold for arXiv's own hosts."""
    if settings.arxiv_interval >= ARXIV_INTERVAL:
        return
    for name in ("arxiv_rss_base", "arxiv_oai_base", "arxiv_api_base"):
        host = urlsplit(getattr(settings, name)).hostname or ""
        if host in _ARXIV_HOSTS or host.endswith(tuple(f".{each}" for each in _ARXIV_HOSTS)):
            yield (
                f"PAPERBRIEF_ARXIV_INTERVAL is less than {ARXIV_INTERVAL:g} seconds, which arXiv "
                f"asks for, while {name.upper()} is arXiv itself"
            )
            return
