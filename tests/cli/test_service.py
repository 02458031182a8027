"""The service as an operator meets it, on good days and on bad ones: processes of its own.

Whatever happens, it says one clear sentence, and what it promised holds once the trouble is
over. Time is played where a day has to pass.
"""

import signal
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from sqlite_utils import Database, Migrations

from storage.steps.schema import STEPS
from tests.cli.lives import Life, Nursery
from tests.cli.shell import Done, Shell, shell
from tests.patience import PATIENCE
from tests.samples.papers import listed
from tests.scenarios.posts import posts_in
from tests.servers.arxiv_server import ArxivServer, serve_in_thread
from tests.servers.faults import Fault

WED, THU, FRI = (date(2026, 2, number) for number in (11, 12, 13))
# 00:10 in New York, in winter
MORNING = "2026-02-{day:02}T05:10:00+00:00"
# an hour after it
LATER = "2026-02-{day:02}T06:10:00+00:00"
STORE_UNUSABLE, UNREACHABLE, WAITING = 6, 3, 7
# played seconds in one of ours: a day in six seconds
FAST = "14400"
QUICK = (
    ("PAPERBRIEF_ARXIV_INTERVAL", "0"),
    ("PAPERBRIEF_TICK", "0.05"),
    ("PAPERBRIEF_LOG_LEVEL", "info"),
    ("PAPERBRIEF_LOG_FORMAT", "json"),
    ("TELEGRAM_BOT_TOKEN", "123456789:AAExampleExampleExampleExampleExample"),
)


@pytest.fixture
def arxiv() -> Iterator[ArxivServer]:
    with serve_in_thread({"cs.CL": [listed(n) for n in range(1, 6)]}, day=WED) as server:
        yield server


def announce(arxiv: ArxivServer, day: date) -> None:
    first = 10 * day.day
    arxiv.announce(day, {"cs.CL": [listed(n) for n in range(first, first + 5)]})


class Bot:
    """One data folder with one channel, and all that its operator can do."""

    def __init__(self, cradle: Nursery, at: Shell) -> None:
        self.cradle = cradle
        self.shell = at
        self.data = at.folder / "data"
        self.database = self.data / "paperbrief.sqlite"

    def run(
        self, *arguments: str, largest_file: int | None = None, impatient: bool = False
    ) -> Done:
        return self.cradle.run(
            self.shell, *arguments, largest_file=largest_file, impatient=impatient
        )

    def begin(self, *arguments: str) -> Life:
        return self.cradle.begin(self.shell, *arguments)

    def serve(self, *arguments: str) -> Life:
        """A running service that is ready."""
        life = self.begin("run", *arguments)
        life.hears('"ready"')
        return life

    def subscribe(self) -> None:
        done = self.run(
            "channels", "add", "terminal:lab", "--categories", "cs.CL", "--schedule", "announced"
        )
        assert done.code == 0, done.err

    def day(self, day: date, at: str = MORNING) -> None:
        """One announcement by single steps."""
        for command in ("fetch", "deliver"):
            done = self.run(command, "--at", at.format(day=day.day))
            assert done.code == 0, done.err

    def told(self) -> list[list[date]]:
        return [post.dates for post in posts_in(self.data)]

    def waits_for(self, count: int) -> None:
        end = time.monotonic() + PATIENCE
        while len(self.told()) < count:
            assert time.monotonic() < end, f"only {self.told()}"
            time.sleep(0.02)


@pytest.fixture
def bot(cradle: Nursery, arxiv: ArxivServer, tmp_path: Path) -> Bot:
    settings = (*QUICK, ("PAPERBRIEF_ARXIV_TIMEOUT", "60"))
    return Bot(cradle, shell(tmp_path, arxiv.base, settings))


def ended(life: Life) -> int:
    """SIGTERM, and its exit code."""
    life.signal(signal.SIGTERM)
    code = life.wait(PATIENCE)
    assert code is not None, f"it did not end: {life.talk}"
    return code


