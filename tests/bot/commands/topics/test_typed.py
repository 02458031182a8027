"""What people type after /topics: understood, or asked about; never made into something else."""

from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.commands.topics.asking.questions import Question
from bot.commands.topics.changing.changes import Change, apply
from bot.commands.topics.changing.told import told_changes
from bot.commands.topics.reading.readings import Clearing, Meant, Page
from bot.commands.topics.reading.typed import Reader
from bot.errors import UsageError
from bot.taxonomy import categories_of
from bot.translator import translator
from bot.values.channels import Channel
from bot.values.topics import Topic

SAY = translator("en")
CHANNEL = Channel(
    address="terminal:main",
    language="en",
    top=10,
    categories=("cs.CL", "cs.CV"),
    topics=(
        Topic(name="Agents", description="agents that use tools"),
        Topic(name="survey", include=("survey", "few-step")),
        Topic(name="quantization, pruning", description="quantization, pruning"),
    ),
)
READER = Reader(CHANNEL, SAY, in_english=True)


def kinds(typed: str, reader: Reader = READER) -> list[tuple[str, str]]:
    found = reader.read(typed)
    assert isinstance(found, Meant), found
    return [(change.kind, change.text) for change in found.changes]


@pytest.mark.parametrize(
    ("typed", "changes"),
    [
        ("cs.RO", [("add", "cs.RO")]),
        ("-cs.CV", [("remove", "cs.CV")]),
        ("cs.ro, math.pr", [("add", "cs.RO"), ("add", "math.PR")]),
        ("add cs.RO", [("add", "cs.RO")]),
        ("category cs.RO", [("add", "cs.RO")]),
        ("add agents", [("ready", "agents")]),
        ("机器人", [("ready", "机器人")]),
        ("agents, cs.RO", [("ready", "agents"), ("add", "cs.RO")]),
        ("+LLM, +agent", [("want", "LLM"), ("want", "agent")]),
        ("+LLM +agent -survey", [("want", "LLM"), ("want", "agent"), ("bar", "survey")]),
        ("+ video diffusion", [("want", "video diffusion")]),
        ("+few-step", [("want", "few-step")]),
        ("+cs.RO, +legged robots", [("add", "cs.RO"), ("want", "legged robots")]),
        ("+llama.cpp", [("want", "llama.cpp")]),
        ('-"chain of thought"', [("bar", "chain of thought")]),
        ("new +GPT-4", [("own", "GPT-4")]),
        ("exclude surveys", [("bar", "surveys")]),
        ("remove survey", [("drop", "survey")]),
        ("delete 1", [("drop", "Agents")]),
        ("remove 1, 3", [("drop", "Agents"), ("drop", "quantization, pruning")]),
        ("rm 1-2", [("drop", "Agents"), ("drop", "survey")]),
        ("remove topic 2", [("drop", "survey")]),
        ("drop quantization, pruning", [("drop", "quantization, pruning")]),
        ("remove cs.CV", [("drop", "cs.CV")]),
        ("remove +few-step", [("drop", "few-step")]),
        ("author Ada Lovelace", [("author", "Ada Lovelace")]),
        ("author Ada Lovelace and Bob Smith",
         [("author", "Ada Lovelace"), ("author", "Bob Smith")]),
        ("authors Smith, Jones, Miller",
         [("author", "Smith"), ("author", "Jones"), ("author", "Miller")]),
        ("author Ada Lovelace, Bob Smith", [("author", "Ada Lovelace"), ("author", "Bob Smith")]),
        ("author Smith; Jones", [("author", "Smith"), ("author", "Jones")]),
        ("author Smith, J. M.", [("author", "Smith, J. M.")]),
        ('author "LeCun, Yann"', [("author", "LeCun, Yann")]),
        ("by Yann LeCun", [("author", "Yann LeCun")]),
        ("papers by Laurens van der Maaten", [("author", "Laurens van der Maaten")]),
        ("everything Yann LeCun publishes", [("author", "Yann LeCun")]),
        ("I want to read all papers that Ada Lovelace has written",
         [("author", "Ada Lovelace")]),
        ("what Yann LeCun and Fei-Fei Li post",
         [("author", "Yann LeCun"), ("author", "Fei-Fei Li")]),
        ("I want papers by Yann LeCun and Fei-Fei Li",
         [("author", "Yann LeCun"), ("author", "Fei-Fei Li")]),
        ("by Yann LeCun -survey", [("author", "Yann LeCun")]),
        ("segmentation by means of language", [("sentence", "segmentation by means of language")]),
        ("hep-th, math.AG and q-bio.NC",
         [("add", "hep-th"), ("add", "math.AG"), ("add", "q-bio.NC")]),
        ("add hep-th and math.AG", [("add", "hep-th"), ("add", "math.AG")]),
        ("categories hep-th, and math.AG", [("add", "hep-th"), ("add", "math.AG")]),
        ("remove cs.CL and agents", [("drop", "cs.CL"), ("drop", "agents")]),
        ("ready Reasoning, Agents", [("ready", "Reasoning"), ("ready", "Agents")]),
        ("rename 1 LLM agents", [("rename", "LLM agents")]),
        ("rename agents to LLM agents", [("rename", "LLM agents")]),
        ("rename 1 text to image", [("rename", "text to image")]),
        ("rename 1 to text as images", [("rename", "text as images")]),
        ('rename "agents" -> bots', [("rename", "bots")]),
        ("how robots learn to walk", [("sentence", "how robots learn to walk")]),
        ("topic modelling of reviews", [("sentence", "topic modelling of reviews")]),
        ('topic "computer vision"', [("sentence", "computer vision")]),
        ('topic "机器人学习"', [("sentence", "机器人学习")]),
        ("new physics searches", [("sentence", "new physics searches")]),
        ("add a; b", [("sentence", "a"), ("sentence", "b")]),
        ("I want papers about tabular data", [("sentence", "tabular data")]),
        ("show me the latest papers on protein folding", [("sentence", "protein folding")]),
        ("I'm interested in how ants walk", [("sentence", "how ants walk")]),
        ("add author Ada", [("author", "Ada")]),
        ("new author Ada", [("own author", "Ada")]),
        ("remove cs.CL agents", [("drop", "cs.CL"), ("drop", "agents")]),
        ("-cs.CL -cs.CV cs.RO", [("add", "cs.RO"), ("remove", "cs.CL"), ("remove", "cs.CV")]),
        ('rename 1 "cs.CV"', [("rename", "cs.CV")]),
        ("cs.RO -survey", [("add", "cs.RO"), ("bar", "survey")]),
        ("β-VAE disentanglement", [("sentence", "β-VAE disentanglement")]),
    ],
)  # fmt: skip
def test_what_has_one_meaning_is_a_change(typed: str, changes: list[tuple[str, str]]) -> None:
    assert kinds(typed) == changes


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("cs", "in cs"),
        ("cs.*", "in cs"),
        ("Computer Science", "in cs"),
        ("math", "in math"),
        ("+cs.*", "in cs"),
        ("computer vision", "category cs.CV"),
        ("Robotics", "category cs.RO"),
        ("machine learning", "category cs.LG"),
        ("category theory", "category math.CT"),
        ("NLP", "category cs.CL"),
        ("remove agent", 'remove "Agents"'),
        ("remove rain from images", 'topic "remove rain from images"'),
        ("remvoe survey", "remove survey"),
        ("no surveys", "-surveys"),
        ("quantization, pruning, distillation", "add quantization; pruning; distillation"),
        ("set cover approximation", 'topic "set cover approximation"'),
        ("edit 1", 'topic "edit 1"'),
        ("everything", 'topic "everything"'),
        ("1", "drop 1"),
        ("9", "help"),
        ("???", "help"),
        ("👍", "help"),
        ("2602.01234", "/paper 2602.01234"),
        ("the", 'topic "the"'),
        ("x", 'topic "x"'),
        ("new", 'topic "new"'),
        ("cs:LG", "category cs.LG"),
        ("papers like 2602.99902", "/vote 2602.99902 up"),
        ("2: speech", "2 +speech"),
        ("rename 1 cs.CV", "category cs.CV"),
        ("tables without figures", 'topic "tables without figures"'),
        ("author Smith, Jones", "author Smith; Jones"),
        ("1 author Smith, Jones", "1 author Smith; Jones"),
        ("by lecun", "author lecun"),
        ("NLP -survey", "category cs.CL -survey"),
        ("Videoerzeugung mit Diffusionsmodellen", "ready Reasoning"),
        ("机器人学习", "ready Reasoning"),
        ("+机器人", "ready Reasoning"),
        ("تعلم الآلة", "ready Reasoning"),
        ("рекуррентные сети", "ready Reasoning"),
    ],
)
def test_what_has_no_one_meaning_is_asked(typed: str, first: str) -> None:
    found = READER.read(typed)
    assert isinstance(found, Question), found
    assert found.said
    assert found.answers[0].line == first


