"""How many deliveries of a platform leave side by side."""

import time

# At first; one more for each that arrives, up to the second, as what goes together shares its
# writes; and at most, if the platform's own limits let them.
FEW, SOME, AT_ONCE = 3, 16, 32
# Seconds. As long as sends end more often than this, more go out than any platform takes; else
# more of them are begun side by side.
BRISK = 0.015


class Breadth:
    """Deliveries are known by their numbers; those that leave are on their way to the platform, or
    wait until they may be."""

    def __init__(self) -> None:
        self.at_once = FEW
        # those that the platform has, and when the last of them left, in monotonic seconds
        self._away: set[int] = set()
        self._left_at = 0.0

    def left(self, delivery: int) -> None:
        self._away.add(delivery)
        self._left_at = time.monotonic()

    def heard_of(self, delivery: int) -> None:
        self._away.discard(delivery)

    def arrived(self) -> None:
        self.at_once = max(self.at_once, min(self.at_once + 1, SOME))

    def begin_anew(self) -> None:
        self.at_once = FEW

    def may_grow(self, leaving: int) -> bool:
        """Whether it is to be looked at after a while how the platform does with so many."""
        return leaving == self.at_once < AT_ONCE

    def grow_if_slow(self) -> None:
        """One more where the platform has had all of them for a while, and none waits for the
        store."""
        waits = time.monotonic() - self._left_at >= BRISK
        self.at_once += waits and len(self._away) >= self.at_once
