"""What the day was about, in three to five plain sentences. Pure.

Every sentence follows from the day's shape: whether a subject runs through it, a few
strands, or nothing; what kinds of paper are among the shown; what they claim.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from zlib import crc32

from bot.editorial.summary.kinds import Kind
from bot.editorial.summary.themes import Theme
from bot.text.readable import utf16_length
from bot.translator import Translator

LIMIT = 480
# a strand that a quarter of the papers share leads the day
_LEADING_SHARE = 0.25


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """``subject`` runs through most matched papers; ``elsewhere`` are phrases of matched
    papers that are not shown; ``apart`` tells in words what shown papers outside the themes
    do; ``firsts`` names those that claim a first ("" for one without a name);
    ``with_figures`` counts shown papers that give amounts for their results; ``seed`` picks
    among wordings."""

    shown: int
    matched: int
    themes: tuple[Theme, ...]
    subject: str | None
    elsewhere: tuple[str, ...]
    apart: tuple[str, ...]
    kinds: tuple[frozenset[Kind], ...]
    firsts: tuple[str, ...]
    with_figures: int
    seed: str


def overview(day: Day, say: Translator) -> str:
    """The sentences that fit, in order; the first always."""
    sentences = [_opening(day, say)]
    for write in (_apart, _kinds, _claims, _elsewhere):
        sentence = write(day, say)
        if sentence and utf16_length(" ".join([*sentences, sentence])) <= LIMIT:
            sentences.append(sentence)
    return " ".join(_capital(sentence) for sentence in sentences)


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def _pick(day: Day, *wordings: str) -> str:
    """One of several wordings, the same for the same papers."""
    return wordings[crc32(day.seed.encode()) % len(wordings)]


# -- what it is about --------------------------------------------------------------------


def _opening(day: Day, say: Translator) -> str:
    if day.matched == 1:
        return _one_paper(day, say)
    names = [theme.name for theme in day.themes]
    if day.subject and names:
        return say.text(
            "Nearly all of it is {subject}; within that, papers turn to {themes}.",
            subject=day.subject,
            themes=say.join(names[:3]),
        )
    if day.subject:
        return say.text(
            "The thread through the day is {subject}; each paper takes its own way.",
            subject=day.subject,
        )
    if not names:
        return _nothing_shared(day, say)
    return _strands(day, names, say)


def _one_paper(day: Day, say: Translator) -> str:
    if day.apart:
        return say.text("A single paper meets these topics today: {subject}.", subject=day.apart[0])
    return say.text("A single paper meets these topics today.")


def _nothing_shared(day: Day, say: Translator) -> str:
    if len(day.apart) < 2:
        return say.text("No common thread today: each paper stands for itself.")
    subjects = say.join(day.apart[:3])
    return _pick(
        day,
        say.text("No common thread today: {subjects}.", subjects=subjects),
        say.text("Today's papers have little in common: {subjects}.", subjects=subjects),
    )


def _strands(day: Day, names: Sequence[str], say: Translator) -> str:
    lead = day.themes[0]
    if lead.breadth >= max(3, _LEADING_SHARE * day.matched):
        return _led(day, names, say)
    if len(names) == 1:
        return say.text("What recurs today is only {lead}.", lead=lead.name)
    largest = max(day.themes, key=lambda theme: theme.breadth)
    others = [theme for theme in day.themes if theme is not largest]
    if largest.breadth >= max(5, 2 * max(theme.breadth for theme in others)):
        return say.plural(
            "The largest group, {n} paper of {matched}, is on {lead}; next: {themes}.",
            "The largest group, {n} papers of {matched}, is on {lead}; next: {themes}.",
            largest.breadth,
            matched=say.number(day.matched),
            lead=largest.name,
            themes=say.join([theme.name for theme in others[:2]]),
        )
    return _small_strands(day, say.join(names[:3]), say)


def _small_strands(day: Day, themes: str, say: Translator) -> str:
    return _pick(
        day,
        say.text("Several small strands today: {themes}.", themes=themes),
        say.text("No subject leads today; what recurs is {themes}.", themes=themes),
        say.text("A mixed day: {themes} recur in a few papers each.", themes=themes),
    )


def _led(day: Day, names: Sequence[str], say: Translator) -> str:
    if len(names) == 1:
        return say.text("What recurs most today is {lead}.", lead=names[0])
    lead, themes = names[0], say.join(names[1:3])
    return _pick(
        day,
        say.text(
            "The commonest subject today is {lead}, followed by {themes}.", lead=lead, themes=themes
        ),
        say.text("What comes up most today is {lead}; then {themes}.", lead=lead, themes=themes),
    )


def _apart(day: Day, say: Translator) -> str | None:
    """What stands beside the themes, where the opening did not say it."""
    if not day.themes or not day.apart:
        return None
    subjects = say.join(day.apart[:3])
    return _pick(
        day,
        say.text("Otherwise: {subjects}.", subjects=subjects),
        say.text("Apart from that: {subjects}.", subjects=subjects),
    )


def _elsewhere(day: Day, say: Translator) -> str | None:
    if not day.elsewhere:
        return None
    return say.text(
        "In the papers that are not shown, one also meets {themes}.",
        themes=say.join(day.elsewhere),
    )


# -- what kinds of paper, and what they claim --------------------------------------------


def _kinds(day: Day, say: Translator) -> str | None:
    def count(kind: Kind) -> int:
        return sum(kind in each for each in day.kinds)

    told = [
        say.plural("one survey", "{n} surveys", n) if (n := count("survey")) else "",
        say.plural("one negative result", "{n} negative results", n)
        if (n := count("negative"))
        else "",
        say.plural("one new benchmark", "{n} new benchmarks", n)
        if (n := count("benchmark"))
        else "",
        say.plural("one with a proof", "{n} with proofs", n) if (n := count("proof")) else "",
    ]
    kept = [words for words in told if words]
    if not kept or day.shown < 2:
        return None
    return say.text("The shown papers include {kinds}.", kinds=say.join(kept))


def _claims(day: Day, say: Translator) -> str | None:
    """Whether anybody claims a first, and how many results come with a figure."""
    if day.shown < 3:
        return None
    firsts = _firsts(day, say)
    if day.with_figures == 0:
        return f"{firsts}." if day.firsts else _routine(day, say)
    figures = _figures(day, say)
    if day.firsts:
        return say.text("{firsts}; {figures}.", firsts=firsts, figures=figures)
    if 3 * day.with_figures <= day.shown:
        return say.text(
            "By the abstracts a routine day: nobody claims a first, and {figures}.", figures=figures
        )
    return say.text("Nobody claims a first, but {figures}.", figures=figures)


def _routine(day: Day, say: Translator) -> str:
    return _pick(
        day,
        say.text("By the abstracts a routine day: nobody claims a first."),
        say.text("A routine day, as far as abstracts tell: no first is claimed."),
    )


def _firsts(day: Day, say: Translator) -> str:
    named = [name for name in day.firsts if name]
    if len(named) == len(day.firsts) <= 2:
        return say.plural(
            "{names} claims a first", "{names} claim a first", len(named), names=say.join(named)
        )
    return say.plural("one paper claims a first", "{n} papers claim a first", len(day.firsts))


def _figures(day: Day, say: Translator) -> str:
    if day.with_figures == day.shown:
        return say.text("all give figures for their results")
    return say.plural(
        "one of {shown} gives figures for its results",
        "{n} of {shown} give figures for their results",
        day.with_figures,
        shown=say.number(day.shown),
    )