@pytest.mark.parametrize(
    ("typed", "line"),
    [("list", ""), ("show", ""), ("help", "help"), ("?", "help"), ("categories", "in"),
     ("ready-made", "ready"), ("remove", "out"), ("Drop", "out")],
)  # fmt: skip
def test_what_only_shows_is_a_page(typed: str, line: str) -> None:
    assert READER.read(typed) == Page(line)


@pytest.mark.parametrize("typed", ["clear", "reset", "remove all", "delete everything", "None"])
def test_taking_everything_away_is_asked_first(typed: str) -> None:
    assert READER.read(typed) == Clearing()


@pytest.mark.parametrize(
    "typed",
    [
        "add",
        "rename",
        "rename 9 x",
        "rename zebra to x",
        "author",
        "cs.VC",
        "+",
        "-",
        "+++++",
        "remove 7",
        "-cs.CL -cs.CV",
        "remove cs.CL cs.CV",
    ],
)
def test_what_lacks_something_says_what(typed: str) -> None:
    with pytest.raises(UsageError) as told:
        READER.read(typed)
    assert str(told.value)


def test_an_archive_is_taken_whole_only_where_that_is_said() -> None:
    assert kinds("all cs") == [("add", one) for one in categories_of("cs")]
    assert kinds("-cs.*") == [("remove", "cs.CL"), ("remove", "cs.CV")]


