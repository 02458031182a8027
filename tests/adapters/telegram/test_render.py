"""How messages look on Telegram."""

import pytest

from adapters.telegram_chat.rendering.entities import telegram_entities
from adapters.telegram_chat.rendering.part import (
    Chooser,
    Entity,
    InlineButton,
    TelegramPart,
    from_json,
    to_json,
)
from adapters.telegram_chat.rendering.render import needs, parts, plain_text
from bot.errors import OurFault
from bot.messages.blocks import (
    Button,
    Buttons,
    ChannelChooser,
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
    Style,
    message,
    paragraph,
    spans,
)
from bot.messages.brief import brief_message
from bot.messages.card import Card, card_message
from bot.translator import translator
from bot.values.listings import AnnounceType
from bot.values.papers import Links
from bot.values.writing import PaperBrief
from tests.adapters.telegram.reader import faults, look, of_kind, under, units16
from tests.values import edition, paper

SAY = translator("en")
_TWO_LOOKS: tuple[tuple[str, Style], ...] = (("Bold ", "strong"), ("slanted", "emphasis"))


def one(made: Message) -> TelegramPart:
    (part,) = parts(made)
    assert not faults(part)
    return part


def listed(count: int, text: str = "x" * 90) -> ItemList:
    return ItemList(
        tuple(
            Item(
                (
                    spans(Span(f"Title {n}", "strong", url=f"https://a.example/{n}")),
                    spans(text),
                    spans(Span("facts", "dim")),
                ),
                marker=f"{n}.",
            )
            for n in range(1, count + 1)
        )
    )


def test_a_brief_is_read_from_top_to_bottom() -> None:
    part = one(brief_message(edition(paper(1), paper(2)), SAY, needs))
    assert look(part) == (
        "<b>arXiv brief · Computation and Language · Fri 13 Feb 2026</b>\n"
        "<i>2 announced (2 new, 0 cross-listed, 0 replaced) · 2 matched · 2 shown</i>\n"
        "\n"
        "A day about pebbles.\n"
        "\n"
        "<b>Start with:</b> [1], releases its code\n"
        "\n"
        "1. [<b>Invented System 1: Sorting Pebbles by Sound</b>]\n"
        "We propose a method that listens to pebbles.  <i>code · relevance 95</i>\n"
        "\n"
        "2. [<b>★ Invented System 2: Sorting Pebbles by Sound</b>]\n"
        "We propose a method that listens to pebbles. It sorts 20% more pebbles "
        "than before.  <i>code · relevance 95</i>\n"
        "\n"
        "<i>Extractive: from abstracts, in the authors' words, shortened. Thank you to arXiv for "
        "use of its open access interoperability.</i>\n"
        "(1) (2)\n"
        "(All titles) (Topics) (Vote · Save)"
    )


def test_a_card_folds_the_abstract_under_its_label() -> None:
    card = Card(
        paper=paper(1, abstract="Short."),
        announce_type=AnnounceType.NEW,
        links=Links(),
        brief=PaperBrief(tldr="It listens."),
        match=None,
        reason=None,
    )
    shown = look(one(card_message(card, SAY)))
    assert shown.startswith("[<b>Invented System 1: Sorting Pebbles by Sound</b>]\nAda Example")
    made, _, folded = shown.partition("\n\n<b>Abstract</b>\n<fold>Short.</fold>\n")
    assert "Extractive: from the abstract" in made
    assert folded.startswith("(arXiv page)")


def test_a_quotation_of_several_paragraphs_is_one() -> None:
    made = message(Quote((spans("One."), spans("Two.")), label="Said"), paragraph("After."))
    assert look(one(made)) == "<b>Said</b>\n<q>One.\n\nTwo.</q>\n\nAfter."


def test_what_another_program_reads_is_copied_whole_and_keeps_its_indentation() -> None:
    lines = ("@misc{lovelace2026,", "  title = {On <tags> and cs.AI},", "", "  year = 2026", "}")
    typed = Quote(tuple((Span(line, "code"),) for line in lines), label="papers.bib")
    made = one(message(typed, paragraph("After.")))
    (pre,) = [each for each in made.entities if each.kind == "pre"]
    assert made.text[pre.offset : pre.offset + pre.length] == "\n".join(lines)
    assert made.text.startswith("papers.bib\n@misc")
    assert {each.kind for each in made.entities} == {"bold", "pre"}


def test_what_another_program_reads_and_shows_nothing_is_left_out() -> None:
    assert parts(message(Quote(((Span("  ", "code"),), (Span("", "code"),)), label="x"))) == ()


def test_two_quotations_stay_two() -> None:
    made = message(Quote((spans("One."),)), Quote((spans("Two."),), folded=True))
    assert look(one(made)) == "<q>One.</q>\n\n<fold>Two.</fold>"


def test_code_is_neither_bold_nor_a_link() -> None:
    made = message(
        Heading((Span("a "), Span("x", "code"))),
        paragraph(Span("y", "code", url="https://a.example/")),
    )
    assert look(one(made)) == "<b>a</b> `x`\n[y]"


