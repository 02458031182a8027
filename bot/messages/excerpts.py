"""What of a passage is shown where a reader has little room: the sentences and rows that matter to
the question. Pure."""

from collections.abc import Iterable, Sequence

from bot.text.sentences import split_sentences
from bot.text.words import content_stems
from bot.values.analyses import Passage

# letters that fit a phone's screen a few times
_SHORT = 320
_MOST_SENTENCES, _MOST_ROWS = 3, 8
_LEFT_OUT = "…"


def excerpt(passage: Passage, question: str) -> str:
    """The whole where it is short, else in its own order what was found and what has most words of
    the question; "…" for what is left out."""
    lines = [one for one in passage.text.splitlines() if one.strip()]
    if len(lines) > 1:
        return _of_rows(lines, passage.focus, question)
    sentences = split_sentences(passage.text)
    if len(passage.text) <= _SHORT or len(sentences) <= 2:
        return passage.text
    return _joined(sentences, _best(sentences, passage.focus, question, _MOST_SENTENCES), " ")


def _of_rows(lines: Sequence[str], focus: str, question: str) -> str:
    """Caption and heading above the rows."""
    head = next((at for at, one in enumerate(lines) if " | " in one), 0) + 1
    rows = lines[head:]
    kept = _best(rows, focus, question, _MOST_ROWS)
    return "\n".join((*lines[:head], _joined(rows, kept, "\n")))


def _best(parts: Sequence[str], focus: str, question: str, most: int) -> list[int]:
    """Those with most words of the question, beside what was found; of equals the ones nearest to
    it."""
    if len(parts) <= most:
        return list(range(len(parts)))
    asked = frozenset(content_stems(question))
    found = next((at for at, one in enumerate(parts) if focus and focus in one), 0)
    shared = [len(asked & frozenset(content_stems(one))) for one in parts]
    ranked = sorted(range(len(parts)), key=lambda at: (at != found, -shared[at], abs(at - found)))
    return sorted(ranked[:most])


def _joined(parts: Sequence[str], kept: Iterable[int], between: str) -> str:
    told: list[str] = []
    last = -1
    for at in kept:
        told += [_LEFT_OUT] if at != last + 1 else []
        told.append(parts[at])
        last = at
    return between.join((*told, _LEFT_OUT) if last + 1 < len(parts) else told)
