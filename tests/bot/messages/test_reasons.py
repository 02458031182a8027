"""Why a paper is here, where hardly anything says so."""

from bot.messages.reasons import reason
from bot.translator import translator
from bot.values.topics import Match

SAY = translator("en")


def test_without_evidence_the_categories_are_the_reason_unless_a_topic_was_measured() -> None:
    assert reason(Match(topic=None, relevance=None, evidence=()), SAY) == "in the asked categories"
    weak = Match(topic="Video generation", relevance=8, evidence=())
    assert reason(weak, SAY) == "little in common with the topic"
