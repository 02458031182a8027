"""arXiv's answers, built from papers in the shapes that its own programs give them. Pure."""

from collections.abc import Sequence
from datetime import date
from xml.sax.saxutils import escape, quoteattr

from bot.identifiers import versioned
from bot.taxonomy import canonical_category, oai_set
from bot.values.listings import AnnounceType, ListedPaper
from bot.values.papers import Paper

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_ARXIV = 'xmlns:arxiv="http://arxiv.org/schemas/atom"'
_DC = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'
_ATOM = 'xmlns="http://www.w3.org/2005/Atom"'
_OAI = 'xmlns="http://www.openarchives.org/OAI/2.0/"'


def rss(category: str, day: date, items: Sequence[ListedPaper]) -> str:
    midnight = f"{day:%a, %d %b %Y} 00:00:00 -0500"
    inside = "".join(_rss_item(item, midnight) for item in items)
    return (
        f'{_HEAD}<rss {_ARXIV} {_DC} version="2.0"><channel>'
        f"{_tag('title', f'{category} updates on arXiv.org')}"
        f"{_tag('link', f'http://rss.arxiv.org/rss/{category}')}"
        f"{_tag('pubDate', midnight)}{inside}</channel></rss>"
    )


def rss_error(category: str, sentence: str) -> str:
    title = f"Feed error for query: http://rss.arxiv.org/rss/{category}"
    inside = _tag("title", title) + _tag("description", sentence)
    return f'{_HEAD}<rss {_ARXIV} version="2.0"><channel>{inside}</channel></rss>'


def atom(category: str, day: date, items: Sequence[ListedPaper]) -> str:
    inside = "".join(_atom_entry(item, day) for item in items)
    return (
        f"{_HEAD}<feed {_ARXIV} {_DC} {_ATOM}>"
        f"{_tag('id', f'http://rss.arxiv.org/atom/{category}')}"
        f"{_tag('title', f'{category} updates on arXiv.org')}"
        f"{_tag('updated', f'{day}T06:00:00+00:00')}{inside}</feed>"
    )


def oai_records(
    papers: Sequence[Paper], stamps: Sequence[date], spec: str, token: str | None
) -> str:
    records = "".join(_record(paper, day) for paper, day in zip(papers, stamps, strict=True))
    more = f"<resumptionToken>{escape(token)}</resumptionToken>" if token else ""
    return _oai(spec, f"<ListRecords>{records}{more}</ListRecords>")


def oai_error(code: str, sentence: str, spec: str = "") -> str:
    return _oai(spec, f"<error code={quoteattr(code)}>{escape(sentence)}</error>")


def answer(papers: Sequence[Paper]) -> str:
    """Of the search API."""
    inside = "".join(_answer_entry(paper) for paper in papers)
    return _answer(len(papers), inside)


def answer_error(sentence: str) -> str:
    address = "https://arxiv.org/api/errors#" + sentence.replace(" ", "_")
    inside = _tag("id", address) + _tag("title", "Error") + _tag("summary", sentence)
    return _answer(1, f"<entry>{inside}</entry>")


def _tag(name: str, text: str | None) -> str:
    return "" if text is None else f"<{name}>{escape(text)}</{name}>"


def _preamble(item: ListedPaper) -> str:
    paper = item.paper
    kind = item.announce_type or AnnounceType.NEW
    said = f"arXiv:{versioned(paper.id, paper.version or 1)} Announce Type: {kind.value} \n"
    return f"{said}Abstract: {paper.abstract}"


def _announced(item: ListedPaper) -> str:
    paper = item.paper
    names = ", ".join(author.name for author in paper.authors)
    kind = (item.announce_type or AnnounceType.NEW).value
    return (
        _tag("arxiv:announce_type", kind)
        + _tag("dc:rights", paper.license)
        + _tag("dc:creator", names)
    )


def _rss_item(item: ListedPaper, midnight: str) -> str:
    paper = item.paper
    categories = "".join(_tag("category", name) for name in paper.categories)
    return (
        f"<item>{_tag('title', paper.title)}{_tag('link', f'https://arxiv.org/abs/{paper.id}')}"
        f"{_tag('description', _preamble(item))}"
        f'<guid isPermaLink="false">oai:arXiv.org:{versioned(paper.id, paper.version or 1)}</guid>'
        f"{categories}{_tag('pubDate', midnight)}{_announced(item)}</item>"
    )


