"""Which nouns name no subject, and what endings make of a verb. Pure but for one packaged file."""

from collections.abc import Sequence

from bot.text.word_lists import word_lists


def verb_forms(verb: str) -> set[str]:
    """What the endings make of a verb: predicts, predicted, predicting."""
    stem = verb.removesuffix("e")
    doubled = verb + verb[-1]
    made = {verb, verb + "s", verb + "es", stem + "ed", stem + "ing", doubled + "ed"}
    made |= {doubled + "ing", verb + "ing"}
    if verb.endswith("y"):
        made |= {verb[:-1] + "ies", verb[:-1] + "ied"}
    return made


def is_hollow(words: Sequence[str]) -> bool:
    """True where the words name no subject: ``task performance``, ``training process``."""
    hollow = word_lists("wording.txt")["hollow"]
    if all(word in hollow for word in words):
        return True
    return words[-1] in hollow and words[-1] not in ("models", "learning", "model", "systems")
