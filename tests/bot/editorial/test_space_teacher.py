"""The teacher stands in the space of its student; another model is refused."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pytest

from bot.editorial.space.teacher import TeacherInSpace
from bot.editorial.space.terms import Terms
from bot.editorial.space.vectors import VectorSpace
from bot.errors import SettingsError

SUBJECTS = ("imag", "languag", "robot", "protein", "galaxi", "theorem", "speech", "privaci")
# a subject is a direction of eight; the teacher has a ninth, which the space leaves out
SPACE = VectorSpace(
    version="one",
    terms=Terms({word: row for row, word in enumerate(SUBJECTS)}, np.array([], np.int64)),
    table=np.eye(8, dtype=np.int8) * 100,
    scales=np.full(8, 0.01, np.float32),
    directions=np.eye(9, 8, dtype=np.float32),
)


class Subjects:
    """Sees the subject that a text begins with, ``shift`` places aside, and says so in nine."""

    name = "subjects"
    version = "7"

    def __init__(self, shift: int = 0) -> None:
        self._shift = shift

    def vectors(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        rows = np.zeros((len(texts), 9), np.float32)
        rows[:, 8] = 0.6
        for row, text in zip(rows, texts, strict=True):
            places = [at for at, one in enumerate(SUBJECTS) if text.startswith(one)]
            row[[(at + self._shift) % 8 for at in places]] = 0.8
        return rows


def test_the_teachers_vectors_come_into_the_space_as_unit_rows() -> None:
    teacher = TeacherInSpace(Subjects(), SPACE)
    found = teacher.vectors(["robots", "galaxies and dust", "nothing of these"])
    np.testing.assert_allclose(found[:2], SPACE.vectors(["robots", "galaxies"]), atol=1e-6)
    assert not found[2].any()
    assert teacher.vectors([]).shape == (0, 8)


def test_it_is_another_encoder_where_teacher_or_space_is_another() -> None:
    teacher = TeacherInSpace(Subjects(), SPACE)
    other = TeacherInSpace(Subjects(), replace(SPACE, version="two"))
    assert teacher.name == "subjects"
    assert "7" in teacher.version
    assert teacher.version != other.version


@pytest.mark.parametrize(
    ("model", "space"),
    [
        (Subjects(shift=1), SPACE),
        (Subjects(), replace(SPACE, directions=np.eye(8, dtype=np.float32))),
    ],
    ids=["sees other likenesses", "has other dimensions"],
)
def test_a_model_that_did_not_teach_the_space_is_refused(
    model: Subjects, space: VectorSpace
) -> None:
    with pytest.raises(SettingsError, match="another model"):
        TeacherInSpace(model, space)
