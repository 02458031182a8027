"""Papers for other programs: BibTeX, Markdown, CSV. Pure.

BibTeX is arXiv's own form, @misc with eprint
(https://info.arxiv.org/help/hypertex/bibstyles/index.html). Nothing that a title or a
name holds acts in the program that reads it: LaTeX is read to Unicode and written
again as characters, and no cell of a table begins a formula.
"""

import csv
import io
import re
from collections.abc import Sequence
from functools import cache
from typing import Literal, get_args

from pylatexenc.latexencode import RULE_DICT, UnicodeToLatexConversionRule, UnicodeToLatexEncoder

from bot.identifiers import versioned
from bot.messages.blocks import Item, ItemList, Message, Span, spans
from bot.messages.entries import title_of
from bot.messages.markdown import markdown
from bot.messages.record_lines import abs_url
from bot.text.readable import readable
from bot.text.words import fold
from bot.values.papers import Paper

ExportFormat = Literal["bibtex", "markdown", "csv"]
FORMS: tuple[ExportFormat, ...] = get_args(ExportFormat)
FILE_NAMES: dict[ExportFormat, str] = {
    "bibtex": "papers.bib",
    "markdown": "papers.md",
    "csv": "papers.csv",
}
MEDIA_TYPES: dict[ExportFormat, str] = {
    "bibtex": "application/x-bibtex",
    "markdown": "text/markdown",
    "csv": "text/csv",
}
_INVENTED = "sample paper, invented"
_COLUMNS = ("id", "title", "authors", "categories", "submitted", "doi", "address", "note")
# a spreadsheet computes such a cell (https://owasp.org/www-community/attacks/CSV_Injection)
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]")
# BibTeX parts names at "and" and turns them round at a comma; these are no persons' names
_ONE_NAME = re.compile(r",|\band\b|\b(?:collaboration|consortium|team|group|project)\b", re.I)
# a style may write a title small: what has a capital inside (BERT, ControlNet) is a name
_NAME = re.compile(r"\w[\w+.]*[A-Z][\w+.]*")
# a DOI stands as it is, for programs link it; what would act in LaTeX is in none that is real
_DOI = re.compile(r"[\w./;:()<>-]+", re.ASCII)
_NOT_IN_KEYS = re.compile(r"[^a-z0-9]+")
_FIRST_YEAR = 91


def exported(papers: Sequence[Paper], form: ExportFormat) -> str:
    """All papers in one form, ended with a line break; "" without papers in BibTeX and Markdown."""
    match form:
        case "bibtex":
            return "\n".join(_entry(paper, key) for paper, key in _keyed(papers))
        case "markdown":
            return "".join(_line(paper) for paper in papers)
        case "csv":
            return _table(papers)


def _keyed(papers: Sequence[Paper]) -> list[tuple[Paper, str]]:
    """Keys as arXiv makes them (quill2026sparse); the id parts those that are the same."""
    keyed: dict[str, Paper] = {}
    for paper in papers:
        key = _key(paper)
        keyed[f"{key}-{_key_part(paper.id)}" if key in keyed else key] = paper
    return [(paper, key) for key, paper in keyed.items()]


def _key(paper: Paper) -> str:
    name = readable(paper.authors[0].name).split() if paper.authors else []
    surname = _key_part(name[-1]) if name else ""
    words = [part for word in title_of(paper).split() if (part := _key_part(word))]
    return f"{surname or 'arxiv'}{_year(paper)}{words[0] if words else ''}"


def _key_part(text: str) -> str:
    return _NOT_IN_KEYS.sub("", fold(text))


def _year(paper: Paper) -> int:
    """Of the first submission: the id tells where the source does not."""
    if paper.published is not None:
        return paper.published.year
    short = int(paper.id.rpartition("/")[2][:2])
    return short + (1900 if short >= _FIRST_YEAR else 2000)


def _entry(paper: Paper, key: str) -> str:
    fields = {
        "title": _titled(title_of(paper)),
        "author": " and ".join(_named(readable(author.name)) for author in paper.authors),
        "year": str(_year(paper)),
        "eprint": "" if paper.sample else paper.id,
        "archivePrefix": "" if paper.sample else "arXiv",
        "primaryClass": paper.primary_category or "",
        "doi": paper.doi if paper.doi and _DOI.fullmatch(paper.doi) else "",
        "url": abs_url(paper) or "",
        "note": _INVENTED if paper.sample else "",
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join((f"@misc{{{key},", *lines, "}\n"))


def _titled(title: str) -> str:
    return " ".join(_protected(word) for word in title.split())


def _protected(word: str) -> str:
    return f"{{{_escaped(word)}}}" if _NAME.search(word) else _escaped(word)


def _named(name: str) -> str:
    return f"{{{_escaped(name)}}}" if _ONE_NAME.search(name) else _escaped(name)


def _escaped(text: str) -> str:
    return str(_encoder().unicode_to_latex(text))


@cache
def _encoder() -> UnicodeToLatexEncoder:
    # BibTeX counts braces, escaped or not
    braces = {ord("{"): r"\textbraceleft", ord("}"): r"\textbraceright"}
    return UnicodeToLatexEncoder(
        conversion_rules=[UnicodeToLatexConversionRule(RULE_DICT, braces), "defaults"],
        replacement_latex_protection="braces-all",
        unknown_char_policy="keep",
        unknown_char_warning=False,
    )


def _line(paper: Paper) -> str:
    """``- [Title](address) · Names · 2602.01234v1 · cs.CL``"""
    names = [readable(author.name) for author in paper.authors]
    more = " et al." if len(names) > 1 else ""
    facts = [f"{names[0]}{more}"] if names else []
    facts += [versioned(paper.id, paper.version), *paper.categories[:1]]
    facts += [_INVENTED] if paper.sample else []
    title = Span(title_of(paper), url=abs_url(paper))
    item = Item((spans(title, " · ", " · ".join(facts)),))
    return markdown(Message((ItemList((item,)),)))


def _table(papers: Sequence[Paper]) -> str:
    written = io.StringIO()
    # every cell in quotes, lines ended as https://www.rfc-editor.org/rfc/rfc4180 has them
    writer = csv.writer(written, quoting=csv.QUOTE_ALL)
    writer.writerow(_COLUMNS)
    writer.writerows([_inert(cell) for cell in _cells(paper)] for paper in papers)
    return written.getvalue()


def _cells(paper: Paper) -> tuple[str, ...]:
    """The id with its prefix: a spreadsheet would read 2602.01230 as a number."""
    return (
        f"arXiv:{versioned(paper.id, paper.version)}",
        title_of(paper),
        "; ".join(readable(author.name) for author in paper.authors),
        " ".join(paper.categories),
        paper.published.isoformat() if paper.published else "",
        paper.doi or "",
        abs_url(paper) or "",
        _INVENTED if paper.sample else "",
    )


def _inert(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) else cell
