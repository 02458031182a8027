"""The stage *summarise*: the day in a few lines.

::

    free:    the papers' texts | writer
    costly:  memo | store | writer | in place of it: the papers' texts | fallback

A costly one is told of every matched paper in its authors' words, and waits for no text.
"""

import asyncio
import hashlib
import json
import logging
from collections import Counter
from collections.abc import Awaitable, Mapping, Sequence
from dataclasses import replace

from bot.errors import ModelDenied, PaperbriefError, StoreUnusable, WriterFailed
from bot.pipeline.failures import told
from bot.pipeline.memo import Kind
from bot.pipeline.parts import Pipeline
from bot.pipeline.unasked import Unasked
from bot.pipeline.writing import LATE, in_authors_words
from bot.values.model import Account
from bot.values.papers import Paper
from bot.values.topics import Candidate
from bot.values.writing import PaperBrief, Summary, SummaryKey, SummaryOrder

log = logging.getLogger(__name__)

# summaries of some days, with up to 2 KB each
_SUMMARIES: Kind[Summary] = Kind(1_000)
# seconds
_QUESTIONS_OUT = 0.2
Texts = Awaitable[Mapping[str, PaperBrief]]


async def summarised(order: SummaryOrder, texts: Texts, pipeline: Pipeline) -> Summary | None:
    """``texts`` are those of the shown papers, which a costly writer does not wait for."""
    if not order.selection.shown:
        return None
    if not pipeline.summaries.costly:
        return await pipeline.summaries.summarise(replace(order, briefs=await texts))
    key = _key(order, pipeline)
    try:
        async with asyncio.timeout(pipeline.patience.total_seconds()):
            if refused := await pipeline.refused(order.account):
                return await _known(key, refused, pipeline)
            deadline = pipeline.clock() + pipeline.patience
            return await _once(replace(order, deadline=deadline), key, pipeline)
    except TimeoutError:
        why = LATE
    except WriterFailed as error:
        why = str(error)
    log.warning("summary_not_written", extra={"channel": order.account.channel, "why": why})
    return await stand_in(replace(order, briefs=await texts), pipeline, why)


async def read_ahead(
    language: str, account: Account, pipeline: Pipeline, papers: Sequence[Paper]
) -> None:
    """Find what the authors say of papers that a costly summary may be told of, while a model is
    waited for: of sixty, this takes half a second."""
    if pipeline.summaries.costly:
        # its questions go out first
        await asyncio.sleep(_QUESTIONS_OUT)
        await in_authors_words(papers, language, pipeline, account)


async def stand_in(order: SummaryOrder, pipeline: Pipeline, why: str) -> Summary | None:
    """By the writer that stands in, labelled; None where nobody does, or nothing is to be said."""
    if pipeline.plain_summaries is None:
        return None
    made = await pipeline.plain_summaries.summarise(order)
    return made and replace(made, source=replace(made.source, fallback=True), why=why)


async def _known(key: SummaryKey, refused: str, pipeline: Pipeline) -> Summary:
    """What is there already; what others have under way is not waited for."""
    found, stored = pipeline.memo.kept(_SUMMARIES, key), pipeline.stored_summaries
    if found is None and stored is not None:
        found = await stored.get(key)
    if found is None:
        raise WriterFailed(refused)
    return found


async def _once(order: SummaryOrder, key: SummaryKey, pipeline: Pipeline) -> Summary | None:
    while True:
        try:
            return await pipeline.memo.once(_SUMMARIES, key, lambda: _made(order, key, pipeline))
        except Unasked as error:
            # else another channel that wants the same had no money left
            if error.order is order:
                raise


async def _made(order: SummaryOrder, key: SummaryKey, pipeline: Pipeline) -> Summary:
    stored = pipeline.stored_summaries
    if stored is not None and (found := await stored.get(key)):
        return found

    async def later(better: Summary) -> None:
        pipeline.memo.keep(_SUMMARIES, key, better)
        await _keep(key, better, pipeline)

    made = await _by_writer(replace(order, later=later), order, pipeline)
    await _keep(key, made, pipeline)
    return made


async def _keep(key: SummaryKey, made: Summary, pipeline: Pipeline) -> None:
    stored = pipeline.stored_summaries
    if stored is not None:
        try:
            await stored.keep(key, made, pipeline.clock())
        except StoreUnusable as error:
            log.warning("summary_not_stored", extra={"why": str(error)})


async def _by_writer(order: SummaryOrder, asked: SummaryOrder, pipeline: Pipeline) -> Summary:
    """``asked`` is the order as it came."""
    if why := await pipeline.refused(order.account):
        raise Unasked(why, asked)
    papers = [one.announced.paper for one in order.selection.matched]
    own = await in_authors_words(papers, order.language, pipeline, order.account)
    try:
        made = await pipeline.summaries.summarise(replace(order, briefs=own))
    except PaperbriefError as error:
        log.warning("summariser_failed", extra={"why": str(error)})
        if isinstance(error, ModelDenied):
            raise Unasked(told(error), asked) from error
        raise WriterFailed(told(error)) from error
    if made is None:
        raise WriterFailed("There is nothing to sum up.")
    return made


def _key(order: SummaryOrder, pipeline: Pipeline) -> SummaryKey:
    past = order.past
    facts = (
        [_name(one) for one in order.selection.shown],
        sorted(_name(one) for one in order.selection.matched),
        [(group.name, group.matched) for group in order.groups],
        [topic.name for topic in order.topics],
        sorted(Counter(one.match.topic or "" for one in order.selection.matched).items()),
        past and [past.on.isoformat(), sorted((str(day), n) for day, n in past.titles.items())],
    )
    writer, own = pipeline.summaries, pipeline.fallback
    text = json.dumps(facts, ensure_ascii=True)
    digest = hashlib.sha256(text.encode()).hexdigest()
    # it is told of papers in their authors' words, as the fallback finds these
    version = f"{writer.version}/{own.version}" if own else writer.version
    return SummaryKey(digest, order.language, writer.name, version)


def _name(candidate: Candidate) -> str:
    """With its text where no version tells which one it is."""
    paper = candidate.announced.paper
    if paper.version:
        return f"{paper.id}v{paper.version}"
    return f"{paper.id} {paper.title} {paper.abstract}"
