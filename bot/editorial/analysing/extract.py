"""The analysis in the authors' words: from sentences of the right sections, with their places.

Pure. Sentences stand by themselves, without citations and pointers; short names are spelled out
where they come first. What the paper does not tell is absent, with a reason.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.editorial.analysing.abstracts import contribution_of, headline_of, way_of
from bot.editorial.analysing.addresses import addresses_of
from bot.editorial.analysing.belonging import exact, table_of, with_tables
from bot.editorial.analysing.candidates import Candidate, Reading
from bot.editorial.analysing.contributions import contributions_of
from bot.editorial.analysing.glance import glance_of
from bot.editorial.analysing.outcomes import outcome_worth
from bot.editorial.analysing.own_names import own_names
from bot.editorial.analysing.steps import pipeline_of, steps_of
from bot.editorial.analysing.tables import main_table
from bot.editorial.analysing.telling import spelled
from bot.editorial.analysing.theorems import theorems_of
from bot.editorial.analysing.wishes.admissions import (
    ADMITTED_WISH,
    LIMITS_SECTION_WISH,
    LIMITS_WISH,
    NARROW_WISH,
    REST_OF_SECTION_WISH,
)
from bot.editorial.analysing.wishes.choosing import Told, Wish, chosen
from bot.editorial.analysing.wishes.cues import CONTRIBUTES
from bot.editorial.analysing.wishes.parts import (
    APPLIES_WISH,
    BASELINE_WISH,
    BEFORE_WISH,
    CONTRAST_WISH,
    CONTRIBUTION_WISH,
    DATA_WISH,
    DIFFERENCE_WISH,
    FINDINGS_WISH,
    HURTS_WISH,
    IDEA_IN_FRONT_WISH,
    IDEA_WISH,
    MADE_WISH,
    METRIC_WISH,
    MORE_BEFORE_WISH,
    NUMBERS_WISH,
    PROPOSAL_WISH,
    SURVEY_WISH,
)
from bot.editorial.analysing.wishes.practice import (
    COMPUTE_WISH,
    RELEASED_WISH,
    SETTINGS_WISH,
    TRAINED_ON_WISH,
    TRAINING_WISH,
    WRITTEN_IN_WISH,
)
from bot.editorial.analysing.wishes.problems import (
    MORE_PROBLEM_WISH,
    PROBLEM_WISH,
    WHY_NOW_WISH,
)
from bot.editorial.analysing.wishes.software import (
    GIVES,
    GIVES_WISH,
    HARD_WISH,
    LATE_PROPOSAL_WISH,
    PARTS_WISH,
    RIVALS_WISH,
    SEEN_WISH,
)
from bot.editorial.analysing.wishes.steps import DONE_WISH
from bot.editorial.full_text.figures import main_figure
from bot.editorial.full_text.orders import is_planted, without_orders
from bot.translator import msgid
from bot.values.analyses import ANALYSIS_PARTS, Analysis, AnalysisPart, Claim
from bot.values.full_texts import FullText
from bot.values.papers import Paper

_MEASURED = 0.9
_FEW_NUMBERS, _FEW, _FEW_STEPS = 2, 2, 3
_ONLY_STUDIES = re.compile(r"\bwe (?:\w+ly |also )?(?:study|consider|investigate|examine)\b", re.I)
_IS_SURVEY = re.compile(r"\b(?:survey|review|overview|tutorial)\b", re.I)

_AMISS = re.compile(
    r"\b(?:has|have|had|was|were) (?:been )?(?:\w+ ){0,2}(?:limited|scattered|restricted|lacking|"
    r"neglected|missing)\b|\b(?:must|needs? to|should) be\b|\bthere is a need\b",
    re.I,
)

Take = Callable[..., tuple[Claim, ...]]

UNTOLD: Mapping[AnalysisPart, str] = {
    "problem": msgid("I found no single sentence that states the problem."),
    "before": msgid("I found no single sentence on what came before."),
    "method": msgid("I found no sentences that say clearly how it is done."),
    "difference": msgid("I found no sentence where the authors say what is different."),
    "experiments": msgid("I found no sentences on data, metrics or results."),
    "limits": msgid("I found no sentence where the authors plainly name a limit."),
    "practice": msgid("I found no sentence that plainly gives code, data, compute or settings."),
    "idea": msgid("I found no single sentence that states the idea."),
    "pipeline": msgid("I found no steps given in order."),
}


@dataclass(frozen=True, slots=True)
class Extract:
    """``parts`` in the authors' words."""

    glance: Mapping[AnalysisPart, Claim]
    parts: Mapping[AnalysisPart, tuple[Claim, ...]]


def analysis_of(paper: Paper, text: FullText, language: str, made_on: date) -> Analysis:
    """By the writer that needs no model; the parts are in the paper's own language."""
    seen = without_orders(text)
    reading = Reading.of(seen, paper.title, paper.abstract)
    made = extract_of(reading)
    headline = made.glance.get("experiments")
    return Analysis(
        paper_id=text.paper_id,
        version=text.version,
        language=language,
        made_from=text.made_from,
        made_on=made_on,
        glance=made.glance,
        parts=made.parts,
        table=main_table(
            seen,
            own_names(reading.title, reading.abstract),
            table_of(reading, headline) if headline else "",
            exact(headline.text) if headline else frozenset(),
        ),
        figure=main_figure(text),
        pages=text.pages,
        defects=text.defects,
        planted=is_planted(text),
        reasons={part: UNTOLD[part] for part in ANALYSIS_PARTS if part not in made.parts},
    )


