"""What numbers of the brief, ``last``, ``all`` and ``this`` stand for."""

from collections.abc import Mapping, Sequence

from bot.commands.lines.command import Request, Services
from bot.commands.lines.references import BriefNumber, PaperName, Spoken
from bot.identifiers import ArxivId
from bot.translator import Translator


async def numbers_here(request: Request, services: Services) -> Mapping[int, str]:
    """What a typed number stands for: a paper of the last brief here, or of the preview that this
    person was shown since."""
    address = request.channel.address
    usual = await services.deliveries.editions.numbers(address)
    return services.asking.previews.numbers(address, request.person, usual)


async def identified(
    names: Sequence[PaperName], request: Request, services: Services
) -> tuple[list[ArxivId], list[str]]:
    """Ids, each once, and why numbers and words have none."""
    numbers: Mapping[int, str] = {}
    if any(not isinstance(each, ArxivId) for each in names):
        numbers = await numbers_here(request, services)
    in_order = [ArxivId(id_) for _, id_ in sorted(numbers.items())]
    ids: list[ArxivId] = []
    missing: list[int] = []
    unopened: list[str] = []
    for name in names:
        match name:
            case ArxivId():
                ids.append(name)
            case Spoken("this"):
                opened = _opened_last(request, services)
                ids += opened
                unopened += [] if opened else [_none_opened(request.say)]
            case Spoken("last") if in_order:
                ids.append(in_order[-1])
            case Spoken():
                ids += in_order
                unopened += [] if in_order else [_none_shown(request.say)]
            case BriefNumber(number) if number in numbers:
                ids.append(ArxivId(numbers[number]))
            case BriefNumber(number):
                missing.append(number)
    told = [_no_number(missing, numbers, request, services)] if missing else []
    return list(dict.fromkeys(ids)), [*unopened, *told]


def _opened_last(request: Request, services: Services) -> list[ArxivId]:
    """One paper; of several that were shown together none is this one."""
    talk = services.asking.talks.last(request.channel.address)
    return [ArxivId(talk.papers[0])] if talk and len(talk.papers) == 1 else []


def _none_opened(say: Translator) -> str:
    return say.text("No single paper was opened here recently. Give its number in the brief.")


def _none_shown(say: Translator) -> str:
    return say.text("No brief has been shown here yet. /brief shows the newest.")


def _no_number(
    missing: Sequence[int], numbers: Mapping[int, str], request: Request, services: Services
) -> str:
    say = request.say
    told = _range_told(missing, numbers, say)
    previewed = services.asking.previews.last(request.channel.address, request.person)
    if previewed is None or previewed != numbers:
        return told
    more = say.text("Since your /preview, numbers are those of the preview; /brief ends that.")
    return say.sentences(told, more)


def _range_told(missing: Sequence[int], numbers: Mapping[int, str], say: Translator) -> str:
    told = say.join([str(each) for each in missing])
    if not numbers:
        return say.text("No paper has been shown here yet, so there is no number {n}.", n=told)
    if min(numbers) == max(numbers):
        return say.text(
            "The last brief here has only number {n}, not {numbers}.",
            n=max(numbers),
            numbers=told,
        )
    return say.plural(
        "The last brief here has numbers {first} to {last}, but no number {numbers}.",
        "The last brief here has numbers {first} to {last}, but no numbers {numbers}.",
        len(missing),
        first=min(numbers),
        last=max(numbers),
        numbers=told,
    )
