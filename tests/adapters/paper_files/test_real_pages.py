"""Two real papers in the shape of arXiv's HTML, one of which breaks off."""

from collections import Counter
from pathlib import Path

import pytest

from adapters.paper_files.html.reading import read_html
from adapters.paper_files.limits import ReadingLimits
from bot.values.full_texts import FullText

pytestmark = pytest.mark.shared


def read(shared: Path, name: str) -> FullText:
    path = shared / "data" / "fulltext" / "html" / name / f"{name}.html"
    return read_html(path.read_bytes(), ReadingLimits())


def test_a_whole_paper_is_read_with_all_its_parts(shared: Path) -> None:
    text = read(shared, "1706.03762")
    assert text.defects == ()
    assert text.affiliations == ("Google Brain", "Google Research", "University of Toronto")
    kinds = Counter(each.kind for each in text.pieces)
    assert (kinds["reference"], kinds["table"], kinds["item"], kinds["thanks"]) == (40, 4, 3, 1)
    assert [f"{each.number} {each.title}" for each in text.sections[3:6]] == [
        "3 Model Architecture",
        "3.1 Encoder and Decoder Stacks",
        "3.2 Attention",
    ]
    numbered = [each for each in text.pieces if each.kind == "equation" and each.label]
    assert [each.label for each in numbered] == ["(1)", "(2)", "(3)"]
    assert numbered[0].text == "Attention(Q,K,V)=softmax(QKᵀ/√dₖ)V"
    (bleu,) = [each for each in text.pieces if each.kind == "table" and each.label == "Table 2"]
    assert ("Transformer (big)", "28.4", "41.8", "2.3· 10¹⁹", "2.3· 10¹⁹") in bleu.rows
    assert [(each.label, each.source) for each in text.figures[:2]] == [
        ("Figure 1", "Figures/ModalNet-21.png"),
        ("Figure 2", "Figures/ModalNet-19.png"),
    ]


def test_a_paper_that_breaks_off_is_read_so_far_and_told(shared: Path) -> None:
    text = read(shared, "2305.03393")
    assert [each.kind for each in text.defects] == ["unfinished"]
    assert text.affiliations == ("IBM Research",)
    assert text.sections[-1].title == "Quantitative Results"
    # it had fallen into the float before it
    assert text.pieces[-1].kind == "paragraph"
    assert text.pieces[-1].text.startswith("Additionally, the results show that OTSL")
    first = next(each for each in text.pieces if each.kind == "table")
    assert first.rows[1][:4] == ("# enc-layers", "# dec-layers", "Language", "simple")
