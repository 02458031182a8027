"""Everything that a channel has set, to read and to change: /settings."""

from collections.abc import Collection, Sequence
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
    posting_not_taken,
    posting_page,
    refuse_lacking,
    with_posting,
)
from bot.commands.channels.preferences import in_language
from bot.commands.channels.setting_lines import (
    line_of,
    settable,
    setting_lines,
    without_effect,
)
from bot.commands.channels.setting_menu import settings_menu
from bot.commands.channels.setting_page import SettingPage, no_setting
from bot.commands.channels.setting_words import setting_words
from bot.commands.channels.speaking import not_spoken, understood
from bot.commands.channels.subscriptions import trial_notice
from bot.commands.channels.writing_model import model_line
from bot.commands.lines.command import Asked, Request, Services
from bot.errors import UsageError
from bot.languages import any_language_called
from bot.messages.blocks import (
    Block,
    Button,
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
from bot.text.readable import shorten
from bot.translator import Translator, languages, translator
from bot.values.channels import Channel
from bot.values.facts import Fact, made, told


async def settings(request: Request, services: Services) -> Message | Asked:
    """``/settings [name [value] ... | posts]``: everything that this channel has set, or one of
    it."""
    say, channel, undo = request.say, request.channel, None
    words = setting_words(request.arguments, switches(channel))
    if words and words != [PAGE] and not (len(words) == 1 and words[0] in FACTS):
        if (question := await not_taken(words, request, services)) is not None:
            return question
        channel = await with_settings(channel, words, services, say)
        undo = await kept(channel, request, services)
        say = translator(channel.language)
    if not words or words == [PAGE] or len(words) == 1:
        return await _page(words, channel, request.person, services, say)
    told = await _told_now(channel, words, request.channel, services, say)
    if not request.origin.tapped:
        return message(told, _from_here(undo, words, say))
    # the page under the thumb stays there
    page = await _page(words, channel, request.person, services, say)
    return message(told, Buttons(((undo,),)) if undo else None, page.blocks)


async def _told_now(
    channel: Channel, words: Sequence[str], before: Channel, services: Services, say: Translator
) -> list[Block]:
    """What is set now of what the line named."""
    named = dict.fromkeys(each[0] for each in pairs(words, settable(channel)))
    lines = [await line_of(name, channel, services, say) for name in named]
    now = say.clauses([f"{say.label(label)}{value}" for label, value in lines])
    same = say.text("That is how it is set already.") if channel == before else ""
    more = say.sentences(same, without_effect(before, channel, say))
    return [paragraph(now), *([paragraph(more)] if more else [])]


def _from_here(undo: Button | None, words: Sequence[str], say: Translator) -> Buttons:
    page = f"/settings {PAGE}" if words[0] in FACTS else "/settings"
    everything = Button(say.text("Settings"), command=page)
    return Buttons((((undo, everything) if undo else (everything,)),))


async def _page(
    words: Sequence[str], channel: Channel, person: str, services: Services, say: Translator
) -> Message:
    if words and words[0] in {PAGE, *FACTS}:
        refuse_lacking(words[0], channel, services, say)
        return await posting_page(channel, services, say)
    return await _everything(channel, person, services, say)


async def _everything(
    channel: Channel, person: str, services: Services, say: Translator
) -> Message:
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
    for each in pairs(words, settable(channel)):
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
        if words[0] == "links" and words[1:] != ["off"]:
            refuse_lacking("links", channel, services, say)
        return _set(channel, words, say, written=written)
    changed = await with_posting(channel, words, services, say)
    if changed is None:
        raise _nothing_set(words, say)
    return changed


async def not_taken(
    words: Sequence[str], request: Request, services: Services, command: str = "/settings"
) -> Message | Asked | None:
    """A setting without a value, a name that is none, or a value that it does not take; None for
    what sets something. ``command`` is what the line was typed after."""
    channel, say = request.channel, request.say
    written, names = services.pipeline.writer.costly, settable(channel)
    several = pairs(words, names)
    wrong = next((each for each in several if _cannot_be(each, channel, written=written)), None)
    name, *value = wrong or several[0]
    if name not in names:
        own = [each for each in names if each not in FACTS and (written or each != "bilingual")]
        lacking = services.channels.extras.lacking(channel.address)
        posted = [each for each in names if each in FACTS and each not in lacking]
        return no_setting(words, [*own, PAGE], posted, say, command)
    for each in several:
        if each[0] not in FACTS:
            continue
        if said := await posting_not_taken(each, channel, services, say, command):
            return said
    if name in FACTS or (len(several) > 1 and wrong is None):
        return None
    page = SettingPage(name, channel, written=written, command=command)
    label, now = await line_of(name, channel, services, say)
    if not value:
        return page.shown(label, now, say)
    return page.not_taken(" ".join(value), now, say) if wrong else None


def _cannot_be(words: Sequence[str], channel: Channel, *, written: bool) -> bool:
    """A setting with a value that it does not take, where its own page tells what it takes."""
    name, *value = words
    if name in (*FACTS, "language", "bilingual") or name not in settable(channel):
        return False
    return bool(value) and after_words(channel, [*words], written=written) is None


def switches(channel: Channel) -> list[str]:
    """Settings that are on or off."""
    return [name for name, fact in settable(channel).items() if fact.kind is bool]


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
        case [name, word] if (fact := settable(channel).get(name)) is not None:
            value = _read(fact, word)
            changes = {**told(channel), name: value}
            return None if value is None else made(type(channel), changes)
    return None


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
