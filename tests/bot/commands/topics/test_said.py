"""Topics as people say them: what they refuse, several subjects, categories beside words."""

from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.commands.topics.asking.questions import Question
from bot.commands.topics.changing.changes import Change
from bot.commands.topics.reading.readings import Meant, Page
from bot.commands.topics.reading.typed import Reader
from bot.errors import UsageError
from bot.translator import translator
from bot.values.channels import Channel
from bot.values.topics import Topic

SAY = translator("en")
CHANNEL = Channel(address="terminal:main", language="en", top=10, categories=("cs.CL", "cs.CV"))
READER = Reader(CHANNEL, SAY, in_english=True)


def meant(typed: str, reader: Reader = READER) -> list[tuple[str, ...]]:
    """Each change as its kind, its text and its unwanted words."""
    found = reader.read(typed)
    assert isinstance(found, Meant), found
    return [(each.kind, each.text, *each.unwanted) for each in found.changes]


def asked(typed: str) -> Question:
    found = READER.read(typed)
    assert isinstance(found, Question), found
    return found


@pytest.mark.parametrize(
    ("typed", "changes"),
    [
        ("nothing on medical imaging", [("bar", "medical imaging")]),
        ("I don't want surveys", [("bar", "surveys")]),
        ("I do not want papers about medical imaging", [("bar", "medical imaging")]),
        ("please don't show me any surveys or reviews", [("bar", "surveys"), ("bar", "reviews")]),
        ("I’m not interested in robotics", [("bar", "robotics")]),
        ("leave out surveys", [("bar", "surveys")]),
        ("no more surveys please!", [("bar", "surveys")]),
        ("anything but robotics", [("bar", "robotics")]),
        ("nothing in cs.CV", [("remove", "cs.CV")]),
        ("stop sending me robotics", [("bar", "robotics")]),
    ],
)
def test_a_line_that_only_refuses_bars_words(typed: str, changes: list[tuple[str, ...]]) -> None:
    assert meant(typed) == changes


@pytest.mark.parametrize(
    ("typed", "changes"),
    [
        ("diffusion models, no surveys", [("sentence", "diffusion models", "surveys")]),
        ("diffusion models - no surveys", [("sentence", "diffusion models", "surveys")]),
        ("tables, nothing on medical imaging", [("sentence", "tables", "medical imaging")]),
        ("RL (no robotics please)", [("sentence", "RL", "robotics")]),
        ("tables, but I don't care about maps", [("sentence", "tables", "maps")]),
        ("tables, leave out the surveys", [("sentence", "tables", "surveys")]),
        ("tables, no maps, no images", [("sentence", "tables", "maps", "images")]),
        ("tables. No maps and no images.", [("sentence", "tables", "maps", "images")]),
        ("tables that are not about maps", [("sentence", "tables", "maps")]),
        ("I want tables but please nothing about maps", [("sentence", "tables", "maps")]),
        ("tables, no position papers", [("sentence", "tables", "position papers")]),
        ("agents, but not cs.CV", [("ready", "agents"), ("remove", "cs.CV")]),
        ("cs.RO, no surveys", [("add", "cs.RO"), ("bar", "surveys")]),
    ],
)
def test_what_a_topic_is_not_about_is_barred_and_never_wanted(
    typed: str, changes: list[tuple[str, ...]]
) -> None:
    assert meant(typed) == changes


@pytest.mark.parametrize(
    ("typed", "barred"),
    [
        ("language models without benchmarks", 'topic "language models" -benchmarks'),
        ("images without GANs or VAEs", 'topic "images" -GANs -VAEs'),
        ("models that are not transformers", 'topic "models" -transformers'),
        ("video generation not images", 'topic "video generation" -images'),
        ("residual networks, skip connections", 'topic "residual networks" -connections'),
        ("agents rather than robots", 'topic "agents" -robots'),
    ],
)
def test_what_may_be_part_of_the_topic_or_refuse_something_is_asked(
    typed: str, barred: str
) -> None:
    question = asked(typed)
    assert [each.line for each in question.answers] == [f'topic "{typed}"', barred]
    *_, last = meant(barred)
    assert last[0] == "sentence"
    assert len(last) > 2


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("no surveys, please", "-surveys"),
        ("please no surveys or benchmarks", "-surveys -benchmarks"),
        ("no surveys, no benchmarks", "-surveys -benchmarks"),
        ("not about surveys", "-surveys"),
        ("skip connections", "-connections"),
        ("avoid surveys", "-surveys"),
        ("no 3D scans or position papers", '-"3D scans" -position papers'),
    ],
)
def test_an_order_that_may_refuse_something_offers_to_bar_it(typed: str, line: str) -> None:
    assert asked(typed).answers[0].line == line
    assert {kind for kind, *_ in meant(line)} == {"bar"}


