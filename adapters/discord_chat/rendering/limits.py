"""Discord's limits. Lengths are measured in UTF-16 units, which are never fewer than
whatever Discord counts.

https://docs.discord.com/developers/resources/message,
https://docs.discord.com/developers/components/reference
"""

from bot.text.readable import is_visible, is_web_address, lined, shorten

COMPONENTS = 40
"""Of a message of the new kind (Components V2), those inside others included."""
DISPLAYED = 4000
"""Over all text displays of such a message."""
EMBEDDED = 6000
"""Over all embeds of a message."""
DESCRIPTION = 4096
EMBEDS = 10
CONTENT = 2000

LEGACY_ROWS = 5
BUTTONS = 5
"""In a row."""
OPTIONS = 25
CUSTOM_ID = 100
BUTTON_LABEL = 80
BUTTON_URL = 512
OPTION_TEXT = 100
"""Label, value and description of an option, each."""
PLACEHOLDER = 150

MODAL_TITLE = 45
MODAL_LABEL = 45
MODAL_NOTE = 100
MODAL_ANSWER = 4000


_LONGEST_ADDRESS = 1000


def label(text: str, limit: int) -> str:
    """One line of at most ``limit`` UTF-16 units; empty where nothing of it would be seen."""
    made = " ".join(lined(text).split())
    return shorten(made, limit) if is_visible(made) else ""


def is_address(url: str, limit: int = _LONGEST_ADDRESS) -> bool:
    """Whether it can be linked to."""
    return is_web_address(url, limit)
