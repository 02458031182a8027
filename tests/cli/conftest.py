"""What the command line's tests share: one process that forks the program."""

from collections.abc import Iterator

import pytest

from tests.cli.lives import Nursery, nursery


@pytest.fixture(scope="session")
def cradle() -> Iterator[Nursery]:
    with nursery() as made:
        yield made
