"""How this process takes memory from the system."""

import ctypes
from contextlib import suppress

# M_ARENA_MAX of glibc's malloc.h
_MOST_HEAPS = -8


def share_one_heap() -> None:
    """Have all threads take larger blocks from one heap. To be called before there are threads.

    glibc gives each thread a heap of its own, and what is free there serves no other: 10 MiB and
    more once a thread has indexed a day. Other systems' libraries are left as they are.
    """
    with suppress(AttributeError, OSError, TypeError):
        ctypes.CDLL(None).mallopt(_MOST_HEAPS, 1)
