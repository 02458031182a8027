"""What is noted of Telegram, and for how long at most; from then on it is asked anew."""

from datetime import timedelta

from adapters.telegram_chat.answering.conversation import ANSWERS
from adapters.telegram_chat.answering.prompts import CHOOSERS, PROMPTS
from adapters.telegram_chat.names import CALLED, NAME
from adapters.telegram_chat.places import KIND
from adapters.telegram_chat.posting import LONG_DATA
from adapters.telegram_chat.standing import GREETED

_YEAR = timedelta(days=365)
# what a question waits for, where a brief's answer stands, what a key stands for, and what
# a chat is: a chat that nobody has spoken of for so long may be gone
NOTED_FOR = {
    PROMPTS: timedelta(days=1),
    CHOOSERS: timedelta(days=1),
    ANSWERS: timedelta(days=7),
    LONG_DATA: _YEAR,
    KIND: _YEAR,
    CALLED: _YEAR,
    NAME: _YEAR,
    GREETED: _YEAR,
}