@pytest.mark.parametrize(
    "typed",
    [
        "not interested in maps, only tables",
        "I'm not interested in maps, only tables",
        "not just maps",
    ],
)
def test_what_is_wanted_instead_is_not_offered_to_be_barred(typed: str) -> None:
    assert not [each.line for each in asked(typed).answers if each.line.startswith("-")]


@pytest.mark.parametrize(
    "typed",
    ["I am not interested in maps, I want tables", "we do not want maps, we work on tables"],
)
def test_a_wish_behind_a_refusal_is_not_refused(typed: str) -> None:
    lines = [each.line for each in asked(typed).answers]
    assert lines == ["add tables", "add tables -maps"]


@pytest.mark.parametrize(
    "typed",
    [
        "stop sending me 20 papers",
        "don't send at night",
        "agents, no more than 5 papers",
        "tables, no matter how large",
        "tables, but not too many surveys",
    ],
)
def test_how_many_and_when_is_no_word_to_leave_papers_out_by(typed: str) -> None:
    question = asked(typed)
    assert "Which word is it" in question.said
    assert not [each for each in question.answers if "-" in each.line]


@pytest.mark.parametrize("word", ["3D", "2D maps", "4-bit weights", "C++", "self-loops", "µ-nets"])
def test_what_a_button_leaves_out_is_left_out_when_it_is_tapped(word: str) -> None:
    barred = asked(f"tables without {word}").answers[1]
    assert word in barred.label
    assert meant(barred.line) == [("sentence", "tables", word)]


@pytest.mark.parametrize("typed", ["-1", "+1", "-survey -1"])
def test_a_number_with_a_sign_may_be_a_topic_and_is_no_word(typed: str) -> None:
    numbered = Reader(replace(CHANNEL, topics=(Topic(name="maps"),)), SAY, in_english=True)
    question = numbered.read(typed)
    assert isinstance(question, Question)
    assert "Topic 1 is “maps”. Nothing was changed." in question.said
    assert [each.line for each in question.answers] == ["drop 1"]


def test_all_of_a_category_is_the_category() -> None:
    assert meant("everything in cs.RO except maps") == [("add", "cs.RO"), ("bar", "maps")]
    assert meant("papers not about maps") == [("bar", "maps")]


def test_an_archive_among_others_is_asked_about() -> None:
    answers = asked("astro-ph and hep-th, but nothing on maps").answers
    assert [each.line for each in answers] == ["in astro-ph", "all astro-ph"]


def test_what_is_refused_after_a_semicolon_is_asked_with_the_rest() -> None:
    assert meant("tables; no maps; not images") == [("sentence", "tables", "maps", "images")]


def test_what_is_too_long_to_bar_papers_by_is_asked_for_in_a_word() -> None:
    question = asked("tables, nothing about the statistical analysis of medical images")
    assert "Which word is it" in question.said
    assert [each.line for each in question.answers] == ['topic "tables"']
    assert not asked("nothing about the statistical analysis of medical images").answers


@pytest.mark.parametrize(
    "typed",
    [
        "learning when not to act",
        "agents that do not cheat",
        "LLMs that know when they don't know",
        "video, but not only of people",
        "no-regret learning",
        "non-negative matrix factorization",
    ],
)
def test_a_not_that_belongs_to_the_topic_stays_in_it(typed: str) -> None:
    assert meant(typed) == [("sentence", typed)]


