"""A deep analysis as messages: five lines for one screen, pages by part, and the whole. Pure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.identifiers import parse_arxiv_id, versioned
from bot.messages.analysis_lines import (
    claim_text,
    defect_sentences,
    label_line,
    names_of,
    place_text,
    planted_line,
    reason_sentences,
)
from bot.messages.blocks import (
    Block,
    Button,
    Buttons,
    Heading,
    Item,
    ItemList,
    Message,
    Span,
    Spans,
    message,
    paragraph,
    spans,
)
from bot.messages.card import sample_sentence
from bot.messages.entries import title_of
from bot.translator import Translator
from bot.values.analyses import Analysis, AnalysisPart, Claim, ResultTable
from bot.values.papers import Paper

PAGES: tuple[tuple[AnalysisPart, ...], ...] = (
    ("problem", "before"),
    ("idea", "method", "pipeline"),
    ("difference",),
    ("experiments",),
    ("limits", "practice"),
)
"""Which parts stand on which page behind the first, which has the five lines."""
_ORDER = tuple(part for page in PAGES for part in page)
_MOST_ROWS, _MOST_CELLS = 10, 6
_IN_A_ROW = 3

Opens = Callable[[str], str]
"""The command that shows something of this analysis: "1" (a page), "md" or "html" (the whole as a
file), "new" (the analysis of the newest version)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """An analysis with what has to be said first. ``newest``: a version that came after the one
    that was analysed. ``withdrawn``: the paper was."""

    paper: Paper
    analysis: Analysis
    newest: int | None = None
    withdrawn: bool = False


def analysis_pages(analysis: Analysis) -> tuple[tuple[AnalysisPart, ...], ...]:
    """The parts of each page behind the first; pages without any are left out."""
    pages = (tuple(part for part in page if analysis.parts.get(part)) for page in PAGES)
    return tuple(page for page in pages if page)


def glance_message(shown: Shown, say: Translator, opens: Opens) -> Message:
    """The first page: what has to be said, five lines, who wrote them, and buttons for the rest."""
    analysis = shown.analysis
    lines = _lines(analysis, say, placed=True)
    return message(
        _head(shown, say),
        ItemList(lines) if lines else paragraph(_nothing(say)),
        _said_of_it(shown, say),
        _buttons(shown, say, opens, page=0),
    )


def page_message(shown: Shown, number: int, say: Translator, opens: Opens) -> Message:
    """Page ``number`` of those that :func:`analysis_pages` names, from 1."""
    pages = analysis_pages(shown.analysis)
    page = pages[number - 1]
    place = say.text("page {page} of {pages}", page=number, pages=len(pages))
    return message(
        Heading((*_title(shown), Span(f" · {place}")), level=2),
        [block for part in page for block in _part(shown.analysis, part, say, whole=False)],
        _buttons(shown, say, opens, page=number),
    )


def whole_message(shown: Shown, say: Translator) -> Message:
    """All of it, for a file: every part, all rows of the table, what is absent and why."""
    analysis = shown.analysis
    absent = reason_sentences(analysis, _ORDER, say)
    return message(
        _head(shown, say),
        _glance_items(analysis, say),
        [block for part in _ORDER for block in _part(analysis, part, say, whole=True)],
        _changes(analysis, say),
        ItemList(tuple(Item((spans(each),)) for each in absent)) if absent else None,
        _said_of_it(shown, say),
    )


def _glance_items(analysis: Analysis, say: Translator) -> list[Block]:
    items = _lines(analysis, say, placed=False)
    return [Heading(spans(say.text("At a glance")), level=2), ItemList(items)] if items else []


def _lines(analysis: Analysis, say: Translator, *, placed: bool) -> tuple[Item, ...]:
    """The five lines; in the whole, places stand with the claims below."""
    names, marked = names_of(say), analysis.model is not None
    return tuple(
        Item(
            (
                spans(
                    Span(say.label(names[part]), "strong"),
                    claim_text(claim, say),
                    *(_place(claim, say) if placed else ()),
                    *_mark(claim, say, marked=marked),
                ),
            )
        )
        for part, claim in analysis.glance.items()
    )


def _title(shown: Shown) -> Spans:
    paper = shown.paper
    name = versioned(paper.id, shown.analysis.version)
    known = parse_arxiv_id(paper.id) is not None and not paper.sample
    return (
        Span(title_of(paper), "strong", url=f"https://arxiv.org/abs/{name}" if known else None),
    )


def _head(shown: Shown, say: Translator) -> list[Block]:
    blocks: list[Block] = []
    if shown.withdrawn:
        blocks.append(paragraph(Span(say.text("This paper was withdrawn."), "strong")))
    if shown.paper.sample:
        blocks.append(paragraph(Span(sample_sentence(say), "strong")))
    if shown.newest is not None:
        told = say.text(
            "This is about version {old}; version {new} is out.",
            old=shown.analysis.version or 1,
            new=shown.newest,
        )
        blocks.append(paragraph(Span(told, "strong")))
    return [*blocks, Heading(_title(shown), level=2)]


