"""What the code says to people, read from its source: for tests of the catalogues."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from babel.messages.extract import extract_from_dir

ROOT = Path(__file__).resolve().parents[2]
# as in the Makefile's target "locales"
ROOMS = ("bot", "adapters", "scheduler")
KEYWORDS = {"text": None, "msgid": None, "plural": (1, 2)}
# message ids that are marked with msgid() where they stand, and said where these are
MARKED = {
    "command.summary",
    "command.usage",
    "named.summary",
    "topic.name",
    "topic.description",
    "ready.name",
}
# what makes a message of text: which of their arguments reach a reader, by place and name
_ALL = 99
_MAKERS = {"paragraph": _ALL, "spans": _ALL, "UsageError": 1} | dict.fromkeys(
    ("Span", "Heading", "Button", "Option", "Choices", "ChannelChooser"), 1
)
_NAMED = {"label", "note", "asks", "text"}
# the same in every language
_NAMES = {"PDF", "HTML", "DOI", "Markdown", "BibTeX", "CSV"}
_WORD = re.compile(r"[A-Za-z]{3,}")
_TALKING = ("bot/commands/", "bot/messages/", "bot/editorial/", "bot/schedules.py", "adapters/")


@dataclass(frozen=True)
class Place:
    """Where in the source, and what stands there."""

    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


@cache
def extracted() -> frozenset[tuple[str, ...]]:
    """Every message id in the code: ``(id,)``, or ``(one, many)`` for a plural."""
    found = set()
    for room in ROOMS:
        for _, _, message, _, _ in extract_from_dir(
            str(ROOT / room), [("**.py", "python")], keywords=KEYWORDS
        ):
            found.add(message if isinstance(message, tuple) else (message,))
    return frozenset(found)


@cache
def constants() -> frozenset[tuple[str, str]]:
    """File and name of what is ``NAME = msgid("...")`` at the top of a file."""
    return frozenset(
        (name, target.id)
        for name, node in nodes()
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call)
        for target in node.targets
        if isinstance(target, ast.Name) and ast.unparse(node.value.func) == "msgid"
    )


def nodes() -> Iterator[tuple[str, ast.AST]]:
    for room in (*ROOMS, "storage"):
        for path in sorted((ROOT / room).rglob("*.py")):
            name = path.relative_to(ROOT).as_posix()
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                yield name, node


def unextracted() -> list[Place]:
    """Sentences that are said and that no extraction finds: not written where they are said,
    said by another name than ``text`` and ``plural``, or in a room that is not searched."""
    found = []
    for name, node in nodes():
        if isinstance(node, ast.Call):
            found += [Place(f"{name}:{node.lineno}", each) for each in _computed(name, node)]
        elif isinstance(node, ast.Assign | ast.AnnAssign) and _is_method(node.value):
            found.append(Place(f"{name}:{node.lineno}", ast.unparse(node)))
    return found


def _is_method(node: ast.AST | None) -> bool:
    """``say.text`` taken for later, out of the extraction's sight."""
    return (
        isinstance(node, ast.Attribute)
        and node.attr in ("text", "plural")
        and _is_translator(node.value)
    )


def _is_translator(node: ast.AST) -> bool:
    """By the names that translators have in this code, and by how they are made."""
    made = ast.unparse(node)
    return made.endswith(("say", "spoken")) or bool(re.search(r"\btranslat(?:e|or)\(", made))


def _computed(name: str, call: ast.Call) -> list[str]:
    if not isinstance(call.func, ast.Attribute) or call.func.attr not in ("text", "plural"):
        return []
    if not _is_translator(call.func.value):
        return []
    wanted = 1 if call.func.attr == "text" else 2
    ids = call.args[:wanted]
    if not ids:
        return []
    if not all(isinstance(each, ast.Constant) and isinstance(each.value, str) for each in ids):
        told = ast.unparse(ids[0])
        marked = told in MARKED or (name, told) in constants()
        return [] if wanted == 1 and marked else [told]
    values = tuple(each.value for each in ids if isinstance(each, ast.Constant))
    return [] if values in extracted() and not name.startswith("storage/") else [repr(values[0])]


def untranslated() -> list[Place]:
    """English words in the text of a message or of a UsageError that no translator says."""
    found = []
    for name, node in nodes():
        if not isinstance(node, ast.Call):
            continue
        maker = node.func.id if isinstance(node.func, ast.Name) else ""
        if maker not in _MAKERS or not name.startswith(_TALKING):
            continue
        # an adapter's UsageError speaks of files that an operator names
        if maker == "UsageError" and name.startswith("adapters/"):
            continue
        given = [*node.args[: _MAKERS[maker]], *(k.value for k in node.keywords if k.arg in _NAMED)]
        words = " ".join(text for each in given for text in _literals(each))
        if any(word not in _NAMES for word in _WORD.findall(words)):
            found.append(Place(f"{name}:{node.lineno}", words))
    return found


def _literals(node: ast.AST) -> list[str]:
    """The texts written right there; a command line or an address is no text."""
    parts = node.values if isinstance(node, ast.JoinedStr) else [node]
    texts = [p.value for p in parts if isinstance(p, ast.Constant) and isinstance(p.value, str)]
    return [] if texts and texts[0].startswith(("/", "http")) else texts
