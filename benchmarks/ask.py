"""How well passages are found for questions about papers, and what is let through of a model that
always answers.

    python benchmarks/ask.py --data FILE --papers FOLDER

FILE: JSON lines ``{"paper", "question", "language", "answerable", "passages", "answer", "kind"}``;
FOLDER has each paper as ``<paper>.pdf`` or ``<paper>.html``. Printed, over answerable questions:

recall1, recall3, recall5  the share with a passage among the first 1, 3 and 5 that holds a gold
        one: its letters and digits, or 60 % of its words of three and more letters in their order
        (at least five, or all of four). No model is asked, and no question is translated.

Then a scripted model answers everything. Where a question is answerable it gives the answer of FILE
and names the passage that bears it out; elsewhere the sentence of the nearest passage that has most
words of the question, which is true to its passage and no answer.

refused          the share of unanswerable questions where nothing of it is let through
wrongly_refused  the share of answerable ones where nothing is, though it is right

A line for each kind of question, then one line of JSON.
"""

import argparse
import asyncio
import json
import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from adapters.paper_files.child import FileReader
from bot.editorial.retrieving.finding import MOST, candidates, passages_of, unheard_by
from bot.editorial.retrieving.glossary import in_english
from bot.editorial.retrieving.index import PaperIndex, index_of
from bot.editorial.retrieving.question import read_question
from bot.pipeline.model.answerer import ModelAnswerer
from bot.text.sentences import split_sentences
from bot.text.words import content_stems
from bot.values.analyses import Passage, QuestionOrder
from bot.values.full_texts import FullText, Place
from bot.values.model import Account, ModelAnswer, ModelRequest, Tokens
from bot.values.papers import Paper

Row = Mapping[str, Any]
_WORD = re.compile(r"[^\W\d_]{3,}")
_NOT_SIGNS = re.compile(r"[\W_]+")
_SHARE, _LEAST, _FEW = 0.6, 5, 4
# among so many passages the scripted model looks for the right one
_LOOKED_AT = 10_000
_AT = datetime(2026, 2, 13, tzinfo=UTC)


def squeezed(text: str) -> str:
    return _NOT_SIGNS.sub("", text).lower()


def holds(passage: str, gold: str) -> bool:
    """Whether a passage has a gold one, as the README of the data says."""
    if squeezed(gold) in squeezed(passage):
        return True
    wanted = [word.lower() for word in _WORD.findall(gold)]
    if len(wanted) < _FEW:
        return False
    most = in_order(wanted, [word.lower() for word in _WORD.findall(passage)])
    return most >= (_FEW if len(wanted) == _FEW else max(_LEAST, _SHARE * len(wanted)))


def in_order(wanted: Sequence[str], held: Sequence[str]) -> int:
    """Words of the longest common subsequence."""
    before = [0] * (len(held) + 1)
    for one in wanted:
        row = [0]
        for at, other in enumerate(held):
            row.append(before[at] + 1 if one == other else max(before[at + 1], row[at]))
        before = row
    return before[-1]


def is_hit(passage: str, row: Row) -> bool:
    return any(holds(passage, gold) for gold in row["passages"])


@dataclass(frozen=True)
class Scripted:
    """A LanguageModel that gives one answer to everything."""

    text: str
    keys: tuple[str, ...]
    name: str = "scripted"

    async def ask(self, request: ModelRequest, account: Account) -> ModelAnswer:
        sentence = {"text": self.text, "keys": list(self.keys)}
        return ModelAnswer({"told": True, "sentences": [sentence], "table": []}, Tokens())


def paper_of(text: FullText) -> Paper:
    return Paper(
        id=text.paper_id, version=1, title=text.title or "Untitled", abstract="", authors=(),
        categories=(),
    )  # fmt: skip


