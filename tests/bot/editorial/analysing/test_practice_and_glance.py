"""What a reader needs to do it again, and what the first screen shows, of an invented paper."""

from collections.abc import Mapping, Sequence
from datetime import date

import pytest

from bot.editorial.analysing.extract import analysis_of
from bot.values.analyses import Analysis, AnalysisPart
from bot.values.full_texts import FullText, Piece, Section
from bot.values.papers import Paper

TITLE = "Carrying Tunes: Long Music from a Ledger of Motifs"
ABSTRACT = (
    "Models of music can play for an hour, but their themes are forgotten after a minute. We "
    "introduce Carillon, a ledger of 48 motifs that is rewritten after every phrase. Carillon "
    "brings back a theme in 71.4% of the pieces, compared with 30.2% for a sliding window."
)
TEXTS: Mapping[str, Sequence[str]] = {
    "1 Introduction": (
        "Models of music are often called composers. Models that hear the last minute alone lose "
        "every theme that was played before it, and models that hear all of it run out of memory.",
        "We introduce Carillon, a ledger of 48 motifs that is rewritten after every phrase.",
        "Our contributions are a ledger of 48 motifs that replaces what was played, a way to "
        "train it on songs of one minute, and HourSet, a test set of 60 pieces of one hour.",
    ),
    "2 Related work": (
        "Recurrent states are known from models of text. In music they were used for songs, and "
        "were trained on songs of the same length. In contrast to these, Carillon is trained on "
        "minutes alone.",
    ),
    "3 Carillon": (
        "The ledger is written by a network that reads each phrase with the motifs before it. "
        "One phrase in nine is played with a wrong ledger, so that the network learns to mend it.",
        "The motifs fall into rising ones and falling ones. Each names a key, a metre and a "
        "curve of notes.",
    ),
    "3.1 Training": (
        "We train for 70,000 steps on 16 cards with a batch of 96 songs and a learning rate of "
        "0.0003; this took five days. The data are 88,000 songs whose owners allow it.",
    ),
    "4 Experiments": (
        "Seven models play one piece of an hour for each of the 60 themes. Judging them takes "
        "three hours on one card.",
        "A ledger of 96 motifs is worth 0.4 points.",
    ),
    "5 Conclusion": (
        "A ledger is enough. Motifs, songs and judge are available at "
        "https://example.org/carillon under the MIT licence.",
    ),
}


def analysed(texts: Mapping[str, Sequence[str]] = TEXTS, abstract: str = ABSTRACT) -> Analysis:
    sections = tuple(
        Section(name.split(" ", 1)[1], number, level=1 + number.count("."))
        for name in texts
        for number in (name.split(" ", 1)[0],)
    )
    pieces = tuple(
        Piece("paragraph", text, section=at)
        for at, paragraphs in enumerate(texts.values())
        for text in paragraphs
    )
    text = FullText(
        paper_id="x", version=1, made_from="html", title=TITLE, sections=sections, pieces=pieces
    )
    paper = Paper(id="x", version=1, title=TITLE, abstract=abstract, authors=(), categories=())
    return analysis_of(paper, text, "en", date(2026, 6, 24))


@pytest.fixture(scope="module")
def analysis() -> Analysis:
    return analysed()


def told(analysis: Analysis, part: AnalysisPart) -> list[str]:
    return [one.text for one in analysis.parts.get(part, ())]


def test_in_practice_tells_code_data_settings_and_computing(analysis: Analysis) -> None:
    practice = " ".join(told(analysis, "practice"))
    assert "available at https://example.org/carillon" in practice
    assert "The data are 88,000 songs" in practice
    assert "a learning rate of 0.0003; this took five days." in practice
    assert "Judging them takes three hours on one card." in practice
    assert "worth 0.4 points" not in practice


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("Our networks are implemented in PyTorch with a module for the ledger of motifs.", True),
        ("Songs of one minute took a day on a single CPU core @2.45 GHz.", True),
        ("All samplers implemented in Stan can be used to train a ledger of motifs.", False),
        ("Sliding windows of Weiss et al. (2021) are implemented in PyTorch as they were.", False),
        ("Questions on the ledger go to mail@carillon.example, who runs it on 16 GPUs.", False),
    ],
)
def test_in_practice_tells_in_what_a_work_is_written_and_on_what_it_runs(
    text: str, is_told: bool
) -> None:
    tried = ("Seven models play one piece of an hour for each of the 60 themes.",)
    training = (*TEXTS["3.1 Training"], text)
    made = analysed({**TEXTS, "3.1 Training": training, "4 Experiments": tried})
    assert (text in told(made, "practice")) is is_told


