"""Under which headings papers stand. All papers are invented."""

from collections.abc import Sequence

import pytest

from bot.editorial.summary.grouping import grouped, headed, reading_order
from bot.editorial.summary.subjects import asked_subjects, category_subjects, read_subjects
from bot.values.announcements import AnnouncedPaper
from bot.values.listings import AnnounceType
from bot.values.papers import Author, Paper
from bot.values.topics import Candidate, Group, Match, Selection, Topic

SPEECH = ("Speech Recognition on Ferry {n}", "Wind makes it hard.")
PEBBLES = ("Pebbles of Beach {n}", "They are round.")


def candidate(
    number: int,
    text: tuple[str, str],
    relevance: int | None = None,
    topic: str | None = None,
    category: str = "cs.CL",
) -> Candidate:
    paper = Paper(
        id=f"2602.{99000 + number}",
        version=1,
        title=text[0].format(n=number),
        abstract=text[1],
        authors=(Author("Ada Wren"),),
        categories=(category,),
    )
    return Candidate(AnnouncedPaper(paper, AnnounceType.NEW), Match(topic, relevance))


def selection(shown: Sequence[Candidate], beside: Sequence[Candidate] = ()) -> Selection:
    return Selection(shown=tuple(shown), matched=(*shown, *beside), near_misses=())


def outline(groups: Sequence[Group]) -> list[tuple[str | None, list[int], int]]:
    return [
        (
            group.name,
            [int(one.announced.paper.id[-3:]) for one in group.candidates],
            group.matched,
        )
        for group in groups
    ]


MT = ("Machine Translation for Village {n}", "Recipes are short.")


def test_papers_stand_under_what_two_of_them_are_about_and_the_rest_comes_last() -> None:
    shown = [candidate(1, PEBBLES), candidate(2, MT), candidate(3, SPEECH), candidate(4, MT)]
    beside = [candidate(5, MT), candidate(6, SPEECH), candidate(7, PEBBLES)]
    assert outline(grouped(selection(shown, beside), ())) == [
        ("machine translation", [2, 4], 3),
        (None, [1, 3], 4),
    ]


def test_groups_stand_in_the_order_of_their_best_paper() -> None:
    shown = [candidate(n, text) for n, text in enumerate((SPEECH, MT, MT, SPEECH, PEBBLES))]
    names = [name for name, _, _ in outline(grouped(selection(shown, shown), ()))]
    assert names == ["speech recognition", "machine translation", None]


def test_no_paper_is_lost_and_each_stands_once() -> None:
    shown = [candidate(n, text) for n, text in enumerate((PEBBLES, SPEECH, MT, SPEECH, MT, MT))]
    groups = grouped(selection(shown), ())
    assert sorted(map(id, reading_order(groups))) == sorted(map(id, shown))


def test_several_topics_are_the_headings() -> None:
    topics = (Topic(name="Ferries", description="ferries"), Topic(name="Stones", include=("p",)))
    shown = [candidate(1, SPEECH, 90, "Stones"), candidate(2, PEBBLES, 80, "Ferries")]
    beside = [candidate(3, SPEECH, 60, "Stones")]
    assert outline(grouped(selection(shown, beside), topics)) == [
        ("Stones", [1], 2),
        ("Ferries", [2], 1),
    ]


def test_what_was_asked_for_is_no_theme() -> None:
    topic = Topic(name="translation", description="machine translation of old texts")
    shown = [candidate(n, MT, 90 - n, "translation") for n in range(3)]
    shown += [candidate(n, PEBBLES, 50, "translation") for n in range(3, 7)]
    assert [name for name, _, _ in outline(grouped(selection(shown), (topic,)))] == [None]


def test_a_theme_of_weak_matches_does_not_stand_above_a_strong_one() -> None:
    topic = Topic(name="round things", description="round things")
    strong = [candidate(1, PEBBLES, 95, "round things"), candidate(2, PEBBLES, 90, "round things")]
    weak = [candidate(n, SPEECH, 45, "round things") for n in range(3, 5)]
    assert outline(grouped(selection([*strong, *weak]), (topic,))) == [(None, [1, 2, 3, 4], 4)]


def test_a_theme_of_a_topic_s_brief_holds_no_match_that_is_much_weaker_than_what_follows() -> None:
    def shown(weakest: int) -> list[Candidate]:
        papers = ((SPEECH, 90), (PEBBLES, 60), (PEBBLES, 55), (SPEECH, weakest))
        return [candidate(n, text, worth, "t") for n, (text, worth) in enumerate(papers)]

    topic = (Topic(name="t", description="round things"),)
    named = [outline(grouped(selection(shown(weakest)), topic))[0][0] for weakest in (52, 40)]
    assert named == ["speech recognition", None]


