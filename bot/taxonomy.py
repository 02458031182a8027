"""arXiv's categories: canonical names, groups, the nearest valid name. Pure.

The list is arXiv's own (https://arxiv.org/category_taxonomy), kept in
``bot/data/taxonomy.json``; other languages name the categories in
``bot/locales/<language>/taxonomy.json``. An alias names the same listing as its canonical
category (math.MP is math-ph), so only canonical names travel through the code.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Category:
    """``archive`` and ``group`` are ids as arXiv writes them (``astro-ph``, ``physics``)."""

    id: str
    name: str
    archive: str
    group: str


@dataclass(frozen=True, slots=True)
class Taxonomy:
    categories: dict[str, Category]
    archives: dict[str, str]
    aliases: dict[str, str]


@cache
def taxonomy() -> Taxonomy:
    """The list that ships with the product, read once."""
    raw = json.loads(files("bot").joinpath("data/taxonomy.json").read_text("utf-8"))
    categories = {
        category["id"]: Category(category["id"], category["name"], archive["id"], group["id"])
        for group in raw["groups"]
        for archive in group["archives"]
        for category in archive["categories"]
    }
    archives = {
        archive["id"]: archive["name"] for group in raw["groups"] for archive in group["archives"]
    }
    return Taxonomy(categories, archives, raw["aliases"])


@cache
def _by_lower_case() -> dict[str, str]:
    known = taxonomy()
    return {name.lower(): name for name in (*known.categories, *known.aliases)}


def canonical_category(name: str) -> str | None:
    """The canonical name of an active category, in any letter case; None if there is none."""
    proper = _by_lower_case().get(name.strip().lower())
    return None if proper is None else taxonomy().aliases.get(proper, proper)


def canonical_or_same(name: str) -> str:
    """For names that arXiv itself wrote: retired ones (``chao-dyn``) stay as they are."""
    return taxonomy().aliases.get(name, name)


@dataclass(frozen=True, slots=True)
class CategoryNames:
    """What a language calls categories and archives, by id."""

    categories: dict[str, str]
    archives: dict[str, str]


@cache
def names_in(language: str) -> CategoryNames:
    """The names in a language; arXiv's own English ones where it has no list of them."""
    listed = files("bot").joinpath("locales", language, "taxonomy.json")
    if listed.is_file():
        raw = json.loads(listed.read_text("utf-8"))
        return CategoryNames(raw["categories"], raw["archives"])
    known = taxonomy()
    return CategoryNames({each.id: each.name for each in known.categories.values()}, known.archives)


def category_name(category: str, language: str = "en") -> str:
    """The name in words (Computation and Language for cs.CL); the id where it has none."""
    return names_in(language).categories.get(category, category)


def distinct_names(categories: Sequence[str], language: str = "en") -> list[str]:
    """The names in words, with the id where two have the same: Machine Learning (stat.ML)."""
    names = [category_name(one, language) for one in categories]
    return [
        f"{name} ({category})" if names.count(name) > 1 else name
        for name, category in zip(names, categories, strict=True)
    ]


def archive_name(archive: str, language: str = "en") -> str:
    """The name in words (Astrophysics for astro-ph); the id where it has none."""
    return names_in(language).archives.get(archive, archive)


# what people call a category that arXiv calls otherwise
_CALLED = {
    "nlp": ("cs.CL",),
    "natural language processing": ("cs.CL",),
    "computational linguistics": ("cs.CL",),
    "ai": ("cs.AI",),
    "ml": ("cs.LG", "stat.ML"),
    "cv": ("cs.CV",),
    "hci": ("cs.HC",),
}


def categories_called(text: str, language: str = "en") -> tuple[str, ...]:
    """Categories of that name, in English or the language, or of a name that begins so: computer
    vision is that of cs.CV."""
    wanted = " ".join(text.casefold().split())
    return tuple(dict.fromkeys((*_CALLED.get(wanted, ()), *_named(language).get(wanted, ()))))