def sentences(said: str) -> list[str]:
    """What a person is told; log lines are none."""
    return [line for line in said.splitlines() if not line.startswith("{")]


def assert_refused(done: Done, *words: str) -> None:
    """One clear sentence and the exit code for it, no traceback."""
    assert done.code == STORE_UNUSABLE
    (said,) = sentences(done.err)
    assert said.startswith("paperbrief: ")
    assert all(word in said for word in words), said
    assert "Traceback" not in done.err


# the good days


def test_a_day_comes_by_single_steps(bot: Bot) -> None:
    bot.subscribe()
    fetched = bot.run("fetch", "--at", MORNING.format(day=11))
    assert (fetched.code, fetched.out) == (0, "cs.CL\t2026-02-11\tfresh\n")
    delivered = bot.run("deliver", "--at", MORNING.format(day=11))
    assert (delivered.code, delivered.out) == (0, "1 assembled; parts: 1 delivered\n")
    again = bot.run("deliver", "--at", MORNING.format(day=11))
    assert (again.code, again.out) == (0, "0 assembled; parts: none\n")
    assert bot.told() == [[WED]]


def test_missed_days_are_caught_up_by_date_and_since(bot: Bot, arxiv: ArxivServer) -> None:
    bot.subscribe()
    bot.day(WED)
    announce(arxiv, THU)
    announce(arxiv, FRI)
    at = ("--at", MORNING.format(day=13))
    one = bot.run("fetch", "--date", "2026-02-12", *at)
    assert one.code == 0, one.err
    assert bot.run("fetch", "--since", "2026-02-12", *at).code == 0
    assert bot.run("deliver", *at).code == 0
    assert bot.told() == [[WED], [THU, FRI]]


def test_one_delivery_can_be_followed_through_the_log(bot: Bot) -> None:
    bot.subscribe()
    life = bot.serve("--at", MORNING.format(day=11), "--speed", "60")
    bot.waits_for(1)
    life.hears("part_settled")
    assert ended(life) == 0
    (published,) = [line for line in life.events if line["event"] == "published"]
    (settled,) = [line for line in life.events if line["event"] == "part_settled"]
    assert published["delivery"] == settled["delivery"]
    assert published["channel"] == settled["channel"] == "terminal:lab"
    assert settled["outcome"] == "delivered"
    assert "AAExample" not in life.talk


def test_a_run_plays_a_day_and_ends_on_sigterm(bot: Bot, arxiv: ArxivServer) -> None:
    bot.subscribe()
    life = bot.serve("--at", "2026-02-11T04:50:00+00:00", "--speed", FAST)
    bot.waits_for(1)
    announce(arxiv, THU)
    bot.waits_for(2)
    assert ended(life) == 0
    assert bot.told() == [[WED], [THU]]
    assert "Traceback" not in life.talk


# one service for a folder


@pytest.mark.parametrize("second", ["run", "fetch", "deliver"])
def test_a_second_service_on_the_folder_is_refused(bot: Bot, second: str) -> None:
    bot.subscribe()
    life = bot.serve("--at", "2026-02-11T04:00:00+00:00", "--speed", "1")
    assert_refused(bot.run(second), str(bot.data), "in use", str(life.pid))
    assert ended(life) == 0
    bot.day(WED)
    assert bot.told() == [[WED]]


