"""The student of an invented teacher: it sees what the teacher sees, the same each time."""

from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("scipy", reason="scipy is for training only, and not installed")

from benchmarks.space.fit import Taught, choose_terms, fit, save
from benchmarks.space.texts import Source
from bot.editorial.space.vectors import VectorSpace, read_space

SUBJECTS = {
    "robots": ("gripper", "arm", "gait", "terrain"),
    "planets": ("orbit", "telescope", "star", "dust"),
    "proteins": ("fold", "residue", "binding", "enzyme"),
}
DIMENSIONS = 160


def papers_and_taught() -> tuple[list[Source], Taught]:
    """Papers of three subjects; the teacher sees the subject, and a little of each paper."""
    chance = np.random.default_rng(4)
    papers, texts, vectors = [], [], []
    for number in range(60):
        place = number % 3
        words = list(SUBJECTS.values())[place]
        chosen = " ".join(chance.choice(words, 3))
        papers.append(Source(str(number), list(SUBJECTS)[place], f"On the {chosen} today."))
        texts.append(f"{papers[-1].title}. {papers[-1].abstract}")
        vector = chance.standard_normal(DIMENSIONS) / 400
        vector[place] += 1
        vectors.append(vector / np.linalg.norm(vector))
    # a word of no paper, which the teacher knows to be about planets
    texts.append("comet")
    vectors.append(np.eye(DIMENSIONS)[1])
    kinds = np.array(["paper"] * 60 + ["word"])
    numbers = np.array([*range(60), -1])
    return papers, Taught(texts, numbers, kinds, np.array(vectors, np.float32))


@pytest.fixture(scope="module")
def student() -> VectorSpace:
    papers, taught = papers_and_taught()
    return fit(taught, *choose_terms(papers, ["comet", "the"]))


def test_the_student_sees_the_teachers_subjects_in_other_words(student: VectorSpace) -> None:
    gait, arm, orbit, comet = student.vectors(["gait", "arm gripper", "orbit", "comet"])
    assert gait @ arm > 0.8
    assert orbit @ comet > 0.5
    assert max(gait @ orbit, gait @ comet) < 0.3


def test_words_of_the_teacher_are_added_and_stop_words_are_not(student: VectorSpace) -> None:
    assert "comet" in student.terms.words
    assert "the" not in student.terms.words


def test_the_same_texts_give_the_same_file(student: VectorSpace, tmp_path: Path) -> None:
    papers, taught = papers_and_taught()
    again = fit(taught, *choose_terms(papers, ["comet", "the"]))
    assert again.version == student.version
    save(student, tmp_path / "one.npz")
    save(again, tmp_path / "two.npz")
    assert (tmp_path / "one.npz").read_bytes() == (tmp_path / "two.npz").read_bytes()


def test_what_is_saved_reads_as_the_same_space(student: VectorSpace, tmp_path: Path) -> None:
    save(student, tmp_path / "space.npz")
    read = read_space(tmp_path / "space.npz")
    texts = ["robots gait", "telescope dust", "unheard"]
    np.testing.assert_allclose(read.vectors(texts), student.vectors(texts), atol=1e-6)
    assert read.terms.names() == student.terms.names()
