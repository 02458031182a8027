"""How this process takes memory from the system."""

import ctypes
from contextlib import suppress

# M_ARENA_MAX, M_MMAP_THRESHOLD and M_TRIM_THRESHOLD of glibc's malloc.h
_MOST_HEAPS, _LARGE, _FREE = -8, -3, -1
# More than the 256 KiB that asyncio takes for each read: from the system, and given back at once,
# they cost 11 us an answer
_LARGE_BLOCK = 288 * 1024
# what may be free at the heap's end: less would be given back and asked for again as often
_KEPT = 1024 * 1024


def share_one_heap() -> None:
    """Have all threads take larger blocks from one heap, and the largest from the system itself. To
    be called before there are threads.

    glibc gives each thread a heap of its own, and what is free there serves no other: 10 MiB and
    more once a thread has indexed a day. What counts as largest grows with what was freed, and then
    such blocks stand in the heap, with gaps between them: 10 MiB, every other time. Other systems'
    libraries are left as they are.
    """
    with suppress(AttributeError, OSError, TypeError):
        library = ctypes.CDLL(None)
        library.mallopt(_MOST_HEAPS, 1)
        library.mallopt(_LARGE, _LARGE_BLOCK)
        library.mallopt(_FREE, _KEPT)