def test_ready_made_topics_are_offered_by_their_names_in_the_readers_language() -> None:
    found = READER.read("机器人学习")
    assert isinstance(found, Question)
    assert "机器人" in [answer.label for answer in found.answers]


def test_with_a_model_a_topic_may_be_in_any_language() -> None:
    reader = Reader(CHANNEL, SAY, in_english=False)
    assert kinds("机器人学习", reader) == [("sentence", "机器人学习")]


def test_words_after_a_plain_bar_make_a_topic_of_their_own() -> None:
    channel = apply(CHANNEL_WITHOUT, Change("bar", "survey"), SAY)
    made = apply(channel, Change("want", "LLM"), SAY)
    assert [topic.name for topic in made.topics] == ["LLM"]
    assert made.topics[0].exclude == ("survey",)


CHANNEL_WITHOUT = Channel(address="terminal:main", language="en", top=10, categories=("cs.CL",))
TYPED = (
    "add remove delete rename clear all author ready exclude topic category agents survey cs.RO "
    'cs cs.* +LLM -survey 1 2 1-3 , ; "x y" 机器人 ??? to show help Robotics new computer vision'
)
LINES = st.lists(st.sampled_from(TYPED.split()), max_size=6).map(" ".join) | st.text(max_size=80)


@given(LINES)
def test_no_line_raises_but_to_say_what_was_expected(line: str) -> None:
    typed = " ".join(line.split())
    if not typed:
        return
    with suppress(UsageError):
        READER.read(typed)


@given(LINES, st.booleans())
def test_every_answer_to_a_question_has_one_meaning(line: str, in_english: bool) -> None:
    reader = Reader(CHANNEL, SAY, in_english)
    typed = " ".join(line.split())
    try:
        found = reader.read(typed) if typed else None
    except UsageError:
        return
    for answer in found.answers if isinstance(found, Question) else ():
        if answer.line.startswith("/") or answer.line.startswith(("in ", "out")):
            continue
        with suppress(UsageError):
            assert not isinstance(reader.read(answer.line), Clearing), answer


