"""The encoder from which the space was learned, in the place of what it learned. Pure."""

from collections.abc import Sequence

from bot.editorial.space.vectors import Vectors, VectorSpace, product, unit
from bot.errors import SettingsError
from bot.ports.encoding import Encoder

# what a teacher and its student must see nearly alike, and another model does not
_PROBES = ("image", "language", "robot", "protein", "galaxy", "theorem", "speech", "privacy")
_LEAST_LIKENESS = 0.5


class TeacherInSpace:
    """The teacher's vectors, brought into the space: its scores mean what the space's mean."""

    def __init__(self, teacher: Encoder, space: VectorSpace) -> None:
        """Raises SettingsError for any other model, whose numbers would mean something else."""
        self._teacher = teacher
        self._directions = space.directions
        self.name = teacher.name
        self.version = f"{teacher.version} {space.version}"
        if not self._agrees_with(space):
            raise SettingsError(
                "PAPERBRIEF_ENCODER holds another model than all-MiniLM-L6-v2, from which "
                "the bot's scale of relevance was learned (docs/space.md)."
            )

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """As the port says; in the dimensions of the space."""
        return unit(product(self._teacher.vectors(texts), self._directions))

    def _agrees_with(self, space: VectorSpace) -> bool:
        if self._teacher.vectors(_PROBES[:1]).shape[1] != len(self._directions):
            return False
        both = (self.vectors(_PROBES) * space.vectors(_PROBES)).sum(1)
        return bool(both.mean() >= _LEAST_LIKENESS)
