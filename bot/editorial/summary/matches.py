"""How many papers match what a channel asked for, and how well. Pure."""

from collections import Counter
from collections.abc import Sequence

from bot.editorial.summary.reading import CLOSE, NumberedFacts
from bot.translator import Translator
from bot.values.topics import Candidate, Group, Topic


def by_topic(
    matched: Sequence[Candidate], groups: Sequence[Group], topics: Sequence[Topic], say: Translator
) -> str | None:
    """How many match each of several topics, those shown in the order of their groups."""
    counts = Counter(one.match.topic for one in matched if one.match.topic)
    named = dict.fromkeys([*(group.name for group in groups if group.name), *counts])
    if len(topics) < 2 or not named:
        return None
    (count, first), *more = ((counts[name], name) for name in named)
    told = [
        say.plural("{n} paper matches “{topic}”", "{n} papers match “{topic}”", count, topic=first),
        *(say.plural("{n} matches “{topic}”", "{n} match “{topic}”", n, topic=t) for n, t in more),
    ]
    without = [f"“{topic.name}”" for topic in topics if topic.name not in named]
    if not without:
        return say.text("{papers}.", papers=say.join(told))
    return say.text(
        "{papers}, and no other matches {topics}.",
        papers=say.join(told),
        topics=say.join(without),
    )


def closeness(
    shown: Sequence[NumberedFacts], matched: Sequence[Candidate], say: Translator
) -> str | None:
    """How well the topics were met; ``shown`` holds one paper and more."""
    best = max(shown, key=lambda one: one.candidate.match.relevance or 0)
    relevance = best.candidate.match.relevance
    if relevance is None:
        return None
    close = sum((one.match.relevance or 0) >= CLOSE for one in matched)
    if close == 0:
        return say.text(
            "The best match has a relevance of {relevance} out of 100 [{number}].",
            relevance=relevance,
            number=best.number,
        )
    if close == len(matched) == 2:
        return say.text("Both matches have a relevance of {least} or more out of 100.", least=CLOSE)
    if close == len(matched):
        return say.text(
            "All {matched} matches have a relevance of {least} or more out of 100.",
            matched=say.number(close),
            least=CLOSE,
        )
    return say.plural(
        "Of {matched} matches, {n} has a relevance of {least} or more out of 100.",
        "Of {matched} matches, {n} have a relevance of {least} or more out of 100.",
        close,
        matched=say.number(len(matched)),
        least=CLOSE,
    )
