"""In which language a channel is told papers, and in which the bot speaks there.

Without a model both are one of the bot's own. A model writes in any; the bot's own words are then
in the nearest of its own. A channel keeps what it has set where the model is switched off later.
"""

from bot.errors import UsageError
from bot.languages import USUAL, any_language_called, language_called, own_name
from bot.text.readable import shorten
from bot.translator import Translator, languages, translator


def understood(text: str, *, written: bool) -> str | None:
    """The language that is meant; ``written``: a model writes, so it may be any."""
    return any_language_called(text) if written else language_called(text)


def offered(*chosen: str, written: bool) -> tuple[str, ...]:
    """What menus show, with what is set now."""
    usual = USUAL if written else languages()
    return tuple(dict.fromkeys((*usual, *filter(None, chosen))))


def is_own(language: str) -> bool:
    """Whether the bot itself speaks it."""
    return translator(language).language == language


def told_here(language: str, say: Translator) -> str:
    """For a language that the bot does not speak, with a model."""
    return say.text(
        "Papers are described in {papers} here; the bot itself speaks {language}.",
        papers=say.language_name(language),
        language=say.language_name(say.language),
    )


def waits_here(language: str, say: Translator) -> str:
    """For a language that the bot does not speak, without a model."""
    return say.text(
        "Papers should be described in {papers} here. That needs a language model, "
        "and none is set up, so they keep their own language. The bot itself "
        "speaks {language}.",
        papers=say.language_name(language),
        language=say.language_name(say.language),
    )


def language_line(language: str, say: Translator, *, written: bool) -> str:
    """The language of a channel, as the value of a line."""
    name, mine = say.language_name(language), say.language_name(say.language)
    if is_own(language):
        return name
    if written:
        return say.text("{papers}; the bot itself speaks {language}", papers=name, language=mine)
    return say.text(
        "{language}; {papers} needs a language model, and none is set up",
        papers=name,
        language=mine,
    )


def not_spoken(wanted: str, say: Translator, *, written: bool) -> UsageError:
    """Why a language cannot be had; what is needed where a model would write in it."""
    shown = shorten(wanted, 40)
    if written:
        return UsageError(
            say.text(
                "I do not know the language “{wanted}”. Write it like this: German, "
                "Deutsch, de or pt-BR.",
                wanted=shown,
            )
        )
    known = say.listed(say.bracketed(each, own_name(each)) for each in languages())
    refused = say.text(
        "I do not speak “{wanted}” yet. Available: {languages}.", wanted=shown, languages=known
    )
    if any_language_called(wanted) is None:
        return UsageError(refused)
    needed = say.text(
        "Papers can be described in it where a language model writes; none is set up here."
    )
    return UsageError(say.sentences(refused, needed))
