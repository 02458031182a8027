"""Keywords and names are found as people write them."""

import pytest

from bot.editorial.choosing.keywords import matching_author, occurrences, prepare

TEXT = (
    "A Dataset for multi-modal vision-language fine-tuning: two data sets of GPT-4 outputs, "
    "generating videos. Safety first. Language models (LLMs) in C++."
)


@pytest.mark.parametrize(
    ("keyword", "found"),
    [
        ("video", ["videos"]),
        ("VIDEO GENERATION", []),
        ("generated videos", ["generating videos"]),
        ("vision language", ["vision-language"]),
        ("Vision-Language", ["vision-language"]),
        ("multimodal", ["multi-modal"]),
        ("multi modal", ["multi-modal"]),
        ("finetuned", ["fine-tuning"]),
        ("data set", ["Dataset", "data sets"]),
        ("dataset", ["Dataset", "data sets"]),
        ("gpt4", ["GPT-4"]),
        ("GPT-4", ["GPT-4"]),
        ("LLM", ["LLMs"]),
        ("c++", ["C++"]),
        ("C", []),
        ("", []),
        ("?!", []),
    ],
)
def test_a_keyword_is_found_as_the_text_writes_it(keyword: str, found: list[str]) -> None:
    assert occurrences(keyword, prepare(TEXT)) == found


@pytest.mark.parametrize(
    ("keyword", "found"),
    [("transformer", ["transformers"]), ("transform", ["transforms"]), ("answer", ["answered"])],
)
def test_a_doer_is_another_word_than_what_is_done(keyword: str, found: list[str]) -> None:
    text = prepare("One transforms what transformers answered.")
    assert occurrences(keyword, text) == found


def test_a_phrase_does_not_reach_over_a_full_stop() -> None:
    assert occurrences("safety first", prepare(TEXT)) == ["Safety first"]
    assert occurrences("first language", prepare(TEXT)) == []


def test_a_phrase_does_not_reach_over_a_bracket() -> None:
    assert occurrences("models LLMs", prepare(TEXT)) == []


AUTHORS = ["Percy Liang", "Yann LeCun", "Laurens van der Maaten", "Fei-Fei Li", "Pál Erdős"]


@pytest.mark.parametrize(
    ("wanted", "author"),
    [
        ("Yann LeCun", "Yann LeCun"),
        ("yann lecun", "Yann LeCun"),
        ("LeCun", "Yann LeCun"),
        ("Y. LeCun", "Yann LeCun"),
        ("LeCun, Yann", "Yann LeCun"),
        ("LeCun, Y.", "Yann LeCun"),
        ("van der Maaten", "Laurens van der Maaten"),
        ("L. van der Maaten", "Laurens van der Maaten"),
        ("Maaten", "Laurens van der Maaten"),
        ("Erdos", "Pál Erdős"),
        ("Li", "Fei-Fei Li"),
        ("Li Fei-Fei", "Fei-Fei Li"),
        ("Feifei Li", "Fei-Fei Li"),
    ],
)
def test_an_author_is_found_in_any_usual_form(wanted: str, author: str) -> None:
    assert matching_author(wanted, AUTHORS) == author


@pytest.mark.parametrize("wanted", ["Lian", "Yan LeCun", "X. LeCun", "Yann", "Percy Li", "", ","])
def test_another_person_is_not_found(wanted: str) -> None:
    assert matching_author(wanted, AUTHORS) is None


def test_an_initial_in_the_paper_is_enough() -> None:
    assert matching_author("Yann LeCun", ["Y. LeCun"]) == "Y. LeCun"


def test_different_middle_names_are_different_people() -> None:
    assert matching_author("John A. Smith", ["John B. Smith"]) is None
    assert matching_author("John Smith", ["John B. Smith"]) == "John B. Smith"
