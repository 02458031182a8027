"""A text is looked at from its shape to its meaning, and every finding says what to do."""

import json
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from benchmarks.build_checking import hard
from benchmarks.checking import measure, source_of
from bot.editorial.checking.checks import check
from bot.editorial.checking.lexicon import LANGUAGES
from bot.editorial.checking.source import Source

TITLE = "Kiln: Baking Bread without an Oven"
ABSTRACT = (
    "Bread is hard to bake without an oven. We present Kiln, which bakes bread in a pan without "
    "any preheating. On LoafBench, Kiln raises the share of good loaves from 62% to 81% over "
    "Hearth. See https://kiln.example.org for recipes."
)
SOURCE = Source.of(TITLE, ABSTRACT)
TRUE = "Kiln bakes bread in a pan and raises the share of good loaves from 62% to 81%."


def kinds(text: str, language: str = "en") -> set[str]:
    return {one.kind for one in check(text, SOURCE, language=language)}


def test_a_true_text_passes() -> None:
    assert check(TRUE, SOURCE, language="en", longest=110) == ()


@pytest.mark.parametrize("text", ["", "  \n", "\u200b", "...", "—"])
def test_nothing_is_found_empty(text: str) -> None:
    assert [one.kind for one in check(text, SOURCE, language="en")] == ["empty"]


def test_a_text_is_measured_in_characters() -> None:
    assert check(TRUE, SOURCE, language="en", longest=len(TRUE)) == ()
    found = check(TRUE, SOURCE, language="en", longest=len(TRUE) - 1)
    assert [(one.kind, str(len(TRUE) - 1) in one.hint) for one in found] == [("length", True)]


def test_ten_megabytes_are_too_long_at_once() -> None:
    begun = time.process_time()
    found = check("word " * 2_000_000, SOURCE, language="en", longest=500)
    assert [one.kind for one in found] == ["length"]
    assert time.process_time() - begun < 1


@pytest.mark.parametrize(
    "piece",
    ["(", "a ", "1,", "**", "<a ", "http://a", "the model (LLM) ", "不", "1.1.", "一", "A-"],
)
def test_no_text_is_slow(piece: str) -> None:
    """A pattern that goes back over the text again and again would take minutes."""
    begun = time.process_time()
    check((piece * 20_000)[:19_000], SOURCE, language="zh")
    Source.of((piece * 20_000)[:60_000]).parsed  # noqa: B018
    assert time.process_time() - begun < 10


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("See https://kiln.example.org for recipes.", None),
        ("See https://elsewhere.example.net for recipes.", "link"),
        ("Kiln bakes bread, thanks to @baker.", "link"),
        ("Kiln bakes bread; use /subscribe for more.", "link"),
        ("Kiln **bakes** bread.", "markup"),
        ("Kiln bakes bread $\\alpha$.", "markup"),
        ("Kiln bakes bread in a pan without", "truncated"),
        ("Kiln bakes bread in a pan...", "truncated"),
        ("Kiln bakes bread (in a pan.", "truncated"),
        ("Kiln bakes bread in a pan. Kiln bakes bread in a pan.", "repetition"),
        ("Oven bakes bread, as OvenBench shows.", "name"),
        ("Kiln bakes bread after preheating.", None),
    ],
)
def test_the_shape_of_a_text(text: str, kind: str | None) -> None:
    found = kinds(text)
    assert kind in found if kind else not found & {"link", "markup", "truncated", "repetition"}


def test_a_label_needs_no_full_stop() -> None:
    assert check("Kiln bakes bread", SOURCE, language="en", sentence=False) == ()
    cut = check("Kiln bakes bread in the", SOURCE, language="en", sentence=False)
    assert [one.kind for one in cut] == ["truncated"]


def test_parts_do_not_say_the_same() -> None:
    other = check("Kiln bakes bread in a pan.", SOURCE, language="en", may_repeat=[TRUE])
    assert other == ()
    shown = check(TRUE, SOURCE, language="en", may_repeat=[TRUE])
    assert [one.kind for one in shown] == ["repetition"]


