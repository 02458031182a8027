"""Names and values as the operator gives them: the environment, ``.env``, files of secrets."""

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from dotenv import dotenv_values

from bot.errors import SettingsError

_PREFIX = "PAPERBRIEF_"
_ENV_FILE = ".env"
# of this prefix, but the test suite's: an environment may hold it while the bot runs
_OF_THE_SUITE = frozenset(("PAPERBRIEF_REQUIRE_SHARED",))
# bytes; more is no token, whatever it is
_LONGEST_SECRET = 65_536


@dataclass(frozen=True, slots=True)
class Environment:
    """The process' own ``variables``, and the lines of the ``file`` that they win over.

    ``secrets`` are those that stand in files of their own; ``unreadable`` has a sentence for
    each such file that is none.
    """

    variables: Mapping[str, str]
    file: Mapping[str, str]
    secrets: Mapping[str, str]
    unreadable: tuple[str, ...]

    @property
    def all(self) -> Mapping[str, str]:
        return {**self.file, **self.variables}

    def given(self) -> dict[str, str]:
        """What is set, in capitals. An empty value is none; nor is a file without a secret."""
        return {**_set(self.file), **_set(self.secrets), **_set(self.variables)}

    def problems(self, known: Sequence[str], secrets: Sequence[str]) -> Iterator[str]:
        """What is wrong whatever the values mean. ``known`` are the names of all settings,
        ``secrets`` those of them that may stand in files."""
        yield from self._no_text(known)
        yield from self._unknown((*known, *map(_file_of, secrets)))
        for name in secrets:
            if self.all.get(name) and self.all.get(_file_of(name)):
                yield f"{name} and {_file_of(name)} are both set; give one of them"
        yield from self.unreadable

    def _no_text(self, known: Sequence[str]) -> Iterator[str]:
        """A value of bytes that are no UTF-8 can be told to nobody."""
        for name, value in sorted(self.all.items()):
            if name.removesuffix("_FILE") in known and not _is_utf8(value):
                yield f"{name} holds bytes that are not UTF-8 text"

    def _unknown(self, known: Sequence[str]) -> Iterator[str]:
        for name in sorted(self.all):
            if name.startswith(_PREFIX) and name not in known and name not in _OF_THE_SUITE:
                near = get_close_matches(name, known, 1)
                yield f"{name} is not a setting" + (f"; did you mean {near[0]}?" if near else "")


def read_environment(secrets: Sequence[str]) -> Environment:
    """As it is now, with the files of these secrets. Raises SettingsError where ``.env`` is
    there and cannot be read."""
    if (unreadable := _unreadable_env_file()) is not None:
        raise SettingsError(unreadable)
    file = {name: value for name, value in dotenv_values(_ENV_FILE).items() if value is not None}
    variables = dict(os.environ)
    return Environment(variables, file, *_in_files(secrets, {**file, **variables}))


def _in_files(
    secrets: Sequence[str], given: Mapping[str, str]
) -> tuple[dict[str, str], tuple[str, ...]]:
    """The secrets by name, and what is wrong with the files of others."""
    found: dict[str, str] = {}
    wrong: list[str] = []
    for name in secrets:
        if not (path := given.get(_file_of(name))):
            continue
        try:
            found[name] = _first_line(path)
        except OSError as error:
            wrong.append(f"{_file_of(name)} names {path}, which cannot be read: {error.strerror}")
        except ValueError:
            wrong.append(f"{_file_of(name)} names {path}, whose first line is not text")
    return found, tuple(wrong)


def _file_of(name: str) -> str:
    """The name of the setting that says where a secret stands."""
    return f"{name}_FILE"


def _unreadable_env_file() -> str | None:
    try:
        text = Path(_ENV_FILE).read_text("utf-8")
    except FileNotFoundError:
        return None
    except OSError as error:
        return f"The file {_ENV_FILE} in this folder cannot be read: {error.strerror}."
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        return f"The file {_ENV_FILE} in this folder is not UTF-8 text: see its line {line}."
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        return f"The file {_ENV_FILE} in this folder is not text: line {line} holds a NUL byte."
    return None


def _set(values: Mapping[str, str]) -> dict[str, str]:
    return {name.upper(): value for name, value in values.items() if value}


def _is_utf8(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _first_line(path: str) -> str:
    """Of a secret's file. Raises OSError, or ValueError where it is no line of text."""
    with Path(path).open("rb") as file:
        lines = file.read(_LONGEST_SECRET).decode("utf-8").splitlines()
    line = lines[0].strip() if lines else ""
    if not line.isprintable():
        raise ValueError("it holds what is not text")
    return line
