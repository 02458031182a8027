"""/similar: papers of the last weeks that are like one.

::

    paper | those of the last weeks with a telling word of it | the nearest in meaning
          | where they are few, the nearest of all that are remembered, as where one day is
          | what was not shown here first, each with the words that both have
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from bot.commands.finding import paper_of
from bot.commands.lines.command import Request, Services
from bot.commands.searching import facts, today, whole_papers
from bot.editorial.choosing.similar import Alike, most_alike, telling_words
from bot.errors import UsageError
from bot.messages.blocks import Item, ItemList, Message, Span, message, paragraph, spans
from bot.messages.card import sample_sentence
from bot.messages.entries import title_of
from bot.text.readable import shorten
from bot.translator import Translator
from bot.values.deliveries import Shown
from bot.values.papers import Paper
from bot.values.searching import SearchQuery, Term

_BACK = timedelta(weeks=5)
_MOST_SHOWN = 8
# with fewer in the last weeks, older ones are asked
_FEW = 3
# the best by their words, of which the nearest by their meaning are taken
_MOST_COMPARED = 500
_TITLE = 90


async def similar(request: Request, services: Services) -> Message:
    """``/similar <paper>``"""
    say = request.say
    if not request.arguments:
        raise UsageError(say.text("Similar to which paper? For example: /similar 3"))
    paper = await paper_of(request, replace(services, completing=False))
    title = shorten(title_of(paper), _TITLE)
    since = await _newest(request, services) - _BACK
    alike = await _alike(paper, since, services)
    older = () if len(alike) >= _FEW else await _alike(paper, None, services)
    is_older = len(older) > len(alike)
    alike = older if is_older else alike
    if not alike:
        raise UsageError(
            say.text(
                "Nothing I remember is much like “{title}”. /search looks for words in everything.",
                title=title,
            )
        )
    ids = [one.paper.id for one in alike]
    shown = await services.deliveries.ledger.shown(request.channel.address, ids)
    alike = tuple(sorted(alike, key=lambda one: one.paper.id in shown))
    sample = any(one.paper.sample for one in alike)
    return message(
        paragraph(Span(sample_sentence(say), "strong")) if sample else None,
        paragraph(
            say.text("Most like “{title}”, of all that I remember:", title=title)
            if is_older
            else say.text("Most like “{title}”, in the newest five weeks I remember:", title=title)
        ),
        ItemList(tuple(_item(one, shown, say) for one in alike)),
    )


async def _alike(paper: Paper, since: date | None, services: Services) -> tuple[Alike, ...]:
    others = await _candidates(paper, since, services)
    # numpy over some hundred abstracts would hold up everybody else
    return (await asyncio.to_thread(most_alike, paper, others))[:_MOST_SHOWN]


async def _candidates(paper: Paper, since: date | None, services: Services) -> Sequence[Paper]:
    """Papers with a word that tells what this one is about."""
    first, *rest = telling_words(paper) or ("",)
    if not first:
        return ()
    term = Term(first, others=tuple(Term(one) for one in rest))
    return await whole_papers(SearchQuery((term,), since=since), _MOST_COMPARED, services)


async def _newest(request: Request, services: Services) -> date:
    """The weeks before the newest announcement that is here: a saved one may be old."""
    announcement = await services.briefs.announcement(request.channel, None)
    return max(announcement.dates if announcement else (), default=today(request, services))


def _item(alike: Alike, shown: Mapping[str, Shown], say: Translator) -> Item:
    paper = alike.paper
    title = Span(title_of(paper), "strong", command=f"/paper {paper.id}")
    here = shown.get(paper.id)
    when = say.text("shown here on {day}", day=say.date(here.on)) if here else ""
    both = Span(say.label(say.text("in common")), "dim")
    return Item(
        (
            spans(title),
            spans(Span(" · ".join(filter(None, (facts(paper, say), when))), "dim")),
            spans(both, say.join(list(alike.shared))),
        )
    )
