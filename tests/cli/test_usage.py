"""``usage`` as an operator runs it: a table and a chart, or data."""

import asyncio
import csv
import json
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from bot.cli.usage_command import Line, Usage, chart
from bot.spending import read_prices
from bot.translator import translator
from bot.values.model import ModelCall, Tokens
from bot.values.spending import UsageSum
from storage.file.database import Database
from storage.model.usage import SqlUsageBooks
from tests.cli.lives import Nursery, forked
from tests.cli.shell import Shell, shell
from tests.storage.values import a_call

NOON = datetime(2026, 3, 5, 12, tzinfo=UTC)
AT = ("--at", "2026-03-05T23:00:00+00:00")
LAB = "telegram:-1001[red]"
PRICES = ("PAPERBRIEF_MODEL_PRICES", "small=0.25/0.025/2, vectors=0.02")


def kept(folder: Path, calls: Sequence[ModelCall]) -> None:
    async def keep() -> None:
        async with Database(folder / "data" / "paperbrief.sqlite") as database:
            await SqlUsageBooks(database).note(calls)

    asyncio.run(keep())


@pytest.fixture
def at(tmp_path: Path, cradle: Nursery) -> Shell:
    vectors = Tokens(500_000)
    kept(
        tmp_path,
        [
            a_call(NOON, LAB, tokens=Tokens(400_000, 50_000)),
            a_call(NOON, LAB, purpose="score", tokens=Tokens(100_000, 5_000, 60_000)),
            a_call(NOON - timedelta(days=2), "discord:7", outcome="late", tokens=Tokens(3)),
            a_call(NOON, "discord:7", model="vectors", purpose="embed", tokens=vectors),
            a_call(NOON - timedelta(days=40), tokens=Tokens(9_000_000)),
        ],
    )
    return forked(shell(tmp_path, "http://127.0.0.1:1", (PRICES,)), cradle)


def test_a_pipe_gets_a_plain_table_and_a_bar_for_each_day(at: Shell) -> None:
    done = at.run("usage", "--days", "4", "--by", "channel", *AT)
    assert done.code == 0, done.err
    rows = [line.split() for line in done.out.splitlines()]
    assert rows[0][:3] == ["channel", "calls", "answered"]
    assert rows[1] == [LAB, "2", "2", "500,000", "60,000", "55,000", "1.5", "$0.22"]
    assert rows[2] == ["discord:7", "2", "1", "500,003", "0", "0", "1.5", "$0.01"]
    assert rows[3] == ["in", "all", "4", "3", "1,000,003", "60,000", "55,000", "1.5", "$0.23"]
    assert rows[5:] == [
        ["2026-03-03", "#", "$0.0001"],
        ["2026-03-04", "·"],
        ["2026-03-05", "#" * 40, "$0.23"],
    ]
    assert "\x1b" not in done.out


def test_other_programs_get_the_numbers(at: Shell) -> None:
    told = json.loads(at.run("usage", "--format", "json", *AT).out)
    assert (told["since"], told["until"], told["currency"]) == ("2026-02-04", "2026-03-05", "USD")
    assert [line["purpose"] for line in told["lines"]] == ["write", "score", "embed"]
    assert told["total"]["calls"] == 4
    assert told["total"]["money"] == pytest.approx(0.2215 + 0.01 + 0.00000075, abs=1e-6)
    assert len(told["days"]) == 30
    table = list(csv.DictReader(at.run("usage", "--format", "csv", *AT).out.splitlines()))
    assert [(row["purpose"], row["input"]) for row in table] == [
        ("write", "400003"),
        ("score", "100000"),
        ("embed", "500000"),
    ]


def test_without_prices_there_is_no_money(at: Shell) -> None:
    unpriced = {"PAPERBRIEF_MODEL_PRICES": "vectors=0.02"}
    done = at.run("usage", "--by", "model", *AT, extra=unpriced)
    assert done.code == 0, done.err
    rows = [line.split() for line in done.out.splitlines()]
    assert [(row[0], row[-1]) for row in rows[1:4]] == [
        ("vectors", "$0.01"),
        ("small", "-"),
        ("in", "$0.01"),
    ]
    assert rows[-1] == ["2026-03-05", "#" * 40, "1,055,000", "tokens"]


def test_without_calls_or_books_it_says_so(tmp_path: Path, cradle: Nursery) -> None:
    at = forked(shell(tmp_path, "http://127.0.0.1:1"), cradle)
    assert "nothing has been noted yet" in at.run("usage", *AT).err
    kept(tmp_path, [])
    assert at.run("usage", *AT).out == "No calls to a model since 2026-02-04.\n"


@pytest.mark.parametrize(
    ("days", "bars", "first"),
    [(1, 1, "2026-01-01"), (62, 62, "2026-01-01"), (63, 3, "2026-01 "), (365, 12, "2026-01 ")],
)
def test_a_long_time_has_a_bar_for_each_month(days: int, bars: int, first: str) -> None:
    begin = date(2026, 1, 1)
    lines = [
        Line((begin + timedelta(days=n)).isoformat(), (UsageSum(model="small", input=10**6),))
        for n in range(days)
    ]
    until = begin + timedelta(days=days - 1)
    read = Usage("day", begin, until, lines, lines, read_prices("1"), "EUR")
    _, *drawn = chart(read, "#", translator("en"))
    assert len(drawn) == bars
    assert drawn[0].startswith(first)
    assert all(bar.count("#") <= 40 for bar in drawn)


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        ("0", "$0.00"),
        ("0.00001", "$0.0001"),
        ("0.0034", "$0.0034"),
        ("0.01234", "$0.012"),
        ("0.999", "$1.00"),
        ("0.2215", "$0.22"),
        ("1.005", "$1.01"),
        ("1234.5", "$1,234.50"),
    ],
)
def test_money_is_said_to_the_cent_and_little_of_it_exactly(amount: str, said: str) -> None:
    assert translator("en").money(Decimal(amount), "USD") == said


def test_a_service_and_a_terminal_with_a_model_know_whom_it_is_open_to(at: Shell) -> None:
    model = {"OPENAI_MODEL": "small", "OPENAI_BASE_URL": "http://127.0.0.1:9"}
    assert at.run("channels", "add", "terminal:lab", "--categories", "cs.CL").code == 0
    assert at.run("deliver", *AT, extra=model).code == 0
    saved = at.folder / "saved.jsonl"
    paper = {"id": "2602.00001", "title": "Sorting Stones", "abstract": "Otters sort stones."}
    saved.write_text(json.dumps({**paper, "categories": ["cs.CL"], "authors": ["Ada"]}), "utf-8")
    done = at.run("try", "--from", "saved.jsonl", given="/settings\n/status\n", extra=model)
    assert done.out.count("Model: small writes here") == 2, done.out + done.err
    assert "Cost here: today 0 tokens; this month" in done.out


def test_days_without_a_call_are_drawn_as_one_gap() -> None:
    def line(day: int, tokens: int = 0) -> Line:
        sums = (UsageSum(calls=1, input=tokens),) if tokens else ()
        return Line(f"2026-03-{day:02}", sums)

    used = {3: 10, 4: 20, 9: 40}
    days = [line(day, used.get(day, 0)) for day in range(1, 13)]
    read = Usage("day", date(2026, 3, 1), date(2026, 3, 12), [], days, read_prices(""), "USD")
    drawn = [bar.split("  ")[0] for bar in chart(read, "#", translator("en"))[1:]]
    assert drawn == ["2026-03-03", "2026-03-04", "2026-03-05 to 2026-03-08", "2026-03-09"]
