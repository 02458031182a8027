"""Sentences end where a reader would end them."""

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from bot.text.latex import to_unicode
from bot.text.sentences import split_sentences


@pytest.mark.parametrize(
    "sentence",
    [
        "Unlike Smith et al. (2020) and J. R. Smith et al. [3], this works.",
        "Many tasks, e.g. parsing, i.e. Chomsky's kind, stay hard.",
        "It is by the builder G. Harding and by another A. Smith.",
        "See Fig. 2, Eq. (3), Sec. 4 and No. 5 of vol. 3 by Dr. Who.",
        "Cats vs. Dogs (resp. Cows), cf. Table 1, approx. 5 of them.",
        "It gains 3.5 points with v1.2 of Llama-3.1 in the U.S. Senate.",
        "Code is at https://github.com/a/b.c and www.x.org/a?b=c for all.",
        "On Yahoo! Answers and Yahoo! itself it fails.",
        "It waits ... and then acts.",
        "We ask (why?) and answer.",
        "It has two parts: (i) this. (ii) That. (2) Three.",
    ],
)
def test_a_stop_inside_a_sentence_does_not_end_it(sentence: str) -> None:
    assert split_sentences(sentence) == (sentence,)


@pytest.mark.parametrize(
    "sentences",
    [
        ("We train.", "vLLM serves it.", "wav2vec 2.0 listens.", "We end."),
        ("The difference is clear (p < 0.05).", "We stop at p < 0.05.", "It holds."),
        ("Why does it fail?", "Nobody knows!", "We ask."),
        ('They call it "done."', "We do not.", "(It is open.)", "Really."),
        ("It follows Smith et al.", "We differ.", "It sells in the U.S.", "The rest is free."),
        ("Code: https://github.com/a/b.", "The data follow."),
        ("There are cats, dogs, etc.", "Moreover, it rains.", "We count 5.", "Then 3.", "All won."),
        ("Background: it rains.", "Methods: we look.", "Results: it is wet."),
        ("1. It is fast.", "2. It is small."),
        ("It stops...", "Then it goes on.", "we were sloppy here."),
        ("It boils at 80 K.", "Low fields help .", "We stop."),
        ("We use GPT-4.", "It has type A.", "This is said."),
        ("π₀.₅ is used.", "β-VAE is not."),
        ("There is a category A.", "Applying the rule, we stop."),
    ],
)
def test_sentences_are_told_apart(sentences: tuple[str, ...]) -> None:
    assert split_sentences(" ".join(sentences)) == sentences


def test_chinese_sentences_need_no_space() -> None:
    assert split_sentences("我们提出一种方法。它很好！真的。") == (
        "我们提出一种方法。",
        "它很好！",
        "真的。",
    )


def test_a_lost_space_between_sentences_is_no_reason_to_join_them() -> None:
    split = split_sentences("It remains challenging.In this report, we sort.The family is small.")
    assert split == ("It remains challenging.", "In this report, we sort.", "The family is small.")
    names = "We compare socket.IO, v.The and node.js.To be sure, System.Text fits."
    assert split_sentences(names) == (names,)


def test_a_last_sentence_without_a_stop_is_kept() -> None:
    assert split_sentences("One. Two without end") == ("One.", "Two without end")
    assert split_sentences("  ") == ()


@given(st.text(alphabet="aB1.!?… \n\"')(et al.,U.S", max_size=80))
def test_nothing_is_lost(text: str) -> None:
    assert " ".join(split_sentences(text)) == " ".join(text.split())


@pytest.mark.parametrize("hostile", [". ", ".", "a.", "A. ", "(", "!?", "a b. "])
def test_hostile_text_costs_bounded_time(hostile: str) -> None:
    begun = time.process_time()
    split_sentences(hostile * 10_000)
    assert time.process_time() - begun < 1.0


@pytest.mark.shared
def test_real_abstracts_lose_nothing_and_have_no_giants(shared: Path) -> None:
    files = sorted((shared / "data" / "arxiv").glob("*-*-*/rss_*.xml"))
    found = (item.text or "" for file in files for item in etree.parse(file).iter("description"))
    texts = [to_unicode(text) for text in found]
    split = [split_sentences(text) for text in texts]
    # between some sentences arXiv has lost the space
    written = ["".join(text.split()) for text in texts]
    assert ["".join("".join(sentences).split()) for sentences in split] == written
    giants = sum(len(sentence) > 700 for sentences in split for sentence in sentences)
    assert giants < len(texts) / 50
