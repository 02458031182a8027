"""One paper of a brief: its title, and in one or two clauses what it is and what came out. Pure."""

import re

from bot.identifiers import versioned
from bot.messages.blocks import Item, Span, Spans, spans
from bot.messages.entries import page_url
from bot.messages.fitting import ToldPaper
from bot.messages.sources import mark_of
from bot.translator import Translator
from bot.values.editions import EditionPaper

STAR, ARROW = "★", "→"
_WORD = re.compile(r"\w{3,}|\d+(?:[.,]\d+)*")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
# shares of a result's words that stand in the sentence before it
_SAME = 0.8
_SAME_WITH_ITS_NUMBERS = 0.5
# and the share of the sentence's words that stand in a result which says it again
_SAME_AGAIN = 0.9


def told_item(
    entry: EditionPaper,
    told: ToldPaper,
    facts: list[str],
    say: Translator,
    *,
    star: bool = False,
    mixed: bool = False,
    apart: bool = False,
) -> Item:
    """``facts`` stand behind the sentence, or behind the title where there is none. ``apart``:
    what came out and the facts have lines of their own."""
    name = f"{STAR} {told.title}" if star else told.title
    title = Span(name, "strong", url=page_url(entry), target=_target(entry))
    small = [Span("  " + " · ".join(facts), "dim")] if facts else []
    translated = [spans(told.translated)] if told.translated else []
    second = [spans(told.second)] if told.second else []
    if apart:
        lines = (*_apart(entry, told, say, mixed=mixed), spans(Span(" · ".join(facts), "dim")))
        kept = (line for line in (spans(title), *translated, *lines, *second) if line)
        return Item(tuple(kept), marker=f"{entry.number}.")
    sentences = _sentences(entry, told, say, mixed=mixed)
    if not sentences:
        return Item((spans(title, *small), *translated, *second), marker=f"{entry.number}.")
    lines = (spans(title), *translated, spans(*sentences, *small), *second)
    return Item(lines, marker=f"{entry.number}.")


def _target(entry: EditionPaper) -> str:
    return versioned(entry.paper.id, entry.paper.version)


def _sentences(entry: EditionPaper, told: ToldPaper, say: Translator, *, mixed: bool) -> Spans:
    sentence, result = told.sentence or "", told.result or ""
    if not result or tells(sentence, result):
        return spans(sentence, *mark_of(entry.brief, "tldr", mixed, say)) if sentence else ()
    before = mark_of(entry.brief, "tldr", mixed, say) if sentence else ()
    part = "result" if result == entry.brief.main_result else "tldr"
    behind = mark_of(entry.brief, part, mixed, say)
    if bool(before) == bool(behind) or not sentence:
        return spans(together(sentence, result), *behind)
    return spans(sentence, *before, " ", together("", result), *behind)


def _apart(
    entry: EditionPaper, told: ToldPaper, say: Translator, *, mixed: bool
) -> tuple[Spans, ...]:
    """The sentence, and what came out where it does not tell that."""
    sentence, result = told.sentence or "", told.result or ""
    first = spans(sentence, *mark_of(entry.brief, "tldr", mixed, say)) if sentence else ()
    if not result or tells(sentence, result):
        return (first,)
    part = "result" if result == entry.brief.main_result else "tldr"
    return first, spans(f"{ARROW} {together('', result)}", *mark_of(entry.brief, part, mixed, say))


def tells(sentence: str, result: str) -> bool:
    """Whether the sentence has what the result says: most of its words, or all of its numbers
    and half of its words; or whether the result only says the sentence again, with more words."""
    words, known = _words(result), _words(sentence)
    if not words:
        return True
    shared = len(words & known) / len(words)
    numbers = set(_NUMBER.findall(result))
    if not numbers <= set(_NUMBER.findall(sentence)):
        return False
    if len(words & known) >= _SAME_AGAIN * max(len(known), 1):
        return True
    return shared >= (_SAME_WITH_ITS_NUMBERS if numbers else _SAME)


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.lower()))


def together(sentence: str, result: str) -> str:
    """A result that is a sentence follows as one; a clause is put behind a semicolon."""
    if result.endswith((".", "。", "!", "?")):
        return f"{sentence} {result}".strip()
    if not sentence:
        return f"{result}."
    if sentence.endswith("。"):
        return f"{sentence[:-1]}；{result}。"
    return f"{sentence.removesuffix('.')}; {result}."
