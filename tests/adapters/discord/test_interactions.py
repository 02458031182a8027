"""What Discord's events mean: lines, taps, lists, modals, typing, words. Pure."""

from typing import Any

import pytest

from adapters.discord_chat.receiving.interactions import (
    Called,
    Submitted,
    Tapped,
    Typing,
    meaning,
    spoken,
)
from adapters.discord_chat.rendering.render import needs, parts
from bot.messages.brief import brief_message
from bot.translator import translator
from tests.values import edition, paper

ME, ADA, LAB, PAPERS = 900, 1, 100, 200
MANAGE, NOTHING_SPECIAL = str(1 << 5), str(1 << 11)


def event(kind: int, data: dict[str, Any], **more: Any) -> dict[str, Any]:
    """An interaction in a server's channel, as the gateway brings it."""
    return {
        "id": "5",
        "token": "it-5",
        "application_id": str(ME),
        "type": kind,
        "data": data,
        "guild_id": str(LAB),
        "channel_id": str(PAPERS),
        "channel": {"id": str(PAPERS), "type": 0, "name": "papers"},
        "member": {"user": {"id": str(ADA)}, "permissions": MANAGE},
        "locale": "de",
        "guild_locale": "en-US",
        "context": 0,
    } | more


def command(name: str, *options: dict[str, Any], **more: Any) -> dict[str, Any]:
    return event(2, {"name": name, "type": 1, "options": list(options)}, **more)


def option(name: str, value: object, **more: Any) -> dict[str, Any]:
    return {"name": name, "type": 3, "value": value} | more


def said(content: str, **more: Any) -> dict[str, Any]:
    return {
        "id": "7",
        "channel_id": str(PAPERS),
        "guild_id": str(LAB),
        "author": {"id": str(ADA), "bot": False},
        "content": content,
        "mentions": [],
        "type": 0,
    } | more


@pytest.mark.parametrize(
    ("given", "line"),
    [
        (command("status"), "/status"),
        (command("paper", option("paper", "3")), "/paper 3"),
        (command("topics", option("change", " +video   diffusion ")), "/topics +video diffusion"),
        (
            command("topics", option("change", "cs.RO"), option("channel", "321", type=7)),
            "/topics @321 cs.RO",
        ),
        (command("subscribe", option("channel", "321", type=7)), "/subscribe @321"),
    ],
)
def test_a_command_is_the_line_that_one_would_type(given: dict[str, Any], line: str) -> None:
    found = meaning(given)
    assert isinstance(found, Called)
    assert found.line == line


def test_where_a_command_comes_from() -> None:
    found = meaning(command("status"))
    assert isinstance(found, Called)
    where = found.where
    assert (where.place.id, where.who) == (200, "discord:user/1")
    assert (where.place.guild, where.owning, where.alone) == (LAB, True, False)
    assert (where.locale, where.titled) == ("de", "papers")
    assert (found.ticket.number, found.ticket.token, found.ticket.application) == (5, "it-5", ME)


def test_who_does_not_manage_the_server_is_no_owner() -> None:
    member = {"user": {"id": "2"}, "permissions": NOTHING_SPECIAL}
    found = meaning(command("status", member=member))
    assert isinstance(found, Called)
    assert found.where.owning is False


def test_in_direct_messages_a_person_is_alone_and_their_own_owner() -> None:
    given = command("status", user={"id": "1"}, context=1, channel={"id": "200", "type": 1})
    del given["guild_id"], given["member"]
    found = meaning(given)
    assert isinstance(found, Called)
    assert (found.where.alone, found.where.owning) == (True, True)
    # between two people the bot is a guest
    found = meaning(given | {"context": 2})
    assert isinstance(found, Called)
    assert (found.where.alone, found.where.owning) == (False, None)


def test_a_thread_tells_its_channel_and_whose_it_is() -> None:
    thread = {"id": "200", "type": 11, "parent_id": "150", "owner_id": str(ME), "name": "brief"}
    found = meaning(command("status", channel=thread))
    assert isinstance(found, Called)
    place = found.where.place
    assert (place.kind, place.parent, place.owner) == ("thread", 150, ME)


def test_what_discord_leaves_out_is_no_error() -> None:
    given = command("status")
    for key in ("channel", "context", "guild_locale", "locale"):
        del given[key]
    found = meaning(given | {"entitlements": None, "of_tomorrow": {}})
    assert isinstance(found, Called)
    assert found.where.place.id == 200


