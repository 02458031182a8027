"""The step for lists of papers; :mod:`storage.steps.schema` has all in order."""

from sqlite_utils import Database as Connection


def _047_shelves_in_two_streams(db: Connection) -> None:
    """Changes no table. A version that has not heard of such shelves (storage.papers.shelves)
    would take them for damaged; by the name of this step it says that the file is newer."""


OUTLINING_STEPS = (_047_shelves_in_two_streams,)
