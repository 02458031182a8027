"""Why a paper is here, in one line that names what matched. Pure."""

from collections.abc import Sequence

from bot.translator import Translator
from bot.values.topics import Evidence, EvidenceKind, Match

_ORDER: tuple[EvidenceKind, ...] = (
    "author",
    "keyword",
    "judged",
    "description",
    "meaning",
    "near",
    "category",
    "notable",
    "votes",
)


def reason(found: Match, say: Translator) -> str:
    """One line from the match's evidence: authors, wanted words, then the rest, votes last.

    What the paper lacks is left out; :func:`shortfall` tells it too.
    """
    told = [_sentence(kind, evidence, say) for kind, evidence in _by_kind(found)]
    if told:
        return say.clauses(told)
    if found.relevance is None:
        return say.text("in the chosen categories")
    return say.text("little in common with the topic")


def shortfall(found: Match, say: Translator) -> str:
    """One line for a paper that does not match: what speaks for it, and what it lacks."""
    lacks = [each.text for each in found.evidence if each.kind == "lacks"]
    told = [_sentence(kind, evidence, say) for kind, evidence in _by_kind(found)]
    if any(lacks):
        told.append(say.text("lacks {words}", words=say.join([f"“{word}”" for word in lacks])))
    elif lacks and told and (how := _how_it_is_said(found, say)):
        told.append(how)
    return say.clauses(told) if told else reason(found, say)


def _how_it_is_said(found: Match, say: Translator) -> str:
    """What is amiss where a paper has all words of a topic; nothing for what its title names."""
    said = [one for one in found.evidence if one.kind == "description"]
    if all(one.where != "title" for one in said):
        return say.text("only in passing")
    return say.text("the words, but not together") if len(said) > 1 else ""


def _by_kind(found: Match) -> list[tuple[EvidenceKind, list[Evidence]]]:
    """What speaks for a paper, in the order in which it is told."""
    parts = [(kind, [one for one in found.evidence if one.kind == kind]) for kind in _ORDER]
    return [(kind, evidence) for kind, evidence in parts if evidence]


def _sentence(kind: EvidenceKind, evidence: Sequence[Evidence], say: Translator) -> str:
    texts = [each.text for each in evidence]
    if kind == "author":
        return say.text("by {names}", names=say.join(texts))
    if kind == "meaning":
        words = say.join([f"“{text}”" for text in texts])
        return say.text("close in meaning: {words}", words=words)
    if kind == "judged":
        words = say.clauses(_by_place(evidence, say))
        return say.text("a model points to {words}", words=words)
    if kind == "near":
        return say.text("close in meaning as a whole")
    if kind == "category":
        return say.text("in {categories}", categories=say.join(texts))
    if kind == "notable":
        return say.join([_notable(each, say) for each in evidence])
    if kind == "votes":
        return say.join([_voted(each, say) for each in evidence])
    return say.clauses(_by_place(evidence, say))


def _by_place(evidence: Sequence[Evidence], say: Translator) -> list[str]:
    """Quoted words grouped by the part of the paper that has them."""
    grouped: dict[str, list[str]] = {}
    for each in evidence:
        grouped.setdefault(each.where, []).append(f"“{each.text}”")
    return [_placed(say.join(texts), where, say) for where, texts in grouped.items()]


def _placed(words: str, where: str, say: Translator) -> str:
    if where == "title":
        return say.text("{words} in the title", words=words)
    if where == "abstract":
        return say.text("{words} in the abstract", words=words)
    return say.text("{words} in the comments", words=words) if where == "comments" else words


def _notable(evidence: Evidence, say: Translator) -> str:
    """The signals of the prior, in the channel's language."""
    number = evidence.text.partition(" ")[0]
    if evidence.where == "authors" and number.isdigit():
        return say.plural("{n} author", "{n} authors", int(number))
    signals = {
        "code released": say.text("code released"),
        "project page": say.text("project page"),
        "technical report": say.text("technical report"),
        "often-picked authors": say.text("often-picked authors"),
    }
    return signals.get(evidence.text, evidence.text)


def _voted(evidence: Evidence, say: Translator) -> str:
    """``2 up +6``, as bot.editorial.choosing.liked writes it: papers, direction, points."""
    papers, direction, points = evidence.text.split()
    if direction == "up":
        return say.plural(
            "like {n} paper voted up here ({points})",
            "like {n} papers voted up here ({points})",
            int(papers),
            points=points,
        )
    return say.plural(
        "like {n} paper voted down here ({points})",
        "like {n} papers voted down here ({points})",
        int(papers),
        points=points,
    )
