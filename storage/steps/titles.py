"""The step for titles that stand with the texts; :mod:`storage.steps.schema` has all in order."""

from sqlite_utils import Database as Connection


def _048_titles_with_texts(db: Connection) -> None:
    """A version before would tell papers without titles; by the name of this step it says that the
    file is newer. Titles are moved as shelves are tidied (:mod:`storage.papers.tidying`)."""


TITLE_STEPS = (_048_titles_with_texts,)
