"""The deep analysis of a paper, and answers to questions about papers. Texts are plain Unicode."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from bot.values.full_texts import Defect, Figure, FullText, MadeFrom, Place
from bot.values.model import Account
from bot.values.papers import Paper

AnalysisPart = Literal[
    "problem", "before", "method", "difference", "experiments", "limits", "practice", "idea",
    "pipeline",
]  # fmt: skip
"""What problem, and why now; what exists and where it hurts; the method step by step; how it
differs; data sets, baselines, metrics, main numbers; limits, admitted and visible; code, data,
compute, hyperparameters, where else it may apply; the idea in one sentence; the pipeline in a few
lines."""

ANALYSIS_PARTS: tuple[AnalysisPart, ...] = (
    "idea", "problem", "before", "method", "pipeline", "difference", "experiments", "limits",
    "practice",
)  # fmt: skip
"""In reading order."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One or two sentences, and where the paper says it. ``own`` tells that they are the authors'
    words. ``doubt`` is what a check found and could not settle, a sentence; None where it holds."""

    text: str
    places: tuple[Place, ...]
    own: bool
    doubt: str | None = None


@dataclass(frozen=True, slots=True)
class ResultTable:
    """The paper's main results: its rows, the first of them the heading."""

    caption: str
    rows: tuple[tuple[str, ...], ...]
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """``glance`` are at most five lines for one screen, by the part that each is of. A part that
    the paper does not support is absent from ``parts``; ``reasons`` tell by part why one is absent
    or the authors' own, as "writer" why another one wrote than was asked, and as "unread" that
    not all could be read. ``model`` is None where the extractive writer made it. ``figure`` is the
    one to show.

    ``changed`` says what is new against the version before, where the texts tell.
    """

    paper_id: str
    version: int | None
    language: str
    made_from: MadeFrom
    made_on: date
    glance: Mapping[AnalysisPart, Claim]
    parts: Mapping[AnalysisPart, tuple[Claim, ...]]
    table: ResultTable | None = None
    figure: Figure | None = None
    model: str | None = None
    pages: int = 0
    defects: tuple[Defect, ...] = ()
    planted: bool = False
    changed: tuple[Claim, ...] = ()
    reasons: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AnalysisKey:
    """What an analysis depends on; ``writer`` and its version are as the writer names them,
    ``made_from`` is the form that was read."""

    paper_id: str
    version: int | None
    language: str
    writer: str
    writer_version: str
    made_from: MadeFrom


@dataclass(frozen=True, slots=True)
class Reading:
    """How far an analysis is: ``done`` of ``total`` parts of the text were read."""

    made_from: MadeFrom
    pages: int
    done: int
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AnalysisOrder:
    """What an analyst is asked for. ``account`` pays where it costs; ``report`` is told how far the
    reading is, and returns at once."""

    paper: Paper
    text: FullText
    language: str
    account: Account
    deadline: datetime
    report: Callable[[Reading], None]


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a paper's text that may answer a question: one to five sentences, rows of a table,
    or a caption. ``key`` is short and opaque ("q3"), one for each passage of a question;
    ``focus`` is the sentence or row of it that was found."""

    key: str
    paper_id: str
    text: str
    place: Place
    focus: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence of an answer, and the passages that bear it out."""

    text: str
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FormRead:
    """What of a paper was read for an answer."""

    paper_id: str
    version: int | None
    made_from: MadeFrom
    defects: tuple[Defect, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionOrder:
    """A question with the passages that were found for it, best first. ``english`` is the question
    in the terms of papers, ``unheard`` the stems in it that no paper has. ``earlier`` are the
    questions and answers of the same thread before it, oldest first."""

    question: str
    english: str
    unheard: frozenset[str] = frozenset()
    language: str
    papers: tuple[Paper, ...]
    passages: tuple[Passage, ...]
    account: Account
    deadline: datetime
    earlier: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """``said`` is empty where no model wrote, or where the papers do not tell (``untold``); the
    ``passages`` are quoted in either case, best first. ``why`` is a sentence where something could
    not be done: no model in this language, a budget that is over; it stands alone where nothing was
    found and the papers may tell all the same. ``silent``: of several papers,
    the ids of those whose passages seem to have no answer, where others' do."""

    question: str
    passages: tuple[Passage, ...]
    said: tuple[Said, ...] = ()
    untold: bool = False
    table: tuple[tuple[str, ...], ...] = ()
    model: str | None = None
    made_at: datetime | None = None
    why: str | None = None
    forms: tuple[FormRead, ...] = ()
    silent: tuple[str, ...] = ()
