"""What a paper claims, in its own words, short enough for a sentence. Pure.

Everything found here is quoted as it stands; nothing is put into other words.
"""

import re

from bot.editorial.summary.contributions import is_whole, shortened

_FIRST = re.compile(
    r"(?:\b(?:is|are|as|be|present|propose|introduce|provide|give|report)s? (?:\w+ ){0,2}?|, )"
    r"(?P<claim>the (?:very )?first (?!(?:\w+ )?(?:stage|step|phase|part|one|order|layer|time|two|"
    r"three|place|quarter|half)\b)[^.,;:()\[\]]{8,})",
    re.I,
)
_SETTLES = re.compile(
    r"\b(?P<claim>(?:prov|disprov|answer|resolv|settl|refut)(?:e|es|ed|s|ing)? "
    r"(?:[^\s.,;]+ ){0,5}?(?:conjecture|open (?:question|problem))s?\b[^.,;:()]{0,60}"
    r"|counterexamples? to [^.,;:()]{8,60})",
    re.I,
)
_THAT = re.compile(r" (?:that|which|where|to|capable|designed|specifically) ")
_AMOUNT = (
    r"\d(?:[\d.,]*\d)? ?(?:%|×|x\b|percent\b|(?:percentage )?points?\b|-?fold\b|times\b|dB\b|σ)"
)
_FIGURE = re.compile(rf"(?<![\w.,$(])[+-]?{_AMOUNT}(?! ?CI\b)")
# what is counted: "20% improvement", "82.3% success rate"
_COUNTED = re.compile(
    r"(?: (?!(?:on|over|in|for|with|compared|to|than|and|while|but|by|at|of|from|across|under|when|"
    r"as|or|using|via|relative)\b)[\w-]+){0,3}"
)
_BENCHMARK = re.compile(
    r" on (?:the )?(?=[A-Z])[\w.'-]+(?:[ -][A-Z0-9][\w.'-]*)*(?: benchmarks?| dataset)?"
)
_VERB = re.compile(
    r"\b(?:achiev|improv|outperform|surpass|exceed|reach|reduc|lower|rais|increas|decreas|sav|"
    r"gain|attain|obtain|cut|retain|recover|detect|complet)\w*\b(?=[^,;:]*$)"
)


def claimed_first(abstract: str, limit: int) -> str | None:
    """``the first stove for tents``, as the abstract has it; None where it is not so short."""
    for found in _FIRST.finditer(abstract):
        claim = found["claim"].strip()
        bare = _THAT.split(claim)[0]
        for piece in (shortened(claim, limit), shortened(bare, limit - 1)):
            if piece and is_whole(piece):
                # cut short, "the first toolkit" would claim more than the authors do
                return (
                    piece
                    if abstract[found.start("claim") :].startswith(f"{piece}.")
                    else (f"{piece}…")
                )
    return None


def claimed_answer(abstract: str, limit: int) -> str | None:
    """``resolves a conjecture of Wren``, as the abstract has it."""
    found = _SETTLES.search(abstract)
    return shortened(found["claim"].strip(), limit) if found else None


def reported(outcome: str, limit: int) -> tuple[str, bool] | None:
    """A figure with what it was measured on (``85.4% on IMO-AnswerBench``), or else the
    words that lead to it, which have to be quoted (True)."""
    for found in _FIGURE.finditer(outcome):
        counted = _COUNTED.match(outcome, found.end())
        end = counted.end() if counted else found.end()
        where = _BENCHMARK.match(outcome, end)
        end = where.end() if where else end
        figure = outcome[found.start() : end].rstrip(".")
        is_change = outcome[: found.start()].rstrip().endswith((" by", " from", " to", " up to"))
        if where and not is_change and len(figure) <= limit and "%" in figure:
            return figure, False
        verb = _VERB.search(outcome, 0, found.start())
        words = outcome[verb.start() : end].rstrip(".") if verb else ""
        # "achieves 95%" says nothing without what it is of
        is_told = end > found.end() or len(words.split()) > 3
        if words and is_told and len(words) <= limit - 2:
            return words, True
    return None
