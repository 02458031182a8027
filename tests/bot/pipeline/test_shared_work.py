"""Cards that many people open: written once, judged once for each topic."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.editorial.choosing.lexical_scorer import LexicalScorer
from bot.editorial.choosing.selection import best_match
from bot.editorial.writing.extract import write_brief
from bot.editorial.writing.extractive import ExtractiveWriter
from bot.pipeline.parts import Pipeline
from bot.pipeline.scoring import match_of, scoring_over
from bot.pipeline.writing import written
from bot.ports.choosing import Index
from bot.values.papers import Paper
from bot.values.topics import Evidence, Match, Topic
from bot.values.writing import NotWritten, PaperBrief, WritingOrder
from bot.wiring.pipeline import embedded
from tests.values import ACCOUNT, paper

PEBBLES = Topic(name="Pebbles", description="sorting pebbles")
NO_SOUND = Topic(name="Silent", exclude=("sound",))


class CountingWriter(ExtractiveWriter):
    def __init__(self) -> None:
        self.written: list[Paper] = []

    async def write(self, order: WritingOrder) -> Mapping[str, PaperBrief]:
        self.written += order.papers
        return await super().write(order)


class CountingScorer:
    """The real scorer; ``sets`` are the papers of each index that was made."""

    name = "counting"
    version = "1"

    def __init__(self) -> None:
        self.sets: list[Sequence[Paper]] = []
        self.scored: list[Topic] = []

    def over(self, papers: Sequence[Paper]) -> Index:
        self.sets.append(papers)
        return _Counting(LexicalScorer().over(papers), self.scored)


class _Counting:
    def __init__(self, scoring: Index, scored: list[Topic]) -> None:
        self._scoring = scoring
        self._scored = scored

    async def score(self, topic: Topic) -> Mapping[str, Match]:
        self._scored.append(topic)
        return await self._scoring.score(topic)

    async def explained(
        self, topic: Topic, ids: Collection[str]
    ) -> Mapping[str, tuple[Evidence, ...]]:
        return await self._scoring.explained(topic, ids)

    async def barred(self, topic: Topic) -> frozenset[str]:
        return await self._scoring.barred(topic)

    def prepare(self) -> None:
        self._scoring.prepare()


def pipeline_of(**parts: Any) -> Pipeline:
    return replace(embedded(None), **parts)


async def text_of(paper: Paper, pipeline: Pipeline) -> PaperBrief | NotWritten:
    return (await written([paper], "en", pipeline, ACCOUNT))[paper.id]


async def test_a_paper_is_written_once() -> None:
    counting = CountingWriter()
    pipeline = pipeline_of(writer=counting)
    # as the store gives it: equal, and never the same object
    briefs = [await text_of(replace(paper(1)), pipeline) for _ in range(3)]
    assert briefs == [write_brief(paper(1))] * 3
    assert counting.written == [paper(1)]


async def test_a_version_says_which_text_is_written_of() -> None:
    counting = CountingWriter()
    pipeline = pipeline_of(writer=counting)
    several = [paper(1), paper(1, version=2)]
    for each in (*several, paper(1, comments="code at https://example.org")):
        await text_of(each, pipeline)
    assert counting.written == several


async def test_without_a_version_the_text_itself_says_it() -> None:
    counting = CountingWriter()
    pipeline = pipeline_of(writer=counting)
    several = [paper(1, version=None), paper(1, version=None, abstract="It is new.")]
    # of one that has a version and no abstract yet, the abstract may come in later
    several += [paper(2, abstract=""), paper(2)]
    for each in (*several, *several):
        await text_of(each, pipeline)
    assert counting.written == several


async def test_another_language_is_written_anew() -> None:
    counting = CountingWriter()
    pipeline = pipeline_of(writer=counting)
    for language in ("en", "zh-Hans", "en"):
        await written([paper(1)], language, pipeline, ACCOUNT)
    assert counting.written == [paper(1)] * 2


async def test_a_paper_is_judged_once_for_a_topic() -> None:
    counting = CountingScorer()
    pipeline = pipeline_of(scorer=counting)
    matches = [await match_of(replace(paper(1)), (PEBBLES,), pipeline, ACCOUNT) for _ in range(3)]
    own = LexicalScorer().over([paper(1)])
    assert matches == [await best_match(paper(1), (PEBBLES,), own)] * 3
    assert matches[0] is not None
    assert (len(counting.sets), counting.scored) == (1, [PEBBLES])


async def test_a_paper_without_topics_is_not_indexed() -> None:
    counting = CountingScorer()
    assert await match_of(paper(1), (), pipeline_of(scorer=counting), ACCOUNT) is None
    assert counting.sets == []


async def test_unwanted_words_bar_a_paper_each_time() -> None:
    pipeline = embedded(None)
    for _ in range(2):
        assert await match_of(paper(1), (NO_SOUND,), pipeline, ACCOUNT) is None
        assert await match_of(
            paper(2, title="Silence", abstract="."), (NO_SOUND,), pipeline, ACCOUNT
        )


async def test_another_text_is_judged_anew() -> None:
    pipeline = embedded(None)
    first = await match_of(paper(1), (PEBBLES,), pipeline, ACCOUNT)
    other = paper(1, title="Tulips", abstract="Tulips grow.")
    assert first is not None
    assert await match_of(other, (PEBBLES,), pipeline, ACCOUNT) is None


async def test_a_set_of_papers_is_indexed_once_whoever_asks() -> None:
    counting = CountingScorer()
    pipeline = pipeline_of(scorer=counting)
    day = [paper(1), paper(2)]
    for _ in range(2):
        scores = await scoring_over(day, pipeline).score(PEBBLES)
        assert set(scores) == {paper(1).id, paper(2).id}
    assert counting.sets == [day]
    assert counting.scored == [PEBBLES]


async def test_another_scorer_judges_for_itself() -> None:
    counting = CountingScorer()
    pipeline = pipeline_of(scorer=counting)
    for each in (pipeline, replace(pipeline, scorer=LexicalScorer())):
        await scoring_over([paper(1), paper(2)], each).score(PEBBLES)
        await match_of(paper(1), (PEBBLES,), each, ACCOUNT)
    assert (len(counting.sets), len(counting.scored)) == (2, 2)


async def test_what_was_not_asked_for_lately_makes_room() -> None:
    counting, writer = CountingScorer(), CountingWriter()
    pipeline = pipeline_of(scorer=counting, writer=writer)
    # a few more than are kept; the first is asked for again all the time
    for number in range(2, 1_020):
        for asked in (number, 1):
            await match_of(paper(asked), (NO_SOUND,), pipeline, ACCOUNT)
            await text_of(paper(asked), pipeline)
    await match_of(paper(2), (NO_SOUND,), pipeline, ACCOUNT)
    await text_of(paper(2), pipeline)
    indexed = [one.id for (one,) in counting.sets]
    texts = [one.id for one in writer.written]
    for made in (indexed, texts):
        assert (made.count(paper(1).id), made.count(paper(2).id)) == (1, 2)