def test_in_a_heading_nothing_but_links_and_code_stands_apart() -> None:
    made = message(Heading((Span("a "), Span("b ", "emphasis"), Span("c", "dim"))))
    assert look(one(made)) == "<b>a b c</b>"


def test_a_number_in_the_summary_opens_the_paper_that_its_button_opens() -> None:
    part = one(brief_message(edition(paper(1), paper(2)), SAY, needs))
    commands = [each.command for each in part.entities if each.command]
    opened = {key.label: key.command for row in part.rows for key in row}
    assert commands == [opened["1"]]
    (first, *_) = [each for each in part.entities if each.command]
    (wire,) = telegram_entities([first], "paperbrief_bot")
    assert wire["url"] == "https://t.me/paperbrief_bot?start=paper_2602_90001"


@pytest.mark.parametrize(("command", "username"), [("/paper 3", "bot"), ("/paper 2602.1", "")])
def test_a_command_without_a_link_is_plain_text(command: str, username: str) -> None:
    part = one(message(paragraph(Span("[3]", command=command))))
    assert telegram_entities(part.entities, username) == []


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "http://localhost/x", "https://a.example:99999/", "https://a b/"]
)
def test_what_telegram_would_refuse_is_no_link(url: str) -> None:
    made = message(paragraph(Span("tap", url=url)), Buttons(((Button("Tap", url=url),),)))
    part = one(made)
    assert (part.entities, part.rows) == ((), ())


def test_offsets_count_utf_16_units() -> None:
    part = one(message(paragraph("\U0001f600 ", Span("bold", "strong"))))
    assert part.entities == (Entity("bold", 3, 4),)


def test_a_title_of_two_looks_is_one_link() -> None:
    title = [Span(text, style, url="https://a.example/") for text, style in _TWO_LOOKS]
    part = one(message(ItemList((Item((spans(*title, " more"),)),))))
    assert look(part) == "• [<b>Bold</b> <i>slanted</i>] more"


def test_white_space_at_the_ends_of_a_look_is_no_part_of_it() -> None:
    part = one(message(paragraph("a", Span("  b ", "strong"), "c")))
    assert of_kind(part, "bold") == ["b"]


def test_no_more_than_one_empty_line() -> None:
    made = message(paragraph("\n a \n \n\n\n b\r\n"), paragraph(" \n "), paragraph("c"))
    assert plain_text(one(made)) == "a\n\n b\n\nc"


def test_what_shows_nothing_is_no_message() -> None:
    assert parts(message(paragraph("\u200b \u3164"), Quote((), label="Abstract"))) == ()


def test_keys_alone_get_a_sign_above_them() -> None:
    assert look(one(message(Buttons(((Button("Go", command="/brief"),),))))) == "…\n(Go)"


def test_a_category_is_not_a_link_to_a_stranger() -> None:
    part = one(message(paragraph("cs.AI, math.CO; see https://a.example/cs.AI and cs.AIs")))
    assert part.text == "cs.AI, math.CO; see https://a.example/cs.AI and cs.AIs"
    assert [entity.url for entity in part.entities] == [
        "https://arxiv.org/list/cs.AI/recent",
        "https://arxiv.org/list/math.CO/recent",
    ]


def test_what_only_looks_like_a_category_leads_to_those_that_there_are() -> None:
    made = one(message(paragraph("no category cs.VC; did you mean cs.cv?")))
    assert [each.url for each in made.entities] == [
        "https://arxiv.org/category_taxonomy",
        "https://arxiv.org/list/cs.CV/recent",
    ]


def test_in_code_a_category_stays_as_it_is_typed() -> None:
    assert one(message(paragraph(Span("/topics cs.RO", "code")))).text == "/topics cs.RO"


def test_a_hebrew_title_stays_beside_its_number() -> None:
    made = message(ItemList((Item((spans("שלום Transformer עולם"), spans("facts")), marker="1."),)))
    assert one(made).text == "1. \u2068שלום Transformer עולם\u2069\nfacts"


def test_a_number_behind_a_hebrew_topic_stays_behind_it() -> None:
    assert one(message(paragraph("v1 · עברית 95"))).text == "v1 · \u2068עברית\u2069 95"


def test_a_right_to_left_paragraph_stays_one() -> None:
    assert one(message(paragraph("שלום world."))).text == "שלום world."


def test_a_direction_mark_of_a_title_has_no_effect() -> None:
    assert one(message(paragraph("a\u202eb\u2066c"))).text == "abc"


def test_a_decomposed_letter_is_composed() -> None:
    """Telegram would drop a ring above that stands alone."""
    assert one(message(paragraph("A\u030angstro\u0308m"))).text == "Ångström"


def test_thirty_papers_are_split_between_papers_and_keep_their_links() -> None:
    made = message(Heading(spans("Brief")), listed(30, "x" * 190), paragraph("End."))
    first, second = parts(made)
    assert not faults(first)
    assert not faults(second)
    linked = of_kind(first, "text_link") + of_kind(second, "text_link")
    assert linked == [f"Title {n}" for n in range(1, 31)]
    assert second.text.split("\n")[0].endswith(tuple(f". Title {n}" for n in range(2, 31)))
    assert needs(made) == 2


