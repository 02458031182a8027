"""What is said, made ready for the place where it is said. Pure."""

from collections.abc import Sequence

from adapters.discord_chat.rendering.bodies import NEW_KIND, in_new_kind
from adapters.discord_chat.rendering.components import Words
from adapters.discord_chat.rendering.markdown import escaped
from adapters.discord_chat.rendering.part import DiscordPart, Json, nobody, part_of
from bot.messages.blocks import ChannelChooser, Message, Span, paragraph

NOTHING = DiscordPart('{"content":"✓"}')


def is_new(body: Json) -> bool:
    return bool(int(body.get("flags") or 0) & NEW_KIND)


def bare(body: Json) -> Json:
    """For an edit: what the other kind of message holds is taken away."""
    empty: Json = {"content": None, "embeds": []}
    if not is_new(body):
        empty |= {"components": []}
    return empty | body


def without_embeds(given: Sequence[DiscordPart]) -> tuple[DiscordPart, ...]:
    return tuple(
        part_of(body, dict(part.kept))
        for part in given
        for body in (in_new_kind(part.body) if "embeds" in part.body else (part.body,))
    )


def without_choosers(message: Message, words: Words) -> Message:
    """In direct messages Discord has no channels to choose from."""
    return Message(
        tuple(
            paragraph(Span(words.there, "dim")) if isinstance(block, ChannelChooser) else block
            for block in message.blocks
        )
    )


def telling(text: str) -> Json:
    return {"content": escaped(text), "allowed_mentions": nobody()}
