"""All settings: the groups of every room, read and checked before anything starts.

Order of precedence: the environment, then ``.env`` in the working folder, then the
default. A secret may be given as ``NAME_FILE``, the path of a file that holds it.
docs/settings.md and .env.example are made from the groups, in their order here.
"""

import re
from collections.abc import Mapping
from typing import Annotated, Literal, cast

from pydantic import AfterValidator, BaseModel, ConfigDict, SecretStr, ValidationError
from pydantic.fields import FieldInfo

from adapters.arxiv_site.settings import ArxivSettings
from adapters.discord_chat.settings import DiscordSettings
from adapters.health_port.settings import HealthSettings
from adapters.openai_model.settings import ModelSettings
from adapters.platforms import OPERATORS_OWN, chat_fault
from adapters.sentence_encoder.settings import EncoderSettings
from adapters.telegram_chat.settings import TelegramSettings
from bot.commands.settings import ChannelDefaults
from bot.environment import Environment, read_environment
from bot.errors import SettingsError
from bot.pipeline.model.settings import ChoosingSettings
from bot.pipeline.reading.settings import ReadingSettings
from bot.pipeline.settings import SpendingSettings
from bot.setting_types import Names, SettingsGroup, setting
from bot.spending import EVERYBODY
from bot.translator import SOURCE_LANGUAGE, languages, translator
from bot.typed_schedules.telling import EXAMPLE, scheduled
from bot.typed_schedules.understanding import Doubt, understood
from bot.values.channels import Schedule
from scheduler.settings import SchedulerSettings
from storage.settings import StorageSettings


class LogSettings(SettingsGroup):
    """How much is logged, and in which form."""

    level: Literal["debug", "info", "warning", "error"] = setting(
        "PAPERBRIEF_LOG_LEVEL", "warning", "Least severity of the log lines on standard error."
    )
    format: Literal["auto", "human", "json"] = setting(
        "PAPERBRIEF_LOG_FORMAT", "auto", "`auto` is human on a terminal and JSON elsewhere."
    )


def _chat(value: str) -> str:
    if value and (fault := chat_fault(value)) is not None:
        raise ValueError(fault)
    return value


def _chats(values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(_chat, values))