@given(st.sampled_from(["remove", "delete", "drop", "rm"]), st.text(min_size=1, max_size=30))
def test_a_removal_takes_out_only_what_it_names(verb: str, words: str) -> None:
    typed = f"{verb} {' '.join(words.split())}".strip()
    here = {topic.name.casefold() for topic in CHANNEL.topics} | {"few-step", "cs.cl", "cs.cv"}
    try:
        found = READER.read(typed)
    except UsageError:
        return
    for change in found.changes if isinstance(found, Meant) else ():
        assert change.text.casefold() in here


@pytest.mark.parametrize(
    ("typed", "about", "wanted", "unwanted"),
    [
        ("agents and tools -survey", "agents and tools", (), ("survey",)),
        ("agents and tools, +code -survey", "agents and tools", ("code",), ("survey",)),
        ('parsing -"few-shot"', "parsing", (), ("few-shot",)),
        ("add parsing -survey", "parsing", (), ("survey",)),
        ("robots -survey", "robots", (), ("survey",)),
        (
            "I want papers about large language models but not about vision",
            "large language models", (), ("vision",),
        ),
        ("papers on tables, not surveys", "tables", (), ("surveys",)),
        ("tables except for figures or maps", "tables", (), ("figures", "maps")),
        ("chain-of-thought", "chain-of-thought", (), ()),
        ("video, but not only of people", "video, but not only of people", (), ()),
        ("rewards from -1 to +1", "rewards from -1 to +1", (), ()),
    ],
)  # fmt: skip
def test_a_topic_comes_with_the_words_that_are_said_beside_it(
    typed: str, about: str, wanted: tuple[str, ...], unwanted: tuple[str, ...]
) -> None:
    found = READER.read(typed)
    assert isinstance(found, Meant), found
    (change,) = found.changes
    assert (change.text, change.wanted, change.unwanted) == (about, wanted, unwanted)
    topic = apply(replace(CHANNEL, topics=()), change, SAY).topics[0]
    assert (topic.include, topic.exclude) == (wanted, unwanted)


def test_words_beside_a_topic_that_is_here_are_for_that_one() -> None:
    after = apply(CHANNEL, Change("sentence", "Agents", unwanted=("toys",)), SAY)
    assert after.topics[0].exclude == ("toys",)
    assert len(after.topics) == len(CHANNEL.topics)


def typed_into(channel: Channel, *lines: str) -> Channel:
    for line in lines:
        found = Reader(channel, SAY, in_english=True).read(line)
        assert isinstance(found, Meant), found
        for change in found.changes:
            channel = apply(channel, change, SAY)
    return channel


@pytest.mark.parametrize(
    ("lines", "unwanted"),
    [
        (["papers on tables but not about images", "parsing"], [("images",), ()]),
        (["tables -images", "parsing -maps", "new +speech"], [("images",), ("maps",), ()]),
        (["tables", "1 -images", "parsing"], [("images",), ()]),
        (["tables", "-images", "parsing"], [("images",), ("images",)]),
        (["-images", "tables", "parsing"], [("images",), ("images",)]),
        (["-images", "tables -maps", "parsing"], [("maps", "images"), ("images",)]),
        (["tables -images", "-images", "parsing"], [("images",), ("images",)]),
        (["-images", "tables", "remove images", "parsing"], [(), ()]),
        (["tables", "-images", "remove 1", "parsing"], [("images",)]),
        (["tables", "-images", "remove tables", "parsing"], [("images",)]),
        (["tables", "-images", "remove 1"], [("images",)]),
        (["tables", "maps", "-images", "remove 1, 2"], [("images",)]),
        (["tables", "-images", "remove 1", "-maps", "parsing"], [("images", "maps")]),
        (["tables", "-images", "remove 1", "remove images", "parsing"], [()]),
        (["-images", "remove 1", "parsing"], [()]),
        (["everything except surveys", "tables"], [("surveys",)]),
        (["tables", "anything but not surveys", "parsing"], [("surveys",), ("surveys",)]),
    ],
)
def test_unwanted_words_are_those_of_the_topic_or_of_the_whole_channel(
    lines: list[str], unwanted: list[tuple[str, ...]]
) -> None:
    after = typed_into(CHANNEL_WITHOUT, *lines)
    assert [topic.exclude for topic in after.topics] == unwanted


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        (["tables but not images"], "For “tables”, papers with “images” are left out."),
        (["tables", "-images"], "Papers with “images” are left out."),
        (["-images", "tables"], "As everywhere here, papers with “images” are left out."),
        (["tables", "-survey", "remove survey"], "“survey” is no longer left out."),
        (
            ["tables", "-survey", "remove 1", "maps"],
            "As everywhere here, papers with “survey” are left out.",
        ),
        (
            ["tables", "-survey", "remove 1"],
            "Papers with “survey” are left out.",
        ),
        (["tables -survey", "maps", "1 remove survey"], "“survey” is no longer left out."),
        (["everything except surveys"], "Papers with “surveys” are left out."),
    ],
)
def test_the_answer_says_where_a_word_is_unwanted(lines: list[str], sentence: str) -> None:
    before = typed_into(CHANNEL_WITHOUT, *lines[:-1])
    told = told_changes(before, typed_into(before, lines[-1]), SAY)
    assert [each for each in told if "left out" in each] == [sentence]


