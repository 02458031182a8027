"""Text before it is measured: what Discord or a screen would not keep is gone. Pure."""

from bot.text.readable import is_visible, is_web_address, lined, shorten

_LONGEST_ADDRESS = 1000


def label(text: str, limit: int) -> str:
    """One line of at most ``limit`` UTF-16 units; empty where nothing of it would be seen."""
    made = " ".join(lined(text).split())
    return shorten(made, limit) if is_visible(made) else ""


def is_address(url: str, limit: int = _LONGEST_ADDRESS) -> bool:
    """Whether it can be linked to."""
    return is_web_address(url, limit)
