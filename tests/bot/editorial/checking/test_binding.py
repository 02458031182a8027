"""A figure of the source may not be told of another metric, system or data set."""

import pytest

from bot.editorial.checking.checks import check
from bot.editorial.checking.source import Source

SOURCE = Source.of(
    "Heron: Counting Birds in Pictures",
    "We present Heron, a counter of birds. On MarshBench and PondBench, Heron achieves accuracies "
    "of 88.1% and 79.4%, respectively. It reaches 91.2% precision and 84.6% recall in the field, "
    "cutting memory by 35% and energy by 12% compared to Stork-XL. Error falls from 9.5% (Stork-L) "
    "to 6.3% (Heron). The data cover 14 regions and 6 kinds of water with 2,310 images; "
    "Ibis was the most careful counter (71.8%), followed by Egret (70.2%).",
)


def kinds(text: str, language: str) -> set[str]:
    return {one.kind for one in check(text, SOURCE, language=language)}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Heron gets 79.4% on PondBench and 88.1% on MarshBench.", "en"),
        ("Precision is 91.2%, recall 84.6%.", "en"),
        ("Heron needs 12% less energy and 35% less memory than Stork-XL.", "en"),
        ("Stork-L errs in 9.5% of cases, Heron in 6.3%.", "en"),
        ("It covers 2,310 images of six kinds of water in 14 regions.", "en"),
        ("Heron在MarshBench和PondBench上的准确率分别为88.1%和79.4%。", "zh"),
        ("精确率为91.2%，召回率为84.6%。", "zh"),
        ("Heron braucht 35 % weniger Speicher und 12 % weniger Energie als Stork-XL.", "de"),
        ("La précision atteint 91,2 % et le rappel 84,6 %.", "fr"),
        ("Los datos abarcan 14 regiones y 6 tipos de agua.", "es"),
        ("MarshBench での精度は 88.1%、PondBench では 79.4% である。", "ja"),
        ("Память сокращается на 35 %, энергия — на 12 %.", "ru"),
    ],
)
def test_a_figure_may_be_told_of_what_it_is_of(text: str, language: str) -> None:
    assert kinds(text, language) == set()


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Heron gets 88.1% on PondBench and 79.4% on MarshBench.", "en"),
        ("Precision is 84.6%, recall 91.2%.", "en"),
        ("Heron cuts memory by 12% and energy by 35%.", "en"),
        ("Error falls from 9.5% (Heron) to 6.3% (Stork-L).", "en"),
        ("It covers six regions and 14 kinds of water.", "en"),
        ("Egret was the most careful counter (71.8%), followed by Ibis (70.2%).", "en"),
        ("Heron在MarshBench和PondBench上的准确率分别为79.4%和88.1%。", "zh"),
        ("精确率为84.6%，召回率为91.2%。", "zh"),
        ("Heron braucht 12 % weniger Speicher und 35 % weniger Energie.", "de"),
        ("Le rappel atteint 91,2 %.", "fr"),
        ("Los datos abarcan 6 regiones y 14 tipos de agua.", "es"),
        ("PondBench での精度は 88.1% である。", "ja"),
        ("Память сокращается на 12 %, энергия — на 35 %.", "ru"),
    ],
)
def test_a_figure_that_is_of_something_else_is_found(text: str, language: str) -> None:
    assert "number" in kinds(text, language)


def test_a_figure_of_which_nothing_plain_is_said_passes() -> None:
    source = Source.of("Counts", "There were 40 of them, and 30 in the end, or 20 with Heron.")
    assert check("Heron had 30 of them.", source, language="en") == ()


ADDED = Source.of(
    "Careful Annotation with Plover-7B",
    "Plover-7B solves more tasks than its rivals (61.0% vs. 46.5% on ReedBench, 82.3% vs. 70.3% on "
    "DuneBench). Error falls by 20% on ReedBench, with an AP₅₀ of 66.1%; on DuneBench AP₅₀ is "
    "58.4%. This represents a 27.5% reduction. It reaches 93.4% F1 on WadeSet; quantization incurs "
    "a 0.3% F1-score loss, and saves 71.5% of the annotation cost. Faults are mended in 1.4 "
    "rounds, versus 5. The set has 2,700 questions: a benchmark of 1,000 by experts, and 1,700 "
    "questions by models.",
)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Plover-7B lifts ReedBench from 46.5% to 61.0%.", "en"),
        ("It gains 14.5 points on ReedBench and 12 on DuneBench.", "en"),
        ("在 ReedBench 和 DuneBench 上分别高出 14.5 和 12 个百分点。", "zh"),
        ("Errors fall by 27.5% on DuneBench.", "en"),
        ("La cuantización pierde solo un 0,3 % de F1.", "es"),
        ("Careful annotation gets 66.1% AP50 and saves 71.5% of the cost.", "en"),
        ("Faults are mended in 1.4 rounds instead of 5.", "en"),
        ("A 7B model reaches 93.4% F1 on WadeSet.", "en"),
        ("The benchmark has 2,700 questions.", "en"),
        ("WadeSetのF1@1を93.4%に高めた。", "ja"),
    ],
)
def test_another_wording_of_a_figure_is_no_fault(text: str, language: str) -> None:
    assert check(text, ADDED, language=language) == ()


@pytest.mark.parametrize(
    "text",
    [
        "Plover-7B reaches 82.3% on ReedBench and 61.0% on DuneBench.",
        "Quantization loses 93.4% F1 on WadeSet and reaches 0.3%.",
        "A 9B model reaches 93.4% F1 on WadeSet.",
        "It gains 14.5 points on ReedBench and 87 on DuneBench.",
    ],
)
def test_what_is_loosely_told_has_limits(text: str) -> None:
    assert check(text, ADDED, language="en")