def _said_of_it(shown: Shown, say: Translator) -> list[Block]:
    """By whom and from what; what is wrong with it; what was planted."""
    analysis = shown.analysis
    lines = [*defect_sentences(analysis, say)]
    if analysis.planted:
        lines.append(planted_line(say))
    blocks: list[Block] = [paragraph(Span(say.sentences(*lines), "emphasis"))] if lines else []
    return [*blocks, paragraph(Span(label_line(analysis, say), "dim"))]


def _nothing(say: Translator) -> str:
    return say.text("I found no sentence in this paper that stands on its own.")


def _part(analysis: Analysis, part: AnalysisPart, say: Translator, *, whole: bool) -> list[Block]:
    claims = analysis.parts.get(part, ())
    if not claims:
        return []
    marked = analysis.model is not None
    numbered = part == "pipeline" and len(claims) > 1
    items = [
        Item(
            (
                spans(
                    claim_text(claim, say), *_place(claim, say), *_mark(claim, say, marked=marked)
                ),
            ),
            marker=f"{number}." if numbered else None,
        )
        for number, claim in enumerate(claims, start=1)
    ]
    name = say.text("Experiments") if part == "experiments" else names_of(say)[part]
    blocks: list[Block] = [Heading(spans(name), level=3), ItemList(tuple(items))]
    if part == "experiments" and analysis.table is not None:
        blocks += _table(analysis.table, say, whole=whole)
    return blocks


def _place(claim: Claim, say: Translator) -> Spans:
    places = [text for place in claim.places[:2] if (text := place_text(place, say))]
    told = say.clauses(dict.fromkeys(places))
    return (Span(f" · {told}", "dim"),) if told else ()


def _mark(claim: Claim, say: Translator, *, marked: bool) -> Spans:
    """What a reader has to know of a claim: that it is not the model's, or not settled."""
    made: list[Span] = []
    if marked and claim.own:
        made.append(Span(f" · {say.text('extractive')}", "dim"))
    if claim.doubt:
        made.append(Span(f" · {say.kept(claim.doubt)}", "emphasis"))
    return tuple(made)


def _table(table: ResultTable, say: Translator, *, whole: bool) -> list[Block]:
    """Each row as one line, so that it reads on a narrow screen: its name, then the cells under
    their headings."""
    rows = table.rows[1:] if whole else table.rows[1 : 1 + _MOST_ROWS]
    items = [Item((_row(table.rows[0], row, say, whole=whole),)) for row in rows]
    left = len(table.rows) - 1 - len(rows)
    place = place_text(table.place, say)
    head = say.label(place) + table.caption if table.caption else place
    more = say.plural("{n} more row in the paper.", "{n} more rows in the paper.", left)
    return [
        paragraph(Span(head, "emphasis")),
        ItemList(tuple(items)),
        *([paragraph(Span(more, "dim"))] if left else []),
    ]


def _row(heading: Sequence[str], row: Sequence[str], say: Translator, *, whole: bool) -> Spans:
    cells = [
        say.label(name) + cell if name else cell
        for name, cell in zip(heading[1:], row[1:], strict=False)
        if cell
    ]
    told = cells if whole else cells[:_MOST_CELLS]
    return spans(Span(row[0] or "–", "strong"), *([f" · {say.clauses(told)}"] if told else []))


def _changes(analysis: Analysis, say: Translator) -> list[Block]:
    if not analysis.changed:
        return []
    items = [Item((spans(claim.text, *_place(claim, say)),)) for claim in analysis.changed]
    return [
        Heading(spans(say.text("What is new in this version")), level=3),
        ItemList(tuple(items)),
    ]


def _buttons(shown: Shown, say: Translator, opens: Opens, page: int) -> Buttons:
    """The other pages, and the whole as a file."""
    names = _page_names(say)
    first = Button(say.text("At a glance"), command=opens("0"), replaces=True, chosen=page == 0)
    pages = [
        Button(names[parts[0]], command=opens(str(at)), replaces=True, chosen=page == at)
        for at, parts in enumerate(analysis_pages(shown.analysis), start=1)
    ]
    rows = [first, *pages]
    files = [Button("Markdown", command=opens("md")), Button("HTML", command=opens("html"))]
    if shown.newest is not None:
        label = say.text("Analyse version {new}", new=shown.newest)
        files.insert(0, Button(label, command=opens("new")))
    cut = [tuple(rows[at : at + _IN_A_ROW]) for at in range(0, len(rows), _IN_A_ROW)]
    return Buttons((*cut, tuple(files)))


def _page_names(say: Translator) -> dict[AnalysisPart, str]:
    """By the part that a page begins with."""
    return {
        "problem": say.text("Why"),
        "before": say.text("Before"),
        "idea": say.text("How"),
        "method": say.text("How"),
        "pipeline": say.text("How"),
        "difference": say.text("What is new"),
        "experiments": say.text("Experiments"),
        "limits": say.text("Limits, practice"),
        "practice": say.text("Practice"),
    }
