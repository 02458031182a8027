"""The published JSON form of a brief, ``paperbrief.edition/1``. Pure.

The schema in docs/edition.schema.json is made from these classes. Texts are
plain Unicode without markup or LaTeX; dates are ``YYYY-MM-DD``; a part that does
not exist is null.
"""

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from bot.identifiers import versioned
from bot.models import (
    Announcement,
    AnnounceType,
    Counts,
    Edition,
    EditionPaper,
    ListingState,
    NoticeKind,
    Summary,
    SummaryPoint,
    TextSource,
    Topic,
)
from bot.text.readable import readable

FORMAT: Literal["paperbrief.edition/1"] = "paperbrief.edition/1"


class _Form(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class TopicForm(_Form):
    name: str
    description: str
    categories: list[str]
    include: list[str]
    exclude: list[str]
    authors: list[str]


class CountsForm(_Form):
    new: int = Field(ge=0)
    cross: int = Field(ge=0)
    replaced: int = Field(ge=0)


class AnnouncedForm(CountsForm):
    total: int = Field(ge=0)


class CategoryForm(CountsForm):
    state: ListingState


class CoverageForm(_Form):
    """``already_shown`` and ``failed`` are parts of ``matched``."""

    announced: AnnouncedForm
    basis: Literal["announced", "derived"]
    matched: int = Field(ge=0)
    shown: int = Field(ge=0)
    already_shown: int = Field(ge=0)
    failed: int = Field(ge=0)
    categories: dict[str, CategoryForm]


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
    abstract: str
    abstract_source: str
    abstract_translated: str | None
    sources: dict[str, SourceForm]


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

    def to_json(self) -> str:
        return self.model_dump_json(by_alias=True, indent=1)


def edition_document(edition: Edition) -> EditionDocument:
    return EditionDocument(
        format=FORMAT,
        channel=edition.channel,
        announcements=list(edition.announcement.dates),
        sample=edition.announcement.sample,
        language=edition.language,
        topics=[_topic(topic) for topic in edition.topics],
        coverage=_coverage(edition),
        summary=_summary(edition.summary) if edition.summary else None,
        papers=[_paper(paper) for paper in edition.papers],
        updated=[
            UpdatedForm(id=u.id, version=u.version, shown_on=u.shown_on, note=u.note)
            for u in edition.updated
        ],
        near_misses=[
            NearMissForm(id=m.id, title=m.title, relevance=m.relevance, reason=m.reason)
            for m in edition.near_misses
        ],
        notice=NoticeForm(kind=edition.notice.kind, text=edition.notice.text)
        if edition.notice
        else None,
    )


def _topic(topic: Topic) -> TopicForm:
    return TopicForm(
        name=topic.name,
        description=topic.description,
        categories=list(topic.categories),
        include=list(topic.include),
        exclude=list(topic.exclude),
        authors=list(topic.authors),
    )


def _coverage(edition: Edition) -> CoverageForm:
    announcement: Announcement = edition.announcement
    return CoverageForm(
        announced=AnnouncedForm(**_counts(announcement.counts), total=announcement.counts.total),
        basis=announcement.basis,
        matched=edition.matched,
        shown=len(edition.papers),
        already_shown=edition.already_shown,
        failed=edition.failed,
        categories={
            name: CategoryForm(state=count.state, **_counts(count.counts))
            for name, count in announcement.categories.items()
        },
    )


def _counts(counts: Counts) -> dict[str, int]:
    return {"new": counts.new, "cross": counts.cross, "replaced": counts.replaced}


def _source(source: TextSource) -> SourceForm:
    return SourceForm.model_validate(
        {
            "writer": source.writer,
            "model": source.model,
            "from": source.made_from,
            "fallback": source.fallback,
        }
    )


def _summary(summary: Summary) -> SummaryForm:
    return SummaryForm(
        overview=summary.overview,
        themes=[
            ThemeForm(name=theme.name or "", text=theme.text, papers=list(theme.papers))
            for theme in summary.themes
        ],
        stands_out=[_point(point) for point in summary.stands_out],
        emerging=[_point(point) for point in summary.emerging],
        read_in_full=[
            ReadInFullForm(paper=read.paper, why=read.why) for read in summary.read_in_full
        ],
        source=_source(summary.source),
    )


def _point(point: SummaryPoint) -> PointForm:
    text = f"{point.name}: {point.text}" if point.name else point.text
    return PointForm(text=text, papers=list(point.papers))


def _paper(entry: EditionPaper) -> PaperForm:
    paper, brief = entry.paper, entry.brief
    return PaperForm(
        number=entry.number,
        id=paper.id,
        version=paper.version,
        announce_type=entry.announced.announce_type,
        title=entry.title,
        title_translated=None,
        authors=[
            AuthorForm(
                name=readable(author.name),
                affiliations=[readable(place) for place in author.affiliations],
            )
            for author in paper.authors
        ],
        primary_category=paper.primary_category,
        categories=list(paper.categories),
        published=paper.published,
        updated=paper.updated,
        comments=_readable_or_none(paper.comments),
        journal_ref=_readable_or_none(paper.journal_ref),
        doi=paper.doi,
        license=paper.license,
        links=_links(entry),
        topic=entry.match.topic,
        relevance=entry.match.relevance,
        reason=entry.reason,
        abstract=entry.abstract,
        abstract_source=paper.abstract,
        abstract_translated=None,
        tldr=brief.tldr,
        motivation=brief.motivation,
        method=brief.method,
        result=brief.result,
        conclusion=brief.conclusion,
        key_findings=list(brief.key_findings),
        sources={part: _source(source) for part, source in brief.sources.items()},
    )


def _links(entry: EditionPaper) -> LinksForm:
    name = versioned(entry.paper.id, entry.paper.version)
    real = not entry.paper.sample
    return LinksForm(
        abs=f"https://arxiv.org/abs/{name}" if real else None,
        pdf=f"https://arxiv.org/pdf/{name}" if real else None,
        html=f"https://arxiv.org/html/{name}" if real else None,
        code=list(entry.links.code),
        project=list(entry.links.project),
    )


def _readable_or_none(source: str | None) -> str | None:
    return readable(source) if source else None
