"""What Telegram makes of a text and its entities. Pure.

Offsets and lengths are UTF-16 units: https://core.telegram.org/bots/api#messageentity.
What Telegram refuses is an :class:`ApiError`; what it silently drops or mends is a
*violation*, a sentence for the test that should have been told.
"""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from tests.servers.telegram.errors import Json, bad_request

LONGEST_TEXT = 4096
MOST_ENTITIES = 100
STYLES = frozenset({"bold", "italic", "underline", "strikethrough", "spoiler"})
FIXED_WIDTH = frozenset({"code", "pre"})
QUOTES = frozenset({"blockquote", "expandable_blockquote"})
OTHERS = frozenset({"text_link", "text_mention", "custom_emoji", "date_time"})
# clients find these in the text themselves; sent along, they are not looked at
FOUND = frozenset({"mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number"})
_SENT = STYLES | FIXED_WIDTH | QUOTES | OTHERS
_SCHEMES = frozenset({"http", "https", "tg"})
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f]")
_FINDABLE = (
    ("bot_command", re.compile(r"(?<![\w/])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z]\w{2,31})?(?![\w/])")),
    ("mention", re.compile(r"(?<![\w/@])@[A-Za-z]\w{3,31}\b")),
    ("hashtag", re.compile(r"(?<![\w&])#\w*[^\W\d]\w*")),
    ("url", re.compile(r"\b(?:https?://)?(?:[\w-]+\.)+[a-z]{2,12}(?:/[^\s]*[^\s.,;:!?)\]])?")),
)


@dataclass(frozen=True, slots=True)
class Formatted:
    text: str
    entities: tuple[Json, ...] = ()
    violations: tuple[str, ...] = ()


def units(text: str) -> int:
    """Length in UTF-16 units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def checked(
    text: str, entities: list[Json], *, longest: int = LONGEST_TEXT, empty: bool = False
) -> Formatted:
    """The text as Telegram would show it. Raises ApiError for what it refuses."""
    try:
        encoded = text.encode("utf-16-le")
    except UnicodeEncodeError:
        raise bad_request("strings must be encoded in UTF-8") from None
    wanted = [_read(entity, encoded) for entity in entities if _type(entity) not in FOUND]
    kept, violations = _kept(wanted)
    shown = text.strip()
    if not shown and not empty:
        raise bad_request("message text is empty")
    if units(shown) > longest:
        raise bad_request("message is too long" if longest == LONGEST_TEXT else _TOO_LONG_CAPTION)
    return Formatted(shown, _moved(kept, text, shown), (*violations, *_control(shown)))


_TOO_LONG_CAPTION = "message caption is too long"


def _type(entity: object) -> str:
    if not isinstance(entity, dict):
        raise bad_request("can't parse MessageEntity: expected an Object")
    kind = str(entity.get("type", ""))
    if kind not in _SENT | FOUND:
        raise bad_request("can't parse MessageEntity: unsupported type specified")
    return kind


def _read(entity: Json, encoded: bytes) -> Json:
    """The entity, if it lies within the text and begins and ends between characters."""
    offset, length = entity.get("offset"), entity.get("length")
    if not isinstance(offset, int) or not isinstance(length, int) or offset < 0 or length < 0:
        raise bad_request(f"receive an entity with incorrect offset {offset} or length {length}")
    end, size = offset + length, len(encoded) // 2
    if end > size:
        where = "begins" if offset > size else f"beginning at UTF-16 offset {offset} ends"
        at = offset if offset > size else end
        raise bad_request(f"entity {where} after the end of the text at UTF-16 offset {at}")
    for position, verb in ((offset, "begins"), (end, "ends")):
        if position < size and 0xDC <= encoded[2 * position + 1] <= 0xDF:
            raise bad_request(
                f"entity at UTF-16 offset {offset} {verb} in a middle of a UTF-16 symbol"
            )
    return entity


def _kept(wanted: list[Json]) -> tuple[list[Json], list[str]]:
    """Those that Telegram keeps, outermost first, with what is wrong with the others."""
    violations: list[str] = []
    kept: list[Json] = []
    if len(wanted) > MOST_ENTITIES:
        violations.append(f"{len(wanted)} entities: all beyond {MOST_ENTITIES} are ignored")
    outside: list[Json] = []
    for entity in sorted(wanted[:MOST_ENTITIES], key=lambda e: (e["offset"], -e["length"])):
        while outside and _end(outside[-1]) <= entity["offset"]:
            outside.pop()
        wrong = _alone(entity) or next((w for o in outside if (w := _inside(entity, o))), "")
        if wrong:
            violations.append(wrong)
            continue
        kept.append(entity)
        outside.append(entity)
    return kept, violations


def _end(entity: Json) -> int:
    return int(entity["offset"]) + int(entity["length"])


def _alone(entity: Json) -> str:
    if not entity["length"]:
        return f"{entity['type']} at {entity['offset']} covers nothing"
    if entity["type"] == "text_link" and not is_address(entity.get("url")):
        return f"text_link with the address {entity.get('url')!r}, which is dropped"
    return ""


def _inside(inner: Json, outer: Json) -> str:
    """What is wrong with an entity that begins within another one."""
    kinds = {str(inner["type"]), str(outer["type"])}
    pair = f"{inner['type']} at {inner['offset']} and {outer['type']} at {outer['offset']}"
    if _end(inner) > _end(outer) and _end(outer) > inner["offset"]:
        return f"{pair} overlap in part"
    if kinds <= QUOTES:
        return f"{pair}: quotations do not nest"
    if kinds & FIXED_WIDTH and not kinds & QUOTES:
        return f"{pair}: code stands alone"
    if kinds <= OTHERS:
        return f"{pair}: these do not hold one another"
    return ""


def _moved(kept: list[Json], text: str, shown: str) -> tuple[Json, ...]:
    """The entities in the text without its outer white space."""
    if len(text) == len(shown):
        return tuple(kept)
    gone = units(text[: len(text) - len(text.lstrip())])
    size = units(shown)
    moved = []
    for entity in kept:
        start, end = max(0, entity["offset"] - gone), min(size, _end(entity) - gone)
        if start < end:
            moved.append(entity | {"offset": start, "length": end - start})
    return tuple(moved)


def _control(text: str) -> tuple[str, ...]:
    found = _CONTROL.search(text)
    return (f"{found.group()!r} is not shown as it is",) if found else ()


def is_address(url: object) -> bool:
    """Whether a link or a button may carry this address."""
    if not isinstance(url, str) or not url or " " in url:
        return False
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    named = "." in parts.netloc or parts.scheme == "tg"
    return parts.scheme in _SCHEMES and bool(parts.netloc) and named


def found(text: str) -> list[Json]:
    """The entities that a person's client finds in what was typed; none overlap."""
    taken: list[tuple[int, int]] = []
    entities: list[Json] = []
    for kind, pattern in _FINDABLE:
        for match in pattern.finditer(text):
            start, end = match.span()
            if not any(start < other_end and begin < end for begin, other_end in taken):
                taken.append((start, end))
                place = {"offset": units(text[:start]), "length": units(match.group())}
                entities.append({"type": kind, **place})
    return sorted(entities, key=lambda entity: int(entity["offset"]))


def covered(text: str, entity: Json) -> str:
    """The part of the text that an entity covers."""
    encoded = text.encode("utf-16-le")
    return encoded[2 * entity["offset"] : 2 * _end(entity)].decode("utf-16-le")
