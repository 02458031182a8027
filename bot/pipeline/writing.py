"""The stage *write*: one text for each paper, whoever asks for it first, and in time.

::

    memo | store, where the writer is costly | batches: writer | check | in place of it: fallback

What nobody has written or begun yet is ordered in batches, side by side. A text that is late is
finished all the same: who asks next has it. A part that the writer left out is taken from the
fallback, and labelled; so is the whole text where it failed.
"""

import asyncio
import hashlib
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache, partial

from bot.editorial.writing.check import checked
from bot.editorial.writing.standing_in import completed, instead
from bot.errors import ModelDenied, PaperbriefError, StoreUnusable, WriterFailed
from bot.pipeline.failures import told
from bot.pipeline.memo import Kind
from bot.pipeline.parts import Pipeline
from bot.pipeline.unasked import Unasked
from bot.ports.writing import PaperWriter
from bot.translator import msgid
from bot.values.model import Account
from bot.values.papers import Paper
from bot.values.writing import BriefKey, NotWritten, PaperBrief, WritingOrder

log = logging.getLogger(__name__)

# orders of one brief that are under way at the same time
AT_ONCE = 4
# characters that a part may have: a chat message has no more
BUDGET = 4_000
LATE = msgid("It was not ready in time.")
_NEVER = datetime.max.replace(tzinfo=UTC)
_NOT_BEGUN = msgid("It was not started in time.")
# a channel may have asked for its language while there was one
NO_MODEL = msgid("Its language needs a language model, and none is set up.")
# a day's shown papers many times over; with its paper, a written one has about 8 KB
_WRITTEN: Kind[PaperBrief] = Kind(1_000)

Coming = Mapping[BriefKey, asyncio.Future[PaperBrief]]


@dataclass(frozen=True, slots=True)
class _Writing:
    """What the papers of one order share. ``together`` is how many of them a batch has."""

    pipeline: Pipeline
    writer: PaperWriter
    together: int
    order: WritingOrder
    places: asyncio.Semaphore

    @property
    def is_over(self) -> bool:
        return self.pipeline.clock() > self.order.deadline


async def written(
    papers: Sequence[Paper], language: str, pipeline: Pipeline, account: Account
) -> Mapping[str, PaperBrief | NotWritten]:
    """By canonical id, for each of the papers; failures are values."""
    writing = _writing_of(papers, language, pipeline, account)
    await _recall(writing)
    if pipeline.writer.costly and (refused := await pipeline.refused(account)):
        return {one.id: await _without_asking(one, refused, writing) for one in papers}
    made = _there(papers, writing)
    rest = [one for one in papers if one.id not in made]
    coming = _begun(rest, writing)
    texts = await asyncio.gather(
        *(_in_time(one, coming[_key(one, writing)], writing) for one in rest)
    )
    made.update({one.id: text for one, text in zip(rest, texts, strict=True)})
    if not pipeline.writer.costly and pipeline.translate(language).language != language:
        made = {
            id_: instead(one, NO_MODEL) if isinstance(one, PaperBrief) else one
            for id_, one in made.items()
        }
    return {one.id: made[one.id] for one in papers}


def _there(papers: Sequence[Paper], writing: _Writing) -> dict[str, PaperBrief | NotWritten]:
    """What is kept and complete: of the ten papers of a channel most are, and to wait for each
    would take longer than all else."""
    kept = ((one.id, writing.pipeline.memo.kept(_WRITTEN, _key(one, writing))) for one in papers)
    return {id_: brief for id_, brief in kept if brief is not None and not brief.reasons}


async def in_authors_words(
    papers: Sequence[Paper], language: str, pipeline: Pipeline, account: Account
) -> Mapping[str, PaperBrief]:
    """As the fallback writes them, which costs nothing; what fails is absent."""
    writing = _writing_of(papers, language, pipeline, account, fallback=True)
    made = await asyncio.gather(*_begun(papers, writing).values(), return_exceptions=True)
    return {
        one.id: each for one, each in zip(papers, made, strict=True) if isinstance(each, PaperBrief)
    }


def _writing_of(
    papers: Sequence[Paper],
    language: str,
    pipeline: Pipeline,
    account: Account,
    *,
    fallback: bool = False,
) -> _Writing:
    deadline = pipeline.clock() + pipeline.patience
    order = WritingOrder(tuple(papers), language, BUDGET, deadline, account)
    writer, together = pipeline.writer, pipeline.together
    if fallback and pipeline.fallback is not None:
        writer, together = pipeline.fallback, 1
        # the last that there is, and soon done: on a machine that is busy too, a paper has a text
        order = replace(order, deadline=_NEVER)
    return _Writing(pipeline, writer, together, order, asyncio.Semaphore(AT_ONCE))


async def _recall(writing: _Writing) -> None:
    """Take into the memo what the store has of what is not there."""
    stored, memo = writing.pipeline.stored, writing.pipeline.memo
    if stored is None or not writing.writer.costly:
        return
    keys = [_key(one, writing) for one in writing.order.papers]
    wanted = [key for key in keys if not key.digest and not memo.has(_WRITTEN, key)]
    if wanted:
        for key, brief in (await stored.get(wanted)).items():
            memo.keep(_WRITTEN, key, brief)


