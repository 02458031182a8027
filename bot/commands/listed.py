"""Numbers behind ``/saved``: those of the list that was just shown, and not those of a brief."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from bot.commands.lines.command import Request, Services
from bot.commands.lines.references import BriefNumber, PaperName, Spoken, read_papers
from bot.errors import UsageError
from bot.identifiers import ArxivId
from bot.translator import Translator


def list_shown(request: Request, services: Services, papers: Sequence[str]) -> None:
    """From now on numbers are those of this list; of the brief where it is empty."""
    talks = services.asking.talks
    talks.listed(request.channel.address, request.person, tuple(papers))


def by_the_list(
    request: Request, services: Services, kept: Collection[str] | None = None
) -> Request:
    """With ids in place of numbers and of ``all``, where a list was shown just before. ``kept``:
    what is on it still, where that matters; its numbers stay those that were shown.

    Raises UsageError for a number that the list has not, and where nothing is on it any more.
    """
    listed = services.asking.talks.list_shown(request.channel.address, request.person)
    named = read_papers(request.arguments)
    if not listed or not named.papers or named.unread:
        return request
    by_place = not all(isinstance(each, ArxivId) for each in named.papers)
    if kept is not None and by_place and not kept:
        raise UsageError(request.say.text("Your list is empty."))
    if kept is not None and Spoken("all") in named.papers:
        # that is meant as it is, and not as it was shown
        listed = tuple(id_ for id_ in listed if id_ in kept) or tuple(kept)
    ids = [id_ for each in named.papers for id_ in _ids(each, listed, request.say)]
    return replace(request, arguments=" ".join(dict.fromkeys(ids)))


def _ids(name: PaperName, listed: Sequence[str], say: Translator) -> Sequence[str]:
    match name:
        case Spoken("all"):
            return listed
        case Spoken("last"):
            return listed[-1:]
        case BriefNumber(number):
            if not 1 <= number <= len(listed):
                raise UsageError(none_on_list(number, len(listed), say))
            return [listed[number - 1]]
        case _:
            return [str(name)]


def none_on_list(number: int, amount: int, say: Translator) -> str:
    """What numbers a list of ``amount`` papers has."""
    return say.plural(
        "Your list has only number 1, not {number}.",
        "Your list has numbers 1 to {n}, but no number {number}.",
        amount,
        number=number,
    )
