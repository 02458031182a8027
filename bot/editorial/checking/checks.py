"""All checks of a text against its source, in order. Pure.

    text | shape | language | manner | figures | names | meaning

What has the wrong shape altogether (nothing in it, far too long) is looked at no further.
"""

from collections.abc import Iterator, Sequence

from bot.editorial.checking.acronyms import wrong_expansions
from bot.editorial.checking.clauses import Parsed, parsed
from bot.editorial.checking.figures import figure_faults
from bot.editorial.checking.language import foreign_piece
from bot.editorial.checking.manner import manner_faults
from bot.editorial.checking.meaning import meaning_faults
from bot.editorial.checking.names import unknown_names
from bot.editorial.checking.shape import alike, is_empty, shape_faults, terms_of
from bot.editorial.checking.source import Source
from bot.text.sentences import split_sentences
from bot.text.words import stem
from bot.values.checking import Finding

# another one whenever the same text may be judged otherwise: what is kept was judged by these
CHECKS_VERSION = "3"

MOST = 20_000
"""Characters of a text that are looked at; a longer one is too long for any part."""
_FAR = 4


def check(
    text: str,
    source: Source,
    *,
    language: str,
    longest: int | None = None,
    sentence: bool = True,
    may_repeat: Sequence[str] = (),
) -> tuple[Finding, ...]:
    """What is wrong with a text about a paper; () where nothing was found.

    ``language`` is the one asked for, as a BCP 47 tag; ``longest`` is in characters;
    ``sentence`` tells that the text has to end as a sentence does; sentences of ``may_repeat``
    (texts shown beside it, a title) must not be said again.
    """
    if is_empty(text):
        return (Finding("empty", "", "Write the text; it is empty."),)
    if len(text) > min(MOST, _FAR * longest if longest else MOST):
        most = longest or MOST
        return (Finding("length", "", f"Use at most {most} characters; this has {len(text)}."),)
    found = _found(text, source, language, longest=longest, sentence=sentence)
    return (*dict.fromkeys(found), *_said_before(text, may_repeat))


def _found(
    text: str, source: Source, language: str, *, longest: int | None, sentence: bool
) -> Iterator[Finding]:
    yield from shape_faults(text, language, source.squeezed, sentence=sentence, longest=longest)
    if (piece := foreign_piece(text, language)) is not None:
        yield Finding("language", piece[:80], f"Write all of it in the language {language}.")
    read = parsed(text, language)
    yield from manner_faults(read, source)
    yield from figure_faults(read, source)
    for hit in read.of("known_names"):
        if not source.stems.intersection(map(stem, hit.value.split())):
            yield _foreign_name(read.quoted(hit))
    for name in unknown_names(_without_units(read), language, source.names):
        yield _foreign_name(name)
    for expansion in wrong_expansions(
        text, language, source.names.expansions, source.names.phrases
    ):
        yield Finding("acronym", expansion, "Expand an acronym only as the source does.")
    yield from meaning_faults(read, source)


def _foreign_name(name: str) -> Finding:
    return Finding("name", name, f'"{name}" is not in the source; name only what it names.')


def _without_units(text: Parsed) -> str:
    """The text with its amounts blanked: ``Go`` behind a number is a unit in French."""
    pieces, last = [], 0
    for one in text.amounts:
        pieces += [text.text[last : one.start], " " * (one.end - one.start)]
        last = one.end
    return "".join([*pieces, text.text[last:]])


def _said_before(text: str, others: Sequence[str]) -> Iterator[Finding]:
    held = [terms_of(one) for other in others for one in split_sentences(other[:MOST])]
    for sentence in split_sentences(text) if held else ():
        terms = terms_of(sentence)
        if any(alike(terms, other) for other in held):
            yield Finding("repetition", sentence[:80], "Another part says this already.")
