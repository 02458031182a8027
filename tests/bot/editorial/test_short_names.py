"""Short names and letters are told by what the authors called them before. All is invented."""

import pytest

from bot.editorial.sentences.short_names import (
    has_bare_letter,
    has_loose_letter,
    is_unexplained,
    spelled_out,
)

BEFORE = (
    "Old rooms need a warm clay oven (WCO) in winter.",
    "Many use heavy iron lids (HILs) or a stove for all seasons (SAS).",
    "Graphs with cavities (GWCs) and wide chimneys (QXY) are rare.",
    "Round brick stoves (RBS, also called drums) are small.",
)


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("We light a WCO by hand.", "We light a warm clay oven by hand."),
        (
            "A HIL is cast, and each HIL is cut.",
            "A heavy iron lid (HIL) is cast, and each HIL is cut.",
        ),
        ("HILs are cast in sand.", "heavy iron lids are cast in sand."),
        ("We light an SAS in May.", "We light a stove for all seasons in May."),
        ("The WCO-like room is warm.", "The WCO-like room is warm."),
        ("We heat the RBS twice.", "We heat the round brick stoves twice."),
        ("We build QXY walls.", "We build QXY walls."),
        ("The warm clay oven (WCO) is lit.", "The warm clay oven (WCO) is lit."),
    ],
)
def test_a_short_name_is_spelled_out_in_the_words_that_explained_it(
    sentence: str, told: str
) -> None:
    assert spelled_out(sentence, BEFORE, "Warm Rooms") == told


@pytest.mark.parametrize("title", ["WCO in Winter", "How a Warm Clay Oven Glows"])
def test_what_the_title_tells_is_left(title: str) -> None:
    assert spelled_out("We light a WCO.", BEFORE, title) == "We light a WCO."
    assert not is_unexplained("We light a WCO.", title, BEFORE)


def test_a_short_name_that_cannot_be_spelled_out_is_unexplained() -> None:
    assert is_unexplained("We build QXY walls.", "Warm Rooms", BEFORE)
    assert not is_unexplained("We build walls.", "Warm Rooms", BEFORE)


def test_what_everybody_knows_needs_no_long_form() -> None:
    before = ("We keep deoxyribonucleic acid (DNA) cold.",)
    assert spelled_out("DNA is cut.", before, "Cold") == "DNA is cut."


@pytest.mark.parametrize(
    ("sentence", "is_loose"),
    [
        ("We show that rooms are warm when α ∈ (0, 1].", True),
        ("Rooms of every width α ≥ 2 are warm.", False),
        ("We count rooms for all α ≥ 2.", False),
        ("This depends on the walls G and H.", True),
        ("We count the rooms behind G in winter.", True),
        ("We count the rooms behind a wall G in winter.", False),
        ("This depends on walls.", False),
        ("We show that if G is dry, all rooms are warm.", True),
        ("We measure the heat of A in winter.", True),
        ("A wall is dry.", False),
    ],
)
def test_a_letter_of_an_earlier_sentence_is_loose(sentence: str, is_loose: bool) -> None:
    before = ("Let α be a width, and A, G and H be walls.",)
    assert has_loose_letter(sentence, "Warm Rooms", before) is is_loose
    assert not has_loose_letter(sentence, "Warm Rooms", ())


def test_a_letter_that_stands_for_a_thing_is_seen() -> None:
    assert has_bare_letter("We find that T grows with smoke.", "Warm Rooms")
    assert not has_bare_letter("We find that T grows with smoke.", "A Room of Heat T")
    assert not has_bare_letter("A stove grows warm in a p-wave.", "Warm Rooms")
