"""What is said of papers below a channel's threshold."""

import pytest

from bot.messages.near_misses import near_miss_blocks
from bot.messages.reasons import reason, shortfall
from bot.translator import translator
from bot.values.editions import NearMiss
from bot.values.topics import Evidence, Match, Topic

SAY = translator("en")
SAID = Evidence("description", "agents", "title")
ASIDE = Evidence("description", "memory", "abstract")
MEANT = Evidence("meaning", "KV cache compression", "title")


@pytest.mark.parametrize(
    ("evidence", "told"),
    [
        (
            (SAID, Evidence("lacks", "memory", "description")),
            "“agents” in the title; lacks “memory”",
        ),
        ((SAID, Evidence("lacks", "", "description")), "“agents” in the title"),
        (
            (ASIDE, Evidence("lacks", "", "description")),
            "“memory” in the abstract; only in passing",
        ),
        (
            (SAID, ASIDE, Evidence("lacks", "", "description")),
            "“agents” in the title; “memory” in the abstract; the words, but not together",
        ),
        (
            (MEANT, Evidence("lacks", "cheaper", "description")),
            "close in meaning: “KV cache compression”; lacks “cheaper”",
        ),
        ((), "little in common with the topic"),
    ],
)
def test_a_near_miss_says_what_it_lacks(evidence: tuple[Evidence, ...], told: str) -> None:
    assert shortfall(Match("t", 20, evidence), SAY) == told


def test_a_match_says_nothing_of_what_it_lacks() -> None:
    match = Match("t", 55, (SAID, Evidence("lacks", "memory", "description")))
    assert reason(match, SAY) == "“agents” in the title"


def test_where_nothing_comes_near_the_words_are_named() -> None:
    (block,) = near_miss_blocks((), (Topic(name="zzz", description="zzz"),), SAY)
    assert "“zzz”" in str(block)
    assert near_miss_blocks((), (Topic(name="only", categories=("cs.CL",)),), SAY) == []


def test_near_misses_stand_with_their_reason() -> None:
    miss = NearMiss(id="2602.90001", title="Pebbles", relevance=31, reason="lacks “sound”")
    told = str(near_miss_blocks((miss,), (), SAY))
    assert all(part in told for part in ("Pebbles", "2602.90001", "31", "lacks “sound”"))
