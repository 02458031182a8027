"""What a hostile run gave, in figures and sentences. Pure."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tests.hostile_model.judging import PARTS, wrong_topic, wrong_with
from tests.hostile_model.playing import CLOSED, POOR, Left, Played


@dataclass(frozen=True, slots=True)
class Verdict:
    """``wrong``: each with the brief that it is in. ``through`` are texts that no right answer
    has and that were shown, each with the kinds of answer that said it."""

    wrong: Sequence[str]
    through: Mapping[str, str]
    figures: Mapping[str, object]


def verdict(played: Played, *, is_perfect: bool = False) -> Verdict:
    """With perfect answers alone, nothing that is not by the model is right."""
    wrong = [
        f"{one.day} {one.channel.address}: {fault}"
        for one in played.briefs
        for fault in wrong_with(one)
    ]
    wrong += [f"topic shown as {one!r}" for one in played.topics if wrong_topic(one)]
    if is_perfect:
        wrong += [f"extractive: {each}" for one in played.briefs for each in extractive(one)]
    through: dict[str, str] = {}
    for brief in played.briefs:
        for text, true in _by_model(brief):
            if text not in true:
                through[text] = ", ".join(sorted(played.hostility.said.get(text, ())))
    outcomes = Counter(each for one in played.briefs for each in _outcomes(one))
    figures = {
        "briefs": len(played.briefs),
        "papers": sum(len(one.document["papers"]) for one in played.briefs),
        "calls": dict(sorted(played.hostility.drawn.items())),
        "parts": dict(sorted(outcomes.items())),
        "slowest_s": round(max(one.seconds for one in played.briefs), 2),
        "got_through": len(through),
        "wrong": len(wrong),
    }
    return Verdict(wrong, through, figures)


def told(played: Played, found: Verdict) -> Iterator[str]:
    yield from (f"wrong: {one}" for one in found.wrong)
    yield from (f"got through ({kinds}): {text[:200]}" for text, kinds in found.through.items())


def extractive(brief: Left) -> list[str]:
    """What is not by the model and might be, of a channel that may ask it. Of a paper with planted
    orders a text falls that has nothing by which it tells of the paper, however true."""
    if brief.channel in (POOR, CLOSED):
        return []
    found = [
        f"{brief.day} {brief.channel.address} {one['id']} {part}"
        for one in _papers(brief)
        for part, source in one["sources"].items()
        if part != "key_findings" and source["writer"] != "model" and not one["planted"]
    ]
    found += [f"{one['id']} second" for one in _papers(brief) if _lacks_second(one, brief)]
    summary: Any = brief.document["summary"]
    if _papers(brief) and not (summary and _is_model(summary["source"])):
        found.append(f"{brief.day} {brief.channel.address} summary")
    return found


def _lacks_second(one: Mapping[str, Any], brief: Left) -> bool:
    return bool(brief.channel.bilingual) and one["second"] is None


def _papers(brief: Left) -> Sequence[Mapping[str, Any]]:
    papers: Sequence[Mapping[str, Any]] = brief.document["papers"]
    return papers


def _by_model(brief: Left) -> Iterator[tuple[str, frozenset[str]]]:
    """Each text of a paper that is labelled as the model's, with those that would be right."""
    for one in _papers(brief):
        for language in (str(brief.document["language"]), brief.channel.bilingual):
            true = frozenset(brief.papers[one["id"]].texts.get(language, {}).values())
            if language == brief.document["language"]:
                texts = [one[p] for p in PARTS if _is_model(one["sources"].get(p)) and one[p]]
            else:
                texts = [one["second"]["tldr"]] if one["second"] else []
            yield from ((text, true) for text in texts)


def _is_model(source: Mapping[str, Any] | None) -> bool:
    return source is not None and source["writer"] == "model"


def _outcomes(brief: Left) -> Iterator[str]:
    for one in _papers(brief):
        for part, source in one["sources"].items():
            if part != "key_findings":
                yield "by the model" if _is_model(source) else "fell back"
    summary: Any = brief.document["summary"]
    if summary:
        by_model = _is_model(summary["source"])
        yield "summary by the model" if by_model else "summary fell back"
