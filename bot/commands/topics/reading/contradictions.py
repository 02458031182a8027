"""Lines that want a word and refuse it: agents +code -code; surveys of agents -survey. Pure."""

from collections.abc import Iterator

from bot.commands.topics.changing.changes import Change
from bot.commands.topics.reading.readings import Meant, Read
from bot.commands.topics.wording.sentences import Said
from bot.errors import UsageError
from bot.text.readable import shorten
from bot.text.words import content_stems
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
    both = [each for each in wanted if each.casefold() in folded]
    both += [word for each in changes for word in _in_its_name(each)]
    if both:
        raise UsageError(
            say.text(
                "“{word}” is both wanted and left out in that line, so nothing was changed. Say "
                "it again with one of the two.",
                word=shorten(both[0], _SHOWN),
            )
        )
    return read


def _in_its_name(change: Change) -> Iterator[str]:
    """Words that a topic refuses and is called by, in whatever form."""
    named = frozenset(content_stems(change.text)) if change.kind == "sentence" else frozenset()
    for word in change.unwanted:
        stems = list(content_stems(word))
        if len(stems) == 1 and len(word.split()) == 1 and stems[0] in named:
            yield word
