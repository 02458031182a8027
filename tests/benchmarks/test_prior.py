"""The prior is learned from picks: it finds them later, knows no future, and repeats itself."""

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from benchmarks import build_prior, picks
from benchmarks.build_prior import histories, learn
from benchmarks.daily_picks import DailyPick, read_days
from benchmarks.logistic import Rows, fit
from bot.editorial.choosing.prior_weights import read_weights
from bot.values.papers import Author
from tests.benchmarks.test_benchmarks import measure
from tests.values import paper

WORDS = "amber birch cedar dune ember fern grove heath inlet jetty".split()  # noqa: SIM905
PICKED_WORD, PICKED_AUTHOR = "kites", "Ada Quill"


def entry(day: str, number: int, chance: np.random.Generator) -> dict[str, object]:
    """A paper that is picked where it is of kites, or of an author whom people like."""
    words = chance.choice(WORDS, 5).tolist()
    authors = [*(f"Person {number}" for number in chance.integers(200, size=2))]
    likes_kites, likes_author = (chance.random(2) < 0.1).tolist()
    words += [PICKED_WORD] * likes_kites
    authors += [PICKED_AUTHOR] * likes_author
    picked = int(likes_kites or likes_author)
    return {
        "day": day,
        "id": f"{day[2:4]}{day[5:7]}.{number:05}",
        "title": " ".join(words[:2]),
        "abstract": " ".join(words),
        "categories": ["cs.CL"],
        "authors": authors,
        "comment": None,
        "picked": picked,
        "upvotes": 4 * picked,
    }


@pytest.fixture
def data(tmp_path: Path) -> list[Path]:
    """Two months of ten days with thirty papers each."""
    chance = np.random.default_rng(7)
    paths = []
    for month in ("2030-01", "2030-02"):
        days = [f"{month}-{day:02}" for day in range(1, 11)]
        lines = [entry(day, number, chance) for day in days for number in range(30)]
        path = tmp_path / f"{month}.jsonl"
        path.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
        paths.append(path)
    return paths


def row(day: str, number: int, *authors: str, picked: bool = False) -> DailyPick:
    return DailyPick(day, paper(number, authors=tuple(map(Author, authors))), picked, 0)


def written(monkeypatch: pytest.MonkeyPatch, paths: Sequence[Path], out: Path) -> bytes:
    arguments = ["--data", *map(str, paths), "--before", "2030-02", "--out", str(out)]
    monkeypatch.setattr("sys.argv", ["build_prior.py", *arguments])
    build_prior.main()
    return out.read_bytes()


def test_what_was_learned_finds_the_picks_of_a_later_month(
    data: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "weights.npz"
    written(monkeypatch, data, out)
    figures = picks.measure(data[1:], read_weights(out))
    assert figures["recall10"] > 0.9
    assert figures["ndcg10"] > 0.9


def test_the_same_data_gives_the_same_weights_in_any_order_of_files(
    data: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = written(monkeypatch, data, tmp_path / "first.npz")
    second = written(monkeypatch, data[::-1], tmp_path / "second.npz")
    assert first == second


def test_both_scripts_run_from_any_folder(data: list[Path], tmp_path: Path) -> None:
    out = str(tmp_path / "weights.npz")
    built = measure("build_prior.py", "--data", str(data[0]), "--out", out, cwd=tmp_path)
    assert built.figures["days"] == 10
    assert built.figures["bytes"] < 1_000_000
    found = measure("picks.py", "--data", str(data[1]), "--weights", out, cwd=tmp_path)
    assert set(found.figures) == {"recall10", "ndcg10"}


def test_days_from_the_named_month_on_are_left_out(data: list[Path]) -> None:
    days = read_days(data, "2030-02")
    assert {row.day[:7] for day in days for row in day} == {"2030-01"}


def test_a_paper_knows_the_picks_of_earlier_days_only() -> None:
    days = [
        [row("2030-01-01", 1, "Ada", picked=True), row("2030-01-01", 2, "Ada")],
        [row("2030-01-02", 3, "Ada", "Bo")],
        [row("2030-01-03", 4, "Bo", picked=True)],
    ]
    had, counts = histories(days)
    assert [one.highest > 0 for one in had] == [False, False, True, False]
    assert sorted(counts.picks.values()) == [1, 1]
    assert sorted(counts.papers.values()) == [2, 3]


def test_an_author_without_a_pick_is_not_kept() -> None:
    days = [[row("2030-01-01", 1, "Ada", picked=True), row("2030-01-01", 2, "Bo")]]
    assert len(learn(days, at_least=1)["names"]) == 1


def test_the_fit_finds_the_minimum() -> None:
    chance = np.random.default_rng(3)
    dense = chance.standard_normal((60, 3))
    columns, starts = np.tile([0, 1], 30), np.arange(61)
    rows = Rows(columns, starts, 2, 0.5, dense)
    wanted = (dense[:, 0] + 0.3 * chance.standard_normal(60) > 0).astype(np.float64)
    found = fit(rows, wanted, np.ones(60), 1.0)
    errors = 1 / (1 + np.exp(-(rows.times(found[:-1]) + found[-1]))) - wanted
    slope = rows.transposed_times(errors) + found[:-1]
    assert np.abs(slope).max() < 0.05
    assert abs(errors.sum()) < 0.05
    assert found[2] > 5 * max(abs(found[3]), abs(found[4])) / 2
