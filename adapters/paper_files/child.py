"""Reads a stranger's file in a process of its own, which can be killed. An edge."""

import asyncio
import json
import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any, Literal, cast

from adapters.paper_files.forms import full_text_from
from adapters.paper_files.limits import ReadingLimits
from bot.values.full_texts import Defect, DefectKind, FullText

_ROOT = Path(__file__).resolve().parents[2]
_PROGRAM = "adapters.paper_files.process"
# what Python itself needs to start; no setting and no secret goes with it
_KEPT = ("PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "SYSTEMROOT", "TMPDIR")
# a picture, or the text of a long book
_MOST_ANSWER = 64_000_000

FileForm = Literal["html", "pdf"]


class _NotRead(Exception):
    def __init__(self, kind: DefectKind) -> None:
        super().__init__(kind)
        self.kind: DefectKind = kind


class FileReader:
    """Reads files side by side, ``at_once`` at most, each in a process within ``limits``."""

    def __init__(self, limits: ReadingLimits | None = None, *, at_once: int = 2) -> None:
        self.limits = limits or ReadingLimits()
        self._places = asyncio.Semaphore(at_once)

    async def read(self, content: bytes, form: FileForm) -> FullText:
        """The text, without id and version. One without pieces was not read: its defects say why.
        Never raises for what the file holds or does."""
        if len(content) > self.limits.content:
            return _unread(form, "too_large", len(content))
        try:
            answer = await self._asked({"form": form}, content)
            return full_text_from(answer)
        except _NotRead as error:
            return _unread(form, error.kind)
        except (ValueError, KeyError, TypeError):
            return _unread(form, "damaged")

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


async def _talked(child: asyncio.subprocess.Process, request: bytes) -> bytes:
    _, answer = await asyncio.gather(_given(child, request), _taken(child))
    status = await child.wait()
    if status in (-24, -14):  # SIGXCPU, SIGALRM
        raise _NotRead("late")
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


def _unread(form: FileForm, kind: DefectKind, count: int = 0) -> FullText:
    return FullText(paper_id="", version=None, made_from=form, defects=(Defect(kind, form, count),))
