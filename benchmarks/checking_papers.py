"""Abstracts with the names and figures that can be changed in them: see build_checking.py."""

import gzip
import json
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from bot.text.readable import readable_abstract
from bot.text.sentences import split_sentences

Entry = dict[str, Any]
PERCENT = re.compile(r"(?<![\w.-])(\d{1,2}\.\d{1,2})\s?%")
NUMBER = re.compile(r"(?<![\w.,/-])(\d{2,6}(?:\.\d+)?)(?![\w/,]|\.\d)")
NAME = re.compile(r"(?<!\w)(?=[A-Za-z-]*[a-z])[A-Z][a-z]*[A-Z][A-Za-z]+(?:-\d+)?(?!\w)")
# LLMs, FLOPs: no names of systems
PLURAL = re.compile(r"[A-Z]{2,}s|[A-Z]{1,2}[a-z]?[A-Z]{1,2}s")
ANY = ("LLM", "CNN", "RNN", "GPU", "VLM")
EXPANDED = re.compile(r"((?:[A-Z][a-z]+[ -]){2,4})\(([A-Z]{2,5})\)")


class Paper(NamedTuple):
    id: str
    source: str
    sentences: tuple[str, ...]
    names: list[str]
    figures: list[str]
    pairs: list[tuple[str, str]]


def papers(paths: list[Path], count: int, draw: random.Random) -> list[Paper]:
    found = []
    for path in paths:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            found += [json.loads(line) for line in lines]
    return [paper_of(each) for each in draw.sample(found, min(count, len(found)))]


def paper_of(entry: Entry) -> Paper:
    plain = readable_abstract(entry["abstract"], entry["title"])
    named = (one[0] for one in NAME.finditer(f"{entry['title']} {plain}"))
    names = [each for each in named if not PLURAL.fullmatch(each) and each not in ANY]
    kept = [one for one in split_sentences(plain) if 40 < len(one) < 400 and one[-1] == "."]
    source = f"{entry['title']}\n\n{entry['abstract']}"
    figures = PERCENT.findall(plain)
    return Paper(entry["id"], source, tuple(kept), names, figures, list(pairs_of(kept, names)))


def pairs_of(sentences: list[str], names: list[str]) -> Iterator[tuple[str, str]]:
    """A name and a figure of which a sentence has no other: the one is surely said of the other."""
    for sentence in sentences:
        here = {each for each in names if each in sentence}
        figures = PERCENT.findall(sentence)
        if len(here) == 1 and len(figures) == 1 and len(re.findall(r"\d+\.\d+", sentence)) == 1:
            yield here.pop(), figures[0]
