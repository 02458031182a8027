"""The process in which a stranger's file is read: ``python -m adapters.paper_files.process``.

It gets a line of JSON and then the file on standard input, gives the answer on standard output,
and ends. Nothing else of the bot is in it: no settings, no secret, no connection.
"""

import json
import resource
import signal
import sys
from collections.abc import Mapping
from contextlib import suppress
from importlib import import_module
from typing import Any

_FILES = 64
# how it ends where the memory was not enough
TOO_LARGE = 3


def main() -> None:
    """Answer one request, within limits that are set before the file is touched."""
    asked = json.loads(sys.stdin.buffer.readline())
    _confine(asked["limits"])
    try:
        answer = _answer(asked, sys.stdin.buffer.read())
    except MemoryError:
        sys.exit(TOO_LARGE)
    sys.stdout.buffer.write(answer)


def _confine(limits: Mapping[str, Any]) -> None:
    """For good: a file that takes over the reader cannot lift them, and writes no other file."""
    cpu = int(limits["cpu"])
    for kind, soft, hard in (
        (resource.RLIMIT_AS, limits["memory"], limits["memory"]),
        (resource.RLIMIT_CPU, cpu, cpu + 1),
        (resource.RLIMIT_FSIZE, 0, 0),
        (resource.RLIMIT_CORE, 0, 0),
        (resource.RLIMIT_NOFILE, _FILES, _FILES),
    ):
        # a system that knows no such limit (macOS and RLIMIT_AS) has the clock of the caller
        with suppress(ValueError, OSError):
            resource.setrlimit(kind, (soft, hard))
    # should the caller be gone by then
    signal.alarm(int(limits["wall"]) + 1)
    sys.setrecursionlimit(4_000)


def _answer(asked: Mapping[str, Any], content: bytes) -> bytes:
    # imported here, within the limits, and each only where it is needed
    from adapters.paper_files.limits import ReadingLimits
    from bot.values.full_text_forms import full_text_bytes, picture_bytes

    limits = ReadingLimits(**asked["limits"])
    if asked["task"] == "html":
        from adapters.paper_files.html.reading import read_html

        return full_text_bytes(read_html(content, limits))
    if asked["task"] == "image":
        from adapters.paper_files.pictures import fitted

        return picture_bytes(fitted(content))
    pdf = import_module("adapters.paper_files.pdf.reading")
    if asked["task"] == "pdf":
        return full_text_bytes(pdf.read_pdf(content, limits))
    return picture_bytes(pdf.render(content, asked["page"], tuple(asked["box"])))


if __name__ == "__main__":
    main()