def is_let_through(row: Row, index: PaperIndex) -> bool:
    """Whether anything of the scripted model's answer to a question is shown."""
    question = read_question(row["question"])
    found = passages_of({index.text.paper_id: candidates(index, question)}, MOST)
    if row["answerable"]:
        cited, text = right(row, index), as_sentence(row["answer"])
    else:
        if not found or question.orders_alone:
            return False
        cited = found[:1]
        text = nearest_sentence(found[0], row["question"])
    order = QuestionOrder(
        question=question.text,
        english=question.text,
        unheard=unheard_by([index], question),
        language=row["language"] if row["answerable"] else "en",
        papers=(paper_of(index.text),),
        passages=(*cited, *found[1:]),
        account=Account("benchmark"),
        deadline=_AT,
    )
    answerer = ModelAnswerer(
        Scripted(text, tuple(one.key for one in cited)), lambda: _AT + timedelta(seconds=1)
    )
    return not asyncio.run(answerer.answer(order)).untold


def right(row: Row, index: PaperIndex) -> tuple[Passage, ...]:
    """For each gold passage the best that holds it; the gold one itself where the text has none."""
    found = candidates(index, read_question(row["question"]), _LOOKED_AT)
    ranked = passages_of({index.text.paper_id: found}, _LOOKED_AT)
    cited: dict[str, Passage] = {}
    for gold in row["passages"]:
        whole = (one for one in ranked if squeezed(gold) in squeezed(one.text))
        hit = next(whole, None) or next((one for one in ranked if holds(one.text, gold)), None)
        text = hit.text if hit else gold
        place = hit.place if hit else Place()
        cited.setdefault(text, Passage(f"right{len(cited)}", index.text.paper_id, text, place))
    return tuple(cited.values())


def nearest_sentence(passage: Passage, question: str) -> str:
    asked = set(content_stems(in_english(question)))
    sentences = [one for line in passage.text.splitlines() for one in split_sentences(line)]
    return max(sentences, key=lambda one: len(asked & set(content_stems(one))))


def as_sentence(answer: str) -> str:
    return answer if answer.endswith((".", "!", "?", "。")) else f"{answer}."


async def read_texts(folder: Path, names: Sequence[str]) -> dict[str, FullText]:
    reader = FileReader()
    read: dict[str, FullText] = {}
    for name in names:
        path = next(each for end in ("pdf", "html") if (each := folder / f"{name}.{end}").exists())
        read[name] = await reader.read_path(path)
    return read


def measure(rows: Sequence[Row], texts: Mapping[str, FullText]) -> dict[str, float]:
    indexes = {name: index_of(text) for name, text in texts.items()}
    answerable = [row for row in rows if row["answerable"]]
    others = [row for row in rows if not row["answerable"]]
    hits = [hits_of(row, indexes[row["paper"]]) for row in answerable]
    found = {f"recall{n}": share([any(one[:n]) for one in hits]) for n in (1, 3, 5)}
    for kind in sorted({row["kind"] for row in answerable}):
        of_kind = [
            any(h[:3]) for h, row in zip(hits, answerable, strict=True) if row["kind"] == kind
        ]
        print(f"{kind:12} {len(of_kind):3} questions, recall@3 {share(of_kind):.2f}")
    through = [is_let_through(row, indexes[row["paper"]]) for row in others]
    right_ones = [is_let_through(row, indexes[row["paper"]]) for row in answerable]
    return {
        **found,
        "refused": share([not one for one in through]),
        "wrongly_refused": share([not one for one in right_ones]),
    }


def hits_of(row: Row, index: PaperIndex) -> list[bool]:
    found = candidates(index, read_question(row["question"]))
    return [is_hit(one.text, row) for one in passages_of({row["paper"]: found}, MOST)]


def share(flags: Sequence[bool]) -> float:
    return round(sum(flags) / max(len(flags), 1), 4)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--papers", type=Path, required=True)
    options = parser.parse_args()
    lines = options.data.read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines if line.strip()]
    names = sorted({row["paper"] for row in rows})
    texts = asyncio.run(read_texts(options.papers, names))
    print(json.dumps(measure(rows, texts)))


if __name__ == "__main__":
    main()
