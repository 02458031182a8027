"""Commands about papers: /paper and /search."""

from collections.abc import Sequence

from bot.commands.analyses.behind import behind_card
from bot.commands.lines.command import Continued, Request, Services
from bot.commands.lines.references import (
    BadReference,
    BriefNumber,
    TitleWords,
    read_reference,
    read_references,
)
from bot.editorial.details import fill
from bot.editorial.links import find_links
from bot.errors import PaperbriefError, UsageError
from bot.identifiers import ArxivId
from bot.messages.blocks import (
    Block,
    Button,
    Buttons,
    Item,
    ItemList,
    Message,
    Span,
    message,
    paragraph,
    spans,
)
from bot.messages.card import Card, card_message, sample_sentence
from bot.messages.entries import title_of
from bot.messages.reasons import reason
from bot.pipeline.scoring import match_of
from bot.pipeline.writing import written
from bot.text.readable import shorten
from bot.values.announcements import AnnouncedPaper
from bot.values.model import Account
from bot.values.papers import Paper
from bot.values.writing import NotWritten, PaperBrief

_RESULTS = 8


async def paper(request: Request, services: Services) -> Message | Continued:
    """``/paper <id, address, number of the brief, or words of a title>``: the card, and behind
    it the deep analysis."""
    if not request.arguments:
        raise UsageError(
            request.say.text(
                "Which paper? Give a number of the last brief (/paper 3), an id "
                "(/paper 2602.01234), an address, or words of the title."
            )
        )
    _refuse_several(request)
    reference = read_reference(request.arguments)
    if isinstance(reference, TitleWords):
        return await _by_title(reference.words, request, services)
    return await _card(await _referred(reference, request, services), request, services)


async def found_paper(request: Request, services: Services) -> Paper:
    """The one paper that the arguments name; UsageError where they name none or several."""
    _refuse_several(request)
    reference = read_reference(request.arguments)
    if not isinstance(reference, TitleWords):
        return await _referred(reference, request, services)
    meant = _meant(reference.words, await services.papers.search(reference.words, 2))
    if meant is None:
        raise UsageError(
            request.say.text("That names no single paper. Give its number in the brief or its id.")
        )
    return meant


def _refuse_several(request: Request) -> None:
    """ "1,2" is no title: a paper that happens to have both numbers in it was not meant."""
    named = read_references(request.arguments)
    if len(named) > 1:
        raise UsageError(
            request.say.text(
                "One paper at a time, please: /{command} {paper}",
                command=request.name,
                paper=named[0],
            )
        )


def _meant(words: str, found: Sequence[Paper]) -> Paper | None:
    """The one paper that words of a title mean: the only one, or the only one titled so."""
    exact = [one for one in found if title_of(one).casefold() == words.casefold()]
    candidates = exact or found
    return candidates[0] if len(candidates) == 1 else None


async def _referred(
    reference: ArxivId | BriefNumber | BadReference, request: Request, services: Services
) -> Paper:
    if isinstance(reference, BadReference):
        raise UsageError(_not_an_id(reference, request))
    if isinstance(reference, BriefNumber):
        reference = await _numbered(reference.number, request, services)
    return await _found(reference, request, services)


async def search(request: Request, services: Services) -> Message:
    """``/search <words>``: the papers remembered that have them, best first."""
    say = request.say
    if not request.arguments:
        raise UsageError(say.text("Search for what? For example: /search video diffusion"))
    found = await services.papers.search(request.arguments, _RESULTS)
    words = shorten(request.arguments, 80)
    if not found:
        sentence = say.text(
            "Nothing remembered here has “{words}”. I remember the announcements that I brought "
            "in and the papers that were asked for.",
            words=words,
        )
        return message(paragraph(sentence))
    heading = say.plural(
        "{n} paper for “{words}”, best first:",
        "{n} papers for “{words}”, best first:",
        len(found),
        words=words,
    )
    return message(paragraph(heading), _hits(found, request))


def _not_an_id(reference: BadReference, request: Request) -> str:
    shown = shorten(reference.text, 60)
    if reference.near:
        return request.say.text(
            "“{text}” is no arXiv id; did you mean {near}?", text=shown, near=reference.near
        )
    return request.say.text(
        "“{text}” is no arXiv id or address. Ids look like 2602.01234 or hep-th/9901002.",
        text=shown,
    )


