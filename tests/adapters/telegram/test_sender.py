"""Deliveries to Telegram over the real library: every answer has its outcome."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from adapters.chat.pacing.pacer import RateLimits as Pace
from adapters.telegram_chat.rendering.part import Entity, InlineButton, TelegramPart, to_json
from adapters.telegram_chat.sending.sender import telegram_form
from bot.messages.blocks import Attachment, Span, message, paragraph, spans
from bot.translator import translator
from bot.values.deliveries import Delivered, Gone, InDoubt, Later, Letter, Moved, Refused
from tests.adapters.telegram.side import Side, side
from tests.samples.pictures import png
from tests.servers.telegram_server import Chat, Fault, Limits, Person, TelegramServer
from tests.values import edition, paper

SENT = TelegramPart(
    "Brief of the day",
    (Entity("bold", 0, 5),),
    (
        (
            InlineButton("1", command="/paper 2602.90001"),
            InlineButton("Titles", command="/brief titles"),
        ),
    ),
)


@pytest.fixture
async def server() -> AsyncIterator[TelegramServer]:
    async with TelegramServer() as running:
        yield running


@pytest.fixture
def channel(server: TelegramServer, ada: Person) -> Chat:
    return server.chat(-1_001_000_000_000_5, "channel", "News", bot="administrator")


def letter(
    chat: Chat | Person | int,
    part: TelegramPart = SENT,
    *,
    thread: int | None = None,
    receipts: tuple[str, ...] = (),
) -> Letter:
    number = chat if isinstance(chat, int) else chat.id
    address = f"telegram:{number}" + (f"/{thread}" if thread else "")
    return Letter(channel=address, payload=to_json(part), key="1.0", receipts=receipts)


# what arrives


async def test_a_part_arrives_as_it_was_rendered(
    server: TelegramServer, here: Side, ada: Person
) -> None:
    outcome = await here.sender.send(letter(ada))
    (sent,) = server.messages(ada)
    assert outcome == Delivered(str(sent.id))
    assert (sent.text, sent.entities[0]["type"]) == ("Brief of the day", "bold")
    assert sent.asked == {"link_preview_options": {"is_disabled": True}}
    assert [key["callback_data"] for key in sent.buttons] == ["/paper 2602.90001", "/brief titles"]


async def test_a_later_part_answers_the_one_before(
    server: TelegramServer, here: Side, ada: Person
) -> None:
    first = await here.sender.send(letter(ada))
    assert isinstance(first, Delivered)
    await here.sender.send(letter(ada, receipts=("999", first.receipt)))
    one, two = server.messages(ada)
    assert two.reply_to is one


async def test_a_part_whose_forerunner_was_deleted_arrives_all_the_same(
    server: TelegramServer, here: Side, ada: Person
) -> None:
    assert isinstance(await here.sender.send(letter(ada, receipts=("12345",))), Delivered)


async def test_a_topic_of_a_forum_is_written_to(
    server: TelegramServer, here: Side, ada: Person
) -> None:
    forum = server.chat(-1_001_000_000_000_6, "supergroup", "F", forum=True, bot="member")
    topic = server.topic(forum, "Papers")
    await here.sender.send(letter(forum, thread=topic.id))
    assert server.messages(forum)[0].thread == topic.id


async def test_keys_in_a_channel_are_links(
    server: TelegramServer, here: Side, channel: Chat
) -> None:
    await here.sender.send(letter(channel))
    (sent,) = server.messages(channel)
    assert [key["url"] for key in sent.buttons] == [
        "https://t.me/paperbrief_bot?start=paper_2602_90001",
        f"https://t.me/paperbrief_bot?start=brief_c{channel.id}_titles",
    ]


async def test_the_kind_of_a_chat_is_asked_once_and_noted(
    server: TelegramServer, tmp_path: Path, channel: Chat
) -> None:
    for _ in range(2):
        async with side(server, tmp_path) as here:
            await here.sender.send(letter(channel))
            await here.sender.send(letter(channel))
    assert len(server.called("getChat")) == 1


async def test_a_brief_becomes_parts_that_arrive(
    server: TelegramServer, here: Side, ada: Person
) -> None:
    made = telegram_form(edition(paper(1), paper(2)), translator("en"))
    for payload in made:
        sent = Letter(channel="telegram:7", payload=payload, key="1.0")
        assert isinstance(await here.sender.send(sent), Delivered)
    assert server.violations == []


async def test_what_is_told_outside_of_a_conversation_arrives_or_is_known_not_to(
    server: TelegramServer, here: Side, ada: Person
) -> None:
    told = message(paragraph("A promise is at risk."))
    assert await here.sender.tell("telegram:7", told)
    assert not await here.sender.tell("telegram:8", told)
    assert isinstance(await here.sender.brought("telegram:8", told), Gone)
    await server.down()
    assert not await here.sender.tell("telegram:7", told)
    assert isinstance(await here.sender.brought("telegram:7", told), Later)
    await server.up()


# what does not


async def test_a_picture_follows_what_it_belongs_to_with_its_caption(
    server: TelegramServer, here: Side, ada: Person
) -> None:
    server.says(ada, ada, "/start")
    link = Span("CC BY 4.0", url="https://creativecommons.org/licenses/by/4.0/")
    picture = Attachment("figure-2.png", png(), "image/png", spans("Figure 2: The parts. ", link))
    assert await here.sender.tell("telegram:7", message(paragraph("A card"), picture))
    card, shown = server.messages(ada)
    assert card.text == "A card"
    (size,) = shown.extra["photo"]
    assert (size["width"], size["height"]) == (64, 48)
    assert shown.extra["caption"] == "Figure 2: The parts. CC BY 4.0"
    (entity,) = shown.extra["caption_entities"]
    assert entity["type"] == "text_link"
    assert server.files[size["file_id"]] == png()


async def test_a_picture_that_is_none_for_telegram_goes_as_a_file(
    server: TelegramServer, here: Side, ada: Person
) -> None:
    server.says(ada, ada, "/start")
    strip = Attachment("figure-1.png", png(1600, 20), "image/png", spans("Figure 1: A strip."))
    assert await here.sender.tell("telegram:7", message(strip))
    (shown,) = server.messages(ada)
    assert shown.extra["document"]["file_name"] == "figure-1.png"
    assert shown.extra["caption"] == "Figure 1: A strip."


async def test_a_file_is_a_document_and_a_long_caption_keeps_whole_sentences(
    server: TelegramServer, here: Side, ada: Person
) -> None:
    server.says(ada, ada, "/start")
    said = " ".join(f"This is sentence number {n} of the caption." for n in range(40))
    file = Attachment("analysis.md", b"# Analysis", "text/markdown", spans(said))
    assert await here.sender.tell("telegram:7", message(file))
    (shown,) = server.messages(ada)
    assert shown.extra["document"]["file_name"] == "analysis.md"
    assert 900 < len(shown.extra["caption"]) <= 1024
    assert shown.extra["caption"].endswith("of the caption.")
    assert not server.violations


async def test_who_blocked_the_bot_is_gone(server: TelegramServer, here: Side, ada: Person) -> None:
    server.blocks(ada)
    assert await here.sender.send(letter(ada)) == Gone("that person has blocked me.")


@pytest.mark.parametrize(
    ("kind", "status", "why"),
    [
        ("supergroup", "kicked", "I was removed from it."),
        ("supergroup", "left", "I am not in it."),
        ("channel", "kicked", "I was removed from it."),
    ],
)
async def test_a_chat_without_the_bot_is_gone(
    server: TelegramServer, here: Side, kind: str, status: str, why: str
) -> None:
    chat = server.chat(-1_001_000_000_000_7, kind, bot=status)  # type: ignore[arg-type]
    assert await here.sender.send(letter(chat)) == Gone(why)


async def test_a_chat_that_nobody_knows_is_gone(here: Side) -> None:
    assert isinstance(await here.sender.send(letter(-1_001_000_000_099_9)), Gone)
    assert isinstance(await here.sender.send(letter(99)), Gone)


async def test_a_channel_without_the_right_to_post_is_gone(
    server: TelegramServer, here: Side
) -> None:
    rights = {"can_manage_chat": True}
    chat = server.chat(-1_001_000_000_000_8, "channel", bot="administrator", rights=rights)
    assert await here.sender.send(letter(chat)) == Gone(
        "I am not an administrator there who may post."
    )


async def test_a_group_where_members_may_not_write_is_gone(
    server: TelegramServer, here: Side
) -> None:
    chat = server.chat(-1_001_000_000_000_9, "supergroup", bot="member")
    chat.can_send = False
    assert await here.sender.send(letter(chat)) == Gone("I am not allowed to write there.")


async def test_a_topic_that_is_closed_or_deleted_is_gone(
    server: TelegramServer, here: Side
) -> None:
    forum = server.chat(-1_001_000_000_000_6, "supergroup", "F", forum=True, bot="member")
    topic = server.topic(forum, "Papers")
    topic.closed = True
    assert await here.sender.send(letter(forum, thread=topic.id)) == Gone("its topic is closed.")
    assert await here.sender.send(letter(forum, thread=4040)) == Gone("its topic was deleted.")


async def test_a_chat_that_moved_keeps_its_topic(server: TelegramServer, here: Side) -> None:
    group = server.chat(-5, "group", bot="member")
    new = server.migrates(group)
    assert await here.sender.send(letter(group)) == Moved(f"telegram:{new.id}")
    assert await here.sender.send(letter(group, thread=3)) == Moved(f"telegram:{new.id}/3")


async def test_a_form_that_is_refused_goes_out_as_plain_text_with_its_defect(
    server: TelegramServer, here: Side, ada: Person
) -> None:
    broken = TelegramPart("Hello", rows=((InlineButton("x", url="not an address"),),))
    outcome = await here.sender.send(letter(ada, broken))
    assert isinstance(outcome, Delivered)
    assert "button_url_invalid" in outcome.defect.lower()
    (sent,) = server.messages(ada)
    assert (sent.text, sent.buttons) == ("Hello", [])


async def test_content_that_is_refused_twice_is_refused(here: Side, ada: Person) -> None:
    outcome = await here.sender.send(letter(ada, TelegramPart("x" * 5000)))
    assert isinstance(outcome, Refused)
    assert "too long" in outcome.why


# not now


async def test_a_429_beyond_patience_is_later(
    server: TelegramServer, here: Side, ada: Person
) -> None:
    server.fail_next("sendMessage", Fault.TOO_MANY, retry_after=40)
    outcome = await here.sender.send(letter(ada))
    assert isinstance(outcome, Later)
    assert (outcome.after, outcome.everywhere) == (40, False)
    assert isinstance(await here.sender.send(letter(ada)), Later)
    assert len(server.called("sendMessage")) == 1


async def test_what_would_wait_long_for_its_turn_is_later(
    server: TelegramServer, tmp_path: Path, channel: Chat
) -> None:
    async with side(server, tmp_path, limits=Pace(group_per_minute=2)) as here:
        outcomes = [await here.sender.send(letter(channel)) for _ in range(3)]
    assert [type(each) for each in outcomes] == [Delivered, Delivered, Later]
    late = outcomes[2]
    assert isinstance(late, Later)
    assert 50 < late.after <= 61


async def test_a_withdrawn_token_is_later_everywhere(
    server: TelegramServer, here: Side, ada: Person
) -> None:
    await here.sender.send(letter(ada))
    server.token = "4321:another-token-of-somebody-else-000"
    outcome = await here.sender.send(letter(ada))
    assert isinstance(outcome, Later)
    assert outcome.everywhere


async def test_a_token_that_was_never_good_is_later_everywhere(
    server: TelegramServer, tmp_path: Path
) -> None:
    async with side(server, tmp_path, token="1:" + "x" * 30) as here:
        outcome = await here.sender.send(letter(7))
    assert isinstance(outcome, Later)
    assert outcome.everywhere
    assert "xxx" not in outcome.why


async def test_a_telegram_out_of_reach_is_later_everywhere(
    server: TelegramServer, here: Side, ada: Person
) -> None:
    await here.sender.send(letter(ada))
    await server.down()
    outcome = await here.sender.send(letter(ada))
    assert isinstance(outcome, Later)
    assert outcome.everywhere
    await server.up()
    assert isinstance(await here.sender.send(letter(ada)), Delivered)


# nobody can say


@pytest.mark.parametrize(
    "fault",
    [
        Fault.RESET_AFTER,
        Fault.TRUNCATED,
        Fault.CUT_SHORT,
        Fault.HTML_PAGE,
        Fault.SERVER_ERROR,
        Fault.BAD_GATEWAY,
    ],
)
async def test_an_answer_that_is_lost_leaves_doubt(
    server: TelegramServer, here: Side, ada: Person, fault: Fault
) -> None:
    await here.sender.send(letter(ada))
    server.fail_next("sendMessage", fault)
    outcome = await here.sender.send(letter(ada))
    assert isinstance(outcome, InDoubt)
    assert len(outcome.why) <= 200
    assert len(server.called("sendMessage")) == 2


async def test_an_answer_that_never_comes_leaves_doubt(
    monkeypatch: pytest.MonkeyPatch, server: TelegramServer, tmp_path: Path, ada: Person
) -> None:
    monkeypatch.setattr("adapters.telegram_chat.connecting.http_request.READ", 2.0)
    async with side(server, tmp_path) as here:
        server.fail_next("sendMessage", Fault.HANG_AFTER)
        assert isinstance(await here.sender.send(letter(ada)), InDoubt)


async def test_a_brief_keeps_telegrams_limits_without_a_429(
    server: TelegramServer, tmp_path: Path
) -> None:
    people = [server.person(100 + n, started=True) for n in range(40)]
    server.limits(Limits())
    # a busy machine brings requests closer to each other than a network does
    pace = Pace(overall_per_second=30, chat_per_second=1, jitter=0.3)
    async with side(server, tmp_path, limits=pace) as here:
        for person in people:
            assert isinstance(await here.sender.send(letter(person)), Delivered)
    assert server.flood.total_refused == 0
