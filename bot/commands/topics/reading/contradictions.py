"""Lines that want a word and refuse it: agents +code -code. Pure."""

from bot.commands.topics.reading.readings import Meant, Read
from bot.commands.topics.wording.sentences import Said
from bot.errors import UsageError
from bot.text.readable import shorten
from bot.translator import Translator

_WANTING = ("want", "own", "add")
_REFUSING = ("bar", "remove")
_SHOWN = 60


def without_contradiction(read: Read, beside: Said, say: Translator) -> Read:
    """The reading as it is. Raises UsageError where it, or the words ``beside`` it, want what they
    refuse."""
    changes = read.changes if isinstance(read, Meant) else ()
    wanted = [*beside.wanted, *(each.text for each in changes if each.kind in _WANTING)]
    refused = [*beside.unwanted, *(each.text for each in changes if each.kind in _REFUSING)]
    for change in changes:
        wanted += change.wanted
        refused += change.unwanted
    folded = {each.casefold() for each in refused}
    if (word := next((each for each in wanted if each.casefold() in folded), None)) is not None:
        raise UsageError(
            say.text(
                "“{word}” is both wanted and left out in that line, so nothing was changed. Say "
                "it again with one of the two.",
                word=shorten(word, _SHOWN),
            )
        )
    return read
