"""Whether and when this channel gets briefs: /subscribe, /unsubscribe, /schedule, /settings."""

from dataclasses import dataclass, replace

from bot.commands.command import Desk, Request
from bot.commands.ready_topics import ready_topics, translated
from bot.deliveries import Progress
from bot.errors import UsageError
from bot.messages.blocks import (
    Block,
    Button,
    Buttons,
    Heading,
    Item,
    ItemList,
    Message,
    Span,
    message,
    paragraph,
    spans,
)
from bot.models import Channel
from bot.schedules import changed, describe, describe_missed
from bot.text.readable import shorten
from bot.translator import Translator

_READY_OFFERED = 4


async def subscribe(request: Request, desk: Desk) -> Message:
    """``/subscribe [schedule]``: briefs come by themselves from now on."""
    say, channel = request.say, request.channel
    schedule = changed(channel.schedule, request.arguments.split(), say)
    subscribed = replace(channel, subscribed=True, schedule=schedule)
    await desk.channels.keep(subscribed)
    if not channel.subscribed:
        # after a pause it begins with the newest announcement, not with all that was missed
        await desk.ledger.advance(Progress(channel=channel.address))
    return message(
        paragraph(say.text("This channel gets briefs: {when}.", when=describe(schedule, say))),
        _trial(desk, say),
        _what_next(subscribed, say),
    )


async def unsubscribe(request: Request, desk: Desk) -> Message:
    """Briefs stop; topics and settings stay."""
    say = request.say
    await desk.channels.keep(replace(request.channel, subscribed=False))
    return message(
        paragraph(say.text("No more briefs here. Topics and settings are kept: /subscribe."))
    )


async def schedule(request: Request, desk: Desk) -> Message:
    """``/schedule [time] [zone] [weekdays] [each | combined] | announced``."""
    say, channel = request.say, request.channel
    if request.arguments:
        channel = replace(
            channel, schedule=changed(channel.schedule, request.arguments.split(), say)
        )
        await desk.channels.keep(channel)
    told = say.text("Briefs come {when}.", when=describe(channel.schedule, say))
    examples = ("/schedule 08:30 Europe/Berlin mon-fri", "/schedule announced", "/schedule each")
    return message(
        paragraph(say.sentences(told, say.text("Missed ones: {how}.", how=_missed(channel, say)))),
        None if channel.subscribed else paragraph(say.text("Not subscribed yet: /subscribe.")),
        ItemList(tuple(Item((spans(Span(each, "code")),)) for each in examples)),
    )


def _missed(channel: Channel, say: Translator) -> str:
    return describe_missed(channel.schedule, say)


@dataclass(frozen=True, slots=True)
class _Setting:
    """One line of /settings: what it says, and a command that changes it."""

    label: str
    value: str
    usage: str


async def settings(request: Request, desk: Desk) -> Message:
    """``/settings [name value]``: everything that this channel has set."""
    say, channel = request.say, request.channel
    if request.arguments:
        channel = _set(channel, request.arguments.lower().split(), say)
        await desk.channels.keep(channel)
    items = [
        Item((spans(Span(say.label(each.label), "strong"), each.value), *_usage(each)))
        for each in _settings(channel, say)
    ]
    return message(
        Heading(spans(say.text("Settings here")), level=2),
        ItemList(tuple(items)),
        _trial(desk, say),
    )


def _usage(setting: _Setting) -> tuple[tuple[Span, ...], ...]:
    return (spans(Span(setting.usage, "dim")),)


def _set(channel: Channel, words: list[str], say: Translator) -> Channel:
    match words:
        case ["threshold", number] if number.isdigit() and 1 <= int(number) <= 100:
            return replace(channel, threshold=int(number))
        case ["prior", "on" | "off" as switch]:
            return replace(channel, prior=switch == "on")
        case ["missed", "each" | "combined" as how]:
            return replace(channel, schedule=changed(channel.schedule, [how], say))
    raise UsageError(
        say.text(
            "“{words}” sets nothing. There are: threshold 1 to 100, prior on or off, missed each "
            "or combined; and /topics, /schedule, /top, /language.",
            words=shorten(" ".join(words), 60),
        )
    )


def _settings(channel: Channel, say: Translator) -> list[_Setting]:
    on, off = say.text("on"), say.text("off")
    return [
        _Setting(
            say.text("Briefs"),
            describe(channel.schedule, say) if channel.subscribed else say.text("not subscribed"),
            "/subscribe · /unsubscribe · /schedule 08:30 Europe/Berlin mon-fri",
        ),
        _Setting(
            say.text("Missed announcements"),
            describe_missed(channel.schedule, say),
            "/settings missed each",
        ),
        _Setting(
            say.text("Topics"),
            say.join([topic.name for topic in channel.topics]) or say.text("categories alone"),
            "/topics",
        ),
        _Setting(say.text("Categories"), say.listed(channel.categories), "/topics cs.RO"),
        _Setting(
            say.text("Relevance from which a paper matches"),
            say.number(channel.threshold),
            "/settings threshold 50",
        ),
        _Setting(
            say.text("Popular papers first where there is no relevance (popularity, not quality)"),
            on if channel.prior else off,
            "/settings prior off",
        ),
        _Setting(say.text("Papers in a brief"), say.number(channel.top), "/top 5"),
        _Setting(say.text("Language"), say.language_name(channel.language), "/language en"),
    ]


def _trial(desk: Desk, say: Translator) -> Block | None:
    if desk.serving:
        return None
    return paragraph(
        Span(
            say.text(
                "This is a trial: nothing is sent by itself from here. The service does that: "
                "python -m bot channels add, then python -m bot run."
            ),
            "dim",
        )
    )


def _what_next(channel: Channel, say: Translator) -> list[Block]:
    if channel.topics:
        return [Buttons(((Button(say.text("Topics"), command="/topics"),),))]
    ready = tuple(
        Button(translated(topic, say).name, command=f"/topics ready {topic.name}")
        for topic in ready_topics()[:_READY_OFFERED]
    )
    return [
        paragraph(say.text("What is it to be about? A sentence after /topics, or one of these:")),
        Buttons((ready, (Button(say.text("All ready-made"), command="/topics ready"),))),
    ]
