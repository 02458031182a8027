"""The method step by step, in the paper's own order, and its pipeline in a few lines. Pure."""

import re
from collections.abc import Iterator, Sequence

from bot.editorial.analysing.candidates import Candidate, Reading
from bot.editorial.analysing.wishes.choosing import Told, chosen, worth
from bot.editorial.analysing.wishes.cues import DOES
from bot.editorial.analysing.wishes.steps import OVERVIEW_WISH, PLAIN_STEP_WISH, STEP_WISH
from bot.editorial.full_text.citations import points_elsewhere, without_citations
from bot.editorial.full_text.figures import bare_caption, telling_figure
from bot.editorial.full_text.places import place_of, section_name
from bot.editorial.full_text.prose import Sentence, unmarked
from bot.editorial.full_text.roles import section_parts
from bot.editorial.sentences.standing import ended
from bot.text.sentences import split_sentences
from bot.values.analyses import Claim
from bot.values.full_texts import Place

_MOST_STEPS, _FEW_STEPS, _MOST_OF_ONE, _LEAST_STEP = 7, 4, 3, 1.2
_MOST_LINES, _FEWEST_LINES, _LONGEST_LINE = 6, 3, 260
_FIRST = re.compile(
    r"^(?:first(?:ly)?\b|(?:\(?(?:1|i|a)\)|1\.)\s|(?:the first|step 1|stage 1)\b)", re.I
)
_THEN = re.compile(
    r"^(?:second(?:ly)?\b|third(?:ly)?\b|fourth(?:ly)?\b|then\b|next\b|after (?:that|this|\w+ing)|"
    r"afterwards?\b|subsequently\b|finally\b|lastly\b|once\b|\(?(?:[2-9]|i{2,3}|iv|v|[b-f])\)\s|"
    r"the (?:second|third|fourth|final|last) (?:step|stage|phase|module|component|part)|"
    r"(?:step|stage|phase) [2-9]\b)",
    re.I,
)
_STEPS_AHEAD = re.compile(
    r"\b(?:steps?|stages?|phases?|procedure|pipeline|algorithm|components?|modules?|process|"
    r"proceeds?|works?|workflow)\b",
    re.I,
)
_SHOWS_STEPS = re.compile(
    r"\b(?:overview|architecture|framework|pipeline|workflow|schematic|flow ?chart|procedure|"
    r"illustrat\w+|process|consists?|steps?|stages?|our (?:method|model|approach|system))\b",
    re.I,
)
_PANEL = re.compile(r"^\(?(?:left|right|top|bottom|middle|[a-h])\)?[.:]?\s", re.I)


