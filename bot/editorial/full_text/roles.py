"""Which part each section of a paper plays, by its heading, its place and what it lies in. Pure.

Headings are those of all fields: "Materials and Methods" of a biologist, "Observations and data
reduction" of an astronomer, "Proof of Theorem 1.2". A heading that says nothing ("The Buchert
scheme") is told by its place: behind the introduction and before the results stands the method.
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

from bot.values.full_texts import Section

Part = Literal[
    "abstract", "introduction", "related", "background", "method", "setup", "results",
    "discussion", "limits", "conclusion", "availability", "aside",
]  # fmt: skip
"""``setup`` is what the work was tried on and how: data, participants, metrics, training;
``aside`` says nothing of the work: thanks, funding, contributions of authors."""

# The first that is found counts; several fields say the same thing in other words.
_HEADINGS: tuple[tuple[Part, str], ...] = (
    (
        "aside",
        r"acknowled?g|funding|(?:author|credit)\b.*contribution|contributions? of (?:the )?authors|"
        r"(?:competing|conflicts?|declaration|statement) of? ?(?:interest|competing)|"
        r"competing interests|^ethic|ethics (?:statement|approval)|about the authors?|"
        r"^ref+er+ences|^bibliography|^affiliations?$|figure (?:legends|captions)|"
        r"^contents|table of contents|^key ?words|^ccs concepts|"
        r"supplementary (?:information|materials?)$|additional information|impact statement|"
        r"checklist|^nomenclature|list of (?:symbols|abbreviations)|"
        r"generative ai|use of (?:ai|llms|large language)",
    ),
    (
        "availability",
        r"availab|reproducib|^(?:source )?code$|^software$|(?:code|data|software)"
        r"(?: and (?:code|data|software|materials))? release|artifact|open[- ]sourc",
    ),
    (
        "limits",
        r"limitation|threats to validity|caveats|failure (?:cases|modes|analysis)$|shortcomings|"
        r"weakness|strengths and ",
    ),
    ("abstract", r"^abstract|^synopsis|^summary of (?:the )?(?:paper|results)|^significance"),
    (
        "related",
        r"related|previous (?:work|stud|research|approaches)|prior (?:work|art|stud|research)|"
        r"literature (?:review|survey)|^literature$|state[- ]of[- ]the[- ]art"
        r"(?! (?:results|performance))|existing (?:methods|approaches|work|systems)|"
        r"(?:previous|prior|other) surveys|"
        r"\b(?:other|existing|available|alternative) (?:\w+ ){0,3}(?:packages?|software|tools|"
        r"libraries|implementations)\b|"
        r"^(?:\w+ )?(?:packages|software|libraries|implementations) for\b|"
        r"other (?:approaches|work)",
    ),
    (
        "conclusion",
        r"conclu|^summary\b(?! (?:results|statistics|measures|tables?|methods?|of (?:the )?(?:data|"
        r"notation|statistics|results)))|and summary|outlook|"
        r"future (?:work|directions|research|perspectives)|"
        r"(?:final|concluding) remarks|closing|perspectives$|take-?aways?",
    ),
    ("introduction", r"^introduct|^motivation|^background and motivation|^our contributions?|"
     r"^contributions?$|^(?:main|our) results$|^statement of (?:the )?(?:main )?results|"
     r"^main (?:results|theorems?)$|introduction$"),
    (
        "method",
        r"^(?:the |our )?(?:proposed )?(?:methods?|methodology|approach)\b(?! compared)|"
        r"^materials and methods|^experimental(?: section| procedures?| methods?| part)?(?:$|:)|"
        r"\b(?:empirical|identification|econometric|estimation) "
        r"(?:strateg|specification|model|approach|framework|methodology)|^identification$|"
        r"^search (?:protocol|strategy)",
    ),
    ("results", r"\bresults$|^results?(?: and|,| &) (?:discussion|analys[ei]s|interpretation)"),
    (
        "setup",
        r"data ?sets?\b|^data\b|"
        r"^(?:(?!(?:and|for|with|in|of|from)\b)[\w-]+ ){0,4}data$|"
        r"data (?:collection|description|preparation|sources?|sets?|"
        r"acquisition|processing|reduction)|^observations?\b|\bcorpus|\bcorpora|benchmarks?$|"
        r"\bmetrics?\b|baselines?\b|methods compared|"
        r"(?:experiment\w*|evaluation|simulation|empirical|numerical|training|implementation)"
        r"(?:al)? (?:set-?\s?ups?|settings?|details?|design|protocols?|configurations?|schemes?|"
        r"methodology|procedure|data|parameters)|hyper-?\s?parameters?|participants|subjects|"
        r"patients|(?:study )?population|^(?:the |our )?samples?\b(?! complexity| size)|"
        r"\bsamples?$|"
        r"sample (?:selection|preparation|description|characteristics|collection)|"
        r"study (?:area|site|design)|materials|"
        r"hardware|^training$|optimizer|regularization|apparatus|instrument|^tasks$|stimuli",
    ),
    ("discussion", r"dis+cus+ion|discuss|implications|interpretation|broader impacts?|lessons|"
     r"future|open (?:questions|problems|challenges|issues)|^(?:further |some )?remarks"),
    (
        "results",
        r"result|finding|evaluation|experiment|ablation|analys[ei]s$|^analys|performance|compari|"
        r"case stud|simulations?$|numerical (?:examples?|tests?|studies)|empirical|validation|"
        r"applications?$|applications? and |illustrations?\b|examples?$|measurements?$|"
        r"user study|visuali[sz]ation|quantitative|"
        r"qualitative|robustness|sensitivity|scaling",
    ),
    ("background", r"background|preliminar|notation|definitions?$|problem (?:statement|formulation|"
     r"definition|set-?up|setting)|^(?:the )?(?:problem|setting|setup)$|basics|primer|"
     r"prerequisites|"
     r"review of|theoretical (?:background|framework)|conventions"),
    (
        "method",
        r"method|approach|model|architect|algorithm|framework|system|design|technique|procedure|"
        r"proofs?\b|theor|construct|implement|our |proposed|formulation|pipeline|overview|"
        r"derivation|estimat|training|learning|objective|loss",
    ),
)  # fmt: skip
_COMPILED = tuple((part, re.compile(words)) for part, words in _HEADINGS)
# what a section inside another is, whatever the other is
_OF_ITS_OWN: frozenset[Part] = frozenset(
    ("aside", "availability", "limits", "related", "setup", "conclusion")
)
# sections in which parts of the method are named like results, and the other way round
_HOLDS: frozenset[Part] = frozenset(("results", "introduction", "related", "setup", "limits"))
_LETTERED = re.compile(r"[A-H](?:\.\d+)*\.?")
_SETTING = re.compile(r"(?:the )?(?:settings?|set-?up)", re.I)
_RESULTS = re.compile(r"(?:\w+ )?results\b", re.I)
_ANALYSIS = re.compile(
    r"(?:(?:data|statistical|the|spectral|timing) )?analys[ei]s$|measurements?$", re.I
)
# no section lies in one of these, whatever its number: "1.1 Introduction" behind "Keywords"
_IN_FRONT = re.compile(r"(?:abstract|key ?words|highlights|ccs concepts)\b", re.I)
_OVERVIEW = re.compile(r"(?:an? |the )?(?:brief |short )?overview\b|theoretical background", re.I)
_APPENDIX = re.compile(r"appendi(?:x|ces)\b", re.I)
# of a chemist this is the method; behind the conclusion it tells what was used
_USED = re.compile(r"computational details|(?:session|software) info", re.I)
# of a method as well as of what came out: what follows need not be the discussion
_MAYBE = re.compile(r"^(?:sensitivity|scaling|robustness|performance|validation|training)\b", re.I)
_WHERE = re.compile(r"availab|release|reproduc", re.I)


def heading_part(title: str) -> Part | None:
    """By its words alone; None where they tell nothing."""
    low = " ".join(title.lower().split()).strip(" .:")
    return next((part for part, words in _COMPILED if words.search(low)), None)


def section_parts(sections: Sequence[Section]) -> tuple[Part, ...]:
    """The part of each section, in order."""
    said = _analyses_before_results(sections)
    tops = _tops(sections)
    outer = _outer_parts(sections, said, tops)
    parts: list[Part] = []
    above: list[tuple[int, Part]] = []
    for at, one in enumerate(sections):
        while above and above[-1][0] >= one.level:
            above.pop()
        part = _inside(said[at], above[-1][1]) if above else outer.get(at, said[at] or "method")
        if not _IN_FRONT.match(one.title):
            above.append((one.level, part))
        parts.append(part)
    return tuple(parts)


def _analyses_before_results(sections: Sequence[Section]) -> list[Part | None]:
    """By their words; "Analysis" in front of "Results" tells how these were got."""
    said = [heading_part(one.title) for one in sections]
    for at, one in enumerate(sections):
        if _SETTING.fullmatch(one.title.strip()) and _is_tried(sections, said, at):
            said[at] = "setup"
    last = max((at for at, one in enumerate(sections) if _RESULTS.match(one.title)), default=0)
    for at, (one, after) in enumerate(pairwise(sections)):
        # "Software" with sections of its own tells how it works
        if said[at] == "availability" and after.level > one.level:
            said[at] = None if _WHERE.search(one.title) is None else said[at]
    for at, one in enumerate(sections[:last]):
        if _ANALYSIS.match(one.title) and one.level == sections[last].level:
            said[at] = "method"
    return said


def _is_tried(sections: Sequence[Section], said: Sequence[Part | None], at: int) -> bool:
    """Whether results come around it or next: "Setup" tells then how it was tried."""
    level = sections[at].level
    around = next((one for one in range(at - 1, -1, -1) if sections[one].level < level), None)
    after = next((one for one in range(at + 1, len(said)) if sections[one].level <= level), None)
    behind = after is not None and sections[after].level == level and said[after] == "results"
    return behind or (around is not None and said[around] == "results")


def _inside(said: Part | None, around: Part) -> Part:
    """Of a section inside another."""
    if said is None:
        return around
    if said in _OF_ITS_OWN and around not in ("aside", "limits"):
        return "setup" if said == "setup" and around != "method" else _kept(said, around)
    if around == "setup" and said == "results":
        return said
    if around == "method" and said in ("results", "discussion"):
        return around
    return around if around in _HOLDS or said not in ("results", "discussion") else said


def _kept(said: Part, around: Part) -> Part:
    """ "Data model" inside the method is the method."""
    return around if said == "setup" and around == "method" else said


def _tops(sections: Sequence[Section]) -> list[int]:
    """Those that lie in no other one."""
    least: int | None = None
    found = []
    for at, one in enumerate(sections):
        if _IN_FRONT.match(one.title):
            found.append(at)
        elif least is None or one.level <= least:
            least = one.level
            found.append(at)
    return found


def _outer_parts(
    sections: Sequence[Section], said: Sequence[Part | None], tops: Sequence[int]
) -> dict[int, Part]:
    """Of those that lie in no other one: what their words do not tell, their place does."""
    found: dict[int, Part] = {}
    told = [(said[at], _MAYBE.search(sections[at].title) is None) for at in tops]
    for place, at in enumerate(tops):
        found[at] = said[at] or _by_place(place, told, sections[at])
    first = next((at for at in tops if found[at] != "abstract"), None)
    if first is not None and not any(part == "introduction" for part in found.values()):
        found[first] = _in_front(found[first], said[first], len(tops), sections[first].title)
    ends = [at for at in tops if found[at] == "conclusion"]
    found |= {
        at: "availability"
        for at in tops
        if ends and at > ends[0] and _USED.match(sections[at].title)
    }
    if tops and said[tops[0]] == "conclusion" and len(tops) > 1:  # "Summary" in front
        found[tops[0]] = "abstract"
    return found


def _in_front(part: Part, said: Part | None, tops: int, title: str) -> Part:
    """Of the first section of a paper that has none called introduction."""
    opens = said in (None, "background") or _OVERVIEW.match(title)
    return "introduction" if opens and tops > 2 else part


def _by_place(place: int, tops: Sequence[tuple[Part | None, bool]], section: Section) -> Part:
    if section.appendix or _APPENDIX.match(section.title):
        return "method"
    results = [at for at, (part, sure) in enumerate(tops) if sure and part in ("results", "setup")]
    return "discussion" if results and place > results[-1] else "method"


def appendices(sections: Sequence[Section]) -> tuple[bool, ...]:
    """Which of them lie in the appendix: told by their file, called so, or lettered behind
    numbered ones."""
    numbered, found = False, []
    inside: int | None = None
    for one in sections:
        inside = None if inside is not None and one.level <= inside else inside
        if inside is None and _APPENDIX.match(one.title):
            inside = one.level
        lettered = _LETTERED.fullmatch(one.number) is not None
        found.append(one.appendix or inside is not None or (numbered and lettered))
        numbered |= one.number[:1].isdigit()
    return tuple(found)