@pytest.mark.parametrize("language", ["zh-Hans", "zh_TW", "de-AT", "EN", "pt-BR"])
def test_a_language_is_known_by_its_tag(language: str) -> None:
    text = {"zh": "Kiln 用平底锅烤面包。", "de": "Kiln backt Brot in der Pfanne und ohne Ofen."}
    said = text.get(language[:2], "Kiln bakes bread in a pan without preheating.")
    wrong = language.startswith("pt")
    assert ("language" in kinds(said, language)) == wrong


def test_a_language_without_lists_is_known_by_its_script() -> None:
    assert "language" in kinds("Kiln bakes bread in a pan without preheating.", "th")
    assert "language" not in kinds("Kiln อบขนมปังในกระทะโดยไม่ต้องอุ่นเตา", "th")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("it", "Kiln cuoce il pane in padella e ne riesce l'81%, mentre con Hearth il 62%."),
        ("nb", "Kiln baker brød i en panne, og 81 % lykkes, mot 62 % med Hearth."),
        ("tr", "Kiln ekmeği tavada pişirir ve LoafBench'te Hearth'ten iyi olup %81'e ulaşır."),
        ("sr-Latn", "Kiln peče hleb u tiganju i uspeva u 81% slučajeva, a Hearth u 62%."),
        ("ka", "Kiln პურს ტაფაზე აცხობს და 81%-ს აღწევს, Hearth კი 62%-ს."),
        ("hi", "Kiln तवे पर रोटी पकाता है और 81% तक पहुँचता है, जबकि Hearth 62% तक।"),
        ("he", "Kiln אופה לחם במחבת ומגיע ל-81%, לעומת 62% ב-Hearth."),
        ("zh-Hant", "Kiln 用平底鍋烤麵包，合格率從 62% 升至 81%。"),
    ],
)
def test_a_true_text_passes_in_languages_without_lists(language: str, text: str) -> None:
    assert kinds(text, language) == set()
    assert kinds(text.replace("81", "97"), language) == {"number"}
    assert kinds(text.replace("Kiln", "GPT-4"), language) == {"name"}
    assert "language" in kinds("It bakes bread in a pan without any preheating.", language)


@pytest.mark.parametrize("text", ["Kiln: 81%.", "OK.", "Kiln, LoafBench."])
def test_a_short_text_is_in_any_language(text: str) -> None:
    assert all("language" not in kinds(text, each) for each in LANGUAGES)


def test_every_finding_says_what_to_do() -> None:
    for entry in hard():
        for one in check(entry["text"], source_of(entry["source"]), language=entry["language"]):
            assert one.hint.endswith(".")
            assert len(one.hint) < 200
            assert "\n" not in one.hint.strip()


@given(some.text(max_size=300), some.sampled_from([*LANGUAGES, "fi", "he"]))
def test_any_text_is_checked(text: str, language: str) -> None:
    first = check(text, SOURCE, language=language)
    assert first == check(text, SOURCE, language=language)


@given(some.lists(some.text(max_size=200), max_size=3))
def test_any_source_is_prepared(texts: list[str]) -> None:
    check(TRUE, Source.of(*texts), language="en")


def test_our_own_hard_cases() -> None:
    """Four in five of each kind that words tell, half of the others, and few false alarms."""
    figures, _ = measure(list(hard()))
    assert figures["false_alarms"] <= 0.03
    meant = {"comparison", "negation", "overclaim", "causal", "scope", "other_paper", "filler"}
    for kind, share in figures["caught"].items():
        assert share >= (0.5 if kind in meant else 0.85), kind


@pytest.mark.shared
def test_faithful_texts_of_real_abstracts_pass(shared: Path) -> None:
    with (shared / "data/checking/dev.jsonl").open(encoding="utf-8") as lines:
        entries = [json.loads(line) for line in lines]
    figures, _ = measure(entries)
    assert figures["false_alarms"] <= 0.06
    surely = ("refusal", "preamble", "request", "markup", "language", "link", "repetition")
    assert {figures["caught"][kind] for kind in surely} == {1.0}


def test_what_a_title_denies_is_not_what_the_abstract_says_next() -> None:
    source = Source.of(
        "Four-Step Kilns by Matching Heat, Not Flames",
        "Copied kilns need only a few steps but tend to crack: their makers compare flames.",
    )
    assert check("Copied kilns tend to crack.", source, language="en") == ()
