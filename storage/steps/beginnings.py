"""The step for how a subscription begins; :mod:`storage.steps.schema` has them in order."""

from sqlite_utils import Database as Connection


def _014_beginnings(db: Connection) -> None:
    # the first brief goes to all who read along, so it waits while its owner chooses
    db.execute("ALTER TABLE channels ADD COLUMN opens TEXT")


BEGINNING_STEPS = (_014_beginnings,)
