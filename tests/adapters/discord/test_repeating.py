"""Parts in doubt on Discord: what arrived is found, what did not is sent, nothing twice."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.values.deliveries import Delivered, Gone, InDoubt, Later
from tests.adapters.discord.played import (
    ARRIVED,
    HISTORY,
    NOT_ARRIVED,
    POST,
    SEND,
    Played,
    Sent,
    busy,
    everywhere,
    place,
)
from tests.adapters.discord.side import Side, brief, letters, side
from tests.servers.discord_server import (
    Channel,
    DiscordServer,
    Fault,
    Guild,
    Kind,
    Permission,
    Person,
)

INVALID = {"message": "Invalid Form Body", "code": 50035}
TEN_MINUTES, A_DAY, FORTY_DAYS = 600.0, 86_400.0, 40 * 86_400.0
KINDS = ("text", "announcement", "thread", "dm", "forum")


@pytest.fixture
def clock(server: DiscordServer) -> Played:
    return Played(server)


@pytest.fixture
async def out(server: DiscordServer, tmp_path: Path, clock: Played) -> AsyncIterator[Side]:
    async with side(server, tmp_path, clock=clock) as made:
        yield made


@pytest.mark.parametrize("later", [20.0, TEN_MINUTES, A_DAY])
@pytest.mark.parametrize("fault", [Fault.RESET_AFTER, Fault.RESET])
@pytest.mark.parametrize("kind", KINDS)
async def test_a_part_in_doubt_arrives_once_wherever_it_goes_and_however_late(
    server: DiscordServer,
    out: Side,
    clock: Played,
    lab: Guild,
    ada: Person,
    kind: str,
    fault: Fault,
    later: float,
) -> None:
    channel = place(server, lab, kind, ada)
    sent = Sent(out, clock, letters(channel)[0])
    await out.places.of(channel.id)
    server.fail_next(POST if kind == "forum" else SEND, fault)
    assert isinstance(await sent.once(), InDoubt)
    clock.passes(later)
    outcome = await sent.once()
    (there,) = everywhere(server, lab) or server.messages(channel)
    assert outcome == Delivered(str(there.id))
    assert bool(there.flags & 1) == (kind == "announcement")


@pytest.mark.parametrize("fault", [*ARRIVED, *NOT_ARRIVED, Fault.REFUSED])
async def test_whatever_came_instead_of_an_answer_it_arrives_once(
    server: DiscordServer, out: Side, clock: Played, papers: Channel, fault: Fault
) -> None:
    sent = Sent(out, clock, letters(papers)[0])
    await out.places.of(papers.id)
    server.fail_next(SEND, fault, status=503)
    assert isinstance(await sent.once(), InDoubt)
    assert len([call for call in server.calls if call.route == SEND]) == 1
    clock.passes(TEN_MINUTES)
    assert isinstance(await sent.once(), Delivered)
    assert len(server.messages(papers)) == 1


@pytest.mark.parametrize("ahead", [FORTY_DAYS, -FORTY_DAYS])
@pytest.mark.parametrize("kind", ["text", "forum"])
async def test_clocks_that_do_not_agree_prove_nothing_and_matter_not(
    server: DiscordServer, tmp_path: Path, lab: Guild, ada: Person, kind: str, ahead: float
) -> None:
    channel, clock = place(server, lab, kind, ada), Played(server, ahead)
    async with side(server, tmp_path, clock=clock) as out:
        await out.places.of(channel.id)
        for edition in (7, 8):
            # the same words every day
            sent = Sent(out, clock, letters(channel, edition=edition)[0])
            server.fail_next(POST if kind == "forum" else SEND, Fault.RESET_AFTER)
            assert isinstance(await sent.once(), InDoubt)
            clock.passes(A_DAY)
            assert isinstance(await sent.once(), Delivered)
    assert len(everywhere(server, lab)) == 2


@pytest.mark.parametrize("kind", ["text", "forum"])
async def test_the_same_words_of_the_day_before_are_not_todays(
    server: DiscordServer, tmp_path: Path, clock: Played, lab: Guild, ada: Person, kind: str
) -> None:
    channel = place(server, lab, kind, ada)
    async with side(server, tmp_path, clock=clock) as out:
        before = await Sent(out, clock, letters(channel)[0]).surely()
    clock.passes(A_DAY)
    async with side(server, tmp_path, clock=clock) as out:
        letter = replace(letters(channel, edition=8)[0], last=before.receipt)
        sent = Sent(out, clock, letter)
        server.fail_next(POST if kind == "forum" else SEND, Fault.RESET)
        assert isinstance(await sent.once(), InDoubt)
        clock.passes(TEN_MINUTES)
        assert isinstance(await sent.once(), Delivered)
    assert len(everywhere(server, lab)) == 2


@pytest.mark.parametrize("later", [20.0, A_DAY])
async def test_a_part_whose_arrival_was_known_but_not_written_down_is_found(
    server: DiscordServer, out: Side, clock: Played, papers: Channel, later: float
) -> None:
    sent = Sent(out, clock, letters(papers)[0])
    first = await sent.surely()
    clock.passes(later)
    assert await sent.once() == first
    assert len(server.messages(papers)) == 1


@pytest.mark.parametrize("fault", [Fault.RESET_AFTER, Fault.RESET])
@pytest.mark.parametrize("before", [0, 2_500])
async def test_a_busy_channel_is_read_far_enough(
    server: DiscordServer,
    out: Side,
    clock: Played,
    papers: Channel,
    bob: Person,
    fault: Fault,
    before: int,
) -> None:
    busy(server, papers, bob, before, timedelta(days=1))
    sent = Sent(out, clock, letters(papers)[0])
    await out.places.of(papers.id)
    server.limits.usual = (1000, 1.0)
    server.fail_next(SEND, fault)
    assert isinstance(await sent.once(), InDoubt)
    busy(server, papers, bob, 350)
    clock.passes(TEN_MINUTES)
    outcome = await sent.once()
    (there,) = server.messages(papers)
    # where more stands there than is read, clocks that agree prove that it did not arrive
    assert outcome == Delivered(str(there.id))


async def test_in_a_channel_too_busy_to_be_read_it_is_perhaps_there_twice(
    server: DiscordServer, tmp_path: Path, papers: Channel, bob: Person
) -> None:
    clock = Played(server, FORTY_DAYS)
    async with side(server, tmp_path, clock=clock) as out:
        sent = Sent(out, clock, letters(papers)[0])
        await out.places.of(papers.id)
        server.limits.usual = (1000, 1.0)
        server.fail_next(SEND, Fault.RESET)
        assert isinstance(await sent.once(), InDoubt)
        busy(server, papers, bob, 2_500)
        clock.passes(TEN_MINUTES)
        outcome = await sent.once()
    assert isinstance(outcome, Delivered)
    assert outcome.perhaps_twice


def unreadable(server: DiscordServer, channel: Channel, how: str) -> None:
    if how == "no route":
        server.fail_next(HISTORY, Fault.REFUSED, times=None, status=404, body={"message": "?"})
    elif how == "another form":
        server.fail_next(HISTORY, Fault.BARE, times=None)
    else:
        server.forbids(channel, Permission.READ_MESSAGE_HISTORY)
        server.channels.refuses_history = how == "refused"


async def test_an_answer_of_another_form_that_comes_once_is_no_reason_to_send_it_again(
    server: DiscordServer, out: Side, clock: Played, papers: Channel
) -> None:
    sent = Sent(out, clock, letters(papers)[0])
    await out.places.of(papers.id)
    server.fail_next(SEND, Fault.RESET_AFTER)
    assert isinstance(await sent.once(), InDoubt)
    clock.passes(TEN_MINUTES)
    server.fail_next(HISTORY, Fault.BARE)
    (there,) = server.messages(papers)
    assert await sent.once() == Delivered(str(there.id))
    assert server.messages(papers) == [there]


@pytest.mark.parametrize("how", ["empty", "refused", "no route", "another form"])
async def test_where_the_history_cannot_be_read_it_is_sent_again_once_and_told(
    server: DiscordServer, tmp_path: Path, clock: Played, papers: Channel, how: str
) -> None:
    async with side(server, tmp_path, clock=clock) as out:
        sent = Sent(out, clock, letters(papers)[0])
        await out.places.of(papers.id)
        unreadable(server, papers, how)
        server.fail_next(SEND, Fault.RESET_AFTER, times=2)
        assert isinstance(await sent.once(), InDoubt)
        clock.passes(TEN_MINUTES)
        assert isinstance(await sent.once(), InDoubt)
        clock.passes(TEN_MINUTES)
    async with side(server, tmp_path, clock=clock) as again:
        sent = replace(sent, out=again)
        asked = len([call for call in server.calls if call.route == SEND])
        outcome = await sent.once()
        assert isinstance(outcome, InDoubt)
        assert "history" in outcome.why
        assert len([call for call in server.calls if call.route == SEND]) == asked
        server.recover()
        server.allows(papers)
        found = await sent.once()
    assert isinstance(found, Delivered)
    assert found.receipt in [str(each.id) for each in server.messages(papers)]
    assert len(server.messages(papers)) == 2


async def test_a_blind_repeat_is_told_and_its_own_repeat_is_recognised(
    server: DiscordServer, out: Side, clock: Played, papers: Channel
) -> None:
    sent = Sent(out, clock, letters(papers)[0])
    await out.places.of(papers.id)
    unreadable(server, papers, "empty")
    server.fail_next(SEND, Fault.RESET)
    assert isinstance(await sent.once(), InDoubt)
    clock.passes(TEN_MINUTES)
    server.fail_next(SEND, Fault.RESET_AFTER)
    assert isinstance(await sent.once(), InDoubt)
    clock.passes(20.0)
    (there,) = server.messages(papers)
    assert await sent.once() == Delivered(str(there.id), perhaps_twice=True)
    assert len(server.messages(papers)) == 1


async def test_an_empty_channel_whose_history_may_be_read_holds_nothing(
    server: DiscordServer, out: Side, clock: Played, papers: Channel
) -> None:
    sent = Sent(out, clock, letters(papers)[0])
    await out.places.of(papers.id)
    server.fail_next(SEND, Fault.RESET)
    await sent.once()
    clock.passes(TEN_MINUTES)
    (outcome, there) = await sent.once(), server.messages(papers)
    assert outcome == Delivered(str(there[0].id))


@pytest.mark.parametrize("fault", [Fault.RESET_AFTER, Fault.RESET])
async def test_the_parts_of_a_thread_arrive_once_and_in_order(
    server: DiscordServer, out: Side, clock: Played, papers: Channel, fault: Fault
) -> None:
    receipts: list[str] = []
    for letter in letters(papers, brief(90)):
        sent = Sent(out, clock, replace(letter, receipts=tuple(receipts)))
        server.fail_next(SEND, fault)
        receipts.append((await sent.surely(pause=TEN_MINUTES)).receipt)
    (head,) = server.messages(papers)
    assert head.thread is not None
    inside = [f"{head.id}/{each.id}" for each in server.messages(head.thread)]
    assert receipts == [str(head.id), *inside]
    assert len(inside) >= 2


@pytest.mark.parametrize("kind", ["text", "forum"])
async def test_a_plain_form_of_several_bodies_goes_on_where_it_was_cut_off(
    server: DiscordServer, out: Side, clock: Played, lab: Guild, ada: Person, kind: str
) -> None:
    channel = place(server, lab, kind, ada)
    await out.places.of(channel.id)
    sent = Sent(out, clock, letters(channel, brief(20, 20))[0])
    server.fail_next(POST if kind == "forum" else SEND, Fault.REFUSED, status=400, body=INVALID)
    if kind == "text":
        # the first body
        server.fail_next(SEND, Fault.DELAY, seconds=0.0)
    server.fail_next(SEND, Fault.RESET_AFTER)
    assert isinstance(await sent.once(), InDoubt)
    assert len(everywhere(server, lab)) == 2
    clock.passes(A_DAY)
    outcome = await sent.once()
    told = " ".join(each.content for each in everywhere(server, lab))
    assert isinstance(outcome, Delivered)
    assert [told.split().count(f"word{number}") for number in range(1, 21)] == [20] * 20


@pytest.mark.parametrize("archived", [False, True])
async def test_a_post_is_found_where_it_was_closed_meanwhile_and_after_a_restart(
    server: DiscordServer, tmp_path: Path, clock: Played, lab: Guild, archived: bool
) -> None:
    forum = server.adds_channel(lab, "papers", Kind.FORUM)
    async with side(server, tmp_path, clock=clock) as out:
        sent = Sent(out, clock, letters(forum)[0])
        server.fail_next(POST, Fault.RESET_AFTER)
        assert isinstance(await sent.once(), InDoubt)
    (post,) = server.world.threads(lab)
    if archived:
        server.archives(post)
    clock.passes(A_DAY)
    async with side(server, tmp_path, clock=clock) as again:
        assert await replace(sent, out=again).once() == Delivered(str(post.id))
    assert len(server.world.threads(lab)) == 1


async def test_a_forum_that_does_not_show_its_closed_posts_gets_one_more_and_no_third(
    server: DiscordServer, out: Side, clock: Played, lab: Guild
) -> None:
    forum = server.adds_channel(lab, "papers", Kind.FORUM)
    sent = Sent(out, clock, letters(forum)[0])
    server.forbids(forum, Permission.READ_MESSAGE_HISTORY)
    server.fail_next(POST, Fault.RESET_AFTER, times=2)
    assert isinstance(await sent.once(), InDoubt)
    server.archives(server.world.threads(lab)[0])
    clock.passes(A_DAY)
    assert isinstance(await sent.once(), InDoubt)
    server.archives(server.world.threads(lab)[1])
    clock.passes(20.0)
    assert isinstance(await sent.once(), InDoubt)
    assert len(server.world.threads(lab)) == 2


async def test_a_channel_that_closed_meanwhile_is_gone_and_not_in_doubt(
    server: DiscordServer, out: Side, clock: Played, papers: Channel
) -> None:
    sent = Sent(out, clock, letters(papers)[0])
    await out.places.of(papers.id)
    server.fail_next(SEND, Fault.RESET_AFTER)
    await sent.once()
    clock.passes(TEN_MINUTES)
    server.forbids(papers, Permission.VIEW_CHANNEL)
    assert isinstance(await sent.once(), Gone)
    server.allows(papers)
    assert isinstance(await sent.once(), Delivered)
    assert len(server.messages(papers)) == 1


async def test_a_history_that_does_not_answer_leaves_the_doubt(
    server: DiscordServer, out: Side, clock: Played, papers: Channel
) -> None:
    sent = Sent(out, clock, letters(papers)[0])
    await out.places.of(papers.id)
    server.fail_next(SEND, Fault.RESET_AFTER)
    await sent.once()
    clock.passes(TEN_MINUTES)
    server.fail_next(HISTORY, Fault.BAD_GATEWAY)
    assert isinstance(await sent.once(), InDoubt)
    # tries that the delivery worker forgets are remembered here
    sent.letter = replace(sent.letter, tries=0, first_tried=None)
    assert isinstance(await sent.once(), Delivered)
    assert len(server.messages(papers)) == 1


OUTAGES = {
    "a page with 502": lambda server: server.fail_next("any", Fault.BAD_GATEWAY, times=None),
    "503": lambda server: server.fail_next("any", Fault.REFUSED, times=None, status=503),
    "reset before": lambda server: server.fail_next("any", Fault.RESET, times=None),
    "reset after": lambda server: server.fail_next("any", Fault.RESET_AFTER, times=None),
}


@pytest.mark.parametrize("seconds", [120.0, A_DAY])
@pytest.mark.parametrize("outage", OUTAGES)
async def test_an_outage_of_all_loses_nothing_and_brings_nothing_twice(
    server: DiscordServer, out: Side, clock: Played, lab: Guild, outage: str, seconds: float
) -> None:
    channels = [server.adds_channel(lab, f"papers-{number}") for number in range(12)]
    for channel in channels:
        await out.places.of(channel.id)
    OUTAGES[outage](server)
    waiting = {each.id: [Sent(out, clock, one) for one in letters(each)] for each in channels}
    for sent in waiting.values():
        assert isinstance(await sent[0].once(), InDoubt)
    silence = await out.sender.silent()
    assert isinstance(silence, Later)
    assert silence.everywhere
    clock.passes(seconds)
    server.recover()
    assert await out.sender.silent() is None
    for sent in waiting.values():
        assert not (await sent[0].surely()).perhaps_twice
    assert [len(server.messages(each)) for each in channels] == [1] * 12
