"""A part of a message as one body of Discord's API, where it fits. Pure.

The new kind (Components V2) holds text and controls in any order; the old kind holds half
as much text again, in embeds, with all controls below.
"""

from collections.abc import Sequence

from adapters.discord_chat.rendering import limits
from adapters.discord_chat.rendering.layout import Call, Piece, Rule, joined
from adapters.discord_chat.rendering.part import Json, nobody
from bot.text.readable import utf16_length

NEW_KIND = 1 << 15
NO_PREVIEWS = 1 << 2
# https://docs.discord.com/developers/resources/message#message-object-message-flags
SILENT = 1 << 12
# arXiv's own red
_ACCENT = 0xB31B1B
TEXT, SEPARATOR, CONTAINER = 10, 14, 17
_RULE = "— — —"
_BETWEEN = "\n\n"

Element = Piece | Rule | Call | Json
"""Text, a line across, a role that is called, or a row of controls."""


def body_of(elements: Sequence[Element], *, framed: bool) -> Json | None:
    """The new kind where it fits, else the old, else None."""
    return new_kind(elements, framed=framed) or old_kind(elements)


def new_kind(elements: Sequence[Element], *, framed: bool) -> Json | None:
    if displayed(elements) > limits.DISPLAYED:
        return None
    calls = [each for each in elements if isinstance(each, Call)]
    elements = [each for each in elements if not isinstance(each, Call)]
    components = _components(elements)
    room = limits.COMPONENTS - framed - len(calls)
    if count(components) > room:
        components = _closer(_components([each for each in elements if not _is_light(each)]), room)
    texts = sum(utf16_length(each["content"]) for each in components if each["type"] == TEXT)
    texts += displayed(calls)
    if not components or count(components) > room or texts > limits.DISPLAYED:
        return None
    if framed:
        components = [{"type": CONTAINER, "accent_color": _ACCENT, "components": components}]
    components = [*(_text(each.text) for each in calls), *components]
    return {"flags": NEW_KIND, "components": components, "allowed_mentions": called(calls)}


def called(calls: Sequence[Call]) -> Json:
    """Whom a message may call: these roles, and nobody and nothing else that stands in it."""
    return nobody() | ({"roles": [each.role for each in calls]} if calls else {})


def old_kind(elements: Sequence[Element]) -> Json | None:
    rows = [each for each in elements if isinstance(each, dict)]
    texts = _descriptions(elements)
    total = sum(map(utf16_length, texts))
    if not texts or len(rows) > limits.LEGACY_ROWS or len(texts) > limits.EMBEDS:
        return None
    if total > limits.EMBEDDED:
        return None
    embeds = [{"description": text, "color": _ACCENT} for text in texts]
    calls = [each for each in elements if isinstance(each, Call)]
    # an embed calls nobody
    content = {"content": " ".join(each.text for each in calls)} if calls else {}
    return content | {"embeds": embeds, "components": rows, "allowed_mentions": called(calls)}


def in_new_kind(body: Json) -> tuple[Json, ...]:
    """The same in as few messages of the new kind as hold it: embeds need a right of their
    own, which it does not."""
    made: list[str] = []
    above = [_text(body["content"])] if body.get("content") else []
    for embed in body["embeds"]:
        for text in embed["description"].split(_BETWEEN):
            both = f"{made[-1]}{_BETWEEN}{text}" if made else text
            if made and utf16_length(both) <= limits.DISPLAYED:
                made[-1] = both
            else:
                made.append(text)
    last = len(made) - 1
    first, *others = (
        _framed([_text(text), *(body["components"] if place == last else ())])
        for place, text in enumerate(made)
    )
    first |= {"components": [*above, *first["components"]], **_allowed(body)}
    return tuple(each | {"flags": NEW_KIND | silence(body)} for each in (first, *others))


def silence(body: Json) -> int:
    """The flag that it comes without a sound, where it has it."""
    return int(body.get("flags") or 0) & SILENT


def _allowed(body: Json) -> Json:
    return {"allowed_mentions": body["allowed_mentions"]}


def _framed(components: Sequence[Json]) -> Json:
    frame = {"type": CONTAINER, "accent_color": _ACCENT, "components": list(components)}
    return {"components": [frame], "allowed_mentions": nobody()}


def _text(content: str) -> Json:
    return {"type": TEXT, "content": content}


def count(components: Sequence[Json]) -> int:
    return sum(1 + len(each.get("components", ())) for each in components)


def displayed(elements: Sequence[Element]) -> int:
    """UTF-16 units of all text, which no form of it has fewer of."""
    return sum(utf16_length(each.text) for each in elements if isinstance(each, Piece | Call))


def _components(elements: Sequence[Element]) -> list[Json]:
    made: list[Json] = []
    pieces: list[Piece] = []
    for element in (*elements, None):
        if isinstance(element, Piece):
            pieces.append(element)
            continue
        made += [{"type": TEXT, "content": text} for text in joined(pieces)]
        pieces = []
        if isinstance(element, Rule):
            made += _rule(made)
        elif isinstance(element, dict):
            made.append(element)
    return made[:-1] if made and made[-1]["type"] == SEPARATOR else made


def _rule(before: Sequence[Json]) -> list[Json]:
    """Between two things only."""
    if not before or before[-1]["type"] == SEPARATOR:
        return []
    return [{"type": SEPARATOR, "divider": True, "spacing": 1}]


def _closer(components: list[Json], room: int) -> list[Json]:
    """Neighbouring texts as one, from the end on, until there is room."""
    made = list(components)
    place = len(made) - 1
    while place > 0 and count(made) > room:
        above, below = made[place - 1], made[place]
        if above["type"] == below["type"] == TEXT:
            text = f"{above['content']}{_BETWEEN}{below['content']}"
            made[place - 1 : place + 1] = [{"type": TEXT, "content": text}]
        place -= 1
    return made


def _descriptions(elements: Sequence[Element]) -> list[str]:
    """The texts of embeds: as few as hold it, a list of papers in one of its own where it
    fits there."""
    made: list[str] = []
    for section in _sections(elements):
        whole = _BETWEEN.join(section)
        for text in [whole] if utf16_length(whole) <= limits.DESCRIPTION else section:
            both = f"{made[-1]}{_BETWEEN}{text}" if made else text
            if made and utf16_length(both) <= limits.DESCRIPTION:
                made[-1] = both
            else:
                made.append(text)
    return made


def _sections(elements: Sequence[Element]) -> list[list[str]]:
    """What stands between lines that are for the look of the new kind. Lines across that
    mean something are written, between two things only."""
    made: list[list[Piece]] = [[]]
    rule, begun = False, False
    for each in elements:
        if isinstance(each, Rule):
            rule = rule or (begun and not each.light)
            made += [[]] if each.light else []
        elif isinstance(each, Piece) and not each.caption:
            made[-1] += [Piece(_RULE), each] if rule else [each]
            rule, begun = False, True
    return [joined(pieces) for pieces in made if pieces]


def _is_light(element: Element) -> bool:
    return isinstance(element, Rule) and element.light
