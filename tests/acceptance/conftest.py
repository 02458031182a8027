"""The command line in a process that was forked from a warm one, as ``tests/cli`` has it."""

from tests.cli.conftest import cradle as cradle
