"""Deliveries to Discord: where each part goes, and what each answer means."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from adapters.discord_chat.connecting.outcomes import Overdrawn
from adapters.discord_chat.rendering.bodies import NEW_KIND
from adapters.discord_chat.sending.followers import Followers
from adapters.discord_chat.sending.letters import discord_form, nonce, read_stored, title_of
from bot.errors import PlatformRefused, PlatformUnreachable
from bot.messages.blocks import Attachment, Button, Buttons, message, paragraph, spans
from bot.messages.blocks import Message as Said
from bot.translator import translator
from bot.values.deliveries import Delivered, Gone, InDoubt, Later, Letter, Outcome, Refused
from tests.adapters.discord.side import TITLE, Side, brief, letters, side
from tests.samples.pictures import png
from tests.servers.discord_server import (
    Channel,
    DiscordServer,
    Fault,
    Guild,
    Kind,
    Message,
    Permission,
    Person,
)
from tests.values import edition, paper

SEND = "POST /channels/{channel}/messages"
POST = "POST /channels/{channel}/threads"
CROSSPOST = "POST /channels/{channel}/messages/{message}/crosspost"
INVALID = {"message": "Invalid Form Body", "code": 50035}


@pytest.fixture
async def server() -> AsyncIterator[DiscordServer]:
    async with DiscordServer() as server:
        with server.pointed():
            yield server
    assert server.violations == []


@pytest.fixture
def ada(server: DiscordServer, lab: Guild) -> Person:
    return server.person("ada", lab)


async def delivered(out: Side, given: list[Letter]) -> list[str]:
    """All parts in order, as the delivery worker sends them; their receipts."""
    receipts: list[str] = []
    for letter in given:
        outcome = await out.sender.send(replace(letter, receipts=tuple(receipts)))
        assert isinstance(outcome, Delivered), outcome
        receipts.append(outcome.receipt)
    return receipts


def tried(letter: Letter) -> Letter:
    """As the delivery worker sends it once more, after a try that nobody answered for."""
    return replace(letter, tries=1, first_tried=datetime.now(UTC))


def said(sent: Message) -> str:
    return "\n".join([sent.text, *(str(each["description"]) for each in sent.embeds)])


async def test_a_part_is_a_message_and_its_receipt_the_messages_id(
    server: DiscordServer, out: Side, papers: Channel
) -> None:
    (receipt,) = await delivered(out, letters(papers))
    (sent,) = server.messages(papers)
    assert receipt == str(sent.id)
    assert TITLE in sent.text
    assert sent.labels == ["All titles"]


async def test_a_repetition_under_the_same_key_is_one_message(
    server: DiscordServer, out: Side, papers: Channel
) -> None:
    first = await delivered(out, letters(papers))
    assert await delivered(out, letters(papers)) == first
    assert await delivered(out, letters(papers, edition=8)) != first
    assert len(server.messages(papers)) == 2


def test_a_nonce_is_short_and_tells_channels_keys_and_contents_apart() -> None:
    made = {nonce(*what) for what in (("1", "2", "3"), ("12", "3", ""), ("1", "2", "4"))}
    assert len(made) == 3
    assert all(len(each) <= 25 for each in made)


async def test_further_parts_go_into_a_thread_named_by_the_title(
    server: DiscordServer, out: Side, papers: Channel
) -> None:
    given = letters(papers, brief(90))
    assert len(given) >= 3
    receipts = await delivered(out, given)
    (head,) = server.messages(papers)
    assert head.thread is not None
    assert head.thread.name == TITLE
    rest = server.messages(head.thread)
    assert receipts == [str(head.id), *(f"{head.id}/{each.id}" for each in rest)]
    told = "\n".join(said(each) for each in (head, *rest))
    places = [told.index(f"word{number} ") for number in range(1, 91)]
    assert places == sorted(places)
    assert rest[-1].labels == ["All titles"]


async def test_after_a_restart_the_rest_goes_into_the_same_thread(
    server: DiscordServer, tmp_path: Path, papers: Channel
) -> None:
    given = letters(papers, brief(90))
    async with side(server, tmp_path) as first:
        receipts = await delivered(first, given[:1])
        second = replace(given[1], receipts=tuple(receipts))
        cut_off = await first.sender.send(second)
        assert isinstance(cut_off, Delivered)
    async with side(server, tmp_path) as again:
        # the note that it arrived was lost: the same part comes once more
        assert await again.sender.send(second) == cut_off
        await again.sender.send(replace(given[2], receipts=(*receipts, cut_off.receipt)))
    (head,) = server.messages(papers)
    assert head.thread is not None
    assert len(server.messages(head.thread)) == 2


async def test_where_no_thread_may_be_made_the_rest_answers_in_the_channel(
    server: DiscordServer, out: Side, papers: Channel
) -> None:
    server.forbids(papers, Permission.CREATE_PUBLIC_THREADS)
    receipts = await delivered(out, letters(papers, brief(90)))
    sent = server.messages(papers)
    assert receipts == [str(each.id) for each in sent]
    assert [each.reply_to for each in sent] == [None, *sent[:-1]]
    assert server.pings == [] or all("reply" in ping.whom for ping in server.pings)


async def test_where_the_head_was_deleted_the_rest_goes_on_in_the_channel(
    server: DiscordServer, out: Side, papers: Channel
) -> None:
    given = letters(papers, brief(90))
    receipts = await delivered(out, given[:1])
    del server.world.messages[papers.id][int(receipts[0])]
    for letter in given[1:]:
        outcome = await out.sender.send(replace(letter, receipts=tuple(receipts)))
        assert isinstance(outcome, Delivered)
        receipts.append(outcome.receipt)
    assert [str(each.id) for each in server.messages(papers)] == receipts[1:]


async def test_a_thread_that_was_deleted_takes_nothing_from_the_channel(
    server: DiscordServer, out: Side, papers: Channel
) -> None:
    given = letters(papers, brief(90))
    receipts = await delivered(out, given[:1])
    second = await out.sender.send(replace(given[1], receipts=tuple(receipts)))
    assert isinstance(second, Delivered)
    (head,) = server.messages(papers)
    assert head.thread is not None
    server.deletes_channel(head.thread)
    third = await out.sender.send(replace(given[2], receipts=(*receipts, second.receipt)))
    assert isinstance(third, Delivered)
    assert str(server.messages(papers)[-1].id) == third.receipt


async def test_in_a_thread_parts_answer_each_other(
    server: DiscordServer, out: Side, papers: Channel, ada: Person
) -> None:
    thread = server.adds_thread(papers, "talk", ada)
    await delivered(out, letters(thread, brief(90)))
    sent = server.messages(thread)
    assert len(sent) >= 3
    assert [each.reply_to for each in sent] == [None, *sent[:-1]]


async def test_direct_messages_take_a_brief(server: DiscordServer, out: Side, ada: Person) -> None:
    await delivered(out, letters(server.dm(ada), brief(90)))
    assert len(server.messages(server.dm(ada))) >= 3


async def test_an_announcement_is_published_to_the_followers_and_only_its_head(
    server: DiscordServer, out: Side, lab: Guild
) -> None:
    news = server.adds_channel(lab, "news", Kind.ANNOUNCEMENT)
    await delivered(out, letters(news, brief(90)))
    published = [call for call in server.calls if call.route == CROSSPOST]
    (head,) = server.messages(news)
    assert [call.path.split("/")[-2] for call in published] == [str(head.id)]
    assert head.flags & 1


async def test_a_publication_that_was_made_before_is_no_trouble(
    server: DiscordServer, out: Side, lab: Guild
) -> None:
    news = server.adds_channel(lab, "news", Kind.ANNOUNCEMENT)
    first = await delivered(out, letters(news))
    assert await delivered(out, letters(news)) == first


async def test_what_cannot_be_published_is_delivered_all_the_same(
    server: DiscordServer, out: Side, lab: Guild, caplog: pytest.LogCaptureFixture
) -> None:
    news = server.adds_channel(lab, "news", Kind.ANNOUNCEMENT)
    server.fail_next(CROSSPOST, Fault.REFUSED, status=403, body={"code": 50013, "message": "no"})
    await delivered(out, letters(news))
    assert "not_published" in caplog.text


def followers(out: Side, now: datetime) -> Followers:
    return Followers(out.connection, out.notes, lambda: now)


async def test_what_is_published_too_often_goes_on_to_the_followers_later(
    server: DiscordServer, out: Side, lab: Guild
) -> None:
    news = server.adds_channel(lab, "news", Kind.ANNOUNCEMENT)
    server.fail_next(CROSSPOST, Fault.TOO_MANY, times=2, seconds=1800.0)
    await delivered(out, letters(news))
    (head,) = server.messages(news)
    times = [datetime.now(UTC) + timedelta(minutes=each) for each in (10, 31, 50, 70, 90)]
    seen = []
    for now in times:
        # what waits is noted: each time as after a restart
        later = followers(out, now)
        asked = len(server.calls)
        await later.catch_up()
        seen.append((len(server.calls) - asked, bool(head.flags & 1)))
    assert seen == [(0, False), (1, False), (0, False), (1, True), (0, True)]


async def test_what_nobody_waits_for_any_more_is_not_published_again_and_again(
    server: DiscordServer, out: Side, lab: Guild
) -> None:
    news = server.adds_channel(lab, "news", Kind.ANNOUNCEMENT)
    server.fail_next(CROSSPOST, Fault.TOO_MANY, times=None, seconds=1800.0)
    await delivered(out, letters(news))
    for hours in (13, 14):
        now = datetime.now(UTC) + timedelta(hours=hours)
        asked = len(server.calls)
        await followers(out, now).catch_up()
    assert len(server.calls) == asked


async def test_a_forum_gets_one_post_a_brief_with_the_rest_inside(
    server: DiscordServer, out: Side, lab: Guild
) -> None:
    forum = server.adds_channel(lab, "papers", Kind.FORUM)
    receipts = await delivered(out, letters(forum, brief(90)))
    (post,) = server.world.threads(lab)
    assert (post.name, post.parent) == (TITLE, forum.id)
    sent = server.messages(post)
    assert receipts == [str(post.id), *(f"{post.id}/{each.id}" for each in sent[1:])]
    assert len(sent) >= 3


async def test_a_post_in_doubt_is_found_again_and_not_made_twice(
    server: DiscordServer, tmp_path: Path, lab: Guild
) -> None:
    forum = server.adds_channel(lab, "papers", Kind.FORUM)
    (letter,) = letters(forum)
    server.fail_next(POST, Fault.RESET_AFTER)
    async with side(server, tmp_path) as first:
        assert isinstance(await first.sender.send(letter), InDoubt)
    async with side(server, tmp_path) as again:
        outcome = await again.sender.send(tried(letter))
    (post,) = server.world.threads(lab)
    assert outcome == Delivered(str(post.id))


async def test_a_post_in_doubt_that_was_not_made_is_made(
    server: DiscordServer, out: Side, lab: Guild
) -> None:
    forum = server.adds_channel(lab, "papers", Kind.FORUM)
    (letter,) = letters(forum)
    server.fail_next(POST, Fault.RESET)
    assert isinstance(await out.sender.send(letter), InDoubt)
    assert isinstance(await out.sender.send(tried(letter)), Delivered)
    assert len(server.world.threads(lab)) == 1


async def test_an_older_post_of_the_same_name_is_another(
    server: DiscordServer, out: Side, lab: Guild
) -> None:
    forum = server.adds_channel(lab, "papers", Kind.FORUM)
    (before,) = await delivered(out, letters(forum))
    letter = replace(letters(forum, edition=8)[0], last=before)
    server.fail_next(POST, Fault.RESET)
    assert isinstance(await out.sender.send(letter), InDoubt)
    assert isinstance(await out.sender.send(tried(letter)), Delivered)
    assert len(server.world.threads(lab)) == 2


async def test_a_forum_that_needs_a_tag_gets_one_for_papers(
    server: DiscordServer, out: Side, lab: Guild
) -> None:
    tags = {11: "Off topic", 12: "Papers"}
    forum = server.adds_channel(lab, "papers", Kind.FORUM, tags=tags, tag_required=True)
    await delivered(out, letters(forum))
    (post,) = server.world.threads(lab)
    assert post.applied_tags == ["12"]


async def test_a_forum_that_needs_a_tag_and_has_none_says_so(
    server: DiscordServer, out: Side, lab: Guild
) -> None:
    forum = server.adds_channel(lab, "papers", Kind.FORUM, tag_required=True)
    outcome = await out.sender.send(letters(forum)[0])
    assert isinstance(outcome, Gone)
    assert "tag" in outcome.why


@pytest.mark.parametrize(
    ("kind", "what", "named"),
    [
        (Kind.TEXT, Permission.SEND_MESSAGES, "Send Messages"),
        (Kind.FORUM, Permission.SEND_MESSAGES, "Send Messages"),
        (Kind.TEXT, Permission.VIEW_CHANNEL, "View Channel"),
    ],
)
async def test_a_channel_that_lets_us_not_write_is_gone_and_the_right_is_named(
    server: DiscordServer, out: Side, lab: Guild, kind: Kind, what: Permission, named: str
) -> None:
    channel = server.adds_channel(lab, "papers", kind)
    await out.places.of(channel.id)
    server.forbids(channel, what)
    outcome = await out.sender.send(letters(channel)[0])
    assert isinstance(outcome, Gone)
    assert named in outcome.why


async def test_a_thread_names_the_right_of_threads(
    server: DiscordServer, out: Side, papers: Channel, ada: Person
) -> None:
    thread = server.adds_thread(papers, "talk", ada)
    server.forbids(papers, Permission.SEND_MESSAGES_IN_THREADS)
    outcome = await out.sender.send(letters(thread)[0])
    assert isinstance(outcome, Gone)
    assert "Send Messages in Threads" in outcome.why


async def test_a_deleted_channel_a_left_server_and_a_closed_person_are_gone(
    server: DiscordServer, out: Side, lab: Guild, papers: Channel, ada: Person
) -> None:
    ada.closed = True
    closed = await out.sender.send(letters(server.dm(ada))[0])
    assert closed == Gone("that person does not accept messages from me.")
    other = server.adds_channel(lab, "other")
    server.deletes_channel(papers)
    deleted = await out.sender.send(letters(papers)[0])
    server.removes_bot(lab)
    left = await out.sender.send(letters(other)[0])
    assert isinstance(deleted, Gone)
    assert isinstance(left, Gone)


async def test_a_closed_thread_is_opened_by_the_brief_but_a_locked_one_is_gone(
    server: DiscordServer, out: Side, papers: Channel, ada: Person
) -> None:
    asleep, locked = (server.adds_thread(papers, name, ada) for name in ("a", "b"))
    server.archives(asleep)
    server.archives(locked, locked=True)
    await delivered(out, letters(asleep))
    assert not asleep.archived
    assert isinstance(await out.sender.send(letters(locked)[0]), Gone)


async def test_a_form_that_is_refused_goes_out_as_plain_text_and_is_our_defect(
    server: DiscordServer, out: Side, papers: Channel
) -> None:
    server.fail_next(SEND, Fault.REFUSED, status=400, body=INVALID)
    outcome = await out.sender.send(letters(papers)[0])
    (sent,) = server.messages(papers)
    assert isinstance(outcome, Delivered)
    assert (outcome.receipt, "50035" in outcome.defect) == (str(sent.id), True)
    assert "What today was about." in sent.content
    assert sent.components == []


async def test_a_post_whose_form_is_refused_is_a_plain_post(
    server: DiscordServer, out: Side, lab: Guild
) -> None:
    forum = server.adds_channel(lab, "papers", Kind.FORUM)
    server.fail_next(POST, Fault.REFUSED, status=400, body=INVALID)
    outcome = await out.sender.send(letters(forum)[0])
    (post,) = server.world.threads(lab)
    assert isinstance(outcome, Delivered)
    assert outcome.receipt == str(post.id)
    assert "What today was about." in server.messages(post)[0].content


async def test_what_is_refused_as_plain_text_too_is_refused(
    server: DiscordServer, out: Side, papers: Channel
) -> None:
    server.fail_next(SEND, Fault.REFUSED, times=2, status=400, body=INVALID)
    assert isinstance(await out.sender.send(letters(papers)[0]), Refused)


def in_embeds() -> Said:
    button = Buttons(((Button("All titles", command="/brief titles"),),))
    return message(*(paragraph(f"w{number} " * 300) for number in range(6)), button)


@pytest.mark.parametrize("leaves_out", [False, True])
@pytest.mark.parametrize("kind", [Kind.TEXT, Kind.ANNOUNCEMENT, Kind.FORUM])
async def test_without_the_right_to_embed_it_goes_out_in_the_new_kind(
    server: DiscordServer, out: Side, lab: Guild, kind: Kind, leaves_out: bool
) -> None:
    channel = server.adds_channel(lab, "news", kind)
    given = letters(channel, in_embeds())
    assert "embeds" in read_stored(given[0].payload).body
    server.forbids(channel, Permission.EMBED_LINKS)
    server.posting.leaves_embeds_out = leaves_out
    outcome = await out.sender.send(given[0])
    places = [channel, *server.world.threads(lab)]
    sent = [each for place in places for each in server.messages(place)]
    assert isinstance(outcome, Delivered)
    assert not outcome.defect
    said = " ".join(each.text for each in sent)
    assert [said.split().count(f"w{number}") for number in range(6)] == [300] * 6
    assert [each.labels for each in sent] == [[], ["All titles"]]
    assert all(each.flags & NEW_KIND for each in sent)


async def test_a_server_that_tells_nothing_of_embeds_has_taken_them(
    server: DiscordServer, out: Side, papers: Channel
) -> None:
    server.posting.leaves_embeds_out = True
    server.fail_next("GET /guilds/{guild}/members/{user}", Fault.REFUSED, times=None, status=404)
    server.forbids(papers, Permission.EMBED_LINKS)
    outcome = await out.sender.send(letters(papers, in_embeds())[0])
    assert outcome == Delivered(str(server.messages(papers)[0].id))
    assert len(server.messages(papers)) == 1


@pytest.mark.parametrize(
    ("fault", "status", "wanted"),
    [
        (Fault.RESET_AFTER, 0, InDoubt),
        (Fault.TRUNCATED, 0, InDoubt),
        (Fault.HTML_PAGE, 0, InDoubt),
        (Fault.REFUSED, 503, InDoubt),
        (Fault.REFUSED, 401, Later),
    ],
)
async def test_an_answer_that_is_lost_is_in_doubt_and_a_repetition_is_no_second_message(
    server: DiscordServer,
    out: Side,
    papers: Channel,
    fault: Fault,
    status: int,
    wanted: type[Outcome],
) -> None:
    (letter,) = letters(papers)
    await out.places.of(papers.id)
    server.fail_next(SEND, fault, status=status)
    first = await out.sender.send(letter)
    assert isinstance(first, wanted)
    assert getattr(first, "everywhere", True)
    await delivered(out, [letter])
    assert len(server.messages(papers)) == 1


async def test_a_long_pause_is_later(server: DiscordServer, out: Side, papers: Channel) -> None:
    await out.places.of(papers.id)
    server.fail_next(SEND, Fault.TOO_MANY, seconds=120.0)
    outcome = await out.sender.send(letters(papers)[0])
    assert isinstance(outcome, Later)
    assert 100 <= outcome.after <= 121
    assert not outcome.everywhere


@pytest.mark.parametrize("fault", [Fault.TOO_MANY, Fault.BANNED])
async def test_a_pause_of_everything_is_kept_by_everything(
    server: DiscordServer, out: Side, papers: Channel, lab: Guild, fault: Fault
) -> None:
    other = server.adds_channel(lab, "other")
    for channel in (papers, other):
        await out.places.of(channel.id)
    server.fail_next(SEND, fault, seconds=120.0, everywhere=True)
    assert isinstance(await out.sender.send(letters(papers)[0]), Later)
    asked = len(server.calls)
    outcome = await out.sender.send(letters(other)[0])
    assert isinstance(outcome, Later)
    assert outcome.everywhere
    assert 100 <= outcome.after <= 3600
    assert len(server.calls) == asked


async def test_a_pause_of_one_channel_is_no_pause_of_others(
    server: DiscordServer, out: Side, papers: Channel, lab: Guild
) -> None:
    other = server.adds_channel(lab, "other")
    for channel in (papers, other):
        await out.places.of(channel.id)
    server.fail_next(papers, Fault.TOO_MANY, seconds=120.0)
    assert isinstance(await out.sender.send(letters(papers)[0]), Later)
    assert isinstance(await out.sender.send(letters(other)[0]), Delivered)


async def test_nobody_at_the_address_is_later_everywhere(
    server: DiscordServer, tmp_path: Path, papers: Channel
) -> None:
    async with side(server, tmp_path, base="http://127.0.0.1:9/api/v10") as out:
        outcome = await out.sender.send(letters(papers)[0])
    assert isinstance(outcome, Later)
    assert outcome.everywhere


async def test_a_connection_that_is_lost_after_the_login_is_later_everywhere(
    tmp_path: Path,
) -> None:
    async with DiscordServer() as server:
        with server.pointed():
            channel = server.adds_channel(server.adds_guild("Lab"), "papers")
            async with side(server, tmp_path) as out:
                await delivered(out, letters(channel))
                await server.stop()
                # a line that was open may have carried it, a new one cannot
                await out.sender.send(letters(channel, edition=8)[0])
                outcome = await out.sender.send(letters(channel, edition=8)[0])
    assert isinstance(outcome, Later)
    assert outcome.everywhere


async def test_a_wrong_token_is_a_sentence_and_no_delivery_is_lost(
    server: DiscordServer, tmp_path: Path, papers: Channel
) -> None:
    async with side(server, tmp_path, token="wrong-token") as out:
        with pytest.raises(PlatformRefused, match="Developer Portal") as refused:
            await out.connection.me()
        outcome = await out.sender.send(letters(papers)[0])
    assert isinstance(outcome, Later)
    assert outcome.everywhere
    assert "wrong-token" not in f"{refused.value}{outcome}"


async def test_an_api_that_is_down_is_unreachable(server: DiscordServer, out: Side) -> None:
    server.fail_next("GET /users/@me", Fault.REFUSED, status=503)
    with pytest.raises(PlatformUnreachable):
        await out.connection.me()
    assert await out.connection.me() == server.world.bot.id


async def test_requests_stop_before_so_many_were_refused_that_a_ban_comes(
    server: DiscordServer, tmp_path: Path, papers: Channel
) -> None:
    server.forbids(papers, Permission.SEND_MESSAGES)
    async with side(server, tmp_path, most_invalid=3) as out:
        for number in range(3):
            assert isinstance(await out.sender.send(letters(papers, edition=number)[0]), Gone)
        asked = len(server.calls)
        outcome = await out.sender.send(letters(papers, edition=9)[0])
        assert out.connection.held.is_set()
        assert isinstance(out.connection.why_held(), Overdrawn)
    assert isinstance(outcome, Later)
    assert outcome.everywhere
    assert 590 < outcome.after <= 600
    assert len(server.calls) == asked


async def test_a_person_is_told_in_direct_messages(
    server: DiscordServer, out: Side, ada: Person
) -> None:
    told = message(paragraph("Something is wrong."))
    assert await out.sender.tell(f"discord:user/{ada.id}", told)
    assert await out.sender.tell(f"discord:user/{ada.id}", told)
    assert [each.text for each in server.messages(server.dm(ada))] == ["Something is wrong."] * 2


async def test_who_cannot_be_told_is_told_nothing(
    server: DiscordServer, out: Side, papers: Channel, ada: Person
) -> None:
    told = message(paragraph("Something is wrong."))
    ada.closed = True
    assert not await out.sender.tell(f"discord:user/{ada.id}", told)
    assert not await out.sender.tell("discord:user/12345", told)
    assert not await out.sender.tell("discord:12345", told)
    assert isinstance(await out.sender.brought("discord:12345", told), Gone)
    assert await out.sender.tell(f"discord:{papers.id}", told)


async def test_a_picture_follows_what_it_belongs_to_with_its_caption(
    server: DiscordServer, out: Side, papers: Channel
) -> None:
    caption = spans("Figure 2: The *parts* of it. ")
    picture = Attachment("figure-2.png", png(), "image/png", caption)
    assert await out.sender.tell(f"discord:{papers.id}", message(paragraph("A card"), picture))
    card, shown = server.messages(papers)
    assert card.text == "A card"
    assert shown.files == {"figure-2.png": png()}
    assert shown.content == r"Figure 2: The \*parts\* of it."


async def test_a_thread_holds_what_is_discussed(
    server: DiscordServer, out: Side, papers: Channel, lab: Guild
) -> None:
    here = f"discord:{papers.id}"
    assert await out.threads.may_open(here)
    said = [message(paragraph(text)) for text in ("The gist", "The method", "The limits")]
    opened = await out.threads.open(here, "A paper " * 20, said)
    (gist,) = server.messages(papers)
    assert opened == f"https://discord.com/channels/{lab.id}/{gist.id}"
    assert [each.text for each in server.messages(gist.id)] == ["The method", "The limits"]
    assert len(server.world.channels[gist.id].name) <= 100


async def test_no_thread_is_opened_where_none_may_be(
    server: DiscordServer, out: Side, papers: Channel, ada: Person
) -> None:
    server.forbids(papers, Permission.CREATE_PUBLIC_THREADS)
    assert not await out.threads.may_open(f"discord:{papers.id}")
    assert await out.threads.open("discord:12345", "x", [message(paragraph("x"))]) is None
    assert not await out.threads.may_open(f"discord:{server.dm(ada).id}")


def test_a_brief_is_stored_with_its_title() -> None:
    made = edition(paper(1), paper(2))
    stored = discord_form(made, translator("en"))
    assert len(stored) == 1
    body = read_stored(stored[0]).body
    assert "Paper" in str(body) or "paper" in str(body)
    assert title_of(brief()) == TITLE
