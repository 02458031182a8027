"""/why and /status say where a brief is, and never that something was shown before it was."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import cast

import pytest

from bot.ports.channels import Membership
from bot.settings import Settings
from bot.values.deliveries import (
    Closure,
    Delivered,
    InDoubt,
    Later,
    Progress,
    Publication,
    Refused,
    Shown,
    Undelivered,
)
from bot.values.topics import Topic
from bot.wiring.session import session
from storage.deliveries.ledger import SqlLedger
from storage.deliveries.outbox import SqlOutbox
from storage.file.database import DATABASE, Database
from tests import values
from tests.bot.commands.test_commands import StrictRights, Talk, with_rights
from tests.values import DAY, listing, paper

NOW = datetime(2026, 2, 13, 8, tzinfo=UTC)
HERE = "terminal:main"
THAT_DAY = "Fri 13 Feb 2026"


class Closed:
    """A platform that put us out, or not."""

    def __init__(self, closure: Closure | None = None) -> None:
        self.now = closure

    async def closure(self, address: str) -> Closure | None:
        return self.now


class Mail(Talk):
    """A talk in a channel that gets briefs; ``publish`` makes one of papers 1 and 2."""

    ledger: SqlLedger
    outbox: SqlOutbox
    closed: Closed
    delivery = 0

    async def publish(self) -> None:
        made = values.edition(paper(1), paper(2))
        self.delivery = await self.ledger.publish(
            Publication(
                edition=made,
                parts=("2602.90001v1 and 2602.90002v1",),
                shown={id_: Shown(1, DAY) for id_ in ("2602.90001", "2602.90002")},
                progress=Progress(channel=HERE, covered=DAY, slot=NOW),
                made_at=NOW,
            )
        )

    async def settle(self, outcome: object, *, begun: bool = True) -> None:
        if begun:
            await self.outbox.begin(self.delivery, 0, NOW)
        await self.outbox.settle(self.delivery, 0, outcome, NOW + timedelta(days=2))  # type: ignore[arg-type]


@pytest.fixture
async def mail(settings: Settings) -> AsyncIterator[Mail]:
    listings = (listing(paper(1), paper(2), paper(3)),)
    async with (
        session(settings, settings.storage.data, listings, ("cs.CL",), None, None) as opened,
        Database(settings.storage.data / DATABASE) as database,
    ):
        closed = Closed()
        channels = replace(
            opened.channels,
            rights=StrictRights(),
            membership=cast("Membership", closed),
        )
        services = replace(
            opened,
            channels=channels,
            clock=lambda: NOW + timedelta(days=2),
        )
        made = Mail(services)
        made.ledger, made.outbox, made.closed = SqlLedger(database), SqlOutbox(database), closed
        channel = values.channel(subscribed=True, topics=(Topic(name="P", include=("pebbles",)),))
        await services.channels.stored.keep(channel)
        yield made


async def test_a_brief_on_its_way_was_not_shown_yet(mail: Mail) -> None:
    await mail.publish()
    text = await mail.say("/why 2602.90001")
    assert f"It is in the brief of {THAT_DAY}, which is on its way." in text
    assert "shown here" not in text
    assert "others were more relevant" not in text
    assert f"Waiting: the brief of {THAT_DAY}, since {THAT_DAY}, 08:00 (UTC)" in await mail.say(
        "/status"
    )


async def test_what_waits_says_since_when_and_why(mail: Mail) -> None:
    await mail.publish()
    await mail.settle(Later(60, "Telegram cannot be reached", everywhere=True))
    text = await mail.say("/why 2602.90001")
    assert (
        f"It is in the brief of {THAT_DAY}, which has been waiting since {THAT_DAY}, 08:00 (UTC): "
        "Telegram cannot be reached. I keep trying." in text
    )
    assert "(Telegram cannot be reached)" in await mail.say("/status")


async def test_a_doubt_is_told_as_one(mail: Mail) -> None:
    await mail.publish()
    await mail.settle(InDoubt("Telegram answered 502"))
    text = await mail.say("/why 2602.90001")
    assert "it was sent, but I got no answer whether it arrived (Telegram answered 502)" in text


async def test_a_channel_that_is_closed_to_us_says_so(mail: Mail) -> None:
    await mail.publish()
    mail.closed.now = Closure("I was removed.", NOW)
    text = await mail.say("/why 2602.90001")
    assert "which waits until I may write here again: I was removed." in text


async def test_what_arrived_was_shown(mail: Mail) -> None:
    await mail.publish()
    await mail.settle(Delivered())
    text = await mail.say("/why 1")
    assert f"It was shown here with the announcement of {THAT_DAY}." in text
    assert "It is number 1 in the last brief here." in text
    status = await mail.say("/status")
    assert "Waiting" not in status
    assert "Not delivered" not in status


async def test_what_never_arrived_comes_with_the_next_brief(mail: Mail) -> None:
    await mail.publish()
    await mail.settle(Undelivered("Telegram did not answer in time"))
    text = await mail.say("/why 2602.90001")
    assert (
        f"It was in the brief of {THAT_DAY}, which could not be delivered; I stopped trying on "
        "Sun 15 Feb 2026, 08:00 (UTC): Telegram did not answer in time. The next brief brings it."
        in text
    )
    assert "shown here" not in text
    status = await mail.say("/status")
    assert f"Not delivered: the brief of {THAT_DAY}, abandoned on Sun 15 Feb 2026, 08:00" in status
    assert "2 papers come with the next brief." in status


async def test_what_is_asked_for_no_longer_is_only_named(mail: Mail) -> None:
    await mail.publish()
    await mail.settle(Undelivered("no answer"))
    chess = values.channel(subscribed=True, topics=(Topic(name="C", include=("chess",)),))
    await mail.services.channels.stored.keep(chess)
    text = await mail.say("/why 2602.90001")
    assert "Your topics no longer ask for it: the next brief only names it." in text


async def test_what_was_refused_was_not_shown(mail: Mail) -> None:
    await mail.publish()
    await mail.settle(Refused("Telegram does not take it"))
    text = await mail.say("/why 2602.90001")
    assert "Telegram does not take it" in text
    assert "shown here" not in text


async def test_what_was_refused_twice_does_not_come_again_and_says_where_it_is(mail: Mail) -> None:
    for _ in range(2):
        await mail.publish()
        await mail.settle(Refused("the text is too odd"))
    text = await mail.say("/why 2602.90001")
    assert (
        f"Its text was refused here twice, last in the brief of {THAT_DAY}: the text is too odd. "
        "It will not come again; /paper 2602.90001 shows it." in text
    )
    assert "next brief" not in text
    assert "Invented System 1" in await mail.say("/paper 2602.90001")


async def test_a_number_is_that_of_the_brief_which_people_see(mail: Mail) -> None:
    await mail.publish()
    await mail.settle(Delivered())
    made = values.edition(paper(3))
    await mail.ledger.publish(
        Publication(
            edition=made,
            parts=("2602.90003v1",),
            shown={"2602.90003": Shown(1, date(2026, 2, 16))},
            progress=Progress(channel=HERE, covered=date(2026, 2, 16), slot=NOW),
            made_at=NOW,
        )
    )
    assert "Invented System 1" in await mail.say("/paper 1")


async def test_status_tells_of_a_hole_that_is_known(settings: Settings) -> None:
    listings = (replace(listing(paper(1)), incomplete=True),)
    async with session(settings, settings.storage.data, listings, ("cs.CL",), None, None) as opened:
        talk = Talk(with_rights(opened, StrictRights()))
        assert "cs.CL: incomplete so far · 1" in await talk.say("/status")
        assert (
            "arXiv's listing of cs.CL is incomplete so far; late papers join the "
            "next brief." in await talk.say("/brief")
        )
