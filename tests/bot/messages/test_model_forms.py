"""A brief and a card with a model's texts: translated titles, second languages, disagreements."""

from dataclasses import replace

from bot.messages.brief import ONE_MESSAGE, brief_message
from bot.messages.card import Card, card_message
from bot.messages.edition_json import edition_document
from bot.messages.html import page
from bot.messages.markdown import markdown
from bot.messages.plain import length, plain
from bot.translator import translator
from bot.values.editions import Edition
from bot.values.papers import Links
from bot.values.writing import PaperBrief, SummaryPoint, TextSource
from tests.values import edition, entry, paper, summary

MODEL = TextSource("model", "abstract", model="a model")
OWN = TextSource("extractive", "abstract", fallback=True)
CHINESE = PaperBrief(
    tldr="按声音给石子分类。",
    title_translated="发明的系统",
    sources={"tldr": MODEL, "title_translated": MODEL},
)
ENGLISH = PaperBrief(tldr="It sorts pebbles by sound.", sources={"tldr": MODEL})
DAY = replace(MODEL, made_from="abstracts")


def made_of(papers: int, brief: PaperBrief, second: PaperBrief | None, **said: object) -> Edition:
    each = [paper(number) for number in range(1, papers + 1)]
    entries = tuple(entry(n, one, brief=brief, second=second) for n, one in enumerate(each, 1))
    told = summary(source=DAY, stands_out=(), **said)
    return edition(*each, papers=entries, summary=told, language="zh-Hans")


def test_a_paper_has_its_sentence_in_both_languages_and_its_title_translated() -> None:
    made = made_of(2, CHINESE, ENGLISH)
    text = plain(brief_message(made, translator("zh-Hans")))
    for told in ("发明的系统", "按声音给石子分类。", "It sorts pebbles by sound."):
        assert text.count(told) == 2
    for form in (markdown, lambda message: page(message, "zh-Hans")):
        assert "发明的系统" in form(brief_message(made, translator("zh-Hans")))


def test_a_second_language_in_the_authors_words_is_no_translation() -> None:
    made = made_of(1, ENGLISH, replace(CHINESE, sources={"tldr": OWN}))
    assert "按声音" not in plain(brief_message(made, translator("en")))
    assert edition_document(made).papers[0].second is None


def test_the_document_has_the_new_names() -> None:
    differ = SummaryPoint("[1] and [2] differ.", (1, 2))
    made = made_of(2, CHINESE, ENGLISH, disagreements=(differ,))
    document = edition_document(made)
    assert document.summary is not None
    assert document.summary.disagreements[0].papers == [1, 2]
    first = document.papers[0]
    assert first.title_translated == "发明的系统"
    assert first.second is not None
    assert (first.second.tldr, first.second.source.model) == (ENGLISH.tldr, "a model")
    assert first.sources["title_translated"].model == "a model"
    assert not first.planted


def test_disagreements_stand_under_the_summary_and_open_their_papers() -> None:
    differ = SummaryPoint("[1] sorts more than [2].", (1, 2))
    made = replace(made_of(2, ENGLISH, None, disagreements=(differ,)), language="en")
    message = brief_message(made, translator("en"))
    assert "Where papers differ: [1] sorts more than [2]." in plain(message)


def test_thirty_bilingual_papers_give_up_what_is_second_before_what_is_first() -> None:
    long = replace(CHINESE, tldr="按声音给石子分类，" * 9 + "比以前好。")
    made = made_of(20, long, replace(ENGLISH, tldr="It sorts pebbles by sound, " * 3 + "well."))
    message = brief_message(made, translator("zh-Hans"))
    text = plain(message)
    assert length(message) <= ONE_MESSAGE
    assert text.count("比以前好。") == 20
    assert "well." not in text


def test_a_card_has_the_translated_title_and_tells_of_planted_words() -> None:
    card = Card(
        paper=paper(1),
        announce_type=None,
        links=Links(),
        brief=replace(CHINESE, planted=True),
        match=None,
        reason=None,
    )
    text = plain(card_message(card, translator("en")))
    assert "发明的系统" in text
    assert "meant for language models or reviewers" in text
    clean = replace(card, brief=CHINESE)
    assert "meant for language models" not in plain(card_message(clean, translator("en")))


def test_over_budget_a_brief_says_why() -> None:
    why = "Today's model budget is used up; the model writes again from 00:00 UTC."
    own = PaperBrief(tldr="It sorts.", sources={"tldr": OWN}, reasons={"tldr": why})
    made = made_of(2, own, None)
    made = replace(made, summary=summary(why=why), language="en")
    assert why in plain(brief_message(made, translator("en")))
    assert "预算" in plain(brief_message(made, translator("zh-Hans")))