@pytest.mark.parametrize(
    ("typed", "changes"),
    [
        (
            "cs.cl, math.AG and robotics",
            [("add", "cs.CL"), ("add", "math.AG"), ("sentence", "robotics")],
        ),
        (
            "robotics, cs.CL and math.AG",
            [("sentence", "robotics"), ("add", "cs.CL"), ("add", "math.AG")],
        ),
        ("cs.RO and protein folding", [("add", "cs.RO"), ("sentence", "protein folding")]),
        ("protein folding in q-bio.BM", [("sentence", "protein folding"), ("add", "q-bio.BM")]),
        ("cs.RO papers about tables", [("add", "cs.RO"), ("sentence", "tables")]),
        (
            "cs.RO and papers about tables, but no maps",
            [("add", "cs.RO"), ("sentence", "tables", "maps")],
        ),
        ("hep-th techniques in fluids", [("sentence", "hep-th techniques in fluids")]),
    ],
)
def test_categories_beside_words_are_told_apart(typed: str, changes: list[tuple[str, ...]]) -> None:
    assert meant(typed) == changes


def test_a_category_that_does_not_exist_is_said_beside_words_too() -> None:
    with pytest.raises(UsageError, match=r"cs\.VC"):
        READER.read("cs.VC and robotics")


def test_a_category_before_a_list_of_words_is_asked_about_with_them() -> None:
    first = asked("cs.RO, quantization, pruning").answers[0].line
    assert first == "add cs.RO; quantization; pruning"
    assert meant(first)[0] == ("add", "cs.RO")


TWO = [("sentence", "protein folding"), ("sentence", "quantum error correction")]


@pytest.mark.parametrize(
    "typed",
    [
        "I work on protein folding and also on quantum error correction",
        "I'm working on protein folding and on quantum error correction",
        "protein folding, and also quantum error correction",
        "protein folding as well as quantum error correction",
        "I like protein folding. I also like quantum error correction.",
        "papers on protein folding and papers on quantum error correction",
        "protein folding; quantum error correction",
    ],
)
def test_a_line_that_plainly_says_two_subjects_makes_two_topics(typed: str) -> None:
    assert meant(typed) == TWO


def test_semicolons_keep_long_subjects_apart() -> None:
    long = "how the brain learns to see the world again; why the sea is getting warmer every year"
    assert [text for _, text in meant(long)] == long.split("; ")


@pytest.mark.parametrize(
    "typed",
    [
        "retrieval and generation",
        "vision and language",
        "images as well as videos",
        "generation of images as well as spoken words",
        "text to image as well as text to video generation",
        "attacks on LLMs and on agents",
    ],
)
def test_what_may_be_one_subject_stays_one(typed: str) -> None:
    assert meant(typed) == [("sentence", typed)]


@pytest.mark.parametrize(
    ("typed", "changes"),
    [
        ("tables; maps, no surveys", [("sentence", "tables"), ("sentence", "maps", "surveys")]),
        ("tables; maps; no surveys",
         [("sentence", "tables", "surveys"), ("sentence", "maps", "surveys")]),
        ("tables (not maps), deserts", [("sentence", "tables", "maps"), ("sentence", "deserts")]),
        ("tables (no maps) and deserts", [("sentence", "tables", "maps"), ("sentence", "deserts")]),
        ("I work on maps and also on tables, no surveys",
         [("sentence", "maps", "surveys"), ("sentence", "tables", "surveys")]),
    ],
)  # fmt: skip
def test_a_refusal_goes_with_the_subjects_that_it_follows(
    typed: str, changes: list[tuple[str, ...]]
) -> None:
    assert meant(typed) == changes


@pytest.mark.parametrize(
    "typed", ["+the", "-the", "-IT", "new +of", "exclude and", "tables -the", '-"of the"']
)
def test_a_word_of_every_paper_is_neither_wanted_nor_left_out(typed: str) -> None:
    with pytest.raises(UsageError, match="Nearly every paper has the word"):
        READER.read(typed)
    assert meant("+AI, +R, +C") == [("want", "AI"), ("want", "R"), ("want", "C")]


