"""Telling on standard error how far a fetch has come."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from scheduler.watching.newest import Report


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
