"""What is told of papers that were put on a reading list or taken off it."""

from collections.abc import Mapping, Sequence

from bot.messages.entries import title_of
from bot.text.titles import short_title
from bot.translator import Translator
from bot.values.papers import AnyPaper, Paper, PaperOutline

_TOLD_ONE_BY_ONE = 5
_TITLE_LENGTH = 150


def saved_told(papers: Sequence[Paper], say: Translator) -> Sequence[str]:
    """Each by its title, but where there are many."""
    if len(papers) > _TOLD_ONE_BY_ONE:
        return [
            say.plural(
                "{n} paper is on your list now.", "{n} papers are on your list now.", len(papers)
            )
        ]
    return [say.text("On your list: “{title}”.", title=_title(one)) for one in papers]


def known_told(papers: Sequence[Paper], say: Translator) -> Sequence[str]:
    """What was there before."""
    if len(papers) > _TOLD_ONE_BY_ONE:
        return [
            say.plural(
                "{n} paper is already on your list.",
                "{n} papers are already on your list.",
                len(papers),
            )
        ]
    return [say.text("“{title}” is already on your list.", title=_title(one)) for one in papers]


def _title(paper: AnyPaper) -> str:
    return short_title(title_of(paper), _TITLE_LENGTH)


def taken_off(
    removed: Mapping[str, bool], known: Mapping[str, PaperOutline], say: Translator
) -> Sequence[str]:
    """Each by its title, but where there are many."""
    gone = [id_ for id_, was_there in removed.items() if was_there]
    if len(removed) > _TOLD_ONE_BY_ONE:
        return [
            say.plural("{n} paper is off your list.", "{n} papers are off your list.", len(gone))
        ]
    return [
        say.text("“{title}” is off your list.", title=_called(id_, known))
        if was_there
        else say.text("“{title}” is not on your list.", title=_called(id_, known))
        for id_, was_there in removed.items()
    ]


def _called(id_: str, known: Mapping[str, PaperOutline]) -> str:
    return _title(known[id_]) if id_ in known else id_
