"""The stage *write*: one text for each paper, whoever asks for it first, and in time.

::

    memo | store, where the writer is costly | writer | check | in place of it: fallback

Papers of one brief are written side by side, each by an order of its own, as another brief may
ask for the same one. A text that is late is finished all the same: who asks next has it.
"""

import asyncio
import hashlib
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.editorial.writing.check import checked
from bot.errors import PaperbriefError, StoreUnusable, WriterFailed
from bot.pipeline.memo import Kind
from bot.pipeline.parts import Pipeline
from bot.ports.writing import PaperWriter
from bot.values.model import Account
from bot.values.papers import Paper
from bot.values.writing import BriefKey, NotWritten, PaperBrief, WritingOrder

log = logging.getLogger(__name__)

# papers of one brief that are written at the same time
AT_ONCE = 4
# characters that a part may have: a chat message has no more
BUDGET = 4_000
# a day's shown papers many times over; with its paper, a written one has about 8 KB
_WRITTEN: Kind[PaperBrief] = Kind(1_000)


class _NotBegun(WriterFailed):
    """The order's time was over before one of its places was free."""


@dataclass(frozen=True, slots=True)
class _Writing:
    """What the papers of one order share."""

    pipeline: Pipeline
    order: WritingOrder
    places: asyncio.Semaphore


async def written(
    papers: Sequence[Paper], language: str, pipeline: Pipeline, account: Account
) -> Mapping[str, PaperBrief | NotWritten]:
    """By canonical id, for each of the papers; failures are values."""
    writing = _writing_of(papers, language, pipeline, account)
    known = {one.id: _known(one, writing.order, pipeline) for one in papers}
    missing = [one for one in papers if known[one.id] is None]
    made = await asyncio.gather(*(_in_time(one, writing) for one in missing))
    fresh = {one.id: each for one, each in zip(missing, made, strict=True)}
    return {**{id_: brief for id_, brief in known.items() if brief is not None}, **fresh}


def _writing_of(
    papers: Sequence[Paper], language: str, pipeline: Pipeline, account: Account
) -> _Writing:
    deadline = pipeline.clock() + pipeline.patience
    order = WritingOrder(tuple(papers), language, BUDGET, deadline, account)
    return _Writing(pipeline, order, asyncio.Semaphore(AT_ONCE))


def _known(paper: Paper, order: WritingOrder, pipeline: Pipeline) -> PaperBrief | None:
    return pipeline.memo.kept(_WRITTEN, _key(paper, order, pipeline.writer))


async def _in_time(paper: Paper, writing: _Writing) -> PaperBrief | NotWritten:
    try:
        async with asyncio.timeout(writing.pipeline.patience.total_seconds()):
            return await _once(paper, writing.pipeline.writer, writing)
    except TimeoutError:
        why = "It was not ready in time."
    except WriterFailed as error:
        why = str(error)
    log.warning("paper_not_written", extra={"paper": paper.id, "why": why})
    return await _fallen_back(paper, why, writing)


async def _fallen_back(paper: Paper, why: str, writing: _Writing) -> PaperBrief | NotWritten:
    if writing.pipeline.fallback is None:
        return NotWritten(why)
    try:
        # a place and a deadline of its own: texts that are late may hold all places, and the time
        # is over
        order = writing.order
        own = _writing_of((paper,), order.language, writing.pipeline, order.account)
        brief = await _once(paper, writing.pipeline.fallback, own)
    except WriterFailed as error:
        return NotWritten(str(error))
    sources = {part: replace(source, fallback=True) for part, source in brief.sources.items()}
    return replace(brief, sources=sources, reasons={**brief.reasons, **dict.fromkeys(sources, why)})


async def _once(paper: Paper, writer: PaperWriter, writing: _Writing) -> PaperBrief:
    key = _key(paper, writing.order, writer)
    try:
        return await writing.pipeline.memo.once(
            _WRITTEN, key, lambda: _made(paper, key, writer, writing)
        )
    except _NotBegun:
        if _is_over(writing):
            raise
    # it waited in the line of an earlier order, which had less time
    return await _once(paper, writer, writing)


async def _made(paper: Paper, key: BriefKey, writer: PaperWriter, writing: _Writing) -> PaperBrief:
    stored = writing.pipeline.stored if writer.costly and not key.digest else None
    if stored is not None and (found := await stored.get([key])):
        return found[key]
    async with writing.places:
        brief = await _by(writer, paper, writing)
    if stored is not None:
        try:
            await stored.keep({key: brief}, writing.pipeline.clock())
        except StoreUnusable as error:
            # it is paid for: those who ask have it, and the memo
            log.warning("text_not_stored", extra={"paper": paper.id, "why": str(error)})
    return brief


async def _by(writer: PaperWriter, paper: Paper, writing: _Writing) -> PaperBrief:
    if _is_over(writing):
        raise _NotBegun("It was not begun in time.")
    try:
        made = await writer.write(replace(writing.order, papers=(paper,)))
    except PaperbriefError as error:
        raise WriterFailed(str(error)) from error
    brief = made.get(paper.id, NotWritten("The writer left it out."))
    if isinstance(brief, NotWritten):
        raise WriterFailed(brief.why)
    return checked(brief, paper, writing.order.budget)


def _is_over(writing: _Writing) -> bool:
    return writing.pipeline.clock() > writing.order.deadline


def _key(paper: Paper, order: WritingOrder, writer: PaperWriter) -> BriefKey:
    # where there is a version, it tells which text this is
    text = "" if paper.version and paper.abstract else f"{paper.title}\n{paper.abstract}"
    return BriefKey(
        paper.id,
        paper.version,
        order.language,
        writer.name,
        f"{writer.version}/{order.budget}",
        hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest() if text else "",
    )
