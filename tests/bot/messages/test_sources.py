"""Brief and card say by whom each text is, where a model wrote some and not all."""

from dataclasses import replace

from bot.messages.brief import brief_message
from bot.messages.card import Card, card_message
from bot.messages.plain import plain
from bot.translator import translator
from bot.values.editions import OwedPaper, UndeliveredPapers
from bot.values.papers import Author, Links
from bot.values.writing import PaperBrief, TextSource
from tests.values import DAY, EXTRACTIVE, edition, entry, paper, summary

SAY = translator("en")
MODEL = TextSource("model", "abstract", model="a model")
FELL_BACK = replace(EXTRACTIVE, fallback=True)
MARK = " · extractive"
NOT_ALL = "; 1 part, marked “extractive”, is in the authors' words."


def brief_of(*sources: TextSource | None, overview: TextSource = MODEL) -> str:
    """A brief whose papers' sentences have these sources."""
    papers = tuple(
        entry(number, paper(number), brief=by(source)) for number, source in enumerate(sources, 1)
    )
    made = edition(*(one.paper for one in papers), papers=papers, summary=summary(source=overview))
    return plain(brief_message(made, SAY))


def by(source: TextSource | None) -> PaperBrief:
    return PaperBrief(tldr="It sorts.", sources={"tldr": source}) if source else PaperBrief()


def card_of(brief: PaperBrief, language: str = "en") -> str:
    card = Card(
        paper=paper(1), announce_type=None, links=Links(), brief=brief, match=None, reason=None
    )
    return plain(card_message(card, translator(language)))


def test_what_a_model_wrote_alone_has_its_name_and_no_mark() -> None:
    text = brief_of(MODEL, MODEL, None)
    assert "Written by a model from abstracts." in text
    assert MARK not in text


def test_without_a_model_nothing_is_marked() -> None:
    text = brief_of(EXTRACTIVE, FELL_BACK, overview=EXTRACTIVE)
    assert "Extractive: from abstracts, in the authors' words, shortened." in text
    assert MARK not in text


def test_a_sentence_that_fell_back_is_marked_and_not_the_whole_brief() -> None:
    text = brief_of(MODEL, FELL_BACK, None)
    lines = [line for line in text.splitlines() if "It sorts." in line]
    assert [f"It sorts.{MARK}" in line for line in lines] == [False, True]
    assert text.count(MARK) == 1
    assert f"Written by a model from abstracts{NOT_ALL}" in text


def test_an_overview_that_fell_back_is_marked() -> None:
    text = brief_of(MODEL, overview=EXTRACTIVE)
    assert f"A day about pebbles.{MARK}" in text
    assert text.count(MARK) == 1


def test_several_models_are_named() -> None:
    other = replace(MODEL, model="another")
    assert "Written by a model, another from abstracts." in brief_of(MODEL, other, MODEL)


def test_a_paper_that_comes_late_is_marked_as_well() -> None:
    late = OwedPaper(entry=entry(2, paper(2), brief=by(FELL_BACK)), on=DAY, why="")
    first = entry(1, paper(1), brief=by(MODEL))
    made = edition(
        paper(1),
        papers=(first,),
        summary=summary(source=MODEL),
        undelivered=UndeliveredPapers(papers=(late,)),
    )
    assert f"It sorts.{MARK}" in plain(brief_message(made, SAY))


def test_each_part_of_a_card_that_fell_back_is_marked() -> None:
    made = PaperBrief(
        tldr="It sorts.",
        method="By ear.",
        key_findings=("Ten percent.",),
        sources={"tldr": MODEL, "method": FELL_BACK, "key_findings": FELL_BACK},
    )
    text = card_of(made)
    assert f"Method: By ear.{MARK}\n" in text
    assert f"Key findings{MARK}\n" in text
    assert text.count(MARK) == 2
    marked = "what is marked “extractive” is in the authors' words."
    assert f"Written by a model from the abstract of 2602.90001v1; {marked}" in text
    chinese = card_of(made, "zh-Hans")
    assert chinese.count(" · 抽取式") == 2
    assert "标有“抽取式”的内容为作者原话" in chinese


def test_a_card_of_one_hand_is_labelled_as_a_whole() -> None:
    model, own = (
        PaperBrief(tldr="It sorts.", method="By ear.", sources={"tldr": one, "method": one})
        for one in (MODEL, FELL_BACK)
    )
    assert "Written by a model from the abstract of 2602.90001v1." in card_of(model)
    assert (
        "Extractive: from the abstract of 2602.90001v1, in the authors' words, shortened."
        in card_of(own)
    )
    assert MARK not in card_of(model) + card_of(own)


def test_affiliations_of_the_first_page_stand_where_the_authors_entries_have_none() -> None:
    places = ("Kite School", "Institute of Wind, Hilltown")
    card = Card(
        paper=paper(1, authors=(Author("Ada"),)),
        announce_type=None,
        links=Links(),
        brief=PaperBrief(),
        match=None,
        reason=None,
        first_page=places,
    )
    said = plain(card_message(card, SAY))
    assert "Affiliations, from the paper's first page: Kite School; Institute of Wind" in said
    known = replace(card, paper=replace(card.paper, authors=(Author("Ada", ("Inkwell",)),)))
    assert "first page" not in plain(card_message(known, SAY))
    many = replace(card, first_page=tuple(f"Place {n}" for n in range(11)))
    assert "Place 7; and 3 more" in plain(card_message(many, SAY))
