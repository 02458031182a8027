"""Any message at all becomes parts that Telegram takes, and nothing of it is lost."""

import re
import unicodedata

from hypothesis import assume, example, given
from hypothesis import strategies as st

from adapters.chat.graphemes import may_cut
from adapters.telegram_chat.rendering.entities import telegram_entities
from adapters.telegram_chat.rendering.forms import entities_text, form_text
from adapters.telegram_chat.rendering.part import Entity, from_json, to_json
from adapters.telegram_chat.rendering.render import needs, parts
from bot.messages.blocks import (
    Block,
    Button,
    Buttons,
    Divider,
    Heading,
    Item,
    ItemList,
    Message,
    Paragraph,
    Quote,
    Span,
    Spans,
    Style,
)
from tests.adapters.telegram.reader import faults, under

FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
WORDS = (
    "pebbles",
    "a",
    "2602.01234",
    "cs.CV",
    "naïve",
    "e\u0301te\u0301",
    "A\u030angstro\u0308m",
    "שָׁלוֹם",
    "مرحبا",
    "\U0001f600",
    FAMILY,
    "\U0001f44d\U0001f3fd",
    "\U0001f1e9\U0001f1ea\U0001f1eb\U0001f1f7",
    "\U0001d538lgebra",
    "***",
    "<b>",
    "/topics",
    "(x)",
)
GAPS = (" ", " ", " ", "\n", "\n\n\n", "  ", "\t", "\r\n", "\u00a0", "\u2028", " \n \n ")
ACTING = ("\x00", "\x1b", "\u202e", "\u2066", "\u200f", "\ud800")
SCRIPTS = ("我们提出一种方法。", "它比以前好，", "한글", "\u1112\u1161\u11ab", "ไทย", "🙂" * 30)

styles: st.SearchStrategy[Style] = st.sampled_from(["plain", "strong", "emphasis", "code", "dim"])
urls = st.sampled_from([None, None, "https://arxiv.org/abs/2602.01234", "javascript:x", "http://a"])
commands = st.sampled_from([None, None, "/paper 3", "/topics"])


def texts(*fragments: str, longest: int = 30) -> st.SearchStrategy[str]:
    few = st.lists(st.sampled_from(fragments), max_size=longest).map("".join)
    some = st.lists(st.sampled_from(fragments), max_size=5).map("".join)
    many = st.tuples(some, st.sampled_from([60, 400])).map(lambda pair: pair[0] * pair[1])
    return st.one_of(few, few, few, many)


def messages(text: st.SearchStrategy[str]) -> st.SearchStrategy[Message]:
    span = st.builds(Span, text, styles, urls, commands)
    content: st.SearchStrategy[Spans] = st.lists(span, max_size=4).map(tuple)
    lines = st.lists(content, max_size=3).map(tuple)
    item = st.builds(Item, lines, st.sampled_from([None, "1.", "12."]))
    block: st.SearchStrategy[Block] = st.one_of(
        st.builds(Heading, content, st.sampled_from([1, 2, 3])),
        st.builds(Paragraph, content),
        st.builds(ItemList, st.lists(item, max_size=5).map(tuple)),
        st.builds(Quote, lines, st.sampled_from(["", "Abstract"]), st.booleans()),
        st.just(Divider()),
        st.just(Buttons(((Button("Open", command="/paper 3"), Button("x", url="http:/")),))),
    )
    return st.lists(block, max_size=6).map(tuple).map(Message)


anything = messages(
    st.one_of(
        texts(*WORDS, *GAPS, *ACTING, *SCRIPTS, "x" * 700),
        st.text(st.characters(), max_size=40),
    )
)


def blank(text: str) -> str:
    """Without what only directs a line or keeps a name from becoming an address."""
    return re.sub("[\u2067-\u2069\u200e]", "", text)


def all_texts(message: Message) -> list[str]:
    """Every visible text in its order, said without looking at the code under test."""
    found: list[str] = []
    for block in message.blocks:
        match block:
            case Heading(content) | Paragraph(content):
                found.append(joined(content))
            case ItemList(items):
                for item in items:
                    said = [joined(line) for line in item.lines]
                    if any(map(shows, said)):
                        found += [item.marker or "", *said]
            case Quote(paragraphs, label):
                said = [joined(content) for content in paragraphs]
                if any(map(shows, said)):
                    found += [label, *said]
            case _:
                pass
    return found


def joined(content: Spans) -> str:
    return "".join(span.text for span in content)


