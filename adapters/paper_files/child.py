"""Reads a stranger's file in a process of its own, which can be killed. An edge."""

import asyncio
import json
import os
import signal
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, cast

from adapters.paper_files.fetching import FileForm
from adapters.paper_files.limits import ReadingLimits
from adapters.paper_files.process import TOO_LARGE
from bot.errors import SourceTooLarge, SourceUnreadable
from bot.values.full_text_forms import full_text_from, picture_from
from bot.values.full_texts import Defect, DefectKind, FullText, Picture

_ROOT = Path(__file__).resolve().parents[2]
_PROGRAM = "adapters.paper_files.process"
# what Python itself needs to start; no setting and no secret goes with it
_KEPT = ("PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "TMPDIR")
# the text of a long book, or a picture
_MOST_ANSWER = 64_000_000
_OUT_OF_TIME = (-signal.SIGXCPU, -signal.SIGALRM)
_AT_ONCE = 2
# a PDF may begin a little later, https://www.iso.org/standard/75839.html
_HEAD = 1_024


class _NotRead(Exception):
    def __init__(self, kind: DefectKind) -> None:
        super().__init__(kind)
        self.kind: DefectKind = kind


class FileReader:
    """Reads files side by side, ``at_once`` at most, each in a process within ``limits``."""

    def __init__(self, limits: ReadingLimits | None = None, *, at_once: int = _AT_ONCE) -> None:
        self.limits = limits or ReadingLimits()
        self._places = asyncio.Semaphore(at_once)

    async def read(self, content: bytes, form: FileForm) -> FullText:
        """The text, without id and version. One without pieces was not read: its defects say why.
        Never raises for what the file holds or does."""
        if len(content) > self.limits.content:
            return unread(form, "too_large", len(content))
        try:
            return full_text_from(await self._asked({"task": form}, content))
        except _NotRead as error:
            return unread(form, error.kind)
        except (ValueError, KeyError, TypeError):
            return unread(form, "damaged")

    async def read_path(self, path: Path) -> FullText:
        """A file that a person names, HTML or PDF, whatever its ending; its id is its name.

        Raises SourceUnreadable or SourceTooLarge for one that cannot be opened, or has more bytes
        than are read; else as :meth:`read`.
        """
        content = await asyncio.to_thread(_content, path, self.limits.content)
        return replace(await self.read(content, form_of(content)), paper_id=path.stem)

    async def fit(self, image: bytes) -> Picture | None:
        """The image at a size that a chat shows; None where it is none."""
        return await self._drawn({"task": "image"}, image)

    async def render(
        self, content: bytes, page: int, box: tuple[float, float, float, float]
    ) -> Picture | None:
        """A region of a page of a PDF, in points; None where it cannot be drawn."""
        return await self._drawn({"task": "render", "page": page, "box": box}, content)

    async def _drawn(self, what: Mapping[str, Any], content: bytes) -> Picture | None:
        try:
            return picture_from(await self._asked(what, content))
        except (_NotRead, ValueError, TypeError):
            return None

    async def _asked(self, what: Mapping[str, Any], content: bytes) -> bytes:
        head = json.dumps({**what, "limits": asdict(self.limits)}).encode() + b"\n"
        async with self._places:
            child = await asyncio.create_subprocess_exec(
                sys.executable,
                *("-X", "utf8", "-m", _PROGRAM),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.DEVNULL,
                cwd=_ROOT,
                env={name: os.environ[name] for name in _KEPT if name in os.environ},
                start_new_session=True,
            )
            try:
                async with asyncio.timeout(self.limits.wall):
                    return await _talked(child, head + content)
            except TimeoutError:
                raise _NotRead("late") from None
            finally:
                with suppress(ProcessLookupError):
                    child.kill()
                await child.wait()


def form_of(content: bytes) -> FileForm:
    """By what the file says of itself."""
    return "pdf" if b"%PDF-" in content[:_HEAD] else "html"


def _content(path: Path, most: int) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(most + 1)
    except OSError as error:
        raise SourceUnreadable(f"{path} cannot be read: {error.strerror}.") from error
    if len(content) > most:
        raise SourceTooLarge(f"{path} is larger than {most // 1_000_000} MB.")
    return content


async def _talked(child: asyncio.subprocess.Process, request: bytes) -> bytes:
    _, answer = await asyncio.gather(_given(child, request), _taken(child))
    status = await child.wait()
    if status in _OUT_OF_TIME:
        raise _NotRead("late")
    if status == TOO_LARGE:
        raise _NotRead("too_large")
    if status != 0:
        raise _NotRead("damaged")
    return answer


async def _given(child: asyncio.subprocess.Process, request: bytes) -> None:
    to_child = cast("asyncio.StreamWriter", child.stdin)
    # a process that ended has read enough; its status says why
    with suppress(BrokenPipeError, ConnectionResetError):
        to_child.write(request)
        await to_child.drain()
        to_child.close()


async def _taken(child: asyncio.subprocess.Process) -> bytes:
    from_child = cast("asyncio.StreamReader", child.stdout)
    parts = bytearray()
    while part := await from_child.read(1 << 16):
        parts += part
        if len(parts) > _MOST_ANSWER:
            raise _NotRead("too_large")
    return bytes(parts)


def unread(form: FileForm, kind: DefectKind, count: int = 0) -> FullText:
    """A text without pieces, and why."""
    return FullText(paper_id="", version=None, made_from=form, defects=(Defect(kind, form, count),))
