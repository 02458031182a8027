"""What an operator does for channels; :mod:`storage.steps.schema` has the steps in order."""

from sqlite_utils import Database as Connection


def _036_sooner(db: Connection) -> None:
    # a slot beside those of the schedule, for which the operator asked
    db.execute("ALTER TABLE channels ADD COLUMN sooner TEXT")


def _037_barred(db: Connection) -> None:
    # unwanted words of the whole channel: until now those that each of its topics had
    db.execute("ALTER TABLE channels ADD COLUMN barred TEXT NOT NULL DEFAULT '[]'")
    db.execute("""
        UPDATE channels SET barred = (
            SELECT json_group_array(word) FROM (
                SELECT each.value AS word, count(*) AS topics
                FROM topics, json_each(exclude) AS each
                WHERE topics.channel = channels.address GROUP BY word
            ) WHERE topics = (SELECT count(*) FROM topics WHERE channel = channels.address)
        )""")


OPERATING_STEPS = (_036_sooner, _037_barred)