@pytest.mark.parametrize(
    ("typed", "author", "topic"),
    [
        ("papers by Geoffrey Hinton about transformers", "Geoffrey Hinton", "transformers"),
        ("papers by geoffrey hinton about transformers", "geoffrey hinton", "transformers"),
        ("papers about transformers by Geoffrey Hinton", "Geoffrey Hinton", "transformers"),
        ("papers about capsules by Hinton", "Hinton", "capsules"),
        ("papers on capsules by Hinton et al.", "Hinton", "capsules"),
        ("Geoffrey Hinton's papers on capsules", "Geoffrey Hinton", "capsules"),
        ("I want papers from Geoffrey Hinton on capsules", "Geoffrey Hinton", "capsules"),
    ],
)
def test_papers_of_somebody_about_something_are_asked_about(
    typed: str, author: str, topic: str
) -> None:
    lines = [each.line for each in asked(typed).answers]
    assert lines == [f"author {author}", f"add {topic}", f"add {topic}; author {author}"]
    assert meant(lines[-1]) == [("sentence", topic), ("author", author)]


@pytest.mark.parametrize(
    "typed",
    ["author:Ada Lovelace", "authors: Ada Lovelace", "papers by Ada Lovelace",
     "Ada Lovelace's papers", "I want Yoshua Bengio papers"],
)  # fmt: skip
def test_an_author_may_be_said_in_several_ways(typed: str) -> None:
    assert meant(typed) in ([("author", "Ada Lovelace")], [("author", "Yoshua Bengio")])


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("papers of Large Language Models", "Large Language Models"),
        ("papers from New York", "New York"),
        ("papers from Ada Lovelace", "Ada Lovelace"),
    ],
)
def test_a_name_in_capitals_may_be_no_person_and_is_asked_about(typed: str, name: str) -> None:
    lines = [each.line for each in asked(typed).answers]
    assert lines == [f"author {name}", f'topic "{typed}"']
    assert all(map(meant, lines))


@pytest.mark.parametrize(
    "typed",
    ["Google DeepMind's papers", "Stanford University's papers", "papers from Microsoft Research",
     "from Meta", "papers by OpenAI", "Carnegie Mellon's papers"],
)  # fmt: skip
def test_nobody_is_told_that_a_firm_or_university_is_followed(typed: str) -> None:
    question = asked(typed)
    assert "where authors work" in question.said
    assert [each.line for each in question.answers] == ["help"]


@pytest.mark.parametrize("typed", ["from text to images", "meta learning", "oxford commas",
                                   "papers about Google"])  # fmt: skip
def test_the_name_of_a_place_in_a_topic_is_part_of_it(typed: str) -> None:
    (change,) = meant(typed)
    assert change[0] == "sentence"


def test_what_may_be_a_name_offers_the_author() -> None:
    assert asked("Geoffrey Hinton").answers[0].line == "author Geoffrey Hinton"
    assert asked("follow Geoffrey Hinton").answers[0].line == "author Geoffrey Hinton"
    assert asked("Hinton's papers").answers[0].line == "author Hinton"
    titled = asked("engines by Ada Lovelace").answers
    assert titled[-1].line == 'topic "engines by Ada Lovelace"'


@pytest.mark.parametrize(
    "typed",
    ["learning by doing", "segmentation by SAM", "Image Segmentation by Deep Learning",
     "papers from last week about maps"],
)  # fmt: skip
def test_what_follows_by_is_not_always_a_name(typed: str) -> None:
    assert meant(typed) == [("sentence", typed)]


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("ohne GANs", "-GANs"),
        ("sans GAN", "-GAN"),
        ("sem surveys", "-surveys"),
        ("pas de survey", "-survey"),
        ("diffusion sans GAN", "add diffusion -GAN"),
        ("diffusion, keine Surveys", "add diffusion -Surveys"),
    ],
)
def test_a_refusal_in_another_language_offers_to_bar_the_word(typed: str, line: str) -> None:
    assert asked(typed).answers[0].line == line


