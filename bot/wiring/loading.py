"""What is loaded once and stays, and what libraries are told before they are loaded."""

import gc
import os
import sys
from collections.abc import Callable
from importlib import import_module
from types import ModuleType
from typing import Any, TypeVar, cast

T = TypeVar("T")
# httpx's own command line, which comes with rich and pygments, 3 MiB; httpx does without it
_LEFT_OUT = "httpx._main"
# products of matrices take some ms, after each of which OpenBLAS's other threads spin for the next:
# 0.1 s of CPU a day
_THREADS_OF_PRODUCTS = "OPENBLAS_NUM_THREADS"


def tell_libraries() -> None:
    """To be called before any of them is loaded; what the environment says of threads stands."""
    # https://docs.python.org/3/reference/import.html#the-module-cache
    cast("dict[str, Any]", sys.modules).setdefault(_LEFT_OUT, None)
    os.environ.setdefault(_THREADS_OF_PRODUCTS, "1")


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