def extract_of(reading: Reading) -> Extract:
    found = _parts(reading)
    parts = {part: found[part] for part in ANALYSIS_PARTS if found.get(part)}
    told = spelled(reading, parts)
    return Extract(glance_of(told, reading), told)


def _parts(reading: Reading) -> dict[AnalysisPart, tuple[Claim, ...]]:
    """The surest parts first, as a sentence stands in one alone."""
    told = Told()

    def take(*wishes: Wish) -> tuple[Claim, ...]:
        return told_in_order([chosen(reading.candidates, wish, told) for wish in wishes])

    def sorted_of(*wishes: Wish) -> tuple[Claim, ...]:
        found = [one for wish in wishes for one in chosen(reading.candidates, wish, told)]
        return told_in_order([sorted(found, key=lambda one: one.first.at)])

    idea = _idea(reading, told, take)
    limits = _limits(sorted_of)
    proved = theorems_of(reading, told)
    numbers = (*proved, *headline_of(reading, told), *take(NUMBERS_WISH))
    if len(numbers) < _FEW_NUMBERS:
        numbers += take(FINDINGS_WISH)
    problem, before = _reasons(reading, told)
    contributions = contributions_of(reading, told)
    released = (*take(RELEASED_WISH), *addresses_of(reading, told))
    data = take(DATA_WISH)
    if not proved and len(numbers) < _FEW_NUMBERS and not _has_results(reading):
        numbers += take(SEEN_WISH)
    needed = _needed(reading, told, take)
    steps = _steps(reading, told)
    contrasts = take(DIFFERENCE_WISH) or take(CONTRAST_WISH)
    difference = (*contrasts, *(contributions or take(CONTRIBUTION_WISH)))
    if len(steps) < _FEW_STEPS:
        steps += take(DONE_WISH)
    settings = chosen(reading.with_formulas, SETTINGS_WISH, told)
    experiments = (*data, *take(BASELINE_WISH, METRIC_WISH), *with_tables(reading, numbers))
    practice = (*released, *needed, *map(claim_of, settings), *take(APPLIES_WISH))
    practice = practice or take(PARTS_WISH)
    return {
        "idea": idea,
        "problem": problem,
        "before": before,
        "method": steps,
        "pipeline": pipeline_of(reading),
        "difference": difference,
        "experiments": experiments,
        "limits": limits,
        "practice": practice,
    }


def _has_results(reading: Reading) -> bool:
    return any(one.part == "results" for one in reading.sentences)


def _needed(reading: Reading, told: Told, take: Take) -> tuple[Claim, ...]:
    """What it takes to do it again: data, computing, how it is trained. No step of the method
    says it too."""
    trained = take(TRAINED_ON_WISH)
    training = chosen(reading.with_formulas, TRAINING_WISH, told)
    return (*trained, *map(claim_of, training), *take(COMPUTE_WISH), *take(WRITTEN_IN_WISH))


def _limits(take: Take) -> tuple[Claim, ...]:
    """Of the section that is called so, else wherever the authors admit one."""
    found = take(LIMITS_SECTION_WISH)
    if len(found) < _FEW:
        found += take(REST_OF_SECTION_WISH)
    return found or take(LIMITS_WISH, ADMITTED_WISH, NARROW_WISH)


def _reasons(reading: Reading, told: Told) -> tuple[tuple[Claim, ...], tuple[Claim, ...]]:
    """The problem and what there was before: the surest of both, then more where few were sure."""

    def found_by(*wishes: Wish) -> list[Candidate]:
        return [one for wish in wishes for one in chosen(reading.candidates, wish, told)]

    problem = found_by(PROBLEM_WISH, WHY_NOW_WISH)
    before = found_by(HURTS_WISH, BEFORE_WISH)
    if len(before) < _FEW:
        before += found_by(RIVALS_WISH, MORE_BEFORE_WISH)
    if len(problem) < _FEW:
        problem += found_by(MORE_PROBLEM_WISH)
    problem = problem or found_by(HARD_WISH)
    return _by_place(problem), _by_place(before)


def _by_place(found: Sequence[Candidate]) -> tuple[Claim, ...]:
    return told_in_order([sorted(found, key=lambda one: one.first.at)])


def _steps(reading: Reading, told: Told) -> tuple[Claim, ...]:
    """Behind what the abstract says of the way, the steps of the method's sections."""
    return (*way_of(reading, told), *map(claim_of, steps_of(reading, told)))


def _idea(reading: Reading, told: Told, take: Take) -> tuple[Claim, ...]:
    """The abstract's own sentence, where in it the authors say what they did; else the one that
    says so anywhere."""
    if _IS_SURVEY.search(reading.title) and (surveys := take(SURVEY_WISH)):
        return surveys
    own = contribution_of(reading, told)
    if not own or not (CONTRIBUTES.search(own[0].text) or GIVES.search(own[0].text)):
        # a measured value is what came out, and what is wrong was there before
        is_idea = own and outcome_worth(own[0].text) <= _MEASURED and not _AMISS.search(own[0].text)
        kept = own if is_idea else ()
        own = take(PROPOSAL_WISH) or take(GIVES_WISH) or kept or take(LATE_PROPOSAL_WISH)
    if own and _ONLY_STUDIES.search(own[0].text):
        own = (*take(MADE_WISH), *own)
    return (*own, *take(IDEA_WISH if own else IDEA_IN_FRONT_WISH))


def claim_of(candidate: Candidate) -> Claim:
    place = candidate.place
    if not place.section and candidate.part == "abstract":
        place = replace(place, section="Abstract")
    return Claim(candidate.text, (place,), own=True)


def told_in_order(found: Sequence[Sequence[Candidate]]) -> tuple[Claim, ...]:
    return tuple(claim_of(one) for several in found for one in several)
