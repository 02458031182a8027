"""What a day was about, above the papers of a brief: a few sentences, and what to read first.
What is rising stands below them. Pure."""

import re
from collections.abc import Mapping

from bot.messages.blocks import Block, Paragraph, Span, Spans, paragraph, spans
from bot.messages.entries import page_url
from bot.messages.fitting import BriefForm
from bot.messages.sources import is_mixed, mark, sources_of
from bot.translator import Translator
from bot.values.editions import Edition
from bot.values.writing import SummaryPoint

_NUMBERS = re.compile(r"\[(\d{1,3}(?:, \d{1,3})*)\]")


def summary_blocks(edition: Edition, say: Translator, form: BriefForm) -> list[Block]:
    summary = edition.summary
    if summary is None:
        return []
    told = say.sentences(*summary.overview[: form.overview])
    marked = mark(summary.source, is_mixed(sources_of(edition)), say)
    numbers = pages_of(edition, form)
    blocks: list[Block] = [paragraph(*with_numbers(told, numbers), *marked)] if told else []
    if differ := say.sentences(*(one.text for one in summary.disagreements[: form.disagreements])):
        label = Span(say.label(say.text("Where papers differ")), "strong")
        blocks.append(paragraph(label, *with_numbers(differ, numbers)))
    return [*blocks, *_read_first(edition, say, form)]


def pages_of(edition: Edition, form: BriefForm) -> Mapping[int, str | None]:
    """The abstract's page of each number: for platforms that cannot link to a card."""
    return {one.number: page_url(one) if form.links else None for one in edition.numbered}


def with_numbers(text: str, known: Mapping[int, str | None]) -> Spans:
    """Numbers in square brackets open their papers, whose pages are ``known``."""
    made: list[Span] = []
    end = 0
    for found in _NUMBERS.finditer(text):
        numbers = [int(number) for number in found[1].split(", ")]
        if all(number in known for number in numbers):
            made.append(Span(text[end : found.start()]))
            for place, number in enumerate(numbers):
                made += [Span(", " if place else "["), number_span(number, known[number])]
            made.append(Span("]"))
            end = found.end()
    return spans(*made, text[end:])


def number_span(number: int, page: str | None) -> Span:
    """The number, which opens its paper's card, or its page where a card cannot be linked."""
    return Span(str(number), "strong", url=page, command=f"/paper {number}")


def _read_first(edition: Edition, say: Translator, form: BriefForm) -> list[Paragraph]:
    """Of one paper alone there is nothing to choose."""
    reads = edition.summary.read_in_full[: form.read_first] if edition.summary else ()
    if not reads or len(edition.papers) < 2:
        return []
    pages = pages_of(edition, form)
    made: list[str | Span] = [Span(say.label(say.text("Start with")), "strong")]
    for place, read in enumerate(reads):
        made += [
            say.clauses(["", ""]) if place else "",
            number_span(read.paper, pages.get(read.paper)),
        ]
        made.append(say.listed(["", read.why]) if read.why else "")
    return [paragraph(*made)]


def rising_block(edition: Edition, say: Translator, form: BriefForm) -> Paragraph | None:
    points = edition.summary.emerging[: form.rising] if edition.summary else ()
    if not points:
        return None
    told = say.clauses(_point(point, say) for point in points)
    return paragraph(Span(say.label(say.text("Rising")), "strong"), told)


def _point(point: SummaryPoint, say: Translator) -> str:
    if not point.name:
        return point.text
    return say.bracketed(point.name, point.text) if point.text else point.name
