"""People, in a process of their own: their lines go at their moments, answered or not.

    python -m benchmarks.crowd < LINES

The first line of the input is the address of the suite's control, each other a JSON list: the
seconds from now at which to speak, the verb of the control, and its arguments.
"""

import asyncio
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import aiohttp

Line = tuple[float, str, dict[str, Any]]

_ROOT = Path(__file__).resolve().parents[1]


async def speak(control: str, lines: Sequence[Line]) -> None:
    """Have a crowd say these lines; returns when the last was said."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "benchmarks.crowd", stdin=asyncio.subprocess.PIPE, cwd=_ROOT
    )
    said = "\n".join([control, *map(json.dumps, lines)])
    await process.communicate(said.encode())
    if process.returncode:
        raise SystemExit("benchmarks/crowd.py: somebody could not speak")


async def _say(session: aiohttp.ClientSession, url: str, arguments: object) -> None:
    async with session.post(url, json=arguments) as answer:
        said = await answer.json()
    if not said["ok"]:
        raise ValueError(said["error"])


async def _all(control: str, lines: Sequence[Line]) -> None:
    async with aiohttp.ClientSession() as session, asyncio.TaskGroup() as group:
        loop = asyncio.get_running_loop()
        started = loop.time()
        for at, verb, arguments in sorted(lines, key=lambda line: line[0]):
            await asyncio.sleep(started + at - loop.time())
            group.create_task(_say(session, f"{control}/{verb}", arguments))


def main() -> None:
    control, *lines = sys.stdin.read().splitlines()
    asyncio.run(_all(control, [tuple(json.loads(line)) for line in lines]))


if __name__ == "__main__":
    main()
