"""Whether a page breaks off before the paper does. Pure.

The converter gives what it has when it fails in the middle: https://arxiv.org/html/ shows such
pages like any other.
"""

from lxml import etree

from adapters.paper_files.html.markup import FLOATS, classes

_SAID = ("exited abruptly", "may be truncated or damaged")
_LEVELS = frozenset(("ltx_section", "ltx_subsection", "ltx_chapter"))
# links to what is not there: one may be an author's mistake
_BROKEN = 3
_SHARE = 0.2


def breaks_off(content: bytes, article: etree._Element) -> bool:
    return _is_cut(content) or _says_so(article) or _leads_nowhere(article) or _is_nested(article)


def _is_cut(content: bytes) -> bool:
    """The bytes end before the page is closed."""
    return b"</html" not in content[-4_000:].lower() and b"<html" in content[:4_000].lower()


def _says_so(article: etree._Element) -> bool:
    if any("ltx_FATAL" in classes(each) for each in article.iter()):
        return True
    page = article.getroottree().getroot()
    text = " ".join(
        str(each) for each in page.itertext() if "abruptly" in each or "damaged" in each
    )
    return any(each in " ".join(text.split()) for each in _SAID)


def _leads_nowhere(article: etree._Element) -> bool:
    """Citations and references to what should come behind the break."""
    there = {each.get("id") for each in article.iter() if each.get("id")}
    asked = {
        (each.get("href") or "")[1:]
        for each in article.iter("a")
        if (each.get("href") or "").startswith("#") and len(each.get("href") or "") > 1
    }
    missing = asked - there
    return len(missing) >= _BROKEN and len(missing) >= _SHARE * len(asked)


def _is_nested(article: etree._Element) -> bool:
    """Sections inside of a float: the environment was never closed."""
    return any(
        bool(classes(up) & FLOATS)
        for each in article.iter("section", "div")
        if classes(each) & _LEVELS
        for up in each.iterancestors()
    )
