"""The step for what calls to a model cost; :mod:`storage.steps.schema` has them in order."""

from sqlite_utils import Database as Connection


def _021_model_calls(db: Connection) -> None:
    # a row is one call, or, once it has aged, the calls of a day that were alike, added up: then
    # "at" is the day's first moment, and nobody is named as the person. channel and person are
    # '' for what was forgotten. Neither is a reference: a call was paid for, whatever becomes of
    # the channel
    db.execute("""
        CREATE TABLE model_calls (
            number INTEGER PRIMARY KEY,
            at TEXT NOT NULL,
            model TEXT NOT NULL,
            purpose TEXT NOT NULL,
            channel TEXT NOT NULL,
            person TEXT NOT NULL,
            outcome TEXT NOT NULL,
            input INTEGER NOT NULL,
            output INTEGER NOT NULL,
            cached INTEGER NOT NULL,
            results INTEGER NOT NULL,
            seconds REAL NOT NULL,
            calls INTEGER NOT NULL,
            estimated INTEGER NOT NULL,
            added_up INTEGER NOT NULL
        ) STRICT""")
    db.execute("CREATE INDEX model_calls_by_time ON model_calls (at)")
    db.execute("CREATE INDEX model_calls_single ON model_calls (at) WHERE NOT added_up")
    db.execute("CREATE INDEX model_calls_by_channel ON model_calls (channel, at)")
    db.execute("CREATE INDEX model_calls_by_person ON model_calls (person) WHERE person != ''")


MODEL_STEPS = (_021_model_calls,)