def test_an_operator_sees_who_got_no_brief_and_sends_it(bot: Bot, arxiv: ArxivServer) -> None:
    """Who has its brief, who waits for its hour, who is paused: and what can be done for each."""
    bot.subscribe()
    weekly = ("--categories", "cs.CL", "--schedule", "08:00 mon")
    for name in ("weekly", "paused"):
        assert bot.run("channels", "add", f"terminal:{name}", *weekly).code == 0
    bot.day(WED)
    assert bot.run("channels", "pause", "terminal:paused").out == "terminal:paused\tpaused\n"
    announce(arxiv, THU)
    bot.day(THU)
    now = ("--at", LATER.format(day=12))

    done = bot.run("channels", "list", "--without-brief-since", "20h", *now)
    assert sentences(done.err) == ["paperbrief: 2 channels: 1 ok, 1 paused"]
    weekly_line, paused_line = done.out.splitlines()[1:]
    assert weekly_line.startswith("terminal:weekly")
    assert "the next is due Mon 16 Feb 08:00 UTC" in weekly_line
    assert paused_line.split()[1] == "paused"

    before = len(bot.told())
    shown = bot.run("channels", "preview", "terminal:weekly", *now)
    assert (shown.code, "Thu 12 Feb 2026" in shown.out) == (0, True)
    refused = bot.run("channels", "send-now", "terminal:paused", *now)
    assert (refused.code, "`channels resume` comes first" in refused.err) == (2, True)
    asked = bot.run("channels", "send-now", "terminal:weekly", *now)
    assert asked.out.startswith("terminal:weekly\tgoes out now, with Thu 12 Feb: ")
    assert len(bot.told()) == before, "neither of them sends anything"

    sent = bot.run("deliver", *now)
    assert sent.out == "1 assembled; parts: 1 delivered\n"
    again = bot.run("channels", "send-now", "terminal:weekly", *now)
    assert "nothing is there that it has not had" in again.out
    assert bot.run("deliver", *now).out == "0 assembled; parts: none\n"
    done = bot.run("channels", "list", "--without-brief-since", "20h", *now)
    assert [line.split()[0] for line in done.out.splitlines()[1:]] == ["terminal:paused"]


def test_what_its_owner_paused_is_paused_for_the_operator_too(bot: Bot, arxiv: ArxivServer) -> None:
    bot.subscribe()
    bot.day(WED)
    assert bot.run("channels", "add", "terminal:lab", "--paused").code == 0
    announce(arxiv, THU)
    bot.day(THU)
    assert bot.told() == [[WED]]
    now = ("--at", LATER.format(day=12))

    assert bot.run("channels", "preview", "terminal:lab", *now).code == 0
    refused = bot.run("channels", "send-now", "terminal:lab", *now)
    assert (refused.code, "`channels resume` comes first" in refused.err) == (2, True)
    resumed = [bot.run("channels", "resume", "terminal:lab").out for _ in range(2)]
    assert resumed == ["terminal:lab\tresumed\n", "terminal:lab\tgets briefs already\n"]
    assert bot.run("deliver", *now).code == 0
    assert bot.told() == [[WED], [THU]]


def test_a_channel_that_goes_on_after_a_pause_gets_no_announcement_twice(bot: Bot) -> None:
    bot.subscribe()
    bot.day(WED)
    now = ("--at", LATER.format(day=11))
    for _ in range(2):
        bot.run("channels", "pause", "terminal:lab")
        assert bot.run("channels", "resume", "terminal:lab", *now).out.endswith("resumed\n")
        assert bot.run("deliver", *now).code == 0
    assert bot.told() == [[WED]]


def test_a_channel_that_goes_on_after_a_pause_can_catch_up(bot: Bot, arxiv: ArxivServer) -> None:
    bot.subscribe()
    bot.day(WED)
    bot.run("channels", "pause", "terminal:lab")
    announce(arxiv, THU)
    assert bot.run("fetch", "--at", MORNING.format(day=12)).code == 0
    announce(arxiv, FRI)
    assert bot.run("channels", "resume", "terminal:lab", "--catch-up").out.endswith("resumed\n")
    bot.day(FRI)
    assert bot.told() == [[WED], [THU, FRI]]


def test_settings_change_and_backups_are_made_beside_a_running_service(bot: Bot) -> None:
    life = bot.serve("--at", MORNING.format(day=11), "--speed", "60")
    bot.subscribe()
    bot.waits_for(1)
    copy = bot.shell.folder / "copy.sqlite"
    assert bot.run("backup", str(copy)).code == 0
    kept = [bot.run("backup", "--keep", "2", str(bot.shell.folder / "kept")) for _ in range(3)]
    assert [each.code for each in kept] == [0, 0, 0]
    assert sentences(kept[2].err) == [f"paperbrief: deleted {kept[0].out.strip()}"]
    assert ended(life) == 0
    with closing(sqlite3.connect(copy)) as db:
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert db.execute("SELECT count(*) FROM editions").fetchone() == (1,)


