"""Hardened XML reading, and elements by their local names. Pure.

arXiv's programs bind their namespaces to changing prefixes and addresses
(``arxiv:``, ``dc:``, OAI's four schemas), and no form uses one local name for two
things that matter; so elements are found by local name.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from lxml import etree

from bot.errors import SourceUnreadable

Children = dict[str, list[etree._Element]]

PROLOG = r"\A(?>\s+|<\?.*?\?>|<!--.*?-->)*+"
_DOCTYPE = re.compile(PROLOG + r"<!DOCTYPE", re.S | re.I)
_ROOT = re.compile(PROLOG + r"<([A-Za-z_][\w.:-]*)", re.S)
_SELF_CLOSED = re.compile(PROLOG + r"<[A-Za-z_][^<>]*/>\s*\Z", re.S)
# not allowed in XML 1.0, yet seen in abstracts: form feeds and the like, raw or as references
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_FORBIDDEN_REFERENCE = re.compile(
    "&#(?:0*(?:[0-8]|1[124-9]|2[0-9]|3[01])|x0*(?:[0-8bceBCEfF]|1[0-9a-fA-F]));"
)


def parse_xml(text: str) -> etree._Element:
    """The root element. Raises SourceUnreadable for broken, cut-off or booby-trapped XML."""
    sound = _FORBIDDEN_REFERENCE.sub(" ", _FORBIDDEN.sub(" ", text))
    if _DOCTYPE.match(sound):
        raise SourceUnreadable(
            "it declares a document type; no announcement does, and entities may hide in it"
        )
    # encoding= overrules the declaration, which may have been wrong
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(sound.strip().encode(), parser)
    except etree.XMLSyntaxError as error:
        raise SourceUnreadable(_broken(sound, error)) from error


def _broken(text: str, error: etree.XMLSyntaxError) -> str:
    line, column = error.position
    cut = "it seems cut off" if _is_cut_off(text) else "it is broken XML"
    reason = (error.msg or "no reason given").partition(", line ")[0]
    return f"{cut} (line {line}, column {column}: {reason})"


def _is_cut_off(text: str) -> bool:
    root = _ROOT.match(text)
    if root is None:
        return True
    return not _SELF_CLOSED.match(text) and not text.rstrip().endswith(f"</{root[1]}>")


def local_name(element: etree._Element) -> str:
    return _local(str(element.tag))


@lru_cache(maxsize=1_000)
def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def children(element: etree._Element) -> Children:
    """Child elements by local name, in document order."""
    found: Children = {}
    for child in element:
        found.setdefault(local_name(child), []).append(child)
    return found


def text_of(element: etree._Element) -> str:
    """All the text inside, that of nested markup included."""
    return (element.text or "") if not len(element) else "".join(map(str, element.itertext()))


def texts(found: Children, *names: str) -> list[str]:
    """The texts of all children of these names that have any, name by name."""
    return list(_texts(found, names))


def first_text(found: Children, *names: str) -> str | None:
    return next(_texts(found, names), None)


def _texts(found: Children, names: Sequence[str]) -> Iterator[str]:
    for name in names:
        for element in found.get(name, ()):
            if text := text_of(element).strip():
                yield text
