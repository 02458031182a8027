"""The suite's Bot API server: what tests import, and the process of its own.

    python -m tests.servers.telegram_server --port 8081 --open-world --count-only

prints the address that it listens on, and is driven through ``/control/<verb>``
(see :mod:`tests.servers.telegram.control`).
"""

from tests.servers.telegram.chats import Chat, Member, Message, Person, Topic
from tests.servers.telegram.errors import ApiError
from tests.servers.telegram.faults import Fault
from tests.servers.telegram.flood import Limits
from tests.servers.telegram.recording import Answer, Call
from tests.servers.telegram.server import TOKEN, TelegramServer

__all__ = [
    "TOKEN",
    "Answer",
    "ApiError",
    "Call",
    "Chat",
    "Fault",
    "Limits",
    "Member",
    "Message",
    "Person",
    "TelegramServer",
    "Topic",
]
