"""Which papers can be read in which part of a brief: decided from what is sent. Pure."""

import json
from collections.abc import Iterable, Iterator, Sequence

# Characters that, like letters and digits, make an id behind them the end of a longer word.
_WITHIN = ("_", ".", "-")
# Values under these keys are not read as text. A button only acts: the numbers of all papers may
# stand under the last part of a brief.
_SILENT = frozenset(("rows", "chooser", "kept", "custom_id", "command"))


def papers_held(parts: Sequence[str], ids: Iterable[str]) -> tuple[tuple[str, ...] | None, ...]:
    """The ids that stand in each part, in the forms of all platforms (plain text, or JSON
    with texts and links in it); None for all parts where no id is found in any."""
    wanted = tuple(ids)
    held = [_found("\n".join(_texts(_read(part))), wanted) for part in parts]
    return tuple(held) if any(held) else (None,) * len(parts)


def _found(text: str, wanted: Iterable[str]) -> tuple[str, ...]:
    return tuple(id_ for id_ in wanted if _stands_in(text, id_))


def _stands_in(text: str, id_: str) -> bool:
    """Whether the id stands there as a whole word. A regular expression for each id would take
    longer than all the rest of this file."""
    at = text.find(id_)
    while at >= 0:
        before, behind = text[max(at - 1, 0) : at], text[at + len(id_) : at + len(id_) + 1]
        if not (before.isalnum() or before in _WITHIN) and not behind.isdigit():
            return True
        at = text.find(id_, at + 1)
    return False


def _read(part: str) -> object:
    try:
        return json.loads(part)
    except ValueError:
        return part


def _texts(value: object) -> Iterator[str]:
    match value:
        case str():
            if not value.startswith("/"):
                yield value
        case list():
            for each in value:
                yield from _texts(each)
        case dict():
            for name, each in value.items():
                if name not in _SILENT:
                    yield from _texts(each)
