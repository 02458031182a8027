"""Every benchmark runs, and ends with one line of JSON of the names that it promises."""

import gzip
import json
import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from tests.patience import PATIENCE

ROOT = Path(__file__).resolve().parents[2]
BENCHMARKS = ROOT / "benchmarks"
PAPERS = (
    ("2602.00001", "Pruning sparse gardens by moonlight alone", ["cs.CL", "cs.LG"]),
    ("2602.00002", "Kites that fold themselves in strong wind", ["cs.RO"]),
    ("2602.00003", "A census of pebbles along winding rivers", ["cs.CL"]),
)
DAY = {"papers", "channels", "cpu_s", "wall_s", "peak_mib"}


@dataclass(frozen=True, slots=True)
class Measured:
    """``told`` are the lines before the last, which is ``figures``."""

    told: str
    figures: dict[str, Any]


def measure(name: str, *arguments: str, cwd: Path) -> Measured:
    """Run a benchmark, which ends with a line of JSON."""
    *told, last = run(name, *arguments, cwd=cwd)
    return Measured("\n".join(told), json.loads(last))


def run(name: str, *arguments: str, cwd: Path) -> list[str]:
    """Run as a person would, from any folder and with no help of the test's own imports."""
    done = subprocess.run(
        [sys.executable, str(BENCHMARKS / name), *arguments],
        cwd=cwd,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


@pytest.fixture
def listing(tmp_path: Path) -> Path:
    path = tmp_path / "listing.jsonl"
    lines = [
        {
            "id": id_,
            "title": title,
            "abstract": f"{title} is hard. We propose a method. It improves recall by 3 points.",
            "categories": categories,
            "authors": ["Ada Quill"],
        }
        for id_, title, categories in PAPERS
    ]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    return path


@pytest.mark.parametrize("how", [[], ["--mixed"]], ids=["all", "mixed"])
def test_a_day_goes_the_whole_way_to_the_terminal(
    tmp_path: Path, listing: Path, how: Sequence[str]
) -> None:
    done = measure("day.py", "--listing", str(listing), "--channels", "4", *how, cwd=tmp_path)
    assert set(done.figures) == DAY
    assert (done.figures["papers"], done.figures["channels"]) == (3, 4)
    assert re.search(r"^4 parts delivered", done.told, re.M)
    assert re.search(r"^requests: .*\b2 rss$", done.told, re.M), "one feed a category"
    assert 0 < done.figures["cpu_s"] < 60
    assert 10 < done.figures["peak_mib"] < 1000


def test_assembly_alone_asks_nobody(tmp_path: Path, listing: Path) -> None:
    asked = ("--listing", str(listing), "--channels", "4", "--assembly-only")
    done = measure("day.py", *asked, cwd=tmp_path)
    assert set(done.figures) == DAY
    assert "assembled" in done.told
    assert "requests" not in done.told


def test_the_service_is_ready_in_a_measured_time(tmp_path: Path) -> None:
    figures = measure("start.py", "--runs", "1", cwd=tmp_path).figures
    assert set(figures) == {"runs", "first_s", "median_s", "slowest_s", "stop_s"}
    assert figures["first_s"] == figures["median_s"] == figures["slowest_s"] > 0
    assert figures["stop_s"] < 10, "SIGTERM ends within ten seconds"


def test_a_small_year_tells_its_size_and_its_slowest_query(tmp_path: Path) -> None:
    size = ("--days", "3", "--papers", "30", "--channels", "2")
    done = measure("year.py", *size, "--repeat", "3", cwd=tmp_path)
    names = {"days", "papers", "channels", "size_mib", "build_s"}
    assert set(done.figures) == names | {"slowest_query", "median_ms", "p99_ms"}
    assert [done.figures[name] for name in ("days", "papers", "channels")] == [3, 30, 2]
    assert done.figures["size_mib"] > 0
    assert 0 < done.figures["median_ms"] <= done.figures["p99_ms"]
    medians = dict(re.findall(r"^(\w.*?\S) {2,}([\d.]+) ", done.told, re.M))
    assert {"listings.late", "ledger.publish", "outbox.due", "search, common words"} <= set(medians)
    slowest = max(medians, key=lambda name: float(medians[name]))
    assert float(medians[slowest]) == done.figures["median_ms"]


def test_choosing_is_scored_against_judgements(tmp_path: Path) -> None:
    titles = ("Kites in strong wind", "Folding kites by machine", "Pebbles", "Rivers", "Gardens")
    papers = [
        {"id": str(n), "title": title, "abstract": f"On {title}.", "relevance": 3 if n < 2 else 0}
        for n, title in enumerate(titles)
    ]
    data = tmp_path / "topics.jsonl"
    topic = {"topic": "kites", "description": "kites that fold in wind", "papers": papers}
    data.write_text(json.dumps(topic) + "\n", "utf-8")
    figures = measure("selection.py", "--data", str(data), cwd=tmp_path).figures
    # both kites come first: a perfect order, and two of the first ten are wanted
    assert figures == {"ndcg20": 1.0, "map": 1.0, "p10": 0.2}


ABSTRACT = (
    "Gardens have become popular in many towns.",
    "We propose Spade, a method that digs gardens at night.",
    "Experiments show that Spade outperforms the best baseline by 3%.",
)


def jsonl(path: Path, *lines: dict[str, Any]) -> Path:
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    return path


def test_roles_are_compared_with_those_that_readers_gave(tmp_path: Path) -> None:
    labels = ["background", "result", "result"]
    data = jsonl(tmp_path / "roles.jsonl", {"sentences": ABSTRACT, "labels": labels})
    figures = measure("roles.py", "--data", str(data), cwd=tmp_path).figures
    assert set(figures) == {"micro_f1", "per_label", "ms_per_abstract"}
    assert figures["micro_f1"] == 66.67
    assert figures["per_label"]["background"] == 100.0
    assert figures["per_label"]["result"] == 66.7


def test_a_tldr_is_compared_with_its_best_reference(tmp_path: Path) -> None:
    targets = ["Nothing alike.", "We propose Spade, a method that digs gardens at night."]
    data = jsonl(
        tmp_path / "tldr.jsonl", {"title": "Digging", "source": ABSTRACT, "target": targets}
    )
    done = measure("tldr.py", "--data", str(data), cwd=tmp_path)
    assert set(done.figures) == {"rouge1", "rouge2", "rougeL", "rouge1_brief"}
    assert done.figures["rouge1"] == done.figures["rouge1_brief"] == 100.0
    assert re.search(r"^title +\d", done.told, re.M)


@pytest.mark.parametrize(("marks", "hit"), [([0, 0, 1], 100.0), ([1, 0, 0], 0.0)])
def test_a_first_finding_hits_or_misses(tmp_path: Path, marks: list[int], hit: float) -> None:
    highlights = {"outcome": {"abstract": marks}}
    entry = {"title": "", "sentences": {"abstract": ABSTRACT}, "highlights": highlights}
    none = {**entry, "highlights": {"outcome": {"abstract": [0, 0, 0]}}}
    data = jsonl(tmp_path / "findings.jsonl", entry, none)
    assert measure("findings.py", "--data", str(data), cwd=tmp_path).figures == {"hit1": hit}


def test_faults_caught_are_counted_by_kind(tmp_path: Path) -> None:
    source = "Spade: Digging at Night\n\nWe propose Spade, a method that digs 12 gardens at night."
    texts = (
        ("faithful", "Spade digs 12 gardens at night."),
        ("number", "Spade digs 21 gardens at night."),
        ("refusal", "I'm sorry, but I cannot summarise this paper."),
        ("faithful", "Spade digs 13 gardens at night."),
    )
    entries = [{"source": source, "text": said, "language": "en", "kind": k} for k, said in texts]
    data = jsonl(tmp_path / "texts.jsonl", *entries)
    done = measure("checking.py", "--data", str(data), "--show", cwd=tmp_path)
    assert done.figures["caught"] == {"number": 1.0, "refusal": 1.0}
    assert done.figures["false_alarms"] == 0.5
    assert "Spade digs 13 gardens" in done.told


def test_questions_about_a_paper_find_their_passages_and_only_right_answers_pass(
    tmp_path: Path,
) -> None:
    asked: tuple[tuple[str, list[str], str | None, str], ...] = (
        ("Which optimizer was used?", ["We used the Lark optimizer"], "The Lark optimizer", "fact"),
        ("How long was training?", ["Training took nine hours"], "Nine hours", "number"),
        ("Which drug company paid for it?", [], None, "unanswerable"),
        ("How much did it cost in dollars?", [], None, "unanswerable"),
    )
    rows = [
        {
            "paper": "sorter",
            "question": question,
            "language": "en",
            "answerable": bool(passages),
            "passages": passages,
            "answer": said,
            "kind": kind,
        }
        for question, passages, said, kind in asked
    ]
    data = jsonl(tmp_path / "questions.jsonl", *rows)
    papers = str(ROOT / "tests/samples")
    done = measure("ask.py", "--data", str(data), "--papers", papers, cwd=tmp_path)
    assert done.figures == {
        "recall1": 1.0,
        "recall3": 1.0,
        "recall5": 1.0,
        "refused": 1.0,
        "wrongly_refused": 0.0,
    }
    assert "number" in done.told


def test_cases_for_the_checks_are_made_from_abstracts(tmp_path: Path) -> None:
    abstract = (
        "We present DigBot, a robot that digs gardens without any light. Across 24 gardens, DigBot "
        "reduces the time by 38.5% over DigNet in 12 GB, 40 ms and 9 hours, and grows more roses."
    )
    other = abstract.replace("Dig", "Sow").replace("38.5", "71.2")
    lines = [
        {"id": str(n), "title": "On gardens", "abstract": a}
        for n, a in enumerate((abstract, other))
    ]
    path = tmp_path / "papers.jsonl.gz"
    with gzip.open(path, "wt", encoding="utf-8") as written:
        written.writelines(json.dumps(line) + "\n" for line in lines * 20)
    made = []
    for name in ("one", "two"):
        asked = (str(path), "--out", str(tmp_path / name), "--papers", "40")
        made.append(measure("build_checking.py", *asked, cwd=tmp_path).figures)
    assert made[0] == made[1]
    assert min(made[0].values()) > 100
    larger = [(tmp_path / name / "larger.jsonl").read_bytes() for name in ("one", "two")]
    assert larger[0] == larger[1]
    kinds = {json.loads(line)["kind"] for line in larger[0].decode().splitlines()}
    assert kinds > {"faithful", "number", "unit", "name", "truncated", "language"}


@pytest.mark.parametrize("channels", [("1",), ("3", "--alike")])
def test_what_a_model_costs_is_counted_beside_a_call_a_paper(
    tmp_path: Path, channels: tuple[str, ...]
) -> None:
    # with other ids: the sample itself has had its brief before the clock starts
    sample = files("adapters").joinpath("sample.jsonl").read_text("utf-8")
    listing = tmp_path / "listing.jsonl"
    listing.write_text(sample.replace("2602.99", "2602.88"), "utf-8")
    asked = ("--listing", str(listing), "--delay", "0.05", "--channels", *channels)
    figures = measure("model_cost.py", *asked, cwd=tmp_path).figures
    # channels that are alike make no call more
    assert figures["calls"] <= 8
    assert figures["baseline_calls"] == 30
    assert 0 < figures["critical_path_s"] <= figures["wall_s"]
    assert min(figures["input_tokens"], figures["output_tokens"], figures["baseline_tokens"]) > 0


def test_weights_of_roles_are_the_same_each_time(tmp_path: Path) -> None:
    labels = ["background", "objective", "result"]
    line = {"sentences": ABSTRACT, "labels": labels, "confs": [1.0, 0.5, 1.0]}
    data = jsonl(tmp_path / "train.jsonl", *[line] * 6)
    made = [tmp_path / "one.npz", tmp_path / "two.npz"]
    for path in made:
        run("build_roles.py", str(path), "--data", str(data), cwd=tmp_path)
    assert made[0].read_bytes() == made[1].read_bytes()


def test_weights_of_sentences_prefer_what_they_were_taught(tmp_path: Path) -> None:
    target = ["We propose Spade, a method that digs gardens at night."]
    tldr = jsonl(tmp_path / "tldr.jsonl", *[{"source": ABSTRACT, "target": target}] * 4)
    entry = {
        "sentences": {"abstract": ABSTRACT},
        "highlights": {"outcome": {"abstract": [0, 0, 1]}},
    }
    findings = jsonl(tmp_path / "findings.jsonl", *[entry] * 40)
    made = [tmp_path / "one.json", tmp_path / "two.json"]
    for path in made:
        given = ("--tldr", str(tldr), "--findings", str(findings))
        run("build_sentences.py", str(path), *given, cwd=tmp_path)
    weights = json.loads(made[0].read_text("utf-8"))
    assert weights["tldr"]["creates"] > 0 > weights["findings"]["is background"]
    assert made[0].read_bytes() == made[1].read_bytes()


def test_a_fan_out_is_counted_by_the_platforms_own_server(tmp_path: Path) -> None:
    asked = ("--platform", "telegram", "--channels", "20")
    figures = measure("fanout.py", *asked, cwd=tmp_path).figures
    assert set(figures) == {"rate", "allowed", "ratio", "too_many", "cpu_s", "peak_mib"}
    assert (figures["allowed"], figures["too_many"]) == (30, 0)
    # one second's worth may come a little closer together than evenly
    assert 0 < figures["rate"] < 1.2 * figures["allowed"]
    assert figures["ratio"] == pytest.approx(figures["rate"] / 30, abs=0.01)


def test_a_fan_out_without_pace_stands_beside_the_bare_library(tmp_path: Path) -> None:
    asked = ("--platform", "discord", "--channels", "20", "--no-pace", "--rounds", "1")
    done = measure("fanout.py", *asked, cwd=tmp_path)
    assert "outcomes" not in done.told, "everything was delivered"
    figures = done.figures
    names = {"per_s", "bare_per_s", "ratio", "wall_per_s", "bare_wall_per_s", "cpu_s", "peak_mib"}
    assert set(figures) == names
    assert figures["per_s"] == pytest.approx(20 / figures["cpu_s"], rel=0.05)
    assert figures["ratio"] == pytest.approx(figures["per_s"] / figures["bare_per_s"], abs=0.01)


@pytest.mark.parametrize("platform", ["telegram", "discord"])
def test_people_are_answered_with_a_fan_out_and_without(tmp_path: Path, platform: str) -> None:
    asked = ("--platform", platform, "--people", "3", "--pause", "0.2")
    done = measure("commands.py", *asked, cwd=tmp_path)
    figures = done.figures
    names = {"per_s", "p50_ms", "p99_ms", "held_p99_ms", "card_p99_ms", "analysis_p99_ms"}
    assert 0 < figures["card_p99_ms"] <= figures["analysis_p99_ms"]
    assert set(figures) == names | {f"{name}_fanout" for name in names}
    assert 0 < figures["p50_ms"] <= figures["p99_ms"]
    assert 0 < figures["p50_ms_fanout"] <= figures["p99_ms_fanout"]
    assert re.search(r"^/topics .*p99", done.told, re.M)
    sent, of = re.findall(r"\d+", done.told.splitlines()[-1])
    assert 0 < int(sent) < int(of), "the fan-out went on all the while"


def test_full_texts_are_measured_against_their_truth(tmp_path: Path) -> None:
    for folder in ("text", "html"):
        (tmp_path / folder).mkdir()
    (tmp_path / "text" / "kites.md").write_text(
        "# Kites\n\n## INTIntroduction\n\nRed kites fly over $\\mathbf{hills}$.\n\n"
        "| name | speed |\n| - | - |\n| kite | 12 |\n\n## Never printed\n\nGone words.\n",
        "utf-8",
    )
    (tmp_path / "html" / "kites.html").write_text(
        "<html><body><article><h1>Kites</h1><h2>1 Introduction</h2><p>Red kites fly over hills."
        "</p><table><tr><td>name</td><td>speed</td></tr><tr><td>kite</td><td>12</td></tr></table>"
        "</article></body></html>",
        "utf-8",
    )
    figures = measure("fulltext.py", "--data", str(tmp_path), cwd=tmp_path).figures
    # of 14 words, four are not printed and one has the residue of a label
    assert figures["words_html"] == figures["ceiling_html"] == round(9 / 14, 4)
    assert (figures["sections"], figures["tables"]) == (1.0, 1.0)
    assert figures["words_pdf"] is figures["ms_per_page"] is None
    assert figures["peak_mib"] > 0
