"""What a line of ``/vote`` votes for and against: ``3 up``, ``up 3 4``, ``1 up, 2 down``. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.values.votes import Direction

# no bare + or -: "1 - 3 up" is a range
_UP = ("up", "👍", "like", "yes", "more", "+1", "upvote", "for", "赞")
_DOWN = ("down", "👎", "dislike", "less", "-1", "downvote", "against", "踩")
_NONE = ("none", "withdraw", "neither", "撤回")
_WORDS: dict[str, Direction] = {
    **dict.fromkeys(_UP, 1),
    **dict.fromkeys(_DOWN, -1),
    **dict.fromkeys(_NONE, 0),
}
# as they are typed, and as buttons have them
WORDS: dict[Direction, str] = {1: "up", -1: "down", 0: "none"}


@dataclass(frozen=True, slots=True)
class Ballot:
    """One direction, and how its papers were typed: perhaps not at all."""

    papers: str
    direction: Direction


def read_votes(text: str) -> tuple[Ballot, ...]:
    """In the order in which they were typed; empty where there is no direction, or where it
    cannot be told which papers it is for.

    A direction stands before its papers or behind them, in the whole line alike.
    """
    tokens = text.replace(",", " , ").replace(";", " , ").split()
    places = [place for place, each in enumerate(tokens) if each.lower() in _WORDS]
    if not places:
        return ()
    if len(places) == 1 and places[0] not in (0, len(tokens) - 1):
        # "zebra up north": a word of a title
        return ()
    first = places[0] == 0
    if not first and places[-1] != _last_word(tokens):
        return ()
    starts = places if first else [0, *(place + 1 for place in places[:-1])]
    ends = [*places[1:], len(tokens)] if first else [place + 1 for place in places]
    made = [
        _ballot(tokens[start:end], _WORDS[tokens[place].lower()])
        for start, end, place in zip(starts, ends, places, strict=True)
    ]
    return tuple(made) if len(made) == 1 or all(each.papers for each in made) else ()


def _last_word(tokens: Sequence[str]) -> int:
    return max(place for place, each in enumerate(tokens) if each != ",")


def _ballot(tokens: Sequence[str], direction: Direction) -> Ballot:
    words = [each for each in tokens if each.lower() not in _WORDS]
    return Ballot(" ".join(words).replace(" ,", ",").strip(" ,"), direction)
