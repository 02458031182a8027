"""arXiv's HTML of a paper (LaTeXML) as a full text. Pure; called in a process of its own."""

from lxml import etree
from lxml import html as lxml_html

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


def read_html(content: bytes, limits: ReadingLimits) -> FullText:
    """Without id and version. One without pieces could not be read: its defects say why."""
    root = _root(content)
    if root is None:
        return _unread(Defect("empty", "html"))
    article = _article(root)
    unfinished = breaks_off(content, article)
    unseen = take_out_unseen(root, article)
    walk = Walk()
    walk.read(article)
    story = walk.story
    length = sum(len(each.text) for each in story.pieces)
    if not story.pieces:
        return _unread(Defect("empty", "html"))
    if length > limits.characters:
        return _unread(Defect("too_long", "html", length))
    return _text(story, [*unseen, *story.unseen], unfinished)


def _text(story: Story, unseen: list[str], unfinished: bool) -> FullText:
    hidden = " ".join(unseen)
    defects = []
    if len(hidden) >= _LEAST_UNSEEN:
        defects.append(Defect("hidden", "html", len(hidden), hidden[:_QUOTE]))
    if unfinished:
        defects.append(Defect("unfinished", "html"))
    return FullText(
        paper_id="",
        version=None,
        made_from="html",
        title=story.title,
        sections=levelled(story.sections),
        pieces=tuple(story.pieces),
        figures=tuple(story.figures),
        affiliations=tuple(dict.fromkeys(story.affiliations)),
        defects=tuple(defects),
    )


def _unread(defect: Defect) -> FullText:
    return FullText(paper_id="", version=None, made_from="html", defects=(defect,))


def _root(content: bytes) -> etree._Element | None:
    parser = lxml_html.HTMLParser(
        encoding=_encoding(content), remove_comments=True, remove_pis=True, huge_tree=True
    )
    try:
        return lxml_html.document_fromstring(content, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
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
