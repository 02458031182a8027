"""What is noted of Discord: where keys begin, and for how long at most a note is kept.

From then on it is asked anew: a channel that nobody has spoken of for a year may be gone.
"""

from datetime import timedelta

# the part that was last begun in a channel
BEGUN = "discord:begun:"
# a message that waits to be published to its channel's followers
UNPUBLISHED = "discord:unpublished:"
# what the token in a control stands for
KEPT = "discord:kept:"
# what a channel is, and where direct messages to a person go
NOTE, DM = "discord:place:", "discord:dm:"
# a post in doubt; only the first versions wrote it
_POST = "discord:post:"

_YEAR = timedelta(days=365)
NOTED_FOR = {
    _POST: timedelta(days=7),
    BEGUN: _YEAR,
    UNPUBLISHED: timedelta(days=7),
    KEPT: _YEAR,
    NOTE: _YEAR,
    DM: _YEAR,
}