def test_what_nearly_all_papers_are_about_is_no_theme() -> None:
    shown = [candidate(n, MT) for n in range(8)] + [candidate(8, PEBBLES)]
    assert [name for name, _, _ in outline(grouped(selection(shown), ()))] == [None]


def test_nothing_shown_has_no_group() -> None:
    assert grouped(selection([]), ()) == ()


# -- what a paper is about ---------------------------------------------------------------


def about(title: str, abstract: str, *categories: str) -> set[str]:
    return set(read_subjects(title, abstract, categories or ("cs.CL",)).strength)


@pytest.mark.parametrize(
    ("title", "abstract", "subject"),
    [
        ("Retrieval Augmented Generation for Bakers", "Bread.", "retrieval-augmented generation"),
        ("Bread", "We use RAG. Then RAG is tested. RAG wins.", "retrieval-augmented generation"),
        ("Bread", "Post-training quantization and low-bit quantization of ovens.", "quantization"),
        ("Multi-Agent Debates of Bakers", "Bread.", "multi-agent systems"),
    ],
)
def test_a_subject_is_known_by_any_of_its_names(title: str, abstract: str, subject: str) -> None:
    assert subject in about(title, abstract)


@pytest.mark.parametrize(
    ("title", "abstract"),
    [
        ("Bread in the Wild", "One baker mentions speech recognition."),
        ("Policy as Code for Ovens", "The policy of bakeries is learned by rote. A policy holds."),
        ("Photoresistant Ovens", "They are resistant."),
    ],
)
def test_a_mention_or_a_shared_word_is_no_subject(title: str, abstract: str) -> None:
    assert about(title, abstract) == set()


@pytest.mark.parametrize(
    ("title", "abstract", "categories"),
    [
        (
            "Noise of Binaries in Space",
            "Galactic binaries make a noise for detectors of gravitational waves in space. White "
            "dwarfs of the Milky Way are modelled by a population synthesis; the noise of the "
            "Milky Way is confused with signals of massive black hole binaries.",
            ["astro-ph.GA", "gr-qc"],
        ),
        (
            "A Superconducting Store of Light",
            "Single photons are stored in an optical memory. The quantum memory keeps microwave "
            "photons by spin ensembles, with high efficiency and low noise, and is read by "
            "optical pulses.",
            ["quant-ph", "cond-mat.mes-hall"],
        ),
    ],
)
def test_what_is_far_nearer_to_other_subjects_only_uses_the_name(
    title: str, abstract: str, categories: list[str]
) -> None:
    assert about(title, abstract, *categories).isdisjoint(("the Milky Way", "superconductivity"))


def test_no_heading_repeats_a_part_of_a_category_s_name() -> None:
    assert category_subjects(frozenset(["astro-ph.GA", "cond-mat.supr-con"])) == {
        "galaxies",
        "superconductivity",
    }
    assert category_subjects(frozenset(["hep-ph", "cs.CL"])) == frozenset()


def test_names_hold_in_their_field_only() -> None:
    text = ("Agents of Corrosion in Pipes", "Chemical agents.")
    assert about(*text, "cs.AI") == {"agents"}
    assert about(*text, "physics.chem-ph") == set()


def test_a_name_inside_a_longer_one_is_not_meant() -> None:
    text = ("Tuning by Single Flux Quantum Circuits", "Pulses.")
    assert about(*text, "quant-ph") == {"quantum computing hardware"}


def test_a_topic_asks_for_the_subjects_that_it_names() -> None:
    assert "video generation" in asked_subjects("video generation for bakers")
    assert "quantization" not in asked_subjects("video generation for bakers")


BAYS = ["math.NT", "math.CO", "math.AG"]


def mixed() -> list[Candidate]:
    first = [candidate(1, PEBBLES, category="math.NT"), candidate(2, PEBBLES, category="math.CO")]
    rest = [candidate(n, PEBBLES, category=c) for n, c in ((3, "math.NT"), (4, "math.AG"))]
    return [*first, *rest]


def test_what_fits_no_theme_stands_by_category_in_a_channel_of_several() -> None:
    shown = mixed()
    beside = [candidate(9, PEBBLES, category="math.NT")]
    groups = grouped(selection(shown, beside), (), BAYS)
    assert outline(groups) == [("Number Theory", [1, 3], 3), (None, [2, 4], 2)]
    assert headed(groups, "zh-Hans")[0].name != "Number Theory"


def test_one_category_and_a_channel_of_topics_have_no_such_headings() -> None:
    assert grouped(selection(mixed()), (), ["math.NT"]) == grouped(selection(mixed()), ())
    topic = Topic(name="pebbles", description="round pebbles")
    assert [one.category for one in grouped(selection(mixed()), (topic,), BAYS)] == [None]


def test_papers_of_one_category_alone_need_no_heading() -> None:
    shown = [candidate(n, PEBBLES, category="math.NT") for n in range(4)]
    assert [one.name for one in grouped(selection(shown), (), BAYS)] == [None]
