"""How papers meet a topic's description: the number, and what of it to show a reader. Pure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from bot.editorial.choosing.abbreviated import written_out
from bot.editorial.choosing.evidence import HeldWords, Phrases, close_in_meaning, lacking, said
from bot.editorial.choosing.index import Floats, Query, Reference, TermIndex, build_query
from bot.editorial.choosing.keywords import Text, prepare
from bot.editorial.choosing.relevance import lowered, of_description
from bot.editorial.choosing.wishes import unwanted, wanted, wishes
from bot.values.topics import Evidence

# from here on nobody asks what a paper lacks
_NOTHING_LACKS = 60.0

# with so many words in common, the words say why
_ENOUGH_SAID = 2
_BESIDE_OTHERS = 0.5


@dataclass(frozen=True, slots=True)
class Described:
    """``relevance`` of each paper, 0 to 100, and the number of the query it meets ``best``.

    ``wanted`` is what the description wants, as it was typed; the first query asks for it whole.
    """

    wanted: Text
    queries: tuple[Query, ...]
    relevance: Floats
    best: Sequence[int]

    def evidence(
        self,
        number: int,
        texts: tuple[Text, Text],
        paper: HeldWords,
        phrases: Callable[[], Phrases],
    ) -> tuple[Evidence, ...]:
        """What speaks for a paper, then, where that is not enough, what it lacks of the wish
        that it meets best.

        ``phrases``: those of the paper's title, made when they are needed.
        """
        query = self.queries[self.best[number]]
        found = said(query, paper, *texts)
        meant = close_in_meaning(query, texts[0], phrases()) if len(found) < _ENOUGH_SAID else ()
        if self.relevance[number] >= _NOTHING_LACKS:
            return (*found, *meant)
        return (*found, *meant, *lacking(query, self.wanted, paper))


def describe(description: str, index: TermIndex, known: Reference) -> Described:
    """Each paper's best over the whole description, the items of its list, and both in words
    where they have abbreviations."""
    asked = wishes(description)
    queries = [build_query(text, known) for text in asked]
    found = [of_description(index.meets(one), one) for one in queries]
    for wish, own in zip(asked, tuple(found), strict=True):
        for words in written_out(wish):
            queries.append(build_query(words, known))
            in_words = of_description(index.meets(queries[-1]), queries[-1])
            found.append(own + _share_in_words(wish) * (in_words - own))
    scores = np.stack(found)
    best = scores.argmax(0)
    relevance = scores.max(0)
    if bars := unwanted(description):
        query = build_query(bars, known)
        relevance = lowered(relevance, of_description(index.meets(query), query))
    return Described(prepare(wanted(description)), tuple(queries), relevance, best.tolist())


def _share_in_words(wish: str) -> float:
    """The words are as good as an abbreviation that stands alone; beside others they count half,
    as measured by benchmarks/judged.py, since they weigh more than one word should."""
    return 1.0 if len(wish.split()) == 1 else _BESIDE_OTHERS
