"""Sentences without what only their page can show."""

import pytest

from bot.editorial.full_text.citations import (
    points_elsewhere,
    without_citations,
    without_marks,
    without_pointers,
)


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("Kilns crack [12].", "Kilns crack."),
        ("Kilns [1, 3-5] and pots [Smi20, JL19a] crack.", "Kilns and pots crack."),
        ("Kilns crack (Smith et al., 2020; Jones and Lee, 2019a).", "Kilns crack."),
        ("Kilns crack (see, e.g., Smith 2010).", "Kilns crack."),
        ("Kilns crack (Seymour et al. (2017)), often.", "Kilns crack, often."),
        ("(Henry et al. (2015)) present a kiln.", "Henry et al. (2015) present a kiln."),
        ("Smith et al. [12] propose a kiln.", "Smith et al. propose a kiln."),
        ("Kilns (hochreiter1997) crack (a, b).", "Kilns crack (a, b)."),
        ("Kilns crack (Table 2), as shown in Figure 3, at dawn.", "Kilns crack at dawn."),
        ("Kilns crack (see Section 4.2 for more).", "Kilns crack."),
        ("As shown in Table 2, kilns crack.", "Kilns crack."),
        ("Table 3 shows that kilns crack.", "Kilns crack."),
        ("From Fig. 2, we can see that kilns crack.", "Kilns crack."),
        ("Kilns (of 2019) hold 5 (five) pots.", "Kilns (of 2019) hold 5 (five) pots."),
        ("The NELL⁷ kiln holds 3 m² of pots.", "The NELL kiln holds 3 m² of pots."),
        ("A share of .97 cracks [3] .", "A share of .97 cracks."),
    ],
)
def test_brackets_that_cite_or_point_are_left_out(written: str, told: str) -> None:
    assert without_pointers(without_citations(written)) == told
    assert not points_elsewhere(told)


@pytest.mark.parametrize(
    "written",
    [
        "We use the kiln of [12].",
        "[3] proposed a kiln.",
        "Figure 4 lists all kilns.",
        "It follows from (3) that kilns crack.",
        "The prompt is shown in Appendix E.1.",
        "By Lemma 2, the kiln is closed, and by lemma 3 it is open.",
    ],
)
def test_what_is_a_word_of_its_sentence_stays_and_is_known(written: str) -> None:
    assert points_elsewhere(without_pointers(without_citations(written)))


def test_marks_of_notes_go_and_numbers_stay() -> None:
    assert without_marks("We use AirBase² , the base of 10² kilns.") == (
        "We use AirBase, the base of 10² kilns."
    )


def test_a_figure_with_a_letter_is_no_end_of_a_sentence() -> None:
    told = without_pointers("The profiles in Fig. 2A–D do not grow beyond the wall.")
    assert told == "The profiles in Fig. 2A–D do not grow beyond the wall."
    assert points_elsewhere(told)
