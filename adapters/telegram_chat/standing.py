"""Our own place in chats, as Telegram tells it: let in, put out, moved elsewhere."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from adapters.telegram_chat.addresses import address
from adapters.telegram_chat.answering.people import People
from adapters.telegram_chat.answering.welcome import greet, greeting
from adapters.telegram_chat.noted import GREETED
from adapters.telegram_chat.places import Places
from adapters.telegram_chat.receiving.meanings import ChatMoved, OwnMembership, Where
from adapters.telegram_chat.rights import TelegramRights
from bot.errors import PlatformUnreachable
from bot.ports.channels import Membership as Memberships
from bot.ports.notes import Notes


@dataclass(frozen=True, slots=True)
class OwnStatus:
    people: People
    places: Places
    rights: TelegramRights
    membership: Memberships
    notes: Notes
    clock: Callable[[], datetime]

    async def moved(self, moved: ChatMoved) -> None:
        """Told in both chats; the second time there is nothing left to move."""
        self.rights.forget(moved.old)
        await self._note_greeted(moved.new)
        await self.membership.moved(address(moved.old), address(moved.new))

    async def changed(self, change: OwnMembership) -> None:
        where = change.where
        self.rights.forget(where.chat)
        await self.places.learn(where.chat, where.chat_type)
        if where.kind != "private":
            await self.places.names.learn(where.chat, where.title, where.username)
        if not change.is_in:
            await self.membership.closed(where.address, change.why, self.clock())
            return
        if await self.membership.opened(where.address):
            # it is subscribed, and goes on
            await self._note_greeted(where.chat)
        elif not change.was_in and where.kind != "private":
            await self._greet(change)

    async def _greet(self, change: OwnMembership) -> None:
        """Once in a chat's life: who lets us in again knows us."""
        where = change.where
        admitted = self.people.request_handler.allow_list.admits(self.people.origin(where))
        if not admitted or await self.notes.get(f"{GREETED}{where.chat}") is not None:
            return
        await self._note_greeted(where.chat)
        said = greeting(where, self.people.say(where), await self._discussed(where))
        await greet(self.people.services.posting, self.rights, where, said)

    async def _discussed(self, where: Where) -> str:
        """What the subscribed channel is called whose posts this group discusses, or ""."""
        try:
            linked = await self.places.linked(where.chat) if where.kind == "group" else None
        except PlatformUnreachable:
            return ""
        services = self.people.request_handler.services
        channel = await services.channels.stored.get(address(linked)) if linked else None
        if linked is None or channel is None or not channel.subscribed:
            return ""
        called = await self.places.names.called(linked)
        return called.title if called else f"@{linked}"

    async def _note_greeted(self, chat: int) -> None:
        await self.notes.keep(f"{GREETED}{chat}", "", self.clock(), address(chat))
