"""What is asked where a line of /topics leaves something out, and it is not plain what. Pure."""

from collections.abc import Sequence

from bot.commands.topics.asking.questions import Answer, Question, as_topic
from bot.commands.topics.refusing.foreign import Foreign
from bot.commands.topics.refusing.refusals import Doubt, Long, Perhaps, wanted_instead
from bot.commands.topics.wording.sentences import as_signed
from bot.text.readable import shorten
from bot.translator import Translator

_SHOWN = 60
_FOR_EXAMPLE = "/topics -survey"


def about_doubt(doubt: Doubt, text: str, say: Translator) -> Question:
    """tables without figures"""
    named = _either(doubt.unwanted, say)
    told = say.text(
        "Is “{phrase}” part of the topic, or should papers with {words} be left out?",
        phrase=shorten(doubt.phrase, _SHOWN),
        words=named,
    )
    barred = f'topic "{doubt.about}" {_signed(doubt.unwanted)}'
    return Question(told, (as_topic(text, say), Answer(_left_out(doubt.unwanted, say), barred)))


def about_long(refused: Long, text: str, say: Translator) -> Question:
    """Nothing is barred by a whole phrase, which no paper may have word by word."""
    if (instead := wanted_instead(refused.words)) is not None:
        words, wanted = instead
        return _about_instead("; ".join(filter(None, (refused.about, wanted))), words, say)
    told = say.text(
        "I leave papers out by a word or two that they have, not by “{text}”, so nothing was "
        "changed. Which word is it? For example: {usage}",
        text=shorten(refused.words, _SHOWN),
        usage=_FOR_EXAMPLE,
    )
    return Question(told, (as_topic(refused.about, say),) if refused.about else ())


def _about_instead(wanted: str, words: Sequence[str], say: Translator) -> Question:
    """I'm not interested in maps, only tables"""
    named = _either(words, say)
    told = say.text(
        "Do you want the topic “{name}”, or papers with {words} left out of it as well? Nothing "
        "was changed.",
        name=shorten(wanted, _SHOWN),
        words=named,
    )
    without = Answer(_left_out(words, say), f"add {wanted} {_signed(words)}")
    return Question(told, (_wanted(wanted, say), without))


def about_last(meant: Perhaps, say: Translator) -> Question:
    """tables, no surveys, and maps"""
    last = shorten(meant.last, _SHOWN)
    told = say.text(
        "Do you want papers about “{name}”, or should they be left out too? Nothing was changed.",
        name=last,
    )
    topics = "; ".join(filter(None, (meant.about, meant.last)))
    words = (*meant.unwanted, meant.last)
    barred = f"add {meant.about} {_signed(words)}" if meant.about else f"-{', '.join(words)}"
    return Question(
        told,
        (
            Answer(
                say.text("I want “{name}”", name=last), f"add {topics} {_signed(meant.unwanted)}"
            ),
            Answer(_left_out(words, say), barred),
        ),
    )


def about_more(wanted: Sequence[str], text: str, say: Translator) -> Question:
    """agents, not just robots"""
    told = say.text(
        "“{text}” leaves nothing out, so nothing was changed. What do you want?",
        text=shorten(text, _SHOWN),
    )
    each = [_wanted(name, say) for name in wanted]
    if len(wanted) < 2:
        return Question(told, tuple(each))
    both = Answer(say.text("Both, as two topics"), f"add {'; '.join(wanted)}")
    return Question(told, (both, *each))


def about_foreign(meant: Foreign, text: str, say: Translator, *, in_english: bool) -> Question:
    """ohne GANs; 不要综述. ``in_english``: no model understands the whole of it."""
    wanted = [_wanted(meant.about, say)] if meant.about else []
    whole = meant.may_be_english or (meant.about and not in_english)
    others = (*wanted, as_topic(text, say)) if whole else tuple(wanted)
    if not meant.is_english:
        told = say.text(
            "Papers are in English, so “{text}” would leave none out; nothing was changed. Say "
            "it with an English word. For example: {usage}",
            text=shorten(meant.phrase, _SHOWN),
            usage=_FOR_EXAMPLE,
        )
        return Question(told, others)
    named = _either(meant.unwanted, say)
    told = say.text("Should papers with {words} be left out? Nothing was changed.", words=named)
    if meant.about:
        line = f"add {meant.about} {_signed(meant.unwanted)}"
    else:
        line = f"-{', '.join(meant.unwanted)}"
    return Question(told, (Answer(_left_out(meant.unwanted, say), line), *others))


def _wanted(name: str, say: Translator) -> Answer:
    return Answer(say.text("The topic “{name}”", name=shorten(name, _SHOWN)), f"add {name}")


def _left_out(words: Sequence[str], say: Translator) -> str:
    return say.text("No papers with {words}", words=_either(words, say))


def _either(words: Sequence[str], say: Translator) -> str:
    return say.either([f"“{shorten(word, _SHOWN)}”" for word in words])


def _signed(words: Sequence[str]) -> str:
    return " ".join(as_signed("-", word) for word in words)
