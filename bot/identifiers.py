"""arXiv identifiers: reading, canonical form, addresses. Pure.

Forms: https://info.arxiv.org/help/arxiv_identifier.html
"""

import re
from dataclasses import dataclass

# YYMM.number since 2007-04: four digits until 2014-12, five from then on; never number 0.
# Years from 91 on are those of the old form, which began in 1991.
_MONTH = r"(?:0[1-9]|1[0-2])"
_FOUR = rf"(?:07(?:0[4-9]|1[0-2])|(?:0[89]|1[0-4]){_MONTH})\.(?!0000)[0-9]{{4}}"
_FIVE = rf"(?:1[5-9]|[2-8][0-9]|90){_MONTH}\.(?!00000)[0-9]{{5}}"
_ARCHIVE = (
    r"(?:acc-phys|adap-org|alg-geom|ao-sci|astro-ph|atom-ph|bayes-an|chao-dyn|chem-ph|cmp-lg|"
    r"comp-gas|cond-mat|cs|dg-ga|funct-an|gr-qc|hep-ex|hep-lat|hep-ph|hep-th|math-ph|math|"
    r"mtrl-th|nlin|nucl-ex|nucl-th|patt-sol|physics|plasm-ph|q-alg|q-bio|quant-ph|solv-int|"
    r"supr-con)"
)
_OLD_STYLE = rf"{_ARCHIVE}(?:\.[A-Za-z-]{{2,}})?/[0-9]{{2}}{_MONTH}(?!000)[0-9]{{3}}"
_NAME = rf"(?:{_FOUR}|{_FIVE}|{_OLD_STYLE})"
_VERSION = r"[1-9][0-9]{0,3}"
_ID = re.compile(rf"(?P<id>{_NAME})(?:v(?P<version>{_VERSION}))?(?:\.pdf)?", re.I | re.A)
_ADDRESSES = r"""(?:https?://)?(?:
        (?:(?:www|export|browse|m)\.)?arxiv\.org/(?:abs|pdf|html|format|src|e-print|ps)/
      | (?:dx\.)?doi\.org/10\.48550/arxiv\.
      | (?:www\.)?alphaxiv\.org/(?:abs|pdf|overview)/
      | huggingface\.co/papers/
      | doi:\s*10\.48550/arxiv\.
      | 10\.48550/arxiv\.
      | oai:arxiv\.org:
      | arxiv:\s*
    )"""
_PREFIXES = re.compile(f"^{_ADDRESSES}", re.I | re.X)
# not behind what it may be a part of: notarxiv.org, arxiv.org.example/abs, a path or a file
_LINKED = re.compile(
    rf"(?<![\w./@-]){_ADDRESSES}(?P<id>{_NAME}(?:v{_VERSION})?)(?:\.pdf)?(?![\w-]|\.\w)",
    re.I | re.X | re.A,
)
_TAIL = re.compile(r"(?:[?#].*)?/?$", re.I)
# what stands on a paper's first page behind its id: [cs.CV] 12 Feb 2026
_STAMP = re.compile(r"[a-z-]+(?:\.[a-z-]+)?\]?(?:\s+[0-9]{1,2}\s+[a-z]{3,9}\s+[0-9]{4})?", re.I)
_OPENING, _CLOSING = " <[(\"'", " >])\"'.,;:"


@dataclass(frozen=True, slots=True)
class ArxivId:
    """``id`` is canonical; ``version`` is None where none was named."""

    id: str
    version: int | None = None

    def __str__(self) -> str:
        return versioned(self.id, self.version)


def parse_arxiv_id(text: str) -> ArxivId | None:
    """Read an id, an arXiv address, a DOI of arXiv's or ``arXiv:...``; None for other text.

    A subject class in an old id (``math.GT/0309136``) is dropped, as arXiv does. So is
    what surrounds an id in running text: brackets, quotes, a comma, arXiv's own stamp.
    """
    bare = _without_stamp(" ".join(text.split()).lstrip(_OPENING).rstrip(_CLOSING))
    without_prefix = _PREFIXES.sub("", bare)
    if without_prefix != bare:
        without_prefix = _TAIL.sub("", without_prefix)
    found = _ID.fullmatch(without_prefix)
    if found is None:
        return None
    version = found["version"]
    return ArxivId(_canonical(found["id"]), int(version) if version else None)


def _without_stamp(text: str) -> str:
    before, _, behind = text.partition(" [")
    return before if _STAMP.fullmatch(behind) else text


def _canonical(raw: str) -> str:
    archive, slash, number = raw.partition("/")
    if not slash:
        return raw
    return f"{archive.partition('.')[0].lower()}/{number}"


def versioned(paper_id: str, version: int | None) -> str:
    return paper_id if version is None else f"{paper_id}v{version}"


def linked_papers(text: str) -> tuple[ArxivId, ...]:
    """The papers that a text names so that nothing else can be meant, each once, in its order:
    an address of theirs, a DOI of arXiv's or ``arXiv:2602.01234``. A bare number is none."""
    found: dict[str, ArxivId] = {}
    for each in _LINKED.finditer(text):
        read = parse_arxiv_id(each["id"])
        if read is not None:
            found.setdefault(read.id, read)
    return tuple(found.values())
