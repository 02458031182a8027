"""``channels``: a set-up made at the shell, kept in a file, and taken back."""

import json
import sqlite3
import tomllib
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.cli.lives import Nursery
from tests.cli.shell import Done, shell

Run = Callable[..., Done]
WRONG_USE = 2


@pytest.fixture
def run(cradle: Nursery, tmp_path: Path) -> Run:
    at = shell(tmp_path, "http://127.0.0.1:9")
    return lambda *arguments: cradle.run(at, *arguments)


def good(done: Done) -> str:
    assert (done.code, done.err) == (0, "")
    return done.out


def listed(run: Run, *options: str) -> str:
    """What ``channels list`` writes; how many there are it says beside that."""
    done = run("channels", "list", *options)
    assert done.code == 0
    assert done.err.startswith("paperbrief: ")
    return done.out


def refused(done: Done) -> str:
    assert done.code == WRONG_USE
    assert done.out == ""
    assert "Traceback" not in done.err
    return done.err


def add(run: Run, *options: str) -> Done:
    return run("channels", "add", "terminal:lab", *options)


def test_a_channel_is_added_listed_shown_and_removed(run: Run) -> None:
    done = add(run, "--categories", "cs.CV,cs.CL", "--include", "video", "--schedule",
               "08:30 Europe/Berlin mon-fri each")  # fmt: skip
    assert good(done) == "terminal:lab\tMonday to Friday at 08:30 (Europe/Berlin)\tadded\n"
    (line,) = listed(run).splitlines()[1:]
    assert line.split()[:3] == ["terminal:lab", "new", "never"]
    assert "cs.CV,cs.CL" in line
    (shown,) = tomllib.loads(good(run("channels", "show", "terminal:lab")))["channels"]
    assert shown["zone"] == "Europe/Berlin"
    assert shown["weekdays"] == ["mon", "tue", "wed", "thu", "fri"]
    assert shown["missed"] == "each"
    assert [topic["include"] for topic in shown["topics"]] == [["video"]]
    assert good(run("channels", "remove", "terminal:lab")) == "terminal:lab\tremoved\n"
    assert listed(run) == ""


def test_only_what_is_given_is_changed(run: Run) -> None:
    good(add(run, "--categories", "math.PR", "--top", "5", "--threshold", "60"))
    assert good(add(run, "--schedule", "announced")).endswith("\tchanged\n")
    (shown,) = tomllib.loads(good(run("channels", "show", "terminal:lab")))["channels"]
    assert (shown["categories"], shown["top"], shown["threshold"]) == (["math.PR"], 5, 60)
    assert shown["when"] == "announced"


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--categories", "cs.VC"), ["cs.VC", "cs.CV"]),
        (("--schedule", "25:00"), ["25:00", "08:30 Berlin mon-fri"]),
        (("--schedule", "Europe/Berln"), ["Europe/Berln", "Did you mean this? Europe/Berlin"]),
        (("--top", "31"), ["31"]),
    ],
)
def test_a_wrong_setting_is_told_with_what_was_expected(
    run: Run, options: tuple[str, ...], words: list[str]
) -> None:
    said = refused(add(run, *options))
    assert all(word in said for word in words), said
    assert run("channels", "list").out == ""
    assert run("channels", "list", "--perhaps-twice-since", "7d").out == ""


@pytest.mark.parametrize("address", ["lab", "irc:lab", "terminal:", "terminal:a b"])
def test_an_address_that_is_none_is_refused(run: Run, address: str) -> None:
    assert "terminal:lab" in refused(run("channels", "add", address))


@pytest.mark.parametrize("command", ["show", "remove"])
def test_a_channel_that_is_not_there_is_told(run: Run, command: str) -> None:
    assert add(run).code == 0
    assert "there is no channel terminal:nobody" in refused(
        run("channels", command, "terminal:nobody")
    )


def test_a_set_up_goes_through_a_file_and_comes_back_the_same(run: Run, tmp_path: Path) -> None:
    good(add(run, "--categories", "cs.CL", "--topic", "“quotes” = and\n[brackets]"))
    good(run("channels", "add", "terminal:other", "--categories", "hep-th", "--exclude", "x"))
    path = tmp_path / "channels.toml"
    good(run("channels", "export", str(path)))
    text = path.read_text("utf-8")
    assert good(run("channels", "export")) == text
    for name in ("lab", "other"):
        good(run("channels", "remove", f"terminal:{name}"))
    assert good(run("channels", "import", str(path))) == "2 channels imported\n"
    assert good(run("channels", "export")) == text


EVERYTHING = """
[[channels]]
address = "terminal:lab"
language = "zh-Hans"
top = 7
threshold = 61
prior = false
bilingual = "en"
analyses = true
links = true
silent = true
pin = true
ping = "77"
tag = "78"
hashtags = true
discuss = true
buttons = false
layout = "roomy"
subscribed = false
categories = ["math.PR", "cs.CL"]
barred = ["survey"]
when = "announced"
at = 17:45:00
zone = "Asia/Shanghai"
weekdays = ["mon", "thu"]
missed = "each"
paused = true

[[channels.topics]]
name = "Agents, and more"
description = "language agents that \\"act\\""
categories = ["cs.RO"]
include = ["agent", "tool use"]
exclude = ["survey"]
authors = ["Ada Quill"]

[[channels.topics]]
name = "二"
description = "图"
categories = []
include = []
exclude = []
authors = []
"""


