"""Chat platforms as the settings name them: the rest of the wiring sees their ports alone."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime

from adapters.discord_chat import noted as discord_noted
from adapters.discord_chat.answering.welcome import Welcome
from adapters.discord_chat.connecting.connection import DiscordConnection
from adapters.discord_chat.kept import Kept
from adapters.discord_chat.letters import discord_form
from adapters.discord_chat.places import Places as DiscordPlaces
from adapters.discord_chat.platform import DiscordParts, DiscordPlatform
from adapters.discord_chat.posting import Posting as DiscordPosting
from adapters.discord_chat.rights import DiscordRights
from adapters.discord_chat.sender import DiscordSender
from adapters.pacing import Limits
from adapters.telegram_chat import noted as telegram_noted
from adapters.telegram_chat.connecting.connection import TelegramConnection
from adapters.telegram_chat.connecting.flood import JITTER
from adapters.telegram_chat.places import Places
from adapters.telegram_chat.platform import TelegramParts, TelegramPlatform, Webhook
from adapters.telegram_chat.posting import Posting
from adapters.telegram_chat.rights import TelegramRights
from adapters.telegram_chat.sender import TelegramSender, telegram_form
from bot.commands.lines.reception import Reception
from bot.ports.chats import Platform, Rights
from bot.ports.delivering import Alarm, Membership, Messenger, Sender
from bot.ports.shelves import Notes
from bot.settings import Settings
from bot.translator import Translator, languages, translator
from scheduler.press import Form

# also of a platform that is not set up any more
NOTED_FOR = {**telegram_noted.NOTED_FOR, **discord_noted.NOTED_FOR}

Serve = Callable[[Reception, Membership, Alarm], Platform]
"""Makes the platform that receives: it comes last, as it needs everything else."""


@dataclass(frozen=True, slots=True)
class ChatPlatform:
    """One platform's sides, each for who calls it."""

    sender: Sender
    messenger: Messenger
    rights: Rights
    form: Form
    serve: Serve


@asynccontextmanager
async def chat_platforms(
    settings: Settings, notes: Notes, clock: Callable[[], datetime]
) -> AsyncIterator[dict[str, ChatPlatform]]:
    """Those whose tokens are set, by name. Nothing is asked outside yet."""
    async with AsyncExitStack() as stack:
        made: dict[str, ChatPlatform] = {}
        if settings.telegram_bot_token is not None:
            token = settings.telegram_bot_token.get_secret_value()
            connection = TelegramConnection(
                token, settings.telegram_api_base, telegram_limits(settings)
            )
            stack.push_async_callback(connection.close)
            made["telegram"] = _telegram(connection, settings, notes, clock)
        if settings.discord_bot_token is not None:
            discord = DiscordConnection(
                settings.discord_bot_token.get_secret_value(),
                settings.discord_api_base,
                settings.discord_per_second,
            )
            stack.push_async_callback(discord.close)
            made["discord"] = _discord(discord, notes, clock)
        yield made


def telegram_limits(settings: Settings) -> Limits:
    return Limits(
        overall_per_second=settings.telegram_per_second or None,
        chat_per_second=settings.telegram_chat_per_second or None,
        group_per_minute=settings.telegram_group_per_minute or None,
        jitter=JITTER,
    )


def _telegram(
    connection: TelegramConnection,
    settings: Settings,
    notes: Notes,
    clock: Callable[[], datetime],
) -> ChatPlatform:
    places = Places(connection, notes, clock)
    posting = Posting(connection, places, notes, clock)
    rights = TelegramRights(connection, places, clock)
    sender = TelegramSender(posting, places.names)
    parts = TelegramParts(
        connection=connection,
        places=places,
        posting=posting,
        rights=rights,
        notes=notes,
        clock=clock,
    )

    def serve(reception: Reception, membership: Membership, alarm: Alarm) -> Platform:
        return TelegramPlatform(parts, reception, membership, alarm, spoken(), _webhook(settings))

    return ChatPlatform(sender, sender, rights, telegram_form, serve)


def _discord(
    connection: DiscordConnection, notes: Notes, clock: Callable[[], datetime]
) -> ChatPlatform:
    places = DiscordPlaces(connection, notes, clock)
    rights = DiscordRights(connection, places, clock)
    posting, kept = DiscordPosting(connection, notes, clock), Kept(notes, clock)
    sender = DiscordSender(posting, places, rights, kept, clock)
    parts = DiscordParts(
        connection=connection,
        places=places,
        rights=rights,
        kept=kept,
        welcome=Welcome(posting, kept),
        followers=posting.followers,
        notes=notes,
        clock=clock,
    )

    def serve(reception: Reception, membership: Membership, alarm: Alarm) -> Platform:
        return DiscordPlatform(parts, reception, membership, alarm, spoken())

    return ChatPlatform(sender, sender, rights, discord_form, serve)


def _webhook(settings: Settings) -> Webhook | None:
    if settings.telegram_webhook is None:
        return None
    host, _, port = settings.telegram_listen.rpartition(":")
    secret = settings.telegram_secret
    return Webhook(
        settings.telegram_webhook,
        host,
        int(port),
        secret.get_secret_value() if secret else None,
    )


def spoken() -> Sequence[Translator]:
    return tuple(translator(language) for language in languages())
