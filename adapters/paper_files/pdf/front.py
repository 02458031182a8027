"""What stands before the abstract: title, authors, affiliations. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from adapters.paper_files.pdf.headings import is_heading, is_known, parted, run_in
from adapters.paper_files.pdf.rows import Body, Row

_PLACE = re.compile(
    r"\b(?:universit\w*|universidad\w*|institut\w*|college|school|academy|dep(?:t\b|artment\w*)|faculty|"
    r"laborator\w*|labs?|research|cent(?:er|re)|hospital|clinic|corporation|inc|ltd|gmbh|google|microsoft|"
    r"meta|facebook|ibm|amazon|nvidia|alibaba|tencent|baidu|huawei|bytedance|openai|deepmind|apple|adobe|"
    r"intel|mozilla|samsung|observator\w*|foundation|company|ETH|EPFL|MIT|CNRS|INRIA|INFN|KAIST|IIT|"
    r"polytechnic\w*|politecnico|hochschule|école|ecole|organi[sz]ation|agency|ministry|council|group)\b",
    re.I,
)  # fmt: skip
# of the letters of the text
_LARGE = 1.15
_MAIL = re.compile(r"(?<!\S)(?:\S*\{[^}]{0,300}\}@|\S+@)\S+|https?://\S+")
# "pass@1" is none
_ADDRESS = re.compile(r"@\s?(?:[\w-]+\.)+[^\W\d_]{2,}")
_NAME = re.compile(r"[^\W\d_a-z]\S* +[^\W\d_a-z]")
_MARKS = re.compile(r"^\^(?:\w|\([^)]*\))\s?|^[\s⁰-⁹¹²³*∗†‡§¶,]+|[\s⁰-⁹¹²³*∗†‡§¶,;]+$")
_MARKED = re.compile(r"(?<=[\w.),])\s*(?=[⁰¹²³⁴-⁹]+\s?[A-Z])")
_FIRST = re.compile(r"(?:abstract|introduction|summary|résumé|contents)\b", re.I)
_BANNER = re.compile(r"accepted manuscript|(?:original |research |review )*article|preprint", re.I)
_LONGEST = 160
# rows of a page with nothing but the front
_TITLE_PAGE = 30
# letters by which a row in the middle of the page counts for more
_CENTRED = 20


@dataclass(frozen=True, slots=True)
class Front:
    """``rows`` are those before the abstract but the title's; ``rest`` how many rows of the first
    page belong to it."""

    title: str
    affiliations: tuple[str, ...]
    rows: tuple[Row, ...]
    rest: int


def front_of(rows: Sequence[Row], body: Body) -> Front:
    """The front of a paper from its first page's rows in reading order; empty where there is
    none."""
    end = _end(rows, body)
    front = rows[:end]
    title = _title_rows(front, body)
    if not title:
        return Front("", (), (), 0)
    first, last = title[0], title[-1] + 1
    text = " ".join(row.text.strip() for row in front[first:last])
    others = [row for at, row in enumerate(front) if not first <= at < last]
    return Front(re.sub(r"\s+", " ", text), affiliations_of(others[:60]), tuple(others), end)


def _end(rows: Sequence[Row], body: Body) -> int:
    for at, row in enumerate(rows):
        text = row.text.strip()
        if run_in(row) or (_FIRST.match(text) and len(text) < 14):
            return at
        if at > 2 and is_known(text) and is_heading(row, rows[at - 1], body):
            return at
        found = parted(text)
        if at > 1 and found.number == "1" and is_heading(row, rows[at - 1], body):
            return at
        # an abstract without a name
        prose = rows[at : at + 4]
        if at > 1 and len(prose) == 4 and all(_is_prose(one) for one in prose):
            return at
    return len(rows) if len(rows) <= _TITLE_PAGE else 0


def _is_prose(row: Row) -> bool:
    long_enough = row.is_prose and len(row.text) > 60
    return long_enough and not _is_named(row.text) and _MAIL.search(row.text) is None


def _title_rows(front: Sequence[Row], body: Body) -> list[int]:
    """The rows in the largest letters, next to each other."""
    fitting = [at for at, row in enumerate(front) if row.letters > 3 and len(row.text) < 250]
    if not fitting:
        return []
    fitting = _above_mail(fitting, front, body) or fitting
    largest = front[max(fitting, key=lambda at: _weight(front[at], front))].size
    if largest < 1.05 * body.size:
        bold = [at for at in fitting if front[at].share("bold") > 0.8]
        return _neighbours(bold, front)
    return _neighbours(
        [at for at in fitting if abs(front[at].size - largest) < 0.07 * largest], front
    )


def _above_mail(fitting: Sequence[int], front: Sequence[Row], body: Body) -> list[int]:
    """Below the authors' last address large letters are a figure's. None where no large ones stand
    above the authors, or where more authors stand below: the address was a running head's."""
    least = _LARGE * body.size
    large = [at for at in fitting if front[at].size > least]
    small = [at for at, row in enumerate(front) if row.size <= least]
    mail = next((at for at in reversed(small) if _ADDRESS.search(front[at].text)), 0)
    above, below = [at for at in large if at < mail], [at for at in large if at > mail]
    if not above or not below or any(_tells_place(front[at]) for at in small if at > below[0]):
        return []
    last = _neighbours(above, front)[-1]
    between = (_MAIL.sub("", front[at].text) for at in range(last + 1, mail + 1))
    is_named = any(_NAME.search(text) for text in between)
    return [at for at in fitting if at < mail] if is_named else []


def _tells_place(row: Row) -> bool:
    return _PLACE.search(row.text) is not None and _is_named(row.text)


def _weight(row: Row, front: Sequence[Row]) -> float:
    """Size counts; a word or two in larger letters may be a logo or a journal's name."""
    alike = sum(one.letters for one in front if abs(one.size - row.size) < 0.2)
    middle = (row.box.x0 + row.box.x1 - row.left - row.right) / 2
    alike += _CENTRED * (abs(middle) < 0.02 * row.width)
    text = row.text.strip()
    logo = 0.5 if text[:1].islower() or _BANNER.fullmatch(text) else 1.0
    return logo * row.size * min(1.0, 0.4 + alike / 50)


def _neighbours(places: Sequence[int], front: Sequence[Row]) -> list[int]:
    found = list(places[:1])
    for at in places[1:]:
        if at == found[-1] + 1 and (front[at].above or 0.0) < 2.2 * front[at].size:
            found.append(at)
    return found


def _is_named(text: str) -> bool:
    """Names have capitals; a sentence has few."""
    long = [word for word in re.findall(r"[^\W\d_]+", text) if len(word) > 3]
    return bool(sum(word[0].isupper() for word in long) >= 0.5 * len(long))


def affiliations_of(rows: Sequence[Row]) -> tuple[str, ...]:
    """Where the authors work, each once, in order."""
    found: list[str] = []
    for row in rows:
        for line in row.lines:
            for part in _MARKED.split(line.text):
                text = _MARKS.sub("", _MAIL.sub("", part)).strip(" ,;{}")
                fits = 2 < len(text) < _LONGEST and _PLACE.search(text) and _is_named(text)
                if fits and text not in found:
                    found.append(text)
    return tuple(found)
