"""arXiv ids as people write them."""

import pytest

from bot.identifiers import ArxivId, linked_papers, parse_arxiv_id


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2602.12345", "2602.12345"),
        ("2602.12345v2", "2602.12345v2"),
        ("  arXiv:2602.12345v1 ", "2602.12345v1"),
        ("https://arxiv.org/abs/2602.12345v1", "2602.12345v1"),
        ("http://arxiv.org/pdf/2602.12345v3.pdf", "2602.12345v3"),
        ("https://www.arxiv.org/html/2602.12345v1#S2", "2602.12345v1"),
        ("arxiv.org/abs/2602.12345?context=cs", "2602.12345"),
        ("https://doi.org/10.48550/arXiv.2602.12345", "2602.12345"),
        ("10.48550/arxiv.2602.12345", "2602.12345"),
        ("hep-th/9901002", "hep-th/9901002"),
        ("HEP-TH/9901002v2", "hep-th/9901002v2"),
        ("math.GT/0309136", "math/0309136"),
        ("https://arxiv.org/abs/math.GT/0309136v1", "math/0309136v1"),
        ("0704.0001", "0704.0001"),
        ("oai:arXiv.org:2602.11156v1", "2602.11156v1"),
        ("<https://arxiv.org/abs/2602.12345>", "2602.12345"),
        ("0704.0001v1", "0704.0001v1"),
        ("1412.9999", "1412.9999"),
        ("1501.00001", "1501.00001"),
        ("arXiv:2602.12160v1 [cs.CV]", "2602.12160v1"),
        ("arXiv:2602.12160v1  [cs.CV]  12 Feb 2026", "2602.12160v1"),
        ("arXiv:hep-th/9901002v3 [hep-th] 7 May 1999", "hep-th/9901002v3"),
        ("(arXiv:2602.12160 [quant-ph])", "2602.12160"),
        ("2602.12160.", "2602.12160"),
        ("(2602.12160v2),", "2602.12160v2"),
        ("https://arxiv.org/abs/2602.12160v2;", "2602.12160v2"),
        ("https://arxiv.org/pdf/2602.12160.pdf:", "2602.12160"),
        ("2602.12160.pdf", "2602.12160"),
        ("2602.12160v4.PDF", "2602.12160v4"),
        ("https://m.arxiv.org/abs/2602.12160", "2602.12160"),
    ],
)
def test_an_id_is_read_in_every_form(text: str, expected: str) -> None:
    assert str(parse_arxiv_id(text)) == expected


@pytest.mark.parametrize(
    "text",
    ["", "3", "2613.00001", "2602.123", "2602.123456", "cs.CL", "10.1103/PhysRevD.59.126002",
     "https://example.org/2602.12345", "2602.12345v0", "hep-th/99010021", "made-up/9901002",
     "２６０２.12345", "2602.１２３４５", "0601.1234", "0703.0001", "9912.12345", "2602.0123",
     "1501.0001", "1412.12345", "2602.00000", "0704.0000", "2602.00000v1", "hep-th/9901000",
     "#3", "#3.", "[cs.CV]", "2602.12345 [see there] 5", "2602.12345 and more"],
)  # fmt: skip
def test_what_is_no_id_is_not_read_as_one(text: str) -> None:
    assert parse_arxiv_id(text) is None


def test_the_identity_has_no_version() -> None:
    assert parse_arxiv_id("2602.12345v2") == ArxivId("2602.12345", 2)


@pytest.mark.parametrize(
    ("text", "papers"),
    [
        ("see https://arxiv.org/abs/2602.01234v2, nice", ["2602.01234v2"]),
        ("(arXiv:2602.01234)", ["2602.01234"]),
        ("[this](https://arxiv.org/pdf/2602.01234.pdf)", ["2602.01234"]),
        ("arxiv.org/html/2602.01234v1#S3", ["2602.01234v1"]),
        (
            "https://huggingface.co/papers/2602.01234 和 alphaxiv.org/abs/2602.01235?x=1",
            ["2602.01234", "2602.01235"],
        ),
        ("论文https://arxiv.org/abs/hep-th/9901002很好", ["hep-th/9901002"]),
        ("arxiv.org/abs/2602.01234 is https://arxiv.org/abs/2602.01234v3", ["2602.01234"]),
        ("2602.01234 alone, and call 2602.01235", []),
        ("https://notarxiv.org/abs/2602.01234", []),
        ("https://example.org/arxiv.org/abs/2602.01234", []),
        ("https://arxiv.org/abs/2602.012345", []),
        ("https://arxiv.org/list/cs.CL/2602", []),
    ],
)
def test_papers_that_a_text_links_to_are_found_and_numbers_are_not(
    text: str, papers: list[str]
) -> None:
    assert [str(each) for each in linked_papers(text)] == papers
