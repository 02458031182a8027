"""What earlier tries of a part left where it goes, found before it is sent again."""

from collections.abc import Sequence

from adapters.discord_chat.places import Place
from adapters.discord_chat.rendering.part import Json
from adapters.discord_chat.repeating.begun import BegunPart
from adapters.discord_chat.repeating.history import History, Unreadable
from adapters.discord_chat.repeating.likeness import (
    Left,
    SentForm,
    There,
    is_same,
    left_by,
    tells_nothing,
)
from adapters.discord_chat.repeating.posts import Posts

_WITH_THREADS = ("text", "announcement")


class Earlier:
    """Raises Unreadable, and as the connection does."""

    def __init__(self, history: History, posts: Posts) -> None:
        self._history = history
        self._posts = posts

    async def left(
        self,
        place: Place,
        title: str,
        receipts: tuple[str, ...],
        begun: BegunPart,
        forms: Sequence[SentForm],
    ) -> Left | None:
        """None where nothing of it is there."""
        if place.kind == "forum" and not receipts:
            return await self._in_forum(place, title, begun, forms)
        there: list[There] = []
        for channel in _channels(place, receipts):
            there += await self._there(channel, place, begun, forms)
        there = [each for each in there if each[0] not in receipts]
        left = _told(forms, there)
        if left is None or None not in left.receipts or receipts or place.kind not in _WITH_THREADS:
            return left
        # what came behind the first body went into a thread under it
        thread = int(str(left.receipts[0]))
        return _told(forms, [*there, *await self._there(thread, place, begun, forms)])

    async def _there(
        self, channel: int, place: Place, begun: BegunPart, forms: Sequence[SentForm]
    ) -> list[There]:
        inside = place.kind == "forum" or channel != place.id
        messages = await self._read(channel, begun, forms)
        return [(_receipt(channel, each, inside), each) for each in messages]

    async def _in_forum(
        self, forum: Place, title: str, begun: BegunPart, forms: Sequence[SentForm]
    ) -> Left | None:
        for post in await self._posts.since(forum, begun.after, begun.since, title):
            inside = BegunPart(begun.mark, after=post - 1)
            try:
                messages = await self._read(post, inside, forms)
            except Unreadable:
                # its name and its age are all that can be known
                whole = forms[0]
                return Left(whole, (str(post), *([None] * (len(whole) - 1))))
            there = [(_of_post(post, each), each) for each in messages]
            left = _told(forms, there)
            if left is not None:
                return left
        return None

    async def _read(
        self, channel: int, begun: BegunPart, forms: Sequence[SentForm]
    ) -> Sequence[Json]:
        ((whole, nonce), *_) = forms[0]

        def enough(messages: Sequence[Json]) -> bool:
            return any(is_same(whole, nonce, each) for each in messages)

        return await self._history.since(channel, begun.after, begun.since, enough)


def _told(forms: Sequence[SentForm], there: Sequence[There]) -> Left | None:
    left = left_by(forms, there)
    if left is None and any(tells_nothing(message) for _, message in there):
        raise Unreadable("what the messages there say is left out")
    return left


def _channels(place: Place, receipts: tuple[str, ...]) -> Sequence[int]:
    """Where a part may have gone: into the thread, or beside it where there was none."""
    if not receipts or place.kind in ("thread", "dm", "other"):
        return [place.id]
    inside = [each for each in receipts if "/" in each]
    thread = int((inside[-1] if inside else receipts[0]).partition("/")[0])
    return [thread] if place.kind == "forum" else [thread, place.id]


def _receipt(channel: int, message: Json, inside: bool) -> str:
    return f"{channel}/{message['id']}" if inside else str(message["id"])


def _of_post(post: int, message: Json) -> str:
    """A post's first message has its number, and stands for it."""
    return str(post) if str(message["id"]) == str(post) else f"{post}/{message['id']}"
