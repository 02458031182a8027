"""A paper's brief in its authors' words. Pure.

Each part is made of sentences of the abstract, whole or with words left out and the first verb
put in the present; nothing else is rewritten. No sentence stands in two parts; a part
without a sentence that surely belongs there stays empty; and the parts together hold a good half
of the abstract, which stands below them.
"""

from dataclasses import replace

from bot.editorial.sentences.derivation import is_derived
from bot.editorial.sentences.results import finding, main_result
from bot.editorial.sentences.short_names import has_bare_letter, is_unexplained, spelled_out
from bot.editorial.sentences.standing import standing
from bot.editorial.writing.parts import CardParts, card_parts, outcomes
from bot.editorial.writing.phrases import is_english, proposes
from bot.editorial.writing.reading import Abstract, read_abstract
from bot.editorial.writing.tldr import Tldr, choose_tldr
from bot.text.withdrawals import tells_withdrawal
from bot.values.papers import Paper
from bot.values.writing import PARTS, PaperBrief, TextSource

_MOST_RESULTS = 3  # outcomes in which the main result is looked for
_IT = ("It ", "Its ")
_SOURCE = TextSource(writer="extractive", made_from="abstract")


def write_brief(paper: Paper) -> PaperBrief:
    """The brief of one paper from its abstract; empty for an empty abstract.

    A notice of withdrawal, and a language whose cues are unknown, give a TL;DR alone.
    """
    abstract = read_abstract(paper)
    notice = next((at for at in abstract.usable if tells_withdrawal(abstract.sentences[at])), None)
    if notice is not None:
        return _sourced(PaperBrief(tldr=abstract.sentences[notice]))
    if not is_english(abstract.sentences):
        return _sourced(PaperBrief(tldr=abstract.text(abstract.usable[:1])))
    return _sourced(_brief(abstract, choose_tldr(abstract)))


def _brief(abstract: Abstract, tldr: Tldr | None) -> PaperBrief:
    parts = card_parts(abstract, tldr.at if tldr else None)
    return PaperBrief(
        tldr=tldr.text if tldr else None,
        shorter=tldr.shorter if tldr else (),
        main_result=_main_result(abstract, tldr) or _finding(abstract, tldr),
        motivation=abstract.text(parts.motivation),
        method=abstract.text(parts.method),
        result=abstract.text(parts.result),
        conclusion=abstract.text(parts.conclusion),
        key_findings=_findings(abstract, parts, tldr.text if tldr else ""),
    )


def _main_result(abstract: Abstract, tldr: Tldr | None) -> str | None:
    """From the surest outcome that says it with a number."""
    for at in outcomes(abstract)[:_MOST_RESULTS]:
        told = main_result(abstract.sentences[at], abstract.title)
        if told and told.startswith(_IT) and not _is_named(tldr, at):
            continue
        if told and is_derived(told, abstract.sentences[at]):
            return told
    return None


def _is_named(tldr: Tldr | None, at: int) -> bool:
    """Whether the TL;DR names what "it" means in sentence ``at``: the thing that was made."""
    if tldr is None or tldr.at >= at:
        return False
    return not tldr.text.startswith("We ") or proposes(tldr.text)


def _finding(abstract: Abstract, tldr: Tldr | None) -> str | None:
    """What came out without a number, from the surest outcome that stands beside the TL;DR."""
    shown, title = (tldr.text, abstract.title) if tldr else ("", abstract.title)
    for at in outcomes(abstract)[:_MOST_RESULTS]:
        if tldr and at == tldr.at:
            continue
        sentence = spelled_out(abstract.sentences[at], abstract.sentences[:at], f"{title}. {shown}")
        told = finding(sentence, title, shown)
        if told is None or has_bare_letter(told, f"{title} {shown}"):
            continue
        before = abstract.sentences[:at]
        if is_derived(told, sentence) and not is_unexplained(told, title, before):
            return told
    return None


def _findings(abstract: Abstract, parts: CardParts, tldr: str) -> tuple[str, ...]:
    """Each as it can be read in a list; one that cannot is left out."""
    shown = [tldr, *(abstract.sentences[at] for at in parts.result)]
    told = (standing(abstract.sentences[at], abstract.title, shown) for at in parts.findings)
    return tuple(one for one in told if one)


def _sourced(brief: PaperBrief) -> PaperBrief:
    sources = {part: _SOURCE for part in PARTS if getattr(brief, part)}
    return replace(brief, sources=sources)
