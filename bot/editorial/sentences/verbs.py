"""The verbs of the packaged lists (bot/data/grammar.txt, bot/data/wording.txt) and their forms."""

from functools import cache
from typing import NamedTuple

from bot.text.word_lists import word_lists
from bot.text.wording import verb_forms


class KnownVerbs(NamedTuple):
    """All forms in the lists; ``nouns`` are those that are nouns as often."""

    base: frozenset[str]
    third: frozenset[str]
    past: frozenset[str]
    nouns: frozenset[str]
    bases: dict[str, str]


@cache
def known_verbs() -> KnownVerbs:
    """Of both packaged lists."""
    wording, grammar = word_lists("wording.txt"), word_lists("grammar.txt")
    base = wording["verbs"] | grammar["more verbs"] | {"use", "do"}
    bases = {form: verb for verb in sorted(base) for form in verb_forms(verb)}
    bases |= {verb: verb for verb in base}
    forms = frozenset(bases) - base
    past = frozenset(form for form in forms if form.endswith("ed"))
    return KnownVerbs(
        base,
        frozenset(form for form in forms if form.endswith("s")),
        past | wording["irregular"] | grammar["more irregular"],
        wording["nouns"] | grammar["more nouns"],
        bases,
    )


def third_person(word: str) -> str | None:
    """``improve`` and ``improving`` as ``improves``; None for no verb in the lists, or a past."""
    base = known_verbs().bases.get(word)
    if base is None or word.endswith("ed"):
        return None
    if base.endswith("y") and base[-2] not in "aeiou":
        return base[:-1] + "ies"
    return base + ("es" if base.endswith(("s", "x", "z", "ch", "sh", "do", "go")) else "s")


def base_form(word: str) -> str | None:
    """``improves`` and ``improving`` as ``improve``; None for no verb in the lists, or a past."""
    return None if word.endswith("ed") else known_verbs().bases.get(word)
