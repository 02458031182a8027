"""What is loaded once and stays."""

import gc
import sys
from collections.abc import Callable
from importlib import import_module
from types import ModuleType
from typing import Any, TypeVar, cast

T = TypeVar("T")
# httpx's own command line, which comes with rich and pygments, 3 MiB; httpx does without it
_LEFT_OUT = "httpx._main"


def loaded(module: str) -> ModuleType:
    # https://docs.python.org/3/reference/import.html#the-module-cache
    cast("dict[str, Any]", sys.modules).setdefault(_LEFT_OUT, None)
    return for_good(lambda: import_module(module))


def for_good(load: Callable[[], T]) -> T:
    """What is loaded stays, so nobody looks through it for cycles, now or later: that would be a
    fifth of a start."""
    gc.disable()
    try:
        return load()
    finally:
        gc.freeze()
        gc.enable()