def _chats_or_all(values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(each if each == EVERYBODY else _chat(each) for each in values)


def _slots(value: str) -> Schedule:
    return scheduled(Schedule(), value, translator(SOURCE_LANGUAGE))


def _daily(value: str) -> str:
    meant = understood(Schedule(), value, both=True) if value else None
    if meant is not None and (isinstance(meant, Doubt) or meant.when != "daily"):
        raise ValueError(f"must be one time of day such as {EXAMPLE}, not “{value}”")
    return value


class PeopleSettings(SettingsGroup):
    """The operator, and whom the bot serves."""

    operator_chat: Annotated[str, AfterValidator(_chat)] = setting(
        "PAPERBRIEF_OPERATOR_CHAT",
        "",
        "Where you are told when a promise is at risk: `telegram:<chat id>`, "
        "`discord:<channel id>` or `discord:user/<id>`.",
    )
    operator_daily: Annotated[str, AfterValidator(_daily)] = setting(
        "PAPERBRIEF_OPERATOR_DAILY",
        "",
        "When the operator's chat is told once a day that all is well, or what is not: `08:30`, "
        "`08:30 Europe/Berlin mon-fri`. Empty: never.",
    )
    allowed: Annotated[Names, AfterValidator(_chats)] = setting(
        "PAPERBRIEF_ALLOWED",
        (),
        "Who may use the bot: addresses of chats, people and Discord servers (`telegram:<id>`, "
        "`discord:<id>`), separated by commas. Empty: everyone.",
    )
    model_allowed: Annotated[Names, AfterValidator(_chats_or_all)] = setting(
        "PAPERBRIEF_MODEL_ALLOWED",
        (),
        "For whom a model may be paid: addresses as in PAPERBRIEF_ALLOWED, `*` for everyone. "
        "Empty: those of PAPERBRIEF_ALLOWED, and where that is empty, nobody but the terminal "
        "and the operator's chat, which may always.",
    )

    @property
    def daily(self) -> Schedule | None:
        """When there is a word a day; None for never."""
        return _slots(self.operator_daily) if self.operator_daily else None

    @property
    def may_spend(self) -> frozenset[str]:
        """For whom a model may be paid, as :func:`bot.spending.is_open` reads it."""
        own = (f"{OPERATORS_OWN}:{EVERYBODY}", self.operator_chat)
        return frozenset(filter(None, (*(self.model_allowed or self.allowed), *own)))


class Settings(BaseModel):
    """What an operator may set, by whom it sets."""

    model_config = ConfigDict(frozen=True)

    storage: StorageSettings
    channels: ChannelDefaults
    logs: LogSettings
    arxiv: ArxivSettings
    scheduler: SchedulerSettings
    health: HealthSettings
    people: PeopleSettings
    telegram: TelegramSettings
    discord: DiscordSettings
    encoder: EncoderSettings
    model: ModelSettings
    choosing: ChoosingSettings
    spending: SpendingSettings
    reading: ReadingSettings

    @property
    def models(self) -> tuple[str, ...]:
        """The names of those that are used, the one that writes first."""
        return tuple(filter(None, (self.model.name, self.model.embedding_name)))

    @property
    def secrets(self) -> tuple[str, ...]:
        """Every secret in clear, for the log's eraser and nothing else."""
        values = (value for _, group in self for _, value in group)
        return tuple(each.get_secret_value() for each in values if isinstance(each, SecretStr))


def settings_from(given: Mapping[str, str]) -> Settings:
    """From names of the environment and their values. Raises pydantic's ValidationError."""
    return Settings.model_validate({group: dict(given) for group in Settings.model_fields})


def setting_fields() -> dict[str, FieldInfo]:
    """Every setting by its name in the environment, in the order of the table."""
    kinds = (each.annotation for each in Settings.model_fields.values())
    groups = (cast("type[SettingsGroup]", kind) for kind in kinds)
    fields = (field for group in groups for field in group.model_fields.values())
    return {str(field.validation_alias): field for field in fields}


def secret_names() -> tuple[str, ...]:
    fields = setting_fields().items()
    return tuple(name for name, field in fields if "SecretStr" in str(field.annotation))


def load_settings() -> Settings:
    """Read everything; one SettingsError tells all that is wrong, a line each."""
    secrets = secret_names()
    environment = read_environment(secrets)
    problems = list(environment.problems(tuple(setting_fields()), secrets))
    settings, wrong = _checked(environment)
    problems += wrong
    if problems or settings is None:
        lines = "\n".join(f"- {problem}" for problem in problems)
        raise SettingsError(f"Some settings are wrong (all of them: docs/settings.md):\n{lines}")
    return settings


def _checked(environment: Environment) -> tuple[Settings | None, list[str]]:
    try:
        settings = settings_from(environment.given())
    except ValidationError as error:
        return None, [_problem(str(each["loc"][1]), each["msg"]) for each in error.errors()]
    wrong = (settings.arxiv.too_fast, _unpriced(settings), _untold(settings), _unheard(settings))
    return settings, [each for each in wrong if each]


def _untold(settings: Settings) -> str | None:
    """A language that only a model writes."""
    language = settings.channels.language
    if language in languages() or settings.model.name:
        return None
    return (
        f"PAPERBRIEF_LANGUAGE is {language}, which only a model writes; set OPENAI_MODEL, or one "
        f"of {' and '.join(languages())}"
    )


def _unheard(settings: Settings) -> str | None:
    """A word a day without anybody to tell it to."""
    people = settings.people
    if not people.operator_daily or people.operator_chat:
        return None
    return "PAPERBRIEF_OPERATOR_DAILY is set and PAPERBRIEF_OPERATOR_CHAT is not; set both"


def _unpriced(settings: Settings) -> str | None:
    """A budget in money cannot be kept where nobody knows what a model costs."""
    spending = settings.spending
    missing = [name for name in settings.models if spending.prices.of(name) is None]
    if not missing or not any(one.unit == "money" for one in spending.budgets.set):
        return None
    return (
        f"PAPERBRIEF_MODEL_PRICES has no price for {' and '.join(missing)}, and a budget is in "
        "money; set one, or write the budget in tokens, such as 400000 tokens"
    )


# how pydantic says it, and how a person does
_PLAIN = {
    "should be a valid integer": "is not a whole number",
    "unable to parse input string as an integer": "is not a whole number",
    "should be a valid number": "is not a number",
    "should be a finite number": "is not a number",
    "should be a valid boolean": "must be yes or no (or true, false, 1, 0)",
    "String should match pattern": "has a character that cannot be sent: letters, digits and "
    "signs of ASCII without blanks",
    "String should have at most": "is too long",
}


_BOUNDS = re.compile(r"should be (?P<side>(?:greater|less) than) or equal to (?P<bound>\S+)")


def _problem(name: str, sentence: str) -> str:
    clause = sentence.removeprefix("Value error, ").removeprefix("Input ")
    for beginning, plain in _PLAIN.items():
        if clause.lower().startswith(beginning.lower()):
            clause = plain
            break
    clause = _BOUNDS.sub(r"must be \g<bound> or \g<side>", clause)
    clause = clause.replace(" or greater than", " or more").replace(" or less than", " or less")
    return f"{name} {clause[0].lower()}{clause[1:]}"
