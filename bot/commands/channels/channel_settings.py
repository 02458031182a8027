"""Everything that a channel has set, to read and to change: /settings."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from pydantic import TypeAdapter, ValidationError

from bot.commands.changing.keeping import kept
from bot.commands.channels.analyses_ahead import analyses_line
from bot.commands.channels.posted_links import links_line
from bot.commands.channels.posting import (
    FACTS,
    PAGE,
    posting_line,
    posting_page,
    with_posting,
)
from bot.commands.channels.preferences import in_language
from bot.commands.channels.setting_menu import settings_menu
from bot.commands.channels.setting_page import no_setting, no_value, setting_page
from bot.commands.channels.setting_words import setting_words
from bot.commands.channels.speaking import language_line, not_spoken, understood
from bot.commands.channels.subscriptions import trial_notice
from bot.commands.channels.writing_model import model_line
from bot.commands.lines.command import Asked, Request, Services
from bot.errors import UsageError
from bot.languages import any_language_called
from bot.messages.blocks import (
    Block,
    Buttons,
    Heading,
    Item,
    ItemList,
    Message,
    Span,
    message,
    paragraph,
    spans,
)
from bot.schedules import describe, describe_missed
from bot.text.readable import shorten
from bot.translator import Translator, languages, translator
from bot.values.channels import Channel
from bot.values.facts import Fact, facts_of, made, told

# the address, and what /subscribe, /topics and /schedule set
_SET_ELSEWHERE = frozenset(
    ("address", "subscribed", "categories", "topics", "when", "at", "zone", "weekdays", "paused")
)
_HAVE_WORDS = frozenset(
    ("missed", "threshold", "prior", "top", "language", "bilingual", "analyses", "links", *FACTS)
)


async def settings(request: Request, services: Services) -> Message | Asked:
    """``/settings [name [value] ... | posts]``: everything that this channel has set, or one of
    it."""
    say, channel, undo = request.say, request.channel, None
    words = setting_words(request.arguments, _switches(channel))
    if words and words != [PAGE] and not (len(words) == 1 and words[0] in FACTS):
        if (told := await _told(words, request, services)) is not None:
            return told
        channel = await with_settings(channel, words, services, say)
        undo = await kept(channel, request, services)
        say = translator(channel.language)
    way_back = [Buttons(((undo,),))] if undo else []
    if words and words[0] in {PAGE, *FACTS}:
        page = await posting_page(channel, services, say)
        return message(way_back, page.blocks)
    written = services.pipeline.writer.costly
    changed = _changed(request.channel, channel, say, written=written)
    page = await _page(channel, request.person, services, say)
    return message(changed, way_back, page.blocks)


async def _page(channel: Channel, person: str, services: Services, say: Translator) -> Message:
    written = services.pipeline.writer.costly
    items = [
        Item((spans(Span(say.label(label), "strong"), value),))
        for label, value in {
            **setting_lines(channel, say, written=written),
            **analyses_line(channel, services, say),
            **posting_line(channel, services, say),
            **await links_line(channel, services, say),
            **await model_line(channel, person, services, say),
        }.items()
    ]
    return message(
        Heading(spans(say.text("Settings here")), level=2),
        ItemList(tuple(items)),
        trial_notice(services, say),
        settings_menu(channel, say, written=written),
    )


async def with_settings(
    channel: Channel, words: Sequence[str], services: Services, say: Translator
) -> Channel:
    """The channel with one setting changed or several: ``top 5 threshold 50``. Raises UsageError
    where one sets nothing, and then none is."""
    for each in pairs(words, _settable(channel)):
        channel = await _with_one(channel, [*each], services, say)
    return channel


def pairs(words: Sequence[str], names: Collection[str]) -> Sequence[Sequence[str]]:
    """Each name with the words of its value, of which it has one at least: a name in the place of
    a value is one."""
    made: list[list[str]] = []
    for word in words:
        if made and (word not in names or len(made[-1]) < 2):
            made[-1].append(word)
        else:
            made.append([word])
    return made


async def _with_one(
    channel: Channel, words: list[str], services: Services, say: Translator
) -> Channel:
    written = services.pipeline.writer.costly
    if words[0] not in FACTS:
        return _set(channel, words, say, written=written)
    changed = await with_posting(channel, words, services, say)
    if changed is None:
        raise _nothing_set(words, say)
    return changed


async def _told(words: list[str], request: Request, services: Services) -> Message | Asked | None:
    """A setting without a value, a name that is none, or a value that it does not take."""
    channel, say = request.channel, request.say
    written, (name, *value) = services.pipeline.writer.costly, words
    settable = _settable(channel)
    if name not in settable:
        own = [each for each in settable if each not in FACTS and (written or each != "bilingual")]
        return no_setting(words, [*own, PAGE], say)
    if name in FACTS or len(pairs(words, settable)) > 1:
        return None
    label, now = await _line(name, request, services)
    if not value:
        return setting_page(name, label, now, channel, say, written=written)
    if name in ("language", "bilingual") or after_words(channel, words, written=written):
        return None
    return no_value(name, " ".join(value), now, channel, say, written=written)


async def _line(name: str, request: Request, services: Services) -> tuple[str, str]:
    """Its label and value as the list has them."""
    channel, say, written = request.channel, request.say, services.pipeline.writer.costly
    if name in ("analyses", "links"):
        lines = analyses_line(channel, services, say) | await links_line(channel, services, say)
        return [*lines.items()][("analyses", "links").index(name)]
    labels = {
        "threshold": say.text("Relevance a paper needs to match"),
        "prior": say.text(
            "Popular papers first where there is no relevance (popularity, not quality)"
        ),
        "missed": say.text("Missed announcements"),
        "top": say.text("Papers in a brief"),
        "language": say.text("Language"),
        "bilingual": say.text("Second language of the briefs"),
    }
    label = labels.get(name, name)
    return label, setting_lines(channel, say, written=written).get(label, say.text("off"))


def _switches(channel: Channel) -> list[str]:
    return [name for name, fact in _settable(channel).items() if fact.kind is bool]


def _changed(before: Channel, after: Channel, say: Translator, *, written: bool) -> Block | None:
    """What was understood, before everything else that is set."""
    lines = [
        f"{say.label(label)}{value}"
        for label, value in setting_lines(after, say, written=written).items()
        if setting_lines(before, say, written=written).get(label) != value
    ]
    return paragraph(say.clauses(lines)) if lines else None


def _set(channel: Channel, words: list[str], say: Translator, *, written: bool) -> Channel:
    """``written``: by a model, which a second language needs."""
    changed = after_words(channel, words, written=written)
    if changed is not None and changed.bilingual and not written:
        raise _needs_model(say)
    if changed is None and words[:1] == ["bilingual"]:
        raise _no_second(channel, " ".join(words[1:]), say, written=written)
    if changed is None and words[:1] == ["language"] and len(words) > 1:
        raise not_spoken(" ".join(words[1:]), say, written=written)
    if changed is None:
        raise _nothing_set(words, say)
    return changed


def _nothing_set(words: Sequence[str], say: Translator) -> UsageError:
    return UsageError(
        say.text(
            "“{words}” is not a setting. You can set: threshold 1 to 100, prior on "
            "or off, missed each or combined, top 1 to 30, analyses on or off, "
            "links on or off, language; how briefs are posted: /settings posts; "
            "and /topics and /schedule.",
            words=shorten(" ".join(words), 60),
        )
    )


def _needs_model(say: Translator) -> UsageError:
    return UsageError(
        say.text("A second language needs a language model to write it, and none is set up here.")
    )


def _no_second(channel: Channel, wanted: str, say: Translator, *, written: bool) -> UsageError:
    if not written:
        return _needs_model(say)
    if wanted and any_language_called(wanted) is None:
        return not_spoken(wanted, say, written=written)
    return UsageError(
        say.text(
            "Bilingual briefs can be off, or have a second language: /settings "
            "bilingual {language}",
            language=next(each for each in languages() if each != channel.language),
        )
    )


def after_words(channel: Channel, words: list[str], *, written: bool = False) -> Channel | None:
    """The channel with one fact changed; None where the words name none, or no value of it.
    ``written``: by a model, in any language."""
    match words:
        case ["language", *name] if name:
            meant = understood(" ".join(name), written=written)
            return in_language(channel, meant) if meant else None
        case ["bilingual", *name] if name:
            second = "" if name == ["off"] else understood(" ".join(name), written=written)
            known = second is not None and second != channel.language
            return replace(channel, bilingual=second or "") if known else None
        case [name, word] if (fact := _settable(channel).get(name)) is not None:
            value = _read(fact, word)
            changes = {**told(channel), name: value}
            return None if value is None else made(type(channel), changes)
    return None


def _settable(channel: Channel) -> Mapping[str, Fact]:
    facts = (fact for fact in facts_of(type(channel)) if not fact.internal)
    return {fact.name: fact for fact in facts if fact.name not in _SET_ELSEWHERE}


def _read(fact: Fact, word: str) -> Any:
    """By the type of the fact and its limits; None where the word is no such value."""
    if fact.kind is bool:
        return {"on": True, "off": False}.get(word)
    try:
        value = TypeAdapter(fact.kind).validate_python(word)
    except ValidationError:
        return None
    # digits alone: pydantic takes 5.0 and 1_0 for whole numbers as well
    return value if isinstance(value, str) or (word.isascii() and word.isdigit()) else None


def setting_lines(channel: Channel, say: Translator, *, written: bool = False) -> dict[str, str]:
    """Label and value. A fact that has no words of its own here is told by its name. ``written``:
    by a model, and maybe in a second language."""
    facts, others = told(channel), _settable(channel).keys() - _HAVE_WORDS
    second = say.language_name(channel.bilingual) if channel.bilingual else say.text("off")
    bilingual = {say.text("Second language of the briefs"): second} if written else {}
    return (
        _worded(channel, say, written=written)
        | bilingual
        | {name: _in_words(value, say) for name, value in facts.items() if name in others}
    )


def _worded(channel: Channel, say: Translator, *, written: bool) -> dict[str, str]:
    when = describe(channel.schedule, say) if channel.subscribed else say.text("not subscribed")
    topics = say.join([topic.name for topic in channel.topics]) or say.text("categories alone")
    return {
        say.text("Briefs"): when,
        say.text("Missed announcements"): describe_missed(channel.schedule, say),
        say.text("Topics"): topics,
        say.text("Categories"): say.listed(channel.categories),
        say.text("Relevance a paper needs to match"): say.number(channel.threshold),
        say.text(
            "Popular papers first where there is no relevance (popularity, not quality)"
        ): _in_words(channel.prior, say),
        say.text("Papers in a brief"): say.number(channel.top),
        say.text("Language"): language_line(channel.language, say, written=written),
    }


def _in_words(value: object, say: Translator) -> str:
    match value:
        case bool():
            return say.text("on") if value else say.text("off")
        case int():
            return say.number(value)
        case tuple():
            return say.listed(map(str, value))
    return str(value)