def steps_of(reading: Reading, told: Told) -> tuple[Candidate, ...]:
    """What the whole is, then one or a few sentences of each section that tells of it."""
    overview = chosen(reading.candidates, OVERVIEW_WISH, told)
    groups = _by_section(reading, reading.candidates)
    best = sorted(groups, key=lambda group: -max(worth(one, STEP_WISH) for one in group))
    shown = [group for group in groups if group in best[:_MOST_STEPS]]
    each = max(1, min(_MOST_OF_ONE, _MOST_STEPS // max(len(shown), 1)))
    steps = [one for group in shown for one in _best(group, each, told)]
    if len(steps) < _FEW_STEPS:
        more = chosen(reading.candidates, PLAIN_STEP_WISH, told)
        steps = sorted((*steps, *more), key=lambda one: one.first.at)
    return (*overview, *(one for one in steps if one not in overview))


def _by_section(reading: Reading, candidates: Sequence[Candidate]) -> list[list[Candidate]]:
    """Those that are worth a step, together by the section they stand in: the innermost where
    there is room for all of them, else the ones around."""
    good = [
        one for one in candidates if one.part == "method" and worth(one, STEP_WISH) >= _LEAST_STEP
    ]
    groups: list[list[Candidate]] = []
    for level in (4, 3, 2, 1):
        found: dict[int | None, list[Candidate]] = {}
        for one in good:
            found.setdefault(reading.around(one.last.section, level), []).append(one)
        groups = list(found.values())
        if len(groups) <= _MOST_STEPS + 1:
            break
    return groups


def _best(group: Sequence[Candidate], most: int, told: Told) -> Iterator[Candidate]:
    ranked = sorted(group, key=lambda one: (-worth(one, STEP_WISH), one.first.at))
    taken: list[Candidate] = []
    for one in ranked:
        if len(taken) < most and told.is_new(one):
            told.add(one)
            taken.append(one)
    return iter(sorted(taken, key=lambda one: one.first.at))


def pipeline_of(reading: Reading) -> tuple[Claim, ...]:
    """From a list of steps, from sentences that count them, from the caption of the figure that
    shows them."""
    for lines in (_listed(reading), _counted(reading), _captioned(reading)):
        if lines:
            return lines
    return ()


def _listed(reading: Reading) -> tuple[Claim, ...]:
    """Items of the first list in the method that a sentence announces as steps or parts."""
    pieces = reading.text.pieces
    parts = section_parts(reading.text.sections)
    at = 0
    while at < len(pieces):
        end = at
        while end < len(pieces) and pieces[end].kind == "item":
            end += 1
        section = pieces[at].section
        before = pieces[at - 1].text[-220:] if at else ""
        in_method = section is not None and parts[section] in ("method", "background")
        if (
            _FEWEST_LINES <= end - at <= _MOST_LINES + 3
            and in_method
            and _STEPS_AHEAD.search(before)
        ):
            lines = [_line(one.text) for one in pieces[at:end]]
            if all(lines):
                places = [place_of(reading.text, one) for one in pieces[at:end]]
                return _claims([line or "" for line in lines], places)
        at = end + 1
    return ()


def _line(text: str) -> str | None:
    """The first sentence of an item, where it is short enough and in words."""
    first = next(iter(split_sentences(without_citations(unmarked(text)))), "")
    fits = 12 <= len(first) <= _LONGEST_LINE and not points_elsewhere(first)
    return ended(first) if fits else None


def _counted(reading: Reading) -> tuple[Claim, ...]:
    """``First, ... Then, ... Finally, ...`` within one paragraph."""
    usable = {one.first.at for one in reading.candidates}
    seen: set[int] = set()
    for one in reading.candidates:
        if one.part not in ("method", "introduction", "abstract") or one.last.piece in seen:
            continue
        seen.add(one.last.piece)
        run = _run(reading.paragraph(one.last))
        if len(run) >= _FEWEST_LINES and _are_steps(run, usable):
            return _claims([ended(each.text) for each in run], [each.place for each in run])
    return ()


def _are_steps(run: Sequence[Sentence], usable: set[int]) -> bool:
    """Whether most say that something is done; reasons are counted, too."""
    doing = sum(DOES.search(one.text) is not None for one in run)
    return doing * 2 > len(run) and any(one.at in usable for one in run)


def _run(paragraph: Sequence[Sentence]) -> list[Sentence]:
    start = next((at for at, one in enumerate(paragraph) if _FIRST.match(one.text)), None)
    if start is None:
        return []
    run = [paragraph[start]]
    for one in paragraph[start + 1 :]:
        if _THEN.match(one.text):
            run.append(one)
    good = all(not one.loose and len(one.text) <= _LONGEST_LINE for one in run)
    return run[:_MOST_LINES] if good else []


def _captioned(reading: Reading) -> tuple[Claim, ...]:
    figure = telling_figure(reading.text, reading.text.figures)
    if (
        figure is None
        or not _SHOWS_STEPS.search(figure.caption)
        or (figure.section is not None and not _is_early(reading, figure.section))
    ):
        return ()
    sentences = split_sentences(without_citations(bare_caption(figure)))
    kept = [
        ended(one)
        for one in sentences
        if 40 <= len(one) <= _LONGEST_LINE
        and one.endswith((".", "!"))
        and not _PANEL.match(one)
        and not points_elsewhere(one)
    ]
    section = None if figure.section is None else reading.text.sections[figure.section]
    place = Place(section_name(section) if section else "", figure.page, figure.label)
    return _claims(kept[:_MOST_LINES], [place] * len(kept)) if len(kept) >= 2 else ()


def _is_early(reading: Reading, section: int) -> bool:
    return section_parts(reading.text.sections)[section] in ("introduction", "method", "abstract")


def _claims(texts: Sequence[str], places: Sequence[Place]) -> tuple[Claim, ...]:
    pairs = zip(texts[:_MOST_LINES], places, strict=False)
    return tuple(Claim(text, (place,), own=True) for text, place in pairs)
