"""What a line of /topics turned out to ask for. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.commands.topics.asking.questions import Answer, Question
from bot.commands.topics.changing.changes import Change
from bot.commands.topics.changing.ready import ready_named
from bot.commands.topics.wording.sentences import Said, all_signed
from bot.taxonomy import canonical_category

_COMES_WITH_WORDS = ("sentence", "ready", "own", "author")
_TAKES_WORDS = ("topic ", "add ", "category ", "ready ", "author ", "+", "-")


@dataclass(frozen=True, slots=True)
class Meant:
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the menu, by the line that shows it."""

    line: str


@dataclass(frozen=True, slots=True)
class Clearing:
    """Everything is to go: what that is is told, and asked."""


Read = Meant | Page | Clearing | Question


def change_by_sign(sign: str, word: str, number: int | None) -> Change:
    category = canonical_category(word)
    if category is not None:
        return Change("add" if sign == "+" else "remove", category)
    return Change("want" if sign == "+" else "bar", word, number)


def known_change(item: str) -> Change | None:
    """A category, or a topic that the bot has ready; None for any other words."""
    if (category := canonical_category(item)) is not None:
        return Change("add", category)
    return Change("ready", item) if ready_named(item) is not None else None


def with_words(read: Read, beside: Said) -> Read | None:
    """A reading with the words that stood after it with a sign; None for one that takes none."""
    match read:
        case Meant(changes):
            kinds = {change.kind for change in changes}
            if not kinds <= {*_COMES_WITH_WORDS, "add"}:
                return None
            own = kinds & set(_COMES_WITH_WORDS)
            return Meant((*_joined(changes, beside), *_apart(beside, words_too=not own)))
        case Question(told, answers):
            return Question(told, tuple(_asked_with(each, beside) for each in answers))
    return None


def _joined(changes: tuple[Change, ...], beside: Said) -> Iterator[Change]:
    wanted = tuple(word for word in beside.wanted if canonical_category(word) is None)
    unwanted = tuple(word for word in beside.unwanted if canonical_category(word) is None)
    for change in changes:
        own = change.kind in _COMES_WITH_WORDS
        yield (
            replace(change, wanted=change.wanted + wanted, unwanted=change.unwanted + unwanted)
            if own
            else change
        )


def _apart(beside: Said, *, words_too: bool) -> Iterator[Change]:
    """Categories are no topic's, and where there is no topic words are changes of their own."""
    for sign, words in (("+", beside.wanted), ("-", beside.unwanted)):
        for word in words:
            if words_too or canonical_category(word) is not None:
                yield change_by_sign(sign, word, None)


def _asked_with(answer: Answer, beside: Said) -> Answer:
    if not answer.line.startswith(_TAKES_WORDS):
        return answer
    signs = (("+", beside.wanted), ("-", beside.unwanted))
    signed = [all_signed(sign, words) for sign, words in signs if words]
    return replace(answer, line=" ".join([answer.line, *signed]))
