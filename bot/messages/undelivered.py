"""The papers of briefs that never arrived, as a group of a later brief. Pure."""

from itertools import groupby

from bot.messages.blocks import Block, ItemList, Span, paragraph
from bot.messages.fitting import BriefForm
from bot.messages.groups import Items
from bot.translator import Translator
from bot.values.editions import Edition, UndeliveredPapers


def undelivered_blocks(
    edition: Edition, say: Translator, form: BriefForm, item: Items
) -> list[Block]:
    """A line for each brief that did not arrive, and its papers."""
    undelivered = edition.undelivered
    blocks: list[Block] = []
    for (day, why), papers in groupby(undelivered.papers, lambda one: (one.on, one.why)):
        told = say.text("From the brief of {day}, which could not be delivered", day=say.date(day))
        blocks.append(paragraph(Span(say.label(_because(told, why, say)).rstrip(), "strong")))
        numbers = [one.entry.number for one in papers]
        made = (item(number, form.papers[number], form.facts) for number in numbers)
        blocks.append(ItemList(tuple(made)))
    if undelivered.left:
        left = say.plural(
            "{n} more paper follows with the next brief.",
            "{n} more papers follow with the next brief.",
            undelivered.left,
        )
        blocks.append(paragraph(Span(left, "dim")))
    if undelivered.unasked:
        blocks.append(paragraph(*_unasked(undelivered, say)))
    return blocks


def _because(told: str, why: str, say: Translator) -> str:
    return say.bracketed(told, say.kept(why).rstrip(" .。")) if why else told


def _unasked(undelivered: UndeliveredPapers, say: Translator) -> list[Span | str]:
    told = say.plural(
        "Left out, because your topics no longer ask for it",
        "Left out, because your topics no longer ask for them",
        len(undelivered.unasked),
    )
    made: list[Span | str] = [say.label(told)]
    for place, id_ in enumerate(undelivered.unasked):
        made += [say.listed(["", ""]) if place else "", Span(id_, command=f"/paper {id_}")]
    return made
