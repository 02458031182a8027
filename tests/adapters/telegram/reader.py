"""Reads a Telegram part as Telegram and a person would: what is wrong with it, how it looks."""

from itertools import combinations

from adapters.telegram_chat.rendering.part import Entity, TelegramPart

_TAGS = {
    "bold": ("<b>", "</b>"),
    "italic": ("<i>", "</i>"),
    "code": ("`", "`"),
    "text_link": ("[", "]"),
    "blockquote": ("<q>", "</q>"),
    "expandable_blockquote": ("<fold>", "</fold>"),
}


def units16(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def under(part: TelegramPart, entity: Entity) -> str:
    """What an entity covers; UnicodeDecodeError where it cuts a pair of surrogates."""
    raw = part.text.encode("utf-16-le")
    return raw[entity.offset * 2 : (entity.offset + entity.length) * 2].decode("utf-16-le")


def of_kind(part: TelegramPart, *kinds: str) -> list[str]:
    return [under(part, each) for each in part.entities if each.kind in kinds]


def look(part: TelegramPart) -> str:
    """The text with its entities as tags, links in brackets, keys in lines below."""
    events = []
    for number, each in enumerate(part.entities):
        start, end = _TAGS[each.kind]
        events.append((each.offset, 1, -each.length, number, start))
        events.append((each.offset + each.length, 0, each.length, -number, end))
    raw, made, place = part.text.encode("utf-16-le"), "", 0
    for offset, *_, tag in sorted(events):
        made += raw[place * 2 : offset * 2].decode("utf-16-le") + tag
        place = offset
    made += raw[place * 2 :].decode("utf-16-le")
    keys = ["\n" + " ".join(f"({key.label})" for key in row) for row in part.rows]
    return "".join([made, *keys])


def faults(part: TelegramPart) -> list[str]:
    """What Telegram would refuse, drop, shift or ignore."""
    found = []
    if not part.text or part.text != part.text.strip():
        found.append("white space at an end, or no text")
    if units16(part.text) > 4096:
        found.append(f"{units16(part.text)} units")
    if len(part.entities) > 100:
        found.append(f"{len(part.entities)} entities")
    if "\n\n\n" in part.text or " \n" in part.text:
        found.append("two empty lines, or a space at the end of one")
    if list(part.entities) != sorted(part.entities, key=lambda e: (e.offset, -e.length)):
        found.append("entities out of order")
    for each in part.entities:
        found += _entity_faults(part, each)
    for first, second in combinations(part.entities, 2):
        found += _pair_faults(first, second)
    if sum(map(len, part.rows)) > 100 or any(not 0 < len(row) <= 8 for row in part.rows):
        found.append("too many keys, or a row of none")
    return found


def _entity_faults(part: TelegramPart, each: Entity) -> list[str]:
    found = []
    if each.length < 1 or each.offset < 0 or each.offset + each.length > units16(part.text):
        return [f"{each} is outside"]
    text = under(part, each)
    if text != text.strip():
        found.append(f"{each} begins or ends in white space")
    if (each.kind == "text_link") is not bool(each.url or each.command):
        found.append(f"{each} opens nothing, or is no link and opens something")
    if each.url and not each.url.startswith(("http://", "https://")):
        found.append(f"{each} has a strange address")
    return found


def _pair_faults(first: Entity, second: Entity) -> list[str]:
    """``first`` begins first."""
    end = first.offset + first.length
    if second.offset >= end:
        return []
    found = []
    if second.offset + second.length > end:
        found.append(f"{second} reaches out of {first}")
    kinds = {first.kind, second.kind}
    if "code" in kinds and not kinds & {"blockquote", "expandable_blockquote"}:
        found.append(f"code together with {first.kind} and {second.kind}")
    if kinds <= {"blockquote", "expandable_blockquote"} or first.kind == second.kind:
        found.append(f"{first.kind} inside {second.kind}")
    return found