@pytest.mark.parametrize(
    "typed", ["不要综述", "不要综述，不要机器人", "sin encuestas", "ohne Umfragen"]
)
def test_a_refusal_that_no_paper_has_the_word_of_asks_for_an_english_one(typed: str) -> None:
    question = asked(typed)
    assert "with an English word" in question.said
    assert not [each for each in question.answers if each.line.startswith(("-", "add"))]


def test_what_is_wanted_beside_a_foreign_refusal_is_kept() -> None:
    assert [each.line for each in asked("视频生成，不要综述").answers] == ["add 视频生成"]


@pytest.mark.parametrize(
    "typed", ["SANS measurements of proteins", "SEM images of tubes", "text in sans serif fonts"]
)
def test_english_words_that_look_like_a_refusal_are_none(typed: str) -> None:
    assert meant(typed) == [("sentence", typed)]


@pytest.mark.parametrize(
    ("typed", "lines"),
    [
        ("not just maps", ["add maps"]),
        ("tables, not just maps", ["add tables; maps", "add tables", "add maps"]),
        ("not only maps but also tables", ["add maps; tables", "add maps", "add tables"]),
        ("I'm not interested in maps, only tables", ["add tables", "add tables -maps"]),
        ("no maps, only tables", ["add tables", "add tables -maps"]),
        ("images, no maps, only tables", ["add images; tables", "add images; tables -maps"]),
        (
            "tables, no maps, and deserts",
            ["add tables; deserts -maps", "add tables -maps -deserts"],
        ),
        ("no maps, and deserts", ["add deserts -maps", "-maps -deserts"]),
    ],
)
def test_what_is_wanted_beside_a_refusal_is_asked(typed: str, lines: list[str]) -> None:
    assert [each.line for each in asked(typed).answers] == lines


def test_with_a_model_too_what_is_not_just_wanted_is_no_topic() -> None:
    found = Reader(CHANNEL, SAY, in_english=False).read("tables, not just maps")
    assert isinstance(found, Question)
    assert found.answers[0].line == "add tables; maps"


def test_a_list_of_what_is_refused_is_refused_to_its_end() -> None:
    barred = ("sentence", "tables", "maps", "images", "deserts")
    assert meant("tables, no maps, images, or deserts") == [barred]
    assert meant("tables, no maps, no images and no deserts") == [barred]
    kinds = ("sentence", "tables", "surveys", "position papers", "reviews")
    assert meant("tables, no surveys, position papers, and reviews") == [kinds]
    assert meant("I hate surveys") == [("bar", "surveys")]


@pytest.mark.parametrize("typed", ["without LLMs", "add without LLMs", "topic without LLMs",
                                   "excluding LLMs"])  # fmt: skip
def test_no_topic_is_called_by_what_it_refuses(typed: str) -> None:
    assert [each.line for each in asked(typed).answers] == ["-LLMs", "help"]


def test_a_refusal_behind_a_number_is_of_that_topic() -> None:
    found = READER.read("1 no games or maps")
    assert found == Meant((Change("bar", "games", 1), Change("bar", "maps", 1)))


@pytest.mark.parametrize(
    ("typed", "line"),
    [("top 5", "/top 5"), ("only 3 papers a day", "/top 3"), ("12 papers per brief", "/top 12")],
)
def test_how_many_papers_are_wanted_is_no_topic(typed: str, line: str) -> None:
    assert [each.line for each in asked(typed).answers] == [line]
    assert meant("top quarks") == [("sentence", "top quarks")]


@pytest.mark.parametrize(
    "typed",
    [
        "hi",
        "Hello!",
        "thanks",
        "what do I get?",
        "What is set?",
        "thank you so much!",
        "never mind",
    ],
)
def test_talk_is_answered_with_what_is_here(typed: str) -> None:
    assert READER.read(typed) == Page("")


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("RL/robotics", "add RL; robotics"),
        ("parsing / machine translation", "add parsing; machine translation"),
        ("I want papers on graphs/tables", "add graphs; tables"),
    ],
)
def test_slashes_may_stand_between_topics(typed: str, line: str) -> None:
    assert asked(typed).answers[0].line == line


