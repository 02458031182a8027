"""What is offered while an option is typed: words of the command, papers of the last brief."""

from collections.abc import Mapping, Sequence

from adapters.discord_chat.rendering.limits import OPTION_TEXT, OPTIONS, label
from adapters.discord_chat.rendering.part import Json
from bot.commands.lines.command import Command, Services
from bot.messages.entries import title_of


async def papers_shown(services: Services, channel: str) -> Mapping[str, str]:
    """ "3. Title" to the id, in the order of the channel's last brief."""
    numbers = await services.deliveries.editions.numbers(channel)
    known = await services.papers.outlines(list(numbers.values()))
    return {
        f"{number}. {title_of(known[paper]) if paper in known else paper}": paper
        for number, paper in sorted(numbers.items())
    }


def choices(typed: str, command: Command, papers: Mapping[str, str], language: str) -> list[Json]:
    """At most 25: what is suggested, then what begins as it was typed. Pure. ``language`` is the
    reader's (BCP 47)."""
    offered = {word: word for word in command.completions()} | dict(papers)
    wanted = " ".join(typed.casefold().split())
    suggested = [(one.name, one.value) for one in command.suggest(typed.strip(), language)]
    found: dict[str, str] = {}
    for name, value in (
        *(suggested if wanted else ()),
        *_ordered(wanted, offered),
        *(() if wanted else suggested),
    ):
        if 0 < len(value) <= OPTION_TEXT and label(name, OPTION_TEXT):
            found.setdefault(value, label(name, OPTION_TEXT))
    return [{"name": name, "value": value} for value, name in found.items()][:OPTIONS]


def _ordered(wanted: str, offered: Mapping[str, str]) -> Sequence[tuple[str, str]]:
    """A number is that of the brief before it is the beginning of an id."""
    listed = list(offered.items())
    begin = [each for each in listed if each[0].casefold().startswith(wanted)]
    hold = [each for each in listed if any(wanted in part.casefold() for part in each)]
    return list(dict.fromkeys([*begin, *hold]))
