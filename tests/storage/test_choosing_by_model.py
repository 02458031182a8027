"""What models told of papers and topics is there after a restart, for a time."""

from collections.abc import Mapping
from datetime import timedelta

import numpy as np
import pytest

from bot.ports.judging import Vectors
from bot.values.judging import Judgement, ScoreKey, TopicKey
from storage.file.database import Database
from storage.model.scores import SqlScores
from storage.model.topics import SqlEnglishTopics
from storage.model.vectors import SqlVectors
from tests.storage.values import MORNING


def rows(count: int, seed: int = 0) -> dict[str, Vectors]:
    drawn = np.random.default_rng(seed).normal(size=(count, 8))
    unit = (drawn / np.linalg.norm(drawn, axis=1, keepdims=True)).astype(np.float32)
    return {f"{seed}-{number:03}": row for number, row in enumerate(unit)}


def nearly(found: Mapping[str, Vectors], expected: Mapping[str, Vectors]) -> bool:
    return found.keys() == expected.keys() and all(
        np.allclose(found[key], expected[key], atol=1e-3) for key in expected
    )


async def test_vectors_come_back_as_half_floats_under_their_model(database: Database) -> None:
    vectors, kept = SqlVectors(database), rows(3)
    await vectors.keep("small", "paper", kept, MORNING)
    assert nearly(await vectors.get("small", [*kept, "another"]), kept)
    assert await vectors.get("large", list(kept)) == {}
    sizes = await database.read(
        lambda db: db.execute("SELECT DISTINCT length(vector) FROM vectors").fetchall()
    )
    assert sizes == [(16,)]


async def test_a_server_that_has_changed_its_vectors_replaces_them(database: Database) -> None:
    vectors, first = SqlVectors(database), rows(1)
    second = {key: -row for key, row in first.items()}
    await vectors.keep("small", "paper", first, MORNING)
    await vectors.keep("small", "paper", second, MORNING)
    assert nearly(await vectors.get("small", list(first)), second)


async def test_the_backdrop_is_of_papers_of_one_model_and_stays_the_same(
    database: Database,
) -> None:
    vectors, papers = SqlVectors(database), rows(9)
    await vectors.keep("small", "paper", papers, MORNING)
    await vectors.keep("small", "topic", rows(9, seed=1), MORNING)
    await vectors.keep("large", "paper", rows(9, seed=2), MORNING)
    first, again = await vectors.backdrop("small", 5), await vectors.backdrop("small", 5)
    assert len(first) == 5
    assert np.array_equal(np.stack(first), np.stack(again))
    assert len(await vectors.backdrop("small", 50)) == 9


async def test_scores_are_kept_by_all_that_they_depend_on(database: Database) -> None:
    scores, key = SqlScores(database), ScoreKey("paper", "Themen über “Kiesel”", "model/1")
    others = [
        ScoreKey("another", key.topic, key.judge),
        ScoreKey(key.paper, "pebbles", key.judge),
        ScoreKey(key.paper, key.topic, "model/2"),
    ]
    judgement = Judgement(81, "sorts pebbles")
    await scores.keep({key: judgement}, MORNING)
    assert await scores.get([*others, key]) == {key: judgement}
    await scores.keep({key: Judgement(12)}, MORNING)
    assert await scores.get([key]) == {key: Judgement(12)}
    assert await scores.get([]) == {}


async def test_half_a_letter_of_a_strangers_topic_is_kept(database: Database) -> None:
    scores, key = SqlScores(database), ScoreKey("paper", "half \ud83d a smile", "model/1")
    await scores.keep({key: Judgement(50, "\ud83d")}, MORNING)
    # the store cannot hold it: the paper is judged again, and nothing fails
    assert await scores.get([key]) in ({}, {key: Judgement(50, "\N{REPLACEMENT CHARACTER}")})


async def test_a_topic_in_english_is_kept_by_its_words_and_model(database: Database) -> None:
    topics, key = SqlEnglishTopics(database), TopicKey("Kiesel sortieren", "model/1")
    await topics.keep(key, "sorting pebbles", MORNING)
    assert await topics.get(key) == "sorting pebbles"
    assert await topics.get(TopicKey("Kiesel", "model/1")) is None
    assert await topics.get(TopicKey("Kiesel sortieren", "model/2")) is None


@pytest.mark.parametrize("age", [399, 401])
async def test_a_topic_is_put_into_english_anew_after_a_year(database: Database, age: int) -> None:
    topics, key = SqlEnglishTopics(database), TopicKey("Kiesel sortieren", "model/1")
    await topics.keep(key, "sorting pebbles", MORNING)
    assert await topics.sweep(MORNING + timedelta(days=age)) == int(age > 400)
    assert await topics.get(key) == (None if age > 400 else "sorting pebbles")


@pytest.mark.parametrize("age", [59, 61])
async def test_what_is_old_is_swept_and_topics_stay(database: Database, age: int) -> None:
    vectors, scores, topics = SqlVectors(database), SqlScores(database), SqlEnglishTopics(database)
    papers, score, topic = rows(5_000), ScoreKey("p", "t", "m"), TopicKey("t", "m")
    await vectors.keep("small", "paper", papers, MORNING)
    await scores.keep({score: Judgement(50)}, MORNING)
    await topics.keep(topic, "topic", MORNING)
    now = MORNING + timedelta(days=age)
    swept = await vectors.sweep(now), await scores.sweep(now)
    assert swept == ((5_000, 1) if age > 60 else (0, 0))
    left = await vectors.get("small", list(papers)), await scores.get([score])
    assert (len(left[0]), len(left[1])) == ((0, 0) if age > 60 else (5_000, 1))
    assert await topics.get(topic) == "topic"
