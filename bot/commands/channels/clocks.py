"""Whose clock a channel goes by: asked by one tap of whoever subscribes. Pure."""

from datetime import datetime

from bot.messages.blocks import Block, Button, Buttons, paragraph
from bot.places import city_of, likely_zones
from bot.translator import Translator
from bot.typed_schedules.understanding import clocks_taken
from bot.values.channels import Schedule
from bot.zones import is_turned, zone_name, zone_of

_OFFERED = 5
_IN_A_ROW = 3


def clock_question(
    schedule: Schedule, language: str | None, now: datetime, say: Translator
) -> list[Block]:
    """Where nobody has chosen a clock yet. ``language`` is the person's (BCP 47)."""
    if schedule.zone != "UTC" or schedule.when != "daily":
        return []
    told = say.text(
        "{time} is in UTC. Which time zone are you in? One tap sets it; nothing else changes.",
        time=schedule.at.strftime("%H:%M"),
    )
    buttons = [
        Button(
            f"{city_of(zone, say.language)} · {now.astimezone(zone_of(zone)):%H:%M}",
            command=f"/schedule {zone}",
        )
        for zone in likely_zones(language, _OFFERED)
    ]
    buttons.append(
        Button(
            say.text("Another city"),
            command="/schedule",
            typed="/schedule Nairobi",
            asks=say.text("Which city? For example: Nairobi"),
        )
    )
    rows = [tuple(buttons[at : at + _IN_A_ROW]) for at in range(0, len(buttons), _IN_A_ROW)]
    return [paragraph(told), Buttons(tuple(rows))]


def clock_told(words: str, schedule: Schedule, say: Translator) -> str:
    """What was taken for a name that says something else, or less; "" for all others."""
    zone = zone_name(schedule.zone)
    turned = next((word for word in words.split() if is_turned(word)), None)
    if turned is not None:
        return say.text(
            "{name} is {zone}: names like that reverse the sign.", name=turned, zone=zone
        )
    taken = clocks_taken(words)
    if not taken or taken[0] == zone:
        return ""
    return say.text(
        "I read {name} as {zone}, daylight saving time included.", name=taken[0], zone=zone
    )
