"""An edition as a document: the brief without limits, then every paper's card. Pure.

For files (Markdown, HTML), where no chat platform counts characters.
"""

from bot.messages.blocks import Block, Buttons, Divider, Heading, Message, Span, message
from bot.messages.brief import brief_message
from bot.messages.card import Card, card_message
from bot.messages.entries import page_url
from bot.translator import Translator
from bot.values.editions import Edition, EditionPaper


def _any_length(_: Message) -> int:
    return 1


def digest_message(edition: Edition, say: Translator) -> Message:
    brief = brief_message(edition, say, _any_length)
    return message(
        [block for block in brief.blocks if not isinstance(block, Buttons)],
        *(_section(entry, say) for entry in edition.numbered),
    )


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
