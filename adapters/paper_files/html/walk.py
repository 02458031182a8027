"""A page's structure, walked once from its beginning to its end. Pure."""

import re
from collections.abc import Callable
from dataclasses import replace
from itertools import chain
from urllib.parse import urljoin

from lxml import etree

from adapters.paper_files.html import front
from adapters.paper_files.html.equations import equations
from adapters.paper_files.html.floats import (
    captioned,
    images,
    is_algorithm,
    listing,
    own_caption,
    pictured,
    steps,
)
from adapters.paper_files.html.headings import (
    heading_level,
    heading_of,
    is_appended,
    is_thanks,
    numbered,
    section_rank,
)
from adapters.paper_files.html.inline import Running, framed, opens, running, text_of
from adapters.paper_files.html.markup import (
    OF_THE_PUBLISHER,
    classes,
    first,
    is_block,
    is_skipped,
    own,
)
from adapters.paper_files.html.story import Story
from adapters.paper_files.html.tables import cells_of, is_layout, table_rows, table_text
from bot.values.full_texts import Section

_RUN_IN = frozenset(("ltx_paragraph", "ltx_subparagraph"))
# a heading in the line has no more words
_LONGEST_RUN_IN = 14
# in a float, what is longer is no lettering
_PROSE = 40
# heads links, which say nothing here
_EMPTY_LINKS = re.compile(r"\s*External Links:\s*$")
# bullets and bare numbers, which say nothing; others are read with the entry
_MARKS = re.compile(r"[^\w\s]?|\W{1,3}|\d{1,3}[.)]?")