# the end, at any moment


@pytest.mark.parametrize(
    ("where", "fault", "cut_off"),
    [("rss", Fault.HANG, 0), ("rss", Fault.DRIP, 0), ("api", Fault.HANG, 1)],
)
def test_sigterm_ends_it_while_arxiv_hangs(
    bot: Bot, arxiv: ArxivServer, fault: Fault, where: str, cut_off: int
) -> None:
    """Over the feed and amid the look-up, with all the patience that is usual. A brief that waits
    for the look-up is not waited for."""
    bot.subscribe()
    arxiv.fail_next(where, fault, times=100)
    patient = Bot(bot.cradle, shell(bot.shell.folder, arxiv.base, QUICK))
    life = patient.serve("--at", MORNING.format(day=11), "--speed", "1")
    while not any(where in seen.path for seen in arxiv.requests):
        time.sleep(0.01)
    time.sleep(0.3)
    assert ended(life) == 0
    assert [line["cut_off"] for line in life.events if line["event"] == "stopped"] == [cut_off]
    assert "Traceback" not in life.talk
    arxiv.recover()
    bot.day(WED)
    assert bot.told() == [[WED]]


def test_sigterm_ends_it_at_any_moment_of_its_start(bot: Bot) -> None:
    bot.subscribe()
    for wait in (0.06, 0.09, 0.15, 0.3):
        life = bot.begin("run", "--at", MORNING.format(day=11))
        life.hears("serving")
        time.sleep(wait - 0.05)
        assert ended(life) == 0
    # later than any of these lives: what one of them had begun to send waits a little
    bot.day(WED, LATER)
    assert bot.told() == [[WED]]


# bad days


def test_a_folder_that_cannot_be_written_is_told(bot: Bot) -> None:
    # root may write anywhere, but nobody below a file
    bot.data.write_text("no folder")
    for command in ("run", "fetch", "deliver"):
        assert_refused(bot.run(command), str(bot.data))
    bot.data.unlink()
    bot.subscribe()
    bot.day(WED)
    assert bot.told() == [[WED]]


def test_a_platform_that_is_not_set_up_is_named(bot: Bot) -> None:
    added = bot.run("channels", "add", "discord:123", "--categories", "cs.CL")
    assert added.code == 0
    assert bot.run("fetch", "--at", MORNING.format(day=11)).code == 0
    done = bot.run("deliver", "--at", "2026-02-11T09:00:00+00:00")
    assert done.code == WAITING
    assert "1 channel on Discord cannot be reached, because that platform is not set up" in done.err


def test_a_full_disk_is_told_and_nothing_is_lost(bot: Bot, arxiv: ArxivServer) -> None:
    bot.subscribe()
    bot.day(WED)
    announce(arxiv, THU)
    at = ("--at", MORNING.format(day=12))
    full = bot.run("fetch", *at, largest_file=4096)
    assert_refused(full, str(bot.data))
    assert bot.run("fetch", *at).code == 0
    full = bot.run("deliver", *at, largest_file=4096)
    assert "Traceback" not in full.err
    assert bot.told() == [[WED]]
    done = bot.run("deliver", *at)
    assert done.code == 0, done.err
    assert bot.told() == [[WED], [THU]]


