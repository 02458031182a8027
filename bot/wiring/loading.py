"""Modules that are loaded once and stay."""

import gc
from importlib import import_module
from types import ModuleType


def loaded(module: str) -> ModuleType:
    """What is loaded stays, so nobody looks through it for cycles, now or later: that would be a
    fifth of a start."""
    gc.disable()
    try:
        return import_module(module)
    finally:
        gc.freeze()
        gc.enable()
