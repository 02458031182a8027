"""Why a paper is here, where hardly anything says so."""

from bot.messages.reasons import reason, shortfall
from bot.translator import translator
from bot.values.topics import Evidence, Match

SAY = translator("en")


def test_without_evidence_the_categories_are_the_reason_unless_a_topic_was_measured() -> None:
    assert reason(Match(topic=None, relevance=None, evidence=()), SAY) == "in the chosen categories"
    weak = Match(topic="Video generation", relevance=8, evidence=())
    assert reason(weak, SAY) == "little in common with the topic"


def test_what_a_model_points_to_stands_before_other_words_and_is_told_in_every_language() -> None:
    evidence = (
        Evidence("lacks", "violin", "description"),
        Evidence("judged", "hears each stone", "abstract"),
        Evidence("keyword", "pebbles", "title"),
    )
    found = Match(topic="Pebbles", relevance=45, evidence=evidence)
    told = "“pebbles” in the title; a model points to “hears each stone” in the abstract"
    assert reason(found, SAY) == told
    assert shortfall(found, SAY) == f"{told}; lacks “violin”"
    assert "“hears each stone”" in reason(found, translator("zh-Hans"))
    assert "a model" not in reason(found, translator("zh-Hans"))


def test_a_paper_that_is_near_as_a_whole_is_not_called_far() -> None:
    found = Match(topic="Pebbles", relevance=60, evidence=(Evidence("near", "", ""),))
    assert reason(found, SAY) == "close in meaning as a whole"