def test_a_disk_that_fills_up_within_a_fan_out_ends_with_its_code_and_loses_nothing(
    bot: Bot,
) -> None:
    names = [f"c{number}" for number in range(12)]
    for name in names:
        done = bot.run(
            "channels", "add", f"terminal:{name}", "--categories", "cs.CL",
            "--schedule", "announced",
        )  # fmt: skip
        assert done.code == 0, done.err
    at = ("--at", MORNING.format(day=11))
    assert bot.run("fetch", *at).code == 0
    # the log is a file of its own: far less than what the briefs take there, and more each time
    size = bot.database.stat().st_size // 8
    ends, sent = [], []
    for room in range(0, 400_000, 40_000):
        done = bot.run("deliver", *at, largest_file=size + room)
        assert "Traceback" not in done.err
        ends.append(done.code)
        sent.append(len(posts_in(bot.data)))
    assert ends[0] == STORE_UNUSABLE
    assert set(ends) <= {0, STORE_UNUSABLE, WAITING}
    assert any(0 < count < len(names) for count in sent), "never in the middle"
    done = bot.run("deliver", "--at", "2026-02-11T06:20:00+00:00")
    assert done.code == 0, done.err
    assert sorted(post.channel for post in posts_in(bot.data)) == sorted(
        f"terminal:{name}" for name in names
    )


def test_a_terminal_file_that_cannot_be_written_waits_for_its_time(bot: Bot) -> None:
    bot.subscribe()
    (bot.data / "terminal.jsonl").mkdir()
    at = ("--at", MORNING.format(day=11))
    assert bot.run("fetch", *at).code == 0
    first, again = bot.run("deliver", *at), bot.run("deliver", *at)
    assert first.out == "1 assembled; parts: 1 later\n"
    assert again.out == "0 assembled; parts: none\n"
    for done in (first, again):
        assert (done.code, "wait for 1 channel" in done.err) == (WAITING, True)
    (bot.data / "terminal.jsonl").rmdir()
    done = bot.run("deliver", "--at", "2026-02-11T05:20:00+00:00")
    assert done.out == "0 assembled; parts: 1 delivered\n"
    assert bot.told() == [[WED]]


