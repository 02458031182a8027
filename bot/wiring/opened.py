"""What a running service has opened, for all who put its parts together."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from adapters.chat.platform import ConnectedPlatform
from adapters.openai_model.models import Models
from bot.ports.sending import Bearer
from bot.settings import Settings
from bot.wiring.arxiv_source import Arxiv
from bot.wiring.health import Health
from bot.wiring.spending import Spending
from scheduler.operating.alarms import Alarms
from storage.file.database import Database

_NO_MODELS = Models(None, None)


@dataclass(frozen=True, slots=True)
class Opened:
    """What a running service has opened: its store, the ways outside, and who watches."""

    settings: Settings
    clock: Callable[[], datetime]
    health: Health
    database: Database
    outside: Arxiv
    chats: Mapping[str, ConnectedPlatform]
    alarms: Alarms
    models: Models = _NO_MODELS
    spending: Spending | None = None

    @property
    def messengers(self) -> Mapping[str, Bearer]:
        return messengers_of(self.chats)


def messengers_of(chats: Mapping[str, ConnectedPlatform]) -> Mapping[str, Bearer]:
    return {name: chat.messenger for name, chat in chats.items() if chat.messenger}