def options_for(table: dict[str, Any]) -> list[str]:
    """What ``channels add`` is given so that a channel becomes as an export has it: an option of
    the setting's name for each, but for those of the schedule, which are one text."""
    plan = [table.pop(name) for name in ("at", "zone", "weekdays", "missed", "when")]
    at, zone, days, missed, when = plan
    words = [f"{at:%H:%M}", zone, ",".join(days), missed]
    given = ["--schedule", " ".join([*words, *(["announced"] if when == "announced" else [])])]
    for name, value in table.items():
        flag = name.replace("_", "-")
        if isinstance(value, bool):
            given.append(f"--{flag}" if value else f"--no-{flag}")
        elif name == "topics":
            given += ["--topics", json.dumps(value, ensure_ascii=False).replace('": ', '" = ')]
        elif isinstance(value, list):
            given += [f"--{flag}", ",".join(value)]
        else:
            given += [f"--{flag}", str(value)]
    return given


def test_every_setting_of_an_export_can_be_given_at_the_shell(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "channels.toml"
    path.write_text(EVERYTHING, "utf-8")
    good(run("channels", "import", str(path)))
    exported = good(run("channels", "export"))
    (table,) = tomllib.loads(exported)["channels"]
    good(run("channels", "remove", table.pop("address")))
    usual = tomllib.loads(good(add(run)) and good(run("channels", "export")))["channels"][0]
    assert not [name for name, value in table.items() if value == usual[name]], "say another value"
    assert "--ping has no effect on the terminal" in add(run, *options_for(table)).err
    assert good(run("channels", "export")) == exported


def test_a_setting_that_cannot_be_is_named_by_its_option(run: Run) -> None:
    assert "--language the bot does not speak xx1" in refused(add(run, "--language", "xx1"))
    assert "not TOML" in refused(add(run, "--topics", "[{"))
    assert "--topics.1.name is empty" in refused(add(run, "--topics", '[{name = ""}]'))


def test_taking_a_file_leaves_what_the_bot_keeps_for_itself(run: Run, tmp_path: Path) -> None:
    good(add(run, "--categories", "cs.CL"))
    database = tmp_path / "data" / "paperbrief.sqlite"
    with closing(sqlite3.connect(database)) as db, db:
        db.execute("UPDATE channels SET owner = 'telegram:7'")
    path = tmp_path / "channels.toml"
    good(run("channels", "export", str(path)))
    good(run("channels", "import", str(path)))
    assert json.loads(listed(run, "--format", "json"))[0]["owner"] == "telegram:7"


def test_a_long_list_comes_in_pages(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "channels.toml"
    one = '[[channels]]\naddress = "terminal:c{n:03}"\ncategories = ["cs.CL"]\n'
    path.write_text("".join(one.format(n=n) for n in range(120)), "utf-8")
    good(run("channels", "import", str(path)))
    first, last = run("channels", "list"), run("channels", "list", "--page", "3")
    assert [len(each.out.splitlines()) for each in (first, last)] == [51, 21]
    assert first.err == "paperbrief: 120 channels: 120 new; page 1 of 3; --page 2 goes on\n"
    assert last.err == "paperbrief: 120 channels: 120 new; page 3 of 3\n"
    assert len(listed(run, "--all").splitlines()) == 121
    assert len(json.loads(listed(run, "--format", "json"))) == 120
    assert "the last page is 3" in refused(run("channels", "list", "--page", "4"))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("channels = [", ["not TOML"]),
        ('[[channels]]\naddress = "terminal:a"\ncategories = ["cs.VC"]\n', ["cs.VC"]),
        ('[[channels]]\naddress = "terminal:a"\ncategories = ["cs.CL"]\nzone = "Mars"', ["Mars"]),
        ('[[channels]]\naddress = "terminal:a"\ncategories = ["cs.CL"]\nclock = 1', ["clock"]),
        ('[[channels]]\naddress = "terminal:a"\ncategories = ["cs.CL"]\n' * 2, ["more than once"]),
    ],
)
def test_a_file_that_cannot_be_taken_changes_nothing(
    run: Run, tmp_path: Path, text: str, words: list[str]
) -> None:
    path = tmp_path / "channels.toml"
    path.write_text(text, "utf-8")
    said = refused(run("channels", "import", str(path)))
    assert all(word in said for word in words), said
    assert listed(run) == ""


