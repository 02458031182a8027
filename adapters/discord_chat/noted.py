"""What is noted of Discord, and for how long at most; from then on it is asked anew."""

from datetime import timedelta

from adapters.discord_chat.followers import UNPUBLISHED
from adapters.discord_chat.kept import KEPT
from adapters.discord_chat.places import DM, NOTE
from adapters.discord_chat.posting import BEGUN

_YEAR = timedelta(days=365)
# a post in doubt, a message that waits for its followers, what a control stands for, and
# what a channel is: one that nobody has spoken of for so long may be gone
NOTED_FOR = {
    BEGUN: timedelta(days=7),
    UNPUBLISHED: timedelta(days=7),
    KEPT: _YEAR,
    NOTE: _YEAR,
    DM: _YEAR,
}
