"""The step for searches by category and day; :mod:`storage.steps.schema` has all in order."""

from sqlite_utils import Database as Connection


def _032_searching(db: Connection) -> None:
    # all that a search asks of papers beside their words, so that no abstract is read for it
    db.execute("CREATE INDEX papers_by_facts ON papers (categories, published, id)")
    db.execute(
        "CREATE INDEX listing_items_by_date ON listing_items (date, announce_type, paper_id)"
    )


SEARCHING_STEPS = (_032_searching,)
