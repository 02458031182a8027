"""arXiv's HTML of a paper (LaTeXML) as a full text. Pure; called in a process of its own."""

import re
from dataclasses import replace

from lxml import etree

from adapters.paper_files.html.handlers import handler_of
from adapters.paper_files.html.headings import levelled
from adapters.paper_files.html.markup import classes
from adapters.paper_files.html.story import Story
from adapters.paper_files.html.unfinished import breaks_off
from adapters.paper_files.html.visible import take_out_unseen
from adapters.paper_files.html.walk import Walk
from adapters.paper_files.limits import ReadingLimits
from bot.values.full_texts import Defect, FullText

# less is a stray dot or a space that was made white
_LEAST_UNSEEN = 12
_QUOTE = 160
_CREATIVE_COMMONS = re.compile(
    r"\bCC[ -]?(?P<kind>BY(?:-(?:NC|ND|SA))*|0|Zero)\b(?: (?P<version>\d\.\d))?"
)
_STAMP = re.compile(r"arXiv:\S+?v(\d{1,3})\s")


def read_html(content: bytes, limits: ReadingLimits) -> FullText:
    """Without id; with the version that the page names. One without pieces could not be read: its
    defects say why."""
    if content.strip() and (b"<" not in content or b"\x00" in content):
        return _unread(Defect("damaged", "html"))
    root = _root(content)
    if root is None:
        return _unread(Defect("damaged" if content.strip() else "empty", "html"))
    article = _article(root)
    unfinished = breaks_off(content, article)
    unseen = take_out_unseen(root, article)
    walk = Walk(_base(root), handler_of)
    walk.read(article)
    story = walk.story
    length = sum(len(each.text) for each in story.pieces)
    if not story.pieces:
        return _unread(Defect("empty", "html"))
    if length > limits.characters:
        return _unread(Defect("too_long", "html", length))
    text = _text(story, [*unseen, *story.unseen], unfinished, _version(root))
    return replace(text, license=_license(root))


def _text(story: Story, unseen: list[str], unfinished: bool, version: int | None) -> FullText:
    hidden = " ".join(unseen)
    defects = []
    if len(hidden) >= _LEAST_UNSEEN:
        defects.append(Defect("hidden", "html", len(hidden), hidden[:_QUOTE]))
    if unfinished:
        defects.append(Defect("unfinished", "html"))
    return FullText(
        paper_id="",
        version=version,
        made_from="html",
        title=story.title,
        sections=levelled(story.sections),
        pieces=tuple(story.pieces),
        figures=tuple(story.figures),
        affiliations=tuple(dict.fromkeys(story.affiliations)),
        defects=tuple(defects),
    )


def _base(root: etree._Element) -> str:
    """What addresses on the page are relative to, where it is not the page itself."""
    return next((each.get("href") or "" for each in root.iter("base")), "")


def _version(root: etree._Element) -> int | None:
    """As arXiv stamps it above the paper: "arXiv:2401.00001v2 [cs.LG] 5 Jan 2026"."""
    stamps = (each for each in root.iter() if (each.get("id") or "").startswith("watermark"))
    found = _STAMP.search(" ".join("".join(map(str, each.itertext())) for each in stamps))
    return int(found[1]) if found else None


def _license(root: etree._Element) -> str | None:
    """As arXiv writes it above the paper: "License: CC BY 4.0"."""
    told = (each for each in root.iter() if (each.get("id") or "").startswith("license"))
    found = _CREATIVE_COMMONS.search(" ".join("".join(map(str, each.itertext())) for each in told))
    if found is None:
        return None
    if found["kind"].startswith(("0", "Zero")):
        return "https://creativecommons.org/publicdomain/zero/1.0/"
    version = found["version"] or "4.0"
    return f"https://creativecommons.org/licenses/{found['kind'].lower()}/{version}/"


def _unread(defect: Defect) -> FullText:
    return FullText(paper_id="", version=None, made_from="html", defects=(defect,))


def _root(content: bytes) -> etree._Element | None:
    parser = etree.HTMLParser(
        encoding=_encoding(content), remove_comments=True, remove_pis=True, huge_tree=True
    )
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError:
        return None


def _encoding(content: bytes) -> str | None:
    """arXiv's pages are UTF-8; of any other file lxml looks for itself."""
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return "utf-8"


def _article(root: etree._Element) -> etree._Element:
    """The paper without what stands around it."""
    documents = [each for each in root.iter() if "ltx_document" in classes(each)]
    papers = [each for each in documents if "package-alerts" not in classes(each)]
    found = papers or list(root.iter("article")) or list(root.iter("main", "body"))
    return found[0] if found else root
