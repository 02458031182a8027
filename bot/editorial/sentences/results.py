"""What came out, in one clause with its number and what it is compared with. Pure."""

import re
from collections.abc import Iterator, Sequence

from bot.editorial.sentences.amounts import compares, has_amount, is_result
from bot.editorial.sentences.clauses import CLAUSES, tails
from bot.editorial.sentences.guards import speaks_of_others
from bot.editorial.sentences.leads import capital, without_lead
from bot.editorial.sentences.references import refers_back
from bot.editorial.sentences.shortening import shorter
from bot.editorial.sentences.standing import ended
from bot.editorial.sentences.tagging import GERUND, Token, tagged
from bot.editorial.sentences.verbs import base_form, third_person
from bot.editorial.sentences.wholeness import (
    adjunct_end,
    is_closed,
    is_whole,
    main_verb,
    starts_clause,
)
from bot.text.readable import utf16_length

LONGEST = 165
# a result is told within this where a shorter clause has it
_USUAL = 140
# of a subject, in words
_LONGEST_SUBJECT = 6
_METHOD = (
    r"(?:methods?|models?|approach|framework|system|algorithm|pipeline|architecture|technique|scheme|"
    r"strategy|network|agent|solution|module|estimator|protocol|procedure|tool|design|policy|decoder|"
    r"encoder|solver|implementation|formulation|training|detector|classifier|planner|controller)"
)
_OURS = re.compile(
    r"(?:we|it|our [\w-]+, [\w-]+,|(?:our|the proposed|our proposed|our best) (?:[\w-]+ ){0,2}"
    rf"{_METHOD}(?: \([^()]+\))?|(?:the|this|the (?:resulting|new|final)) {_METHOD})\s+(?!of\b)",
    re.I,
)
_SAID = re.compile(
    r"(?:we (?:\w+ly )?(?:show|demonstrate|find|observe|report|prove|conclude|establish|found|"
    r"observed|showed) that |(?:our |the |extensive |experimental )*(?:experiments?|results|"
    r"evaluations?|analysis|simulations)(?: [^.;:]{0,120}?)?,? (?:show|demonstrate|reveal|indicate|"
    r"confirm)s? (?:that |(?=our |the proposed |(?-i:[A-Z])))|"
    r"(?:according to|in) (?:our|the) (?:\w+ )?(?:experiments|results), )",
    re.I,
)
# "experiments show the strength of Brill, improving ...": what improves is the authors' own
_PRAISED = re.compile(
    r"[^.;:]{0,160}\b(?:experiments?|results|evaluations?|studies|tests|simulations)\b[^.;:]{0,160}?"
    r"\b(?:show|demonstrate|confirm|validate|verify|highlight|underscore)s? "
    r"(?:the [\w-]+(?: and [\w-]+)? of (?P<whose>[^,.;:()]{1,60}?)(?= (?:on|in|across|over|for|at|"
    r"under|with|against|by|to)\b|,)|its [\w-]+ of \S+|[^\s,]+(?:'s|’s) [\w-]+(?: and [\w-]+)?)"
    r"(?: [^,.;:]{0,60})?,",
    re.I,
)
_PRAISED_BY = re.compile(
    r"[^,;:]{0,60}\b(?:experiments?|results|evaluations?|studies|tests|simulations)\b", re.I
)
# "tests demonstrate the strength of Brill": no figure is about it
_ONLY_PRAISES = re.compile(
    r"\b(?:show|demonstrate|confirm|validate|verify|highlight|underscore)s? (?:the|its) "
    r"[\w-]+(?:,? (?:and )?[\w-]+)* of [^,]+$"
)
_FINDS = re.compile(
    r"[^.;:]{0,90}?\b(?:we (?:\w+ly |also |further |then )?(?:show|demonstrate|find|found|prove|"
    r"observe|observed|showed|proved|demonstrated|conclude|establish)|"
    r"(?:results?|findings?|analys[ei]s|experiments?|simulations?|measurements|calculations|data)"
    r"(?: [^.;:]{0,60})? (?:show|demonstrate|reveal|indicate|suggest|confirm|prove)(?:s|ed)?|"
    r"it (?:is|was) (?:shown|found|proved|demonstrated|observed)) that ",
    re.I,
)
# praise of the authors' own work: without a figure it tells nothing
_PRAISE = re.compile(
    r"\b(?:outperform|surpass|state[- ]of|superior|competitive|effective|efficien|robust|promising|"
    r"better|best|good|improve|high(?:er)? (?:quality|accura|performance)|achieves?|generali[sz]|"
    r"experiments on)\w*|^We (?:\w+ly )?(?:perform|conduct|carry|run|test|evaluate|validate)\b|"
    r"^(?:\S+ ){0,2}(?:our|proposed|presented) "
    r"(?!results?|findings?|analysis|measurements|simulations|data)",
    re.I,
)
# "We show that it is tame and compute its modules": the second verb is "we"'s
_WE_GO_ON = re.compile(r"\b(?:and|but|then) (?:\w+ly |also |then )?([a-z]+)\b")
_SAID_AGAIN = re.compile(r"(?:namely|that is|i\.e\.|in other words)\b", re.I)
_SHORTEST_FINDING = 45
# what authors do and not their method, and what speaks of the clause before
_MANY = re.compile(r".*(?:[^su]s)(?: \([^()]+\))?")
_OBSERVES = re.compile(
    r"observ|deriv|evaluat|estimat|compar|consider|conclud|investigat|argu|test|find|found|measur|not|"
    r"obtain|represent|correspond|mark|indicat|suggest|confirm|highlight|validat|amount|translat"
)
_SHOWING = re.compile(r"(?:show|demonstrat|reveal|confirm|prov)(?:s|es|ing)? that ", re.I)
# of a list whose other items are not told
_ITEM = re.compile(r"\((?:\d|[ivx]{1,4}|[a-h])\) ")
_JOINS = frozenset(("and", "whilst", "thereby", "thus", "while", "whereas", "hence", "so", "also"))