def categories_like(text: str, language: str, limit: int) -> tuple[str, ...]:
    """Categories whose id begins with the text, then whose name has a word that does."""
    wanted = " ".join(text.casefold().split())
    if not wanted:
        return ()
    ids = [each for each in taxonomy().categories if each.casefold().startswith(wanted)]
    names = [names_in("en").categories, names_in(language).categories]
    begins = re.compile(rf"(?:\b|(?<=[\u4e00-\u9fff])|(?<=\W)){re.escape(wanted)}")
    named = [
        each
        for each in taxonomy().categories
        if any(begins.search(one.get(each, "").casefold()) for one in names)
    ]
    return tuple(dict.fromkeys((*categories_called(text, language), *ids, *named)))[:limit]


def archive_called(text: str, language: str = "en") -> str | None:
    """The archive of several categories that is meant by cs, cs.*, cs.all or computer science."""
    wanted = " ".join(text.casefold().split())
    for name, called in archives_of_several().items():
        if wanted in (name, f"{name}.*", f"{name}.all", f"{name}.", f"{name}/*"):
            return name
        if wanted in (called.casefold(), archive_name(name, language).casefold()):
            return name
    return None


@cache
def archives_of_several() -> dict[str, str]:
    """Names by id, of archives that are no category themselves."""
    known = taxonomy()
    return {name: called for name, called in known.archives.items() if name not in known.categories}


def categories_of(archive: str) -> tuple[str, ...]:
    return tuple(each.id for each in taxonomy().categories.values() if each.archive == archive)


@cache
def _named(language: str) -> dict[str, tuple[str, ...]]:
    """Ids by name in small letters, and by what stands before an "and" in it."""
    found: dict[str, list[str]] = {}
    for names in (names_in("en"), names_in(language)):
        for category, name in names.categories.items():
            whole = name.casefold()
            head = re.split(r" and |, |; ", whole)[0]
            # a single word before an "and" is too little: language is more than cs.CL
            for each in {whole, head} if " " in head else {whole}:
                found.setdefault(each, []).append(category)
    return {name: tuple(dict.fromkeys(ids)) for name, ids in found.items()}


def nearest_categories(text: str, limit: int = 3) -> tuple[str, ...]:
    """Valid categories that ``text`` may have meant, nearest first: by id, then by name."""
    wanted = text.strip().lower()
    if not wanted:
        return ()
    known = taxonomy()
    archive, _, subject = wanted.partition(".")
    # letters swapped in the subject class are the commonest slip: cs.VC for cs.CV
    swapped = [
        category.id
        for category in known.categories.values()
        if category.archive == archive
        and subject
        and sorted(category.id.lower().partition(".")[2]) == sorted(subject)
    ]
    whole_archive = [c.id for c in known.categories.values() if c.archive == wanted]
    by_id = [
        _by_lower_case()[name]
        for name in get_close_matches(wanted, _by_lower_case(), limit, cutoff=0.75)
    ]
    names: dict[str, list[str]] = {}
    for category in known.categories.values():
        names.setdefault(category.name.lower(), []).append(category.id)
    near = [name for name in names if wanted in name and len(wanted) > 3]
    near += get_close_matches(wanted, names, limit, cutoff=0.6)
    by_name = [category for name in near for category in names[name]]
    found = dict.fromkeys(
        known.aliases.get(name, name) for name in (*swapped, *whole_archive, *by_name, *by_id)
    )
    return tuple(found)[:limit]


def oai_set(category: str) -> str:
    """The OAI-PMH set of a category: ``cs:cs:CL``, ``physics:hep-th``.

    Source: https://info.arxiv.org/help/oa/index.html
    """
    known = taxonomy().categories[category]
    subject = category.partition(".")[2]
    if subject:
        return f"{known.group}:{known.archive}:{subject}"
    return f"{known.group}:{known.archive}"


def category_of_oai_set(spec: str) -> str | None:
    """The category that a set names; None for a whole group or archive."""
    parts = spec.split(":")
    candidate = ".".join(parts[1:]) if len(parts) > 1 else parts[0]
    return canonical_category(candidate)
