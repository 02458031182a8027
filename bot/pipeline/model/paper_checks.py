"""A model's answer on one paper, held against its abstract: what of it may be shown. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.editorial.asking.papers import TITLE, Asked, longest_of, parts_in
from bot.editorial.checking.source import Source
from bot.pipeline.model.checks import faults
from bot.text.readable import lined
from bot.text.words import content_stems
from bot.values.checking import Finding

_EMPTY = (Finding("empty", "", "Write the text; it is empty."),)
_UNBOUND = (Finding("other_paper", "", "Write of this paper, from its own record alone."),)
# what another paper's texts are found by
_STRANGE = frozenset(("other_paper", "name"))
# a figure, or a name with a capital within it
_OWN = re.compile(r"[A-Za-z]*\d[\w.,]*\w|[A-Za-z][a-z]*[A-Z]\w*")
_MISSING = (Finding("empty", "", "Write it; it was left out."),)


@dataclass(frozen=True, slots=True)
class HeldPaper:
    """The texts that hold, by part; and what is wrong with the others. A part is in neither that
    the model left empty, as it may where the abstract does not tell of it."""

    texts: Mapping[str, str] = field(default_factory=dict)
    wrong: Mapping[str, Sequence[Finding]] = field(default_factory=dict)


def held_paper(
    asked: Asked,
    source: Source,
    given: Mapping[str, str] | None,
    language: str,
    before: HeldPaper | None = None,
) -> HeldPaper:
    """``given`` is None for a paper that is missing in the answer; ``before`` is what held when
    the parts in ``asked.again`` did not. Where one part speaks of another paper, so may those that
    have no figure and no name of this one: they fall with it."""
    before = before or HeldPaper()
    parts = [part for part in parts_in(language) if part in asked.again or not asked.again]
    if given is None:
        return HeldPaper(before.texts, dict.fromkeys(parts, _MISSING))
    texts, wrong = dict(before.texts), {}
    for part in parts:
        text = " ".join(lined(given[part]).split())
        others = [other for name, other in texts.items() if name != TITLE]
        if found := _faults(part, text, source, language, others):
            wrong[part] = found
        elif text:
            texts[part] = text
    if any(one.kind in _STRANGE for findings in wrong.values() for one in findings):
        for part in [one for one in parts if one in texts and not _is_bound(texts[one], asked)]:
            wrong[part] = _UNBOUND
            del texts[part]
    return HeldPaper(texts, wrong)


def _is_bound(text: str, asked: Asked) -> bool:
    """Whether a text has a figure or a name of the paper, or none but its words."""
    own = f"{asked.title} {asked.abstract}"
    if any(one in own for one in _OWN.findall(text)):
        return True
    return set(content_stems(text)) <= set(content_stems(own))


def _faults(
    part: str, text: str, source: Source, language: str, others: Sequence[str]
) -> Sequence[Finding]:
    if not text:
        return _EMPTY if part in ("tldr", TITLE) else ()
    return faults(
        text,
        source,
        language=language,
        longest=longest_of(part),
        sentence=part != TITLE,
        beside=() if part == TITLE else others,
    )
