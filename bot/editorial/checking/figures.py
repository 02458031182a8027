"""Whether the figures of a text are those of its source, and point the same way. Pure."""

from collections.abc import Iterator
from itertools import pairwise

from bot.editorial.checking.amounts import Amount, vague_units
from bot.editorial.checking.clauses import OPPOSITE, Clause, Parsed
from bot.editorial.checking.counted import counts
from bot.editorial.checking.lexicon import section
from bot.editorial.checking.source import Source
from bot.values.checking import Finding

_BETWEEN = 28
_CLOSE = 1e-6


def figure_faults(text: Parsed, source: Source) -> Iterator[Finding]:
    """Amounts that the source does not bear out, has in another unit, or the other way round."""
    for one in text.amounts:
        clause = text.clause_at(one.start)
        verdict = source.figures.verdict(
            one,
            compared=bool(clause.directions),
            rest=clause.negated or "down" in clause.directions,
        )
        quote = text.text[one.start : one.end].strip()
        if verdict == "number":
            yield Finding("number", quote, f'"{quote}" is not in the source; use its figures.')
        elif verdict == "unit":
            yield Finding("unit", quote, f'The source has "{quote}" in another unit.')
    yield from _misplaced(text, source)
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


def _misplaced(text: Parsed, source: Source) -> Iterator[Finding]:
    """A figure of the source that the text says of another thing: scans for patients."""
    for one, said_of in counts(text):
        stems = frozenset(each for each in said_of if not each.startswith("concept "))
        counted = stems if text.language == "en" else said_of
        theirs = [(each, said) for each, said in source.counts if said & counted]
        if not theirs or any(_agree(one, each) for each, _ in theirs):
            continue
        if any(_agree(one, each) and not said & counted for each, said in source.counts):
            quote = text.text[one.start : one.end + _BETWEEN].strip()
            yield Finding("number", quote, "The source has this figure for something else.")
            return


def _agree(one: Amount, other: Amount) -> bool:
    gap = abs(one.values[0] - other.values[0])
    return gap <= max(one.step / 2, _CLOSE * abs(other.values[0]), 0.02 * abs(other.values[0]))


def _exchanged(text: Parsed, source: Source) -> Iterator[Finding]:
    """From B to A, where the source has from A to B."""
    theirs = {pair for pair, _ in _changes(source.parsed)}
    for (before, after), quote in _changes(text):
        if (after, before) in theirs and (before, after) not in theirs and before != after:
            yield Finding("comparison", quote, "The source has it the other way round.")


def _changes(text: Parsed) -> Iterator[tuple[tuple[float, float], str]]:
    """What changes from one figure to another."""
    words = section(text.language, "to").get("", ())
    for one, other in pairwise(text.amounts):
        between = text.text[one.end : other.start]
        if len(between) > _BETWEEN or (one.unit and other.unit and one.unit != other.unit):
            continue
        if any(_has(between, word) for word in words):
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
            held = [each for each in source.parsed.clauses if _has_amount(each, one)]
            theirs = frozenset(way for each in held for way in each.directions)
            if any(each.negated for each in held) or not theirs:
                continue
            if _against(clause, theirs):
                quote = clause.text.strip()
                yield Finding("comparison", quote, "The source points the other way here.")
                return


def _against(clause: Clause, theirs: frozenset[str]) -> bool:
    return any(
        OPPOSITE[way] in theirs and way not in theirs and OPPOSITE[way] not in clause.directions
        for way in clause.directions
    )


def _has_amount(clause: Clause, one: Amount) -> bool:
    return any(
        abs(each.values[0] - one.values[0]) <= _CLOSE * max(1.0, abs(one.values[0]))
        for each in clause.amounts
        if not each.is_word
    )