@pytest.mark.parametrize(
    "typed",
    ["TCP/IP", "CI/CD pipelines", "A/B testing", "24/7 monitoring", "and/or graphs", "km/h scales"],
)
def test_a_slash_of_a_name_keeps_it_whole(typed: str) -> None:
    assert meant(typed) == [("sentence", typed)]


def test_slashes_between_names_that_are_known_are_a_list() -> None:
    assert meant("cs.RO/math.AG") == [("add", "cs.RO"), ("add", "math.AG")]
    assert meant("agents/reasoning") == [("ready", "agents"), ("ready", "reasoning")]


@pytest.mark.parametrize("typed", ["cs.ZZ and robotics", "robotics, cs.ZZ", "cs.ZZ robotics"])
def test_what_stood_beside_a_wrong_category_is_told(typed: str) -> None:
    with pytest.raises(UsageError, match=r"no category cs\.ZZ.*“robotics” was not added either"):
        READER.read(typed)


OTHERS = Reader(replace(CHANNEL, topics=(Topic(name="maps"),)), SAY, in_english=True)


@pytest.mark.parametrize(
    ("typed", "lines"),
    [
        ("agents not by Bob Smith",
         ["add agents", "add agents -Bob Smith", 'topic "agents not by Bob Smith"', "help"]),
        ("agents, nothing from Ada Lovelace", ["add agents", "help"]),
        ("tables, no games, maps", ["add tables; maps -games", "add tables -games -maps"]),
        ("no games, maps", ["add maps -games", "-games -maps"]),
        ("tables, no games, maps, and images",
         ["add tables; maps; images -games", "add tables -games -maps -images"]),
        ("tables, no games, maps, no images",
         ["add tables; maps -games -images", "add tables -games -images -maps"]),
        ("tables, no games, papers about how people read maps",
         ["add tables; how people read maps -games"]),
        ("tables, -game, maps", ["add tables; maps -game", "add tables -game -maps"]),
        ("-game, maps", ["add maps -game", "-game -maps"]),
        ("+code, -game, maps", ["add maps +code -game", "+code -game -maps"]),
        ("tables -game, maps +code",
         ["add tables; maps +code -game", "add tables +code -game -maps"]),
        ("no games, and maps; tables", ["add tables; maps -games", "add tables -games -maps"]),
        ("less about games, more about maps", ["add maps", "add maps -games"]),
        ("fewer game papers, more maps", ["add maps", "add maps -game"]),
        ("tables, less games", ['topic "tables, less games"', 'topic "tables" -games']),
        ("tables. please skip games",
         ['topic "tables. please skip games"', 'topic "tables" -games']),
        ("tables w/o games", ['topic "tables w/o games"', 'topic "tables" -games']),
        ("exclude games, not maps", ["add maps", "add maps -games"]),
        ("leave out games, not maps", ["add maps", "add maps -games"]),
        ("leave out games but not maps", ["add maps", "add maps -games"]),
        ("exclude games except maps", ["add maps", "add maps -games"]),
        ("no games except maps", ["add maps", "add maps -games"]),
        ("tables, no games, except for maps", ["add tables; maps", "add tables; maps -games"]),
        ("skip games but keep maps", ["add maps", "add maps -games"]),
        ("follow tables", ["add tables", 'topic "follow tables"', "help"]),
        ("follow tables but not maps",
         ["add tables -maps", 'topic "follow tables" -maps', "help"]),
        ("no games but maps", ["add maps", "add maps -games"]),
        ("tables, not games but maps", ["add tables; maps", "add tables; maps -games"]),
        ("tables, no games, with maps", ["add tables; maps", "add tables; maps -games"]),
        ("anything except games, also maps", ["add maps", "add maps -games"]),
        ("not about games: I like maps", ["add maps", "add maps -games"]),
        ("nothing by Bob Smith", ["help"]),
        ("papers not by Bob Smith", ["help"]),
        ("everything but papers by Bob Smith", ["help"]),
        ("tables, no games or robots, more vision",
         ["add tables; vision", "add tables; vision -games -robots"]),
        ("tables, no games and more robots",
         ["add tables; robots", "add tables; robots -games"]),
        ("tables, but not without tools", ["add tables; tools", "add tables", "add tools"]),
        ("nothing except tables", ["add tables", "out"]),
        ("show me nothing except tables", ["add tables", "out"]),
        ("nothing but tables", ["add tables", "out"]),
        ("nothing other than tables", ["add tables", "out"]),
        ("I don't want anything but tables", ["add tables", "out"]),
        ("I'm not interested in anything except tables", ["add tables", "out"]),
        ("I hate surveys and love tables", ["add tables", "add tables -surveys"]),
        ("I hate surveys, love tables", ["add tables", "add tables -surveys"]),
        ("I hate surveys and prefer tables", ["add tables", "add tables -surveys"]),
        ("I don't want surveys and want tables", ["add tables", "add tables -surveys"]),
        ("I am not interested in robots, but in tables", ["add tables", "add tables -robots"]),
        ("I hate missing tables", ["add tables"]),
        ("I don't want to miss tables", ["add tables"]),
        ("don't show me surveys much", []),
    ],
)  # fmt: skip
def test_a_wish_beside_a_refusal_is_asked_about_and_each_button_works(
    typed: str, lines: list[str]
) -> None:
    question = OTHERS.read(typed)
    assert isinstance(question, Question), question
    assert [each.line for each in question.answers] == lines
    assert all(isinstance(OTHERS.read(each), Meant | Page) for each in lines)


