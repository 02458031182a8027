"""What the options of the command line ask for, as values. Pure."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

import click

from bot.commands.topics.changing.ready import ready_named
from bot.errors import UsageError
from bot.messages.categories import no_category
from bot.settings import Settings
from bot.taxonomy import canonical_category
from bot.text.readable import shorten
from bot.translator import SOURCE_LANGUAGE, translator
from bot.values.channels import Channel
from bot.values.topics import Topic

_LONGEST_NAME = 80


def read_categories(text: str | None) -> tuple[str, ...]:
    """Canonical names from a list with commas; UsageError names every one that does not exist."""
    if text is None:
        return ()
    names = [name for name in (part.strip() for part in text.split(",")) if name]
    say = translator(SOURCE_LANGUAGE)
    problems = [no_category(name, say) for name in names if canonical_category(name) is None]
    if any(mark in text for mark in "; ") and problems:
        problems.append("categories are separated by commas")
    if problems or not names:
        raise UsageError("; ".join(problems) or "--categories names no category")
    return tuple(dict.fromkeys(filter(None, map(canonical_category, names))))


def read_topics(
    descriptions: Sequence[str], include: Sequence[str], exclude: Sequence[str]
) -> tuple[Topic, ...]:
    """A topic a description, each with all wanted and unwanted words; one topic without any. The
    name of a ready-made topic is that topic, as in the chat."""
    wanted, unwanted = _words(include, "--include"), _words(exclude, "--exclude")
    plain = _words(descriptions, "--topic")
    if plain:
        return tuple(replace(_described(text), include=wanted, exclude=unwanted) for text in plain)
    if wanted:
        return (Topic(name=_name(", ".join(wanted)), include=wanted, exclude=unwanted),)
    if unwanted:
        return (Topic(name=_name("without " + ", ".join(unwanted)), exclude=unwanted),)
    return ()


def _described(text: str) -> Topic:
    return ready_named(text) or Topic(name=_name(text), description=text)


def _words(texts: Sequence[str], option: str) -> tuple[str, ...]:
    stripped = tuple(dict.fromkeys(" ".join(text.split()) for text in texts))
    if not all(stripped):
        raise UsageError(f"{option} is empty")
    return stripped


def _name(text: str) -> str:
    return shorten(text, _LONGEST_NAME)


def channel_for(
    settings: Settings,
    address: str,
    *,
    categories: Sequence[str] = (),
    topics: Sequence[Topic] = (),
    top: int | None = None,
) -> Channel:
    """A channel as the options describe it, the rest from the settings."""
    return Channel(
        address=address,
        language=settings.channels.language,
        top=top or settings.channels.top,
        categories=tuple(categories),
        topics=tuple(topics),
    )


class Moment(click.ParamType[datetime]):
    """ISO 8601 with an offset, ``2026-02-13T08:00:00+01:00``; without one it is UTC."""

    name = "ISO-TIME"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime:
        if isinstance(value, datetime):
            return value
        try:
            moment = datetime.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value} is not a time; write it as 2026-02-13T08:00:00+01:00", param, ctx)
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
