"""Text that a reader of the page cannot see: taken out of the tree, and kept apart."""

from collections.abc import Sequence

from lxml import etree

from adapters.paper_files.html.colours import Look, declarations, inside, rules
from adapters.paper_files.html.markup import classes

Rules = Sequence[tuple[str, frozenset[str], dict[str, str]]]
# the page's own spaces, and the data of a button
_SPACES = frozenset(("ltx_phantom", "ltx_listing_data"))
# notes that appear under the pointer
_KNOWN = frozenset(("ltx_note_outer",))
_STYLING = frozenset(("style", "hidden", "color", "bgcolor"))
_WHOLE = frozenset(("html", "body", "article", "main"))


def take_out_unseen(root: etree._Element, article: etree._Element) -> list[str]:
    """What was taken out of the article, a text for each place."""
    sheets = "\n".join(each.text or "" for each in root.iter("style"))
    found: list[str] = []
    _Taking(rules(sheets), found).walk(article, Look())
    return found


class _Taking:
    def __init__(self, known: Rules, found: list[str]) -> None:
        self._rules = known
        self._found = found

    def walk(self, element: etree._Element, outer: Look) -> None:
        if classes(element) & _SPACES:
            return
        look = self._look(element, outer)
        if look.is_unseen and (look.gone or element.tag == "math"):
            self._keep("".join(str(each) for each in element.itertext()))
            _empty(element)
            return
        if look.is_unseen:
            element.text = self._taken(element.text)
        for child in element:
            if isinstance(child.tag, str):
                self.walk(child, look)
            if look.is_unseen:
                child.tail = self._taken(child.tail)

    def _look(self, element: etree._Element, outer: Look) -> Look:
        kinds = classes(element)
        plain = not self._rules and _STYLING.isdisjoint(element.attrib)
        if kinds & _KNOWN or (plain and element.tag != "svg"):
            return outer
        style = self._style(element, kinds)
        if element.get("hidden") is not None and element.tag not in _WHOLE:
            style["display"] = "none"
        look = inside(outer, style)
        if element.tag == "svg":
            # what is drawn behind its text is not known
            return Look(ground=None, gone=look.gone, veiled=look.veiled)
        return look

    def _style(self, element: etree._Element, kinds: frozenset[str]) -> dict[str, str]:
        style: dict[str, str] = {}
        if self._rules and element.tag not in _WHOLE:
            names = {f".{each.lower()}" for each in kinds}
            names.add(f"#{(element.get('id') or '').lower()}")
            for tag, wanted, said in self._rules:
                if tag in ("", element.tag) and wanted <= names:
                    style |= said
        # HTML before CSS
        for name, attribute in (("color", "color"), ("background-color", "bgcolor")):
            if given := element.get(attribute):
                style[name] = given.lower()
        return style | declarations(element.get("style") or "")

    def _taken(self, text: str | None) -> str | None:
        if not text or not text.strip():
            return text
        self._keep(text)
        return " "

    def _keep(self, text: str) -> None:
        if line := " ".join(text.split()):
            self._found.append(line)


def _empty(element: etree._Element) -> None:
    tail = element.tail
    element.clear()
    element.tail = tail
