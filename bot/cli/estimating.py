"""``brief --estimate``: what a brief would cost with a model. Chooses, and asks nobody."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

import click

from adapters.terminal_chat.conversation import CHANNEL
from bot.cli.brief_command import FIRST_WORD_OF_BRIEF, BriefOrder, fetched, saved
from bot.cli.requested import channel_for
from bot.pipeline.estimate import (
    JUDGING,
    VECTORS,
    WRITING,
    WRITING_TRANSLATED,
    Estimate,
    PaperSize,
    of_stage,
    of_summary,
    tokens_in,
)
from bot.pipeline.parts import Pipeline
from bot.pipeline.scoring import scoring_over
from bot.settings import Settings
from bot.spending import cost
from bot.translator import SOURCE_LANGUAGE, translator
from bot.values.channels import Channel
from bot.values.model import Purpose, Tokens
from bot.values.papers import Paper
from bot.values.spending import NOTHING, Spent
from bot.values.topics import Topic
from bot.wiring.arxiv_source import arxiv
from bot.wiring.pipeline import embedded
from bot.wiring.scoring import scorer
from scheduler.edition import Day

# from this relevance on a paper is on the short list
_LEAST = 10
# steps are named as `usage` names what calls are for
_VECTORS: Purpose = "embed"
_ENDS = (
    "Counted as if nobody had asked for any of it before: what other channels had is not paid "
    "again. Texts that are written once more after a check, and what a model thinks before it "
    "answers, come on top."
)


@dataclass(frozen=True, slots=True)
class _Step:
    """``papers`` is how many it is about."""

    name: Purpose
    papers: int
    estimate: Estimate


@dataclass(frozen=True, slots=True)
class BriefCost:
    """``spent`` is None where a model has no price."""

    steps: Sequence[_Step]
    models: tuple[str, ...]
    spent: Spent | None

    @property
    def whole(self) -> Estimate:
        return sum((step.estimate for step in self.steps), Estimate())


async def print_estimate(order: BriefOrder, settings: Settings) -> None:
    found = await _cost(order, settings)
    if order.form == "json":
        click.echo(json.dumps(_as_json(found, settings), indent=1))
        return
    for line in _lines(found, settings):
        click.echo(line)


async def _cost(order: BriefOrder, settings: Settings) -> BriefCost:
    channel = channel_for(
        settings, CHANNEL, categories=order.categories, topics=order.topics, top=order.top
    )
    if order.paths:
        listings = saved(order.paths, order.categories)
    else:
        channel = replace(channel, categories=channel.categories or settings.channels.categories)
        async with arxiv(settings, first_word=FIRST_WORD_OF_BRIEF) as source:
            listings = await fetched(source, channel.asked, order.at)
    pipeline = embedded(None, scorer=scorer(settings.encoder))
    steps = await _steps(Day(listings, pipeline), channel, pipeline, settings)
    return BriefCost(steps, settings.models, _spent(steps, settings))


async def _steps(day: Day, channel: Channel, pipeline: Pipeline, settings: Settings) -> list[_Step]:
    announcement = await day.announcement(channel.asked)
    papers = {one.paper.id: one.paper for one in announcement.papers}
    chosen = await day.select(channel)
    shown = {one.announced.paper.id: one.announced.paper for one in chosen.shown}
    matched = [one.announced.paper for one in chosen.matched]
    others = [one for one in matched if one.id not in shown]
    judged = await _judged(papers, channel.topics, pipeline, settings.choosing.short_list)
    is_english = channel.language.partition("-")[0] == SOURCE_LANGUAGE
    writing = WRITING if is_english else WRITING_TRANSLATED
    steps = []
    if settings.model.embedding_name and any(topic.description for topic in channel.topics):
        steps.append(_Step(_VECTORS, len(papers), of_stage(_sizes(papers.values()), VECTORS)))
    return [
        *steps,
        _Step("score", len(judged), of_stage(_sizes(judged), JUDGING)),
        _Step("write", len(shown), of_stage(_sizes(shown.values()), writing)),
        _Step("summarise", len(matched), of_summary(_sizes(shown.values()), _sizes(others))),
    ]


async def _judged(
    papers: Mapping[str, Paper], topics: Sequence[Topic], pipeline: Pipeline, most: int
) -> list[Paper]:
    """The short list of each topic, as the local choice makes it, of ``most`` papers at most."""
    described = [topic for topic in topics if topic.description]
    if not described:
        return []
    scoring = scoring_over(list(papers.values()), pipeline)
    listed: list[Paper] = []
    for topic in described:
        matches = await scoring.score(topic)
        near = {id_: one.relevance or 0 for id_, one in matches.items() if id_ in papers}
        best = sorted((id_ for id_ in near if near[id_] >= _LEAST), key=lambda id_: -near[id_])
        listed += [papers[id_] for id_ in best[:most]]
    return listed


def _sizes(papers: Iterable[Paper]) -> list[PaperSize]:
    return [PaperSize(tokens_in(one.title), tokens_in(one.abstract)) for one in papers]


def _spent(steps: Sequence[_Step], settings: Settings) -> Spent | None:
    model = settings.model
    spent = NOTHING
    for step in steps:
        name = model.embedding_name if step.name == _VECTORS else model.name
        used = Tokens(step.estimate.input_tokens, step.estimate.output_tokens)
        spent += cost(name or "", used, settings.spending.prices)
    return None if spent.unpriced else spent


def _lines(found: BriefCost, settings: Settings) -> list[str]:
    rows: list[tuple[str, str, Estimate]] = [
        (step.name, _counted(step.papers, "paper"), step.estimate) for step in found.steps
    ]
    rows.append(("in all", "", found.whole))
    table = [
        f"{name:<10} {papers:>12}  {_counted(one.calls, 'call'):>10}  {one.input_tokens:>9,} "
        f"tokens read  {one.output_tokens:>8,} written"
        for name, papers, one in rows
    ]
    return [*table, "", _money(found, settings), _ENDS]


def _counted(count: int, thing: str) -> str:
    """In columns: a single one keeps its place."""
    return f"{count:,} {thing} " if count == 1 else f"{count:,} {thing}s"


def _money(found: BriefCost, settings: Settings) -> str:
    if found.spent is None:
        return "To see what that costs, set PAPERBRIEF_MODEL_PRICES."
    money = translator(SOURCE_LANGUAGE).money(found.spent.money, settings.spending.currency)
    models = " and ".join(found.models) or "a model at these prices (OPENAI_MODEL names none)"
    return f"About {money} with {models}."


def _as_json(found: BriefCost, settings: Settings) -> Mapping[str, Any]:
    def facts(one: Estimate) -> Mapping[str, int]:
        return asdict(one)

    return {
        "stages": {
            step.name: {"papers": step.papers, **facts(step.estimate)} for step in found.steps
        },
        "total": facts(found.whole),
        "money": None if found.spent is None else float(round(found.spent.money, 6)),
        "currency": settings.spending.currency,
    }
