"""The full texts that ship: read as arXiv's would be, each with its figure."""

import pytest

from adapters.paper_files.child import FileReader
from adapters.sample_files import SampleFiles
from bot.cli.try_command import sample
from bot.editorial.full_text.figures import main_figure
from bot.values.papers import Paper
from tests.samples.papers import paper

SHIPPED = {
    "2602.99901": "html",
    "2602.99902": "html",
    "2602.99904": "pdf",
    "2602.99907": "html",
    "2602.99912": "pdf",
    "2602.99926": "pdf",
}


def sampled(paper_id: str) -> Paper:
    return next(each.paper for each in sample().items if each.paper.id == paper_id)


@pytest.mark.parametrize(("paper_id", "form"), SHIPPED.items())
async def test_a_shipped_text_has_sections_a_table_and_a_figure_that_is_shown(
    paper_id: str, form: str
) -> None:
    shipped = SampleFiles(None, FileReader())
    asked = sampled(paper_id)
    text = await shipped.read(asked)
    assert text.made_from == form
    assert text.defects == ()
    assert {"1", "2", "3", "4"} <= {each.number for each in text.sections}
    assert any(len(each.rows) >= 5 for each in text.pieces if each.kind == "table")
    assert text.affiliations
    figure = main_figure(text)
    assert figure is not None
    assert figure.label == "Figure 1"
    picture = await shipped.picture(asked, figure)
    assert picture is not None
    assert picture.width > 2 * picture.height


async def test_other_sample_papers_have_their_abstract_alone() -> None:
    text = await SampleFiles(None, FileReader()).read(sampled("2602.99905"))
    assert text.made_from == "abstract"
    assert [each.kind for each in text.defects] == ["missing", "missing"]


async def test_without_a_way_outside_other_papers_cannot_be_read() -> None:
    text = await SampleFiles(None, FileReader()).read(paper(1))
    assert text.made_from == "abstract"
    assert [each.kind for each in text.defects] == ["unreachable"]