async def _numbered(number: int, request: Request, services: Services) -> ArxivId:
    numbers = await services.deliveries.editions.numbers(request.channel.address)
    if number in numbers:
        return ArxivId(numbers[number])
    say = request.say
    if not numbers:
        raise UsageError(
            say.text("No paper was shown here yet, so there is no number {n}.", n=number)
        )
    raise UsageError(
        say.text(
            "The last brief here has the numbers {first} to {last}; {n} is none of them.",
            first=min(numbers),
            last=max(numbers),
            n=number,
        )
    )


async def _found(identity: ArxivId, request: Request, services: Services) -> Paper:
    """From memory; arXiv is asked for what is missing there, or for another version.

    A feed knows no submission date: a paper that has one came from a full source.
    """
    known = (await services.papers.get([identity.id])).get(identity.id)
    will_do = known is not None and identity.version in (None, known.version)
    if known and (known.sample or (will_do and (known.published or not services.completing))):
        return known
    if services.lookup is None:
        if known and will_do:
            return known
        raise UsageError(_unknown_paper(identity, request))
    await request.conversation.progress(
        request.say.text("Asking arXiv for {id} …", id=str(identity))
    )
    try:
        looked_up = (await services.lookup.by_ids([str(identity)])).get(str(identity))
    except PaperbriefError:
        if known and will_do:
            return known
        raise
    if looked_up is None:
        # what was announced this morning may not be among the records yet
        if known and will_do:
            return known
        raise UsageError(_unknown_paper(identity, request))
    complete = fill(looked_up, known) if known else looked_up
    await services.papers.keep([complete])
    return complete


def _unknown_paper(identity: ArxivId, request: Request) -> str:
    return request.say.text(
        "There is no paper {id}, neither remembered here nor at arXiv as far as I could ask.",
        id=str(identity),
    )


async def _by_title(words: str, request: Request, services: Services) -> Message | Continued:
    found = await services.papers.search(words, _RESULTS)
    if not found:
        raise UsageError(
            request.say.text(
                "No paper remembered here has “{words}” in it. An id or an arXiv address "
                "works for every paper.",
                words=shorten(words, 80),
            )
        )
    if meant := _meant(words, found):
        return await _card(await _found(ArxivId(meant.id), request, services), request, services)
    heading = request.say.text("Several papers may be meant. Which one?")
    return message(paragraph(heading), _hits(found, request))


def _hits(found: Sequence[Paper], request: Request) -> list[Block]:
    blocks: list[Block] = []
    if any(one.sample for one in found):
        blocks.append(paragraph(Span(sample_sentence(request.say), "strong")))
    items = [
        Item(
            (
                spans(Span(title_of(one), "strong", command=f"/paper {one.id}")),
                spans(Span(" · ".join((one.id, *one.categories[:1])), "dim")),
            )
        )
        for one in found
    ]
    buttons = tuple((Button(one.id, command=f"/paper {one.id}"),) for one in found[:3])
    return [*blocks, ItemList(tuple(items)), Buttons(buttons)]


async def _card(found: Paper, request: Request, services: Services) -> Message | Continued:
    made = await card_of(found, request, services)
    # who taps through a brief looks at cards; the analysis is one more tap away
    if services.reading is None or request.origin.tapped:
        return made
    return Continued(made, behind_card(found, request, services, services.reading))


async def card_of(found: Paper, request: Request, services: Services) -> Message:
    """The card alone; what is asked next here may be about it."""
    services.asking.talks.shown(request.channel.address, (found.id,))
    announcement = await services.briefs.announcement(request.channel, None)
    announced = _announced(found, announcement.papers if announcement else ())
    account = Account(request.channel.address, request.person)
    match = await match_of(found, request.channel.topics, services.pipeline, account)
    texts = await written([found], request.channel.language, services.pipeline, account)
    brief = texts[found.id]
    return card_message(
        Card(
            paper=found,
            announce_type=announced.announce_type if announced else None,
            links=find_links(found.abstract, found.comments),
            brief=PaperBrief() if isinstance(brief, NotWritten) else brief,
            match=match,
            reason=reason(match, request.say) if match else None,
            readable=services.reading is not None,
            first_page=await services.reading.texts.affiliations(found) if services.reading else (),
        ),
        request.say,
    )


def _announced(found: Paper, papers: Sequence[AnnouncedPaper]) -> AnnouncedPaper | None:
    """This very version in the newest announcement."""
    same = (one for one in papers if one.paper.id == found.id)
    return next((one for one in same if one.paper.version == found.version), None)