def shows(text: str) -> bool:
    # half a sign is shown as a replacement of it
    return any(unicodedata.category(one)[0] not in "ZC" or one == "\ud800" for one in text)


def letters(text: str) -> str:
    """The letters and digits alone, composed."""
    without = re.sub("[\x00-\x08\x0b-\x1f\u202e\u2066\u200f\ud800]", "", text)
    return "".join(letter for letter in unicodedata.normalize("NFC", without) if letter.isalnum())


@given(anything)
@example(Message((Paragraph((Span("\U0001f600" * 3000),)),)))
@example(Message((Paragraph((Span("e" + "\u0301" * 9000),)),)))
@example(Message((Heading((Span("x" * 9000),)), Paragraph((Span("y" * 9000),)))))
@example(
    Message((Heading((Span("x " * 1500),)), Paragraph((Span("y " * 4000, url="https://a.b/"),))))
)
@example(
    Message(
        (ItemList(tuple(Item((spans,)) for spans in [(Span("a", url="https://a.b/"),)] * 250)),)
    )
)
@example(Message((Quote(((Span("pebblespebbles \n \n " * 400, "code"),),)),)))
def test_every_part_is_one_that_telegram_takes(message: Message) -> None:
    for part in parts(message):
        assert not faults(part)


@given(messages(texts(*WORDS, *GAPS, *ACTING, *SCRIPTS[:4], "x" * 700)))
@example(Message((ItemList((Item(((Span("\ud800"),),), marker="1."),)),)))
def test_the_parts_hold_every_letter_in_order(message: Message) -> None:
    made = parts(message)
    if made and made[0].text == "…":
        made = ()
    assert letters("".join(part.text for part in made)) == letters("".join(all_texts(message)))


@given(messages(texts(*WORDS, *GAPS[:7])))
def test_no_word_is_cut_where_every_word_is_shorter_than_a_message(message: Message) -> None:
    said = [unicodedata.normalize("NFC", text) for text in all_texts(message)]
    assume(all(len(word) < 2000 for text in said for word in text.split()))
    allowed = {word for text in said for word in re.findall(r"\w+", text)}
    for part in parts(message):
        assert set(re.findall(r"\w+", blank(part.text))) <= allowed


@given(texts(*WORDS[5:14], *SCRIPTS, "e\u0301" * 20, FAMILY * 20))
def test_no_sign_is_torn_between_two_parts(text: str) -> None:
    made = [blank(part.text) for part in parts(Message((Paragraph((Span(text),)),)))]
    whole = "".join(made)
    place = 0
    for each in made[:-1]:
        place += len(each)
        assert may_cut(whole, place)


@given(anything)
def test_what_is_stored_is_what_was_made(message: Message) -> None:
    for part in parts(message):
        assert from_json(to_json(part)) == part


@given(anything)
def test_what_fits_is_one_part(message: Message) -> None:
    assert max(needs(message), 1) == max(len(parts(message)), 1)


@given(st.lists(texts(*WORDS, longest=6), min_size=1, max_size=60))
@example(["pebblesשָׁלוֹם"])
def test_a_link_covers_the_whole_of_its_text_wherever_it_came(titles: list[str]) -> None:
    shown = [f"{number} {title[:300]}" for number, title in enumerate(titles)]
    items = tuple(
        Item(((Span(title, "strong", url=f"https://a.example/{number}"),), (Span("x" * 90),)))
        for number, title in enumerate(shown)
    )
    covered = {
        each.url: blank(under(part, each))
        for part in parts(Message((ItemList(items),)))
        for each in part.entities
        if each.kind == "text_link"
    }
    for number, title in enumerate(shown):
        wanted = blank(unicodedata.normalize("NFC", title)).strip()
        assert covered[f"https://a.example/{number}"] == wanted


@given(
    st.lists(
        st.builds(
            Entity,
            st.sampled_from(["bold", "code", "text_link", "expandable_blockquote"]),
            st.integers(0, 4096),
            st.integers(1, 4096),
            st.none() | st.text(),
            st.none() | st.text() | st.just("/paper 2602.90001"),
        )
    ),
    st.sampled_from(["", "paperbrief_bot"]),
)
def test_entities_leave_as_the_form_of_their_values(entities: list[Entity], name: str) -> None:
    wanted = telegram_entities(entities, name)
    assert entities_text(entities, name) == (form_text(wanted) if wanted else None)
