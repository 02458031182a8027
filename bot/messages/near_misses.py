"""Papers just below a channel's threshold, with what speaks for them and what they lack. Pure."""

from collections.abc import Sequence

from bot.messages.blocks import Block, Heading, Item, ItemList, Span, paragraph, spans
from bot.messages.reasons import shortfall
from bot.text.readable import readable_title
from bot.translator import Translator
from bot.values.editions import NearMiss
from bot.values.topics import Candidate, Topic


def near_miss(one: Candidate, say: Translator) -> NearMiss:
    return NearMiss(
        id=one.announced.paper.id,
        title=readable_title(one.announced.paper.title),
        relevance=one.match.relevance,
        reason=shortfall(one.match, say),
    )


def near_miss_blocks(
    misses: Sequence[NearMiss], topics: Sequence[Topic], say: Translator
) -> list[Block]:
    """The papers as a list; where topics want something that no paper comes near, a sentence."""
    if misses:
        items = [
            Item(
                (
                    spans(miss.title, Span(f" · {miss.id} · {miss.relevance}", "dim")),
                    spans(Span(miss.reason, "dim")),
                )
            )
            for miss in misses
        ]
        return [Heading(spans(say.text("Nearest misses")), level=3), ItemList(tuple(items))]
    return nothing_blocks([topic for topic in topics if topic.has_interests], say)


def nothing_blocks(topics: Sequence[Topic], say: Translator) -> list[Block]:
    """A sentence on topics that no paper comes near; of people alone there are no other words."""
    people = [each for each in topics if not (each.description or each.include)]
    others = [each for each in topics if each not in people]
    told = [
        *([_nothing_near(_quoted([each.name for each in others], say), say)] if others else []),
        *(_nothing_by(each, say) for each in people),
    ]
    return [paragraph(each) for each in told]


def _nothing_near(topics: str, say: Translator) -> str:
    return say.text(
        "No paper here comes close to {topics}. If it stays like that, try the words "
        "that papers use for it.",
        topics=topics,
    )


def _nothing_by(topic: Topic, say: Translator) -> str:
    names = say.either([f"“{name}”" for name in topic.authors])
    return say.text("None of these papers is by {names}.", names=names)


def _quoted(names: Sequence[str], say: Translator) -> str:
    return say.join([f"“{name}”" for name in names])
