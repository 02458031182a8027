"""``python -m bot paper`` from outside: files, ids, and what is neither."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from reportlab.pdfgen import canvas

from bot.values.listings import AnnounceType, ListedPaper
from tests.cli.lives import Nursery, forked
from tests.cli.shell import ROOT, Shell, shell
from tests.samples.papers import paper
from tests.servers.arxiv_server import ArxivServer, serve_in_thread

WIDGETS = ROOT / "tests/samples/pages/widgets.html"
NOWHERE = "http://127.0.0.1:9"


@pytest.fixture(scope="module")
def server() -> Iterator[ArxivServer]:
    known = [ListedPaper(paper(1), AnnounceType.NEW)]
    with serve_in_thread({"cs.CL": known}) as running:
        yield running


@pytest.fixture
def offline(tmp_path: Path, cradle: Nursery) -> Shell:
    return forked(shell(tmp_path, NOWHERE), cradle)


def test_a_page_in_a_file_is_analysed_in_every_form(offline: Shell) -> None:
    made = {form: offline.run("paper", str(WIDGETS), "--format", form) for form in FORMS}
    assert {(one.code, one.err) for one in made.values()} == {
        (0, f"paperbrief: reading {WIDGETS}\n")
    }
    document = json.loads(made["json"].out)
    assert document["made_from"] == "html"
    assert document["model"] is None
    told = [one["text"] for claims in document["parts"].values() for one in claims]
    assert told
    assert "<html" in made["html"].out
    for form in ("text", "markdown"):
        assert "Extractive: in the authors' words, from the HTML of widgets," in made[form].out
    assert all(text[:30] in " ".join(made["text"].out.split()) for text in told)


FORMS = ("text", "markdown", "html", "json")


def test_pages_are_as_a_chat_shows_them(offline: Shell) -> None:
    first = offline.run("paper", str(WIDGETS), "--page", "0")
    assert first.code == 0
    assert "/paper widgets 1" in first.out
    assert offline.run("paper", str(WIDGETS), "--page", "1").code == 0
    beyond = offline.run("paper", str(WIDGETS), "--page", "99")
    assert (beyond.code, "there is no page 99" in beyond.err) == (2, True)


def test_a_pdf_without_text_and_a_file_of_anything_end_in_a_sentence(
    offline: Shell, tmp_path: Path
) -> None:
    blank = tmp_path / "blank.pdf"
    drawing = canvas.Canvas(str(blank))
    drawing.showPage()
    drawing.save()
    (tmp_path / "noise.pdf").write_bytes(b"%PDF-1.7 nothing of the kind")
    for name in ("blank.pdf", "noise.pdf"):
        done = offline.run("paper", str(tmp_path / name))
        assert done.code == 2
        assert "has no text that can be read" in done.err
        assert "Traceback" not in done.err


def test_what_is_neither_a_file_nor_an_id_is_told(offline: Shell) -> None:
    done = offline.run("paper", "no such thing")
    assert done.code == 2
    assert "neither a file nor an arXiv id" in done.err


def test_an_id_is_looked_up_read_and_analysed(
    tmp_path: Path, server: ArxivServer, cradle: Nursery
) -> None:
    known = paper(1)
    server.hold_file(f"/html/{known.id}v{known.version}", WIDGETS.read_bytes())
    online = forked(shell(tmp_path, server.base), cradle)
    done = online.run("paper", known.id, "--format", "json")
    assert done.code == 0, done.err
    document = json.loads(done.out)
    assert (document["id"], document["version"]) == (known.id, known.version)
    assert document["made_from"] == "html"
    unknown = online.run("paper", "2602.99999")
    assert (unknown.code, "arXiv has no paper 2602.99999" in unknown.err) == (2, True)
