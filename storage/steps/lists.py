"""The step for lists of papers; :mod:`storage.steps.schema` has all in order."""

from sqlite_utils import Database as Connection

# In a file of an earlier version each row of papers is long, and this index has what a search asks
# for beside words: 0.2 s for 180,000 papers.
_SETS = """
    INSERT INTO category_sets (categories)
    SELECT DISTINCT categories FROM papers INDEXED BY papers_by_facts
    WHERE categories NOT IN (SELECT categories FROM category_sets)
"""
# A feed names no day of submission: there the day of the listing counts.
_FACTS = """
    INSERT INTO paper_facts (number, categories, day)
    SELECT p.number, s.number, CAST(strftime('%s', coalesce(published, (
            SELECT min(date) FROM listing_items WHERE paper_id = p.id AND date != ''
                AND announce_type NOT LIKE 'replace%'))) AS INTEGER) / 86400
    FROM papers AS p INDEXED BY papers_by_facts
        CROSS JOIN category_sets AS s ON s.categories = p.categories
    WHERE p.number NOT IN (SELECT number FROM paper_facts) ORDER BY p.number
"""
# The day of a listing stands there before it stands in "papers", and a paper's day is never lost.
_TRIGGER = """
    CREATE TRIGGER paper_facts_update AFTER UPDATE OF categories, published, listed ON papers BEGIN
        INSERT INTO category_sets (categories) SELECT NEW.categories
            WHERE NOT EXISTS (SELECT 1 FROM category_sets WHERE categories = NEW.categories);
        UPDATE paper_facts SET
            categories = (SELECT number FROM category_sets WHERE categories = NEW.categories),
            day = coalesce(CAST(
                strftime('%s', coalesce(NEW.published, NEW.listed)) AS INTEGER) / 86400, day)
            WHERE number = NEW.number;
    END
"""


def _047_lists_of_papers(db: Connection) -> None:
    """Before, shelves had one stream (:mod:`storage.papers.shelves`). A version that knows no other
    would take those of now for damaged; by the name of this step it says that the file is newer."""
    if db.execute("SELECT 1 FROM chores WHERE chore = 'take over'").fetchone():
        db.execute(_SETS)
        db.execute(_FACTS)
    db.execute("DROP TRIGGER paper_facts_update")
    db.execute(_TRIGGER)
    # few: a search with days says how many it passes over
    db.execute("CREATE INDEX undated_papers ON paper_facts (number) WHERE day IS NULL")


LIST_STEPS = (_047_lists_of_papers,)
