"""The step for lists of papers; :mod:`storage.steps.schema` has all in order."""

from sqlite_utils import Database as Connection


def _047_lists_of_papers(db: Connection) -> None:
    """Before, shelves had one stream (:mod:`storage.papers.shelves`). A version that knows no other
    would take those of now for damaged; by the name of this step it says that the file is newer."""
    # few: a search with days says how many it passes over
    db.execute("CREATE INDEX undated_papers ON paper_facts (number) WHERE day IS NULL")


LIST_STEPS = (_047_lists_of_papers,)