def _begun(papers: Sequence[Paper], writing: _Writing) -> Coming:
    """Each paper's text as it comes. What is neither there nor under way is begun, in batches."""
    memo, by_key = writing.pipeline.memo, {_key(one, writing): one for one in papers}

    async def make(keys: Sequence[BriefKey]) -> Mapping[BriefKey, PaperBrief | Exception]:
        return await _made({key: by_key[key] for key in keys}, writing)

    fresh = [key for key in by_key if not memo.has(_WRITTEN, key)]
    size = writing.together
    batches = [fresh[start : start + size] for start in range(0, len(fresh), size)]
    coming: dict[BriefKey, asyncio.Future[PaperBrief]] = {}
    for keys in (*batches, [key for key in by_key if key not in fresh]):
        coming.update(memo.each(_WRITTEN, keys, make))
    return coming


async def _without_asking(paper: Paper, why: str, writing: _Writing) -> PaperBrief | NotWritten:
    """What is written already; what others have under way is not waited for."""
    known = writing.pipeline.memo.kept(_WRITTEN, _key(paper, writing))
    return await (_completed(known, paper, writing) if known else _in_place(paper, why, writing))


async def _in_time(
    paper: Paper, coming: asyncio.Future[PaperBrief], writing: _Writing
) -> PaperBrief | NotWritten:
    try:
        async with asyncio.timeout(writing.pipeline.patience.total_seconds()):
            brief = await _got(paper, coming, writing)
    except TimeoutError:
        why = LATE
    except WriterFailed as error:
        why = str(error)
    else:
        return await _completed(brief, paper, writing)
    log.warning("paper_not_written", extra={"paper": paper.id, "why": why})
    return await _in_place(paper, why, writing)


async def _in_place(paper: Paper, why: str, writing: _Writing) -> PaperBrief | NotWritten:
    own = await _by_fallback(paper, writing)
    return NotWritten(why) if own is None else instead(own, why)


async def _got(paper: Paper, coming: asyncio.Future[PaperBrief], writing: _Writing) -> PaperBrief:
    while True:
        try:
            return await coming
        except Unasked as error:
            if error.order is writing.order or writing.is_over:
                raise
        # it was in the line of another order, which had less time, or less money
        (coming,) = _begun([paper], writing).values()


async def _completed(brief: PaperBrief, paper: Paper, writing: _Writing) -> PaperBrief:
    if not brief.reasons:
        return brief
    own = await _by_fallback(paper, writing)
    return completed(brief, own) if own else brief


async def _by_fallback(paper: Paper, writing: _Writing) -> PaperBrief | None:
    """With places and a deadline of its own: texts that are late may hold all places, and the
    time is over."""
    if writing.pipeline.fallback is None:
        return None
    order = writing.order
    own = await in_authors_words([paper], order.language, writing.pipeline, order.account)
    return own.get(paper.id)


async def _made(
    papers: Mapping[BriefKey, Paper], writing: _Writing
) -> Mapping[BriefKey, PaperBrief | Exception]:
    async with writing.places:
        made = await _by_writer(papers, writing)
    await _keep(made, writing)
    return made


async def _amended(
    papers: Mapping[BriefKey, Paper], writing: _Writing, made: Mapping[str, PaperBrief]
) -> None:
    """Put what came later in the place of what came in time."""
    better = {
        key: _text_of(one, made[one.id], writing) for key, one in papers.items() if one.id in made
    }
    for key, one in better.items():
        if isinstance(one, PaperBrief):
            writing.pipeline.memo.keep(_WRITTEN, key, one)
    await _keep(better, writing)


async def _keep(made: Mapping[BriefKey, PaperBrief | Exception], writing: _Writing) -> None:
    stored = writing.pipeline.stored
    briefs = {key: one for key, one in made.items() if isinstance(one, PaperBrief) and one.tldr}
    if stored is not None and writing.writer.costly and briefs:
        try:
            await stored.keep(briefs, writing.pipeline.clock())
        except StoreUnusable as error:
            # it is paid for: those who ask have it, and the memo
            log.warning("texts_not_stored", extra={"papers": len(briefs), "why": str(error)})


async def _by_writer(
    papers: Mapping[BriefKey, Paper], writing: _Writing
) -> Mapping[BriefKey, PaperBrief | Exception]:
    if writing.is_over:
        return dict.fromkeys(papers, Unasked(_NOT_BEGUN, writing.order))
    if writing.writer.costly and (why := await writing.pipeline.refused(writing.order.account)):
        return dict.fromkeys(papers, Unasked(why, writing.order))
    later = partial(_amended, papers, writing)
    order = replace(writing.order, papers=tuple(papers.values()), later=later)
    try:
        made = await writing.writer.write(order)
    except PaperbriefError as error:
        log.warning("writer_failed", extra={"papers": len(papers), "why": str(error)})
        if isinstance(error, ModelDenied):
            return dict.fromkeys(papers, Unasked(told(error), writing.order))
        return {key: WriterFailed(told(error)) for key in papers}
    return {key: _text_of(one, made.get(one.id), writing) for key, one in papers.items()}


def _text_of(
    paper: Paper, made: PaperBrief | NotWritten | None, writing: _Writing
) -> PaperBrief | Exception:
    if isinstance(made, PaperBrief):
        return checked(made, paper, writing.order.budget)
    return WriterFailed(made.why if made else "The writer left it out.")


def _key(paper: Paper, writing: _Writing) -> BriefKey:
    # where there is a version, it tells which text this is
    has_version = paper.version and paper.abstract
    return BriefKey(
        paper.id,
        paper.version,
        writing.order.language,
        writing.writer.name,
        f"{writing.writer.version}/{writing.order.budget}",
        "" if has_version else _digest(paper.title, paper.abstract),
    )


@lru_cache(maxsize=2_000)
def _digest(title: str, abstract: str) -> str:
    """Of a text that each channel asks for anew."""
    return hashlib.sha256(f"{title}\n{abstract}".encode("utf-8", "surrogatepass")).hexdigest()
