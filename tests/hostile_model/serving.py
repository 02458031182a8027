"""The model server of a hostile run: what each call gets is drawn from what it asks."""

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from random import Random

from tests.hostile_model.answers import FAULTS, KINDS, Perfect, Spoiling, language_of, spoiled
from tests.hostile_model.invented import Invented
from tests.servers.model.faults import FaultPlan, Planned
from tests.servers.model.questions import Json

# seconds: soon enough for everybody, too late for this brief, never in time
_LATE = (0.15, 0.8, 30.0)


class Hostility(FaultPlan):
    """Draws by the question and how often it came: the order in which calls of one brief arrive is
    nobody's to decide. ``kinds`` are drawn from, all of them alike, ``perfect`` more often.

    ``said`` are the kinds of answer by which each text was said. While ``is_kind``, every answer
    is perfect.
    """

    def __init__(self, seed: int, kinds: Sequence[str] = KINDS) -> None:
        super().__init__()
        self.drawn: Counter[str] = Counter()
        self.said: defaultdict[str, set[str]] = defaultdict(set)
        self.is_kind = False
        self._seed = seed
        self._kinds = kinds
        self._weights = [3 if kind == "perfect" else 1 for kind in kinds]
        self._came: Counter[str] = Counter()
        self._papers: dict[str, Invented] = {}

    def announce(self, papers: Sequence[Invented]) -> None:
        self._papers.update((one.paper.title, one) for one in papers)

    def take(self, interface: str, body: Mapping[str, object]) -> Planned | None:
        digest = _digest(body)
        self._came[digest] += 1
        chance = self._chance(digest)
        kind = self._kind(chance)
        self.drawn[kind] += 1
        if kind not in FAULTS or interface == "models":
            return None
        return Planned(FAULTS[kind], interface, 1, {}, chance.choice(_LATE))

    def answer(self, question: Json) -> str:
        chance = self._chance(_digest(question["body"]))
        kind, others = self._kind(chance), list(self._papers.values())
        right = Perfect(self._papers).answer(question)
        by = Spoiling(chance, chance.sample(others, min(9, len(others))), language_of(question))
        made = spoiled(kind, question, right, by)
        if kind not in FAULTS or kind in ("late", "words around it"):
            self._note(kind, made)
        return json.dumps(made, ensure_ascii=False)

    def _kind(self, chance: Random) -> str:
        drawn = chance.choices(self._kinds, self._weights)[0]
        return "perfect" if self.is_kind else drawn

    def _chance(self, digest: str) -> Random:
        return Random(f"{self._seed} {digest} {self._came[digest]}")  # noqa: S311

    def _note(self, kind: str, value: object) -> None:
        if isinstance(value, str):
            self.said[value].add(kind)
        for each in value.values() if isinstance(value, dict) else ():
            self._note(kind, each)
        for each in value if isinstance(value, list) else ():
            self._note(kind, each)


def _digest(body: Mapping[str, object]) -> str:
    return hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()
