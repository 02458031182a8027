"""By whom texts were written: a label for all of them, and a mark on what was not by the model.
Pure."""

from collections.abc import Iterable, Sequence

from bot.messages.blocks import Span
from bot.translator import Translator
from bot.values.editions import Edition
from bot.values.writing import PaperBrief, TextSource


def sources_of(edition: Edition) -> Sequence[TextSource]:
    """Of all that a brief shows: its summary, and of each paper a sentence and what came out."""
    briefs = [one.brief for one in edition.numbered]
    told = [one.sources["tldr"] for one in briefs if "tldr" in one.sources]
    told += [one.sources["result"] for one in briefs if one.main_result and "result" in one.sources]
    return [edition.summary.source, *told] if edition.summary else told


def models_of(sources: Iterable[TextSource]) -> Sequence[str]:
    return tuple(dict.fromkeys(one.model for one in sources if one.model))


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
