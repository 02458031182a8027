"""A figure may be said in another form, and may not be another figure."""

import pytest

from bot.editorial.checking.checks import check
from bot.editorial.checking.source import Source

SOURCE = Source.of(
    "Pebble: Sorting Stones",
    "Pebble sorts 12,480 stones in 45 ms and raises accuracy from 71.4% to 74.9% on StoneBench. "
    "It uses 8 of 32 sensors, needs 12 GB instead of 40 GB, is 2.3 times faster than Cairn and "
    "halves the cost. It was tested for several weeks on rivers, lakes and shores by 4 people.",
)


def kinds(text: str, language: str = "en") -> set[str]:
    return {one.kind for one in check(text, SOURCE, language=language)}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("It sorts about 12,500 stones.", "en"),
        ("It sorts 12.5k stones.", "en"),
        ("Accuracy rises to 75%.", "en"),
        ("Accuracy rises by 3.5 points.", "en"),
        ("It needs 28 GB less, which is 70% less.", "en"),
        ("It uses a quarter of the sensors.", "en"),
        ("It uses eight of 32 sensors.", "en"),
        ("It runs 130% faster than Cairn.", "en"),
        ("The cost falls by 50%.", "en"),
        ("It sorts more than 12,000 stones.", "en"),
        ("It sorts them in 0.045 s.", "en"),
        ("It was tested in three places.", "en"),
        ("Die Genauigkeit steigt von 71,4 % auf 74,9 %.", "de"),
        ("Pebble 的准确率达到百分之七十四点九，成本减半。", "zh"),
        ("Pebble は 1.2 万個の石を 45 ミリ秒で分類する。", "ja"),
    ],
)
def test_another_form_of_a_figure_passes(text: str, language: str) -> None:
    assert kinds(text, language) == set()


@pytest.mark.parametrize(
    ("text", "language", "kind"),
    [
        ("It sorts 14,280 stones.", "en", "number"),
        ("It sorts about 13,000 stones.", "en", "number"),
        ("Accuracy rises to 74%.", "en", "number"),
        ("Accuracy rises to 74.90%.", "en", "number"),
        ("Accuracy rises to 79.4%.", "en", "number"),
        ("It uses a third of the sensors.", "en", "number"),
        ("It sorts 32 stones.", "en", "number"),
        ("It was tested in six places.", "en", "number"),
        ("It sorts the stones in 45 s.", "en", "unit"),
        ("It needs 12 MB.", "en", "unit"),
        ("It is 2.3% faster than Cairn.", "en", "unit"),
        ("It was tested for several hours.", "en", "unit"),
        ("Pebble 在数小时内完成测试。", "zh", "unit"),
        ("Accuracy falls from 74.9% to 71.4%.", "en", "comparison"),
        ("Die Genauigkeit sinkt von 74,9 % auf 71,4 %.", "de", "comparison"),
        ("Cairn is 2.3 times faster than Pebble.", "en", "comparison"),
        ("Cairn 比 Pebble 快 2.3 倍。", "zh", "comparison"),
    ],
)
def test_another_figure_is_found(text: str, language: str, kind: str) -> None:
    assert kind in kinds(text, language)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Cairn outperforms Pebble.", "en"),
        ("Pebble is beaten by nobody, and Cairn surpasses Pebble.", "en"),
        ("Cairn übertrifft das Verfahren Pebble.", "de"),
        ("Cairn surpasse Pebble.", "fr"),
        ("Cairn优于Pebble。", "zh"),
    ],
)
def test_the_authors_own_work_is_not_beaten_where_they_say_no_such_thing(
    text: str, language: str
) -> None:
    assert "comparison" in kinds(text, language)


def test_who_has_the_lower_figure_is_not_ahead() -> None:
    source = Source.of(
        "Five Sorters", "SlateNet and ShaleNet reach 91.5% and 87.3% recall, respectively."
    )
    assert check("SlateNet outperforms ShaleNet.", source, language="en") == ()
    found = check("ShaleNet outperforms SlateNet.", source, language="en")
    assert [one.kind for one in found] == ["comparison"]
