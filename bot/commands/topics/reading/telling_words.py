"""Words that tell papers apart: +the and -of are none, as every paper has them. Pure."""

from collections.abc import Iterable

from bot.commands.topics.changing.changes import Change
from bot.commands.topics.reading.readings import Meant, Read
from bot.errors import UsageError
from bot.text.readable import shorten
from bot.text.words import STOP_WORDS, fold
from bot.translator import Translator

_SHOWN = 60


def with_words_that_tell(read: Read, say: Translator) -> Read:
    """The reading as it is. Raises UsageError where a word of it stands in every paper."""
    for change in read.changes if isinstance(read, Meant) else ():
        for word in _words(change):
            if is_in_every_paper(word):
                raise UsageError(
                    say.text(
                        "Nearly every paper has the word “{word}”, so it can be neither wanted nor "
                        "left out.",
                        word=shorten(word, _SHOWN),
                    )
                )
    return read


def is_in_every_paper(word: str) -> bool:
    """Nothing but articles, prepositions and the like, in any letter case."""
    words = fold(word).split()
    return bool(words) and all(each.strip(".,!?") in STOP_WORDS for each in words)


def _words(change: Change) -> Iterable[str]:
    own = (change.text,) if change.kind in ("want", "own", "bar") else ()
    return (*own, *change.wanted, *change.unwanted)
