"""A brief in its published JSON form. Pure."""

from bot.identifiers import versioned
from bot.messages.edition_form import (
    FORMAT,
    AnnouncedForm,
    AuthorForm,
    CategoryForm,
    CoverageForm,
    EditionDocument,
    LinksForm,
    NearMissForm,
    NoticeForm,
    OwedPaperForm,
    PaperForm,
    PointForm,
    ReadInFullForm,
    SecondForm,
    SourceForm,
    SummaryForm,
    ThemeForm,
    TopicForm,
    UndeliveredForm,
    UpdatedForm,
)
from bot.text.readable import readable
from bot.translator import translator
from bot.values.announcements import Announcement, Counts
from bot.values.editions import Edition, EditionPaper, OwedPaper, UndeliveredPapers
from bot.values.facts import told
from bot.values.writing import Summary, SummaryPoint


def edition_document(edition: Edition) -> EditionDocument:
    return EditionDocument(
        format=FORMAT,
        channel=edition.channel,
        announcements=list(edition.announcement.dates),
        sample=edition.announcement.sample,
        language=edition.language,
        topics=[TopicForm(**told(topic)) for topic in edition.topics],
        coverage=_coverage(edition),
        summary=_summary(edition.summary, edition.language) if edition.summary else None,
        papers=[_paper(paper) for paper in edition.papers],
        updated=[UpdatedForm.model_validate(one) for one in edition.updated],
        near_misses=[NearMissForm.model_validate(one) for one in edition.near_misses],
        notice=NoticeForm.model_validate(edition.notice) if edition.notice else None,
        undelivered=_undelivered(edition.undelivered),
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
        incomplete=list(announcement.incomplete),
    )


def _counts(counts: Counts) -> dict[str, int]:
    return {"new": counts.new, "cross": counts.cross, "replaced": counts.replaced}


def _summary(summary: Summary, language: str) -> SummaryForm:
    return SummaryForm(
        overview=translator(language).sentences(*summary.overview),
        themes=[
            ThemeForm(name=theme.name or "", text=theme.text, papers=list(theme.papers))
            for theme in summary.themes
        ],
        stands_out=[_point(point) for point in summary.stands_out],
        emerging=[_point(point) for point in summary.emerging],
        read_in_full=[ReadInFullForm.model_validate(read) for read in summary.read_in_full],
        disagreements=[_point(point) for point in summary.disagreements],
        source=SourceForm.model_validate(summary.source),
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
        title_translated=entry.title_translated,
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
        second=_second(entry),
        planted=brief.planted,
        sources={part: SourceForm.model_validate(one) for part, one in brief.sources.items()},
    )


def _second(entry: EditionPaper) -> SecondForm | None:
    if entry.second is None or not (sentence := entry.second_sentence):
        return None
    source = SourceForm.model_validate(entry.second.sources["tldr"])
    return SecondForm(tldr=sentence, source=source)


def _undelivered(undelivered: UndeliveredPapers) -> UndeliveredForm | None:
    if undelivered == UndeliveredPapers():
        return None
    papers = [_owed(one) for one in undelivered.papers]
    return UndeliveredForm(papers=papers, unasked=list(undelivered.unasked), left=undelivered.left)


def _owed(one: OwedPaper) -> OwedPaperForm:
    return OwedPaperForm(**dict(_paper(one.entry)), brief_of=one.on, why=one.why, note=one.note)


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
