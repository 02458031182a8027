"""The names that a paper gives to what it made. Pure."""

import re

_TITLE_NAME = re.compile(r"\b[A-Z][\w-]*[A-Z0-9]\w*\b(?=:)|\b[A-Z][a-z]+[A-Z]\w*\b")
_GIVEN = re.compile(
    r"(?:propose|introduce|present|develop|call(?:ed)?|named?|dub(?:bed)?|term(?:ed)?)s?"
    r"(?: (?:the|our|an?|it|this \w+))? ([A-Z][\w-]*\w)"
    r"|(?:propose|introduce|present|develop)[^.,;]{0,90},? (?:the |called |named |dubbed |"
    r"termed |\()"
    r"([A-Z][\w-]*\w)"
)
_NO_NAMES = frozenset(
    ("bayesian", "gaussian", "markov", "english", "european", "monte", "bert", "llm")
)


def own_names(title: str, abstract: str) -> tuple[str, ...]:
    """Names that title or abstract give to what the paper made."""
    head = title.partition(":")[0]
    found = [head] if ":" in title and len(head.split()) <= 3 else []
    found += _TITLE_NAME.findall(title)
    found += [one for pair in _GIVEN.findall(abstract) for one in pair if one]
    return tuple(
        dict.fromkeys(one for one in found if len(one) > 2 and one.lower() not in _NO_NAMES)
    )
