"""The papers of a brief under their headings, each told in a line or two. Pure."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from functools import cache

from bot.messages.blocks import Block, Heading, Item, ItemList, Span, spans
from bot.messages.entries import fact_words
from bot.messages.fitting import BriefForm, ToldPaper, starred
from bot.messages.sources import is_mixed, sources_of
from bot.messages.telling import told_item
from bot.taxonomy import category_name
from bot.translator import Translator
from bot.values.editions import Edition, EditionPaper, PaperGroup

Items = Callable[[int, ToldPaper, bool], Item]
"""A paper's entry by its number, told so fully, with its small facts or without."""


def items_of(edition: Edition, say: Translator, *, apart: bool = False) -> Items:
    """The entries of one brief. Forms of it share most of them: each is made once. ``apart``:
    what came out has a line of its own."""
    entries = {one.number: one for one in edition.numbered}
    heads = {number: group.name for group in edition.groups for number in group.papers}
    notes = {one.entry.number: one.note for one in edition.undelivered.papers}
    marked, mixed = starred(edition), is_mixed(sources_of(edition))

    @cache
    def item(number: int, told: ToldPaper, with_facts: bool) -> Item:
        entry, note = entries[number], notes.get(number)
        if note == "withdrawn":
            told = ToldPaper(told.title, None, None)
        facts = [say.text("withdrawn since")] if note == "withdrawn" else []
        if note == "updated":
            facts = [say.text("revised since")]
        if with_facts and note != "withdrawn":
            facts += _facts(entry, edition, heads.get(number), say)
        return told_item(entry, told, facts, say, star=number in marked, mixed=mixed, apart=apart)

    return item


def _facts(
    entry: EditionPaper, edition: Edition, head: str | None, say: Translator
) -> Sequence[str]:
    """A topic's name stands once: in the heading, or in the brief's title where it is the only
    one."""
    topics = sum(topic.has_interests for topic in edition.topics)
    named = topics < 2 or (entry.match.topic or "").casefold() == (head or "").casefold()
    asked: Collection[str] = edition.announcement.categories
    primary = entry.paper.primary_category
    if primary and category_name(primary, say.language) == head:
        asked = (primary,)  # the heading says it
    return fact_words(entry, say, asked, topic=not named)


def group_blocks(edition: Edition, say: Translator, form: BriefForm, item: Items) -> list[Block]:
    """A heading and a list for each group; papers that are not grouped have a list alone."""
    groups = _groups(edition)
    blocks: list[Block] = []
    for group in groups:
        if group.name is not None:
            blocks.append(_heading(group.name, _counted(group.matched, edition, say)))
        elif len(groups) > 1:
            blocks.append(_heading(say.text("Also")))
        made = (item(number, _told(number, edition, form), form.facts) for number in group.papers)
        blocks.append(ItemList(tuple(made)))
    return blocks


def _told(number: int, edition: Edition, form: BriefForm) -> ToldPaper:
    """Without the result that the summary quotes above."""
    told = form.papers[number]
    above = edition.summary.overview[: form.overview] if edition.summary else ()
    # its subject may have become the paper's name
    ending = (told.result or "").rstrip(".")[len(told.result or "") // 2 :]
    is_quoted = ending and any(ending in sentence for sentence in above)
    return replace(told, result=None) if is_quoted else told


def _groups(edition: Edition) -> Sequence[PaperGroup]:
    if edition.groups or not edition.papers:
        return edition.groups
    everything = tuple(one.number for one in edition.papers)
    return (PaperGroup(name=None, papers=everything, matched=edition.matched),)


def _heading(name: str, counted: str = "") -> Heading:
    return Heading(spans(Span(name, "strong"), Span(f" · {counted}" if counted else "", "dim")), 3)


def _counted(matched: int, edition: Edition, say: Translator) -> str:
    """A brief of several announcements is not of one day."""
    if len(edition.announcement.dates) == 1:
        return say.plural("{n} today", "{n} today", matched)
    return say.plural("{n} paper", "{n} papers", matched)
