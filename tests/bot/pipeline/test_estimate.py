"""What a brief would cost, by table; and against what is asked in the end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.pipeline.estimate import (
    JUDGING,
    VECTORS,
    WRITING,
    Estimate,
    PaperSize,
    StageCost,
    of_stage,
    of_summary,
    tokens_in,
)

PAPER = PaperSize(20, 300)


@pytest.mark.parametrize(
    ("papers", "stage", "estimate"),
    [
        (0, WRITING, Estimate()),
        (1, WRITING, Estimate(1, 320 + 334, 190)),
        (4, WRITING, Estimate(1, 320 + 4 * 334, 4 * 190)),
        (5, WRITING, Estimate(2, 2 * 320 + 5 * 334, 5 * 190)),
        (41, JUDGING, Estimate(5, 5 * 360 + 41 * 334, 41 * 35)),
        (130, VECTORS, Estimate(3, 130 * 320, 0)),
    ],
)
def test_a_stage_costs_its_calls_and_its_papers(
    papers: int, stage: StageCost, estimate: Estimate
) -> None:
    assert of_stage([PAPER] * papers, stage) == estimate


@pytest.mark.parametrize(
    ("shown", "others", "read"),
    [
        (0, 50, 0),
        # abstracts
        (10, 2, 620 + 12 * (320 + 9)),
        # what authors say of each
        (10, 3, 620 + 13 * (20 + 9) + 10 * 60 + 3 * 35),
        (10, 140, 620 + 150 * 29 + 10 * 60 + 140 * 35),
        # titles beyond that, and at some point none
        (10, 141, 620 + 151 * 29 + 10 * 60 + 140 * 35),
        (10, 390, 620 + 400 * 29 + 10 * 60 + 140 * 35),
        (10, 900, 620 + 400 * 29 + 10 * 60 + 140 * 35),
    ],
)
def test_a_summary_reads_all_that_matched_the_less_of_each_the_more_there_are(
    shown: int, others: int, read: int
) -> None:
    made = of_summary([PAPER] * shown, [PAPER] * others)
    assert (made.calls, made.input_tokens) == (1 if shown else 0, read)


def test_one_channel_of_the_aim_stays_within_it() -> None:
    """Ten of 130 with forty judged: at most 15 calls and two fifths of a call for each paper."""
    papers = [PAPER] * 130
    whole = of_stage(papers[:40], JUDGING) + of_stage(papers[:10], WRITING)
    whole += of_summary(papers[:10], papers[10:40])
    baseline = sum(150 + one.whole + 200 for one in papers)
    assert whole.calls <= 15
    assert whole.input_tokens + whole.output_tokens <= 0.4 * baseline


sizes = st.lists(st.builds(PaperSize, st.integers(1, 60), st.integers(10, 600)), max_size=80)


@given(sizes, sizes)
def test_more_papers_never_cost_less(some: list[PaperSize], more: list[PaperSize]) -> None:
    few, many = of_stage(some, WRITING), of_stage([*some, *more], WRITING)
    assert few.calls <= many.calls
    assert few.input_tokens <= many.input_tokens
    assert few.output_tokens <= many.output_tokens


@pytest.mark.parametrize(
    ("text", "tokens"), [("", 0), ("word" * 10, 10), ("视频生成", 4), ("FAIL 视频", 3)]
)
def test_a_letter_of_chinese_counts_as_much_as_four_of_english(text: str, tokens: int) -> None:
    assert tokens_in(text) == tokens
