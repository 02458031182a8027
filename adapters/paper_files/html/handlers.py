"""Which method of the walk reads which element. Pure."""

from lxml import etree

from adapters.paper_files.html.headings import HEADINGS
from adapters.paper_files.html.markup import EQUATIONS, FLOATS, LISTINGS, SECTIONS, TABLES
from adapters.paper_files.html.walk import Handler, Walk

# the first that fits
_BY_CLASS: tuple[tuple[frozenset[str], Handler], ...] = (
    (frozenset(("ltx_title_document",)), Walk.title),
    (frozenset(("ltx_authors",)), Walk.authors),
    (frozenset(("ltx_author_notes",)), Walk.author_notes),
    (frozenset(("ltx_note",)), Walk.note),
    (
        SECTIONS,
        Walk.section,
    ),
    (EQUATIONS, Walk.equation),
    (frozenset(("ltx_caption",)), Walk.caption),
    (FLOATS, Walk.float),
    (LISTINGS, Walk.code),
    (TABLES, Walk.table),
    (frozenset(("ltx_bibitem",)), Walk.reference),
    (frozenset(("ltx_item",)), Walk.item),
    (frozenset(("ltx_theorem", "ltx_proof")), Walk.theorem),
    (frozenset(("ltx_keywords", "ltx_classification")), Walk.theorem),
    (frozenset(("ltx_title",)), Walk.heading),
)
_BY_TAG: dict[str, Handler] = {
    "figcaption": Walk.caption,
    "figure": Walk.float,
    "table": Walk.table,
    "pre": Walk.code,
    "li": Walk.item,
    "dt": Walk.item,
    "dd": Walk.item,
    "svg": Walk.drawing,
    **dict.fromkeys(HEADINGS, Walk.heading),
}


def handler_of(element: etree._Element, kinds: frozenset[str]) -> Handler:
    """By its classes, else by its tag; what has neither is read through."""
    known = next((handle for wanted, handle in _BY_CLASS if kinds & wanted), None)
    return known or _BY_TAG.get(element.tag, Walk.read)