@pytest.mark.parametrize(
    ("typed", "changes"),
    [
        ("nothing on robots, please", [("bar", "robots")]),
        ("I don't want robots any more", [("bar", "robots")]),
        (
            "I don't care about robots, and please no games; maps are fine",
            [("bar", "robots"), ("bar", "games")],
        ),
        (
            "I don't care about robots, and please no games; maps",
            [("sentence", "maps", "robots", "games")],
        ),
        ("tables; not interested in games", [("sentence", "tables", "games")]),
        ("tables, no games, ok", [("sentence", "tables", "games")]),
        ("tables, no games, no thanks", [("sentence", "tables", "games")]),
        ("tables, no surveys, benchmarks welcome", [("sentence", "tables", "surveys")]),
        (
            "1. tables 2. maps 3. no games",
            [("sentence", "tables", "games"), ("sentence", "maps", "games")],
        ),
        ("don't show me surveys anymore", [("bar", "surveys")]),
        ("tables, no surveys, thanks", [("sentence", "tables", "surveys")]),
        ("tables, no surveys, games are ok", [("sentence", "tables", "surveys")]),
        ("nothing but tables", [("sentence", "tables")]),
    ],
)
def test_what_is_said_beside_a_refusal_is_not_refused(
    typed: str, changes: list[tuple[str, ...]]
) -> None:
    assert meant(typed) == changes


@given(
    st.lists(
        st.sampled_from(
            ["agents", "more", "love", "tables,", "and", "by", "Bob", "Smith", "papers", "of", "I",
             "want", "about", "but", "please", "only", "New", "York;", "also", "maps"]
        ),
        min_size=1,
    )
)  # fmt: skip
def test_without_a_word_that_refuses_nothing_is_barred(words: list[str]) -> None:
    with suppress(UsageError):
        found = READER.read(" ".join(words))
        changes = found.changes if isinstance(found, Meant) else ()
        assert not [each for each in changes if each.kind == "bar" or each.unwanted]


@pytest.mark.parametrize(
    ("typed", "lines"),
    [
        ("+agents ohne surveys", ["+agents -surveys", "+agents"]),
        ("- keine robots", ["-robots"]),
        ("ohne surveys -games", ["-surveys -games"]),
        ("agents, pas de surveys, robots",
         ["add agents -surveys -robots", "add agents; robots -surveys", "add agents"]),
        ("agents ohne GANs, games oder robots",
         ["add agents -GANs -games -robots", "add agents"]),
        ("agents sin perderme robots", ["add agents; robots"]),
        ("pas de surveys sauf agents", ["add agents -surveys", "add agents"]),
        ("tout sauf surveys", ["-surveys"]),
        ("sans labels", ["-labels"]),
        ("keine Surveys, nur Agents", ["add Agents -Surveys", "add Agents"]),
        ("不要综述，要agents", ["add agents"]),
        ("不要错过agents", ["add agents"]),
        ("no quiero perderme agents", ["add agents"]),
        ("learning sans labels",
         ["add learning -labels", "add learning", 'topic "learning sans labels"']),
    ],
)  # fmt: skip
def test_each_answer_to_a_foreign_refusal_works(typed: str, lines: list[str]) -> None:
    assert [each.line for each in asked(typed).answers] == lines
    assert all(map(meant, lines))


