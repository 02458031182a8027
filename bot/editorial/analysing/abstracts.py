"""What the abstract says best: the contribution, and what came out. Pure.

The learned judges of ``bot/editorial/writing`` know abstracts; here their sentences stay whole.
"""

import re
from collections.abc import Iterator

from bot.editorial.analysing.candidates import LONGEST_PAIR, Reading
from bot.editorial.analysing.outcomes import outcome_worth
from bot.editorial.analysing.standing_alone import LONGEST, standing_alone
from bot.editorial.analysing.wishes.choosing import Told
from bot.editorial.analysing.wishes.cues import OTHERS, OURS, OUTLINE
from bot.editorial.analysing.wishes.set_up import is_set_up
from bot.editorial.checking.planted import planted
from bot.editorial.full_text.citations import is_citing
from bot.editorial.writing.parts import card_parts, outcomes
from bot.editorial.writing.phrases import is_english
from bot.editorial.writing.reading import Abstract, read_abstract
from bot.editorial.writing.tldr import choose_tldr
from bot.text.words import content_stems
from bot.values.analyses import Claim
from bot.values.full_texts import Place
from bot.values.papers import Paper

_MOST_RESULTS, _SURE = 2, 2.0
# what is planned has not come out
_NO_WAY = re.compile(
    r"\b(?:show|demonstrat|find|found|evaluat|assess|benchmark|data ?set|objective|goal|aim|"
    r"outperform|result)\w*\b",
    re.I,
)
_IS_TALK = re.compile(
    r"^(?:finally, |then |also )?we (?:\w+ly )?(?:also |then )?(?:discuss|describe|review|outline|"
    r"survey|present|explain)\b",
    re.I,
)
_WIDELY = re.compile(r"\b(?:is|are) (?:\w+ )?(?:widely|commonly|often|frequently)\b", re.I)
_WILL = re.compile(r"\bwill\b")


def contribution_of(reading: Reading, told: Told) -> tuple[Claim, ...]:
    """The sentence that says what the paper is, whole; () where the abstract has none."""
    abstract = _read(reading)
    tldr = choose_tldr(abstract) if abstract else None
    if abstract is None or tldr is None:
        return ()
    whole = standing_alone(abstract.sentences[tldr.at], reading.title)
    if is_citing(abstract.sentences[tldr.at]) and not OURS.search(tldr.text):
        return ()  # it tells of other work
    forms = (whole or "", tldr.text, *tldr.shorter)
    text = next((one for one in forms if 0 < len(one) <= LONGEST), tldr.text)
    told.add_text(abstract.sentences[tldr.at])
    return (_claim(reading, text),)


def headline_of(reading: Reading, told: Told) -> tuple[Claim, ...]:
    """The surest outcomes that the abstract states and that stand by themselves."""
    abstract = _read(reading)
    return tuple(_headlines(reading, abstract, told)) if abstract else ()


def _headlines(reading: Reading, abstract: Abstract, told: Told) -> Iterator[Claim]:
    pairs = {one.last.text: one for one in reading.candidates if one.part == "abstract"}
    found = 0
    for at in _best_first(abstract):
        written = abstract.sentences[at]
        talk = OUTLINE.search(written) or _WILL.search(written) or written.endswith("?")
        if talk or _of_others(written) or is_set_up(written):
            continue
        text = standing_alone(written, reading.title, named=reading.abstract)
        if text is None and written in pairs:  # "it" is told by the sentence before
            text = pairs[written].text
        if found < _MOST_RESULTS and text and len(text) <= LONGEST_PAIR and not told.says(text):
            found += 1
            told.add_text(text)
            yield _claim(reading, text)


def _best_first(abstract: Abstract) -> list[int]:
    """With a number first; what is only suggested does not come out beside one."""
    worths = {at: outcome_worth(abstract.sentences[at]) for at in abstract.usable}
    surely = set(outcomes(abstract))
    worths = {at: worth for at, worth in worths.items() if at in surely or worth >= _SURE}
    best = max(worths.values(), default=0.0)
    good = [at for at, worth in worths.items() if worth >= 0 or best <= 0]
    return sorted(good, key=lambda at: -worths[at])


def _of_others(sentence: str) -> bool:
    """Whether it says what there is, or what is told, and not what came out."""
    if _IS_TALK.match(sentence) and outcome_worth(sentence) <= 0:
        return True
    known = is_citing(sentence) or OTHERS.search(sentence) or _WIDELY.search(sentence)
    return bool(known) and outcome_worth(sentence) <= 0 and not OURS.search(sentence)


def way_of(reading: Reading, told: Told) -> tuple[Claim, ...]:
    """How it is done, as the abstract says it; () where no sentence of it does so by itself."""
    abstract = _read(reading)
    if abstract is None:
        return ()
    tldr = choose_tldr(abstract)
    for at in card_parts(abstract, tldr.at if tldr else None).method:
        written = abstract.sentences[at]
        text = None if _NO_WAY.search(written) else standing_alone(written, reading.title)
        if text and outcome_worth(text) <= 0 and not told.says(text):
            told.add_text(text)
            return (_claim(reading, text),)
    return ()


def _read(reading: Reading) -> Abstract | None:
    if not reading.abstract or planted(reading.abstract):
        return None
    paper = Paper(id="", version=None, title=reading.title, abstract=reading.abstract, authors=(),
                  categories=())  # fmt: skip
    abstract = read_abstract(paper)
    return abstract if is_english(abstract.sentences) else None


def _claim(reading: Reading, text: str) -> Claim:
    return Claim(text, (Place("Abstract", _page(reading, text)),), own=True)


def _page(reading: Reading, text: str) -> int | None:
    """Of the sentence of the file's abstract that is most like it, else of the file's first."""
    words = set(content_stems(text))
    told = [one for one in reading.sentences if one.part == "abstract"] or reading.sentences
    alike = max(told, key=lambda one: len(words & set(content_stems(one.text))), default=None)
    return alike.place.page if alike else None
