"""The step for what searches ask of papers beside their words; :mod:`storage.steps.schema` has all
in order."""

from sqlite_utils import Database as Connection

_FACTS = "INSERT INTO paper_facts (number, categories, day)"
# days since 1970, as storage.papers.facts asks for them
_OF = """
    SELECT number, (SELECT number FROM category_sets AS s WHERE s.categories = p.categories),
        CAST(strftime('%s', coalesce(published, listed)) AS INTEGER) / 86400
    FROM papers AS p
"""
# not OR IGNORE: in a trigger, the statement that fires it says what is done about a conflict
_KNOWN = """
    INSERT INTO category_sets (categories) SELECT NEW.categories
        WHERE NOT EXISTS (SELECT 1 FROM category_sets WHERE categories = NEW.categories)
"""
_GONE = "DELETE FROM paper_facts WHERE number = OLD.number"
_COME = f"{_FACTS} {_OF} WHERE number = NEW.number"
# all of them in a file of this version
_TAKEN_OVER = """
    WHERE number <= coalesce(
        (SELECT until FROM chores WHERE chore = 'take over'), (SELECT max(number) FROM papers))
"""
_ALL_SETS = f"""
    INSERT INTO category_sets (categories) SELECT DISTINCT categories FROM papers {_TAKEN_OVER}
"""  # noqa: S608
_TRIGGERS = {
    "INSERT": (_KNOWN, _COME),
    "UPDATE OF categories, published, listed": (_KNOWN, _GONE, _COME),
    "DELETE": (_GONE,),
}


def _045_paper_facts(db: Connection) -> None:
    # few for all papers, and never taken away: numbered without a gap
    db.execute("""
        CREATE TABLE category_sets (number INTEGER PRIMARY KEY, categories TEXT NOT NULL UNIQUE)
        STRICT""")
    # 13 bytes a paper, by its number: a search looks at each paper that has a common word
    db.execute("""
        CREATE TABLE paper_facts (
            number INTEGER PRIMARY KEY,
            categories INTEGER NOT NULL,
            day INTEGER
        ) STRICT""")
    for event, statements in _TRIGGERS.items():
        name, work = event.split()[0].lower(), "; ".join(statements)
        db.execute(f"CREATE TRIGGER paper_facts_{name} AFTER {event} ON papers BEGIN {work}; END")
    # 0.2 s for 200,000; a file of an earlier version gets them as it is taken over, paper by paper
    db.execute(_ALL_SETS)
    db.execute(f"{_FACTS} {_OF} {_TAKEN_OVER}")


FACTS_STEPS = (_045_paper_facts,)
