"""Which of several papers seem to have no answer, and where nothing is admitted. Pure."""

from collections.abc import Mapping, Sequence

from bot.editorial.retrieving.cues import may_admit
from bot.editorial.retrieving.finding import unheard_by
from bot.editorial.retrieving.index import PaperIndex
from bot.editorial.retrieving.question import Question
from bot.editorial.retrieving.support import gap_of
from bot.values.analyses import Passage


def silent_papers(
    indexes: Mapping[str, PaperIndex], question: Question, passages: Sequence[Passage]
) -> tuple[str, ...]:
    """Ids, in the order in which they were asked about; () where all are alike in it."""
    silent = tuple(
        id_
        for id_, index in indexes.items()
        if _is_silent(index, question, [one for one in passages if one.paper_id == id_])
    )
    return silent if len(silent) < len(indexes) else ()


def _is_silent(index: PaperIndex, question: Question, own: Sequence[Passage]) -> bool:
    return (
        not own
        or gap_of(question, own, unheard_by([index], question)) is not None
        or admits_nothing(question, own)
    )


def admits_nothing(question: Question, passages: Sequence[Passage]) -> bool:
    """Whether the limits of the work are asked for, and no passage may tell any."""
    found = any(may_admit(one.text, one.place.section) for one in passages)
    return "admission" in question.wanted and not found
