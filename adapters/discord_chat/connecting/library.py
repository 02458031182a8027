"""discord.py, imported past its one warning: it takes audioop, which Python 3.13 has dropped."""

import warnings

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)
    import discord
    from discord.gateway import DiscordWebSocket, KeepAliveHandler
    from discord.http import HTTPClient, Route
    from discord.state import AutoShardedConnectionState
    from discord.webhook.async_ import AsyncWebhookAdapter

__all__ = [
    "AsyncWebhookAdapter",
    "AutoShardedConnectionState",
    "DiscordWebSocket",
    "HTTPClient",
    "KeepAliveHandler",
    "Route",
    "discord",
]
