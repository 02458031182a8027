"""What is asked where a line of /topics leaves something out, and it is not plain what. Pure."""

from collections.abc import Sequence

from bot.commands.topics.asking.questions import (
    Answer,
    Question,
    adding,
    as_topic,
    either,
    leaving_out,
)
from bot.commands.topics.refusing.foreign import Foreign
from bot.commands.topics.refusing.refusals import Doubt, Long, Perhaps, RefusedAuthor
from bot.commands.topics.refusing.refused_words import wanted_instead, words_in
from bot.commands.topics.wording.sentences import all_signed, without_lead
from bot.editorial.choosing.known_words import is_used
from bot.text.readable import shorten
from bot.text.words import content_stems
from bot.translator import Translator

_SHOWN = 60
_FOR_EXAMPLE = "/topics -survey"


def about_doubt(doubt: Doubt, text: str, say: Translator) -> Question:
    """tables without figures"""
    told = say.text(
        "Is “{phrase}” part of the topic, or should papers with {words} be left out?",
        phrase=shorten(doubt.phrase, _SHOWN),
        words=either(doubt.unwanted, say),
    )
    barred = leaving_out(doubt.unwanted, say, topic=f'topic "{doubt.about}"')
    return Question(told, (as_topic(text, say), barred))


def about_long(refused: Long, text: str, say: Translator) -> Question:
    """Nothing is barred by a whole phrase, which no paper may have word by word."""
    if (instead := wanted_instead(refused.words)) is not None:
        words, wanted = instead
        return about_instead("; ".join(filter(None, (refused.about, wanted))), words, say)
    told = say.text(
        "I leave papers out by a word or two that they have, not by “{text}”, so nothing was "
        "changed. Which word is it? For example: {usage}",
        text=shorten(refused.words, _SHOWN),
        usage=_FOR_EXAMPLE,
    )
    return Question(told, (as_topic(refused.about, say),) if refused.about else ())


def about_instead(wanted: str, words: Sequence[str], say: Translator) -> Question:
    """I'm not interested in maps, only tables"""
    told = say.text(
        "Do you want the topic “{name}”, or papers with {words} left out of it as well? Nothing "
        "was changed.",
        name=shorten(wanted, _SHOWN),
        words=either(words, say),
    )
    return Question(told, (_wanted(wanted, say), leaving_out(words, say, topic=f"add {wanted}")))


def about_last(meant: Perhaps, say: Translator) -> Question:
    """tables, no surveys, and maps"""
    told = say.text(
        "Do you want papers about {words}, or should they be left out too? Nothing was changed.",
        words=say.either(_quoted(_topics(meant))),
    )
    wanted = _wanting_the_rest(meant, say)
    if not (barred := words_in(", ".join(meant.rest))):
        return Question(told, (wanted,))
    topic = " ".join(filter(None, (_added(meant.about), all_signed("+", meant.wanted))))
    return Question(told, (wanted, leaving_out((*meant.unwanted, *barred), say, topic=topic)))


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


def about_only(wanted: str, say: Translator) -> Question:
    """Nothing but agents, where other topics stand."""
    told = say.text(
        "“{name}” alone would mean that your other topics go, so nothing was changed. What do you "
        "want?",
        name=shorten(wanted, _SHOWN),
    )
    return Question(told, (_wanted(wanted, say), Answer(say.text("Everything here"), "out")))


def about_refused_author(meant: RefusedAuthor, text: str, say: Translator) -> Question:
    """agents not by Bob Smith; images not by Diffusion Models, which may be no author's"""
    told = say.text(
        "I leave papers out by words that they have, not by their authors, so nothing was changed."
    )
    rest = [_wanted(meant.about, say)] if meant.about else []
    if meant.about and all(map(is_used, content_stems(meant.names))):
        barred = leaving_out((meant.names,), say, topic=_added(meant.about))
        rest += [barred, as_topic(text, say)]
    return Question(told, (*rest, Answer(say.text("What /topics takes"), "help")))


def about_foreign(meant: Foreign, text: str, say: Translator, *, in_english: bool) -> Question:
    """ohne GANs; 不要综述. ``in_english``: no model understands the whole of it."""
    if not meant.unwanted:
        return about_more((meant.about,), text, say)
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
    named = either(meant.unwanted, say)
    told = say.text("Should papers with {words} be left out? Nothing was changed.", words=named)
    barred = leaving_out(meant.unwanted, say, topic=_added(meant.about))
    sure = tuple(each for each in meant.unwanted if each not in meant.rest)
    if not meant.rest or not sure:
        return Question(told, (barred, *others))
    apart = Perhaps(meant.about, sure, meant.rest)
    return Question(told, (barred, _wanting_the_rest(apart, say), *others))


def _wanting_the_rest(meant: Perhaps, say: Translator) -> Answer:
    """Only ``unwanted`` is barred."""
    topics = _topics(meant)
    about = "; ".join(filter(None, (meant.about, *topics)))
    words = (all_signed("+", meant.wanted), all_signed("-", meant.unwanted))
    line = " ".join(filter(None, ("add", about, *words)))
    return Answer(say.text("I want {words}", words=say.join(_quoted(topics))), line)


def _topics(meant: Perhaps) -> list[str]:
    return [without_lead(each) or each for each in meant.rest]


def _quoted(names: Sequence[str]) -> list[str]:
    return [f"“{shorten(each, _SHOWN)}”" for each in names]


def _wanted(name: str, say: Translator) -> Answer:
    if _is_signed(name):
        return Answer(f"/topics {shorten(name, _SHOWN)}", name)
    return adding(name, say)


def _added(about: str) -> str:
    return f"add {about}" if about and not _is_signed(about) else about


def _is_signed(about: str) -> bool:
    """+agents ohne surveys: a word, and no topic."""
    return about.startswith(("+", "-"))
