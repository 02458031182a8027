"""``docs``: the guides, read without a checkout and without a network."""

from collections.abc import Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import click

# a wheel has them beside the code, a checkout has them in a folder of its own
_SHIPPED = files("bot") / "docs"
_CHECKOUT = Path(__file__).resolve().parents[2] / "docs"


@click.command()
@click.argument("page", default="")
def docs(page: str) -> None:
    """The guides: without PAGE their names, with it the page itself, as Markdown."""
    found = pages()
    if not page:
        for name, path in found.items():
            click.echo(f"{name:<22} {_title(path)}")
        return
    name = page.removeprefix("docs/").removesuffix(".md")
    if name not in found:
        raise click.BadParameter(f"there is no page {page}; `docs` lists them", param_hint="PAGE")
    click.echo(found[name].read_text("utf-8"), nl=False)


def pages() -> Mapping[str, Traversable]:
    """By name, sorted: ``operating``, ``settings`` and so on; empty where none is shipped."""
    folder: Traversable = _SHIPPED if _SHIPPED.is_dir() else _CHECKOUT
    found = folder.iterdir() if folder.is_dir() else ()
    named = {each.name.removesuffix(".md"): each for each in found if each.name.endswith(".md")}
    return dict(sorted(named.items()))


def _title(path: Traversable) -> str:
    first = path.read_text("utf-8").partition("\n")[0]
    return first.lstrip("# ")
