"""A doubt about a typed schedule, in words. Pure."""

from bot.errors import UsageError
from bot.text.readable import shorten
from bot.translator import Translator
from bot.typed_schedules.understanding import Doubt, understood
from bot.values.channels import Schedule

EXAMPLE = "08:30 Berlin mon-fri"


def scheduled(schedule: Schedule, text: str, say: Translator) -> Schedule:
    """The schedule after a line, where nobody can be asked. Raises UsageError for a doubt."""
    meant = understood(schedule, text, both=True)
    if isinstance(meant, Doubt):
        raise UsageError(say.sentences(told(meant, say), say.either(meant.answers)))
    return meant


def told(doubt: Doubt, say: Translator) -> str:
    """What is asked, or why it cannot be had. Nothing was changed."""
    words = shorten(doubt.words, 60)
    if doubt.kind == "unknown":
        return _unknown(doubt, words, say)
    return _not_to_be_had(doubt, words, say) or _which_time(doubt, words, say)


def _not_to_be_had(doubt: Doubt, words: str, say: Translator) -> str:
    match doubt.kind:
        case "now":
            return say.text("A schedule sets when briefs come. /brief shows one now.")
        case "rhythm":
            return say.text(
                "“{words}” is not possible: arXiv announces once a day, Sunday to Thursday in the "
                "evening (New York). Briefs can come every day, on some weekdays, or once a week.",
                words=words,
            )
        case "times":
            return say.text(
                "arXiv announces once a day, so a channel gets one brief a day, at one time. "
                "Which one?"
            )
        case "ways":
            return say.text("As soon as arXiv has announced, or at a set time: which one?")
    return ""


def _which_time(doubt: Doubt, words: str, say: Translator) -> str:
    match doubt.kind:
        case "pause":
            return say.text("Which do you mean?", words=words)
        case "half":
            return say.text("“{words}”: in the morning or in the evening?", words=words)
        case "clocks":
            return say.text("“{words}” could be any of these time zones. Which one?", words=words)
        case "day":
            return say.text(
                "Once a week, with everything announced since the last brief. On which day?"
            )
        case "days":
            return say.text("Every day, or only on some?")
    return say.text("At what time?")


def _unknown(doubt: Doubt, words: str, say: Translator) -> str:
    told = say.text(
        "I do not understand “{words}” as a time, a time zone or a weekday, so "
        "nothing was changed.",
        words=words,
    )
    if doubt.answers:
        return say.sentences(told, say.text("Did you mean this?"))
    return say.sentences(told, say.text("For example: {line}", line=EXAMPLE))
