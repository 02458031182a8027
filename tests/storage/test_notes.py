"""What any Notes keep to."""

from datetime import timedelta

from bot.ports.channels import ChannelRepository, Membership
from bot.ports.notes import AgedNotes, NoteCount, Notes
from tests.storage.values import MORNING, a_channel

DAY = timedelta(days=1)
LAB, THREAD = "telegram:-100", "telegram:-100/7"
ADA = "telegram:7"


async def left(notes: Notes, *keys: str) -> list[str]:
    return [key for key in keys if await notes.get(key) is not None]


async def test_a_note_is_replaced_and_dropped(notes: Notes) -> None:
    assert await notes.get("place:1") is None
    await notes.keep("place:1", "forum", MORNING)
    await notes.keep("place:1", "Gärten", MORNING)
    assert await notes.get("place:1") == "Gärten"
    await notes.drop("place:1")
    await notes.drop("place:1")
    assert await notes.get("place:1") is None


async def test_several_notes_are_looked_up_at_once(notes: Notes) -> None:
    await notes.keep("place:1", "forum", MORNING)
    await notes.keep("place:2", "", MORNING)
    found = await notes.several(["place:1", "place:2", "place:3"])
    assert dict(found) == {"place:1": "forum", "place:2": ""}
    assert not await notes.several([])


async def test_only_old_notes_of_one_kind_are_swept(notes: Notes, aged: AgedNotes) -> None:
    await notes.keep("tap:old", "", MORNING)
    await notes.keep("tap:again", "", MORNING)
    await notes.keep("place:old", "", MORNING)
    await notes.keep("tap:new", "", MORNING + DAY)
    # what is kept anew is as young as that
    await notes.keep("tap:again", "", MORNING + DAY)
    assert await aged.sweep("tap:", DAY, MORNING + 2 * DAY) == 1
    assert await notes.get("tap:old") is None
    assert [await notes.get(key) for key in ("tap:again", "tap:new", "place:old")] == [""] * 3


async def test_a_beginning_is_no_pattern(notes: Notes, aged: AgedNotes) -> None:
    await notes.keep("tap%:1", "", MORNING)
    await notes.keep("taps:1", "", MORNING)
    assert await aged.sweep("tap%", DAY, MORNING + 2 * DAY) == 1
    assert await notes.get("taps:1") == ""


async def test_notes_are_counted_by_whom_they_are_about(
    notes: Notes, counted: NoteCount, aged: AgedNotes
) -> None:
    await notes.keep("of both", "", MORNING, LAB, ADA, ADA)
    await notes.keep("of one", "", MORNING, LAB)
    await notes.keep("of nobody", LAB, MORNING)
    assert [await counted.count(about) for about in (LAB, ADA, THREAD)] == [2, 1, 0]
    # what is kept anew is about those that are named then
    await notes.keep("of both", "", MORNING, ADA)
    assert [await counted.count(about) for about in (LAB, ADA)] == [1, 1]
    await notes.drop("of both")
    assert await counted.count(ADA) == 0
    assert await aged.sweep("of one", DAY, MORNING + 2 * DAY) == 1
    assert await counted.count(LAB) == 0


async def test_a_forgotten_channel_takes_its_notes_with_it(
    notes: Notes, channels: ChannelRepository
) -> None:
    await notes.keep("of it", "", MORNING, LAB)
    await notes.keep("of both", "", MORNING, LAB, ADA)
    await notes.keep("of ada", "", MORNING, ADA)
    # nothing was ever set there
    assert not await channels.remove(LAB)
    assert await left(notes, "of it", "of both", "of ada") == ["of ada"]


async def test_what_is_noted_of_a_chat_goes_with_the_last_of_its_threads(
    notes: Notes, channels: ChannelRepository
) -> None:
    for address in (THREAD, "telegram:-100/8", "telegram:-1001"):
        await channels.keep(a_channel(address))
        await notes.keep(address, "", MORNING, address)
    await notes.keep("chat", "", MORNING, LAB)
    await channels.remove(THREAD)
    assert await left(notes, THREAD, "chat") == ["chat"]
    await channels.remove("telegram:-100/8")
    assert await left(notes, "telegram:-100/8", "chat", "telegram:-1001") == ["telegram:-1001"]


async def test_a_chat_that_moves_takes_its_notes_along(
    notes: Notes, counted: NoteCount, channels: ChannelRepository, membership: Membership
) -> None:
    new = "telegram:-9"
    await channels.keep(a_channel(LAB))
    await notes.keep("of it", "", MORNING, LAB)
    await notes.keep("of both", "", MORNING, LAB, new, ADA)
    await notes.keep("of a thread", "", MORNING, THREAD)
    await notes.keep("of another", "", MORNING, "telegram:-1001")
    for _ in range(2):
        await membership.moved(LAB, new)
        assert [await counted.count(about) for about in (LAB, THREAD, new)] == [0, 0, 2]
    assert await counted.count(f"{new}/7") == 1
    await channels.remove(new)
    kept = await left(notes, "of it", "of both", "of a thread", "of another")
    assert kept == ["of a thread", "of another"]
