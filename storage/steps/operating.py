"""What an operator does for channels; :mod:`storage.steps.schema` has the steps in order."""

from sqlite_utils import Database as Connection


def _036_sooner(db: Connection) -> None:
    # a slot beside those of the schedule, for which the operator asked
    db.execute("ALTER TABLE channels ADD COLUMN sooner TEXT")


OPERATING_STEPS = (_036_sooner,)
