"""Which parts of a message go out together. Pure.

As much as one body holds, in order: nobody likes a message a paper. Controls stand under
the last of several, where they are found.
"""

from collections.abc import Iterable, Sequence

from adapters.chat.splitting import kept_together
from adapters.discord_chat.rendering import limits
from adapters.discord_chat.rendering.bodies import Element, body_of, count
from adapters.discord_chat.rendering.layout import Call, Piece, Rule
from adapters.discord_chat.rendering.part import Json
from bot.text.readable import utf16_length

KeptTogether = Sequence[Element]


def packed(elements: Sequence[Element], *, framed: bool) -> list[Json]:
    """The bodies; none where there is nothing to show."""
    if (whole := body_of(elements, framed=framed)) is not None:
        return [whole]
    rows = [each for each in elements if isinstance(each, dict)]
    groups = kept_together(filter(_is_read, elements), _leads, _fit)
    filled = _filled(groups, framed=framed)
    made = [body_of(each, framed=framed) for each in _with_rows(filled, rows, framed=framed)]
    return [body for body in made if body is not None]


def _is_read(element: Element) -> bool:
    """Not a control, nor what only names the control below it."""
    return not isinstance(element, dict) and not (isinstance(element, Piece) and element.caption)


def _leads(element: Element) -> bool:
    return isinstance(element, Call) or (isinstance(element, Piece) and element.leads)


def _fit(group: Sequence[Element]) -> bool:
    size = sum(utf16_length(each.text) + 2 for each in group if isinstance(each, Piece | Call))
    return size <= limits.DISPLAYED


def _filled(groups: Sequence[KeptTogether], *, framed: bool) -> list[list[KeptTogether]]:
    """Greedily: taking as much as fits from the start needs the fewest messages. A line
    across stands between two things of one message."""
    made: list[list[KeptTogether]] = []
    for group in groups:
        if made and body_of(_flat([*made[-1], group]), framed=framed) is not None:
            made[-1].append(group)
        elif not isinstance(group[0], Rule):
            made.append([group])
    return made


def _with_rows(
    filled: Sequence[Sequence[KeptTogether]], rows: Sequence[Json], *, framed: bool
) -> list[list[Element]]:
    """Under the last text; where they do not fit there, under its end; else by themselves."""
    texts = [_flat(groups) for groups in filled]
    if not rows:
        return texts
    for place in (0, -1) if texts else ():
        above, end = _flat(filled[-1][:place]), _flat(filled[-1][place:])
        if body_of([*end, *rows], framed=framed) is not None:
            return [*texts[:-1], *([above] if above else []), [*end, *rows]]
    return [*texts, *_bundles(rows, limits.COMPONENTS - framed)]


def _bundles(rows: Sequence[Json], room: int) -> list[list[Element]]:
    made: list[list[Element]] = []
    left = 0
    for row in rows:
        if count([row]) > left:
            made.append([])
            left = room
        made[-1].append(row)
        left -= count([row])
    return made


def _flat(groups: Iterable[KeptTogether]) -> list[Element]:
    return [element for group in groups for element in group]
