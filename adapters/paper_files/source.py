"""Full texts of papers: HTML first, then PDF, else the abstract. An edge."""

import asyncio
import re
from collections import OrderedDict
from dataclasses import replace

from adapters.paper_files.child import FileReader, form_of, unread
from adapters.paper_files.fetching import ArxivFiles, FileForm
from bot.errors import (
    PaperbriefError,
    SourceMissing,
    SourceRefused,
    SourceTooLarge,
    SourceUnreadable,
)
from bot.text.readable import readable, readable_abstract
from bot.values.full_texts import Defect, DefectKind, Figure, FullText, Picture, Piece
from bot.values.papers import Paper

# seconds for a whole text: an answer is due within ninety, and it has to be written too
PATIENCE = 60.0
# bytes of PDF files, for figures that are asked for after their text
_REMEMBERED = 40_000_000
_FIGURE = re.compile(r"fig(?:ure|\.)?\s*")
# no paper says less than so many times its abstract
_LEAST = 1.5
_DEFECTS: tuple[tuple[type[PaperbriefError], DefectKind], ...] = (
    (SourceMissing, "missing"),
    (SourceTooLarge, "too_large"),
    (SourceUnreadable, "damaged"),
    # arXiv may refuse us, and have the file
    (SourceRefused, "unreachable"),
)


class PaperFiles:
    """Implements ``bot.ports.full_texts.FullTextSource`` over arXiv's site.

    ``patience`` is in seconds, for one text with all that is asked for it.
    """

    def __init__(
        self, files: ArxivFiles, reader: FileReader, *, patience: float = PATIENCE
    ) -> None:
        self._files = files
        self._reader = reader
        self._patience = patience
        self._last: OrderedDict[tuple[str, int | None], bytes] = OrderedDict()

    async def read(self, paper: Paper) -> FullText:
        tried: list[FullText] = []
        try:
            async with asyncio.timeout(self._patience):
                for form in ("html", "pdf"):
                    tried.append(await self._read(paper, form))
                    if is_whole(tried[-1]):
                        break
        except TimeoutError:
            tried.append(unread("pdf" if tried else "html", "late"))
        return best_of(paper, tried)

    async def picture(self, paper: Paper, figure: Figure) -> Picture | None:
        try:
            async with asyncio.timeout(self._patience):
                # several images are one picture in the PDF alone
                ways = [self._from_page, self._from_pdf]
                for way in reversed(ways) if figure.images > 1 else ways:
                    if (picture := await way(paper, figure)) is not None:
                        return picture
                return None
        except TimeoutError:
            return None

    async def _read(self, paper: Paper, form: FileForm) -> FullText:
        try:
            content = await self._content(paper, form)
        except PaperbriefError as error:
            return unread(form, defect_of(error))
        if form_of(content) != form:
            # a page that says why there is no file, or the other way round
            return unread(form, "damaged")
        return not_too_little(await self._reader.read(content, form), paper)

    async def _content(self, paper: Paper, form: FileForm) -> bytes:
        if form == "html":
            return await self._files.get(paper.id, paper.version, form)
        key = paper.id, paper.version
        if key not in self._last:
            self._remember(key, await self._files.get(paper.id, paper.version, form))
        return self._last[key]

    def _remember(self, key: tuple[str, int | None], content: bytes) -> None:
        """The newest is always kept."""
        self._last[key] = content
        while len(self._last) > 1 and sum(map(len, self._last.values())) > _REMEMBERED:
            self._last.popitem(last=False)

    async def _from_page(self, paper: Paper, figure: Figure) -> Picture | None:
        if not figure.source:
            return None
        try:
            image = await self._files.image(paper.id, paper.version, figure.source)
        except PaperbriefError:
            return None
        return await self._reader.fit(image)

    async def _from_pdf(self, paper: Paper, figure: Figure) -> Picture | None:
        """Also for a figure of the HTML whose image cannot be shown: by its label."""
        if figure.box is None:
            figure = await self._same_in_pdf(paper, figure)
        if figure.box is None or figure.page is None:
            return None
        try:
            content = await self._content(paper, "pdf")
        except PaperbriefError:
            return None
        return await self._reader.render(content, figure.page, figure.box)

    async def _same_in_pdf(self, paper: Paper, figure: Figure) -> Figure:
        """``figure`` itself where the PDF has none of its label."""
        if not figure.label:
            return figure
        text = await self._read(paper, "pdf")
        wanted = _same_label(figure.label)
        same = (each for each in text.figures if each.box and _same_label(each.label) == wanted)
        return next(same, figure)


def not_too_little(text: FullText, paper: Paper) -> FullText:
    """A conversion that failed may leave a page with little more than a title."""
    letters = sum(len(each.text) for each in text.pieces)
    if not is_whole(text) or letters >= _LEAST * len(paper.abstract):
        return text
    return replace(text, defects=(*text.defects, Defect("unfinished", text.made_from)))


def is_whole(text: FullText) -> bool:
    """Whether nothing better need be looked for."""
    return bool(text.pieces) and all(each.kind != "unfinished" for each in text.defects)


def best_of(paper: Paper, tried: list[FullText]) -> FullText:
    """The last that is whole, else the first with a text, else the abstract; with the defects of
    all."""
    defects = tuple(defect for each in tried for defect in each.defects)
    read = [each for each in tried if each.pieces]
    chosen = next((each for each in reversed(read) if is_whole(each)), read[0] if read else None)
    if chosen is None:
        return abstract_of(paper, defects)
    return replace(
        chosen,
        paper_id=paper.id,
        version=paper.version or chosen.version,
        title=chosen.title or readable(paper.title),
        defects=defects,
    )


def abstract_of(paper: Paper, defects: tuple[Defect, ...]) -> FullText:
    """What arXiv's listing says of a paper, where nothing else could be read."""
    return FullText(
        paper_id=paper.id,
        version=paper.version,
        made_from="abstract",
        title=readable(paper.title),
        pieces=(Piece("paragraph", readable_abstract(paper.abstract, paper.title)),),
        defects=defects,
    )


def _same_label(label: str) -> str:
    """However a page and a file spell it."""
    return _FIGURE.sub("figure ", label.casefold()).rstrip(" .:")


def defect_of(error: PaperbriefError) -> DefectKind:
    return next((kind for cause, kind in _DEFECTS if isinstance(error, cause)), "unreachable")
