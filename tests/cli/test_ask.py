"""``python -m bot ask`` from outside."""

from pathlib import Path

import pytest

from tests.cli.lives import Nursery, forked
from tests.cli.shell import ROOT, Shell, shell

PAGE = str(ROOT / "tests/samples/sorter.html")


@pytest.fixture
def offline(tmp_path: Path, cradle: Nursery) -> Shell:
    return forked(shell(tmp_path, "http://127.0.0.1:9"), cradle)


def test_a_question_is_answered_from_a_file(offline: Shell) -> None:
    done = offline.run("ask", PAGE, "Which optimizer was used?")
    assert done.code == 0, done.err
    assert "We used the Lark optimizer" in " ".join(done.out.split())
    assert done.err == f"paperbrief: reading {PAGE}\n"
    assert "1 Training" in done.out
    assert "Passages from sorter (full text, HTML), found without a model." in done.out


def test_the_answer_comes_as_markdown_too(offline: Shell) -> None:
    done = offline.run("ask", PAGE, "Why was the microphone kept away?", "--format", "markdown")
    assert done.code == 0, done.err
    assert "> **\\[1\\] 2 Results**" in done.out


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (("ask", "Why?"), 2, "Name a paper first"),
        (("ask", PAGE, " "), 2, "The question is empty."),
        (("ask", PAGE, "why " * 1250), 2, "at most 1,000 characters"),
        (("ask", PAGE, PAGE, PAGE, PAGE, PAGE, "Why?"), 2, "At most 4 papers"),
        (("ask", "nowhere.pdf", "Why?"), 4, "nowhere.pdf cannot be read"),
    ],
)
def test_what_cannot_be_asked_says_why(
    offline: Shell, arguments: tuple[str, ...], code: int, sentence: str
) -> None:
    done = offline.run(*arguments)
    assert done.code == code
    assert sentence in done.err
