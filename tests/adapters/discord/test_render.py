"""The Discord form of messages: nothing lost, nothing that is not meant, within every limit."""

import json
from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.discord_chat.rendering.part import BodyText, DiscordPart, compact
from adapters.discord_chat.rendering.render import needs, parts, plain_parts
from adapters.discord_chat.sending.letters import form, read_stored, stored_form, words_in
from bot.errors import OurFault
from bot.messages.blocks import (
    Button,
    Buttons,
    Choices,
    Divider,
    Heading,
    Item,
    ItemList,
    Message,
    Option,
    Paragraph,
    Quote,
    Span,
    message,
    paragraph,
    spans,
)
from bot.messages.brief import brief_message
from bot.translator import translator
from bot.values.writing import PaperBrief
from tests.adapters.discord.markdown import read, shown
from tests.adapters.discord.messages import (
    NASTY,
    contents,
    controls,
    displays,
    long_messages,
    meant,
    messages,
    reads,
    styles,
    texts,
    visible,
    walk,
)
from tests.servers.discord.library import discord
from tests.servers.discord.rules.forms import check_message, pinged
from tests.values import edition, entry, paper

SAY = translator("en")
NEW_KIND = 1 << 15


def is_new(part: DiscordPart) -> bool:
    return bool(part.body.get("flags", 0) & NEW_KIND)


