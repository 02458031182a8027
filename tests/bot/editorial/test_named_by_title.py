"""A name that only the title tells is the same in what is written, checked, shown and compared."""

from bot.editorial.choosing.lexical_scorer import LexicalScorer
from bot.editorial.writing.check import checked
from bot.editorial.writing.extract import write_brief
from bot.messages.card import Card, card_message
from bot.messages.plain import plain
from bot.translator import translator
from bot.values.papers import Links
from bot.values.topics import Topic
from tests.values import paper

HIDDEN = paper(
    title="FooBar: Sorting Pebbles by Sound",
    abstract=r"Pebbles are hard to sort. We propose \ours, which listens to pebbles that roll.",
)
SENTENCE = "We propose FooBar, which listens to pebbles that roll."


def test_the_sentence_that_is_taken_has_the_name_and_passes_the_check() -> None:
    written = write_brief(HIDDEN)
    assert "FooBar" in (written.tldr or "")
    assert checked(written, HIDDEN, 1000) == written


def test_the_abstract_of_the_card_has_the_name() -> None:
    card = Card(
        paper=HIDDEN,
        announce_type=None,
        links=Links(),
        brief=write_brief(HIDDEN),
        match=None,
        reason=None,
    )
    told = plain(card_message(card, translator("en")))
    assert SENTENCE in told
    assert "ours" not in told


def test_a_wanted_phrase_is_found_around_the_name() -> None:
    wanted = Topic(name="pebbles", include=("propose FooBar",))
    evidence = LexicalScorer().over([HIDDEN]).explain(wanted, [HIDDEN.id])
    assert [one.text for one in evidence[HIDDEN.id]] == ["propose FooBar"]
