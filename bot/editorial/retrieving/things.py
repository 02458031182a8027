"""The thing that a question asks for: "how many heads", "which optimizer". Pure."""

import re
from collections.abc import Iterator, Sequence

from bot.editorial.retrieving.glossary import first_in_english, last_in_english
from bot.editorial.retrieving.question import Question, asking_stems
from bot.editorial.sentences.tagging import NOUN, Token, tagged
from bot.text.word_lists import word_lists
from bot.text.words import content_stems, is_stop, stem_as_written

_ZH_THING = re.compile(
    r"(?:多少|哪?几|哪)(?:[些个块张篇种条名层台次位]\s?)?\s*(?:([A-Za-z][\w-]*)|([\u3400-\u9fff]{1,6}))"
    r"|([\u3400-\u9fff]{2,6})是多少"
)


def things_of(question: Question) -> Iterator[tuple[str, ...]]:
    """What is asked for: the nouns behind "how many", "which" and "what is the", the last of them
    the thing itself; in another language words that may each say it."""
    if question.foreign:
        yield from _foreign_things(question.text)
        return
    found = tagged(question.text)
    for at, token in enumerate(found):
        start = _asked_behind(found, at, token)
        if start is None:
            continue
        phrase = found[start : start + _LONGEST_NAME]
        if nouns := tuple(_nouns(phrase, may_be_verb=token.low == "what")):
            yield nouns


def _asked_behind(found: Sequence[Token], at: int, token: Token) -> int | None:
    """Where the name of the thing begins."""
    behind = [one.low for one in found[at + 1 : at + 3]]
    if token.low == "how" and behind[:1] in (["many"], ["much"]):
        return at + 2
    if token.low == "what" and behind[:1] and behind[0] in _IS:
        return at + 3 if behind[1:] == ["the"] else None
    return at + 1 if token.low in ("what", "which", "whose") else None


_IS = ("is", "are", "was", "were")
_LONGEST_NAME = 8


def _nouns(found: Sequence[Token], *, may_be_verb: bool) -> Iterator[str]:
    """Those of the phrase at the beginning; "the number of citations" is about citations.
    ``may_be_verb``: "what makes the model" names no thing."""
    ends = word_lists("retrieving/questions.txt")["ends"]
    verbs = word_lists("wording.txt")["verbs"]
    held: list[str] = []
    for at, one in enumerate(found):
        if one.low in ("of", "'s", "’s") and not held:
            may_be_verb = False
        elif one.low in ("the", "a", "an"):
            if may_be_verb and at:
                return
            if held:
                break
        elif one.low in ends or one.tag not in _IN_NAME:
            break
        elif held and (one.low in verbs or one.tag == _PAST):
            # "which benchmarks gain little", "how many satellites supplied data"
            break
        elif one.tag == NOUN and not is_stop(one.low):
            stem = stem_as_written(one.low)
            held += [stem] if stem not in asking_stems("generic") else []
    yield from held


# nouns, adjectives, participles, numbers
_IN_NAME = "NJEIX"
_PAST = "E"


def _foreign_things(text: str) -> Iterator[tuple[str, ...]]:
    for found in _ZH_THING.finditer(text):
        said = found[1] or first_in_english(found[2] or "") or last_in_english(found[3] or "")
        known = tuple(one for one in content_stems(said) if one not in asking_stems("generic"))
        if known:
            yield known
