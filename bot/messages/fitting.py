"""How fully a brief is told, so that it fits: whole sentences, or none. Pure.

The fullest form comes first, and each further one says a little less than the one before:
addresses behind the summary's numbers;
papers of earlier briefs by their title; sentences within the usual room, the longest first;
results that are not marked, the least relevant first; translated titles; shorter titles; less
summary; sentences in a second language; the shortest sentences; no small facts; no marked results.
What still does not fit takes a further message.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.text.readable import utf16_length
from bot.values.editions import Edition, EditionPaper
from bot.values.writing import USUAL_ROOM, PaperBrief

# what is longer is no sentence, but an abstract in which none could be found: the card has it
_LONGEST = 600
_LONGEST_CLAIM = 200


@dataclass(frozen=True, slots=True)
class ToldPaper:
    """What is said of one paper beside its facts. ``second`` is its sentence in a second
    language."""

    title: str
    sentence: str | None
    result: str | None
    translated: str | None = None
    second: str | None = None


@dataclass(frozen=True, slots=True)
class BriefForm:
    """How much a brief says: ``papers`` by their number, and of the summary so many sentences of
    the overview, disagreements, papers to read first and rising subjects. ``links``: numbers in
    the summary have addresses, which take room on some platforms."""

    papers: Mapping[int, ToldPaper]
    overview: int
    read_first: int
    rising: int
    disagreements: int = 0
    facts: bool = True
    links: bool = True


def fitting_form(
    edition: Edition, needs: Callable[[BriefForm], int], *, compact: bool = False
) -> BriefForm:
    """The fullest form that needs one message; where none does, the fullest that ``needs`` no
    more messages than the shortest. ``compact``: papers by their title alone, in every form."""
    fullest = _compact(_fullest(edition)) if compact else _fullest(edition)
    if needs(fullest) <= 1:
        return fullest
    forms = forms_of(edition, fullest)
    most = max(needs(forms[-1]), 1)
    return forms[bisect_left(forms, True, key=lambda form: needs(form) <= most)]


def forms_of(edition: Edition, fullest: BriefForm | None = None) -> Sequence[BriefForm]:
    """From everything to the least that is worth reading."""
    made = [fullest or _fullest(edition)]
    for degrade in _DEGRADING:
        made.extend(degrade(edition, made[-1]))
    return made


def sentence_for(brief: PaperBrief, room: int) -> str | None:
    """The fullest of its sentences within ``room`` UTF-16 units, else the shortest; None where
    the brief has none."""
    sentences = _sentences(brief)
    fitting = (one for one in sentences if utf16_length(one) <= room)
    return next(fitting, sentences[-1] if sentences else None)


def starred(edition: Edition) -> frozenset[int]:
    """The numbers of papers that stand out; the summary knows nothing of earlier briefs."""
    points = edition.summary.stands_out if edition.summary else ()
    numbers = {one.number for one in edition.papers}
    return frozenset(number for point in points for number in point.papers) & numbers


def _sentences(brief: PaperBrief) -> Sequence[str]:
    """Each shorter than the one before."""
    made: list[str] = []
    room = _LONGEST
    for sentence in (brief.tldr or "", *brief.shorter):
        if sentence and utf16_length(sentence) <= room:
            made.append(sentence)
            room = utf16_length(sentence) - 1
    return made


def _fullest(edition: Edition) -> BriefForm:
    summary = edition.summary
    claims = _claims(edition)
    told = {
        one.number: ToldPaper(
            one.title,
            sentence_for(one.brief, _LONGEST),
            one.brief.main_result or claims.get(one.number),
            one.title_translated,
            one.second_sentence,
        )
        for one in edition.numbered
    }
    return BriefForm(
        told,
        overview=len(summary.overview) if summary else 0,
        read_first=len(summary.read_in_full) if summary else 0,
        rising=len(summary.emerging) if summary else 0,
        disagreements=len(summary.disagreements) if summary else 0,
    )


def _compact(form: BriefForm) -> BriefForm:
    titles = {
        number: ToldPaper(told.title, None, None, told.translated)
        for number, told in form.papers.items()
    }
    return replace(form, papers=titles, facts=False)


def _claims(edition: Edition) -> Mapping[int, str]:
    """What marked papers stand out by, where that is short and of the same hand as their
    sentence: no star without its reason."""
    summary = edition.summary
    if summary is None:
        return {}
    texts = {number: point.text for point in summary.stands_out for number in point.papers}
    return {
        one.number: texts[one.number]
        for one in edition.papers
        if utf16_length(texts.get(one.number, "")) in range(1, _LONGEST_CLAIM)
        and (source := one.brief.sources.get("tldr"))
        and source.model == summary.source.model
    }


def _with(form: BriefForm, number: int, told: ToldPaper) -> BriefForm:
    return replace(form, papers={**form.papers, number: told})


def _owed_by_title(edition: Edition, form: BriefForm) -> Iterator[BriefForm]:
    """What comes on top gives way before anything of the announcement does."""
    owed = [one.entry for one in edition.undelivered.papers]
    if owed:
        titles = {one.number: ToldPaper(_titles(one)[-1], None, None) for one in owed}
        yield replace(form, papers={**form.papers, **titles})


def _usual_sentences(edition: Edition, form: BriefForm) -> Iterator[BriefForm]:
    return _shorter_sentences(edition, form, longest=USUAL_ROOM)


def _shortest_sentences(edition: Edition, form: BriefForm) -> Iterator[BriefForm]:
    return _shorter_sentences(edition, form, longest=0)


def _shorter_sentences(edition: Edition, form: BriefForm, longest: int) -> Iterator[BriefForm]:
    """Until none that has a shorter form is longer than ``longest``."""
    for number, sentence in _steps(edition, lambda one: _sentences(one.brief)):
        told = form.papers[number]
        before = utf16_length(told.sentence or "")
        if longest < before and utf16_length(sentence) < before:
            form = _with(form, number, replace(told, sentence=sentence))
            yield form


def _shorter_titles(edition: Edition, form: BriefForm) -> Iterator[BriefForm]:
    for number, title in _steps(edition, _titles):
        form = _with(form, number, replace(form.papers[number], title=title))
        yield form


def _titles(entry: EditionPaper) -> Sequence[str]:
    return (entry.title, *entry.shorter_titles)


def _steps(
    edition: Edition, wordings: Callable[[EditionPaper], Sequence[str]]
) -> Sequence[tuple[int, str]]:
    """Each paper's wordings after the first, in the order in which they take the place of longer
    ones: the longest of all gives way first, of equal ones the last in the brief."""
    found = [
        (-utf16_length(longer), -one.number, shorter)
        for one in edition.papers
        for longer, shorter in zip(wordings(one), wordings(one)[1:], strict=False)
    ]
    return [(-number, shorter) for _, number, shorter in sorted(found)]


def _without_results(edition: Edition, form: BriefForm) -> Iterator[BriefForm]:
    marked = starred(edition)
    return _dropped(form, [one for one in edition.papers if one.number not in marked])


def _without_marked_results(edition: Edition, form: BriefForm) -> Iterator[BriefForm]:
    marked = starred(edition)
    return _dropped(form, [one for one in edition.papers if one.number in marked])


def _dropped(form: BriefForm, papers: Sequence[EditionPaper]) -> Iterator[BriefForm]:
    """Results, the least relevant paper's first."""
    for one in sorted(papers, key=lambda one: (one.match.relevance or 0, -one.number)):
        told = form.papers[one.number]
        if told.result:
            form = _with(form, one.number, replace(told, result=None))
            yield form


