"""A paper's main figure as readers get it."""

from dataclasses import replace

from bot.messages.blocks import Attachment, Paragraph, text_of
from bot.messages.figure import figure_block, may_show
from bot.translator import translator
from bot.values.full_texts import Figure, Picture
from tests.samples.papers import paper

SAY = translator("en")
PICTURE = Picture(b"...", 400, 300, "image/png")
FIGURE = Figure("Figure 2", "Figure 2: The parts of a lamp.", page=3, box=(1, 2, 3, 4))


def test_a_figure_that_may_be_passed_on_has_number_caption_and_source() -> None:
    block = figure_block(paper(1), 1, FIGURE, PICTURE, SAY)
    assert isinstance(block, Attachment)
    assert block.name == "2602.90001-figure-2.png"
    said = text_of(block.caption)
    assert said == "Figure 2: The parts of a lamp. · from 2602.90001v1"
    assert block.caption[-1].url == "https://arxiv.org/abs/2602.90001v1"


def test_one_that_may_not_is_linked_to_where_it_stands() -> None:
    closed = replace(paper(1), license="http://arxiv.org/licenses/nonexclusive-distrib/1.0/")
    assert not may_show(closed)
    block = figure_block(closed, 1, FIGURE, PICTURE, SAY)
    assert isinstance(block, Paragraph)
    assert block.spans[0].url == "https://arxiv.org/pdf/2602.90001v1#page=3"
    on_page = replace(FIGURE, source="2602.90001v1/x2.png", page=None, box=None)
    block = figure_block(closed, 1, on_page, None, SAY)
    assert isinstance(block, Paragraph)
    assert block.spans[0].url == "https://arxiv.org/html/2602.90001v1/x2.png"


def test_nothing_is_known_of_a_licence_that_nobody_told() -> None:
    assert not may_show(replace(paper(1), license=None))
    assert may_show(replace(paper(1), license="https://creativecommons.org/licenses/by-nc-nd/4.0/"))
