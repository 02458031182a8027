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
# software is called as it is typed: "Using lme4", "the gstat package"
_TYPED = re.compile(
    r"(?:\b(?:using|introducing|with the|the) |\()(?P<name>[a-z][\w.]{2,})"
    r"(?=$|,? (?:an? )?(?:R |Python |Julia )?(?:package|library|toolbox|module|software)\b)|"
    r"(?:package|library) (?P<called>[a-z][\w.]{2,})(?=[,.;:)]|$)|"
    r"(?:R|Python|Julia|Stata|Matlab|C\+\+) (?:package|library) (?P<named>[a-z][\w.]{2,})",
    re.I,
)
_COMMON = frozenset(
    ("this", "that", "which", "new", "for", "and", "based", "same", "following", "statistical",
     "proposed", "underlying", "available", "provides", "contains", "implements", "offers",
     "ver", "version", "vignette")
)  # fmt: skip
_NO_NAMES = frozenset(
    ("bayesian", "gaussian", "markov", "english", "european", "monte", "bert", "llm")
)


def own_names(title: str, abstract: str) -> tuple[str, ...]:
    """Names that title or abstract give to what the paper made."""
    head = title.partition(":")[0]
    found = [head] if ":" in title and len(head.split()) <= 3 else []
    found += _TITLE_NAME.findall(title)
    found += _typed(title) + _typed(abstract)
    found += [one for pair in _GIVEN.findall(abstract) for one in pair if one]
    return tuple(
        dict.fromkeys(one for one in found if len(one) > 2 and one.lower() not in _NO_NAMES)
    )


def _typed(text: str) -> list[str]:
    """Names of software: a package's own, or one with a digit or a capital inside."""
    names = [one["name"] or one["called"] or one["named"] for one in _TYPED.finditer(text)]
    return [one for one in names if one.lower() not in _COMMON]