def _without_translated(edition: Edition, form: BriefForm) -> Iterator[BriefForm]:
    """Titles alone, all at once: a brief with some of them would look like a mistake."""
    yield from _all_without(form, "translated")


def _without_second(edition: Edition, form: BriefForm) -> Iterator[BriefForm]:
    yield from _all_without(form, "second")


def _all_without(form: BriefForm, name: str) -> Iterator[BriefForm]:
    if any(getattr(told, name) for told in form.papers.values()):
        changed: dict[str, Any] = {name: None}
        papers = {number: replace(told, **changed) for number, told in form.papers.items()}
        yield replace(form, papers=papers)


def _less_summary(edition: Edition, form: BriefForm) -> Iterator[BriefForm]:
    """What the day was about, in one sentence, is the last that stays."""
    while form.read_first:
        form = replace(form, read_first=form.read_first - 1)
        yield form
    while form.rising:
        form = replace(form, rising=form.rising - 1)
        yield form
    while form.disagreements:
        form = replace(form, disagreements=form.disagreements - 1)
        yield form
    while form.overview > 1:
        form = replace(form, overview=form.overview - 1)
        yield form


def _without_facts(edition: Edition, form: BriefForm) -> Iterator[BriefForm]:
    yield replace(form, facts=False)


def _without_links(edition: Edition, form: BriefForm) -> Iterator[BriefForm]:
    """Of numbers: titles keep theirs."""
    yield replace(form, links=False)


_DEGRADING: Sequence[Callable[[Edition, BriefForm], Iterator[BriefForm]]] = (
    _without_links,
    _owed_by_title,
    _usual_sentences,
    _without_results,
    _without_translated,
    _shorter_titles,
    _less_summary,
    _without_second,
    _shortest_sentences,
    _without_facts,
    _without_marked_results,
)
