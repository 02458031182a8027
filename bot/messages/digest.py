"""An edition as a document: the brief without limits, then every paper's card. Pure.

For files (Markdown, HTML), where no chat platform counts characters.
"""

from collections.abc import Mapping
from dataclasses import replace

from bot.messages.blocks import (
    Block,
    Buttons,
    Divider,
    Heading,
    Item,
    ItemList,
    Message,
    Span,
    Spans,
    message,
)
from bot.messages.brief import brief_message
from bot.messages.card import Card, card_message
from bot.messages.entries import page_url
from bot.translator import Translator
from bot.values.editions import Edition, EditionPaper

# between two small facts
_BETWEEN = " · "


def _any_length(_: Message) -> int:
    return 1


def digest_message(edition: Edition, say: Translator) -> Message:
    brief = brief_message(edition, say, _any_length)
    entries = {f"{one.number}.": one for one in edition.numbered}
    return message(
        [_leading(one, entries, say) for one in brief.blocks if not isinstance(one, Buttons)],
        *(_section(entry, say) for entry in edition.numbered),
    )


def _leading(block: Block, entries: Mapping[str, EditionPaper], say: Translator) -> Block:
    """What is said to be there beside a paper ("code") is a link to it."""
    if not isinstance(block, ItemList):
        return block
    return ItemList(tuple(_item(item, entries.get(item.marker or ""), say) for item in block.items))


def _item(item: Item, entry: EditionPaper | None, say: Translator) -> Item:
    if entry is None:
        return item
    return replace(item, lines=tuple(_facts(line, entry, say) for line in item.lines))


def _facts(line: Spans, entry: EditionPaper, say: Translator) -> Spans:
    """The small facts stand at the end, in one span."""
    if not line or line[-1].style != "dim":
        return line
    led = {say.text("code"): entry.links.code, say.text("project page"): entry.links.project}
    made: list[Span] = []
    for place, fact in enumerate(line[-1].text.split(_BETWEEN)):
        where = next(iter(led.get(fact.strip(), ())), None)
        if place:
            made.append(Span(_BETWEEN, "dim"))
        if where is not None and fact != fact.lstrip():
            made.append(Span(fact[: -len(fact.lstrip())], "dim"))
            fact = fact.lstrip()
        made.append(Span(fact, "dim", url=where))
    return (*line[:-1], *made)


def _section(entry: EditionPaper, say: Translator) -> list[Block]:
    card = card_message(
        Card(
            paper=entry.paper,
            announce_type=entry.announced.announce_type,
            links=entry.links,
            brief=entry.brief,
            match=entry.match,
            reason=entry.reason,
        ),
        say,
    )
    title = Heading((Span(f"{entry.number}. "), Span(entry.title, url=page_url(entry))), level=2)
    rest = [block for block in card.blocks if not _is_title(block)]
    return [Divider(), title, *rest]


def _is_title(block: Block) -> bool:
    return isinstance(block, Heading) and block.level == 2
