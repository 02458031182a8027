"""/settings and /schedule as something to tap. Pure.

Every tap runs a line that could be typed; what is set now is marked.
"""

from collections.abc import Sequence

from bot.commands.channels.speaking import offered
from bot.languages import own_name
from bot.messages.blocks import Block, Button, Buttons, Choices, Option
from bot.translator import Translator
from bot.values.channels import Channel

_TOPS = (3, 5, 10, 15, 20, 30)
_THRESHOLDS = (20, 40, 60, 80)
_TIMES = ("07:00", "08:00", "09:00", "12:00", "18:00")


def settings_menu(channel: Channel, say: Translator, *, written: bool = False) -> list[Block]:
    """``written``: by a model, and maybe in a second language."""
    relevance = [
        Option(say.text("From relevance {n}", n=n), str(n), n == channel.threshold)
        for n in _THRESHOLDS
    ]
    prior = [
        Option(say.text("Popular first"), "on", channel.prior),
        Option(say.text("In random order"), "off", not channel.prior),
    ]
    return [
        top_choice(channel, say, "/settings top"),
        _one_of(say.text("Relevance a paper needs to match"), "/settings threshold", relevance),
        _one_of(say.text("Order of papers without relevance"), "/settings prior", prior),
        _missed(channel, say, "/settings missed"),
        language_choice(channel, say, "/settings language", written=written),
        *([_second_language(channel, say)] if written else []),
        _analyses(channel, say),
        _links(channel, say),
        Buttons(
            (
                (_page(say.text("Topics"), "/topics"), _page(say.text("Times"), "/schedule")),
                (_page(say.text("How briefs are posted"), "/settings posts"),),
            )
        ),
    ]


def top_choice(channel: Channel, say: Translator, command: str) -> Choices:
    options = [
        Option(say.plural("{n} paper", "{n} papers", n), str(n), n == channel.top) for n in _TOPS
    ]
    return _one_of(say.text("Papers in a brief"), command, options)


def language_choice(
    channel: Channel, say: Translator, command: str, *, written: bool = False
) -> Choices:
    known = offered(channel.language, written=written)
    options = [Option(own_name(each), each, each == channel.language) for each in known]
    return _one_of(say.text("Language"), command, options)


def _second_language(channel: Channel, say: Translator) -> Choices:
    known = offered(channel.bilingual, written=True)
    others = [each for each in known if each != channel.language]
    options = [
        Option(say.text("One language"), "off", not channel.bilingual),
        *(Option(own_name(each), each, each == channel.bilingual) for each in others),
    ]
    return _one_of(say.text("Second language of the briefs"), "/settings bilingual", options)


def _analyses(channel: Channel, say: Translator) -> Choices:
    options = [
        Option(say.text("Analyses on request"), "off", not channel.analyses),
        Option(say.text("Analyses ahead of time"), "on", channel.analyses),
    ]
    return _one_of(say.text("Deep analyses ahead of time"), "/settings analyses", options)


def _links(channel: Channel, say: Translator) -> Choices:
    options = [
        Option(say.text("Links: no cards"), "off", not channel.links),
        Option(say.text("Links: cards"), "on", channel.links),
    ]
    return _one_of(say.text("Cards for posted links"), "/settings links", options)


def schedule_menu(channel: Channel, say: Translator) -> list[Block]:
    schedule = channel.schedule
    now = schedule.at.strftime("%H:%M") if schedule.when == "daily" else ""
    times = [
        Option(say.text("As soon as announced"), "announced", schedule.when == "announced"),
        *(Option(each, each, each == now) for each in _TIMES),
    ]
    chosen = schedule.weekdays if schedule.when == "daily" else ()
    days = [
        Option(say.text("Every day"), "daily", len(chosen) == 7),
        Option(say.text("Monday to Friday"), "mon-fri", chosen == (0, 1, 2, 3, 4)),
        Option(say.text("Mondays"), "mon", chosen == (0,)),
    ]
    return [
        _one_of(say.text("Time"), "/schedule", times),
        _one_of(say.text("Weekdays"), "/schedule", days),
        _missed(channel, say, "/schedule"),
        Buttons(
            (
                (
                    Button(
                        say.text("Another time or zone"),
                        command="/schedule",
                        typed="/schedule 08:30 Europe/Berlin mon-fri",
                        asks=say.text("When? For example: 08:30 Europe/Berlin mon-fri"),
                        replaces=True,
                    ),
                ),
            )
        ),
    ]


def _missed(channel: Channel, say: Translator, command: str) -> Choices:
    each = channel.schedule.missed == "each"
    options = [
        Option(say.text("Missed: one brief for all"), "combined", not each),
        Option(say.text("Missed: one brief each"), "each", each),
    ]
    return _one_of(say.text("Missed announcements"), command, options)


def _one_of(label: str, command: str, options: Sequence[Option]) -> Choices:
    return Choices(label, command, tuple(options), replaces=True)


def _page(label: str, command: str) -> Button:
    return Button(label, command=command, replaces=True)
