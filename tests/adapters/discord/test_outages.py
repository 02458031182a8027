"""Whether Discord answers at all, and what pages of others mean."""

import asyncio
from pathlib import Path

import pytest

from adapters.chat.pacing.pacer import Pacer
from adapters.discord_chat.connecting.outcomes import TROUBLES
from bot.errors import PlatformUnreachable
from bot.values.deliveries import Delivered, InDoubt, Later, Outcome
from tests.adapters.discord.played import SEND
from tests.adapters.discord.side import Side, letters, side
from tests.servers.discord_server import Channel, DiscordServer, Fault, Person

ME = "GET /users/@me"
WAYS = [
    (Fault.BAD_GATEWAY, 502),
    (Fault.REFUSED, 503),
    (Fault.PAGE, 401),
    (Fault.PAGE, 403),
    (Fault.PAGE, 200),
    (Fault.RESET, 0),
    (Fault.RESET_AFTER, 0),
    (Fault.TRUNCATED, 0),
    (Fault.BARE, 0),
    (Fault.MISLABELLED, 0),
    (Fault.BANNED, 429),
]


@pytest.mark.parametrize("opened", [False, True])
@pytest.mark.parametrize(("fault", "status"), WAYS)
async def test_only_a_usable_answer_ends_the_silence(
    server: DiscordServer, tmp_path: Path, fault: Fault, status: int, opened: bool
) -> None:
    async with side(server, tmp_path) as out:
        if opened:
            await out.connection.me()
        asked = len(server.calls)
        server.fail_next(ME, fault, times=None, status=status)
        silence = await out.sender.silent()
        assert isinstance(silence, Later)
        assert silence.everywhere
        assert silence.after > 0
        # not the library's five tries; aiohttp asks once more where the line broke
        assert len(server.calls) <= asked + 2
    server.recover()
    async with side(server, tmp_path) as out:
        assert await out.sender.silent() is None


async def test_a_server_that_hangs_is_known_to_be_silent_within_seconds(
    server: DiscordServer, out: Side
) -> None:
    await out.connection.me()
    server.fail_next(ME, Fault.HANG)
    # the library's own patience is a minute
    async with asyncio.timeout(45):
        silence = await out.sender.silent()
    assert isinstance(silence, Later)
    assert "in time" in silence.why


async def test_a_token_that_is_refused_is_silence_and_says_so(
    server: DiscordServer, tmp_path: Path
) -> None:
    async with side(server, tmp_path, token="wrong-token") as out:
        silence = await out.sender.silent()
    assert isinstance(silence, Later)
    assert silence.everywhere
    assert "token" in silence.why
    assert "wrong-token" not in silence.why


@pytest.mark.parametrize("opened", [False, True])
async def test_a_page_with_401_is_no_verdict_on_the_token(
    server: DiscordServer, tmp_path: Path, papers: Channel, opened: bool
) -> None:
    async with side(server, tmp_path) as out:
        if opened:
            await out.places.of(papers.id)
        server.fail_next("any", Fault.PAGE, status=401)
        if opened:
            outcome = await out.sender.send(letters(papers)[0])
            assert isinstance(outcome, Later)
            assert outcome.everywhere
            assert "token" not in outcome.why
        else:
            with pytest.raises(PlatformUnreachable):
                await out.connection.me()
        assert isinstance(await out.sender.send(letters(papers)[0]), Delivered)


@pytest.mark.parametrize(
    ("fault", "status", "wanted"),
    [
        (Fault.PAGE, 403, Later),
        (Fault.PAGE, 429, Later),
        (Fault.PAGE, 404, InDoubt),
        (Fault.PAGE, 400, InDoubt),
        (Fault.PAGE, 200, InDoubt),
        (Fault.PAGE, 520, InDoubt),
        (Fault.BAD_GATEWAY, 502, InDoubt),
    ],
)
async def test_a_page_says_nothing_about_the_channel(
    server: DiscordServer,
    out: Side,
    papers: Channel,
    fault: Fault,
    status: int,
    wanted: type[Outcome],
) -> None:
    await out.places.of(papers.id)
    server.fail_next(SEND, fault, status=status)
    outcome = await out.sender.send(letters(papers)[0])
    assert isinstance(outcome, wanted)
    assert getattr(outcome, "everywhere", True)
    assert len([call for call in server.calls if call.route == SEND]) == 1


async def test_a_403_without_a_reason_closes_no_channel(
    server: DiscordServer, out: Side, papers: Channel
) -> None:
    await out.places.of(papers.id)
    server.fail_next(SEND, Fault.REFUSED, status=403, body={"message": "Forbidden"})
    assert isinstance(await out.sender.send(letters(papers)[0]), Later)


async def test_a_page_takes_nobodys_rights_away(
    server: DiscordServer, out: Side, papers: Channel, ada: Person
) -> None:
    server.fail_next("GET /guilds/{guild}", Fault.PAGE, status=403)
    with pytest.raises(PlatformUnreachable):
        await out.rights.may_configure(f"discord:{papers.id}", f"discord:user/{ada.id}")
    assert await out.rights.may_configure(f"discord:{papers.id}", f"discord:user/{ada.id}")


async def test_many_that_wait_for_one_login_do_not_each_wait_for_a_failure(
    server: DiscordServer, tmp_path: Path, papers: Channel
) -> None:
    async with side(server, tmp_path) as out:
        server.fail_next(ME, Fault.BAD_GATEWAY, times=None)
        sending = [out.sender.send(letters(papers, edition=each)[0]) for each in range(20)]
        outcomes = await asyncio.gather(*sending)
    assert all(isinstance(each, Later) and each.everywhere for each in outcomes)
    assert len(server.calls) < 5


async def test_answers_alone_tell_the_pace_of_the_way(
    server: DiscordServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[int] = []
    monkeypatch.setattr(Pacer, "answered", lambda _, ticket: told.append(ticket))
    async with side(server, tmp_path, per_second=50) as out:
        await out.connection.ask("GET", "/users/@me")
        assert len(told) == 1
        server.fail_next(ME, Fault.RESET, times=None)
        with pytest.raises(TROUBLES):
            await out.connection.ask("GET", "/users/@me", once=True)
        assert len(told) == 1
        server.recover()
        with pytest.raises(TROUBLES):
            await out.connection.ask("GET", "/channels/1", once=True)
        assert len(told) == 2