def test_the_list_is_the_operators_whatever_language_a_channel_speaks(
    run: Run, tmp_path: Path
) -> None:
    good(add(run, "--categories", "cs.CL"))
    path = tmp_path / "channels.toml"
    good(run("channels", "export", str(path)))
    chinese = path.read_text("utf-8").replace('language = "en"', 'language = "zh-Hans"')
    path.write_text(chinese, "utf-8")
    good(run("channels", "import", str(path)))
    assert 'language = "zh-Hans"' in good(run("channels", "show", "terminal:lab"))
    assert "; every day at 08:00 (UTC); " in listed(run)


def test_a_file_that_cannot_be_written_is_told(run: Run, tmp_path: Path) -> None:
    good(add(run, "--categories", "cs.CL"))
    done = run("channels", "export", str(tmp_path / "nowhere" / "channels.toml"))
    assert done.code != 0
    assert "Traceback" not in done.err
    assert len(done.err.splitlines()) == 1


@pytest.mark.parametrize("address", ["telegram:@foo", "telegram:007", "discord:#papers"])
def test_an_address_to_which_nothing_can_be_sent_is_refused(
    run: Run, tmp_path: Path, address: str
) -> None:
    assert "not a channel's address" in (told := refused(run("channels", "add", address))) or (
        "Telegram's number" in told
    )
    source = tmp_path / "c.toml"
    source.write_text(f'[[channels]]\naddress = "{address}"\ncategories = ["cs.CL"]\n')
    assert f"channels.1.address: '{address}'" in refused(run("channels", "import", str(source)))
    assert listed(run) == ""


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (bytes(range(256)), "not UTF-8 text"),
        (b"a = " + b"[" * 100_000, "its brackets are nested too deeply"),
        (b"a = 1\na = 2\n", "not TOML"),
        (b"a = " + b"9" * 10_000, ""),
        (b"[[channels]]\naddress = 7\ncategories = ['cs.CL']\n", "must be a text in quotation"),
        (b"channels = 7\n", "channels: must be a list"),
        (b"[[channels]]\naddress = 'terminal:x'\n", "channels.1.categories: is missing"),
        (
            b"[[channels]]\naddress = 'terminal:x'\ncategories = []\n",
            "channels.1.categories: is empty",
        ),
        (
            b"[[channels]]\naddress = 'terminal:x'\ncategories = ['cs.CL']\ntpo = 3\n",
            "channels.1.tpo: there is no such name",
        ),
        (
            b"[[channels]]\naddress = 'terminal:x'\ncategories = ['cs.CL']\ntop = 31\n",
            "channels.1.top: must be 30 or less",
        ),
        (
            b"[[channels]]\naddress = 'terminal:x'\ncategories = ['cs.CL']\nat = 'x'\n",
            "channels.1.at: must be a time of day such as 08:30",
        ),
    ],
)
def test_a_file_that_cannot_be_taken_is_told_in_plain_words(
    run: Run, tmp_path: Path, content: bytes, said: str
) -> None:
    source = tmp_path / "c.toml"
    source.write_bytes(content)
    told = refused(run("channels", "import", str(source)))
    assert said in told
    assert "c.toml" in told
    for word in ("Input should", "validation", "pydantic", "Value error"):
        assert word not in told


def test_how_briefs_are_posted_is_added_exported_and_taken_back(run: Run, tmp_path: Path) -> None:
    good(run("channels", "add", "discord:5", "--pin", "--silent", "--discuss", "--no-buttons",
             "--layout", "roomy", "--ping", "77", "--tag", "78"))  # fmt: skip
    good(run("channels", "add", "telegram:-5", "--hashtags"))
    good(run("channels", "add", "discord:5", "--no-silent", "--tag", ""))
    file = tmp_path / "channels.toml"
    good(run("channels", "export", str(file)))
    good(run("channels", "remove", "discord:5"))
    good(run("channels", "import", str(file)))
    discord, telegram = tomllib.loads(good(run("channels", "export")))["channels"]
    names = ("pin", "silent", "discuss", "buttons", "layout", "ping", "tag", "hashtags")
    told = [discord[name] for name in names]
    assert told == [True, False, True, False, "roomy", "77", "", False]
    assert telegram["hashtags"] is True


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("discord:5", "--hashtags"), "--hashtags has no effect on Discord"),
        (("telegram:-5", "--ping", "7"), "--ping has no effect on Telegram"),
        (("terminal:lab", "--pin"), "--pin has no effect on the terminal"),
    ],
)
def test_what_a_platform_does_not_have_is_said_at_the_shell(
    run: Run, options: tuple[str, ...], words: str
) -> None:
    done = run("channels", "add", *options)
    assert (done.code, done.err) == (0, f"paperbrief: {words}\n")


def test_a_role_is_given_by_its_number(run: Run) -> None:
    told = refused(run("channels", "add", "discord:5", "--ping", "@readers"))
    assert "--ping must be the platform's number of it, in digits" in told


def test_a_file_with_a_role_by_its_name_is_told_what_it_takes(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "channels.toml"
    file.write_text(
        '[[channels]]\naddress = "discord:5"\ncategories = ["cs.CL"]\nping = "@readers"\n', "utf-8"
    )
    assert "ping: must be the platform's number of it" in refused(
        run("channels", "import", str(file))
    )
