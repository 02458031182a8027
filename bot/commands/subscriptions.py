"""Whether and when this channel gets briefs: /subscribe, /unsubscribe, /schedule, /settings."""

from dataclasses import dataclass, replace

from bot.commands.beginnings import first_brief_opens
from bot.commands.lines.command import Desk, Request
from bot.commands.preferences import MOST, in_language
from bot.commands.setting_menu import schedule_menu, settings_menu
from bot.commands.topics.ready import ready_topics, translated
from bot.deliveries import Progress
from bot.errors import UsageError
from bot.languages import language_called
from bot.messages.blocks import (
    Block,
    Button,
    Buttons,
    ChannelChooser,
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
    if not await desk.rights.may_post(channel.address):
        raise UsageError(
            say.text(
                "I may not write there. Let me: in a channel as an administrator who may post, "
                "elsewhere with the right to send messages. Then send /subscribe again."
            )
        )
    subscribed = replace(
        channel,
        subscribed=True,
        schedule=schedule,
        owner=request.person,
        opens=first_brief_opens(request, desk.clock()),
    )
    told = say.text("This channel gets briefs: {when}.", when=describe(schedule, say))
    if desk.serving and not channel.subscribed:
        told = say.sentences(told, _first_one(subscribed, say))
    await desk.channels.keep(subscribed)
    if desk.membership is not None:
        await desk.membership.opened(channel.address)
    if not channel.subscribed:
        # after a pause it begins with the newest announcement, not with all that was missed
        await desk.ledger.advance(Progress(channel=channel.address))
    return message(
        paragraph(told),
        _trial(desk, say),
        _what_next(subscribed, request),
        ChannelChooser(say.text("Subscribe a channel or group of yours"), "/subscribe")
        if request.origin.private and request.origin.channel == channel.address
        else None,
    )


def _first_one(channel: Channel, say: Translator) -> str:
    if channel.opens is None:
        return say.text("The first one comes within minutes, with the newest announcement.")
    return say.text(
        "The first one, with the newest announcement, comes in a minute, or soon after you "
        "have chosen topics."
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
    return message(
        paragraph(say.sentences(told, say.text("Missed ones: {how}.", how=_missed(channel, say)))),
        None if channel.subscribed else paragraph(say.text("Not subscribed yet: /subscribe.")),
        schedule_menu(channel, say),
    )


def _missed(channel: Channel, say: Translator) -> str:
    return describe_missed(channel.schedule, say)


@dataclass(frozen=True, slots=True)
class _Setting:
    """One line of /settings."""

    label: str
    value: str


async def settings(request: Request, desk: Desk) -> Message:
    """``/settings [name value]``: everything that this channel has set."""
    say, channel = request.say, request.channel
    if request.arguments:
        channel = _set(channel, request.arguments.lower().split(), say)
        await desk.channels.keep(channel)
        say = desk.translate(channel.language)
    items = [
        Item((spans(Span(say.label(each.label), "strong"), each.value),))
        for each in _settings(channel, say)
    ]
    return message(
        Heading(spans(say.text("Settings here")), level=2),
        ItemList(tuple(items)),
        _trial(desk, say),
        settings_menu(channel, say),
    )


def _set(channel: Channel, words: list[str], say: Translator) -> Channel:
    match words:
        case ["threshold", number] if number.isdigit() and 1 <= int(number) <= 100:
            return replace(channel, threshold=int(number))
        case ["prior", "on" | "off" as switch]:
            return replace(channel, prior=switch == "on")
        case ["missed", "each" | "combined" as how]:
            return replace(channel, schedule=changed(channel.schedule, [how], say))
        case ["top", number] if number.isdigit() and 1 <= int(number) <= MOST:
            return replace(channel, top=int(number))
        case ["language", name] if (meant := language_called(name)) is not None:
            return in_language(channel, meant)
    raise UsageError(
        say.text(
            "“{words}” sets nothing. There are: threshold 1 to 100, prior on or off, missed each "
            "or combined, top 1 to 30, language; and /topics and /schedule.",
            words=shorten(" ".join(words), 60),
        )
    )


def _settings(channel: Channel, say: Translator) -> list[_Setting]:
    on, off = say.text("on"), say.text("off")
    return [
        _Setting(
            say.text("Briefs"),
            describe(channel.schedule, say) if channel.subscribed else say.text("not subscribed"),
        ),
        _Setting(say.text("Missed announcements"), describe_missed(channel.schedule, say)),
        _Setting(
            say.text("Topics"),
            say.join([topic.name for topic in channel.topics]) or say.text("categories alone"),
        ),
        _Setting(say.text("Categories"), say.listed(channel.categories)),
        _Setting(say.text("Relevance from which a paper matches"), say.number(channel.threshold)),
        _Setting(
            say.text("Popular papers first where there is no relevance (popularity, not quality)"),
            on if channel.prior else off,
        ),
        _Setting(say.text("Papers in a brief"), say.number(channel.top)),
        _Setting(say.text("Language"), say.language_name(channel.language)),
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


def _what_next(channel: Channel, request: Request) -> list[Block]:
    """Typed elsewhere, a sentence would be about that place."""
    say, here = request.say, request.origin.channel == channel.address
    if channel.topics:
        return [Buttons(((Button(say.text("Topics"), command="/topics"),),))]
    ready = tuple(
        Button(translated(topic, say).name, command=f"/topics ready {topic.name}")
        for topic in ready_topics()[:_READY_OFFERED]
    )
    own = Button(
        say.text("In my words"),
        command="/topics",
        asks=say.text("What are you looking for? One sentence is enough."),
    )
    return [
        paragraph(
            say.text("What is it to be about? A sentence after /topics, or one of these:")
            if here
            else say.text("What is it to be about?")
        ),
        Buttons(
            (
                ready,
                (Button(say.text("All ready-made"), command="/topics ready"), own),
                (Button(say.text("Categories"), command="/topics in"),),
            )
        ),
    ]
