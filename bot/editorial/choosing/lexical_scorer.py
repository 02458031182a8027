"""The scorer that needs no model."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.values.papers import Paper

if TYPE_CHECKING:
    from bot.editorial.choosing.index import Reference
    from bot.editorial.choosing.lexical import LexicalScoring


class LexicalScorer:
    """Scorer over words and their meaning, measured by what ships unless another is given."""

    name = "lexical"
    version = "6"

    def __init__(self, known: "Reference | None" = None) -> None:
        self._known = known
        if known is not None:
            self.version = f"{self.version} {known.encoder.version}"

    def over(self, papers: Sequence[Paper]) -> "LexicalScoring":
        # with numpy, loaded with the first papers that are compared
        from bot.editorial.choosing.lexical import LexicalScoring, shipped_reference

        return LexicalScoring(papers, self._known or shipped_reference())
