"""How often papers of an author were picked before, under a hash of the name. Pure.

Only authors with a pick are kept, by 32 bits of a hash: two counts for each, no name. A
name that several people share has one count for all of them, which is why picks are
compared with the number of papers.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple
from zlib import crc32

import numpy as np
import numpy.typing as npt

from bot.editorial.choosing.keywords import name_words
from bot.text.readable import readable

# Papers that every author is assumed to have had without a pick: one of one is no habit.
_ASSUMED = 2
# From so many picks on, if they are such a share of the papers, an author is picked often;
# of all papers about one in eleven was picked.
_MANY, _OFTEN = 3, 0.2


class History(NamedTuple):
    """What the authors of a paper had: all 0 where none of them ever had a pick.

    Shares of an author's papers that were picked, 0 to 1: the highest, the mean of all
    authors, and that of the last one. ``often``: one of them is picked often.
    """

    highest: float
    mean: float
    last: float
    often: bool

    @property
    def shares(self) -> tuple[float, ...]:
        """What the prior weighs."""
        return self[:-1]


NOBODY = History(0.0, 0.0, 0.0, often=False)


@dataclass(frozen=True, slots=True)
class PickedAuthors:
    """``names``: ascending hashes; ``papers`` and ``picks`` go with them, at most 255."""

    names: npt.NDArray[np.uint32]
    papers: npt.NDArray[np.uint8]
    picks: npt.NDArray[np.uint8]

    def history(self, authors: Sequence[str]) -> History:
        """What the authors of one paper had, in the order of its list."""
        if not authors or not len(self.names):
            return NOBODY
        asked = np.array([name_number(name) for name in authors], np.uint32)
        places = np.minimum(self.names.searchsorted(asked), len(self.names) - 1)
        known = self.names[places] == asked
        if not known.any():
            return NOBODY
        counts = zip(self.picks[places].tolist(), self.papers[places].tolist(), strict=True)
        return history([one if here else (0, 0) for one, here in zip(counts, known, strict=True)])


def history(counts: Sequence[tuple[int, int]]) -> History:
    """From (picks, papers) of each author of one paper, in the order of its list."""
    shares = [picks / (papers + _ASSUMED) for picks, papers in counts]
    if not any(shares):
        return NOBODY
    return History(
        highest=max(shares),
        mean=sum(shares) / len(shares),
        last=shares[-1],
        often=any(
            picks >= _MANY and share >= _OFTEN
            for (picks, _), share in zip(counts, shares, strict=True)
        ),
    )


@lru_cache(maxsize=20_000)
def name_number(name: str) -> int:
    """32 bits of a name as names are compared: without accents, case and signs."""
    return crc32(" ".join(name_words(readable(name))).encode())
