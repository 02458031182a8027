"""The steps for how briefs are posted; :mod:`storage.steps.schema` has all in order."""

from sqlite_utils import Database as Connection

_MANNER = {
    "silent": "INTEGER NOT NULL DEFAULT 0",
    "pin": "INTEGER NOT NULL DEFAULT 0",
    "ping": "TEXT NOT NULL DEFAULT ''",
    "tag": "TEXT NOT NULL DEFAULT ''",
    "hashtags": "INTEGER NOT NULL DEFAULT 0",
    "discuss": "INTEGER NOT NULL DEFAULT 0",
    "buttons": "INTEGER NOT NULL DEFAULT 1",
    "layout": "TEXT NOT NULL DEFAULT 'usual'",
}


def _033_manner(db: Connection) -> None:
    for name, kind in _MANNER.items():
        db.execute(f"ALTER TABLE channels ADD COLUMN {name} {kind}")


def _034_chores(db: Connection) -> None:
    # what is done about a brief once it is there ('pin', 'discuss'); '' for a message of it
    db.execute("ALTER TABLE parts ADD COLUMN chore TEXT NOT NULL DEFAULT ''")


def _035_counted(db: Connection) -> None:
    # papers announced and matched, as the brief counted them; NULL for those from before
    db.execute("ALTER TABLE editions ADD COLUMN announced INTEGER")
    db.execute("ALTER TABLE editions ADD COLUMN matched INTEGER")


POSTING_STEPS = (_033_manner, _034_chores, _035_counted)
