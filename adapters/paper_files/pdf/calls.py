"""Prototypes for calls into pdfium that take addresses as plain numbers: twice as fast."""

import ctypes
from collections.abc import Callable
from typing import Any

POINTER, INTEGER = ctypes.c_void_p, ctypes.c_int


def prototype(function: Any, result: Any, *arguments: Any) -> Callable[..., Any]:
    """The C function behind one of pypdfium2's, with these types."""
    return ctypes.CFUNCTYPE(result, *arguments)(ctypes.cast(function, POINTER).value or 0)
