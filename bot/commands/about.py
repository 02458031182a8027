"""Commands about the bot: /start, /help, /status."""

from bot.commands.brief_log import brief_log
from bot.commands.channels.speaking import language_line
from bot.commands.costs import cost_rows
from bot.commands.lines.closures import day_of
from bot.commands.lines.command import Coming, Command, Request, Services
from bot.commands.ways import rows_of
from bot.errors import UsageError
from bot.messages.blocks import (
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
from bot.messages.categories import state_words
from bot.schedules import describe
from bot.text.readable import shorten
from bot.translator import Translator
from bot.values.announcements import Announcement
from bot.values.channels import Channel
from bot.zones import zone_at, zone_of


async def start(request: Request, services: Services) -> Message:
    """Greets, explains in five lines, offers the next step as buttons."""
    say = request.say
    lines = (
        say.text("I bring each arXiv announcement here as one short brief: /brief"),
        say.text("What it was about, the papers for your topics, and how much was announced."),
        say.text("/paper 3 opens a paper from the brief; ids, links and titles work too."),
        say.text("/topics changes what you get: categories, words, authors, or a plain sentence."),
        say.text("All texts are in the authors' own words; the abstract is always one step away."),
    )
    return message(
        Heading(spans(say.text("Paperbrief")), level=2),
        ItemList(tuple(Item((spans(line),)) for line in lines)),
        Buttons(
            (
                (
                    Button(say.text("Subscribe"), command="/subscribe"),
                    Button(say.text("Topics"), command="/topics"),
                ),
                (
                    Button(say.text("Brief"), command="/brief"),
                    Button(say.text("Help"), command="/help"),
                ),
            )
        ),
    )


async def help_(request: Request, services: Services) -> Message:
    """``/help [command]``: all commands, or one with its examples."""
    say = request.say
    if not request.arguments:
        items = [Item((_line(command, say),)) for command in services.commands]
        return message(Heading(spans(say.text("Commands")), level=2), ItemList(tuple(items)))
    name = request.arguments.lstrip("/").lower()
    for command in services.commands:
        if command.name == name:
            return _one(command, say)
    raise UsageError(
        say.text("There is no command /{name}. /help lists them all.", name=shorten(name, 40))
    )


def _line(command: Command, say: Translator) -> tuple[Span, ...]:
    usage = f"/{command.name} {say.text(command.usage)}".strip()
    return spans(Span(usage, "code"), "  ", say.text(command.summary))


def _one(command: Command, say: Translator) -> Message:
    examples = tuple(Item((spans(Span(each, "code")),)) for each in command.examples)
    return message(paragraph(*_line(command, say)), ItemList(examples) if examples else None)


async def status(request: Request, services: Services) -> Message:
    """Last announcement with its coverage, what this channel has set, who writes; or the ``log``
    of the last briefs."""
    say = request.say
    if request.arguments.lower() == "log":
        return await brief_log(request, services)
    announcement = await services.briefs.announcement(request.channel, None)
    channel = request.channel
    topics = say.join([topic.name for topic in channel.topics]) or say.text("categories alone")
    rows = [
        (say.text("Channel"), channel.address),
        (say.text("Last announcement"), _announced(announcement, say)),
        *_states(announcement, say),
        (say.text("Topics"), topics),
        (say.text("Papers in a brief"), say.number(channel.top)),
        (
            say.text("Language"),
            language_line(channel.language, say, written=services.pipeline.writer.costly),
        ),
        (say.text("Briefs come"), _when(channel, say)),
        *await _next(channel, services, say),
        *await _closed(channel, services, say),
        *await rows_of(channel, services, say),
        (say.text("Writer"), _writer(services, say)),
        *await cost_rows(request, services),
    ]
    items = [Item((spans(Span(say.label(label), "strong"), text),)) for label, text in rows]
    return message(
        Heading(spans(say.text("Status")), level=2),
        ItemList(tuple(items)),
        Buttons(((Button(say.text("Last briefs"), command="/status log", replaces=True),),)),
    )


async def _next(channel: Channel, services: Services, say: Translator) -> list[tuple[str, str]]:
    coming = services.coming
    if coming is None or not channel.active:
        return []
    now = services.clock()
    progress = (await services.deliveries.ledger.progress([channel.address])).get(channel.address)
    covered = progress.covered if progress else None
    at = coming.next_brief(channel.schedule, covered, now)
    if at is None:
        return []
    if covered is None:
        told = await _first(channel, coming, say)
    elif at <= now:
        told = say.text("as soon as arXiv's announcement is complete")
    else:
        local = at.astimezone(zone_of(channel.schedule.zone))
        told = say.text(
            "{day}, no earlier than {time} ({zone})",
            day=say.date(local.date()),
            time=local.strftime("%H:%M"),
            zone=zone_at(channel.schedule.zone, at),
        )
    return [(say.text("Next brief"), told)]


async def _first(channel: Channel, coming: Coming, say: Translator) -> str:
    first = await coming.first_brief(channel)
    if first is None:
        return say.text("as soon as the newest announcement is fetched from arXiv")
    return say.text("within minutes, with the announcement of {day}", day=say.date(first.day))


async def _closed(channel: Channel, services: Services, say: Translator) -> list[tuple[str, str]]:
    closure = await services.channels.membership.closure(channel.address)
    if closure is None:
        return []
    told = say.text(
        "paused since {day}, because I cannot write there: {why} I continue once I "
        "have access again.",
        day=day_of(closure, channel, say),
        why=say.kept(closure.why),
    )
    return [(say.text("Deliveries"), told)]


def _when(channel: Channel, say: Translator) -> str:
    if channel.subscribed:
        return describe(channel.schedule, say)
    return say.text("when you ask: /brief (or automatically: /subscribe)")


def _announced(announcement: Announcement | None, say: Translator) -> str:
    if announcement is None:
        return say.text("none yet")
    counts = announcement.counts
    days = say.listed(say.date(day) for day in announcement.dates) or say.text("without a date")
    told = say.text(
        "{days}: {total} announced ({new} new, {cross} cross-listed, {replaced} replaced)",
        days=days,
        total=say.number(counts.total),
        new=say.number(counts.new),
        cross=say.number(counts.cross),
        replaced=say.number(counts.replaced),
    )
    return say.text("SAMPLE · {title}", title=told) if announcement.sample else told


def _states(announcement: Announcement | None, say: Translator) -> list[tuple[str, str]]:
    if announcement is None:
        return []
    return [
        (name, f"{_state(name, announcement, say)} · {say.number(count.counts.total)}")
        for name, count in announcement.categories.items()
    ]


def _state(name: str, announcement: Announcement, say: Translator) -> str:
    """What is known to be missing goes before what the feed says of itself."""
    if name in announcement.incomplete:
        return say.text("incomplete so far")
    return state_words(announcement.categories[name].state, say)


def _writer(services: Services, say: Translator) -> str:
    writer = services.pipeline.writer
    if writer.costly:
        return writer.name
    return say.text("extractive (no model is used; it costs nothing)")
