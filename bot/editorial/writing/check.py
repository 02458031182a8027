"""The stage *check*: what is written is compared with its order and its source. Pure.

A part that fails is taken out, and the reason kept in its place.
"""

from dataclasses import replace
from typing import Any

from bot.editorial.sentences.derivation import is_derived
from bot.editorial.sentences.short_names import spelled_out
from bot.text.readable import readable_abstract
from bot.text.sentences import split_sentences
from bot.values.papers import Paper
from bot.values.writing import PARTS, PaperBrief


def checked(brief: PaperBrief, paper: Paper, budget: int) -> PaperBrief:
    """The brief without the parts that must not be shown.

    Each part has text, in at most ``budget`` characters, and names its source; an extractive
    part is made of the abstract's own sentences, with words left out at most, and the first verb
    put in the present. What is wrong among the short forms is dropped without a reason: the
    part that they are made of is still there.
    """
    abstract = _with_long_names(readable_abstract(paper.abstract, paper.title), paper.title)
    faults = {part: fault for part in PARTS if (fault := _fault(brief, part, abstract, budget))}
    left = _with_true_forms(brief, abstract, faults)
    if not faults:
        return left
    without: dict[str, Any] = {part: () if part == "key_findings" else None for part in faults}
    sources = {part: one for part, one in brief.sources.items() if part not in faults}
    return replace(left, **without, sources=sources, reasons={**brief.reasons, **faults})


def _with_long_names(abstract: str, title: str) -> str:
    """The abstract, and behind it those of its sentences that have a short name, with the long
    one in its place: the writer may use either."""
    sentences = split_sentences(abstract)
    spelled = (spelled_out(one, sentences[:at], title) for at, one in enumerate(sentences))
    more = [one for one, plain in zip(spelled, sentences, strict=True) if one != plain]
    return " ".join((abstract, *more))


def _fault(brief: PaperBrief, part: str, abstract: str, budget: int) -> str | None:
    value = getattr(brief, part)
    if not value and value != "":
        return None
    texts = (value,) if isinstance(value, str) else value
    source = brief.sources.get(part)
    if not all(text.strip() for text in texts):
        return "no text"
    if sum(map(len, texts)) > budget:
        return f"more than {budget} characters"
    if source is None:
        return "no source"
    if source.writer == "extractive" and not all(_is_quoted(text, abstract) for text in texts):
        return "not in the abstract"
    return None


def _with_true_forms(brief: PaperBrief, abstract: str, faults: dict[str, str]) -> PaperBrief:
    """Without short forms that the abstract does not bear out, or whose part failed."""
    shorter = () if "tldr" in faults else _true(brief, "tldr", brief.shorter, abstract)
    told = (brief.main_result,) if brief.main_result else ()
    result = next(iter(_true(brief, "result", told, abstract)), None)
    if shorter == brief.shorter and result == brief.main_result:
        return brief
    return replace(brief, shorter=shorter, main_result=result)


def _true(brief: PaperBrief, part: str, texts: tuple[str, ...], abstract: str) -> tuple[str, ...]:
    source = brief.sources.get(part)
    if source is not None and source.writer == "model":
        return tuple(text for text in texts if text.strip())
    return tuple(text for text in texts if text.strip() and _is_quoted(text, abstract))


def _is_quoted(text: str, abstract: str) -> bool:
    if text in abstract:
        return True
    pieces = (piece for piece in split_sentences(text) if piece not in abstract)
    return all(is_derived(piece, abstract) for piece in pieces)
