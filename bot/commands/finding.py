"""From the names of papers to papers: numbers of the brief, ids, words of a title.

::

    line | names (lines/references) | remembered | arXiv, once for all that are missing
         | words of a title | the one that has them, or a question

What only answers goes on with what it could find, and says what it could not; what changes
something takes all or nothing (:mod:`bot.commands.named_papers`).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.commands.identified import identified
from bot.commands.lines.command import Request, Services
from bot.commands.lines.references import (
    NamedPapers,
    looks_like_id,
    near_id,
    read_papers,
)
from bot.editorial.details import fill
from bot.errors import PaperbriefError, UsageError
from bot.identifiers import ArxivId
from bot.messages.blocks import (
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
from bot.messages.entries import title_of
from bot.text.readable import shorten
from bot.translator import Translator
from bot.values.papers import AnyPaper, Paper, PaperOutline
from bot.values.searching import SearchQuery, all_words

OFFERED = 5
"""Papers that words of a title may stand for, as a question offers them."""
# the one about video: only the last word is one of the title
_TALK_OF = re.compile(
    r"^(?:the\s+)?(?:one|ones|papers?|articles?)\s+(?:about|on|with|of|for|from)\s+(?:the\s+)?",
    re.I,
)


@dataclass(frozen=True, slots=True)
class FoundPapers:
    """``missing`` tells, in a sentence each, which names have no paper, ``told`` what is not as
    it was asked for. ``several``: those that words of a title fit, where one was meant; then there
    are no ``papers``."""

    papers: tuple[Paper, ...]
    missing: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    several: tuple[PaperOutline, ...] = ()


async def papers_of(request: Request, services: Services, *, most: int) -> FoundPapers:
    """All that the arguments name, in their order: for what only answers.

    Raises UsageError where there is none, or more than ``most``.
    """
    named = read_papers(request.arguments)
    check_amount(len(named.papers), most, request.say)
    if not named.papers or named.unread:
        titled = await _titled(request, services, named)
        if titled is not None:
            return titled
    found = await named_papers_found(named, request, services)
    if not found.papers:
        raise UsageError(request.say.sentences(*found.missing))
    check_amount(len(found.papers), most, request.say)
    return found


def check_amount(amount: int, most: int, say: Translator) -> None:
    """Raises UsageError for more papers than one line may name."""
    if amount > most:
        raise UsageError(
            say.text("Please name one paper at a time.")
            if most == 1
            else say.text("Please ask for at most {n} papers at once.", n=most)
        )


async def paper_of(request: Request, services: Services) -> Paper:
    """The one paper that the arguments name. Raises UsageError for none or several."""
    found = await papers_of(request, services, most=1)
    if found.several:
        titles = [shorten(title_of(one), 60) for one in found.several[:2]]
        raise UsageError(
            request.say.text(
                "More than one paper has these words: “{first}”, “{second}”. Give the number in "
                "the brief, or the id.",
                first=titles[0],
                second=titles[1],
            )
        )
    if found.missing:
        raise UsageError(request.say.sentences(*found.missing))
    return found.papers[0]


async def _titled(request: Request, services: Services, named: NamedPapers) -> FoundPapers | None:
    """The papers that words of a title mean; None where names are among the words, and no title
    has them all. Raises UsageError where the words are no title either."""
    words = _TALK_OF.sub("", request.arguments) or request.arguments
    if looks_like_id(words) and not named.papers:
        raise UsageError(not_an_id(words, request))
    query = _in_titles(words) if named.papers else all_words(words)
    hits = await services.papers.search(query, OFFERED)
    if not hits.papers:
        if named.papers:
            return None
        raise UsageError(_no_title(words, request))
    exact = [one for one in hits.papers if title_of(one).casefold() == words.casefold()]
    found = tuple(exact or hits.papers)
    if len(found) > 1:
        return FoundPapers((), several=found)
    paper = await found_paper(ArxivId(found[0].id), request, services)
    return FoundPapers((paper,))


def _in_titles(words: str) -> SearchQuery:
    terms = all_words(words).terms
    return SearchQuery(tuple(replace(each, field="title") for each in terms))


def _no_title(words: str, request: Request) -> str:
    if words.strip().isdigit():
        return request.say.text(
            "{number} is neither a number in the brief nor an arXiv id, and no paper I remember "
            "has it in its title. Type a number from the brief (/paper 3) or an id "
            "(/paper 2602.01234).",
            number=shorten(words.strip(), 20),
        )
    return request.say.text(
        "No paper I remember has “{words}” in it. Any paper can be opened by its "
        "id or arXiv link; /search looks for some of the words.",
        words=shorten(words, 80),
    )


async def named_papers_found(
    named: NamedPapers, request: Request, services: Services
) -> FoundPapers:
    """Those that are named by number or id; whatever else stands there is told."""
    say = request.say
    unread = [
        say.text("“{words}” is not a paper I know.", words=shorten(each, 60))
        for each in named.unread
    ]
    ids, unknown = await identified(named.papers, request, services)
    if len(ids) == 1 and not unknown:
        paper = await found_paper(ids[0], request, services)
        return FoundPapers((paper,), tuple(unread), _other_versions([(ids[0], paper)], say))
    papers = await _found_all(ids, request, services)
    missing = [_unknown_paper(each, request, services) for each in ids if each not in papers]
    unique = {paper.id: paper for paper in papers.values()}
    others = _other_versions(list(papers.items()), say)
    return FoundPapers(tuple(unique.values()), (*unknown, *missing, *unread), others)


def _other_versions(found: Sequence[tuple[ArxivId, Paper]], say: Translator) -> tuple[str, ...]:
    """Only an invented paper comes in another version than the one that was asked for."""
    return tuple(
        say.text(
            "There is no {asked} here; this is {id}.",
            asked=str(asked),
            id=str(ArxivId(paper.id, paper.version)),
        )
        for asked, paper in found
        if asked.version is not None and asked.version != paper.version
    )


async def _found_all(
    ids: Sequence[ArxivId], request: Request, services: Services
) -> Mapping[ArxivId, Paper]:
    """As they are remembered; arXiv is asked once, for all others together."""
    known = await services.papers.get([each.id for each in ids])
    found = {each: known[each.id] for each in ids if _will_do(known.get(each.id), each)}
    missing = [each for each in ids if each not in found]
    if missing and services.lookup is not None:
        told = request.say.listed(map(str, missing))
        await request.conversation.progress(request.say.text("Looking up {id} at arXiv …", id=told))
        looked_up = await services.lookup.by_ids([str(each) for each in missing])
        for each in missing:
            if (came := looked_up.get(str(each))) is not None:
                before = known.get(each.id)
                found[each] = fill(came, before) if before else came
        await services.papers.keep([found[each] for each in missing if each in found])
    return {each: found[each] for each in ids if each in found}


def _will_do(known: Paper | None, asked: ArxivId) -> bool:
    """An invented paper is nowhere else."""
    return known is not None and (known.sample or asked.version in (None, known.version))


async def found_paper(identity: ArxivId, request: Request, services: Services) -> Paper:
    """From memory; arXiv is asked for what is missing there, or for another version.

    A feed knows no submission date: a paper that has one came from a full source.
    """
    known = (await services.papers.get([identity.id])).get(identity.id)
    will_do = _will_do(known, identity)
    complete = known is not None and (known.published or not services.completing)
    # an abstract that was forgotten after a year is asked for again
    if known and (known.sample or (will_do and complete and known.abstract)):
        return known
    if services.lookup is None:
        if known and will_do:
            return known
        raise UsageError(_unknown_paper(identity, request, services))
    await request.conversation.progress(
        request.say.text("Looking up {id} at arXiv …", id=str(identity))
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
        raise UsageError(_unknown_paper(identity, request, services))
    filled = fill(looked_up, known) if known else looked_up
    await services.papers.keep([filled])
    return filled


def _unknown_paper(identity: ArxivId, request: Request, services: Services) -> str:
    if services.lookup is None:
        return request.say.text(
            "I have no paper {id} here, and this trial does not ask arXiv.",
            id=str(identity),
        )
    return request.say.text(
        "I could not find paper {id}, either among those I remember or at arXiv.",
        id=str(identity),
    )


def not_an_id(text: str, request: Request) -> str:
    shown, near = shorten(text, 60), near_id(text)
    if near:
        return request.say.text(
            "“{text}” is not an arXiv id; did you mean {near}?", text=shown, near=str(near)
        )
    return request.say.text(
        "“{text}” is not an arXiv id or link. Ids look like 2602.01234 or hep-th/9901002.",
        text=shown,
    )


def which_one(
    papers: Sequence[AnyPaper], told: str, command: str, after: str = "", *, shown: int = OFFERED
) -> Message:
    """A question with a button for each: it runs the command with that paper."""
    listed = papers[:shown]
    rows = tuple(
        (Button(one.id, command=" ".join(filter(None, (command, one.id, after)))),)
        for one in listed
    )
    items = tuple(
        Item((spans(Span(title_of(one), "strong", command=f"/paper {one.id}")), spans(one.id)))
        for one in listed
    )
    return message(paragraph(told), ItemList(items), Buttons(rows))
