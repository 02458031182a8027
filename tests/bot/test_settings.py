"""Settings as they are read from the environment, and what is said of wrong ones."""

from decimal import Decimal
from pathlib import Path
from typing import NoReturn

import platformdirs
import pytest

from bot.cli.reference import settings_page
from bot.errors import SettingsError
from bot.settings import load_settings, secret_names
from bot.values.spending import Budget, Budgets, Prices


def _homeless(*_: object, **__: object) -> NoReturn:
    # what platformdirs raises for a user id that no passwd file knows
    raise RuntimeError("could not determine the home directory")


def test_a_user_without_a_home_is_asked_for_the_data_folder(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PAPERBRIEF_DATA", raising=False)
    monkeypatch.setattr(platformdirs, "user_data_path", _homeless)
    with pytest.raises(SettingsError, match="PAPERBRIEF_DATA must be set"):
        load_settings()


def test_a_given_data_folder_needs_no_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PAPERBRIEF_DATA", str(tmp_path / "data"))
    monkeypatch.setattr(platformdirs, "user_data_path", _homeless)
    assert load_settings().storage.data == tmp_path / "data"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"PAPERBRIEF_TOP=5\nTELEGRAM_BOT_TOKEN=a\0b\n", "line 2 holds a NUL byte"),
        (b"PAPERBRIEF_TOP=5\n\n\xff\xfe=1\n", "not UTF-8 text: see its line 3"),
        (bytes(range(256)), "not UTF-8 text"),
    ],
)
def test_a_file_of_settings_that_is_no_text_is_named_with_its_line(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, content: bytes, said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").write_bytes(content)
    with pytest.raises(SettingsError, match=said):
        load_settings()


def test_every_secret_may_stand_in_a_file(
    monkeypatch: pytest.MonkeyPatch, clean_environment: Path
) -> None:
    path = clean_environment / "secret"
    path.write_text("first-line\nsecond\n", "utf-8")
    for name in secret_names():
        monkeypatch.setenv(f"{name}_FILE", str(path))
    assert load_settings().secrets == ("first-line",) * len(secret_names())


@pytest.mark.parametrize("content", [bytes(range(256)), b"a\0b", b"\xff", b"tok\x1b[2Jen"])
def test_a_secret_s_file_that_is_no_text_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, content: bytes
) -> None:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "token"
    path.write_bytes(content)
    monkeypatch.delenv("TELEGRAM_BOT_TOKEN", raising=False)
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN_FILE", str(path))
    with pytest.raises(SettingsError, match="TELEGRAM_BOT_TOKEN_FILE names"):
        load_settings()


def test_a_secret_s_file_that_is_a_folder_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN_FILE", str(tmp_path))
    with pytest.raises(SettingsError, match="cannot be read: Is a directory"):
        load_settings()


def test_a_value_of_bytes_that_are_no_text_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PAPERBRIEF_CONTACT", "\udcff")
    with pytest.raises(SettingsError, match="PAPERBRIEF_CONTACT holds bytes"):
        load_settings()


@pytest.mark.parametrize("value", ["9" * 5000, "x", "1e400", ""])
def test_a_number_that_is_none_is_told_in_plain_words(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, value: str
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PAPERBRIEF_TOP", value or "-")
    with pytest.raises(SettingsError) as told:
        load_settings()
    assert "PAPERBRIEF_TOP is not a whole number" in str(told.value)


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("PAPERBRIEF_KEPT_SHOWN", "perhaps", "must be yes or no (or true, false, 1, 0)"),
        ("PAPERBRIEF_KEPT_BRIEFS", "3", "must be 7 or more"),
        ("PAPERBRIEF_KEPT_BRIEFS", "5000", "must be 3650 or less"),
    ],
)
def test_what_a_setting_takes_is_told_in_plain_words(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str, value: str, told: str
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as error:
        load_settings()
    assert f"{name} {told}" in str(error.value)


def test_the_page_of_settings_tells_the_least_and_the_most() -> None:
    (row,) = [line for line in settings_page().splitlines() if "PAPERBRIEF_KEPT_LISTINGS" in line]
    assert "It must be 150 to 3650." in row


@pytest.mark.parametrize("value", ["a b", "x" * 257, "tök"])
def test_a_webhook_s_secret_that_telegram_would_refuse_is_told(
    monkeypatch: pytest.MonkeyPatch, clean_environment: Path, value: str
) -> None:
    monkeypatch.setenv("PAPERBRIEF_TELEGRAM_SECRET", value)
    with pytest.raises(SettingsError, match="PAPERBRIEF_TELEGRAM_SECRET is not 1 to 256") as told:
        load_settings()
    assert value not in str(told.value)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (
            {"PAPERBRIEF_MODEL_BUDGET": "a lot"},
            "PAPERBRIEF_MODEL_BUDGET is 'a lot', which is not an amount: write money as 2.50, "
            "tokens as 400000 tokens, and none for no limit",
        ),
        (
            {"PAPERBRIEF_MODEL_PRICES": "small"},
            "PAPERBRIEF_MODEL_PRICES has 'small', which is not a price",
        ),
        (
            {"PAPERBRIEF_MODEL_CURRENCY": "dollars"},
            "PAPERBRIEF_MODEL_CURRENCY is 'dollars', which is not a currency: write its code",
        ),
        (
            {"PAPERBRIEF_MODEL_ALLOWED": "*,the lab"},
            "PAPERBRIEF_MODEL_ALLOWED has 'the lab', which is not an address like",
        ),
        (
            {"PAPERBRIEF_MODEL_PERSON_BUDGET": "0.10", "OPENAI_MODEL": "small"},
            "PAPERBRIEF_MODEL_PRICES has no price for small, and a budget is in money",
        ),
        (
            {
                "PAPERBRIEF_MODEL_BUDGET": "2",
                "OPENAI_MODEL": "small",
                "OPENAI_EMBEDDING_MODEL": "vectors",
                "PAPERBRIEF_MODEL_PRICES": "small=1/2",
            },
            "no price for vectors, and a budget is in money",
        ),
    ],
)
def test_a_wrong_price_or_budget_is_told_with_how_it_is_written(
    monkeypatch: pytest.MonkeyPatch, clean_environment: Path, given: dict[str, str], told: str
) -> None:
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as raised:
        load_settings()
    assert told in str(raised.value)


@pytest.mark.parametrize(
    ("given", "may_spend"),
    [
        ({}, set()),
        ({"OPERATOR_CHAT": "telegram:1"}, {"telegram:1"}),
        ({"ALLOWED": "telegram:-2", "OPERATOR_CHAT": "telegram:1"}, {"telegram:1", "telegram:-2"}),
        ({"ALLOWED": "telegram:-2", "MODEL_ALLOWED": "telegram:3"}, {"telegram:3"}),
        ({"MODEL_ALLOWED": "*"}, {"*"}),
    ],
)
def test_who_may_spend_is_who_is_listed_for_the_model_else_for_the_bot(
    monkeypatch: pytest.MonkeyPatch,
    clean_environment: Path,
    given: dict[str, str],
    may_spend: set[str],
) -> None:
    for name, value in given.items():
        monkeypatch.setenv(f"PAPERBRIEF_{name}", value)
    assert load_settings().people.may_spend == may_spend | {"terminal:*"}


def test_a_budget_of_a_day_is_set_and_a_price_is_not(clean_environment: Path) -> None:
    spending = load_settings().spending
    assert spending.budgets == Budgets(all=Budget(Decimal(5_000_000), "tokens"))
    assert spending.prices == Prices()
