"""Any message at all, for properties of the Discord form; and what is shown of it."""

import unicodedata
from collections.abc import Iterator
from typing import Any

from hypothesis import strategies as st

from bot.messages.blocks import (
    Block,
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
    Spans,
)

NASTY = (
    *("*", "**", "_", "__", "~~", "`", "```", "||", "|", "\\", "[", "]", "(", ")", "<", ">"),
    *("# ", "## x", "-# ", "- ", "+ ", "> ", ">>> ", "1. ", "12) ", "* ", "@everyone", "@here"),
    *("<@123>", "<@&12>", "<#1>", "</cmd:1>", "<t:1>", "<:a:12>", ":fire:", ":", "::", "a:b:c"),
    *("[text](https://evil.example)", "https://x.example/a_b_(c)", "discord.gg/abc", "{}", "=|"),
    *(
        "<https://y.example>",
        "[Re]",
        "[a]](b",
        "שלום",
        "مرحبا 12",
        "深度学习",
        "𝒜α₁",
        "e\u0301",
        "👩‍🚀",
    ),
    *("\n", "\n\n", "\t", " ", "\u200b", "\u202e", "\u2066x\u2069", "\x00", "¯\\_(ツ)_/¯", "C++"),
)
words = st.one_of(
    st.sampled_from(NASTY),
    st.text(max_size=8),
    st.sampled_from(("deep", "learning", "of", " the ")),
)
texts = st.lists(words, max_size=8).map("".join)
addresses = st.sampled_from(
    (
        None,
        "https://arxiv.org/abs/2602.01234v1",
        "https://a.example/x(y)*z|_`_]",
        "https://x.example/a_b_(c)",
        "javascript:alert(1)",
        "https://" + "a" * 2000 + ".example",
    )
)
styles = st.sampled_from(("plain", "strong", "emphasis", "code", "dim"))
commands = st.one_of(
    st.none(), st.sampled_from(("/paper 1", "/paper 2602.01234", "/topics " + "x" * 150))
)
spans = st.builds(Span, texts, styles, addresses, commands)
contents = st.lists(spans, max_size=4).map(tuple)
items = st.builds(
    Item,
    st.lists(contents, max_size=3).map(tuple),
    st.one_of(st.none(), st.sampled_from(("1.", "2.", "12.", "#", "*"))),
)
reads: st.SearchStrategy[Block] = st.one_of(
    st.builds(Heading, contents, st.sampled_from((1, 2, 3))),
    st.builds(Paragraph, contents),
    st.builds(ItemList, st.lists(items, max_size=4).map(tuple)),
    st.builds(Quote, st.lists(contents, max_size=2).map(tuple), texts, st.booleans()),
    st.just(Divider()),
)
lines = st.one_of(
    st.sampled_from(("/paper 1", "/topics +", "/x " + "y" * 90)),
    st.text(st.characters(codec="utf-8", categories=("L", "N", "P")), min_size=1, max_size=130),
)
buttons = st.builds(
    Button,
    st.one_of(texts, st.integers(1, 40).map(str)),
    st.one_of(st.none(), lines),
    addresses,
    asks=st.one_of(st.none(), texts),
    replaces=st.booleans(),
    chosen=st.booleans(),
)
options = st.builds(Option, texts, st.one_of(texts, st.text(max_size=150)), st.booleans(), texts)
controls: st.SearchStrategy[Block] = st.one_of(
    st.builds(Buttons, st.lists(st.lists(buttons, max_size=7).map(tuple), max_size=9).map(tuple)),
    st.builds(
        Choices,
        texts,
        lines,
        st.lists(options, max_size=60).map(tuple),
        st.booleans(),
        st.booleans(),
    ),
    st.builds(ChannelChooser, texts, lines),
)


def messages(*kinds: st.SearchStrategy[Block], most: int = 8) -> st.SearchStrategy[Message]:
    return st.lists(st.one_of(*kinds), max_size=most).map(lambda made: Message(tuple(made)))


def long_messages() -> st.SearchStrategy[Message]:
    """Of hundreds to tens of thousands of letters: paragraphs, papers and words repeated."""

    def grown(block: Block, times: int) -> Block:
        match block:
            case Paragraph(content):
                return Paragraph(content * times)
            case Quote(paragraphs, label, folded):
                return Quote(tuple(each * times for each in paragraphs), label, folded)
            case ItemList(entries):
                return ItemList(entries * times)
            case Heading(content, level):
                return Heading(content * min(times, 3), level)
            case _:
                return block

    return st.lists(
        st.builds(grown, reads, st.sampled_from((1, 20, 150))), min_size=1, max_size=6
    ).map(lambda made: Message(tuple(made)))


def visible(text: str) -> str:
    """The letters that are drawn, without the space between them."""
    blank = "\u115f\u1160\u2800\u3164\uffa0"
    return "".join(
        letter
        for letter in text
        if unicodedata.category(letter)[0] not in "ZC" and letter not in blank
    )


def meant(message: Message) -> str:
    """All that should be read, in order; an entry's own sign included."""
    return "".join(visible(text) for block in message.blocks for text in _texts(block))


def _texts(block: Block) -> Iterator[str]:
    match block:
        case Heading(content) | Paragraph(content):
            yield _text(content)
        case Quote(paragraphs, label) if any(visible(_text(each)) for each in paragraphs):
            yield label
            yield from map(_text, paragraphs)
        case ItemList(entries):
            simple = all(_lines(entry) < 2 for entry in entries)
            for entry in entries:
                if _lines(entry):
                    yield entry.marker or ("" if simple else "•")
                    yield from map(_text, entry.lines)
        case _:
            pass


def _lines(entry: Item) -> int:
    broken = [row for line in entry.lines for row in _broken(_text(line)) if visible(row)]
    return len(broken)


def _broken(text: str) -> list[str]:
    for end in ("\r\n", "\r", "\u2028", "\u2029"):
        text = text.replace(end, "\n")
    return text.split("\n")


def _text(content: Spans) -> str:
    return "".join(span.text for span in content)


def displays(body: dict[str, Any]) -> list[str]:
    """Every text of a body, from top to bottom."""
    found = [each["description"] for each in body.get("embeds", ())]
    found += [body["content"]] if "content" in body else []
    for component in body.get("components", ()):
        found += displays(component)
    return found


def walk(body: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every component, those inside others included."""
    for component in body.get("components", ()):
        yield component
        yield from walk(component)
