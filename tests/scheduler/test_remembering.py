"""Cards that many people open: written once, judged once for each topic."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.editorial.choosing.lexical import LexicalScorer
from bot.editorial.choosing.selection import best_match
from bot.editorial.writing.extract import ExtractiveWriter
from bot.models import Match, Paper, PaperBrief, Topic
from bot.ports.sources import Scoring
from scheduler.sharing.remembering_scorer import RememberingScorer
from scheduler.sharing.remembering_writer import RememberingWriter
from tests.values import paper

PEBBLES = Topic(name="Pebbles", description="sorting pebbles")
NO_SOUND = Topic(name="Silent", exclude=("sound",))


class CountingWriter:
    def __init__(self) -> None:
        self.written: list[Paper] = []

    async def write(self, paper: Paper) -> PaperBrief:
        self.written.append(paper)
        return await ExtractiveWriter().write(paper)


class CountingScorer:
    """The real scorer; ``sets`` are the papers of each index that was made."""

    def __init__(self) -> None:
        self.sets: list[Sequence[Paper]] = []
        self.scored: list[Topic] = []

    def over(self, papers: Sequence[Paper]) -> Scoring:
        self.sets.append(papers)
        return _Counting(LexicalScorer().over(papers), self.scored)


class _Counting:
    def __init__(self, scoring: Scoring, scored: list[Topic]) -> None:
        self._scoring = scoring
        self._scored = scored

    async def score(self, topic: Topic) -> Mapping[str, Match]:
        self._scored.append(topic)
        return await self._scoring.score(topic)

    async def barred(self, topic: Topic) -> frozenset[str]:
        return await self._scoring.barred(topic)


async def test_a_paper_is_written_once() -> None:
    counting = CountingWriter()
    writer = RememberingWriter(counting)
    # as the store gives it: equal, and never the same object
    briefs = [await writer.write(replace(paper(1))) for _ in range(3)]
    assert briefs == [await ExtractiveWriter().write(paper(1))] * 3
    assert counting.written == [paper(1)]


async def test_a_new_version_or_a_filled_in_detail_is_written_anew() -> None:
    counting = CountingWriter()
    writer = RememberingWriter(counting)
    several = [paper(1), paper(1, version=2), paper(1, comments="code at https://example.org")]
    for each in several:
        await writer.write(each)
    assert counting.written == several


async def test_a_writer_forgets_who_was_asked_for_least_lately() -> None:
    counting = CountingWriter()
    writer = RememberingWriter(counting, most=2)
    for number in (1, 2, 1, 3, 1, 2):
        await writer.write(paper(number))
    assert counting.written == [paper(1), paper(2), paper(3), paper(2)]


async def test_a_paper_is_judged_once_for_a_topic() -> None:
    counting = CountingScorer()
    scorer = RememberingScorer(counting)
    matches = [await best_match(replace(paper(1)), (PEBBLES,), scorer) for _ in range(3)]
    assert matches == [await best_match(paper(1), (PEBBLES,), LexicalScorer())] * 3
    assert matches[0] is not None
    assert (len(counting.sets), counting.scored) == (1, [PEBBLES])


async def test_a_paper_without_topics_is_not_indexed() -> None:
    counting = CountingScorer()
    assert await best_match(paper(1), (), RememberingScorer(counting)) is None
    assert counting.sets == []


async def test_unwanted_words_bar_a_remembered_paper() -> None:
    scorer = RememberingScorer(LexicalScorer())
    for _ in range(2):
        assert await best_match(paper(1), (NO_SOUND,), scorer) is None
        assert await best_match(paper(2, title="Silence", abstract="."), (NO_SOUND,), scorer)


async def test_another_text_is_judged_anew() -> None:
    scorer = RememberingScorer(LexicalScorer())
    first = await best_match(paper(1), (PEBBLES,), scorer)
    other = paper(1, title="Tulips", abstract="Tulips grow.")
    assert first is not None
    assert await best_match(other, (PEBBLES,), scorer) is None


async def test_a_whole_day_is_passed_on() -> None:
    counting = CountingScorer()
    scorer = RememberingScorer(counting)
    day = [paper(1), paper(2)]
    for _ in range(2):
        assert set(await scorer.over(day).score(PEBBLES)) == {paper(1).id, paper(2).id}
    assert counting.sets == [day, day]


async def test_a_scorer_forgets_who_was_asked_for_least_lately() -> None:
    counting = CountingScorer()
    scorer = RememberingScorer(counting, most=2)
    for number in (1, 2, 1, 3, 1, 2):
        await best_match(paper(number), (PEBBLES,), scorer)
    assert [one.id for (one,) in counting.sets] == [paper(n).id for n in (1, 2, 3, 2)]
