"""A change of a channel taken back, without touching what was changed since. Pure.

Each fact that the change touched becomes what it was before, if it still is what the change made
of it. Of lists (topics, categories) only the entries that the change touched count. A fact that
was changed again since then is stale: nothing is taken back silently over it.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.values.channels import Channel
from bot.values.facts import facts_of, made, told
from bot.values.topics import Topic

# facts of which each entry is a change of its own
_LISTS = ("topics", "categories", "barred")


@dataclass(frozen=True, slots=True)
class TakenBack:
    """``channel`` as it would be. ``stale`` are names of facts that were changed since, and stay
    as they are now."""

    channel: Channel
    stale: tuple[str, ...] = ()


def taken_back(now: Channel, before: Channel, after: Channel) -> TakenBack:
    """What ``now`` is without the change that led from ``before`` to ``after``."""
    facts, old, new = told(now), told(before), told(after)
    stale = []
    for name in _changed(old, new):
        merged = name in _LISTS and facts[name] not in (old[name], new[name])
        value = (_merged if merged else _single)(facts[name], old[name], new[name])
        if value is None or (name == "categories" and not value):
            stale.append(name)
        else:
            facts[name] = value
    return TakenBack(made(Channel, facts), tuple(stale))


def put_back(now: Channel, before: Channel, after: Channel) -> Channel:
    """``now`` with everything that the change touched as it was before, changed since or not."""
    facts, old, new = told(now), told(before), told(after)
    return made(Channel, {**facts, **{name: old[name] for name in _changed(old, new)}})


def _changed(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
    settable = [fact.name for fact in facts_of(Channel) if not fact.internal]
    return [name for name in settable if name != "address" and old[name] != new[name]]


def _single(now: Any, old: Any, new: Any) -> Any:
    """The value before; None where it was changed since."""
    return old if now in (old, new) else None


def _merged(
    now: tuple[Any, ...], old: tuple[Any, ...], new: tuple[Any, ...]
) -> tuple[Any, ...] | None:
    """A list without the entries that came, and with those that went; None where one of them
    was changed since."""
    here, was, became = _by_key(now), _by_key(old), _by_key(new)
    for key in dict.fromkeys((*was, *became)):
        if was.get(key) == became.get(key):
            continue
        if here.get(key) not in (was.get(key), became.get(key)):
            return None
        if key not in was:
            here.pop(key, None)
        elif key in here:
            here[key] = was[key]
        else:
            here = _inserted(here, key, was)
    return tuple(here.values())


def _inserted(
    here: Mapping[Hashable, Any], key: Hashable, was: Mapping[Hashable, Any]
) -> dict[Hashable, Any]:
    """At its old place, or the end."""
    entries = list(here.items())
    entries.insert(list(was).index(key), (key, was[key]))
    return dict(entries)


def _by_key(entries: tuple[Any, ...]) -> dict[Hashable, Any]:
    return {_key(entry): entry for entry in entries}


def _key(entry: Any) -> Hashable:
    return entry.name.casefold() if isinstance(entry, Topic) else entry
