"""The packaged list of subjects is what its own head says."""

from importlib.resources import files

import pytest

from bot.taxonomy import canonical_category
from bot.text.words import stems

LINES = files("bot").joinpath("data/subjects.txt").read_text("utf-8").splitlines()
SUBJECTS = [line for line in LINES if line and not line.startswith(("#", "["))]


def test_lines_are_sorted_within_a_section_and_no_subject_stands_twice_there() -> None:
    section: list[str] = []
    for line in [*LINES, "["]:
        if line.startswith("["):
            assert section == sorted(set(section), key=str.lower)
            section = []
        elif line in SUBJECTS:
            section.append(line.partition(":")[0])


def test_sections_name_archives_of_arxiv() -> None:
    headings = [line.strip("[]").split() for line in LINES if line.startswith("[")]
    archives = [name for names in headings for name in names]
    known = [name for name in archives if _is_archive(name)]
    assert known == archives


def _is_archive(name: str) -> bool:
    some = ("CL", "AP", "GA", "PR", "mtrl-sci", "optics", "NC", "TH", "AS", "GN", "ST")
    return any(canonical_category(each) for each in (name, *(f"{name}.{one}" for one in some)))


@pytest.mark.parametrize("line", SUBJECTS, ids=lambda line: line.partition(":")[0])
def test_a_subject_has_names_and_can_stand_in_a_sentence(line: str) -> None:
    subject, _, rest = line.partition(": ")
    names = [name.strip().lstrip("~") for name in rest.split(",")]
    assert all(name == "." or stems(name) for name in names)
    assert len(set(names)) == len(names)
    assert subject == subject.strip()
