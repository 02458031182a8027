"""Who delivers, and what follows from a delivery: for the channel, and for the operator."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import partial

from adapters import platforms
from adapters.chat.platform import ConnectedPlatform
from bot.ports.alarms import Alarm
from bot.settings import Settings
from bot.wiring.health import Health
from scheduler.delivering.chores import ALARM as UNDONE
from scheduler.delivering.chores import UndoneChores
from scheduler.delivering.membership import MembershipService
from scheduler.delivering.outages import Outages
from scheduler.delivering.wording import never_arrived
from scheduler.delivering.worker import Consequences, DeliveryWorker, Lost
from scheduler.operating.measured import MeasuredSender
from scheduler.operating.spending import LOW
from storage.deliveries.outbox import SqlOutbox

# alarms of a brief that never arrived, of a day of which a feed was not whole, of a budget that
# goes down: nothing calms them, so what is noted of them is swept
LOST = "undelivered:"
ALARMS_NOTED_FOR = {
    f"alarm:{LOST}": timedelta(days=7),
    f"alarm:{UNDONE}": timedelta(days=7),
    "alarm:half:": timedelta(days=30),
    "alarm:hole:": timedelta(days=30),
    f"alarm:{LOW}": timedelta(days=7),
}


def delivery_worker(
    outbox: SqlOutbox,
    chats: Mapping[str, ConnectedPlatform],
    settings: Settings,
    clock: Callable[[], datetime],
    health: Health,
    alarm: Outages,
    membership: MembershipService,
    undone: UndoneChores,
) -> DeliveryWorker:
    return DeliveryWorker(
        outbox,
        {
            name: MeasuredSender(name, chat.sender, health.pulse, health.meter)
            for name, chat in chats.items()
        },
        clock,
        alarm,
        Consequences(
            moved=membership.moved,
            gone=partial(_gone, membership, alarm),
            defect=partial(_defect, alarm),
            chore=undone.ended,
            lost=partial(_lost, alarm, clock),
        ),
        timedelta(hours=settings.scheduler.undelivered_after),
        expect={name: chat.expect for name, chat in chats.items()},
    )


async def _gone(membership: MembershipService, alarm: Alarm, channel: str, why: str) -> None:
    await membership.gone(channel, why)
    if (fault := platforms.address_fault(channel)) is not None:
        await alarm.ring(
            "wrong_address", f"{fault} Nothing is sent there: `channels remove` takes it out."
        )


async def _defect(alarm: Alarm, channel: str, why: str) -> None:
    await alarm.ring(
        "rendering", f"The brief for {channel} was refused and went out as plain text: {why}"
    )


async def _lost(alarm: Alarm, clock: Callable[[], datetime], lost: Lost) -> None:
    channel, delivery = lost.delivery.channel, lost.delivery.id
    since = None if lost.refused else lost.since
    title = platforms.title_of(channel)
    sentence = never_arrived(channel, title, lost.why, since, clock(), lost.refused_before)
    await alarm.ring(f"{LOST}{delivery}", sentence)
