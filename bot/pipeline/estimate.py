"""What a brief would cost with a model, added up before anything is asked. Pure.

::

    vectors | the short list judged | the shown papers written | the summary

Counted is the dearest case that goes well: nobody had any of it before, and no text is written
twice. The stages' numbers are those of their prompts and of the lengths that these ask for; what a
model thinks before it answers is not in them.
"""

from collections.abc import Sequence
from dataclasses import dataclass

# characters of English, and of other plain text, that make a token
_LETTERS_A_TOKEN = 4


@dataclass(frozen=True, slots=True)
class Estimate:
    """``input_tokens`` are read and ``output_tokens`` written, in all ``calls`` together."""

    calls: int = 0
    input_tokens: int = 0
    output_tokens: int = 0

    def __add__(self, other: "Estimate") -> "Estimate":
        return Estimate(
            self.calls + other.calls,
            self.input_tokens + other.input_tokens,
            self.output_tokens + other.output_tokens,
        )


@dataclass(frozen=True, slots=True)
class PaperSize:
    """Tokens of a paper's texts."""

    title: int
    abstract: int

    @property
    def whole(self) -> int:
        return self.title + self.abstract


@dataclass(frozen=True, slots=True)
class StageCost:
    """What a stage asks: papers of a call ``together``; tokens of the ``instructions`` with their
    schema, of the JSON ``around`` a paper, and of what is ``written`` of it."""

    together: int
    instructions: int
    around: int
    written: int


VECTORS = StageCost(together=64, instructions=0, around=0, written=0)
# a key, a number and a phrase of up to eight words
JUDGING = StageCost(together=10, instructions=360, around=14, written=35)
# five parts of 100 to 180 characters asked for, which are seldom used up; a title where readers
# have another language, whose letters may take a token each
WRITING = StageCost(together=4, instructions=320, around=14, written=190)
WRITING_TRANSLATED = StageCost(together=4, instructions=360, around=14, written=290)

# a deep analysis of one paper: eight papers of 8 to 15 pages took 8,500 to 26,000 tokens to read,
# 13,300 in the mean, with what was asked again; written are some thirty claims and five lines
ANALYSING = Estimate(calls=3, input_tokens=14_000, output_tokens=3_000)

# the summary: instructions and counts, and what it says
_DAY_ASKED, _DAY_WRITTEN = 620, 450
# up to so many papers it reads abstracts, then a sentence or two of each, then titles
_FEW, _MANY, _MOST = 12, 150, 400
_SHOWN_SAID, _OTHER_SAID = 60, 35
_AROUND = 9


def tokens_in(text: str) -> int:
    """As servers count them, more or less."""
    plain = sum(map(str.isascii, text))
    return round(plain / _LETTERS_A_TOKEN) + len(text) - plain


def of_stage(papers: Sequence[PaperSize], stage: StageCost) -> Estimate:
    calls = -(-len(papers) // stage.together)
    read = sum(one.whole + stage.around for one in papers)
    return Estimate(calls, calls * stage.instructions + read, len(papers) * stage.written)


def of_summary(shown: Sequence[PaperSize], others: Sequence[PaperSize]) -> Estimate:
    """``others`` match, and are not shown; the best first."""
    if not shown:
        return Estimate()
    papers = [*shown, *others][:_MOST]
    if len(papers) <= _FEW:
        read = sum(one.whole for one in papers)
    else:
        told = len(shown) * _SHOWN_SAID + max(0, min(len(papers), _MANY) - len(shown)) * _OTHER_SAID
        read = sum(one.title for one in papers) + told
    return Estimate(1, _DAY_ASKED + read + len(papers) * _AROUND, _DAY_WRITTEN)