def test_a_tap_tells_its_control_and_the_message_under_it() -> None:
    button = {"type": 2, "custom_id": "b:/paper 1", "label": "1"}
    row = {"type": 1, "components": [button]}
    frame = {"type": 17, "components": [row]}
    given = event(
        3,
        {"component_type": 2, "custom_id": "b:/paper 1"},
        message={"id": "9", "flags": (1 << 15) | (1 << 6), "components": [frame]},
    )
    found = meaning(given)
    assert isinstance(found, Tapped)
    assert (found.custom_id, found.label) == ("b:/paper 1", "1")
    assert (found.under.hidden, found.under.new_kind) == (True, True)


def test_a_list_tells_what_was_chosen_before() -> None:
    options = [{"value": "cs.RO", "default": True}, {"value": "cs.CV"}]
    select = {"type": 3, "custom_id": "m:/topics", "options": options}
    given = event(
        3,
        {"component_type": 3, "custom_id": "m:/topics", "values": ["cs.CV"]},
        message={"id": "9", "flags": 0, "components": [{"type": 1, "components": [select]}]},
    )
    found = meaning(given)
    assert isinstance(found, Tapped)
    assert (found.values, found.defaults) == (("cs.CV",), ("cs.RO",))
    assert not found.under.hidden


def test_a_modal_and_what_is_being_typed() -> None:
    submitted = meaning(event(5, {"custom_id": "q:/topics", "components": []}))
    assert isinstance(submitted, Submitted)
    assert submitted.under is None
    typed = meaning(
        event(4, {"name": "paper", "type": 1, "options": [option("paper", "vid", focused=True)]})
    )
    assert isinstance(typed, Typing)
    assert (typed.command, typed.text) == ("paper", "vid")


def test_other_kinds_of_interactions_are_not_ours() -> None:
    assert meaning(event(1, {})) is None
    assert meaning(event(2, {"name": "Translate", "type": 3})) is None


def test_every_text_in_direct_messages_is_a_line() -> None:
    given = said("  3 ")
    del given["guild_id"]
    found = spoken(given, ME)
    assert found is not None
    assert (found.text, found.guild, found.person, found.message) == ("3", None, ADA, 7)
    assert spoken(given | {"content": ""}, ME) is None


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (f"<@{ME}> 3", "3"),
        (f"<@!{ME}> /paper 2602.01234", "/paper 2602.01234"),
        (f"hello <@{ME}>", "hello"),
        (f"<@{ME}>", "/help"),
    ],
)
def test_in_a_server_what_names_the_bot_is_meant_for_it(content: str, text: str) -> None:
    found = spoken(said(content, mentions=[{"id": str(ME)}]), ME)
    assert found is not None
    assert found.text == text


@pytest.mark.parametrize(("content", "meant"), [("3", True), ("2602.01234", True), ("ok!", False)])
def test_a_reply_to_the_bot_is_a_line_only_where_it_says_which_paper(
    content: str, meant: bool
) -> None:
    reply = said(content, mentions=[{"id": str(ME)}], type=19)
    assert (spoken(reply, ME) is not None) == meant


@pytest.mark.parametrize("papers", [10, 30])
def test_a_number_in_answer_to_a_brief_is_that_briefs(papers: int) -> None:
    """Ten are buttons, thirty are lists."""
    made = edition(*(paper(number) for number in range(1, papers + 1)))
    body = parts(brief_message(made, translator("en"), needs))[-1].body
    old = {"id": "5", "author": {"id": str(ME)}} | body

    def line(content: str, answered: dict[str, Any]) -> str | None:
        mine = [{"id": str(ME)}]
        given = said(content, mentions=mine, type=19, referenced_message=answered)
        found = spoken(given, ME)
        return found.text if found is not None else None

    assert line("3", old) == "/paper 2602.90003"
    assert line(f"<@{ME}> [7]", old) == "/paper 2602.90007"
    assert line(str(papers + 1), old) == str(papers + 1)
    assert line("3", old | {"author": {"id": "99"}}) == "3"
    assert line("2602.01234", old) == "2602.01234"


def test_what_others_talk_about_is_theirs() -> None:
    assert spoken(said("3"), ME) is None
    assert spoken(said("<@901> 3", mentions=[{"id": "901"}]), ME) is None
    mine = {"mentions": [{"id": str(ME)}]}
    assert spoken(said(f"<@{ME}> 3", author={"id": "3", "bot": True}, **mine), ME) is None
    assert spoken(said(f"<@{ME}> 3", type=7, **mine), ME) is None
    assert spoken(said(f"<@{ME}> 3", webhook_id="4", **mine), ME) is None


@pytest.mark.parametrize(
    ("held", "embeds"), [(None, True), ("16384", True), ("8", True), ("3072", False)]
)
def test_where_the_bots_embeds_are_shown_is_told_with_the_event(
    held: str | None, embeds: bool
) -> None:
    found = meaning(command("status", **({} if held is None else {"app_permissions": held})))
    assert isinstance(found, Called)
    assert found.where.embeds is embeds
