"""A brief as the outbox stores it for Discord, and what a repetition of it is known by. Pure."""

from dataclasses import dataclass, replace
from functools import partial
from hashlib import blake2b

from pydantic_core import from_json

from adapters.discord_chat.rendering.bodies import SILENT
from adapters.discord_chat.rendering.components import Words
from adapters.discord_chat.rendering.limits import label
from adapters.discord_chat.rendering.part import DiscordPart, Json, compact
from adapters.discord_chat.rendering.render import needs, parts
from bot.errors import OurFault
from bot.messages.blocks import Heading, Message, text_of
from bot.messages.brief import brief_message
from bot.translator import Translator
from bot.values.channels import USUAL, Manner
from bot.values.editions import Edition

# of a thread's or a post's name
_NAME = 100
_TITLE, _TAG = "title", "tag"
# What stands before a stored body, once: in a text the quotation marks would be escaped.
_BODY = ',"body":{'


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredPart(DiscordPart):
    """One part, and the title of the whole, by which threads and posts are named. ``tag`` is a
    forum's, by its id, "" for none."""

    title: str
    tag: str = ""


def discord_form(edition: Edition, say: Translator, manner: Manner = USUAL) -> tuple[str, ...]:
    """The brief as it is stored: a JSON text for each message."""
    made = brief_message(edition, say, partial(needs, call=manner.ping), manner)
    return form(made, words_in(say), manner)


def form(message: Message, words: Words, manner: Manner = USUAL) -> tuple[str, ...]:
    """Any message as it is stored."""
    named = {_TITLE: title_of(message)} | ({_TAG: manner.tag} if manner.tag else {})
    given = parts(message, words, manner.ping)
    made = (replace(part, text=compact(_silenced(part.body))) for part in given)
    return tuple(compact(named | stored_form(part)) for part in (made if manner.silent else given))


def _silenced(body: Json) -> Json:
    return body | {"flags": int(body.get("flags") or 0) | SILENT}


def stored_form(part: DiscordPart) -> Json:
    return ({"kept": dict(part.kept)} if part.kept else {}) | {"body": part.body}


def read_stored(payload: str) -> StoredPart:
    """OurFault for what :func:`discord_form` did not write."""
    head, behind, tail = payload.partition(_BODY)
    try:
        # the body goes out as it stands there; in what was stored long ago it comes first
        raw = from_json(head + "}" if behind else payload)
        text = "{" + tail[:-1] if behind else compact(dict(raw["body"]))
        kept = tuple((str(token), str(line)) for token, line in raw.get("kept", {}).items())
        title, tag = str(raw.get(_TITLE) or ""), str(raw.get(_TAG) or "")
        return StoredPart(text=text, kept=kept, title=title, tag=tag)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise OurFault(f"A stored Discord message cannot be read: {error}.") from error


def title_of(message: Message) -> str:
    """What a thread with this message is called: its first heading."""
    headings = (text_of(block.spans) for block in message.blocks if isinstance(block, Heading))
    return label(next(headings, ""), _NAME)


def words_in(say: Translator) -> Words:
    return Words(
        open_paper=say.text("Open a paper"),
        open=say.text("Open"),
        another=say.text("Subscribe another channel of this server"),
        there=say.text("To subscribe a channel of a server, send /subscribe there."),
        answer=say.text("Your answer"),
    )


def nonce(*what: str) -> str:
    """24 letters; Discord takes 25, and answers a repetition with the earlier message."""
    return blake2b("\n".join(what).encode(), digest_size=12).hexdigest()