@pytest.mark.parametrize("measure", ["Recall@10", "Recall @10", "Hits @ 10"])
def test_a_measure_with_an_at_sign_is_no_address(measure: str) -> None:
    text = f"Carillon raises {measure} of themes from 41.2% to 71.4% over a sliding window."
    made = analysed({**TEXTS, "4 Experiments": (*TEXTS["4 Experiments"], text)})
    assert text in told(made, "experiments")


def test_an_address_that_stands_alone_says_what_it_leads_to() -> None:
    code = "Code: https://github.com/example/carillon."
    made = analysed({**TEXTS, "5 Conclusion": (f"A ledger is enough for all of it. {code}",)})
    assert "Code: https://github.com/example/carillon" in told(made, "practice")


def test_contributions_and_what_is_unlike_other_work_are_new(analysis: Analysis) -> None:
    new = told(analysis, "difference")
    assert any(one.startswith("Our contributions are a ledger") for one in new)
    assert any("Carillon is trained on minutes alone." in one for one in new)


def test_the_method_at_a_glance_is_what_it_does_and_no_side_remark(analysis: Analysis) -> None:
    assert analysis.glance["method"].text.startswith("The ledger is written by a network")


def test_the_result_at_a_glance_is_the_abstracts_rather_than_a_side_result() -> None:
    side = "Our ledger of 48 motifs improves accuracy by 12.5% on HourSet."
    found = "Carillon outperforms a sliding window: listeners prefer its pieces."
    front = ABSTRACT.partition("Carillon brings back")[0]
    texts = {**TEXTS, "4 Experiments": (*TEXTS["4 Experiments"], side)}
    made = analysed(texts, f"{front}{found}")
    assert {found, side} <= {*told(made, "experiments")}
    assert made.glance["experiments"].text == found


def test_the_result_at_a_glance_is_no_one_elses() -> None:
    own = "Carillon plays 71.4% of the themes, compared with 30.2% for a sliding window."
    front = ABSTRACT.partition("Carillon brings back")[0]
    others = "Songs of a minute showed up to 80.5% fewer themes than others (Weiss et al. 2021)."
    texts = {**TEXTS, "4 Experiments": (*TEXTS["4 Experiments"], own)}
    made = analysed(texts, f"{front}{others}")
    assert {own, others} <= {*told(made, "experiments")}
    assert made.glance["experiments"].text == own


def test_what_results_are_good_for_is_no_result_at_a_glance() -> None:
    offer = "Our results on Carillon open a way to improve models of every kind."
    front = ABSTRACT.partition("Carillon brings back")[0]
    own = "Carillon plays 71.4% of the themes, compared with 30.2% for a sliding window."
    texts = {**TEXTS, "4 Experiments": (*TEXTS["4 Experiments"], own)}
    made = analysed(texts, f"{front}{offer}")
    assert {own, offer} <= {*told(made, "experiments")}
    assert made.glance["experiments"].text == own


def test_the_method_at_a_glance_is_not_what_is_done_in_some_case() -> None:
    some_case = (
        "Whenever the ledger of motifs holds a long theme of the music, Carillon carries the tune "
        "from the ledger of motifs to the next phrase."
    )
    made = analysed({**TEXTS, "3 Carillon": (*TEXTS["3 Carillon"], some_case)})
    assert some_case in told(made, "method")
    assert made.glance["method"].text.startswith("The ledger is written by a network")


@pytest.mark.parametrize(
    ("turn", "plain"),
    [
        (
            "The loss of every theme after a minute, however, remains.",
            "The loss of every theme after a minute remains.",
        ),
        (
            "The loss of every theme after a minute is, though, what remains.",
            "The loss of every theme after a minute is what remains.",
        ),
    ],
)
def test_a_line_at_a_glance_does_not_turn_from_a_sentence_that_is_not_there(
    turn: str, plain: str
) -> None:
    front = (
        "Models of music are often called composers, and new ones come out each week.",
        turn,
        *TEXTS["1 Introduction"][1:],
    )
    made = analysed({**TEXTS, "1 Introduction": front})
    assert turn in told(made, "problem")
    assert made.glance["problem"].text == plain


def test_what_leans_on_a_sentence_is_told_behind_it_or_not_at_all(analysis: Analysis) -> None:
    each = [one.text for claims in analysis.parts.values() for one in claims]
    assert not any(one.startswith(("Each names", "They", "Judging them")) for one in each)


def test_the_problem_at_a_glance_is_what_goes_wrong(analysis: Analysis) -> None:
    assert "run out of memory" in analysis.glance["problem"].text


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("This slows every kiln down, and the bricks of the second row crack in the heat.", False),
        ("This work slows every kiln down, and the bricks of the second row crack early.", True),
    ],
)
def test_a_sentence_that_begins_with_a_bare_this_is_not_told_alone(
    text: str, is_told: bool
) -> None:
    texts = {"1 Introduction": (), "2 Kilns": (), "3 Results": (), "4 Limitations": (text,)}
    assert (text in told(analysed(texts), "limits")) is is_told
