"""The papers that a question is about.

::

    question | numbers, ids, addresses | all of the last brief | a name or words of a title
             | those that it names further on
             | else those that this chat spoke of last, which the answer says first
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from bot.commands.finding import named_papers_found
from bot.commands.identified import numbers_here
from bot.commands.lines.beginnings import TitleWords, all_of_brief, title_words
from bot.commands.lines.command import Request, Services
from bot.commands.lines.misread import how_to_ask
from bot.commands.lines.references import NamedPapers, PaperName, Spoken, leading_papers
from bot.commands.lines.within import papers_within
from bot.errors import UsageError
from bot.messages.entries import title_of
from bot.text.readable import shorten
from bot.values.papers import Paper, PaperOutline
from bot.values.searching import SearchQuery, Term

P = TypeVar("P", Paper, PaperOutline)
MOST_PAPERS = 4
_LOOKED_AT = 20
_TITLE = 90


@dataclass(frozen=True, slots=True)
class AskedOf:
    """``papers`` and the ``question`` about them; ``told`` says which they are, where the line did
    not name them itself. ``several``: the words fit each of the papers, and one was meant."""

    papers: tuple[Paper, ...]
    question: str
    told: str = ""
    several: bool = False


async def papers_asked(request: Request, services: Services) -> AskedOf:
    """Raises UsageError where there is none, or too many."""
    named, question = leading_papers(request.arguments)
    if named:
        return await _first_named(named, question, request, services)
    every = all_of_brief(request.arguments)
    if every is not None:
        return await _whole_brief(every, request, services)
    return (
        await _titled(question, request, services)
        or await _named_within(question, request, services)
        or await _spoken_of(question, request, services)
    )


async def _first_named(
    named: Sequence[PaperName], question: str, request: Request, services: Services
) -> AskedOf:
    """With those of the brief that the question goes on to name: "how is it unlike paper 3?"."""
    papers = await _named(named, request, services)
    within = papers_within(question)
    if within is None or not within.sure:
        return AskedOf(papers, question)
    shown = await numbers_here(request, services)
    sure = [each for each in within.sure if each.number in shown]
    ids = {one.id for one in papers}
    more = [each for each in sure if shown[each.number] not in ids]
    if more:
        both = await _named((*named, *more), request, services)
        return AskedOf(both, question, _about(both, request))
    same = len(papers) == 1 and len(within.papers) == len(sure)
    return AskedOf(papers, within.question if same else question)


async def _named_within(question: str, request: Request, services: Services) -> AskedOf | None:
    within = papers_within(question)
    if within is None:
        return None
    papers = await _named(within.papers, request, services)
    return AskedOf(papers, within.question, _about(papers, request))


def _about(papers: Sequence[Paper], request: Request) -> str:
    return request.say.text("About {papers}:", papers=_listed(papers, request))


async def _named(
    named: Sequence[PaperName], request: Request, services: Services
) -> tuple[Paper, ...]:
    if len(named) > MOST_PAPERS:
        raise UsageError(
            request.say.text("Please ask about at most {n} papers at once.", n=MOST_PAPERS)
        )
    quick = replace(services, completing=False)
    found = await named_papers_found(NamedPapers(tuple(named)), request, quick)
    if found.missing:
        raise UsageError(request.say.sentences(*found.missing))
    return found.papers


async def _whole_brief(question: str, request: Request, services: Services) -> AskedOf:
    amount = len(await numbers_here(request, services))
    if amount > MOST_PAPERS:
        raise UsageError(
            request.say.text(
                "The last brief here has {n} papers, and one question may be about {most}. Name "
                "them, for example: {example}",
                n=amount,
                most=MOST_PAPERS,
                example=f"/ask 1-{MOST_PAPERS} {question}".strip(),
            )
        )
    return AskedOf(await _named((Spoken("all"),), request, services), question)


async def _of_brief(request: Request, services: Services) -> Mapping[str, Paper]:
    """By id, in the order of the last brief that this person was shown here."""
    numbers = await numbers_here(request, services)
    ids = [numbers[each] for each in sorted(numbers)]
    known = await services.papers.get(ids)
    return {each: known[each] for each in ids if each in known}


async def _titled(question: str, request: Request, services: Services) -> AskedOf | None:
    """The paper whose title has what the question begins with: of the last brief, else of all
    that are remembered. None where it begins with no title."""
    read = title_words(question)
    shown = tuple((await _of_brief(request, services)).values()) if read else ()
    for each in read:
        found = _fitting(each, shown) or await _remembered(each, services)
        if len(found) == 1:
            return AskedOf(found, each.rest, _about(found, request))
        if found and each.sure:
            return AskedOf(found, each.rest, several=True)
    return None


def _fitting(words: TitleWords, papers: Sequence[P]) -> tuple[P, ...]:
    return tuple(each for each in papers if words.fit(title_of(each)))


async def _remembered(words: TitleWords, services: Services) -> tuple[Paper, ...]:
    query = SearchQuery((Term(words.words, field="title"),))
    hits = await services.papers.search(query, _LOOKED_AT)
    fitting = _fitting(words, hits.papers)
    return tuple((await services.papers.get([one.id for one in fitting])).values())


async def _spoken_of(question: str, request: Request, services: Services) -> AskedOf:
    say = request.say
    talk = services.asking.talks.last(request.channel.address)
    known = await services.papers.get(talk.papers) if talk else {}
    if talk is None or not known or not question:
        names = say.text("Use a number from the brief, an id or a link; several work too.")
        raise UsageError(say.sentences(how_to_ask(say), names))
    papers = tuple(known[one] for one in talk.papers if one in known)
    listed = _listed(papers, request)
    if len(papers) > 1:
        return AskedOf(
            papers, question, say.text("About {papers}, the last ones opened:", papers=listed)
        )
    return AskedOf(
        papers, question, say.text("About {papers}, the last one opened:", papers=listed)
    )


def _listed(papers: Sequence[Paper], request: Request) -> str:
    return request.say.listed([f"{one.id} “{shorten(title_of(one), _TITLE)}”" for one in papers])
