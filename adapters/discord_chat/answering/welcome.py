"""What the bot says once in a server that it was added to."""

from adapters.discord_chat.connecting.connection import PERSON
from adapters.discord_chat.connecting.library import discord
from adapters.discord_chat.connecting.outcomes import FAILURES
from adapters.discord_chat.rendering.render import parts
from adapters.discord_chat.sending.letters import nonce, words_in
from adapters.discord_chat.sending.posting import Posting
from bot.messages.blocks import Button, Buttons, Message, message, paragraph
from bot.translator import Translator


async def greet(posting: Posting, guild: discord.Guild, say: Translator) -> None:
    """Where the server itself greets who joins, if the bot may speak there; nowhere else:
    in any other channel it would be a stranger's advertisement."""
    channel = guild.system_channel
    if channel is None or not channel.permissions_for(guild.me).send_messages:
        return
    try:
        for part in parts(_greeting(say), words_in(say)):
            await posting.kept.keep(part.kept)
            await posting.message(
                channel.id,
                part,
                nonce("greeting", str(guild.id), part.text),
                PERSON,
            )
    except FAILURES:
        # a greeting that cannot be said is no loss
        return


def _greeting(say: Translator) -> Message:
    return message(
        paragraph(
            say.text(
                "I bring each arXiv announcement as one short brief. Anyone with "
                "the Manage Server permission can subscribe a channel: send "
                "/subscribe there. /help lists what I do."
            )
        ),
        Buttons(((Button(say.text("Subscribe"), command="/subscribe"),),)),
    )
