"""A paper's brief in its authors' own sentences: the writer that needs no model. Pure.

Nothing is rewritten: each part is one or two whole sentences of the abstract, and a
part that the abstract does not have stays empty.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.editorial.writing.cues import Role
from bot.editorial.writing.roles import concludes, label_sentences
from bot.editorial.writing.worth import (
    contribution,
    is_english,
    is_quotable,
    is_withdrawal,
    leans,
    outcome,
    problem,
    proposes,
    tells_how,
)
from bot.models import Paper, PaperBrief, TextSource
from bot.text.readable import readable
from bot.text.sentences import split_sentences

_MOST_FINDINGS = 3
_SURE = 1.5
_SOURCE = TextSource(writer="extractive", made_from="abstract")


# what is remembered of an older one is written anew
WRITER_VERSION = "1"


class ExtractiveWriter:
    """Writes briefs without any outside help; keeps bot.ports.sources.PaperWriter."""

    async def write(self, paper: Paper) -> PaperBrief:
        return write_brief(paper)


@dataclass(frozen=True, slots=True)
class _Abstract:
    """Sentences with their roles; ``usable`` are the places of those that say something."""

    sentences: tuple[str, ...]
    roles: tuple[Role, ...]
    usable: tuple[int, ...]

    def playing(self, *roles: Role) -> list[int]:
        return [at for at in self.usable if self.roles[at] in roles]

    def text(self, places: Sequence[int]) -> str | None:
        return " ".join(self.sentences[at] for at in sorted(places)) or None


def write_brief(paper: Paper) -> PaperBrief:
    """The brief of one paper from its abstract; empty for an empty abstract.

    A notice of withdrawal, and a language whose cues are unknown, give a TL;DR alone.
    """
    abstract = _read(split_sentences(readable(paper.abstract)))
    notice = next((at for at in abstract.usable if is_withdrawal(abstract.sentences[at])), None)
    if notice is not None:
        return _sourced(PaperBrief(tldr=abstract.sentences[notice]))
    best = _tldr(abstract) if is_english(abstract.sentences) else next(iter(abstract.usable), None)
    if best is None or len(abstract.usable) == 1 or not is_english(abstract.sentences):
        return _sourced(PaperBrief(tldr=None if best is None else abstract.sentences[best]))
    return _sourced(_brief(abstract, best))


def _read(sentences: Sequence[str]) -> _Abstract:
    usable = tuple(at for at, sentence in enumerate(sentences) if is_quotable(sentence))
    return _Abstract(
        tuple(sentences), label_sentences(sentences), usable or tuple(range(len(sentences)))
    )


def _brief(abstract: _Abstract, tldr: int) -> PaperBrief:
    outcomes = _outcomes(abstract)
    sure = outcomes[:1] + [
        at for at in outcomes[1:] if outcome(abstract.sentences[at], abstract.roles[at]) >= _SURE
    ]
    conclusion = [at for at in abstract.usable if concludes(abstract.sentences[at])][-1:]
    result = [at for at in sure if at not in conclusion][:2]
    method = _method(abstract, tldr, taken=frozenset(outcomes + conclusion))
    motivation = [
        at for at in _motivation(abstract, tldr) if at not in result + method + conclusion
    ]
    return PaperBrief(
        tldr=abstract.sentences[tldr],
        motivation=abstract.text(motivation),
        method=abstract.text(method),
        result=abstract.text(result),
        conclusion=abstract.text(conclusion),
        key_findings=tuple(abstract.sentences[at] for at in sure[:_MOST_FINDINGS]),
    )


def _sourced(brief: PaperBrief) -> PaperBrief:
    parts = ("tldr", "motivation", "method", "result", "conclusion", "key_findings")
    sources = {part: _SOURCE for part in parts if getattr(brief, part)}
    return replace(brief, sources=sources)


def _tldr(abstract: _Abstract) -> int | None:
    return max(
        abstract.usable,
        key=lambda at: contribution(abstract.sentences[at], abstract.roles[at], at),
        default=None,
    )


def _outcomes(abstract: _Abstract) -> list[int]:
    """Places of sentences that state an outcome, best first."""
    scored = {at: outcome(abstract.sentences[at], abstract.roles[at]) for at in abstract.usable}
    return sorted((at for at in scored if scored[at] > 0), key=lambda at: (-scored[at], at))


def _method(abstract: _Abstract, tldr: int, taken: frozenset[int]) -> list[int]:
    """One or two sentences on how: those after the contribution, or it where nothing else is."""
    told = [
        at
        for at in abstract.playing("method", "objective")
        if at not in taken | {tldr} and tells_how(abstract.sentences[at])
    ]
    after = [at for at in told if at > tldr and abstract.roles[at] == "method"]
    chosen = after or [at for at in told if proposes(abstract.sentences[at])]
    if not chosen:
        is_method = abstract.roles[tldr] in ("method", "objective") and tldr not in taken
        return [tldr] if is_method else []
    first = chosen[0]
    return [first, first + 1] if first + 1 in chosen else [first]


def _motivation(abstract: _Abstract, tldr: int) -> list[int]:
    """The sentence that states the problem, with the one before it where it leans on that.

    What looks like background behind the contribution is seldom the reason for it,
    unless it comes at once and turns to what is missing.
    """
    known = [at for at in abstract.playing("background") if at < tldr]
    if not known:
        after = tldr + 1
        is_gap = after in abstract.playing("background") and problem(abstract.sentences[after]) > 2
        return [after] if is_gap else []
    chosen = max(known, key=lambda at: (problem(abstract.sentences[at]), -at))
    with_previous = leans(abstract.sentences[chosen]) and chosen - 1 in known
    return [chosen - 1, chosen] if with_previous else [chosen]
