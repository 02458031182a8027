"""A result has the label of the table that it comes from, or none."""

import pytest

from bot.editorial.analysing.belonging import table_of
from bot.editorial.analysing.candidates import Reading
from bot.values.analyses import Claim
from bot.values.full_texts import FullText, Piece, Place, Section

_SECTIONS = (Section("Setup", "1"), Section("Results", "2"))
_ROWS = (("", "Clay", "Glass"), ("Kilnet", "91.25", "84.1"), ("Potters", "80.2", "71.0"))


def _table(claim: str, *paragraphs: tuple[int, str], section: str = "2 Results") -> str:
    table = Piece("table", "", 1, label="Table 1", rows=_ROWS)
    pieces = (*(Piece("paragraph", text, at) for at, text in paragraphs), table)
    text = FullText(
        paper_id="x", version=1, made_from="html", title="Kilns", sections=_SECTIONS, pieces=pieces
    )
    reading = Reading.of(text, "Kilns", "We propose Kilnet, a model that listens to clay.")
    return table_of(reading, Claim(claim, (Place(section),), own=True))


_LOWERS = "Kilnet lowers the error by 0.1 over the best potter in every village."
_ON_CLAY = "Kilnet hears 84.1 of the cracks in glass, and the potters hear 71.0."


def test_the_claims_own_paragraph_names_its_table() -> None:
    told = f"Table 1 shows the errors of all. {_LOWERS}"
    assert _table(_LOWERS, (1, told)) == "Table 1"


def test_one_number_that_a_table_of_settings_has_too_names_none() -> None:
    settings = "Table 1 lists the settings of every run. We use a dropout of 0.1 for many hours."
    assert _table(_LOWERS, (0, settings), (1, _LOWERS)) == ""


def test_another_paragraph_names_the_table_that_holds_two_of_its_numbers() -> None:
    other = "Table 1 has the villages. On glass the shares are 84.1 for Kilnet and 71.0 for people."
    assert _table(_ON_CLAY, (1, other), section="Abstract") == "Table 1"


@pytest.mark.parametrize("numbers", [("91.2", "80.2"), ("84.1", "70.5")])
def test_a_table_that_lacks_one_of_the_numbers_is_not_theirs(numbers: tuple[str, str]) -> None:
    other = f"Table 1 has the villages. The shares are {numbers[0]} for us and {numbers[1]} else."
    claim = f"Kilnet hears {numbers[0]} of the cracks, and the potters hear {numbers[1]}."
    assert _table(claim, (1, other), section="Abstract") == ""
