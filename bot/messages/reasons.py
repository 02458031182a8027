"""Why a paper is here, in one line that names what matched. Pure."""

from collections.abc import Sequence

from bot.models import Evidence, EvidenceKind, Match
from bot.translator import Translator

_ORDER: tuple[EvidenceKind, ...] = ("author", "keyword", "description", "category", "notable")


def reason(found: Match, say: Translator) -> str:
    """One line from the match's evidence: authors, wanted words, then the rest."""
    told: list[str] = []
    for kind in _ORDER:
        evidence = [each for each in found.evidence if each.kind == kind]
        if evidence:
            told.append(_sentence(kind, evidence, say))
    return "; ".join(told) or say.text("in the asked categories")


def _sentence(kind: EvidenceKind, evidence: Sequence[Evidence], say: Translator) -> str:
    texts = [each.text for each in evidence]
    if kind == "author":
        return say.text("by {names}", names=say.join(texts))
    if kind == "category":
        return say.text("in {categories}", categories=say.join(texts))
    if kind == "notable":
        return say.join([_notable(each, say) for each in evidence])
    return "; ".join(_by_place(evidence, say))


def _by_place(evidence: Sequence[Evidence], say: Translator) -> list[str]:
    """Quoted words grouped by the part of the paper that has them."""
    places = {
        "title": say.text("in the title"),
        "abstract": say.text("in the abstract"),
        "comments": say.text("in the comments"),
    }
    grouped: dict[str, list[str]] = {}
    for each in evidence:
        grouped.setdefault(each.where, []).append(f"“{each.text}”")
    return [f"{say.join(texts)} {places.get(where, where)}" for where, texts in grouped.items()]


def _notable(evidence: Evidence, say: Translator) -> str:
    """The signals of the prior, in the channel's language."""
    number = evidence.text.partition(" ")[0]
    if evidence.where == "authors" and number.isdigit():
        return say.plural("{n} author", "{n} authors", int(number))
    signals = {
        "code released": say.text("code released"),
        "project page": say.text("project page"),
        "technical report": say.text("technical report"),
    }
    return signals.get(evidence.text, evidence.text)