class Walk:
    """Reads an article into its :class:`Story`.

    ``base`` is what addresses are relative to, where it is not the page; ``handler_of`` tells
    which method reads an element.
    """

    def __init__(self, base: str, handler_of: "HandlerOf") -> None:
        self.story = Story()
        self._base = base
        self._handler_of = handler_of
        # those of floats, which are read before the rest
        self._captions: set[etree._Element] = set()
        # the references were read
        self._cited = False

    def read(self, element: etree._Element) -> None:
        """All that is in an element, in reading order."""
        flow = Running()
        flow.parts.append(element.text or "")
        for child in element:
            kinds = classes(child)
            if is_skipped(child, kinds):
                pass
            elif is_block(child, kinds) or opens(child):
                self._flush(flow)
                flow = Running()
                self.block(child, kinds)
            else:
                flow.add(child)
            flow.parts.append(child.tail or "")
        self._flush(flow)

    def _flush(self, flow: Running) -> None:
        text, story = flow.text, self.story
        story.unseen += flow.unseen
        if story.spot.floating and text and len(text.split()) < _PROSE:
            story.add("caption", text, story.spot.label)
        elif story.spot.floating:
            with story.at(replace(story.spot, label="", floating=False)):
                story.paragraph(text)
        else:
            story.paragraph(text) if text else None
        self._asides(flow)

    def _asides(self, flow: Running) -> None:
        for each in flow.aside:
            self.block(each, classes(each))

    def block(self, element: etree._Element, kinds: frozenset[str]) -> None:
        if is_skipped(element, kinds) or self._is_preamble(element, kinds):
            return
        self._handler_of(element, kinds)(self, element)

    def _is_preamble(self, element: etree._Element, kinds: frozenset[str]) -> bool:
        """Arguments of commands that the converter did not know, above the title."""
        if self.story.title or "ltx_para" not in kinds or first(element, "ltx_ERROR") is None:
            return False
        return any("ltx_title_document" in classes(each) for each in element.itersiblings())

    def text(self, element: etree._Element) -> str:
        """In one line; its notes follow as pieces of their own."""
        read = running(element, whole=True)
        self.story.unseen += read.unseen
        self._asides(read)
        return read.text

    def title(self, element: etree._Element) -> None:
        self.story.title = self.story.title or self.text(element)

    def authors(self, element: etree._Element) -> None:
        said, notes = front.printed(element)
        self.story.affiliations += front.affiliations(element)
        self.story.add("paragraph", said)
        for each in notes:
            self.block(each, classes(each))

    def author_notes(self, element: etree._Element) -> None:
        text = running(element).text
        self.story.affiliations += front.told_in(text)
        self.story.add("footnote", text)

    def note(self, element: etree._Element) -> None:
        kinds = classes(element)
        content = first(element, "ltx_note_content")
        content = element if content is None else content
        if kinds & OF_THE_PUBLISHER:
            return
        if front.is_place_note(kinds):
            self.story.affiliations += front.of_note(content)
            return
        text = self.text(content)
        if self.story.spot.section is None:
            self.story.affiliations += front.told_in(text)
        self.story.add("footnote", text)

    def section(self, element: etree._Element) -> None:
        kinds, story = classes(element), self.story
        heading = heading_of(element)
        with story.at(replace(story.spot, kind="paragraph", label="", floating=False)):
            if "ltx_appendix" in kinds:
                story.spot = replace(story.spot, appendix=True)
            if heading is not None:
                self._entered(heading, kinds)
            elif "ltx_acknowledgements" in kinds:
                story.spot = replace(story.spot, kind="thanks")
            elif "ltx_abstract" in kinds:
                story.enter(Section("Abstract"))
            self.read(element)
            story.close()

    def _entered(self, heading: etree._Element, kinds: frozenset[str]) -> None:
        said = self.text(heading)
        number, title = numbered(heading, said)
        story = self.story
        run_in = kinds & _RUN_IN and not number and len(title.split()) <= _LONGEST_RUN_IN
        thanks = "ltx_acknowledgements" in kinds or is_thanks(title)
        if thanks:
            story.spot = replace(story.spot, kind="thanks")
        if run_in and not thanks:
            story.open_with(said, ".")
        elif not run_in and (title or number):
            level = section_rank(kinds)
            if self._cited and is_appended(number, title):
                story.spot = replace(story.spot, appendix=True)
            story.enter(Section(title, number, level, None, story.spot.appendix))

    def heading(self, element: etree._Element) -> None:
        """Of a page that has no sections around them; those of sections were read already."""
        story, kinds = self.story, classes(element)
        parent = element.getparent()
        if "ltx_title" in kinds or (parent is not None and parent.tag == "section"):
            return
        text = self.text(element)
        if element.tag == "h1" and not story.title:
            story.title = text
            return
        number, title = numbered(element, text)
        if title:
            story.spot = replace(story.spot, kind="thanks" if is_thanks(title) else "paragraph")
            story.enter(Section(title, number, heading_level(element), None, False))

    def theorem(self, element: etree._Element) -> None:
        story = self.story
        heading = next(own(element, "ltx_title"), None)
        said = self.text(heading).rstrip() if heading is not None else ""
        tag = first(heading, "ltx_tag") if heading is not None else None
        label = text_of(tag).rstrip(" .:") if tag is not None else ""
        with story.at(replace(story.spot, label=label or story.spot.label)):
            story.open_with(said, ".")
            self.read(element)
            story.close()

    def item(self, element: etree._Element) -> None:
        tag = next(own(element, "ltx_tag"), None)
        label = text_of(tag) if tag is not None else ""
        if element.tag == "dt":
            self.story.open_with(self.text(element), ":")
            return
        if tag is not None:
            tag.text = None
            for each in list(tag):
                tag.remove(each)
        with self.story.entry("" if _MARKS.fullmatch(label) else label):
            self.read(element)

    def equation(self, element: etree._Element) -> None:
        found, unseen = equations(element)
        self.story.unseen += unseen
        for each in found:
            if each.between:
                self.story.paragraph(each.lines[0])
            else:
                self.story.add("equation", "\n".join(each.lines), each.label)

    def float(self, element: etree._Element) -> None:
        story, kinds = self.story, classes(element)
        caption = own_caption(element)
        outer = story.spot.label if story.spot.floating else ""
        label, text, read = captioned(caption, outer) if caption is not None else ("", "", None)
        label = label or outer
        if caption is not None and (found := pictured(element)) is not None:
            story.show(label, text, [urljoin(self._base, each) for each in found])
        with story.at(replace(story.spot, kind="paragraph", label=label, floating=True)):
            if caption is not None and read is not None:
                self._captions.add(caption)
                story.add("caption", text, label)
                story.unseen += read.unseen
                self._asides(read)
            if is_algorithm(kinds, label):
                story.add("algorithm", steps(element), label)
            else:
                self.read(element)

    def caption(self, element: etree._Element) -> None:
        """A further one of a float is that of what stands behind it there."""
        if element in self._captions:
            return
        label, text, read = captioned(element)
        self.story.add("caption", text, label)
        if self.story.spot.floating:
            self.story.spot = replace(self.story.spot, label=label)
        self._asides(read)

    def table(self, element: etree._Element) -> None:
        story = self.story
        if is_layout(element):
            for cell in cells_of(element):
                self.read(cell)
            return
        rows, notes = table_rows(element)
        label = story.spot.label if story.spot.floating else ""
        if len(rows) == 1 and len(set(rows[0])) == 1:
            # a frame around a text
            story.paragraph(rows[0][0])
        elif story.spot.floating and images(element):
            # letters over and under the images
            story.add("caption", " ".join(filter(None, dict.fromkeys(chain(*rows)))), label)
        elif rows:
            story.add("table", table_text(rows), label, rows)
        for each in notes:
            self.block(each, classes(each))

    def code(self, element: etree._Element) -> None:
        label = self.story.spot.label if self.story.spot.floating else ""
        self.story.add("algorithm", listing(element), label)

    def reference(self, element: etree._Element) -> None:
        self._cited = True
        tag = next(own(element, "ltx_tag"), None)
        read = Running(whole=True)
        for child in element:
            if child is not tag:
                read.add(child)
                read.parts.append(f" {child.tail or ''}")
        label = text_of(tag) if tag is not None else ""
        self.story.add("reference", _EMPTY_LINKS.sub("", read.text), label)

    def drawing(self, element: etree._Element) -> None:
        """A frame around prose."""
        for each in framed(element):
            self.read(each)


Handler = Callable[[Walk, etree._Element], None]
HandlerOf = Callable[[etree._Element, frozenset[str]], Handler]
