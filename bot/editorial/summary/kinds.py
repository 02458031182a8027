"""What kind of paper it is, and what it offers, where its own words say so. Pure."""

import re
from typing import Literal

from bot.editorial.links import find_links
from bot.editorial.summary.claims import settles

PaperKind = Literal["survey", "benchmark", "data", "negative", "settles", "code"]

_NEW = r"\b(?:we|this (?:paper|work)|authors?) (?:also |then |first |further |therefore )?"
_MAKE = (
    r"(?:introduce|present|propose|release|construct|build|develop|create|curate|collect|publish)s?"
)
_SAID: tuple[tuple[PaperKind, str], ...] = (
    (
        "survey",
        r"\b(?:this|our|the present) (?:comprehensive |systematic |short |brief )?(?:survey|"
        r"(?:topical |literature )?review)(?: (?:paper|article))? (?:\w+ly )?(?:aim|analy|bridge|"
        r"categor|chart|compar|consolidat|cover|describ|discuss|examin|explor|focus|give|highlight|"
        r"introduc|offer|organi|outlin|present|provid|review|summari|survey|synthes|systemati|trac)",
    ),
    ("benchmark", rf"{_NEW}{_MAKE}\b[^.;]{{0,60}}\b(?:benchmark|test (?:set|suite|bed))\b"),
    ("data", rf"{_NEW}{_MAKE}\b[^.;]{{0,60}}\b(?:data ?sets?|corpus|corpora)\b"),
    (
        "negative",
        # the authors' own, and not one that they give besides
        r"(?:^|(?<=[.;:] ))(?:(?!\b(?:also|some|several|moreover|furthermore|additionally|besides|"
        r"in addition|on the other hand|complement\w*|finally|prior|previous|earlier|known)\b)"
        r"[^.;])*(?<!positive and )(?<!positive or )\bnegative results?\b"
        r"|(?:could|can)(?: not|not) be (?:reproduced|replicated)"
        r"|\bfail(?:s|ed)? to (?:reproduce|replicate)\b",
    ),
)
_PATTERNS = tuple((kind, re.compile(pattern, re.I)) for kind, pattern in _SAID)
# without one of these a pattern is not tried: most abstracts have none, and patterns take long
_NEEDS: dict[PaperKind, tuple[str, ...]] = {
    "survey": ("survey", "review"),
    "benchmark": ("benchmark", "test "),
    "data": ("dataset", "data set", "corpus", "corpora"),
    "negative": ("negative", "reproduc", "replicat"),
}
_TITLE_NEEDS = ("survey", "overview", "tutorial", "review")
_SURVEY_TITLE = re.compile(
    r"\b(?:a|an|the|brief|literature|systematic|scoping|topical|comprehensive|critical|short) "
    r"(?:survey|overview|tutorial|review)\b|(?:^|: )(?:survey|overview|tutorial|review) (?:of|on)\b"
    r"|: (?:survey|overview|tutorial|review)$",
    re.I,
)
_SKY_SURVEY = re.compile(
    r"\bSurveys?\b.*\b(?:catalog|sky|galax|telescope|lensing|data release)", re.I
)
_BENCHMARK_TITLE = re.compile(r"\b(?:an?|the) (?:[^\s:]+ ){0,5}benchmark\b", re.I)
_ANYBODY = (
    *("radiologists", "clinicians", "physicians", "doctors", "raters", "participants", "experts"),
    *("annotators", "students", "teachers", "native speakers", "respondents", "volunteers"),
    "developers",
)
_PEOPLE = re.compile(
    r"(?<![\w,.])(?P<who>(?:\d{1,3}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|"
    r"twenty) (?:(?!million|thousand|billion)\w+ )?"
    rf"(?:{'|'.join(_ANYBODY)}))\b",
    re.I,
)
_SIZE = re.compile(
    r"\b(?:of|with|comprising|containing|contains|comprises|including|over) "
    r"(?P<size>(?:\d{1,3}(?:,\d{3})+|\d{3,}) (?:[\w-]+ )?[a-z-]+s"
    r"(?: of [a-z]+(?=[,.;:]| (?:and|with|from|in|for|to|that|across|annotated)\b))?)\b"
)
_PAGES = re.compile(r"\b(\d{1,3}) pages\b", re.I)


def kinds(title: str, abstract: str, comments: str | None) -> frozenset[PaperKind]:
    """``title`` and ``abstract`` are readable text. What is not said is not there."""
    lower, heading = abstract.lower(), title.lower()
    found: set[PaperKind] = {
        kind
        for kind, pattern in _PATTERNS
        if any(word in lower for word in _NEEDS[kind]) and pattern.search(abstract)
    }
    is_named = any(word in heading for word in _TITLE_NEEDS)
    if is_named and _SURVEY_TITLE.search(title) and not _SKY_SURVEY.search(title):
        found.add("survey")
    if "negative result" in heading:
        found.add("negative")
    if "benchmark" in heading and _BENCHMARK_TITLE.search(title):
        found.add("benchmark")
    if settles(abstract):
        found.add("settles")
    if find_links(abstract, comments).code:
        found.add("code")
    return frozenset(found)


def people(abstract: str) -> str | None:
    """The people who took part, as the abstract counts them: ``eight radiologists``."""
    lower = abstract.lower()
    # few abstracts have people, and the pattern takes long
    found = _PEOPLE.search(abstract) if any(who in lower for who in _ANYBODY) else None
    return found["who"] if found else None


def pages(comments: str | None) -> int | None:
    found = _PAGES.search(comments or "")
    return int(found[1]) if found else None


def size(abstract: str, kind: PaperKind) -> str | None:
    """How large a new benchmark or data set is, as its own sentence says: ``1,480 prompts``."""
    made = next(pattern for name, pattern in _PATTERNS if name == kind).search(abstract)
    if made is None:
        return None
    sentence = abstract[made.start() : made.end() + 160].partition(". ")[0]
    found = _SIZE.search(sentence)
    return found["size"] if found else None
