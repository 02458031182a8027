"""Several subjects in one line of /topics, and categories beside them. Pure.

::

    I work on protein folding and also on quantum error correction
    cs.CL, math.AG and robotics

"And" alone keeps things together: vision and language is one topic.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from bot.commands.topics.reading.slips import JOINTS, is_dotted_slip
from bot.commands.topics.wording.sentences import ABOUT, THINGS, WISH, WORK, lead_in
from bot.taxonomy import canonical_category
from bot.text.words import content_stems

# of lines with single blanks, as in refusing/refusals.py
_SENTENCE = rf"(?:{WISH}|{WORK})\s"
_APART = re.compile(
    r" ?[;；] ?(?:(?:and|also) )*+|"
    r" ?[,.]? and also (?:, ?)?|"
    r" ?[.!] (?:and )?also,? |"
    rf" ?[.!] (?={_SENTENCE})|"
    rf" ?,? and (?={_SENTENCE}|{THINGS} {ABOUT} )",
    re.I,
)
# what is refused in brackets is refused for what stands before them
_BRACKETS = re.compile(
    r"(\(\s*(?:but\s+)?(?:not?|without|except|excluding)\b[^()]*\))"
    r"\s*(?:[,;]\s*(?:and\s+)?|and\s+)(?=\w)",
    re.I,
)
_AS_WELL = re.compile(r" ?,? as well as ", re.I)
_PREPOSITION = re.compile(r"\b(on|in|about|for)\s+$", re.I)
_JOINING = frozenset((*JOINTS, "in", "from", "within", ",", "，", "、"))
_ALL_OF_IT = frozenset(("all", "everything", "anything", "papers", "all papers", "any papers"))
_HANGING = re.compile(r"\b(?:of|for|in|with|by|from|on|to|between)\b", re.I)


def subjects(text: str) -> tuple[str, ...]:
    """The topics of a line that plainly speaks of several; none for any other."""
    line = _BRACKETS.sub(r"\1; ", " ".join(text.split()))
    if '"' in line or "“" in line:
        return ()
    parts = [
        piece for each in _APART.split(line) for piece in _as_well_as(each) if piece.strip(" ,.")
    ]
    parts = [piece for each in parts for piece in _on_and_on(each)]
    bare = [_bare(each, line) for each in parts]
    return tuple(bare) if len(bare) > 1 and all(bare) else ()


def _as_well_as(part: str) -> Sequence[str]:
    """Apart at "as well as" between two phrases that stand each for itself: of "images as well as
    videos" the first word may go with both."""
    sides = _AS_WELL.split(part)
    stems = [set(content_stems(each)) for each in sides]
    bare = [each[len(lead_in(each)) :] for each in sides]
    whole = all(len(each) > 1 for each in stems) and not any(map(_HANGING.search, bare))
    return sides if len(sides) == 2 and whole and not stems[0] & stems[1] else [part]


def _on_and_on(part: str) -> Sequence[str]:
    """I work on proteins and on quanta: the lead's own word again."""
    own = _PREPOSITION.search(lead_in(part))
    return re.split(rf" ?,? and {own[1]} (?!its?\b|their\b)", part) if own else [part]


def _bare(part: str, line: str) -> str:
    """A later subject without the word that goes with the lead: also on quantum error ..."""
    own = _PREPOSITION.search(lead_in(line))
    bare = part.strip(" ,.")
    return re.sub(rf"^{own[1]}\s+", "", bare, flags=re.I) if own else bare


def beside_categories(text: str) -> tuple[str, ...]:
    """The categories that a line begins or ends with, and the rest of it between them; none for a
    line without both. A comma or "and" stands between, or the rest says that it is a topic: cs.CL
    papers about agents; agents in cs.CL."""
    words = re.findall(r"[^\s,，、]+|[,，、]", text)
    first = _run(words)
    last = _run(words[first:][::-1])
    before, middle, after = _cut(words, first, len(words) - last)
    about = " ".join(middle).replace(" ,", ",").strip(" ,")
    named = [*filter(_is_named, before)], [*filter(_is_named, after)]
    if not about or not any(named):
        return ()
    if about.casefold() in _ALL_OF_IT:
        return (*named[0], *named[1])
    joined = any(each.casefold() in _JOINING for each in (*before, *after))
    is_apart = joined or sum(map(len, named)) > 1 or lead_in(about)
    return (*named[0], about, *named[1]) if is_apart else ()


def _cut(words: Sequence[str], *places: int) -> Sequence[Sequence[str]]:
    return [words[one:other] for one, other in pairwise((0, *places, len(words)))]


def _run(words: Sequence[str]) -> int:
    """How many of the first words are categories and what joins them; 0 where none is one."""
    size = next(
        (
            at
            for at, each in enumerate(words)
            if not (_is_named(each) or each.casefold() in _JOINING)
        ),
        len(words),
    )
    return size if any(map(_is_named, words[:size])) else 0


def _is_named(word: str) -> bool:
    return canonical_category(word) is not None or is_dotted_slip(word)
