"""The step for since when what is owed; :mod:`storage.steps.schema` has them in order."""

from sqlite_utils import Database as Connection


def _018_begun(db: Connection) -> None:
    # by category, the first announcement date that the channel is owed: what is stored late
    # for an earlier one is nothing that it missed. NULL: from before this was written down
    db.execute("ALTER TABLE progress ADD COLUMN begun TEXT")
    # whether a paper was listed before is asked for every replacement
    db.execute("CREATE INDEX listing_items_by_paper ON listing_items (paper_id)")


BEGUN_STEPS = (_018_begun,)
