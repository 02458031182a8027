"""How well a fitted space stands for its teacher. Measures only; nothing is fitted here.

    python -m benchmarks.space.judge SPACE.npz [--parts PARTS --hold-out PAPERS]
        [--judged FILE] [--topics FILE] [--teacher MODEL.onnx TOKENIZER.json]

Of the papers held out of the fit: by kind of text, the correlation of its cosines with all
papers' to those of the teacher, and how often a title is nearest to its own paper. Of the
judged topics: nDCG of the cosine alone, at 10 for FILE of --judged, over the first 20 %
for that of --topics; --teacher gives the encoder's own beside it. One line of JSON.
"""

import argparse
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from benchmarks.ranking import ndcg_of_judgements
from benchmarks.space.fit import read_taught
from bot.editorial.space.vectors import VectorSpace, read_space

Floats = npt.NDArray[np.float32]
Encode = Callable[[Sequence[str]], Floats]


def held_out(space: VectorSpace, parts: Path, papers: int) -> dict[str, float]:
    taught = read_taught(parts)
    here = np.flatnonzero(taught.papers > taught.papers.max() - papers)
    kinds, wanted = taught.kinds[here], taught.vectors[here]
    own = space.vectors([taught.texts[row] for row in here.tolist()])
    figures = {}
    for kind in ("title", "sentence", "short", "paper"):
        ours, theirs = (
            (one[kinds == kind] @ one[kinds == "paper"].T).ravel() for one in (own, wanted)
        )
        figures[f"correlation_{kind}"] = float(np.corrcoef(ours, theirs)[0, 1])
    for name, vectors in (("", own), ("teacher_", wanted)):
        near = vectors[kinds == "title"] @ vectors[kinds == "paper"].T
        figures[f"{name}title_finds_paper"] = float((near.argmax(1) == np.arange(len(near))).mean())
    return figures


def ndcg_of_topics(encode: Encode, path: Path, query: str, depth: float) -> float:
    """``depth``: papers if it is 1 and more, else their share of a list."""
    figures = []
    for row in map(json.loads, path.read_text("utf-8").splitlines()):
        papers: list[dict[str, Any]] = row["papers"]
        asked = encode([row[query]])[0]
        near = encode([f"{one['title'] or ''}. {one['abstract'] or ''}" for one in papers]) @ asked
        judged = [int(papers[place]["relevance"]) for place in np.argsort(-near, kind="stable")]
        figures.append(ndcg_of_judgements(judged, int(depth) or round(depth * len(judged))))
    return float(np.mean(figures))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("space", type=Path)
    parser.add_argument("--parts", type=Path)
    parser.add_argument("--hold-out", type=int, default=2000)
    parser.add_argument("--judged", type=Path)
    parser.add_argument("--topics", type=Path)
    parser.add_argument("--teacher", type=Path, nargs=2)
    options = parser.parse_args()
    space = read_space(options.space)
    encoders: dict[str, Encode] = {"": space.vectors}
    if options.teacher:
        from benchmarks.space.encode import Teacher

        teacher = Teacher(*options.teacher)
        encoders["teacher_"] = lambda texts: np.stack([teacher.vector(text) for text in texts])
    figures = held_out(space, options.parts, options.hold_out) if options.parts else {}
    for name, encode in encoders.items():
        if options.judged:
            found = ndcg_of_topics(encode, options.judged, "topic", 10)
            figures[f"{name}judged_ndcg10"] = found
        if options.topics:
            found = ndcg_of_topics(encode, options.topics, "description", 0.2)
            figures[f"{name}topics_ndcg20"] = found
    print(json.dumps({name: round(value, 4) for name, value in figures.items()}))


if __name__ == "__main__":
    main()
