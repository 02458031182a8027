"""Chat platforms as the settings name them: the rest of the wiring sees their ports alone."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

from adapters import platforms
from adapters.chat.platform import ChatPlatform, ConnectedPlatform, Surroundings
from bot.settings import Settings


@asynccontextmanager
async def chat_platforms(
    settings: Settings, around: Surroundings
) -> AsyncIterator[dict[str, ConnectedPlatform]]:
    """Those that are set up, by name. Nothing is asked outside yet."""
    async with AsyncExitStack() as stack:
        made: dict[str, ConnectedPlatform] = {}
        for platform in platforms.PLATFORMS:
            own = own_settings(platform, settings)
            if platform.is_on(own):
                made[platform.name] = platform.connect(own, around)
                stack.push_async_callback(made[platform.name].close)
        yield made


def own_settings(platform: ChatPlatform, settings: Settings) -> Any:
    """The platform's own group of settings, which has its name; None where it has none."""
    return getattr(settings, platform.name, None)
