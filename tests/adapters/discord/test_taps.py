"""Custom ids, selects and modals: what is used comes back as the command that was meant."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.discord_chat.answering.modals import Answered, modal, read_modal
from adapters.discord_chat.rendering.custom_ids import Tap, command_line, read_custom_id, tokens_in
from adapters.discord_chat.rendering.render import parts
from bot.messages.blocks import (
    Block,
    Button,
    Buttons,
    ChannelChooser,
    Choices,
    Option,
    message,
    paragraph,
)
from tests.adapters.discord.messages import controls, lines, messages, texts, walk
from tests.servers.discord.library import discord
from tests.servers.discord.rules.components import check_modal
from tests.servers.discord.rules.refusals import Form

Used = tuple[dict[str, Any], dict[str, str]]


def drawn(*blocks: Block) -> list[Used]:
    """Every control of a message with what its part keeps."""
    return [
        (each, dict(part.kept))
        for part in parts(message(paragraph("x"), *blocks))
        for each in walk(part.body)
        if "custom_id" in each
    ]


def tap_of(used: Used) -> Tap:
    raw, kept = used
    found = read_custom_id(raw["custom_id"], kept)
    assert found is not None
    return found


def one_line(text: str) -> str:
    return " ".join(text.split())


@given(lines, st.booleans(), st.one_of(st.none(), texts))
def test_a_tapped_button_means_what_it_was_made_for(
    command: str, replaces: bool, asks: str | None
) -> None:
    button = Button("Go", command=command, replaces=replaces, asks=asks)
    tap = tap_of(drawn(Buttons(((button,),)))[0])
    assert (tap.kind, tap.command, tap.replaces) == (
        "button" if asks is None else "ask",
        one_line(command),
        replaces,
    )
    if asks is None:
        assert tap.asks is None
    else:
        # a long one is cut, marked so, rather than forgotten
        assert tap.asks == asks or (tap.asks or "").endswith("…")


def test_a_usual_button_remembers_nothing() -> None:
    rows = (
        (
            Button("3", command="/paper 2602.01234"),
            Button("More", command="/brief titles 2", replaces=True),
            Button("Add", command="/topics +", asks="Which word?", replaces=True),
        ),
    )
    assert [(raw["custom_id"], kept) for raw, kept in drawn(Buttons(rows))] == [
        ("b:/paper 2602.01234", {}),
        ("b!:/brief titles 2", {}),
        ("a!:9|/topics +Which word?", {}),
    ]


def test_a_command_that_is_too_long_is_kept_under_a_token() -> None:
    command = "/topics " + "pebbles " * 30
    [(raw, kept)] = drawn(Buttons(((Button("Go", command=command),),)))
    [token] = tokens_in(raw["custom_id"])
    assert list(kept) == [token]
    assert read_custom_id(raw["custom_id"]) is None
    assert tap_of((raw, kept)) == Tap("button", command.strip(), token=token)


def test_the_same_command_twice_has_two_custom_ids() -> None:
    same = tuple(Button("Go", command="/x") for _ in range(3))
    used = drawn(Buttons((same,)))
    assert len({raw["custom_id"] for raw, _ in used}) == 3
    assert {tap_of(each) for each in used} == {Tap("button", "/x")}


@given(messages(controls, most=4))
def test_every_custom_id_can_be_read(one: Any) -> None:
    for part in parts(one):
        for each in walk(part.body):
            if "custom_id" in each:
                assert read_custom_id(each["custom_id"], dict(part.kept)) is not None


@pytest.mark.parametrize("text", ["", "b", "x:/paper", "B:/x", "a:/x", "a:x|/x", "persist:1", "b#"])
def test_a_custom_id_of_somebody_else_means_nothing(text: str) -> None:
    assert read_custom_id(text) is None


@given(st.lists(st.text(min_size=1, max_size=130), min_size=1, max_size=60), st.data())
def test_taking_an_option_runs_the_command_with_its_value(values: list[str], data: Any) -> None:
    options = tuple(Option(f"o{n}", value) for n, value in enumerate(values))
    used = drawn(Choices("Zone", "/schedule zone", options, replaces=True))
    shown = [(each, option) for each in used for option in each[0]["options"]]
    assert len(shown) == len(set(map(one_line, values)))
    each, option = data.draw(st.sampled_from(shown))
    original = one_line(values[int(option["label"][1:])])
    tap = tap_of(each)
    assert tap.replaces
    line = command_line(tap, [option["value"]], (), each[1])
    assert line == f"/schedule zone {original}".strip()


def test_taking_several_runs_the_command_with_what_changed() -> None:
    options = tuple(Option(name, name, chosen=name in "bc") for name in "abcd")
    [used] = drawn(Choices("Categories", "/topics", options, several=True))
    before = [each["value"] for each in used[0]["options"] if each.get("default")]
    assert before == ["b", "c"]
    assert command_line(tap_of(used), ["c", "a", "d"], before) == "/topics b a d"
    assert command_line(tap_of(used), [], before) == "/topics b c"
    assert command_line(tap_of(used), ["b", "c"], before) == "/topics"


def test_a_chosen_channel_is_named_by_its_id() -> None:
    [used] = drawn(ChannelChooser("Another channel", "/topics"))
    assert used[0]["channel_types"] == [0, 5, 15, 10, 11, 12]
    assert command_line(tap_of(used), ["123456"]) == "/topics @123456"


def test_an_opened_paper_runs_its_own_command() -> None:
    rows = tuple((Button(str(n), command=f"/paper 2602.{n:05}"),) for n in range(1, 12))
    [used] = drawn(Buttons(rows))
    values = [option["value"] for option in used[0]["options"]]
    assert [command_line(tap_of(used), [value]) for value in values] == [
        f"/paper 2602.{n:05}" for n in range(1, 12)
    ]


def answered(body: dict[str, Any], text: str) -> dict[str, Any]:
    """The data of the interaction, as Discord sends it when the modal was filled in."""
    [shown] = body["components"]
    field = {"type": 4, "id": 2, "custom_id": shown["component"]["custom_id"], "value": text}
    return {
        "custom_id": body["custom_id"],
        "components": [{"type": 18, "id": 1, "component": field}],
    }


@given(lines, texts, texts, texts, st.booleans())
def test_an_answer_goes_behind_its_command(
    command: str, asks: str, title: str, answer: str, replaces: bool
) -> None:
    button = Button(title, command=command, asks=asks, replaces=replaces)
    [used] = drawn(Buttons(((button,),)))
    body = modal(tap_of(used), title)
    form = Form()
    check_modal(form, body)
    form.settle()
    made = read_modal(answered(body, answer), used[1])
    assert made is not None
    assert made.replaces is replaces
    assert made.line.split() == [*command.split(), *visible_words(answer)]


def visible_words(text: str) -> list[str]:
    """As a command line has them: without controls and direction marks."""
    acting = {*range(9), 11, *range(14, 32), *range(0x7F, 0xA0), 0x61C, 0x200E, 0x200F}
    acting |= {12, *range(0x202A, 0x202F), *range(0x2066, 0x206A)}
    return "".join(letter for letter in text if ord(letter) not in acting).split()


def test_a_question_longer_than_a_label_stands_whole_below_it() -> None:
    asks = "Which time zone do you live in, for example Europe/Berlin or UTC?"
    body = modal(Tap("ask", "/schedule zone", asks=asks), "Time zone")
    [shown] = body["components"]
    assert body["title"] == "Time zone"
    assert shown["label"] == "Your answer"
    assert shown["description"] == asks


@pytest.mark.parametrize("title", ["Ask", "", "What would you like to know about it?"])
@pytest.mark.parametrize(
    "asks",
    ["What would you like to know about it?", "Which time zone? Europe/Berlin, UTC+2 or UTC?"],
)
def test_a_modal_says_a_thing_once(asks: str, title: str) -> None:
    body = modal(Tap("ask", "/ask 2602.00001", asks=asks), title)
    [shown] = body["components"]
    said = [body["title"], *(shown[part] for part in ("label", "description") if part in shown)]
    assert len(set(said)) == len(said)
    assert asks in said


def test_discord_py_reads_the_modal() -> None:
    body = modal(Tap("ask", "/topics +", asks="Which word?"), "+ word")
    made = discord.components._component_factory(body["components"][0])
    assert isinstance(made, discord.components.LabelComponent)
    assert made.label == "Which word?"
    assert isinstance(made.component, discord.TextInput)


def test_an_answer_in_the_old_rows_is_read_as_well() -> None:
    row = {
        "type": 1,
        "components": [{"type": 4, "custom_id": "answer", "value": " red \n stones "}],
    }
    data = {"custom_id": "q!:/topics +", "components": [row]}
    assert read_modal(data) == Answered("/topics + red stones", replaces=True)
    assert read_modal({"custom_id": "b:/topics", "components": [row]}) is None