def main_result(sentence: str, title: str = "") -> str | None:
    """One clause of at most 165 UTF-16 units, ended by a full stop; None where none is whole.

    It has a subject, a number and, where the sentence tells it, what that is compared with, and
    is no weakness of others. "We prune the stove, reducing smoke by 4 %" is told as "We reduce
    smoke by 4 %.".
    """
    if not has_amount(sentence):
        return None
    told = dict.fromkeys(_told(sentence, title))
    short = (one for one in told if utf16_length(one) <= _USUAL)
    return next(short, next(iter(told), None))


def finding(sentence: str, title: str, shown: str) -> str | None:
    """What the authors say that they found, in one clause without its "We find that"; None where
    there is none of at most 165 UTF-16 units that stands under ``title`` and ``shown``.

    "We find that old stoves smoke." is "Old stoves smoke."; a hedge, as in "our results suggest
    that", stays.
    """
    if not _FINDS.match(sentence) or speaks_of_others(sentence):
        return None
    said = without_lead(sentence, title).rstrip(" .")
    plain = said if _goes_on(said) else _unsaid(said)
    above = f"{title}. {shown}"
    for text in (ended(plain), *shorter(ended(plain), title)):
        fits = _SHORTEST_FINDING <= utf16_length(text) <= LONGEST and is_whole(
            tagged(text.rstrip("."))
        )
        # "We focus on stoves" of "We focus on stoves, and show that they smoke"
        is_found = plain != said or not text.startswith("We ") or _FINDS.match(text) is not None
        is_news = is_found and not (
            speaks_of_others(text) or _PRAISE.search(text) or _SAID_AGAIN.match(text)
        )
        if fits and is_news and not refers_back(text, above):
            return text
    return None


def _goes_on(said: str) -> bool:
    """Whether behind "we show that" another verb of "we" follows."""
    return any(third_person(one[1]) not in (None, one[1]) for one in _WE_GO_ON.finditer(said))


def _told(sentence: str, title: str) -> Iterator[str]:
    """Clauses that tell the result, the fullest first."""
    has_baseline = compares(sentence)
    for clause in _clauses(sentence, title):
        for text in (clause, *shorter(ended(clause), title)):
            shown = ended(text.rstrip("."))
            is_told = compares(shown) or not has_baseline
            is_told &= not (_PRAISED_BY.match(shown) and _ONLY_PRAISES.search(shown))
            fits = is_told and utf16_length(shown) <= LONGEST and is_result(shown)
            # the sentence before it names "the method"
            if fits and not refers_back(_without_subject(shown), title):
                yield shown


