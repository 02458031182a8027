"""What LaTeXML's pages are made of: tags and classes by what they mean. Pure.

The classes: https://math.nist.gov/~BMiller/LaTeXML/manual/schema/
"""

from collections.abc import Iterator
from functools import lru_cache

from lxml import etree

# holds no text of the paper
_SKIPPED_TAGS = frozenset(
    (
        *("script", "style", "template", "noscript", "button", "nav", "head", "title", "meta"),
        *("link", "audio", "video", "iframe", "object", "input", "select", "textarea", "form"),
        *("dialog", "footer"),
    )
)
_SKIPPED = frozenset(
    (
        # what the converter says of itself, and arXiv of the page
        *("ltx_ERROR", "ltx_FATAL", "ltx_WARNING", "ltx_INFO", "package-alerts", "infobox"),
        *("ltx_page_footer", "ltx_page_header", "ltx_page_navbar", "ltx_page_logo", "ltx_rdf"),
        # marks, rules and spaces; the code of a listing for download
        *("ltx_note_mark", "ltx_note_type", "ltx_tag_note", "ltx_pagination", "ltx_rule"),
        *("ltx_listing_data", "ltx_phantom", "ltx_author_before", "ltx_author_after"),
        # what the site's style sheet never shows
        *("ltx_nodisplay", "ltx_contact_name", "ltx_pubnotes", "ltx_dates"),
        # lists of what stands elsewhere
        *("ltx_TOC", "ltx_toclist", "ltx_index", "ltx_indexlist", "ltx_bib_cited"),
        *("ltx_bib_external", "ltx_bib_links"),
    )
)
# arXiv's own furniture of a page
_FURNITURE = "ds-"

FLOATS = frozenset(("ltx_figure", "ltx_table", "ltx_float"))
TABLES = frozenset(("ltx_tabular",))
# what is in the line has other names
LISTINGS = frozenset(("ltx_listing",))
EQUATIONS = frozenset(("ltx_equation", "ltx_equationgroup", "ltx_eqn_table"))

_BLOCK_TAGS = frozenset(
    (
        *("div", "p", "section", "article", "ul", "ol", "dl", "li", "dt", "dd", "figure", "table"),
        *("pre", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "figcaption", "main", "header"),
        *("center", "address", "details", "summary", "aside", "body", "hr"),
    )
)
_BLOCKS = (
    frozenset(
        (
            *("ltx_p", "ltx_para", "ltx_inline-para", "ltx_minipage", "ltx_item", "ltx_itemize"),
            *("ltx_enumerate", "ltx_description", "ltx_bibitem", "ltx_caption", "ltx_theorem"),
            *("ltx_proof", "ltx_listingline", "ltx_quote", "ltx_logical-block", "ltx_block"),
            *("ltx_flex_figure", "ltx_flex_cell"),
        )
    )
    | EQUATIONS
)
SECTIONS = frozenset(
    (
        *("ltx_part", "ltx_chapter", "ltx_section", "ltx_subsection", "ltx_subsubsection"),
        *("ltx_paragraph", "ltx_subparagraph", "ltx_appendix", "ltx_bibliography"),
        *("ltx_acknowledgements", "ltx_abstract"),
    )
)
# notes that a publisher's template makes
OF_THE_PUBLISHER = frozenset(
    f"ltx_role_{each}"
    for each in (
        *("cc-license", "copyright", "copyrightyear", "doi", "isbn", "price", "submissionid"),
        *("journal", "journalyear", "journalvolume", "journalnumber", "journalarticle"),
        *("publicationmonth", "booktitle", "conference", "ccs", "footnotemark"),
    )
)
ASIDE = FLOATS | TABLES | LISTINGS


def classes(element: etree._Element) -> frozenset[str]:
    return _split(element.get("class") or "")


@lru_cache(maxsize=10_000)
def _split(names: str) -> frozenset[str]:
    return frozenset(names.split())


def is_skipped(element: etree._Element, kinds: frozenset[str]) -> bool:
    if not isinstance(element.tag, str) or element.tag in _SKIPPED_TAGS or kinds & _SKIPPED:
        return True
    return any(each.startswith(_FURNITURE) for each in kinds)


def is_block(element: etree._Element, kinds: frozenset[str]) -> bool:
    """Whether it ends the line that it stands in."""
    return element.tag in _BLOCK_TAGS or bool(kinds & _BLOCKS)


def first(element: etree._Element, kind: str) -> etree._Element | None:
    """The first element of that class inside, in order of the page."""
    return next((each for each in element.iter() if kind in classes(each)), None)


def own(element: etree._Element, kind: str) -> Iterator[etree._Element]:
    """Children of that class."""
    return (each for each in element if kind in classes(each))