@pytest.mark.parametrize(
    "typed",
    [
        "more agents",
        "actually I meant agents",
        "hmm, agents please",
        "can you also do agents?",
        "and also agents",
        "agents too, please",
        "what about agents",
        "show me more agents",
    ],
)
def test_what_people_say_around_a_topic_is_no_part_of_it(typed: str) -> None:
    assert meant(typed) == [("ready", "agents")]


@pytest.mark.parametrize("typed", ["AND gates", "OH radicals", "well logging", "mean field games"])
def test_what_looks_like_it_stays_in_a_topic(typed: str) -> None:
    assert meant(typed) == [("sentence", typed)]


@pytest.mark.parametrize("typed", ["and no surveys", "also, no surveys please", "no surveys too"])
def test_a_refusal_after_what_people_say_is_still_one(typed: str) -> None:
    assert [each.line for each in asked(typed).answers][:1] == ["-surveys"]


def test_an_order_is_heard_with_what_people_say_around_it() -> None:
    reader = Reader(replace(CHANNEL, topics=(Topic(name="Agents"),)), SAY, in_english=True)
    assert meant("can you remove Agents please", reader) == [("drop", "Agents")]


def test_words_in_quotation_marks_are_left_out_together() -> None:
    assert meant('agents, no "games and more"') == [("ready", "agents", "games and more")]
    question = asked('no "games and more" or surveys')
    assert meant(question.answers[0].line) == [("bar", "games and more"), ("bar", "surveys")]
    assert meant(question.answers[1].line) == [("sentence", "no games and more or surveys")]


@pytest.mark.parametrize("typed", ["surveys of agents, -survey", "robot learning -robots"])
def test_a_topic_cannot_refuse_what_it_is_called_by(typed: str) -> None:
    with pytest.raises(UsageError, match="both wanted and left out"):
        READER.read(typed)


def test_a_phrase_may_be_refused_that_shares_a_word_with_the_topic() -> None:
    assert meant("robot learning, no robot soccer") == [
        ("sentence", "robot learning", "robot soccer")
    ]


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ("difusion modles", "diffusion models"),
        ("transfomer training", "transformer training"),
        ("retreival for agentss", "retrieval for agents"),
        ("sumarization, robtics", "summarization, robotics"),
    ],
)
def test_what_is_misspelt_is_asked_about(typed: str, right: str) -> None:
    """No paper has the word, so that the topic would stay empty without a word."""
    corrected, as_written = asked(typed).answers
    assert corrected.line == f"add {right}"
    assert as_written.line == f'topic "{typed}"'
    assert meant(as_written.line) == [("sentence", typed)]


@pytest.mark.parametrize(
    "typed",
    [
        "vaswani",
        "mamba",
        "qwen and deepseek",
        "RetrievIt",
        "speech-to-txt",
        "modelos de lenguaje",
        "modèles de langage",
        "reasoning",
        "deep learning for seismology",
    ],
)
def test_a_name_or_another_language_is_not_taken_for_a_slip(typed: str) -> None:
    found = READER.read(typed)
    assert not isinstance(found, Question) or "Did you mean" not in found.said


def test_where_a_model_reads_topics_a_slip_needs_no_question() -> None:
    reader = Reader(CHANNEL, SAY, in_english=False)
    assert meant("difusion modles", reader) == [("sentence", "difusion modles")]


@pytest.mark.parametrize(
    "typed", ["yes please", "ok great", "sorry", "hmm", "more papers", "Cool!"]
)
def test_what_says_nothing_of_papers_is_no_topic(typed: str) -> None:
    assert "I am not sure" in asked(typed).said
