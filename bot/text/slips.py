"""Words that were nearly typed. Pure."""

from collections.abc import Iterable
from difflib import SequenceMatcher

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
# a slip in a shorter word makes another word of it
_LEAST = 4
# one letter of four, two of eight
_LEAST_CLOSE = 0.75


def nearest_word(typed: str, known: Iterable[str]) -> str | None:
    """The one of ``known`` that is a slip or two away, the first of several; None where none is,
    or where it is typed without one."""
    matcher = SequenceMatcher(b=typed, autojunk=False)

    def closeness(word: str) -> float:
        matcher.set_seq1(word)
        return matcher.ratio() if matcher.quick_ratio() >= _LEAST_CLOSE else 0.0

    best = max(known, key=closeness, default=typed) if len(typed) >= _LEAST else typed
    return best if best != typed and closeness(best) >= _LEAST_CLOSE else None


def one_slip_from(typed: str) -> tuple[str, ...]:
    """What it may have been meant for: two letters the other way round, one twice, one less."""
    pairs = range(len(typed) - 1)
    turned = [typed[:at] + typed[at + 1] + typed[at] + typed[at + 2 :] for at in pairs]
    doubled = [typed[: at + 1] + typed[at:] for at in range(len(typed))]
    less = [typed[:at] + typed[at + 1 :] for at in range(len(typed))]
    return tuple(one for one in dict.fromkeys((*turned, *doubled, *less)) if one != typed)


def one_letter_from(typed: str) -> tuple[str, ...]:
    """What it may have been meant for: one letter more, or another one. The first and the last are
    as they should be."""
    more = [f"{typed[:at]}{one}{typed[at:]}" for at in range(1, len(typed)) for one in _LETTERS]
    other = [
        f"{typed[:at]}{one}{typed[at + 1 :]}" for at in range(1, len(typed) - 1) for one in _LETTERS
    ]
    return tuple(one for one in dict.fromkeys((*more, *other)) if one != typed)
