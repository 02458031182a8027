"""Which sentences stand in which part of the card, by their places in the abstract. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from bot.editorial.writing.phrases import leans, problem, proposes, tells_how
from bot.editorial.writing.reading import Abstract
from bot.editorial.writing.roles import Headed, certainty, concludes

# an outcome is stated by the first sentence at least this likely, by others at least that
_POSSIBLE, _LIKELY = 0.2, 0.5
_CERTAIN = 0.9  # what a heading needs
_MOST_FINDINGS = 3
# of the abstract, as the card has it whole below the parts
_SHARE = 0.6


@dataclass(frozen=True, slots=True)
class CardParts:
    """Places of sentences; none is in two parts, and none is the TL;DR's."""

    motivation: tuple[int, ...] = ()
    method: tuple[int, ...] = ()
    result: tuple[int, ...] = ()
    conclusion: tuple[int, ...] = ()
    findings: tuple[int, ...] = ()


def outcomes(abstract: Abstract) -> list[int]:
    """Places of sentences that state an outcome, the surest first."""
    ranked = sorted(abstract.usable, key=lambda at: (-abstract.worths[at].outcome, at))
    worth = [abstract.worths[at].outcome for at in ranked]
    return [
        at
        for number, at in enumerate(ranked)
        if worth[number] >= (_LIKELY if number else _POSSIBLE)
    ]


def card_parts(abstract: Abstract, tldr: int | None) -> CardParts:
    """What is shown beside the TL;DR, which is made of sentence ``tldr`` if there is one."""
    shown = set() if tldr is None else {tldr}
    room = _Room(int(_SHARE * len(abstract.usable)) - 1, shown)
    found = outcomes(abstract)
    ending = [at for at in abstract.usable if concludes(abstract.sentences[at])][-1:]
    result = room.take(_result(abstract, [at for at in found if at not in ending]))
    motivation = room.take(_motivation(abstract, len(abstract.sentences) if tldr is None else tldr))
    method = room.take(
        _method(abstract, -1 if tldr is None else tldr, without=frozenset((*found, *ending)))
    )
    conclusion = room.take(ending)
    findings = [room.take([at]) for at in found[:_MOST_FINDINGS]]
    return CardParts(
        motivation, method, result, conclusion, tuple(at for one in findings for at in one)
    )


class _Room:
    """How many sentences may still be shown, and which are shown already."""

    def __init__(self, left: int, shown: set[int]) -> None:
        self._left, self._shown = left, shown

    def take(self, places: Sequence[int]) -> tuple[int, ...]:
        """All of them, or none where one is shown or there is no room."""
        if len(places) > self._left or not self._shown.isdisjoint(places):
            return ()
        self._left -= len(places)
        self._shown.update(places)
        return tuple(places)


def _result(abstract: Abstract, found: Sequence[int]) -> list[int]:
    """The surest outcome, where it is sure enough for the heading."""
    sure = _sure(abstract, "result", found)
    outcome = {at: abstract.worths[at].outcome for at in found}
    chosen = (at for at in found if outcome[at] >= (_LIKELY if at in sure else _CERTAIN))
    return list(islice(chosen, 1))


def _sure(abstract: Abstract, part: Headed, places: Sequence[int]) -> list[int]:
    certain = certainty(abstract.chances, part)
    return [at for at in places if certain[at] >= _CERTAIN]


def _method(abstract: Abstract, tldr: int, without: frozenset[int]) -> list[int]:
    """One or two sentences on how: those behind the contribution, else one that says what was
    made."""
    told = [
        at
        for at in _sure(abstract, "method", abstract.usable)
        if at not in without | {tldr} and tells_how(abstract.sentences[at])
    ]
    after = [at for at in told if at > tldr and abstract.roles[at] == "method"]
    chosen = after or [at for at in told if proposes(abstract.sentences[at])]
    pair = len(chosen) > 1 and chosen[1] == chosen[0] + 1
    return chosen[: 2 if pair else 1]


def _motivation(abstract: Abstract, tldr: int) -> list[int]:
    """The sentence that states a problem or a need, with the one before it where it leans on that.

    What looks like background behind the contribution is seldom the reason for it.
    """
    known = [at for at in _sure(abstract, "motivation", abstract.usable) if at < tldr]
    reasons = [at for at in known if problem(abstract.sentences[at])]
    if not reasons:
        return []
    chosen = max(reasons, key=lambda at: (problem(abstract.sentences[at]), -at))
    if not leans(abstract.sentences[chosen]):
        return [chosen]
    return [chosen - 1, chosen] if chosen - 1 in known else []
