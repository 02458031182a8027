"""Discord's limits. Lengths are measured in UTF-16 units, which are never fewer than
whatever Discord counts.

https://docs.discord.com/developers/resources/message,
https://docs.discord.com/developers/components/reference
"""

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
MODAL_PLACEHOLDER = 100
MODAL_ANSWER = 4000
