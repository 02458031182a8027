"""Addresses of code and of project pages, out of a paper's own abstract and comments. Pure."""

import re
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import urlsplit

from bot.text.addresses import plain_address
from bot.values.papers import Links

_HOSTED = (
    r"(?:github|gitlab|bitbucket|codeberg|huggingface|zenodo|osf|4open|sourceforge|gitee|kaggle)"
)
# With a scheme or "www."; or bare, with a path on a host that is known, or a github.io page.
_ADDRESS = re.compile(
    rf"(?:(?:https?://|(?<![\w/.-])www\.)|(?<![\w/.@-])(?=(?:[\w-]+\.){{0,3}}{_HOSTED}\.\w+/\w|"
    r"[\w-]+\.(?:github|gitlab)\.io\b|sites\.google\.com/))"
    r"(?:[^\s{}<>\"\\^`|“”]|\\~\{\}|\\textasciitilde(?:\{\}|\s)?|\\[_%#&~$])+",
    re.I,
)
# a host's end, which few texts hold that name no address
_DOTTED = re.compile(r"\.\$?[^\W\d][\w-]")
_CODE_HOSTS = (
    *("github.com", "gist.github.com", "gitlab.com", "bitbucket.org", "codeberg.org"),
    *("huggingface.co", "hf.co", "zenodo.org", "osf.io", "anonymous.4open.science"),
    *("sourceforge.net", "gitee.com", "kaggle.com", "modelscope.cn", "pypi.org"),
)
_NEVER = ("arxiv.org", "doi.org", "creativecommons.org", "orcid.org", "alphaxiv.org")
# Names that no public server has: RFC 2606, 6761, 6762, 7686, 8375, 9476, and by custom.
_PRIVATE = (
    *(
        "localhost",
        "localdomain",
        "local",
        "internal",
        "intranet",
        "private",
        "corp",
        "home",
        "lan",
    ),
    *("home.arpa", "arpa", "test", "invalid", "example", "onion", "alt", "localtest.me"),
    *("nip.io", "sslip.io", "xip.io", "lvh.me"),
)
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?", re.I)
_TOP = re.compile(r"[a-z]{2,63}|xn--[a-z0-9-]{1,59}", re.I)
_HOST = 253
_CODE_BEFORE = re.compile(
    r"\b(?:codes?|codebase|implementations?|source code|scripts?|repository|repo)\b[^.;]{0,80}$|"
    r"\b(?:software|library|package|toolkit)\b[^.;]{0,60}\b(?:at|from|on|in|via|here)\W*$",
    re.I,
)
_PROJECT_BEFORE = re.compile(
    r"\b(?:project|page|website|webpage|homepage|web site|site|demo|demos|data ?sets?|data|videos?|"
    r"benchmark|leaderboard|models?|checkpoints|weights|available|found|visit|see)\b[^.;]{0,100}$",
    re.I,
)
_BRACKETS = {")": "(", "]": "["}
_WORDS_BEFORE = 140


@lru_cache(maxsize=2_000)
def find_links(abstract: str, comments: str | None) -> Links:
    """Code and project addresses named in source text (LaTeX kept), in order, each once.

    Only http and https; never arXiv's own or a DOI's. An address on a code host, or that
    the words before it call code, is code; one that they call a page, a demo or data,
    or that is on a host of project pages, is a project's.
    """
    code: dict[str, str] = {}
    project: dict[str, str] = {}
    for text in (abstract, comments or ""):
        for before, address in _addresses(text):
            kind = _kind(before, address)
            if kind is not None and _key(address) not in {*code, *project}:
                (code if kind == "code" else project)[_key(address)] = address
    return Links(code=tuple(code.values()), project=tuple(project.values()))


def _addresses(text: str) -> Iterator[tuple[str, str]]:
    """Each address as it should be opened, with the words before it."""
    dotted = _DOTTED.search(text)
    if dotted is None:
        return
    first_word = max(text.rfind(space, 0, dotted.start()) for space in " \n") + 1
    for found in _ADDRESS.finditer(text, first_word):
        address = _tidy(plain_address(found[0]))
        if address:
            yield text[max(0, found.start() - _WORDS_BEFORE) : found.start()], address


def _tidy(raw: str) -> str | None:
    """With a scheme and without what the sentence added; None for what is no address."""
    bare = _without_punctuation(raw.replace("\\textasciitilde", "~").replace("$", ""))
    address = bare if re.match(r"https?://", bare, re.I) else f"https://{bare}"
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return None
    # "https://github.com@elsewhere.org" opens elsewhere.org
    if "@" in parts.netloc or not is_public(address) or _is_on(host, _NEVER):
        return None
    whole = parts._replace(scheme=parts.scheme.lower(), netloc=_in_ascii(parts.netloc)).geturl()
    return whole.removesuffix("/").removesuffix(".git") if _is_on(host, _CODE_HOSTS) else whole


def is_public(address: str) -> bool:
    """Whether an http or https address names a host of the public web by its name.

    The name is ASCII, or has an ASCII form. Numbers do not count, however they are written: a
    browser takes 127.1, 0x7f000001 and 2130706433 for the machine that it runs on.
    """
    try:
        parts = urlsplit(address)
        port = parts.port
        host = _in_ascii(parts.hostname or "").rstrip(".")
    except ValueError:
        return False
    labels = host.split(".")
    if parts.scheme not in ("http", "https") or port == 0 or len(labels) < 2 or len(host) > _HOST:
        return False
    if not all(map(_LABEL.fullmatch, labels)) or not _TOP.fullmatch(labels[-1]):
        return False
    return not _is_on(host, _PRIVATE)


def _in_ascii(host: str) -> str:
    """The host as it is asked for, so that a look-alike of a known name is seen (xn--...). Raises
    ValueError where it has no such form."""
    return host if host.isascii() else host.encode("idna").decode("ascii")


def _without_punctuation(raw: str) -> str:
    while raw:
        last = raw[-1]
        unopened = last in _BRACKETS and raw.count(last) > raw.count(_BRACKETS[last])
        if not unopened and last not in ".,;:!?'*’”~":
            return raw
        raw = raw[:-1]
    return raw


def _kind(before: str, address: str) -> str | None:
    parts = urlsplit(address)
    host = (parts.hostname or "").removeprefix("www.")
    if _is_on(host, _CODE_HOSTS):
        return "code" if parts.path.strip("/") else None
    if host.endswith(("github.io", "gitlab.io", "sites.google.com")):
        return "project"
    if _CODE_BEFORE.search(before) and not re.search(r"project page", before, re.I):
        return "code"
    return "project" if _PROJECT_BEFORE.search(before) else None


def _is_on(host: str, domains: tuple[str, ...]) -> bool:
    return any(host == domain or host.endswith("." + domain) for domain in domains)


def _key(address: str) -> str:
    """What two spellings of one address share."""
    bare = address.partition("://")[2].removeprefix("www.").removesuffix("/")
    host, slash, path = bare.partition("/")
    return host.lower() + slash + (path.lower() if _is_on(host.lower(), _CODE_HOSTS) else path)
