"""The authors' sentences in the place of what a writer could not give, labelled as such. Pure."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.values.writing import PaperBrief, TextSource


def instead(own: PaperBrief, why: str) -> PaperBrief:
    """The whole brief as the one that stands in wrote it, with the reason."""
    reasons = {**own.reasons, **dict.fromkeys(own.sources, why)}
    return replace(own, sources=_labelled(own.sources), reasons=reasons)


def completed(brief: PaperBrief, own: PaperBrief) -> PaperBrief:
    """The brief with parts of ``own`` where it has left some out; the reasons stay."""
    taken = [part for part in brief.reasons if not getattr(brief, part) and getattr(own, part)]
    if not taken:
        return brief
    texts: dict[str, Any] = {part: getattr(own, part) for part in taken}
    if "tldr" in taken:
        texts["shorter"] = own.shorter
        if "result" in taken:
            texts["main_result"] = own.main_result
    sources = _labelled({part: own.sources[part] for part in taken})
    return replace(brief, **texts, sources={**brief.sources, **sources})


def _labelled(sources: Mapping[str, TextSource]) -> Mapping[str, TextSource]:
    return {part: replace(source, fallback=True) for part, source in sources.items()}