def test_a_locked_database_is_told_and_waited_for(bot: Bot) -> None:
    bot.subscribe()
    with closing(sqlite3.connect(bot.database, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        done = bot.run("fetch", "--at", MORNING.format(day=11))
        assert_refused(done, str(bot.database), "locked by another program")
        other.execute("ROLLBACK")
    bot.day(WED)
    assert bot.told() == [[WED]]


def test_a_running_service_outlives_a_lock(bot: Bot) -> None:
    bot.subscribe()
    life = bot.serve("--at", "2026-02-11T05:00:00+00:00", "--speed", "60")
    with closing(sqlite3.connect(bot.database, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        life.hears("locked by another program")
        assert bot.told() == []
        other.execute("ROLLBACK")
    bot.waits_for(1)
    assert ended(life) == 0
    assert "Traceback" not in life.talk


def test_a_corrupted_database_is_told_and_a_backup_takes_its_place(bot: Bot) -> None:
    bot.subscribe()
    copy = bot.shell.folder / "copy.sqlite"
    assert bot.run("backup", str(copy)).code == 0
    bot.database.write_bytes(b"no database " * 1000)
    for suffix in ("-wal", "-shm"):
        bot.database.with_name(bot.database.name + suffix).unlink(missing_ok=True)
    for command in ("run", "fetch", "deliver"):
        assert_refused(bot.run(command), str(bot.database), "backup")
    copy.replace(bot.database)
    bot.day(WED)
    assert bot.told() == [[WED]]


def test_a_restore_tells_what_it_put_back_and_a_wrong_file_is_named(bot: Bot) -> None:
    bot.subscribe()
    bot.day(WED)
    copy, text = bot.shell.folder / "copy.sqlite", bot.shell.folder / "text"
    assert bot.run("backup", str(copy)).code == 0
    again = bot.run("backup", str(copy))
    assert (again.code, "exists already" in again.err) == (2, True)
    text.write_text("no database " * 1000)
    wrong = bot.run("restore", str(text))
    assert_refused(wrong, f"{text} is not a backup", "left as it was")
    assert "restore FILE" not in wrong.err
    done = bot.run("restore", str(copy))
    assert done.code == 0
    assert "the backup is in place with 1 channel; its newest brief was made on" in done.err
    assert "2026-02-11 at" in done.err
    assert f"the earlier database is now {bot.database}.before-" in done.err


def test_a_newer_database_is_refused(bot: Bot) -> None:
    bot.subscribe()
    with closing(sqlite3.connect(bot.database)) as db:
        db.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) "
            "VALUES ('paperbrief', '999_wonders', '2030-01-01')"
        )
        db.commit()
    for command in ("run", "fetch", "deliver"):
        assert_refused(bot.run(command), "newer Paperbrief", "999_wonders")


def test_a_clock_that_jumps_loses_no_day_and_repeats_none(bot: Bot, arxiv: ArxivServer) -> None:
    bot.subscribe()
    bot.day(WED)
    announce(arxiv, THU)
    # a day ahead of arXiv, back again, and on
    for day in (THU, WED, THU):
        bot.day(day)
    announce(arxiv, FRI)
    for day in (FRI, THU, FRI):
        bot.day(day)
    assert bot.told() == [[WED], [THU], [FRI]]


def test_a_process_suspended_over_the_due_time_catches_up(bot: Bot, arxiv: ArxivServer) -> None:
    bot.subscribe()
    life = bot.serve("--at", "2026-02-11T05:06:00+00:00", "--speed", FAST)
    bot.waits_for(1)
    life.signal(signal.SIGSTOP)
    announce(arxiv, THU)
    # its clock goes on, over Thursday's announcement
    time.sleep(7)
    life.signal(signal.SIGCONT)
    bot.waits_for(2)
    assert ended(life) == 0
    assert bot.told() == [[WED], [THU]]


def test_arxiv_out_of_reach_for_three_days_is_told_and_made_up_for(
    bot: Bot, arxiv: ArxivServer
) -> None:
    bot.subscribe()
    bot.day(date(2026, 2, 11))
    arxiv.fail_next("any", Fault.RESET, times=1000)
    for day in (12, 13, 16):
        late = f"2026-02-{day}T08:00:00+00:00"
        fetched = bot.run("fetch", "--at", late, impatient=True)
        assert "arXiv" in fetched.err
        assert "Traceback" not in fetched.err
        assert bot.run("deliver", "--at", late).code == 0
    apologies = posts_in(bot.data)[1:]
    assert ["could not be reached" in post.text for post in apologies] == [True] * 3
    arxiv.recover()
    for day in (12, 13, 16, 17):
        announce(arxiv, date(2026, 2, day))
    bot.day(date(2026, 2, 17))
    assert bot.told()[4:] == [[date(2026, 2, day) for day in (12, 13, 16, 17)]]


@pytest.mark.parametrize("fault", [Fault.CHANGED, Fault.TRUNCATED, Fault.CUT_SHORT])
def test_a_feed_that_changes_while_it_is_read_is_read_again(
    bot: Bot, arxiv: ArxivServer, fault: Fault
) -> None:
    bot.subscribe()
    arxiv.fail_next("rss", fault, times=2)
    life = bot.serve("--at", MORNING.format(day=11), "--speed", "600")
    bot.waits_for(1)
    assert ended(life) == 0
    (post,) = posts_in(bot.data)
    assert post.coverage[0] == 5
    assert "Traceback" not in life.talk


def test_a_folder_from_before_the_service_opens(bot: Bot) -> None:
    """With the channel, and the edition, that the first four steps could hold."""
    bot.data.mkdir()
    with closing(sqlite3.connect(bot.database)) as conn:
        before = Migrations("paperbrief")
        for step in STEPS[:4]:
            before(name=step.__name__)(step)
        before.apply(Database(conn))
        conn.execute("INSERT INTO channels VALUES ('terminal:old', 'en', 5, '[\"cs.CL\"]')")
        conn.execute("INSERT INTO editions VALUES (1, 'terminal:old', '[]', 'fresh')")
        conn.commit()
    assert "terminal:old  paused  never" in bot.run("channels", "list").out
    bot.subscribe()
    bot.day(WED)
    assert bot.told() == [[WED]]
