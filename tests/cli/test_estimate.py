"""``brief --estimate`` as an operator runs it: what a brief would cost, without a call."""

import json
from pathlib import Path

import pytest

from tests.cli.lives import Nursery, forked
from tests.cli.shell import Shell, shell

NOWHERE = "http://127.0.0.1:9"
TOPIC = "stone sorting by otters"


@pytest.fixture
def at(tmp_path: Path, cradle: Nursery) -> Shell:
    lines = [
        {
            "id": f"2602.{number:05}",
            "title": f"Sorting Stones with Otters, Part {number}",
            "abstract": "We show that otters sort stones by weight. " * 10,
            "authors": ["Ada Otter"],
            "categories": ["cs.CL"],
            "announce_type": "new",
        }
        for number in range(1, 14)
    ]
    saved = tmp_path / "saved.jsonl"
    saved.write_text("\n".join(map(json.dumps, lines)) + "\n", "utf-8")
    return forked(shell(tmp_path, NOWHERE), cradle)


def estimate(at: Shell, *more: str, **settings: str) -> str:
    done = at.run("brief", "--estimate", "--from", "saved.jsonl", *more, extra=settings)
    assert done.code == 0, done.err
    return done.out


def test_stages_and_money_are_told_before_anything_is_asked(at: Shell) -> None:
    # an address that nobody answers: it is not asked
    model = {"OPENAI_MODEL": "small", "OPENAI_BASE_URL": NOWHERE}
    prices = {"PAPERBRIEF_MODEL_PRICES": "small=1/0.1/10"}
    told = json.loads(estimate(at, "--topic", TOPIC, "--format", "json", **model, **prices))
    stages = {name: (one["papers"], one["calls"]) for name, one in told["stages"].items()}
    assert stages == {"judge": (13, 2), "write": (10, 3), "summarise": (13, 1)}
    total = told["total"]
    assert total["calls"] == 6
    spent = (total["input_tokens"] + 10 * total["output_tokens"]) / 1_000_000
    assert told["money"] == pytest.approx(spent, abs=1e-6)
    text = estimate(at, "--topic", TOPIC, **model, **prices).splitlines()
    assert [line.split()[0] for line in text[:4]] == ["judge", "write", "summarise", "in"]
    assert text[5] == f"About ${spent:.3f} with small."


def test_vectors_are_an_embedding_models(at: Shell) -> None:
    models = {"OPENAI_EMBEDDING_MODEL": "vectors", "OPENAI_MODEL": "small"}
    told = json.loads(estimate(at, "--topic", TOPIC, "--format", "json", **models))
    assert told["stages"]["vectors"]["papers"] == 13
    assert told["money"] is None
    # categories alone are compared with nothing
    plain = json.loads(estimate(at, "--format", "json", **models))
    assert "vectors" not in plain["stages"]
    assert plain["stages"]["judge"]["calls"] == 0


def test_without_prices_it_says_how_to_set_them(at: Shell) -> None:
    assert "What that costs is not known: set PAPERBRIEF_MODEL_PRICES." in estimate(at)
