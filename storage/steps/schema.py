"""The tables, as steps that are only ever added to.

A step that was released is never edited: databases that have it will not run
it again. What a later version needs is a new function at the end of ``STEPS``.
Those of the service have a file of their own.
"""

from collections.abc import Callable

from sqlite_utils import Database as Connection

from storage.steps.beginnings import BEGINNING_STEPS
from storage.steps.begun import BEGUN_STEPS
from storage.steps.changing import CHANGING_STEPS
from storage.steps.choosing import CHOOSING_STEPS
from storage.steps.counting import COUNTING_STEPS
from storage.steps.doubts import DOUBT_STEPS
from storage.steps.facts import FACTS_STEPS
from storage.steps.lists import LIST_STEPS
from storage.steps.model import MODEL_STEPS
from storage.steps.narrowing import NARROWING_STEPS
from storage.steps.numbers import NUMBER_STEPS
from storage.steps.operating import OPERATING_STEPS
from storage.steps.people import PEOPLE_STEPS
from storage.steps.platforms import PLATFORM_STEPS
from storage.steps.posting import POSTING_STEPS
from storage.steps.reading import READING_STEPS
from storage.steps.searching import SEARCHING_STEPS
from storage.steps.service import SERVICE_STEPS
from storage.steps.settling import SETTLING_STEPS
from storage.steps.shelving import SHELVING_STEPS
from storage.steps.shown import SHOWN_STEPS
from storage.steps.titles import TITLE_STEPS
from storage.steps.updates import UPDATE_STEPS
from storage.steps.written import WRITTEN_STEPS


def _001_papers(db: Connection) -> None:
    # VACUUM may renumber rows without a declared integer key, and the search
    # index finds its papers by that number: hence "number" beside the id
    db.execute("""
        CREATE TABLE papers (
            number INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            version INTEGER,
            title TEXT NOT NULL,
            abstract TEXT NOT NULL,
            authors TEXT NOT NULL,
            author_names TEXT NOT NULL,
            categories TEXT NOT NULL,
            comments TEXT,
            journal_ref TEXT,
            doi TEXT,
            license TEXT,
            published TEXT,
            updated TEXT,
            sample INTEGER NOT NULL
        ) STRICT""")
    db.table("papers").enable_fts(
        ["title", "abstract", "author_names"], create_triggers=True, tokenize="porter unicode61"
    )


def _002_listings(db: Connection) -> None:
    # category and date are '' where the listing names none; counts_on is the
    # date by which it is found
    db.execute("""
        CREATE TABLE listings (
            category TEXT NOT NULL,
            date TEXT NOT NULL,
            counts_on TEXT NOT NULL,
            state TEXT NOT NULL,
            sample INTEGER NOT NULL,
            PRIMARY KEY (category, date)
        ) STRICT""")
    db.execute("CREATE INDEX listings_by_day ON listings (counts_on)")
    db.execute("""
        CREATE TABLE listing_items (
            category TEXT NOT NULL,
            date TEXT NOT NULL,
            paper_id TEXT NOT NULL REFERENCES papers (id),
            version INTEGER,
            announce_type TEXT,
            position INTEGER NOT NULL,
            PRIMARY KEY (category, date, paper_id),
            FOREIGN KEY (category, date) REFERENCES listings ON DELETE CASCADE
        ) STRICT""")
    db.execute("""
        CREATE TABLE unreadable_items (
            category TEXT NOT NULL,
            date TEXT NOT NULL,
            position INTEGER NOT NULL,
            key TEXT NOT NULL,
            why TEXT NOT NULL,
            announce_type TEXT,
            PRIMARY KEY (category, date, position),
            FOREIGN KEY (category, date) REFERENCES listings ON DELETE CASCADE
        ) STRICT""")


def _003_channels(db: Connection) -> None:
    db.execute("""
        CREATE TABLE channels (
            address TEXT PRIMARY KEY NOT NULL,
            language TEXT NOT NULL,
            top INTEGER NOT NULL,
            categories TEXT NOT NULL
        ) STRICT""")
    db.execute("""
        CREATE TABLE topics (
            channel TEXT NOT NULL REFERENCES channels (address) ON DELETE CASCADE,
            position INTEGER NOT NULL,
            name TEXT NOT NULL,
            description TEXT NOT NULL,
            categories TEXT NOT NULL,
            include TEXT NOT NULL,
            exclude TEXT NOT NULL,
            authors TEXT NOT NULL,
            PRIMARY KEY (channel, position)
        ) STRICT""")


def _004_editions(db: Connection) -> None:
    # an edition outlives its channel's settings and may quote papers that were
    # never stored (a file read once), so it refers to neither
    db.execute("""
        CREATE TABLE editions (
            id INTEGER PRIMARY KEY,
            channel TEXT NOT NULL,
            dates TEXT NOT NULL,
            made_from TEXT NOT NULL
        ) STRICT""")
    db.execute("CREATE INDEX editions_by_channel ON editions (channel)")
    db.execute("""
        CREATE TABLE edition_papers (
            edition INTEGER NOT NULL REFERENCES editions (id) ON DELETE CASCADE,
            number INTEGER NOT NULL,
            paper_id TEXT NOT NULL,
            version INTEGER,
            PRIMARY KEY (edition, number)
        ) STRICT""")


STEPS: tuple[Callable[[Connection], None], ...] = (
    _001_papers,
    _002_listings,
    _003_channels,
    _004_editions,
    *SERVICE_STEPS,
    *PEOPLE_STEPS,
    *PLATFORM_STEPS,
    *BEGINNING_STEPS,
    *DOUBT_STEPS,
    *SETTLING_STEPS,
    *NUMBER_STEPS,
    *BEGUN_STEPS,
    *UPDATE_STEPS,
    *MODEL_STEPS,
    *WRITTEN_STEPS,
    *CHOOSING_STEPS,
    *READING_STEPS,
    *CHANGING_STEPS,
    *SEARCHING_STEPS,
    *POSTING_STEPS,
    *OPERATING_STEPS,
    *SHELVING_STEPS,
    *COUNTING_STEPS,
    *NARROWING_STEPS,
    *FACTS_STEPS,
    *SHOWN_STEPS,
    *LIST_STEPS,
    *TITLE_STEPS,
)
