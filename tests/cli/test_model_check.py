"""``model check``: what an address can do, a line each."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.lives import Nursery
from tests.cli.shell import Done, shell
from tests.servers.model_server import EMBEDDING_MODEL, KEY, MODEL, model_process

Run = Callable[..., Done]
PAPERS = (
    '{"papers": [{"id": "p1", "relevance": 3, "sentence": "One."}, '
    '{"id": "p2", "relevance": 90, "sentence": "Two."}, '
    '{"id": "p3", "relevance": 1, "sentence": "Three."}]}'
)
WORDS = '{"first": "Kestrel", "last": "osprey"}'


@pytest.fixture
def run(cradle: Nursery, tmp_path: Path) -> Run:
    def checked(base: str, key: str = KEY, **more: str) -> Done:
        names = {"OPENAI_BASE_URL": base, "OPENAI_API_KEY": key, "OPENAI_MODEL": MODEL, **more}
        at = shell(tmp_path, "http://127.0.0.1:9", tuple(names.items()))
        return cradle.run(at, "model", "check")

    return checked


def lines(done: Done) -> dict[str, tuple[str, str]]:
    cut = [(line[:5].strip(), line[6:20].strip(), line[21:]) for line in done.out.splitlines()]
    return {what: (state, said) for state, what, said in cut}


async def test_a_good_address_has_a_line_for_each_thing_it_can(run: Run) -> None:
    async with model_process() as server:
        await server.call("answers", texts=[PAPERS, PAPERS, WORDS])
        done = run(server.base, OPENAI_EMBEDDING_MODEL=EMBEDDING_MODEL)
    assert (done.code, done.err) == (0, "")
    found = lines(done)
    assert {what: state for what, (state, _) in found.items()} == dict.fromkeys(
        ("models", "chat", "responses", "context", "embeddings", "a day"), "ok"
    )
    assert found["chat"][1].startswith("strict json_schema; ")
    assert "tokens a second; tokens counted" in found["chat"][1]
    assert "48 dimensions" in found["embeddings"][1]
    assert KEY not in done.out


async def test_what_a_smaller_server_cannot_is_said(run: Run) -> None:
    async with model_process("--profile", "deepseek") as server:
        await server.call("answers", texts=[PAPERS, WORDS])
        done = run(server.base, OPENAI_EMBEDDING_MODEL="another")
    assert done.code == 1
    found = lines(done)
    assert found["chat"][1].startswith("json_object; ")
    assert found["chat"][1].endswith("found after 3 calls")
    assert (found["responses"][0], found["embeddings"][0]) == ("skip", "FAIL")


async def test_a_context_that_is_cut_and_papers_that_are_lost_are_warned_of(run: Run) -> None:
    async with model_process("--profile", "ollama") as server:
        await server.call("answers", texts=['{"papers": []}', '{"papers": []}', WORDS.replace("K", "")])  # fmt: skip  # noqa: E501
        done = run(server.base)
    assert done.code == 0
    found = lines(done)
    assert found["chat"][0] == found["context"][0] == "warn"
    assert "papers were lost" in found["chat"][1]
    assert "the beginning was not read" in found["context"][1]
    assert "num_ctx" in found["context"][1]


async def test_a_wrong_key_and_an_unknown_model_fail_with_what_to_do(run: Run) -> None:
    async with model_process() as server:
        wrong_key, wrong_name = run(server.base, "sk-other"), run(server.base, OPENAI_MODEL="x-1")
    assert (wrong_key.code, wrong_name.code) == (1, 1)
    assert "check OPENAI_API_KEY" in lines(wrong_key)["models"][1]
    assert lines(wrong_key)["chat"] == ("FAIL", "for the same reason as models")
    assert wrong_key.out.count("does not take the key") == 1
    assert "sk-other" not in wrong_key.out + wrong_key.err
    assert lines(wrong_name)["models"] == (
        "warn",
        f"x-1 is not listed; there are: {EMBEDDING_MODEL}, {MODEL}",
    )
    assert "check OPENAI_MODEL" in lines(wrong_name)["chat"][1]


async def test_embeddings_alone_are_enough(run: Run) -> None:
    async with model_process() as server:
        done = run(server.base, OPENAI_MODEL="", OPENAI_EMBEDDING_MODEL=EMBEDDING_MODEL)
    assert done.code == 0
    found = lines(done)
    assert (found["chat"][0], found["embeddings"][0]) == ("skip", "ok")


def test_without_a_model_it_says_what_to_set(run: Run) -> None:
    done = run("http://127.0.0.1:9/v1", OPENAI_MODEL="")
    assert (done.code, done.out) == (5, "")
    assert "Set OPENAI_MODEL to the model" in done.err
