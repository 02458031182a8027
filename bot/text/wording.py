"""Which words can be part of a noun phrase that names a subject. Pure but for one packaged file.

No tagger: short lists (bot/data/wording.txt) of what English abstracts use as verbs,
as praise and as talk about the paper itself, and the endings that tell adverbs and
adjectives.
"""

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files

from bot.text.words import STOP_WORDS

_NOT_LAST = (
    "ic", "ive", "ous", "able", "ible", "ful", "less", "ary", "ial", "ual", "ional", "ical", "eral",
    "ular", "endent", "variant", "alent", "ient", "based", "aware", "driven", "free", "agnostic",
    "specific", "wise", "level", "like",
)  # fmt: skip


@cache
def _lists() -> Mapping[str, frozenset[str]]:
    """The sections of the packaged list: a name in brackets, then words; ``#`` opens a remark."""
    text = files("bot").joinpath("data/wording.txt").read_text("utf-8")
    found: dict[str, list[str]] = {}
    section = ""
    for line in text.splitlines():
        if line.startswith("["):
            section = line.strip("[]")
        elif not line.startswith("#"):
            found.setdefault(section, []).extend(line.split())
    return {name: frozenset(words) for name, words in found.items()}


def _listed(section: str) -> frozenset[str]:
    return _lists()[section]


def _forms(verb: str) -> set[str]:
    """What the endings make of a verb: predicts, predicted, predicting."""
    stem = verb.removesuffix("e")
    doubled = verb + verb[-1]
    made = {verb, verb + "s", verb + "es", stem + "ed", stem + "ing", doubled + "ed"}
    made |= {doubled + "ing", verb + "ing"}
    if verb.endswith("y"):
        made |= {verb[:-1] + "ies", verb[:-1] + "ied"}
    return made


@lru_cache(maxsize=1)
def _breaking() -> frozenset[str]:
    verbs = {form for verb in _listed("verbs") for form in _forms(verb)}
    broken = (verbs | _listed("irregular")) - _listed("nouns")
    return frozenset(broken | _listed("talk") | STOP_WORDS)


@lru_cache(maxsize=50_000)
def breaks(word: str) -> bool:
    """True for a word (lower case) at which a noun phrase ends or begins anew."""
    if word in _breaking() or len(word) == 1 or (word[0].isdigit() and word[-1].isdigit()):
        return True
    return word.endswith("ly") and len(word) > 4 and word not in ("anomaly", "family", "assembly")


@lru_cache(maxsize=50_000)
def may_begin(word: str, following: str) -> bool:
    """``large`` praises everything but the models that are named so."""
    if word == "large":
        return following in ("language", "vision-language", "multimodal", "reasoning", "audio")
    return not word.endswith(("'s", "’s"))


@lru_cache(maxsize=50_000)
def may_end(word: str) -> bool:
    """Whether a noun phrase can end with the word: no adjective, no participle."""
    if word in _listed("last anyway"):
        return True
    if word.endswith("ed") and word not in ("seed", "need", "feed", "speed"):
        return False
    return not word.endswith(_NOT_LAST)


def is_hollow(words: Sequence[str]) -> bool:
    """True where the words tell of no subject: ``task performance``, ``training process``."""
    hollow = _listed("hollow")
    if all(word in hollow for word in words):
        return True
    return words[-1] in hollow and words[-1] not in ("models", "learning", "model", "systems")


# Phrases (as stems) of every field that name no subject.
STOCK = frozenset(
    line.strip()
    for line in """
    paradigm shift
    next generat
    comput vision
    data statist
    imag pair
    video pair
    excel agreement
    numer simul
    numer experi
    upper bound
    lower bound
    upper limit
    explicit formula
    explicit express
    analyt express
    theoret model
    experiment measur
    experiment observ
    rapid advanc
    project page
    ground truth
    failur mode
    perform degrad
    build block
    ai system
    languag model
    larg languag model
    neural network
    deep learn
    machin learn
    deep learn model
    machin learn model
    deep neural network
    artifici intellig
    comput overhead
    pretrain model
    base model
    open sourc model
    human expert
    final answer
    model famili
    generat model
    foundat model
    natur languag
    state of the art
    wide rang
    linear combin
    posit integ
    theoret guarante
    human evalu
    research communiti
    human annot
    text prompt
    input imag
    comput resourc
    larg languag
    natur languag process
    languag process
    model paramet
    """.splitlines()
    if line.strip()
)
