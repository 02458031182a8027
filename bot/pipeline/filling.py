"""The stage *fill*: what the announcement leaves out of shown papers, asked of arXiv once."""

import logging
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from bot.editorial.details import fill
from bot.errors import PaperbriefError
from bot.identifiers import versioned
from bot.pipeline.memo import Kind, Memo
from bot.pipeline.parts import Pipeline
from bot.ports.sources import PaperLookup
from bot.values.papers import Paper
from bot.values.topics import Candidate, Selection

log = logging.getLogger(__name__)

Ask = Callable[[Sequence[str]], Awaitable[Mapping[str, Paper | None]]]

_LARGEST = ("title", "abstract", "authors")
# a paper's record, None where arXiv has none
_RECORDS: Kind[Paper | None] = Kind(2_000)


async def filled(selection: Selection, pipeline: Pipeline, today: Memo) -> Selection:
    """The selection, its shown papers with what arXiv's records know beyond the announcement."""
    records = await look_up((one.announced.paper for one in selection.shown), pipeline, today)
    shown = tuple(_with_record(one, records) for one in selection.shown)
    return replace(selection, shown=shown)


async def look_up(
    papers: Iterable[Paper], pipeline: Pipeline, today: Memo
) -> Mapping[str, Paper | None]:
    """The records by id, all that are missing with one request.

    ``today`` remembers which could not be had: they are not asked for again on that day.
    """
    named = {versioned(one.id, one.version): one for one in papers if not one.sample}
    if pipeline.lookup is None or not named:
        return {}
    ask = partial(_asked, pipeline.lookup, named)
    found = await today.many(_RECORDS, tuple(named), lambda new: _had(new, ask, pipeline.memo))
    return {named[name].id: record for name, record in found.items()}


async def _had(names: Sequence[str], ask: Ask, memo: Memo) -> Mapping[str, Paper | None]:
    try:
        found = await memo.many(_RECORDS, names, ask)
    except PaperbriefError as error:
        log.warning("details_not_filled", extra={"papers": len(names), "why": str(error)})
        return dict.fromkeys(names)
    for name in names:
        if found[name] is None:
            # a paper of this morning may have a record later
            memo.forget(_RECORDS, name)
    return found


async def _asked(
    lookup: PaperLookup, named: Mapping[str, Paper], names: Sequence[str]
) -> Mapping[str, Paper | None]:
    found = await lookup.by_ids(names)
    return {name: _sharing(found.get(name), named[name]) for name in names}


def _sharing(record: Paper | None, paper: Paper) -> Paper | None:
    """The record, with the paper's own texts where they are equal: they are kept but once."""
    if record is None:
        return None
    equal: dict[str, Any] = {
        name: own for name in _LARGEST if (own := getattr(paper, name)) == getattr(record, name)
    }
    return replace(record, **equal)


def _with_record(candidate: Candidate, records: Mapping[str, Paper | None]) -> Candidate:
    record = records.get(candidate.announced.paper.id)
    if record is None:
        return candidate
    paper = fill(candidate.announced.paper, record)
    return replace(candidate, announced=replace(candidate.announced, paper=paper))
