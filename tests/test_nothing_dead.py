"""What no product code uses is not in the product: a name that only tests need stands in tests."""

import ast
from pathlib import Path

import pytest

from bot.cli.main import MODULES
from bot.commands.lines.command import Command
from bot.commands.lines.late import LateHandler
from bot.commands.table import COMMANDS
from tests.test_architecture import OURS, ROOT, module, sources

Use = tuple[str, str]
"""A module, and a name in it."""
# Run by `python -m`, and by nobody's import; or loaded by the command line when it is asked for.
PROGRAMS = {"bot.__main__", "bot.cli.reference", *(f"bot.cli.{one}" for one in MODULES.values())}


def names_of(statement: ast.stmt) -> list[str]:
    """What a statement of a module defines; what a decorator registers is used by it."""
    match statement:
        case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
            return [] if statement.decorator_list and is_registered(statement) else [statement.name]
        case ast.Assign():
            return [one.id for one in statement.targets if isinstance(one, ast.Name)]
        case ast.AnnAssign(target=ast.Name(id=name)):
            return [name]
        case _:
            return []


def is_registered(made: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> bool:
    """``@cli.command()``: by an object of ours, and not by a library's decorator."""
    return any(
        isinstance(one, ast.Call)
        and isinstance(one.func, ast.Attribute)
        and one.func.attr in ("command", "group")
        for one in made.decorator_list
    )


def uses(path: Path) -> set[Use]:
    """Names of other modules that a file imports, or takes from a module that it imported."""
    tree = ast.parse(path.read_text("utf-8"))
    found: set[Use] = set()
    modules: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                found.add((node.module, alias.name))
                modules[alias.asname or alias.name] = f"{node.module}.{alias.name}"
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            found.add((modules.get(node.value.id, ""), node.attr))
    return found


def own_uses(tree: ast.Module, name: str, definition: ast.stmt) -> bool:
    """Whether the module itself uses the name, outside of its definition."""
    return any(
        (isinstance(node, ast.Name) and node.id == name)
        or (isinstance(node, ast.Constant) and isinstance(node.value, str) and name in node.value)
        for statement in tree.body
        if statement is not definition and not is_text(statement)
        for node in ast.walk(statement)
    )


def is_text(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


@pytest.fixture(scope="module")
def used() -> set[Use]:
    return set().union(*map(uses, sources()), {handler_of(each) for each in COMMANDS})


def handler_of(command: Command) -> Use:
    """The table names it, and it is loaded with the first line that needs it."""
    assert isinstance(command.handler, LateHandler)
    return command.handler.module, command.handler.name


def test_every_name_is_used_by_the_product(used: set[Use]) -> None:
    unused = []
    for path in sources():
        tree = ast.parse(path.read_text("utf-8"))
        for statement in tree.body:
            for name in names_of(statement):
                if name == "__all__" or (module(path), name) in used:
                    continue
                if not own_uses(tree, name, statement):
                    unused.append(f"{path.relative_to(ROOT)}:{statement.lineno} {name}")
    assert unused == []


def test_every_module_is_imported(used: set[Use]) -> None:
    imported = {name for name, _ in used} | {f"{room}.{name}" for room, name in used}
    modules = {name for name in OURS if not name.endswith("__init__")}
    packages = {name for name in modules if (ROOT / Path(*name.split("."))).is_dir()}
    assert modules - imported - packages == PROGRAMS
