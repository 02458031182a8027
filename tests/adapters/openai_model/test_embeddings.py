"""Texts to unit vectors, whatever the server makes of it."""

import math

import numpy as np
import pytest

from bot.errors import AnswerUnusable, ModelDenied, ModelUnreachable
from tests.adapters.openai_model.stage import CHANNEL, Purse, staged
from tests.servers.model.profiles import Profile
from tests.servers.model_server import EMBEDDING_MODEL, KEY, PROFILES, Fault, ModelServer

TEXTS = ["robots fold towels", "robots fold shirts", "small models of language"]


async def test_each_text_gets_its_unit_row_in_the_order_asked() -> None:
    async with ModelServer() as server, staged(server) as at:
        rows = await at.embeddings.embed(TEXTS, CHANNEL)
        (alone,) = await at.embeddings.embed(TEXTS[2:], CHANNEL)
    assert rows.dtype == np.float32
    assert np.allclose(np.linalg.norm(rows, axis=1), 1)
    assert np.allclose(rows[2], alone)
    assert rows[0] @ rows[1] > rows[0] @ rows[2]
    assert at.embeddings.name == EMBEDDING_MODEL
    first = at.purse.calls[0]
    assert (first.purpose, first.results, first.model) == ("embed", 3, EMBEDDING_MODEL)
    assert first.tokens.input == server.calls[0].input_tokens


async def test_many_texts_go_in_pieces_and_come_back_as_one() -> None:
    texts = [f"text {place}" for place in range(150)]
    async with ModelServer() as server, staged(server) as at:
        rows = await at.embeddings.embed(texts, CHANNEL)
        (last,) = await at.embeddings.embed(texts[-1:], CHANNEL)
    assert rows.shape[0] == 150
    assert np.allclose(rows[-1], last)
    assert sorted(len(call.body["input"]) for call in server.calls) == [1, 22, 64, 64]


async def test_no_text_needs_no_call_and_an_empty_one_is_not_refused() -> None:
    async with ModelServer() as server, staged(server) as at:
        assert (await at.embeddings.embed([], CHANNEL)).shape == (0, 0)
        assert server.calls == []
        assert (await at.embeddings.embed(["", " "], CHANNEL)).shape[0] == 2


async def test_texts_that_are_too_long_for_a_small_model_are_shortened_and_that_is_kept() -> None:
    small = Profile(name="small", context=256)
    async with ModelServer(profile=small) as server, staged(server) as at:
        await at.embeddings.embed(["word " * 800], CHANNEL)
        tries = len(server.calls)
        await at.embeddings.embed(["word " * 800], CHANNEL)
    assert 1 < tries <= 4
    assert len(server.calls) == tries + 1


ODD: dict[str, list[list[float]]] = {
    "another length": [[1.0, 0.0], [1.0], [0.0, 1.0]],
    "no number": [[1.0, math.nan]] * 3,
    "no direction": [[0.0, 0.0]] * 3,
    "no column": [[]] * 3,
}


@pytest.mark.parametrize("name", ODD)
async def test_vectors_of_no_use_are_refused(name: str) -> None:
    rows = iter(ODD[name] * 2)
    async with ModelServer(vectors=lambda _: next(rows)) as server, staged(server) as at:
        with pytest.raises(AnswerUnusable, match="a vector for each text"):
            await at.embeddings.embed(TEXTS, CHANNEL)
    assert at.purse.outcomes == ["invalid", "invalid"]


@pytest.mark.parametrize(
    ("fault", "kind", "calls"),
    [
        (Fault.SERVER_ERROR, ModelUnreachable, 3),
        (Fault.RESET, ModelUnreachable, 3),
        (Fault.CUT_SHORT, ModelUnreachable, 3),
        (Fault.HTML_PAGE, ModelUnreachable, 3),
        (Fault.TOO_MANY, ModelUnreachable, 4),
        (Fault.QUOTA, ModelDenied, 1),
        (Fault.NO_MODEL, ModelDenied, 1),
        (Fault.HUGE, AnswerUnusable, 2),
    ],
)
async def test_a_fault_has_its_error(fault: Fault, kind: type[Exception], calls: int) -> None:
    async with ModelServer() as server, staged(server) as at:
        server.fail_next(fault, times=None)
        with pytest.raises(kind):
            await at.embeddings.embed(TEXTS, CHANNEL)
    assert len(server.calls) == calls


async def test_one_failure_is_mended() -> None:
    async with ModelServer() as server, staged(server) as at:
        server.fail_next(Fault.RESET)
        assert (await at.embeddings.embed(TEXTS, CHANNEL)).shape[0] == 3
    assert at.purse.outcomes == ["unreachable", "answered"]


async def test_the_purse_is_asked() -> None:
    purse = Purse(left=0)
    async with ModelServer() as server, staged(server, purse=purse) as at:
        with pytest.raises(ModelDenied, match="budget"):
            await at.embeddings.embed(TEXTS, CHANNEL)
    assert server.calls == []


async def test_another_address_is_asked_without_the_first_one_s_key() -> None:
    async with (
        ModelServer() as main,
        ModelServer(profile=PROFILES["ollama"]) as other,
        staged(main, OPENAI_EMBEDDING_BASE_URL=other.base) as at,
    ):
        await at.embeddings.embed(TEXTS, CHANNEL)
    assert main.calls == []
    assert KEY not in other.calls[0].headers["Authorization"]


async def test_another_address_has_a_key_of_its_own() -> None:
    async with ModelServer() as main, ModelServer(key="sk-embedding") as other:
        names = {"OPENAI_EMBEDDING_API_KEY": "sk-embedding"}
        async with staged(main, OPENAI_EMBEDDING_BASE_URL=other.base, **names) as at:  # type: ignore[arg-type]
            assert (await at.embeddings.embed(TEXTS, CHANNEL)).shape[0] == 3
