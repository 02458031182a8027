"""What any Notes keep to."""

from datetime import timedelta

from bot.ports import Notes
from tests.storage.values import MORNING

DAY = timedelta(days=1)


async def test_a_note_is_replaced_and_dropped(notes: Notes) -> None:
    assert await notes.get("place:1") is None
    await notes.keep("place:1", "forum", MORNING)
    await notes.keep("place:1", "Gärten", MORNING)
    assert await notes.get("place:1") == "Gärten"
    await notes.drop("place:1")
    await notes.drop("place:1")
    assert await notes.get("place:1") is None


async def test_only_old_notes_of_one_kind_are_swept(notes: Notes) -> None:
    await notes.keep("tap:old", "", MORNING)
    await notes.keep("tap:again", "", MORNING)
    await notes.keep("place:old", "", MORNING)
    await notes.keep("tap:new", "", MORNING + DAY)
    # what is kept anew is as young as that
    await notes.keep("tap:again", "", MORNING + DAY)
    assert await notes.sweep("tap:", DAY, MORNING + 2 * DAY) == 1
    assert await notes.get("tap:old") is None
    assert [await notes.get(key) for key in ("tap:again", "tap:new", "place:old")] == [""] * 3


async def test_a_beginning_is_no_pattern(notes: Notes) -> None:
    await notes.keep("tap%:1", "", MORNING)
    await notes.keep("taps:1", "", MORNING)
    assert await notes.sweep("tap%", DAY, MORNING + 2 * DAY) == 1
    assert await notes.get("taps:1") == ""
