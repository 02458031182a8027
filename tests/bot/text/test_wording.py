"""Which nouns name nothing, and the forms of verbs."""

from importlib.resources import files

from bot.text.wording import is_hollow, verb_forms


def test_a_verb_has_all_its_forms() -> None:
    assert {"predicts", "predicted", "predicting"} <= verb_forms("predict")
    assert {"varies", "varied"} <= verb_forms("vary")


def test_hollow_words_name_no_subject_together() -> None:
    assert is_hollow(["task", "performance"])
    assert is_hollow(["training", "process"])
    assert not is_hollow(["diffusion", "models"])


def test_the_packaged_lists_are_sorted_and_fit_the_screen() -> None:
    text = files("bot").joinpath("data/wording.txt").read_text("utf-8")
    sections = text.split("\n[")[1:]
    assert sections
    assert max(map(len, text.splitlines())) <= 100
    for section in sections:
        lines = section.splitlines()[1:]
        words = [word for line in lines if not line.startswith("#") for word in line.split()]
        assert words == sorted(set(words)), section[:20]
