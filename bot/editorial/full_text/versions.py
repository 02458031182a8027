"""What is new in a version of a paper, where its texts tell. Pure."""

import re
from collections.abc import Iterator

from bot.editorial.full_text.pieces import abstract_of
from bot.editorial.full_text.places import section_name
from bot.editorial.full_text.prose import sentences_of
from bot.editorial.sentences.standing import ended
from bot.text.readable import readable
from bot.text.sentences import split_sentences
from bot.text.words import content_stems
from bot.values.analyses import Claim
from bot.values.full_texts import FullText, Place

_COMMENTED = re.compile(
    r"\bv\d+\b\s*[:,)-]|\b(?:version|revis\w+|correct\w+|updat\w+|added|typos?|erratum|extended|"
    r"fixed|changes?|new (?:section|results?|experiments?|figures?|appendix)|improved)\b",
    re.I,
)
_SAID = re.compile(
    r"\b(?:previous|earlier|first|original|preliminary|arXiv|prior|older) versions? of (?:this|"
    r"the|our)"
    r" (?:paper|article|manuscript|work|preprint|report)\b"
    r"|\bin (?:this|the present|the current) (?:revised |updated |new )?version\b"
    r"(?! of (?!(?:this|the|our) (?:paper|article|manuscript|work|preprint|report)))"
    r"|\bsince the (?:first|previous|original) version\b|\bchange ?log\b|\berratum\b",
    re.I,
)
# each of them has one of these, also where a citation still stands between its words
_NEEDED = re.compile("version|change|erratum", re.I)
_MOST, _LONGEST = 5, 360
_SAME = 0.6


def changes(before: FullText | None, text: FullText, comments: str = "") -> tuple[Claim, ...]:
    """What the authors' comment and text say of it, then what only the new text has: sections, and
    sentences of the abstract. ``before`` is the text of an earlier version, None where it is not
    kept; without one, nothing is compared."""
    found = [*_commented(comments, text), *_said(text)]
    if before is not None and _is_earlier(before, text):
        found += [*_new_sections(before, text), *_new_in_abstract(before, text)]
    return tuple(dict.fromkeys(found))[:_MOST]


def _is_earlier(before: FullText, text: FullText) -> bool:
    known = before.version is not None and text.version is not None
    # HTML and PDF name sections in other ways
    return known and before.version != text.version and before.made_from == text.made_from


def _commented(comments: str, text: FullText) -> Iterator[Claim]:
    if (text.version or 1) < 2:
        return
    for one in re.split(r";\s+", readable(comments)):
        if _COMMENTED.search(one) and len(one) <= _LONGEST:
            yield Claim(ended(one.strip()), (Place("Comments"),), own=True)


def _said(text: FullText) -> Iterator[Claim]:
    for one in sentences_of(text, _NEEDED):
        if _SAID.search(one.text) and not one.loose and len(one.text) <= _LONGEST:
            yield Claim(ended(one.text), (one.place,), own=True)


def _new_sections(before: FullText, text: FullText) -> Iterator[Claim]:
    known = {_plain(one.title) for one in before.sections}
    for one in text.sections:
        if _plain(one.title) not in known and one.level <= 2 and one.title:
            yield Claim(section_name(one), (Place("", one.page),), own=True)


def _new_in_abstract(before: FullText, text: FullText) -> Iterator[Claim]:
    old = [frozenset(content_stems(one)) for one in split_sentences(abstract_of(before))]
    for one in split_sentences(abstract_of(text)):
        words = frozenset(content_stems(one))
        if old and words and all(len(words & other) < _SAME * len(words) for other in old):
            yield Claim(ended(one), (Place("Abstract"),), own=True)


def _plain(title: str) -> str:
    return " ".join(content_stems(title))
