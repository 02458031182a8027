"""By whom texts were written: a label for all of them, and a mark on what was not by the model.
Pure."""

from collections import Counter
from collections.abc import Iterable, Sequence

from bot.messages.blocks import Span
from bot.translator import Translator
from bot.values.editions import Edition
from bot.values.writing import PaperBrief, TextSource


def sources_of(edition: Edition) -> Sequence[TextSource]:
    """Of all that a brief shows: its summary, and of each paper a sentence and what came out."""
    return [source for together in _sources(edition) for source in together]


def _sources(edition: Edition) -> Sequence[Sequence[TextSource]]:
    """Those of the summary, and those of each paper."""
    summary = [[edition.summary.source]] if edition.summary else []
    return [*summary, *(_sources_of_paper(one.brief) for one in edition.numbered)]


def _sources_of_paper(brief: PaperBrief) -> Sequence[TextSource]:
    parts = ("tldr", "result") if brief.main_result else ("tldr",)
    return [brief.sources[part] for part in parts if part in brief.sources]


def models_of(sources: Iterable[TextSource]) -> Sequence[str]:
    return tuple(dict.fromkeys(one.model for one in sources if one.model))


def extractive_parts(edition: Edition) -> int:
    """How many of these are in the authors' words: of a paper, or the summary."""
    return sum(any(not one.model for one in together) for together in _sources(edition))


def why_extractive(edition: Edition) -> str | None:
    """The reason, in English, for which most of the texts are not by the model that was asked."""
    told = [one.brief.reasons["tldr"] for one in edition.numbered if _fell_back(one.brief)]
    if edition.summary and edition.summary.why:
        told.append(edition.summary.why)
    return Counter(told).most_common(1)[0][0] if told else None


def _fell_back(brief: PaperBrief) -> bool:
    source = brief.sources.get("tldr")
    return source is not None and source.fallback and "tldr" in brief.reasons


def is_mixed(sources: Sequence[TextSource]) -> bool:
    """Whether a model wrote some of it and not all."""
    return len({bool(one.model) for one in sources}) > 1


def mark(source: TextSource | None, mixed: bool, say: Translator) -> tuple[Span, ...]:
    """What stands behind a text that is not the model's, where others are."""
    if not mixed or source is None or source.model:
        return ()
    word = say.text("extractive")
    return (Span(f" · {word}", "dim"),)


def mark_of(brief: PaperBrief, part: str, mixed: bool, say: Translator) -> tuple[Span, ...]:
    return mark(brief.sources.get(part), mixed, say)
