"""From chosen papers to what a brief says of them and of their day.

::

    group | look back | write, in each of the channel's languages |
                      | summarise                                 |

A model sums up the day beside the writing; what needs no model waits for the texts.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.editorial.summary.grouping import grouped, reading_order
from bot.pipeline.memo import Memo
from bot.pipeline.parts import Pipeline
from bot.pipeline.past import past_of
from bot.pipeline.summarising import summarised
from bot.pipeline.writing import written
from bot.values.channels import Channel
from bot.values.model import Account
from bot.values.topics import Candidate, Group, Selection
from bot.values.writing import PaperBrief, Summary, SummaryOrder

# so many abstracts are read for themes in less time than two briefs are written
_SOON_READ = 20


@dataclass(frozen=True, slots=True)
class Told:
    """``selection.shown`` is in reading order, and has a text in ``briefs``, which are by
    canonical id; ``second`` are those in the channel's second language."""

    selection: Selection
    groups: tuple[Group, ...]
    briefs: Mapping[str, PaperBrief]
    second: Mapping[str, PaperBrief]
    summary: Summary | None


async def telling(
    chosen: Selection,
    dates: Sequence[date],
    channel: Channel,
    account: Account,
    pipeline: Pipeline,
    today: Memo,
) -> Told:
    """What could be written of the chosen papers; ``today`` is the memo of their day."""
    past = await past_of(dates, channel.asked, pipeline, today)
    order = replace(await _order(chosen, channel, account, today), past=past)
    shown = order.selection.shown
    texts = asyncio.ensure_future(texts_of(shown, channel.language, account, pipeline))
    summary, briefs, second = await asyncio.gather(
        summarised(order, texts, pipeline), texts, _second(shown, channel, account, pipeline)
    )
    if len(briefs) < len(shown):
        # without what could not be written, the others have other numbers
        left = tuple(one for one in chosen.shown if one.announced.paper.id in briefs)
        order = await _order(replace(chosen, shown=left), channel, account, today)
        order = replace(order, past=past)
        summary = await summarised(order, texts, pipeline)
    return Told(order.selection, order.groups, briefs, second, summary)


async def _order(
    chosen: Selection, channel: Channel, account: Account, today: Memo
) -> SummaryOrder:
    """The papers under their headings, in reading order."""
    await today.rounds.turn()
    if len(chosen.matched) <= _SOON_READ:
        groups = grouped(chosen, channel.topics, channel.asked)
    else:
        # to read the abstracts of a whole archive for the first time takes most of a second
        groups = await asyncio.to_thread(grouped, chosen, channel.topics, channel.asked)
    return SummaryOrder(
        selection=replace(chosen, shown=reading_order(groups)),
        groups=groups,
        briefs={},
        topics=channel.topics,
        language=channel.language,
        account=account,
        categories=tuple(channel.asked),
    )


async def _second(
    shown: Sequence[Candidate], channel: Channel, account: Account, pipeline: Pipeline
) -> Mapping[str, PaperBrief]:
    """In the channel's second language, which only a model writes."""
    if channel.bilingual in ("", channel.language) or not pipeline.writer.costly:
        return {}
    return await texts_of(shown, channel.bilingual, account, pipeline)


async def texts_of(
    shown: Sequence[Candidate], language: str, account: Account, pipeline: Pipeline
) -> Mapping[str, PaperBrief]:
    """What was written, by id; what failed is absent."""
    papers = [one.announced.paper for one in shown]
    made = await written(papers, language, pipeline, account)
    return {id_: brief for id_, brief in made.items() if isinstance(brief, PaperBrief)}
