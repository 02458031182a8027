"""The published JSON form of a brief, ``paperbrief.edition/1``. Pure.

The schema in docs/edition.schema.json is made from these classes. Texts are
plain Unicode without markup or LaTeX; dates are ``YYYY-MM-DD``; a part that does
not exist is null.
"""

from datetime import date
from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel, ConfigDict, Field, create_model

from bot.values.editions import NoticeKind, OwedNote
from bot.values.facts import facts_of, listed_type
from bot.values.listings import AnnounceType, ListingState
from bot.values.topics import Topic

FORMAT: Literal["paperbrief.edition/1"] = "paperbrief.edition/1"


class _Form(BaseModel):
    model_config = ConfigDict(
        frozen=True, extra="forbid", populate_by_name=True, from_attributes=True
    )


if TYPE_CHECKING:
    TopicForm = _Form
else:
    # all that a topic says, in its order
    TopicForm = create_model(
        "TopicForm",
        __base__=_Form,
        **{fact.name: (listed_type(fact.kind), ...) for fact in facts_of(Topic)},
    )


class CountsForm(_Form):
    new: int = Field(ge=0)
    cross: int = Field(ge=0)
    replaced: int = Field(ge=0)


class AnnouncedForm(CountsForm):
    total: int = Field(ge=0)


class CategoryForm(CountsForm):
    state: ListingState


class CoverageForm(_Form):
    """``already_shown`` and ``failed`` are parts of ``matched``. ``incomplete`` are the
    categories whose listing has a known hole."""

    announced: AnnouncedForm
    basis: Literal["announced", "derived"]
    matched: int = Field(ge=0)
    shown: int = Field(ge=0)
    already_shown: int = Field(ge=0)
    failed: int = Field(ge=0)
    categories: dict[str, CategoryForm]
    incomplete: list[str]


class SourceForm(_Form):
    writer: Literal["extractive", "model"]
    model: str | None
    made_from: Literal["abstract", "abstracts", "full text"] = Field(alias="from")
    fallback: bool


class ThemeForm(_Form):
    name: str
    text: str
    papers: list[int]


class PointForm(_Form):
    text: str
    papers: list[int]


class ReadInFullForm(_Form):
    paper: int
    why: str


class SummaryForm(_Form):
    overview: str
    themes: list[ThemeForm]
    stands_out: list[PointForm]
    emerging: list[PointForm]
    read_in_full: list[ReadInFullForm]
    disagreements: list[PointForm]
    source: SourceForm


class SecondForm(_Form):
    """What is told of a paper in a channel's second language."""

    tldr: str
    source: SourceForm


class AuthorForm(_Form):
    name: str
    affiliations: list[str]


class LinksForm(_Form):
    """arXiv's pages are null for a sample paper: it has none."""

    abs: str | None
    pdf: str | None
    html: str | None
    code: list[str]
    project: list[str]


class PaperForm(_Form):
    number: int = Field(ge=1)
    id: str
    version: int | None
    announce_type: AnnounceType
    title: str
    title_translated: str | None
    authors: list[AuthorForm]
    primary_category: str | None
    categories: list[str]
    published: date | None
    updated: date | None
    comments: str | None
    journal_ref: str | None
    doi: str | None
    license: str | None
    links: LinksForm
    topic: str | None
    relevance: int | None = Field(ge=0, le=100)
    reason: str
    tldr: str | None
    motivation: str | None
    method: str | None
    result: str | None
    conclusion: str | None
    key_findings: list[str]
    second: SecondForm | None
    planted: bool
    abstract: str
    abstract_source: str
    abstract_translated: str | None
    sources: dict[str, SourceForm]


class OwedPaperForm(PaperForm):
    """A paper of an earlier brief that never arrived, as it is now."""

    brief_of: date
    why: str
    note: OwedNote | None


class UndeliveredForm(_Form):
    """In none of the counts of ``coverage``; the numbers go on from those of ``papers``."""

    papers: list[OwedPaperForm]
    unasked: list[str]
    left: int = Field(ge=0)


class UpdatedForm(_Form):
    id: str
    version: int | None
    shown_on: date
    note: Literal["updated", "withdrawn"]


class NearMissForm(_Form):
    id: str
    title: str
    relevance: int | None
    reason: str


class NoticeForm(_Form):
    kind: NoticeKind
    text: str


class EditionDocument(_Form):
    """One brief. What each name means stands in docs/edition.md."""

    format: Literal["paperbrief.edition/1"]
    channel: str
    announcements: list[date]
    sample: bool
    language: str
    topics: list[TopicForm]
    coverage: CoverageForm
    summary: SummaryForm | None
    papers: list[PaperForm]
    updated: list[UpdatedForm]
    near_misses: list[NearMissForm]
    notice: NoticeForm | None
    undelivered: UndeliveredForm | None

    def to_json(self) -> str:
        return self.model_dump_json(by_alias=True, indent=1)
