"""Discord's rules for a message (resources/message): texts, embeds, mentions, what is empty."""

import re
from dataclasses import dataclass

from tests.servers.discord.rules.components import check_message_components
from tests.servers.discord.rules.refusals import Form, Json, Refusal, Refused

SUPPRESS_EMBEDS, EPHEMERAL, LOADING, SILENT, V2 = 1 << 2, 1 << 6, 1 << 7, 1 << 12, 1 << 15
SETTABLE = SUPPRESS_EMBEDS | EPHEMERAL | SILENT | V2

MOST_CONTENT = 2000
MOST_EMBED_TEXT = 6000

_MENTION = re.compile(r"@(everyone|here)|<@!?(\d{15,20})>|<@&(\d{15,20})>")


@dataclass(frozen=True, slots=True)
class Mentions:
    """Ids as they stand in a text; ``everyone`` for @everyone and @here."""

    everyone: bool
    users: tuple[int, ...]
    roles: tuple[int, ...]


def check_message(body: Json, *, files: int) -> Json:
    """A whole message as it would be after sending or editing, with content trimmed.

    Raises Refused with every fault of the form, or as empty.
    """
    form = Form()
    flags = (form / "flags").whole(body.get("flags"), 0, 2**31 - 1, default=0)
    v2 = bool(flags & V2)
    content = (form / "content").text(body.get("content"), 0, MOST_CONTENT).strip()
    embeds = _check_embeds(form / "embeds", body.get("embeds"))
    components = check_message_components(form / "components", body.get("components"), v2=v2)
    _check_rest(form, body)
    if v2:
        _check_legacy(form, body, embeds)
    form.settle()
    shown = components if v2 else (content or embeds or files or body.get("sticker_ids"))
    if not shown and not body.get("poll"):
        raise Refused(Refusal.EMPTY_MESSAGE)
    return body | {"content": content, "embeds": embeds, "components": components}


def _check_rest(form: Form, body: Json) -> None:
    nonce = body.get("nonce")
    if nonce is not None:
        (form / "nonce").text(str(nonce), 0, 25)
    (form / "attachments").records(body.get("attachments"), 0, 10)
    (form / "sticker_ids").rows(body.get("sticker_ids"), 0, 3)
    check_allowed_mentions(form / "allowed_mentions", body.get("allowed_mentions"))


def _check_legacy(form: Form, body: Json, embeds: list[Json]) -> None:
    """Fields that a message of components cannot have; even an empty content is refused."""
    given = {
        "content": body.get("content") is not None,
        "embeds": bool(embeds),
        "sticker_ids": bool(body.get("sticker_ids")),
        "poll": bool(body.get("poll")),
    }
    for name in (name for name, present in given.items() if present):
        said = f"The '{name}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2"
        (form / name).wrong("MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2", said)


def _check_embeds(form: Form, embeds: object) -> list[Json]:
    rows = form.records(embeds, 0, 10)
    total = sum(_check_embed(place, embed) for place, embed in rows)
    if total > MOST_EMBED_TEXT:
        said = f"Embed size exceeds maximum size of {MOST_EMBED_TEXT}"
        form.wrong("MAX_EMBED_SIZE_EXCEEDED", said)
    return [embed for _, embed in rows]


def _check_embed(form: Form, embed: Json) -> int:
    """The characters that count towards the total."""
    parts = [
        (form / "title").text(embed.get("title"), 0, 256),
        (form / "description").text(embed.get("description"), 0, 4096),
        (form / "footer" / "text").text(_below(embed, "footer", "text"), 0, 2048),
        (form / "author" / "name").text(_below(embed, "author", "name"), 0, 256),
    ]
    fields = (form / "fields").records(embed.get("fields"), 0, 25)
    for place, each in fields:
        parts.append((place / "name").text(each.get("name"), 1, 256, required=True))
        parts.append((place / "value").text(each.get("value"), 1, 1024, required=True))
    pictured = any(embed.get(name) for name in ("image", "thumbnail", "url", "timestamp"))
    if not any(parts) and not pictured:
        (form / "description").missing()
    (form / "color").whole(embed.get("color"), 0, 0xFFFFFF, default=0)
    return sum(len(part.strip()) for part in parts)


def _below(embed: Json, name: str, key: str) -> object:
    inner = embed.get(name)
    return inner.get(key) if isinstance(inner, dict) else None


def check_allowed_mentions(form: Form, allowed: object) -> None:
    if not isinstance(allowed, dict):
        return
    parse = (form / "parse").rows(allowed.get("parse"), 0, 3)
    for position, each in enumerate(parse):
        (form / "parse" / position).one_of(each, ("everyone", "users", "roles"))
    for name in ("users", "roles"):
        listed = (form / name).rows(allowed.get(name), 0, 100)
        if listed and name in parse:
            said = f'parse:["{name}"] and {name}: [ids...] are mutually exclusive.'
            form.wrong("MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE", said)


def mentions(text: str) -> Mentions:
    """What a text mentions, outside of code, whoever may be pinged by it."""
    shown = re.sub(r"```.*?```|``.*?``|`[^`]*`", " ", text, flags=re.DOTALL)
    found = [match.groups() for match in _MENTION.finditer(shown)]
    return Mentions(
        any(everyone for everyone, _, _ in found),
        tuple(int(user) for _, user, _ in found if user),
        tuple(int(role) for _, _, role in found if role),
    )


def pinged(text: str, allowed: Json | None) -> Mentions:
    """What of a text's mentions would ping, as ``allowed_mentions`` leaves it."""
    seen = mentions(text)
    if allowed is None:
        return seen
    parse = allowed.get("parse") or ()
    kept = {
        name: {int(each) for each in allowed.get(name) or ()} | set(named if name in parse else ())
        for name, named in (("users", seen.users), ("roles", seen.roles))
    }
    return Mentions(
        seen.everyone and "everyone" in parse,
        tuple(each for each in seen.users if each in kept["users"]),
        tuple(each for each in seen.roles if each in kept["roles"]),
    )
