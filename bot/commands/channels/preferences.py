"""Commands that set one thing: /top and /language."""

import re
from dataclasses import replace

from bot.commands.changing.keeping import kept
from bot.commands.channels.setting_menu import language_choice, top_choice
from bot.commands.channels.speaking import (
    is_own,
    not_spoken,
    told_here,
    understood,
    waits_here,
)
from bot.commands.lines.command import Asked, Request, Services
from bot.commands.topics.changing.ready import renamed
from bot.languages import nearest_language, own_name
from bot.messages.blocks import Button, Buttons, Choices, Message, message, paragraph
from bot.text.readable import shorten
from bot.translator import Translator, languages, translator
from bot.values.channels import Channel

MOST = 30
_IN_WORDS = {
    **{name: number for number, name in enumerate(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"], 1)},
    **{name: number for number, name in enumerate("一二三四五六七八九十", 1)},
    "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30,
}  # fmt: skip


async def top(request: Request, services: Services) -> Message | Asked:
    """``/top [1-30]``: how many papers a brief shows."""
    say, text = request.say, request.arguments
    if not text:
        return message(paragraph(_shown(request.channel.top, say)), _tops(request))
    wanted = _number(text)
    if wanted is None or not 1 <= wanted <= MOST:
        told = say.text(
            "A brief can show 1 to {most} papers, not “{text}”. It stays at {now}.",
            text=shorten(text, 40),
            most=MOST,
            now=request.channel.top,
        )
        return Asked(message(paragraph(told), _tops(request)))
    undo = await kept(replace(request.channel, top=wanted), request, services)
    sentence = say.plural(
        "From now on a brief here shows at most {n} paper.",
        "From now on a brief here shows at most {n} papers.",
        wanted,
    )
    brief = Button(say.text("Brief"), command="/brief")
    return message(paragraph(sentence), Buttons(((*([undo] if undo else []), brief),)))


def _shown(top: int, say: Translator) -> str:
    return say.plural(
        "A brief here shows at most {n} paper. /top 5 changes that.",
        "A brief here shows at most {n} papers. /top 5 changes that.",
        top,
    )


def _tops(request: Request) -> Choices:
    return top_choice(request.channel, request.say, "/top")


def _number(text: str) -> int | None:
    """5, "5 papers", five; None for anything else: 3-5 is no one number."""
    found = re.fullmatch(r"(?:to\s+|=\s*)?(\w+)(?:\s+papers?|\s*篇)?", text.strip().casefold())
    word = found[1] if found else ""
    if word.isascii() and word.isdigit():
        return int(word[:6])
    return _IN_WORDS.get(word)


def in_language(channel: Channel, language: str) -> Channel:
    """The channel in another language; its ready-made topics are called so too."""
    topics = renamed(channel.topics, translator(language))
    return replace(channel, language=language, topics=topics)


def _spoken_here(channel: Channel, say: Translator, *, written: bool) -> str:
    language = say.language_name(say.language)
    if not is_own(channel.language) and not written:
        return waits_here(channel.language, say)
    if written:
        told = (
            say.text("I speak {language} here, and papers are described in it.", language=language)
            if is_own(channel.language)
            else told_here(channel.language, say)
        )
        more = say.text(
            "/language takes the name or tag of any other language: /language "
            "German or /language pt-BR. /settings bilingual adds a second one."
        )
        return say.sentences(told, more)
    return say.text(
        "I speak {language} here. Available: {languages}. Papers keep their own "
        "language, because no model is set up to translate them.",
        language=language,
        languages=say.listed(say.bracketed(each, own_name(each)) for each in languages()),
    )


async def language(request: Request, services: Services) -> Message | Asked:
    """``/language [language]``: the language of papers and bot; any where a model writes."""
    say, wanted = request.say, re.sub(r"^(?:to|in|=)\s+", "", request.arguments, flags=re.I)
    written = services.pipeline.writer.costly
    offered = language_choice(request.channel, say, "/language", written=written)
    if not wanted:
        return message(paragraph(_spoken_here(request.channel, say, written=written)), offered)
    meant = understood(wanted, written=written)
    if meant is None:
        return _not_spoken(wanted, offered, say, written=written)
    undo = await kept(in_language(request.channel, meant), request, services)
    spoken = translator(meant)
    told = (
        spoken.text("From now on I speak {language}.", language=own_name(meant))
        if is_own(meant)
        else told_here(meant, spoken)
    )
    return message(paragraph(told), Buttons(((_way_back(undo, spoken),),)) if undo else None)


def _not_spoken(wanted: str, offered: Choices, say: Translator, *, written: bool) -> Asked:
    near = nearest_language(wanted)
    meant = near and understood(near, written=written)
    button = Button(own_name(meant), command=f"/language {meant}") if meant else None
    return Asked(
        message(
            paragraph(str(not_spoken(wanted, say, written=written))),
            Buttons(((button,),)) if button else None,
            offered,
        )
    )


def _way_back(undo: Button, spoken: Translator) -> Button:
    """In both languages: somebody may not read the new one."""
    new = spoken.text("Undo")
    return undo if undo.label == new else replace(undo, label=f"{undo.label} · {new}")
