"""Channels as TOML, so that a set-up can live in a repository. Pure."""

import tomllib
from collections.abc import Sequence
from datetime import time
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

import tomli_w
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from bot.errors import UsageError
from bot.models import Channel, Schedule, Topic
from bot.schedules import DAYS, Weekday, is_zone
from bot.taxonomy import canonical_category
from bot.translator import languages


def _category(name: str) -> str:
    found = canonical_category(name)
    if found is None:
        raise ValueError(f"there is no category {name}")
    return found


def _zone(name: str) -> str:
    if not is_zone(name):
        raise ValueError(f"there is no time zone {name}")
    return ZoneInfo(name).key


def _language(code: str) -> str:
    if code not in languages():
        raise ValueError(f"the bot does not speak {code}")
    return code


Category = Annotated[str, AfterValidator(_category)]


class _Form(BaseModel):
    model_config = ConfigDict(extra="forbid")


class TopicForm(_Form):
    name: str = Field(min_length=1)
    description: str = ""
    categories: list[Category] = []
    include: list[str] = []
    exclude: list[str] = []
    authors: list[str] = []


class ChannelForm(_Form):
    address: str = Field(pattern=r"^(terminal|telegram|discord):[^\s\x00-\x1f]{1,200}$")
    language: Annotated[str, AfterValidator(_language)] = "en"
    top: int = Field(default=10, ge=1, le=30)
    threshold: int = Field(default=40, ge=1, le=100)
    prior: bool = True
    subscribed: bool = True
    categories: list[Category] = Field(min_length=1)
    when: Literal["daily", "announced"] = "daily"
    at: time = time(8)
    zone: Annotated[str, AfterValidator(_zone)] = "UTC"
    weekdays: list[Weekday] = Field(default=list(DAYS), min_length=1)
    missed: Literal["combined", "each"] = "combined"
    topics: list[TopicForm] = []


class ChannelsForm(_Form):
    channels: list[ChannelForm] = []


def to_toml(channels: Sequence[Channel]) -> str:
    form = ChannelsForm(channels=[_form(channel) for channel in channels])
    return tomli_w.dumps(form.model_dump(), multiline_strings=False)


def from_toml(text: str) -> tuple[Channel, ...]:
    """Raises UsageError with a line for each thing that is wrong."""
    try:
        form = ChannelsForm.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"this is no TOML: {error}") from error
    except ValidationError as error:
        lines = [f"- {_place(each['loc'])}: {each['msg']}" for each in error.errors()]
        raise UsageError("these channels cannot be taken:\n" + "\n".join(lines)) from error
    addresses = [channel.address for channel in form.channels]
    doubled = {address for address in addresses if addresses.count(address) > 1}
    if doubled:
        raise UsageError(f"more than once in the file: {', '.join(sorted(doubled))}")
    return tuple(map(channel_from, form.channels))


def channel_from(form: ChannelForm) -> Channel:
    return Channel(
        address=form.address,
        language=form.language,
        top=form.top,
        categories=tuple(dict.fromkeys(form.categories)),
        topics=tuple(
            Topic(
                name=topic.name,
                description=topic.description,
                categories=tuple(topic.categories),
                include=tuple(topic.include),
                exclude=tuple(topic.exclude),
                authors=tuple(topic.authors),
            )
            for topic in form.topics
        ),
        subscribed=form.subscribed,
        schedule=Schedule(
            when=form.when,
            at=form.at.replace(tzinfo=None),
            zone=form.zone,
            weekdays=tuple(sorted({DAYS.index(day) for day in form.weekdays})),
            missed=form.missed,
        ),
        threshold=form.threshold,
        prior=form.prior,
    )


def _form(channel: Channel) -> ChannelForm:
    schedule = channel.schedule
    return ChannelForm.model_validate(
        {
            "address": channel.address,
            "language": channel.language,
            "top": channel.top,
            "threshold": channel.threshold,
            "prior": channel.prior,
            "subscribed": channel.subscribed,
            "categories": list(channel.categories),
            "when": schedule.when,
            "at": schedule.at,
            "zone": schedule.zone,
            "weekdays": [DAYS[day] for day in schedule.weekdays],
            "missed": schedule.missed,
            "topics": [
                {
                    "name": topic.name,
                    "description": topic.description,
                    "categories": list(topic.categories),
                    "include": list(topic.include),
                    "exclude": list(topic.exclude),
                    "authors": list(topic.authors),
                }
                for topic in channel.topics
            ],
        }
    )


def _place(location: tuple[int | str, ...]) -> str:
    return ".".join(str(part + 1) if isinstance(part, int) else part for part in location)
