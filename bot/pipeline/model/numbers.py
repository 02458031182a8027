"""Papers' numbers for a topic, as matches and evidence. Pure."""

from collections.abc import Iterable, Mapping

from bot.editorial.asking.relevance import place_of
from bot.editorial.choosing.fusing import LEAST_JUDGED
from bot.pipeline.model.embedding import paper_digest
from bot.taxonomy import canonical_or_same
from bot.values.judging import Judgement
from bot.values.papers import Paper
from bot.values.topics import Evidence, Match, Topic

# a paper whose number comes from its meaning tells no longer what it lacks
_NOTHING_LACKS = 60


def hash_of(papers: Iterable[Paper]) -> int:
    """Of all of the papers that their numbers depend on; it stands for hundreds of texts."""
    return hash(
        frozenset((one.id, paper_digest(one), one.authors, one.categories) for one in papers)
    )


def is_in(paper: Paper, topic: Topic) -> bool:
    """Whether the topic looks at the paper's categories."""
    wanted = set(map(canonical_or_same, topic.categories))
    return not wanted or not wanted.isdisjoint(map(canonical_or_same, paper.categories))


def numbers_of(matches: Mapping[str, Match]) -> Mapping[str, int]:
    return {id_: one.relevance or 0 for id_, one in matches.items()}


def matches_of(topic: Topic, numbers: Mapping[str, float]) -> Mapping[str, Match]:
    """Best first; papers of one relevance share their match."""
    rounded = {id_: round(number) for id_, number in numbers.items()}
    known = {one: Match(topic.name, one) for one in set(rounded.values())}
    order = sorted(numbers, key=lambda one: -numbers[one])
    return {id_: known[rounded[id_]] for id_ in order if rounded[id_] > 0}


def evidence_of(
    local: tuple[Evidence, ...], said: Judgement | None, paper: Paper, relevance: int
) -> tuple[Evidence, ...]:
    """What the model points to stands for the description's words; names and wanted words stay."""
    if said is not None and said.evidence:
        pointed = Evidence("judged", said.evidence, place_of(said.evidence, paper))
        kept = tuple(one for one in local if one.kind not in ("description", "meaning"))
        local = (*kept, pointed)
    lacking = tuple(one for one in local if one.kind == "lacks")
    telling = tuple(one for one in local if one.kind != "lacks")
    if relevance >= _NOTHING_LACKS:
        lacking = ()
    if not telling and relevance >= LEAST_JUDGED and not any(one.text for one in lacking):
        telling = (Evidence("near", "", ""),)
    return (*telling, *lacking)
