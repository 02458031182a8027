"""Whether the figures of a text are those of its source, and point the same way. Pure."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from bot.editorial.checking.amount import Amount
from bot.editorial.checking.amounts import vague_units
from bot.editorial.checking.binding import SIZE, cell_around
from bot.editorial.checking.clauses import Clause, Parsed, contrary
from bot.editorial.checking.counted import counts
from bot.editorial.checking.lexicon import section
from bot.editorial.checking.misbound import misbound
from bot.editorial.checking.source import Source
from bot.editorial.checking.support import Verdict
from bot.editorial.checking.units import SHARES
from bot.values.checking import Finding

_BETWEEN = 28
# a unit is left out as far from where it stands
_ELIDED = 48
_COMPARED = re.compile(r"\b(?:compared|relative|versus|vs|against)\b")
# counts so near to each other may count the same: "263 runs in all; 157 for learning"
_LIST = 40
# so few in words count what the text likes: three of the four
_LOOSE = 4
_CLOSE = 1e-6
_FROM = re.compile(r"\d\s?%?\s?[-–~]\s?$")
_UNTIL = re.compile(r"\s?[-–~]\s?\d")


def figure_faults(text: Parsed, source: Source) -> Iterator[Finding]:
    """Amounts that the source does not bear out, has in another unit, or the other way round."""
    for one in text.amounts:
        quote = text.text[one.start : one.end].strip()
        verdict = _verdict(one, text, source)
        if verdict == "number" and (
            _is_size(quote, source)
            or not all(_verdict(each, text, source) for each in _in_others_unit(one, text))
        ):
            verdict = ""
        if one.unit == "pt" and not verdict and _is_relative(one, source):
            verdict = "unit"
        if verdict == "number":
            yield Finding("number", quote, f'"{quote}" is not in the source; use its figures.')
        elif verdict == "unit":
            yield Finding("unit", quote, f'The source has "{quote}" in another unit.')
    yield from _misplaced(text, source)
    yield from misbound(text, source)
    for unit, quote in vague_units(text.text, text.language):
        theirs = source.vague_units
        if (
            theirs
            and unit not in theirs
            and not any(each.unit == unit for each in source.parsed.amounts)
        ):
            yield Finding("unit", quote, f'The source does not say "{quote}".')
    yield from _exchanged(text, source)
    yield from _turned(text, source)


def _verdict(one: Amount, text: Parsed, source: Source) -> Verdict:
    clause = text.clause_at(one.start)
    return source.figures.verdict(
        one,
        compared=bool(clause.directions) and not _is_ranged(one, text.text),
        rest=clause.negated or "down" in clause.directions,
    )


def _is_size(quote: str, source: Source) -> bool:
    """The size of a model that the source has in its name: a 7B model is Qwen2.5-7B."""
    return bool(SIZE.fullmatch(quote)) and bool(
        re.search(rf"(?<![\d.]){re.escape(quote)}(?!\w)", source.text)
    )


def _in_others_unit(one: Amount, text: Parsed) -> Iterator[Amount]:
    """83 and 78 points: a figure without a unit has that of one close by."""
    for other in text.amounts if not one.unit and not one.is_word else ():
        gap = max(other.start - one.end, one.start - other.end)
        if other.unit in SHARES and 0 <= gap <= _ELIDED:
            yield replace(one, unit=other.unit)


def _is_ranged(one: Amount, text: str) -> bool:
    """10-20 %: an end of a range is not reckoned."""
    ahead = _FROM.search(text, max(0, one.start - 8), one.start)
    return bool(ahead or _UNTIL.match(text, one.end))


def _is_relative(one: Amount, source: Source) -> bool:
    """Whether the source has it as a share of what was before, and not as points."""
    held = source.clauses_with(one.values[0])
    return bool(held) and all("relative" in each.stems or "relat" in each.stems for each in held)


def _misplaced(text: Parsed, source: Source) -> Iterator[Finding]:
    """A figure of the source that the text says of another thing: scans for patients."""
    for one, said_of in counts(text):
        if one.is_word and one.values[0] < _LOOSE:
            continue
        stems = frozenset(each for each in said_of if not each.startswith("concept "))
        counted = stems if text.language == "en" else said_of
        theirs = [(each, said) for each, said in source.counts if said & counted]
        if not theirs or any(_agree(one, each) for each, _ in theirs):
            continue
        if any(
            _agree(one, each)
            and not said & counted
            and not any(abs(each.start - other.start) < _LIST for other, _ in theirs)
            for each, said in source.counts
        ):
            quote = text.text[one.start : one.end + _BETWEEN].strip()
            yield Finding("number", quote, "The source has this figure for something else.")
            return


def _agree(one: Amount, other: Amount) -> bool:
    gap = abs(one.values[0] - other.values[0])
    return gap <= max(one.step / 2, _CLOSE * abs(other.values[0]), 0.02 * abs(other.values[0]))


def _exchanged(text: Parsed, source: Source) -> Iterator[Finding]:
    """From B to A, where the source has from A to B."""
    ours = [*_changes(text)]
    theirs = {pair for pair, _ in _changes(source.parsed)} if ours else set()
    for (before, after), quote in ours:
        if (after, before) in theirs and (before, after) not in theirs and before != after:
            yield Finding("comparison", quote, "The source has it the other way round.")


def _changes(text: Parsed) -> Iterator[tuple[tuple[float, float], str]]:
    """What changes from one figure to another."""
    words = section(text.language, "to").get("", ())
    for one, other in pairwise(text.amounts):
        between = text.text[one.end : other.start]
        if len(between) > _BETWEEN or (one.unit and other.unit and one.unit != other.unit):
            continue
        if any(_has(between, word) for word in words) and not _COMPARED.search(between):
            pair = round(one.values[0], 6), round(other.values[0], 6)
            yield pair, text.text[one.start : other.end]


def _has(between: str, word: str) -> bool:
    return f" {word} " in f" {between.strip()} " if word.isascii() else word in between


def _turned(text: Parsed, source: Source) -> Iterator[Finding]:
    """A figure that rises in the text and falls in the source."""
    for clause in text.clauses:
        if clause.negated or not clause.directions:
            continue
        for one in clause.amounts:
            held = source.clauses_with(one.values[0])
            if any(each.negated for each in held):
                continue
            each_way = [_ways(one, each, source.parsed) for each in held]
            theirs = frozenset(way for each in each_way for way in each)
            if all(each_way) and contrary(_ways(one, clause, text), theirs):
                quote = clause.text.strip()
                yield Finding("comparison", quote, "The source points the other way here.")
                return


def _ways(figure: Amount, clause: Clause, text: Parsed) -> frozenset[str]:
    """Which way a figure points: by the words of its own cell, or by all of its clause."""
    value = figure.values[0]
    for one in clause.amounts:
        if abs(one.values[0] - value) <= _CLOSE * abs(value):
            return text.directions(*cell_around(text.text, one.start)) or clause.directions
    return clause.directions