def _clauses(sentence: str, title: str) -> Iterator[str]:
    """The sentence, and what stands behind its commas as clauses of their own."""
    plain = _unsaid(without_lead(sentence, title).rstrip(" ."))
    tokens = tagged(plain)
    if not _PRAISED.match(plain):
        yield plain
    begin = adjunct_end(tokens)
    subject = _subject(plain, tokens[begin + 1 if begin else 0 :], title)
    for tail in reversed(tails(plain)):
        text = _after(plain, tokens[tail.start :])
        if tail.kind == "clause" and _is_clause(tagged(text)):
            yield text
        elif tail.kind in CLAUSES:
            yield from _predicates(text, subject)


def _is_clause(tokens: Sequence[Token]) -> bool:
    begins = starts_clause(tokens) or adjunct_end(tokens) is not None
    return begins and tokens[0].tag != GERUND and is_whole(tokens)


def _unsaid(text: str) -> str:
    """Without "we show that"."""
    found = _SAID.match(text)
    if found is None or " and that " in text or ", that " in text:
        return text
    rest = text[found.end() :]
    is_clause = found[0].endswith(("that ", ", ")) or starts_clause(tagged(rest))
    return capital(rest) if is_clause else text


def _predicates(text: str, subject: str) -> Iterator[str]:
    """``Achieving 3 % more than A, which ...`` as ``Brill achieves 3 % more than A``."""
    said = _SHOWING.match(text)
    if said and subject:
        told = capital(text[said.end() :])
    else:
        told = _agreeing(subject, text.partition(";")[0]) or ""
    if not told:
        return
    if is_closed(tagged(told)) and not _joins_gerunds(told):
        yield told
    tokens = tagged(told)
    for tail in reversed(tails(told)):
        kept = tokens[: tail.start]
        shown = told[: kept[-1].end]
        if tail.kind in CLAUSES and is_closed(kept) and not _joins_gerunds(shown):
            yield shown


def _joins_gerunds(text: str) -> bool:
    """``achieves A and outperforming B``: of two forms in -ing only the first was fitted."""
    tags = "".join(one.tag for one in tagged(text))
    return re.search(r"CA*I", tags) is not None


def _after(text: str, dropped: Sequence[Token]) -> str:
    start = 0
    while start < len(dropped) - 1 and (
        dropped[start].tag in ",;-" or dropped[start].low in _JOINS
    ):
        start += 1
    return capital(_ITEM.sub("", text[dropped[start].start :], count=1))


def _agreeing(subject: str, text: str) -> str | None:
    """``reducing smoke`` as ``Our method reduces smoke``, or ``We reduce smoke``."""
    verb = next((one for one in tagged(text)[:3] if one.tag != "A"), None)
    if not subject or verb is None or _OBSERVES.match(verb.low):
        return None
    is_many = subject.lower() in ("we", "they") or _MANY.fullmatch(subject) is not None
    form = base_form(verb.low) if is_many else third_person(verb.low)
    if form is None and not verb.low.endswith("ed"):
        return None
    before = text[: verb.start]
    lead = before[:1].lower() + before[1:]
    return f"{subject} {lead}{form or verb.low}{text[verb.end :]}"


def _subject(text: str, tokens: Sequence[Token], title: str) -> str:
    """Of whom the sentence tells: the authors, their method, or the name that the title has;
    empty where it tells of something else."""
    if praised := _PRAISED.match(text):
        named = f"{praised['whose'] or ''} "
    else:
        verb = main_verb(tokens)
        named = text[tokens[0].start : tokens[verb].start] if verb else ""
    name, mark, _ = title.partition(":")
    is_name = bool(mark) and named.strip() == name.strip()
    is_ours = is_name or _OURS.fullmatch(named) is not None
    is_ours &= len(named.split()) <= _LONGEST_SUBJECT
    return capital(named.strip()) if is_ours else ""


def named(result: str, name: str) -> str | None:
    """``Our method improves recall`` as ``Brill improves recall``; None where its verb is not in
    the third person, or somebody else's."""
    rest = _without_subject(result)
    verb = rest.partition(" ")[0]
    is_third = rest != result and third_person(verb) == verb
    return f"{name} {rest}" if is_third else None


def _without_subject(text: str) -> str:
    """``Our method improves recall`` as ``improves recall``."""
    found = _OURS.match(text)
    return text[found.end() :] if found else text
