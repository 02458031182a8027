"""The deep analysis of a paper, made once for all who ask.

::

    memo | store | may the account spend? | analyst | store
                          in place of it: the authors' words, with the reason

Who cannot wait any longer gets the authors' words meanwhile; the analysis goes on, and is kept.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.errors import ModelDenied, PaperbriefError, StoreUnusable, WriterFailed
from bot.pipeline.failures import told
from bot.pipeline.memo import Kind, Memo
from bot.pipeline.reading.texts import passes
from bot.pipeline.unasked import Unasked
from bot.ports.analyses import AnalysisRepository, Analyst
from bot.translator import msgid
from bot.values.analyses import Analysis, AnalysisKey, AnalysisOrder, Claim, Reading
from bot.values.full_texts import FullText
from bot.values.model import Account
from bot.values.papers import Paper

log = logging.getLogger(__name__)

# how long somebody waits for an analysis, and how long one may take
PATIENCE, LONGEST = timedelta(seconds=90), timedelta(minutes=8)
LATE = msgid("The model has not finished yet.")
# analyses of up to 30 KB each
_ANALYSES: Kind[Analysis] = Kind(200)
_CHANGES: Kind[tuple[Claim, ...]] = Kind(5_000)
Report = Callable[[Reading], None]


def unheard(_: Reading) -> None:
    """Where nobody wants to know how far it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnalysisDesk:
    """``plain`` stands in for ``analyst`` and is the same where no model is configured; ``refusal``
    tells why an account may cause no costs now. ``stored`` is None where nothing outlives the
    process."""

    analyst: Analyst
    plain: Analyst
    clock: Callable[[], datetime]
    stored: AnalysisRepository | None = None
    refusal: Callable[[Account], Awaitable[str | None]] | None = None
    patience: timedelta = PATIENCE
    memo: Memo = field(default_factory=Memo)
    heard: dict[AnalysisKey, list[Report]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """An analysis that somebody asks for. ``before`` is the text of an earlier version, if it is
    kept: what is new is told then."""

    paper: Paper
    text: FullText
    language: str
    account: Account
    report: Report = unheard
    before: FullText | None = None


async def analysed(wanted: Wanted, desk: AnalysisDesk) -> Analysis:
    """Never raises for what a model does or does not: ``reasons["writer"]`` has the reason."""
    key = key_of(wanted, desk)
    desk.heard.setdefault(key, []).append(wanted.report)
    try:
        async with asyncio.timeout(desk.patience.total_seconds()):
            made = await _once(wanted, key, desk)
    except TimeoutError:
        why = LATE
    except WriterFailed as error:
        why = str(error)
    else:
        return await _with_changes(made, wanted, desk)
    finally:
        _unhear(key, wanted.report, desk)
    log.warning("analysis_not_written", extra={"paper": wanted.paper.id, "why": why})
    own = await desk.plain.analyse(_order(wanted, desk, unheard))
    own = replace(own, reasons={**own.reasons, "writer": why})
    return await _with_changes(own, wanted, desk)


async def older_analysis(paper: Paper, language: str, desk: AnalysisDesk) -> Analysis | None:
    """One of a version before this one, where none of this one is kept: it is out of date."""
    if desk.stored is None or paper.version is None:
        return None
    try:
        newest = await desk.stored.newest(paper.id, language)
    except StoreUnusable as error:
        log.warning("analyses_not_read", extra={"why": str(error)})
        return None
    stale = newest is not None and newest.version is not None and newest.version < paper.version
    return newest if stale else None


def key_of(wanted: Wanted, desk: AnalysisDesk) -> AnalysisKey:
    text, analyst = wanted.text, desk.analyst
    return AnalysisKey(
        text.paper_id, text.version, wanted.language, analyst.name, analyst.version, text.made_from
    )


async def _once(wanted: Wanted, key: AnalysisKey, desk: AnalysisDesk) -> Analysis:
    if key.version is None or passes(wanted.text):
        # of a file, or of a paper whose text may be another one soon
        return await _by_analyst(wanted, key, desk)
    try:
        return await desk.memo.once(_ANALYSES, key, lambda: _made(wanted, key, desk))
    except Unasked as error:
        if error.order is wanted:
            raise
    # somebody else who wanted the same had no money left
    return await _once(wanted, key, desk)


async def _made(wanted: Wanted, key: AnalysisKey, desk: AnalysisDesk) -> Analysis:
    if found := await _kept(key, desk):
        return found
    made = await _by_analyst(wanted, key, desk)
    if desk.stored is not None:
        try:
            await desk.stored.keep(key, made, desk.clock())
        except StoreUnusable as error:
            log.warning("analysis_not_stored", extra={"why": str(error)})
    return made


async def _kept(key: AnalysisKey, desk: AnalysisDesk) -> Analysis | None:
    if desk.stored is None:
        return None
    try:
        return (await desk.stored.get([key])).get(key)
    except StoreUnusable as error:
        log.warning("analyses_not_read", extra={"why": str(error)})
        return None


async def _by_analyst(wanted: Wanted, key: AnalysisKey, desk: AnalysisDesk) -> Analysis:
    if desk.refusal is not None and (why := await desk.refusal(wanted.account)):
        raise Unasked(why, wanted)
    try:
        return await desk.analyst.analyse(_order(wanted, desk, lambda one: _tell(key, one, desk)))
    except PaperbriefError as error:
        log.warning("analyst_failed", extra={"why": str(error)})
        if isinstance(error, ModelDenied):
            raise Unasked(told(error), wanted) from error
        raise WriterFailed(told(error)) from error


def _order(wanted: Wanted, desk: AnalysisDesk, report: Report) -> AnalysisOrder:
    return AnalysisOrder(
        paper=wanted.paper,
        text=wanted.text,
        language=wanted.language,
        account=wanted.account,
        deadline=desk.clock() + LONGEST,
        report=report,
    )


def _tell(key: AnalysisKey, reading: Reading, desk: AnalysisDesk) -> None:
    """All who wait for it."""
    for report in tuple(desk.heard.get(key, ())):
        report(reading)


def _unhear(key: AnalysisKey, report: Report, desk: AnalysisDesk) -> None:
    desk.heard[key].remove(report)
    if not desk.heard[key]:
        del desk.heard[key]


async def _with_changes(analysis: Analysis, wanted: Wanted, desk: AnalysisDesk) -> Analysis:
    """What is new, which depends on the version that was kept before. It is looked for in all
    sentences of the text: once, and beside the event loop."""
    text, before, comments = wanted.text, wanted.before, wanted.paper.comments or ""
    key = (
        text.paper_id,
        text.version,
        text.made_from,
        len(text.pieces),
        before.version if before else None,
        comments,
    )
    found = await desk.memo.once(
        _CHANGES, key, lambda: asyncio.to_thread(_changes, before, text, comments)
    )
    return replace(analysis, changed=found) if found else analysis


def _changes(before: FullText | None, text: FullText, comments: str) -> tuple[Claim, ...]:
    # loaded with the first text that is compared
    from bot.editorial.full_text.versions import changes

    return changes(before, text, comments)
