"""The disk of the data folder, which can be full: a small file system of its own where that is
allowed, else a bound on what the bot may write."""

import shutil
import subprocess
from pathlib import Path
from typing import Self

from tests.storm.lives import Played

_SIZE = "size=1g"
# bytes left where it is full
_LEFT = 16 * 1024


class Disk:
    """``path`` is the data folder; ``filled`` is how often it was full."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.filled = 0
        self._mounted = False

    def __enter__(self) -> Self:
        self.path.mkdir(parents=True, exist_ok=True)
        self._mounted = self._mount(_SIZE, str(self.path), kind=True)
        self.path.chmod(0o700)
        return self

    def __exit__(self, *_: object) -> None:
        if self._mounted:
            subprocess.run(["umount", "-l", str(self.path)], check=False)

    def fills(self, life: Played | None) -> None:
        self.filled += 1
        if self._mounted:
            used = shutil.disk_usage(self.path).used
            self._mount(f"remount,size={used + _LEFT}", str(self.path))
        elif life is not None:
            largest = max(each.stat().st_size for each in self.path.iterdir() if each.is_file())
            life.has_disk(largest + _LEFT)

    def empties(self, life: Played | None) -> None:
        if self._mounted:
            self._mount(f"remount,{_SIZE}", str(self.path))
        elif life is not None:
            life.has_disk(None)

    def _mount(self, options: str, path: str, *, kind: bool = False) -> bool:
        named = ["-t", "tmpfs", "tmpfs"] if kind else []
        done = subprocess.run(
            ["mount", "-o", options, *named, path], check=False, capture_output=True
        )
        return done.returncode == 0