def test_messages_of_one_answer_are_of_about_one_length() -> None:
    made = message(listed(28, "x" * 130), paragraph("Last line."))
    lengths = [units16(part.text) for part in parts(made)]
    assert len(lengths) == 2
    assert max(lengths) - min(lengths) < 300


def test_the_keys_stand_under_the_last_message() -> None:
    made = message(Buttons(((Button("Go", command="/brief"),),)), listed(60, "x" * 190))
    assert [bool(part.rows) for part in parts(made)] == [False] * (len(parts(made)) - 1) + [True]


def test_a_heading_goes_with_what_it_stands_over() -> None:
    made = message(
        paragraph("x " * 1500), Heading(spans("Methods")), paragraph("y " * 1600), paragraph("z")
    )
    first, second = parts(made)
    assert "Methods" not in first.text
    assert second.text.startswith("Methods\ny y")


def test_more_titles_than_entities_are_two_messages() -> None:
    items = tuple(Item((spans(Span("T", url="https://a.example/")),)) for _ in range(150))
    made = message(ItemList(items))
    assert [len(part.entities) for part in parts(made)] == [75, 75]


def test_titles_keep_their_links_before_numbers_and_looks() -> None:
    items = tuple(
        Item(
            (
                spans(Span("T", "strong", url="https://a.example/")),
                spans(Span("[1]", command="/topics"), Span(" dim", "dim")),
            )
        )
        for _ in range(45)
    )
    (part,) = parts(message(ItemList(items)))
    assert len(of_kind(part, "bold")) == 45
    assert len([each for each in part.entities if each.url]) == 45
    assert len([each for each in part.entities if each.command]) == 10
    assert not of_kind(part, "italic")


def test_a_paragraph_longer_than_a_message_is_cut_after_a_sentence() -> None:
    sentence = "A sentence about pebbles and nothing else. "
    made = parts(message(paragraph(sentence * 120)))
    assert len(made) == 2
    assert all(part.text.endswith("else.") for part in made)


def test_a_long_paper_is_cut_between_its_lines() -> None:
    item = Item((spans("Title"), spans("a" * 3000), spans("b" * 3000)), marker="1.")
    assert [part.text[-1] for part in parts(message(ItemList((item,))))] == ["a", "b"]


def test_a_link_is_not_cut_where_another_place_is_near() -> None:
    linked = Span("words of a link " * 20, url="https://a.example/")
    first, second = parts(message(paragraph("x " * 2000, linked, "y " * 300)))
    assert of_kind(first, "text_link") == []
    assert of_kind(second, "text_link") == [linked.text.strip()]


def test_a_rule_stands_only_between_two_things() -> None:
    made = message(Divider(), paragraph("a"), Divider(), paragraph("b"), Divider())
    assert one(made).text == "a\n\n· · ·\n\nb"


def test_what_is_chosen_from_is_said_once() -> None:
    options = (Option("English", "en", chosen=True), Option("中文", "zh", note="Chinese"))
    grid = Choices("Language", "/language", options)
    assert look(one(message(Heading(spans("The Language here")), grid))) == (
        "<b>The Language here</b>\n• <b>中文</b>: Chinese\n(✓ English) (中文)"
    )
    assert one(message(paragraph("Set it."), grid)).text.startswith("Set it.\n\nLanguage\n• 中文")


def test_labels_of_several_keyboards_do_not_pile_up() -> None:
    grids = [Choices(label, "/x", (Option("on", "on"),)) for label in ("Time", "Weekdays")]
    assert look(one(message(paragraph("Set it."), grids))) == "Set it.\n(on)\n(on)"


def test_a_part_is_stored_without_loss() -> None:
    part = TelegramPart(
        "text [3] \U0001f600",
        (
            Entity("text_link", 5, 3, command="/paper 3"),
            Entity("text_link", 0, 4, "https://a.example/"),
        ),
        (
            (
                InlineButton("a", "/x", asks="Which?", replaces=True),
                InlineButton("b", url="https://a.example/"),
            ),
        ),
        Chooser("Choose a channel", "/subscribe"),
    )
    assert from_json(to_json(part)) == part
    assert to_json(TelegramPart("x")) == '{"text":"x"}'


@pytest.mark.parametrize(
    "payload", ["", "[]", "{}", '{"text":3}', '{"text":"x","entities":[["spoiler",0,1]]}']
)
def test_what_was_not_stored_by_us_is_a_defect(payload: str) -> None:
    with pytest.raises(OurFault):
        from_json(payload)


def test_a_chooser_is_kept_apart_from_the_keys() -> None:
    part = one(message(paragraph("Where?"), ChannelChooser("Choose", "/subscribe")))
    assert (part.chooser, part.rows) == (Chooser("Choose", "/subscribe"), ())


def test_the_last_word_of_a_look_can_be_an_emoji() -> None:
    part = one(Message((Paragraph((Span("ok \U0001f44d\U0001f3fd", "strong"),)),)))
    assert under(part, part.entities[0]) == part.text
