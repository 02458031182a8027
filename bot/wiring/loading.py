"""What is loaded once and stays."""

import gc
from collections.abc import Callable
from importlib import import_module
from types import ModuleType
from typing import TypeVar

T = TypeVar("T")


def loaded(module: str) -> ModuleType:
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
