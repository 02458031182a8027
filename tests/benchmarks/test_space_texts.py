"""What the space is taught: the same texts every time, and short ones as people type them."""

import gzip
import json
from pathlib import Path

from benchmarks.space.texts import Source, read_papers, texts_of, written_words

CACHES = Source(
    "2602.00001",
    "Sparse Caches for Long Videos: A Study of Memory",
    "Long videos need much memory. We propose SpaCe, a sparse cache that forgets frames. "
    "It needs half of the memory to answer questions about films.",
)
HARVEST = """<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"
  xmlns:dc="http://purl.org/dc/elements/1.1/"><ListRecords>
  <record><header><identifier>oai:arXiv.org:math/0601001</identifier></header><metadata>
    <dc:title>Knots with $n$ crossings</dc:title><dc:description> We count knots.
    </dc:description></metadata></record>
  <record><header status="deleted"><identifier>oai:arXiv.org:0801.0001</identifier></header>
  </record></ListRecords></OAI-PMH>"""


def folder_of(tmp_path: Path) -> Path:
    for room in ("picks", "arxiv/recorded"):
        (tmp_path / room).mkdir(parents=True)
    for month in ("2026-01", "2026-02"):
        with gzip.open(tmp_path / f"picks/{month}.jsonl.gz", "wt", encoding="utf-8") as lines:
            row = {"id": CACHES.id, "title": CACHES.title, "abstract": CACHES.abstract, "picked": 1}
            lines.write(json.dumps(row) + "\n")
    (tmp_path / "arxiv/recorded/one_ListRecords_0.xml").write_text(HARVEST, "utf-8")
    return tmp_path


def test_each_paper_is_read_once_in_an_order_that_stays(tmp_path: Path) -> None:
    papers = read_papers(folder_of(tmp_path))
    assert {paper.id for paper in papers} == {"2602.00001", "math/0601001"}
    assert len(papers) == 2
    assert papers == read_papers(tmp_path)
    assert CACHES in papers


def test_a_paper_teaches_its_sentences_and_the_same_short_texts_each_time() -> None:
    taught = list(texts_of(CACHES))
    assert taught == list(texts_of(CACHES))
    kinds: dict[str, list[str]] = {}
    for kind, text in taught:
        kinds.setdefault(kind, []).append(text)
    assert kinds["paper"] == [f"{CACHES.title}. {CACHES.abstract}"]
    assert kinds["title"] == [CACHES.title]
    assert kinds["sentence"] == [
        "Long videos need much memory.",
        "We propose SpaCe, a sparse cache that forgets frames.",
    ]
    assert any("answer questions about films" in text for text in kinds["short"])
    assert all(text == text.strip() and len(text.split()) < 12 for text in kinds["short"])


def test_a_paper_without_sentences_still_teaches_its_title() -> None:
    kinds = [kind for kind, _ in texts_of(Source("1", "Knots", ""))]
    assert kinds[:2] == ["paper", "title"]


def test_words_come_as_they_are_mostly_written_and_in_two_papers_at_least() -> None:
    papers = [Source(str(n), "Robots", f"Robotic arms and robots {n}x.") for n in range(3)]
    assert written_words(papers)[:1] == ["robots"]
    assert not any(word.endswith("x") for word in written_words(papers))