def utf16(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def read_all(made: tuple[DiscordPart, ...]) -> str:
    return letters(text for part in made for text in displays(part.body))


def letters(texts: Iterable[str]) -> str:
    """All that is read, without the lines across that the old kind has for dividers."""
    lines = [line.text for text in texts for line in read(text)]
    return "".join(visible(line) for line in lines if line != "— — —")


def check(part: DiscordPart) -> None:
    """Discord's own rules, as the suite's server holds them, and the stricter lengths of ours."""
    body = part.body
    check_message(body, files=0)
    assert body["allowed_mentions"] == {"parse": []}
    read_by_the_library(body)
    said = displays(body)
    assert all(text.strip() for text in said)
    if is_new(part):
        assert sum(map(utf16, said)) <= 4000
        assert len(list(walk(body))) <= 40
    else:
        assert sum(map(utf16, said)) <= 6000
        assert all(utf16(text) <= 4096 for text in said)
        assert len(body["components"]) <= 5
    for each in walk(body):
        taken = [option for option in each.get("options", ()) if option.get("default")]
        assert len(taken) <= each.get("max_values", 0)
    names = [each["custom_id"] for each in walk(body) if "custom_id" in each]
    assert len(set(names)) == len(names)
    assert all(utf16(name) <= 100 for name in names)


def read_by_the_library(body: dict[str, Any]) -> None:
    """discord.py makes its own objects of it, and counts at most 40 of them."""
    view = discord.ui.LayoutView(timeout=None)
    for raw in body.get("components", ()):
        made = discord.components._component_factory(raw)
        assert made is not None
        if body.get("flags", 0) & NEW_KIND:
            view.add_item(discord.ui.view._component_to_item(made))
    assert view.content_length() == sum(map(len, displays(body))) * bool(view.children)
    for embed in body.get("embeds", ()):
        assert len(discord.Embed.from_dict(embed)) <= 6000


@given(messages(reads))
def test_what_is_shown_is_what_was_meant(one: Message) -> None:
    assert read_all(parts(one)) == meant(one)


@settings(max_examples=40)
@given(long_messages())
def test_a_long_message_loses_nothing_and_stays_within_every_limit(one: Message) -> None:
    made = parts(one)
    assert read_all(made) == meant(one)
    for part in made:
        check(part)


@given(messages(reads, controls))
def test_every_part_is_one_that_discord_takes(one: Message) -> None:
    for part in parts(one):
        check(part)


@given(messages(reads, controls))
def test_a_part_comes_back_from_its_json(one: Message) -> None:
    for part in parts(one):
        stored = read_stored(compact(stored_form(part)))
        assert (stored.body, stored.kept) == (part.body, part.kept)


@given(messages(reads, controls))
def test_what_was_stored_with_the_body_first_is_read_as_well(one: Message) -> None:
    for part in parts(one):
        known = {"kept": dict(part.kept)} if part.kept else {}
        stored = read_stored(
            compact({"body": part.body} | known | {"title": ',"body":{', "tag": "5"})
        )
        assert (stored.body, stored.kept) == (part.body, part.kept)
        assert (stored.title, stored.tag) == (',"body":{', "5")


@given(messages(reads, controls))
def test_a_body_goes_out_as_it_was_stored_with_its_nonce_at_its_end(one: Message) -> None:
    for payload in form(one, words_in(translator("en"))):
        stored = read_stored(payload)
        known = stored.body | {"nonce": "7", "enforce_nonce": True}
        assert json.loads(stored.with_nonce("7")) == known
        assert json.loads(stored.with_nonce("7", {"flags": 4})) == known | {"flags": 4}
        assert stored.with_nonce("7").startswith(stored.text[:-1])


def test_a_body_without_anything_has_its_nonce_alone() -> None:
    assert json.loads(BodyText("{}").with_nonce("7")) == {"nonce": "7", "enforce_nonce": True}


@pytest.mark.parametrize("payload", ["", "{}", "[]", '{"body": 3}', '{"body": {}, "kept": []}'])
def test_a_payload_of_something_else_is_our_fault(payload: str) -> None:
    with pytest.raises(OurFault, match="stored Discord message"):
        read_stored(payload)


@given(messages(reads, controls))
def test_what_fits_is_one_message(one: Message) -> None:
    assert needs(one) == len(parts(one))


def test_a_brief_of_whole_sentences_is_in_embeds_where_the_new_kind_would_cut_them() -> None:
    short, long = (
        [
            entry(n, paper(n), brief=PaperBrief(tldr=f"We sort pebbles{filling} as number {n}."))
            for n in range(1, 11)
        ]
        for filling in (" by sound", " by their sound alone, each kind of them by itself" * 6)
    )
    for entries, new in ((short, True), (long, False)):
        one = brief_message(edition(paper(1), papers=tuple(entries)), SAY, needs)
        [part] = parts(one)
        check(part)
        assert is_new(part) is new
        assert all(f"as number {n}." in "".join(displays(part.body)) for n in range(1, 11))
        numbers = [each["label"] for each in walk(part.body) if each["type"] == 2]
        assert numbers == [*map(str, range(1, 11)), "All titles", "Topics", "Vote · Save"]


def test_a_list_of_papers_has_an_embed_of_its_own_where_it_fits_there() -> None:
    one = message(paragraph("x" * 900), entries(10, 300), paragraph("y" * 90), paragraph("z" * 90))
    [part] = parts(one)
    above, below = displays(part.body)
    assert above == "x" * 900
    assert "begin1 " in below
    assert below.endswith("z" * 90)


@given(st.lists(st.builds(Span, texts, styles), min_size=1, max_size=5).map(tuple))
def test_every_letter_has_the_look_it_was_given(content: tuple[Span, ...]) -> None:
    made = parts(message(Paragraph((Span("x "), *content))))
    signs = [sign for text in displays(made[0].body) for line in read(text) for sign in line.signs]
    seen = [(each.letter, each.bold, each.italic) for each in signs if visible(each.letter)]
    looks = [
        (letter, span.style == "strong", span.style == "emphasis")
        for span in (Span("x"), *content)
        for letter in visible(span.text)
    ]
    assert seen == looks


@given(st.text(max_size=30) | texts)
def test_a_link_leads_where_it_should_and_nowhere_else(title: str) -> None:
    url = "https://arxiv.org/abs/2602.01234v1"
    made = parts(message(Heading(spans("Papers ", Span(title, "strong", url=url)))))
    signs = [
        sign
        for part in made
        for text in displays(part.body)
        for line in read(text)
        for sign in line.signs
    ]
    assert {sign.url for sign in signs} <= {None, url}
    if visible(title) and "[" not in title and "]" not in title and ":" not in title:
        linked = "".join(sign.letter for sign in signs if sign.url)
        # a line is a link of its own
        assert visible(linked) == visible(title)


def test_an_address_shown_as_itself_has_no_brackets_and_no_preview() -> None:
    url = "https://github.com/example/pebbles"
    [part] = parts(message(paragraph("Code: ", Span(url, url=url))))
    assert displays(part.body) == [f"Code: <{url}>"]


def test_a_title_in_brackets_is_linked_beside_them() -> None:
    [part] = parts(message(paragraph(Span("[Re] Pebbles", url="https://arxiv.org/abs/2602.01234"))))
    [line] = read(displays(part.body)[0])
    assert line.text == "[Re] Pebbles"
    assert "".join(sign.letter for sign in line.signs if sign.url) == "Pebbles"


def test_a_channel_that_the_desk_calls_by_its_id_is_shown_by_its_name() -> None:
    [part] = parts(message(paragraph(Span("@123456789012345678", "strong"), " gets briefs, @12.")))
    assert displays(part.body) == ["**<#123456789012345678>** gets briefs, \\@12."]


@pytest.mark.parametrize("text", NASTY)
def test_nothing_in_a_title_acts(text: str) -> None:
    one = message(
        Heading(spans(text)), paragraph(text), paragraph("x", text, "y"), Quote((spans(text),))
    )
    made = parts(one)
    assert read_all(made) == meant(one)
    for part in made:
        for each in (part.body, *plain_parts(part)):
            seen = pinged(" ".join(displays(each)), each["allowed_mentions"])
            assert (seen.everyone, seen.users, seen.roles) == (False, (), ())


# the long ones are slow to make and to read; what they find, they find soon
@settings(max_examples=15)
@given(long_messages())
def test_the_plain_form_says_the_same(one: Message) -> None:
    for part in parts(one):
        plain = plain_parts(part)
        said = letters(body["content"] for body in plain)
        for body in plain:
            check_message(body, files=0)
            assert body["allowed_mentions"] == {"parse": []}
            assert body["flags"] == 1 << 2
            assert utf16(body["content"]) <= 2000
        if "://" not in part.text:
            assert said == read_all((part,))


def test_the_plain_form_names_an_address_behind_its_text() -> None:
    [part] = parts(
        message(paragraph("See ", Span("a_b", "strong", url="https://a.example/x"), "."))
    )
    [body] = plain_parts(part)
    assert body["content"] == "See a\\_b <https://a.example/x>."


def test_the_plain_form_is_cut_between_words() -> None:
    [part] = parts(message(paragraph("pebbles sing " * 280)))
    bodies = plain_parts(part)
    assert len(bodies) == 2
    assert set(" ".join(body["content"] for body in bodies).split()) == {"pebbles", "sing"}


def test_what_was_within_a_line_begins_no_list_in_the_plain_form() -> None:
    for sign in ("-", "1."):
        [part] = parts(message(paragraph(f"{sign} " * 1200)))
        bodies = plain_parts(part)
        assert len(bodies) > 1
        assert letters(body["content"] for body in bodies) == sign * 1200


def test_a_line_of_a_list_keeps_its_sign_in_the_plain_form() -> None:
    [part] = parts(message(ItemList(tuple(Item((spans(f"entry {n}"),)) for n in range(250)))))
    lines = [line for body in plain_parts(part) for line in read(body["content"])]
    assert [(line.blocks, line.text) for line in lines] == [
        (("list",), f"entry {n}") for n in range(250)
    ]


def entries(count: int, length: int) -> ItemList:
    filling = "sound " * (length // 6)
    items = [
        Item(
            (spans(Span(f"Paper{n}", "strong")), spans(f"begin{n} {filling}end{n}")),
            marker=f"{n}.",
        )
        for n in range(1, count + 1)
    ]
    return ItemList(tuple(items))


def test_a_paper_is_never_cut_and_the_buttons_stand_under_the_last_part() -> None:
    one = message(entries(40, 400), Buttons(((Button("Topics", command="/topics"),),)))
    made = parts(one)
    assert len(made) == 3
    for part in made:
        said = "\n".join(displays(part.body))
        assert [said.count(f"begin{n} ") for n in range(1, 41)] == [
            said.count(f"end{n}\n") + said.endswith(f"end{n}") for n in range(1, 41)
        ]
    assert [any(each["type"] == 1 for each in walk(part.body)) for part in made] == [
        False,
        False,
        True,
    ]


def test_a_heading_is_not_left_behind() -> None:
    blocks = [
        block for n in range(30) for block in (Heading(spans(f"Head{n}")), paragraph("x" * 900))
    ]
    for part in parts(message(*blocks)):
        assert not read(displays(part.body)[-1])[-1].text.startswith("Head")


def test_a_message_of_more_than_one_new_kind_takes_the_old_kind_before_it_is_split() -> None:
    [part] = parts(message(entries(10, 500), Buttons(((Button("1", command="/paper 1"),),))))
    assert not is_new(part)
    assert [each["type"] for each in part.body["components"]] == [1]
    assert len(part.body["embeds"]) == 2


def test_controls_that_fit_nowhere_else_have_messages_of_their_own() -> None:
    rows = tuple(
        tuple(Button(f"b{n}{m}", command=f"/x {n} {m}") for m in range(5)) for n in range(14)
    )
    made = parts(message(paragraph("Choose."), Buttons(rows)))
    assert [displays(part.body) for part in made] == [["Choose."], [], [], []][: len(made)]
    found = [each["custom_id"] for part in made for each in walk(part.body) if each["type"] == 2]
    assert found == [f"b:/x {n} {m}" for n in range(14) for m in range(5)]
    assert parts(message()) == ()


def test_a_folded_quotation_is_a_block_quotation_under_its_label() -> None:
    [part] = parts(
        message(Quote((spans("one\n> two"), spans("||three||")), "Abstract", folded=True))
    )
    lines = [line for text in displays(part.body) for line in read(text)]
    assert [(line.blocks, line.text) for line in lines] == [
        ((), "Abstract"),
        (("quote",), "one"),
        (("quote",), "> two"),
        (("quote",), "||three||"),
    ]


def test_small_print_and_headings_look_like_it() -> None:
    one = message(
        Heading(spans("Big"), 1),
        paragraph(Span("small", "dim")),
        Heading(spans("Little"), 3),
        ItemList((Item((spans("entry"),)),)),
        Divider(),
        paragraph("end"),
    )
    [part] = parts(one)
    lines = [line for text in displays(part.body) for line in read(text)]
    assert [line.blocks for line in lines] == [("heading",), ("small",), (), ("list",), ()]
    assert all(sign.bold for sign in lines[2].signs)
    assert [each["type"] for each in part.body["components"]] == [17]
    assert [each["type"] for each in walk(part.body)] == [17, 10, 10, 14, 10]


def test_an_answer_in_a_sentence_has_no_frame() -> None:
    [part] = parts(message(paragraph("No category cs.VC.")))
    assert [each["type"] for each in part.body["components"]] == [10]


def test_right_to_left_text_moves_nothing_beside_it() -> None:
    [part] = parts(message(ItemList((Item((spans("שלום", " 12 [x]"),), marker="1."),))))
    assert "\u2068שלום" in displays(part.body)[0]


def options_of(part: DiscordPart) -> list[dict[str, Any]]:
    return [option for each in walk(part.body) for option in each.get("options", ())]


def test_ten_numbers_are_buttons_and_eleven_are_a_list_with_titles() -> None:
    def brief(count: int) -> DiscordPart:
        made = edition(*(paper(n) for n in range(1, count + 1)))
        return parts(brief_message(made, SAY, needs))[-1]

    assert [each["label"] for each in walk(brief(10).body) if each["type"] == 2][:10] == [
        str(n) for n in range(1, 11)
    ]
    assert options_of(brief(10)) == []
    many = brief(11)
    assert [each["label"] for each in walk(many.body) if each["type"] == 2] == [
        "All titles",
        "Topics",
        "Vote · Save",
    ]
    assert options_of(many)[2]["label"] == "3. Invented System 3: Sorting Pebbles by Sound"
    assert [each["value"] for each in options_of(many)] == [
        f"/paper 2602.9{n:04}" for n in range(1, 12)
    ]


def test_thirty_numbers_are_two_lists_of_fifteen() -> None:
    made = edition(*(paper(n) for n in range(1, 31)))
    last = parts(brief_message(made, SAY, needs))[-1]
    selects = [each for each in walk(last.body) if each["type"] == 3]
    assert [len(each["options"]) for each in selects] == [15, 15]
    assert [each["placeholder"] for each in selects] == [
        "Open a paper (1–15)",
        "Open a paper (16–30)",
    ]


def test_titles_that_open_papers_become_a_list_in_place_of_some_buttons() -> None:
    hits = ItemList(
        tuple(
            Item((spans(Span(f"Stone {n}", "strong", command=f"/paper 2602.0000{n}")),))
            for n in range(1, 5)
        )
    )
    three = Buttons(tuple((Button(f"id{n}", command=f"/paper 2602.0000{n}"),) for n in range(1, 4)))
    [part] = parts(message(paragraph("Which one?"), hits, three))
    assert [each["label"] for each in options_of(part)] == [f"Stone {n}" for n in range(1, 5)]
    assert not [each for each in walk(part.body) if each["type"] == 2]


@pytest.mark.parametrize("several", [True, False])
def test_a_list_of_one_choice_lets_what_is_chosen_be_picked_once_more(several: bool) -> None:
    options = (Option("English", "en", chosen=True), Option("中文", "zh"))
    [part] = parts(message(Choices("Language", "/language", options, several=several)))
    [select] = [each for each in walk(part.body) if each["type"] == 3]
    shown_as = [(each["label"], each.get("default", False)) for each in select["options"]]
    assert shown_as == (
        [("English", True), ("中文", False)] if several else [("✓ English", False), ("中文", False)]
    )
    assert (select["min_values"], select["max_values"]) == ((0, 2) if several else (1, 1))
    # where something is a default, the placeholder is hidden
    assert [shown(text) for text in displays(part.body)] == ["Language"] * several
    assert select["placeholder"] == "Language"


def test_sixty_options_are_three_lists() -> None:
    many = Choices(
        "Categories", "/topics", tuple(Option(f"c{n}", f"c{n}") for n in range(60)), several=True
    )
    [part] = parts(message(many))
    selects = [each for each in walk(part.body) if each["type"] == 3]
    assert [(len(each["options"]), each["min_values"], each["max_values"]) for each in selects] == [
        (20, 0, 20)
    ] * 3


@given(contents)
def test_a_paragraph_of_any_spans_is_one_piece(content: tuple[Span, ...]) -> None:
    made = parts(message(Paragraph(content)))
    assert len(made) == bool(visible("".join(span.text for span in content)))
