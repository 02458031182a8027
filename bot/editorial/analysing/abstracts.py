"""What the abstract says best: the contribution, and what came out. Pure.

The learned judges of ``bot/editorial/writing`` know abstracts; here their sentences stay whole.
"""

import re
from collections.abc import Iterator

from bot.editorial.analysing.candidates import Reading
from bot.editorial.analysing.choosing import Told
from bot.editorial.analysing.standing_alone import LONGEST, standing_alone
from bot.editorial.checking import planted
from bot.editorial.writing.parts import outcomes
from bot.editorial.writing.phrases import is_english
from bot.editorial.writing.reading import Abstract, read_abstract
from bot.editorial.writing.tldr import choose_tldr
from bot.values.analyses import Claim
from bot.values.full_texts import Place
from bot.values.papers import Paper

_MOST_RESULTS = 2
# what is planned has not come out
_WILL = re.compile(r"\bwill\b")


def contribution_of(reading: Reading, told: Told) -> tuple[Claim, ...]:
    """The sentence that says what the paper is, whole; () where the abstract has none."""
    abstract = _read(reading)
    tldr = choose_tldr(abstract) if abstract else None
    if abstract is None or tldr is None:
        return ()
    whole = standing_alone(abstract.sentences[tldr.at], reading.title)
    forms = (whole or "", tldr.text, *tldr.shorter)
    text = next((one for one in forms if 0 < len(one) <= LONGEST), tldr.text)
    told.add_text(abstract.sentences[tldr.at])
    return (_claim(reading, text),)


def headline_of(reading: Reading, told: Told) -> tuple[Claim, ...]:
    """The surest outcomes that the abstract states and that stand by themselves."""
    abstract = _read(reading)
    return tuple(_headlines(reading, abstract, told)) if abstract else ()


def _headlines(reading: Reading, abstract: Abstract, told: Told) -> Iterator[Claim]:
    found = 0
    for at in outcomes(abstract):
        text = standing_alone(abstract.sentences[at], reading.title)
        if _WILL.search(abstract.sentences[at]):
            continue
        if found < _MOST_RESULTS and text and len(text) <= LONGEST and not told.says(text):
            found += 1
            told.add_text(text)
            yield _claim(reading, text)


def _read(reading: Reading) -> Abstract | None:
    if not reading.abstract or planted(reading.abstract):
        return None
    paper = Paper(id="", version=None, title=reading.title, abstract=reading.abstract, authors=(),
                  categories=())  # fmt: skip
    abstract = read_abstract(paper)
    return abstract if is_english(abstract.sentences) else None


def _claim(reading: Reading, text: str) -> Claim:
    page = next((one.page for one in reading.text.pieces if one.page is not None), None)
    return Claim(text, (Place("Abstract", page),), own=True)
