"""What readers are told where a model gave nothing. Pure.

The client's own sentences are for the operator and the log: they have the address, a status, the
names of settings, and words of the server. A brief stands in public channels.
"""

from bot.errors import AnswerUnusable, ModelDenied, ModelUnreachable, PaperbriefError
from bot.spending import Refusal
from bot.translator import msgid

AWAY = msgid("The model could not be reached.")
NOT_LET_IN = msgid("The model's address refuses the bot; only the bot's operator can change that.")
UNUSABLE = msgid("The model gave no usable answer.")


def told(error: PaperbriefError) -> str:
    """A sentence to be translated; what is no model's failure is told as it stands."""
    match error:
        case ModelDenied():
            # why a purse says no is for readers
            return next((one.value for one in Refusal if one == str(error)), NOT_LET_IN)
        case ModelUnreachable():
            return AWAY
        case AnswerUnusable():
            return UNUSABLE
    return str(error)
