"""Commands that set one thing: /top and /language."""

from dataclasses import replace

from bot.commands.channels.setting_menu import language_choice, top_choice
from bot.commands.channels.speaking import (
    is_own,
    not_spoken,
    told_here,
    understood,
    waits_here,
)
from bot.commands.lines.command import Request, Services
from bot.commands.topics.ready import renamed
from bot.errors import UsageError
from bot.languages import own_name
from bot.messages.blocks import Button, Buttons, Message, message, paragraph
from bot.text.readable import shorten
from bot.translator import Translator, languages, translator
from bot.values.channels import Channel

MOST = 30


async def top(request: Request, services: Services) -> Message:
    """``/top [1-30]``: how many papers a brief shows."""
    say, text = request.say, request.arguments
    if not text:
        sentence = say.plural(
            "A brief here shows {n} paper at most. /top 5 changes that.",
            "A brief here shows {n} papers at most. /top 5 changes that.",
            request.channel.top,
        )
        return message(paragraph(sentence), top_choice(request.channel, say, "/top"))
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= MOST):
        raise UsageError(
            say.text("“{text}” is no number from 1 to {most}.", text=shorten(text, 40), most=MOST)
        )
    wanted = int(text)
    await services.channels.stored.keep(replace(request.channel, top=wanted))
    sentence = say.plural(
        "From now on a brief here shows {n} paper at most.",
        "From now on a brief here shows {n} papers at most.",
        wanted,
    )
    return message(paragraph(sentence), Buttons(((Button(say.text("Brief"), command="/brief"),),)))


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
            say.text("I speak {language} here, and papers are told in it.", language=language)
            if is_own(channel.language)
            else told_here(channel.language, say)
        )
        more = say.text(
            "/language takes any other language by its name or tag, as in /language German or "
            "/language pt-BR. /settings bilingual adds a second one."
        )
        return say.sentences(told, more)
    return say.text(
        "I speak {language} here. Available: {languages}. Papers keep their own language, as no "
        "model is set to translate them.",
        language=language,
        languages=say.listed(say.bracketed(each, own_name(each)) for each in languages()),
    )


async def language(request: Request, services: Services) -> Message:
    """``/language [language]``: the language of papers and bot; any where a model writes."""
    say, wanted = request.say, request.arguments
    written = services.pipeline.writer.costly
    if not wanted:
        return message(
            paragraph(_spoken_here(request.channel, say, written=written)),
            language_choice(request.channel, say, "/language", written=written),
        )
    meant = understood(wanted, written=written)
    if meant is None:
        raise not_spoken(wanted, say, written=written)
    await services.channels.stored.keep(in_language(request.channel, meant))
    spoken = translator(meant)
    if not is_own(meant):
        return message(paragraph(told_here(meant, spoken)))
    sentence = spoken.text("From now on I speak {language}.", language=own_name(meant))
    return message(paragraph(sentence))
