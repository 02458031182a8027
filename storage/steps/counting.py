"""The step that counts changes of channels; :mod:`storage.steps.schema` has all in order."""

from sqlite_utils import Database as Connection


def _043_channel_changes(db: Connection) -> None:
    # one row: whoever has read all channels reads them again once it has grown
    db.execute("CREATE TABLE channel_changes (count INTEGER NOT NULL) STRICT")
    db.execute("INSERT INTO channel_changes (count) VALUES (0)")
    for table in ("channels", "topics"):
        for event in ("INSERT", "UPDATE", "DELETE"):
            name = f"{table}_{event.lower()}"
            db.execute(
                f"CREATE TRIGGER {name} AFTER {event} ON {table} "  # noqa: S608
                "BEGIN UPDATE channel_changes SET count = count + 1; END"
            )


COUNTING_STEPS = (_043_channel_changes,)