def test_words_that_are_left_out_are_no_topic_that_comes_or_goes() -> None:
    before = typed_into(CHANNEL_WITHOUT, "-images")
    told = told_changes(before, typed_into(before, "tables"), SAY)
    assert not [each for each in told if "topic “without" in each]


def test_an_author_gets_a_topic_of_her_own_and_leaves_the_others() -> None:
    with_her = apply(CHANNEL, Change("author", "Ada", 1), SAY)
    assert "Ada" in with_her.topics[0].authors
    after = apply(with_her, Change("own author", "Ada"), SAY)
    assert [topic.name for topic in after.topics if topic.authors] == ["Ada"]


def test_authors_are_topics_of_their_own_unless_one_is_named() -> None:
    after = typed_into(CHANNEL, "author Ada Lovelace and Bob Smith", "2 author Cy Twombly")
    authors = {topic.name: topic.authors for topic in after.topics if topic.authors}
    assert authors == {
        "survey": ("Cy Twombly",),
        "Ada Lovelace": ("Ada Lovelace",),
        "Bob Smith": ("Bob Smith",),
    }
    assert typed_into(CHANNEL_WITHOUT, "by Yann LeCun -survey").topics[0].exclude == ("survey",)


@pytest.mark.parametrize(
    "typed",
    [
        "wie Roboter aus Videos lernen",
        "Bilderkennung mit Transformern",
        "Spracherkennung",
        "große Sprachmodelle",
        "Papers über Diffusionsmodelle",
        "visión por computador",
        "robots que aprenden de vídeo",
        "apprentissage par renforcement",
    ],
)
def test_other_languages_in_latin_letters_are_asked_about_without_a_model(typed: str) -> None:
    found = READER.read(typed)
    assert isinstance(found, Question)
    assert "topics only match in English" in found.said
    assert kinds(typed, Reader(CHANNEL, SAY, in_english=False))


@pytest.mark.parametrize(
    "typed",
    [
        "de novo protein design",
        "die casting defects",
        "Les Houches lectures",
        "Erdős–Rényi graphs",
        "in vitro imaging",
        "Navier Stokes",
        "ad hoc networks",
        "Ising model",
        "DOS of perovskites",
        "EM side channels of Kyber",
        "phonon DOS of skutterudites",
        "DoS attacks on LoRaWAN",
        "DES Y6 cosmology of redMaGiC galaxies",
        "Los Alamos Xenon experiments",
        "Las Campanas spectroscopy",
        "et al citations in bibliometry",
    ],
)
def test_english_with_borrowed_words_and_names_is_taken(typed: str) -> None:
    assert kinds(typed) == [("sentence", typed)]


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("agents +code -code", "code"),
        ("+code -survey -Code", "code"),
        ("1 -code +code", "code"),
        ("+cs.RO -cs.RO", "cs.RO"),
        ("agents, no code +code", "code"),
        # the questions of these take the words too
        ("RL, robotics +code -code", "code"),
    ],
)
def test_a_word_that_a_line_wants_and_refuses_is_taken_for_neither(typed: str, word: str) -> None:
    with pytest.raises(UsageError, match=f"“{word}” is both wanted and left out"):
        READER.read(typed)