def _atom_entry(item: ListedPaper, day: date) -> str:
    paper = item.paper
    categories = "".join(f"<category term={quoteattr(name)}/>" for name in paper.categories)
    return (
        f"<entry>{_tag('id', f'oai:arXiv.org:{versioned(paper.id, paper.version or 1)}')}"
        f"{_tag('title', paper.title)}{_tag('summary', _preamble(item))}{categories}"
        f"{_tag('published', f'{day}T00:00:00-05:00')}{_announced(item)}</entry>"
    )


def _oai(spec: str, inside: str) -> str:
    asked = (
        f'<request verb="ListRecords" set={quoteattr(spec)}>https://oaipmh.arxiv.org/oai</request>'
    )
    when = _tag("responseDate", "2026-02-09T06:00:05Z")
    return f"{_HEAD}<OAI-PMH {_OAI}>{when}{asked}{inside}</OAI-PMH>"


def _record(paper: Paper, day: date) -> str:
    known = [name for raw in paper.categories if (name := canonical_category(raw))]
    sets = "".join(_tag("setSpec", oai_set(name)) for name in known)
    authors = "".join(_oai_author(author.name) for author in paper.authors)
    return (
        f"<record><header>{_tag('identifier', f'oai:arXiv.org:{paper.id}')}"
        f"{_tag('datestamp', day.isoformat())}{sets}</header>"
        f'<metadata><arXiv xmlns="http://arxiv.org/OAI/arXiv/">{_tag("id", paper.id)}'
        f"{_tag('created', (paper.published or day).isoformat())}"
        f"{_tag('updated', paper.updated.isoformat() if paper.updated else None)}"
        f"<authors>{authors}</authors>{_tag('title', paper.title)}"
        f"{_tag('categories', ' '.join(paper.categories))}{_tag('comments', paper.comments)}"
        f"{_tag('journal-ref', paper.journal_ref)}{_tag('doi', paper.doi)}"
        f"{_tag('license', paper.license)}{_tag('abstract', paper.abstract)}"
        "</arXiv></metadata></record>"
    )


def _oai_author(name: str) -> str:
    forenames, _, keyname = name.rpartition(" ")
    return f"<author>{_tag('keyname', keyname)}{_tag('forenames', forenames or None)}</author>"


def _answer(total: int, inside: str) -> str:
    search = 'xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/"'
    return (
        f"{_HEAD}<feed {search} {_ARXIV} {_ATOM}>{_tag('id', 'https://arxiv.org/api/invented')}"
        f"{_tag('title', 'arXiv Query')}{_tag('updated', '2026-02-09T06:00:05Z')}"
        f"{_tag('opensearch:totalResults', str(total))}{inside}</feed>"
    )


def _answer_entry(paper: Paper) -> str:
    name = versioned(paper.id, paper.version or 1)
    authors = "".join(
        f"<author>{_tag('name', author.name)}"
        + "".join(_tag("arxiv:affiliation", place) for place in author.affiliations)
        + "</author>"
        for author in paper.authors
    )
    # as arXiv does, the categories stand in no particular order; the primary has its own element
    categories = "".join(f"<category term={quoteattr(c)}/>" for c in sorted(paper.categories))
    primary = quoteattr(paper.primary_category or "")
    return (
        f"<entry>{_tag('id', f'http://arxiv.org/abs/{name}')}{_tag('title', paper.title)}"
        f"{_tag('updated', f'{paper.updated or date(2026, 2, 5)}T10:00:00Z')}"
        f"{_tag('published', f'{paper.published or date(2026, 2, 5)}T10:00:00Z')}"
        f"{_tag('summary', paper.abstract)}{categories}"
        f"<arxiv:primary_category term={primary}/>{_tag('arxiv:comment', paper.comments)}"
        f"{_tag('arxiv:journal_ref', paper.journal_ref)}{_tag('arxiv:doi', paper.doi)}"
        f'{authors}<link href="https://arxiv.org/pdf/{name}" rel="related" title="pdf"/></entry>'
    )
