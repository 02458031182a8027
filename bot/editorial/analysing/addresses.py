"""Addresses of code and data that a note or a line names by themselves. Pure."""

import re

from bot.editorial.analysing.candidates import Reading
from bot.editorial.analysing.wishes.choosing import Told
from bot.values.analyses import Claim

_HOSTS = re.compile(
    r"(?:https?://)?(?:www\.)?(?:github\.com|gitlab\.\w+|bitbucket\.org|huggingface\.co|"
    r"zenodo\.org|"
    r"osf\.io|figshare\.com|codeocean\.com|sourceforge\.net|doi\.org/10\.5281|anonymous\.4open"
    r"\.science|kaggle\.com)/[\w./~%+#?=&-]*\w"
)
_OURS = re.compile(
    r"\b(?:our|we|this (?:paper|work)|code|implementation|available|released?)\b", re.I
)
# data first: a note on both names what there is more rarely
_KINDS = (
    (
        "Data",
        re.compile(
            r"\bdata ?sets?\b|\bdata\b|\bcorpus\b|\bbenchmark\b|zenodo\.org|figshare|kaggle", re.I
        ),
    ),
    (
        "Models",
        re.compile(r"\bmodels?\b|\bweights\b|\bcheckpoints?\b|huggingface\.co/(?!datasets)", re.I),
    ),
    (
        "Code",
        re.compile(
            r"\b(?:code|implementation|software|library|scripts?)\b|git(?:hub|lab)|bitbucket|sourceforge",
            re.I,
        ),
    ),
)
_MOST, _LONGEST, _FEW_WORDS = 2, 160, 12


def addresses_of(reading: Reading, told: Told) -> tuple[Claim, ...]:
    """Notes and short lines with an address of a host of code or data, that speak of this work:
    one told before is not told again."""
    claims: dict[str, Claim] = {}
    for one in reading.sentences:
        found = _HOSTS.search(one.text)
        if found is None or not _is_note(one.kind, one.text):
            continue
        address = found[0].rstrip(".")
        is_own = _OURS.search(one.text) or reading.own.search(address)
        if is_own and not told.has_address(address) and address not in claims:
            claims[address] = Claim(_named(address, one.text), (one.place,), own=True)
    return tuple(claims.values())[:_MOST]


def _named(address: str, beside: str) -> str:
    """With what is there: "Code: https://..."."""
    kind = next((name for name, words in _KINDS if words.search(beside)), None)
    kind = kind or next((name for name, words in _KINDS if words.search(address)), "Released")
    return f"{kind}: {address}"


def _is_note(kind: str, text: str) -> bool:
    return len(text) <= _LONGEST and (kind == "footnote" or len(text.split()) < _FEW_WORDS)
