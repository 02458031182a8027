"""What the running service asks of Python, so that people do not feel its own work."""

import gc
import sys

# seconds. A thread that computes holds up the loop that long, and again after every request
# that the loop writes: Python's own 5 ms would add up to a tenth of a second for an answer
_SWITCH = 0.001


def keep_prompt() -> None:
    """Of this process. What is loaded by now stays until the end: the collector, going through
    its hundred thousand objects again and again, would stop everybody for a tenth of a second.
    """
    sys.setswitchinterval(_SWITCH)
    gc.collect()
    gc.freeze()
