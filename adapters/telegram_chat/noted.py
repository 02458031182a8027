"""What is noted of Telegram: where keys begin, and for how long at most a note is kept.

From then on it is asked anew: a chat that nobody has spoken of for a year may be gone.
"""

from datetime import timedelta

# what a question's answer is for, by the question's message or by the chat
PROMPTS, CHOOSERS = "telegram:prompt:", "telegram:chooser:"
# the reply under a brief, for those whom the bot may not write to
ANSWERS = "telegram:answer:"
# which keys stand under a message, and what the token in a key stands for
KEYBOARDS, LONG_DATA = "telegram:keys:", "telegram:data:"
# what kind of chat a number is, what it is called, which number a public name was
KIND, CALLED, NAME = "telegram:kind:", "telegram:called:", "telegram:name:"
# that a chat was greeted
GREETED = "telegram:greeted:"

_YEAR = timedelta(days=365)
NOTED_FOR = {
    PROMPTS: timedelta(days=1),
    CHOOSERS: timedelta(days=1),
    ANSWERS: timedelta(days=7),
    KEYBOARDS: timedelta(days=90),
    LONG_DATA: _YEAR,
    KIND: _YEAR,
    CALLED: _YEAR,
    NAME: _YEAR,
    GREETED: _YEAR,
}
