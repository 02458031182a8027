"""Telling on standard error how far a fetch has come, and that a model is asked."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
)

from scheduler.watching.newest import Report


@contextmanager
def asking(models: Sequence[str]) -> Iterator[None]:
    """On a terminal, for how long models are being asked; nothing elsewhere, and where none is."""
    talk = Console(stderr=True, markup=False, highlight=False)
    if not talk.is_terminal or not models:
        yield
        return
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=talk, transient=True) as progress:
        progress.add_task(f"Choosing and writing with {' and '.join(models)}", total=None)
        yield


@contextmanager
def reporting(total: int) -> Iterator[Report]:
    """A progress bar on a terminal; a line for each category elsewhere."""
    talk = Console(stderr=True, markup=False, highlight=False)
    if not talk.is_terminal:
        yield lambda category, done, every: talk.print(
            f"Fetching {category} from arXiv ({done + 1} of {every}) ..."
        )
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, TimeElapsedColumn(), console=talk, transient=True) as progress:
        task = progress.add_task("arXiv", total=total)

        def report(category: str, done: int, every: int) -> None:
            progress.update(
                task,
                description=f"Fetching {category} from arXiv",
                completed=done,
                total=every,
            )

        yield report
