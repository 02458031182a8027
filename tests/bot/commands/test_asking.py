"""``/ask``, over real services and full texts that are there."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.commands.lines.at_large import about_bot, about_papers
from bot.commands.lines.beginnings import all_of_brief, title_words
from bot.commands.lines.command import Asking
from bot.commands.lines.record_questions import recorded
from bot.commands.lines.references import leading_papers
from bot.settings import Settings
from bot.values.full_texts import FullText
from bot.values.listings import AnnounceType, ListedPaper
from bot.values.papers import Paper
from bot.wiring.asking import asking_over
from bot.wiring.session import session
from tests.asked_papers import KITES, SORTER
from tests.bot.commands.test_commands import StrictRights, Talk, with_rights
from tests.values import listing, paper

TEXTS = {SORTER.paper_id: SORTER, KITES.paper_id: KITES}


async def text_of(one: Paper) -> FullText:
    return TEXTS[one.id]


@pytest.fixture
async def talk(settings: Settings) -> AsyncIterator[Talk]:
    known = [paper(1, title=SORTER.title), paper(2, title=KITES.title)]
    listings = (
        replace(listing(), items=tuple(ListedPaper(one, AnnounceType.NEW) for one in known)),
    )
    async with session(settings, settings.storage.data, listings, ("cs.CL",), None, None) as opened:
        asking: Asking = asking_over(text_of, opened.pipeline)
        yield Talk(with_rights(replace(opened, asking=asking), StrictRights()))


async def test_a_question_is_answered_from_the_text_of_a_paper(talk: Talk) -> None:
    text = await talk.say("/ask 2602.90001 which optimizer was used?")
    assert "which optimizer was used?" in text
    assert "We used the Lark optimizer" in text
    assert "[1] 2 Training" in text
    assert "Passages from 2602.90001v2 (full text, HTML), found without a model." in text
    assert talk.done


async def test_papers_are_named_by_numbers_of_the_brief_too_and_several_at_once(talk: Talk) -> None:
    await talk.say("/brief")
    text = await talk.say("/ask 1 2 which was trained on less data?")
    assert "4,200 recordings" in text
    assert "900 flights" in text
    assert talk.offered == ["/ask 2602.90001 2602.90002"] or talk.offered == [
        "/ask 2602.90002 2602.90001"
    ]


async def test_without_a_paper_the_last_one_of_this_chat_is_meant(talk: Talk) -> None:
    assert "Which paper is that about?" in await talk.say("/ask which optimizer was used?")
    assert not talk.done
    await talk.say("/paper 2602.90001")
    assert "Lark" in await talk.say("/ask which optimizer was used?")
    assert "0.003" in await talk.say("/ask and with which learning rate?")
    assert "Which paper is that about?" in await talk.say("/ask why?", channel="terminal:other")


async def test_the_answer_says_first_which_paper_was_taken_from_what_went_before(
    talk: Talk,
) -> None:
    await talk.say("/paper 2602.90001")
    text = await talk.say("/ask which optimizer was used?")
    assert text.startswith(f"About 2602.90001 “{SORTER.title}”, the last one opened:")
    text = await talk.say("/ask Halyard: which optimizer was used?")
    assert text.startswith(f"About 2602.90001 “{SORTER.title}”, the last one opened:")
    assert not (await talk.say("/ask 2602.90001 which optimizer?")).startswith("About")
    await talk.say("/paper 2602.90001 2602.90002")
    assert "the last ones opened:" in await talk.say("/ask which data was used?")


@pytest.mark.parametrize("words", ["{name}", "“{name}”", '"{name}",', "{name}:", "{title}:"])
async def test_a_title_at_the_beginning_names_the_paper(talk: Talk, words: str) -> None:
    await talk.say("/paper 2602.90001")
    begun = words.format(name=KITES.title.split(":")[0], title=KITES.title)
    text = await talk.say(f"/ask {begun} how many flights are in the data?")
    assert text.startswith(f"About 2602.90002 “{KITES.title}”:")
    assert "how many flights are in the data?" in text
    assert "900 flights" in text


async def test_all_papers_of_a_brief_are_asked_where_they_are_few(talk: Talk) -> None:
    assert "No brief has been shown here yet" in await talk.say("/ask all which uses less data?")
    await talk.say("/brief")
    text = await talk.say("/ask all which was trained on less data?")
    assert "4,200 recordings" in text
    assert "900 flights" in text


async def test_after_a_preview_all_papers_are_those_of_the_preview(talk: Talk) -> None:
    await talk.say("/brief")
    numbers = await talk.services.deliveries.editions.numbers("terminal:main")
    preview = {1: KITES.paper_id}
    talk.services.asking.previews.shown("terminal:main", "owner", preview, numbers)
    text = await talk.say("/ask all: how many flights were recorded?")
    assert "Passages from 2602.90002 " in text
    assert "2602.90001" not in text
    other = await talk.say("/ask all: which data was used?", person="stranger")
    assert "2602.90001" in other
    # the ballot and /why are about the brief that everybody reads
    await talk.say("/vote")
    assert f"/vote {SORTER.paper_id} up ballot" in talk.offered


async def test_a_brief_too_long_for_one_question_is_said_to_be(settings: Settings) -> None:
    known = [paper(number) for number in range(1, 7)]
    items = tuple(ListedPaper(one, AnnounceType.NEW) for one in known)
    listings = (replace(listing(), items=items),)
    async with session(settings, settings.storage.data, listings, ("cs.CL",), None, None) as opened:
        talk = Talk(with_rights(opened, StrictRights()))
        await talk.say("/brief")
        text = await talk.say("/ask all which releases code?")
    assert "has 6 papers, and one question may be about 4" in text
    assert "/ask 1-4 which releases code?" in text


@pytest.mark.parametrize(
    ("text", "title", "rest"),
    [
        ("Halyard how much faster?", "Halyard: Speculative Decoding", "how much faster?"),
        ("Halyard's speed?", "Halyard: Speculative Decoding", "speed?"),
        ("Halyard 2: why?", "Halyard 2: More of It", "why?"),
        ("“decoding for all” why?", "Halyard: Decoding for All", "why?"),
        ("decoding for everybody: why?", "Fast Decoding for Everybody", "why?"),
        ("PourBench is it free?", "Conservation in PourBench", "is it free?"),
    ],
)
def test_words_of_a_title_are_known_at_the_beginning(text: str, title: str, rest: str) -> None:
    fitting = [each.rest for each in title_words(text) if each.fit(title)]
    assert fitting[:1] == [rest]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("In which language is it?", "Pebbles in Which Language"),
        ("and how fast is it?", "Fast and Furious"),
        ("training: which data?", "Training Robots"),
        ("Which data is used?", "Which Data: a Survey"),
        ("Halyard how fast?", "Halyards: a Survey"),
    ],
)
def test_questions_that_only_look_so_name_no_title(text: str, title: str) -> None:
    assert not [each for each in title_words(text) if each.fit(title)]


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("all which releases code?", "which releases code?"),
        ("all papers: code?", "code?"),
        ("all of them, is there code?", "is there code?"),
        ("all", ""),
        ("all layers are frozen?", None),
        ("allow me?", None),
    ],
)
def test_all_stands_for_the_papers_of_the_brief(text: str, rest: str | None) -> None:
    assert all_of_brief(text) == rest


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("/ask", "Which paper is that about?"),
        ("/ask 2602.90001", "What would you like to know about it?"),
        ("/ask 2602.90001 ?", "What would you like to know about it?"),
        ("/ask 2602.99999 why?", "I have no paper 2602.99999 here"),
        ("/ask 1 2 3 4 5 why?", "Please ask about at most 4 papers"),
        ("/ask 7 why?", "there is no number 7"),
        ("/ask 2602.90001 " + "why " * 1250, "I read at most 1,000"),
    ],
)
async def test_what_cannot_be_asked_is_answered_with_help(
    talk: Talk, line: str, expected: str
) -> None:
    assert expected in await talk.say(line)
    assert not talk.done


@pytest.mark.parametrize(
    "question", ["who are the authors?", "Who wrote this paper?", "Authors?", "作者是谁？"]
)
async def test_who_wrote_a_paper_is_told_from_its_record(talk: Talk, question: str) -> None:
    text = await talk.say(f"/ask 2602.90001 {question}")
    assert paper(1).authors[0].name in text
    assert "From the paper's record" in text
    assert "does not say" not in text


@pytest.mark.parametrize(
    "question", ["summarise", "summarize it", "tl;dr", "what is it about?", "这篇论文讲了什么？"]
)
async def test_the_whole_paper_is_told_by_its_abstract_card_and_analysis(
    talk: Talk, question: str
) -> None:
    text = await talk.say(f"/ask 2602.90001 {question}")
    assert paper(1).abstract.split(".")[0] in " ".join(text.split())
    assert talk.offered == ["/paper 2602.90001", "/analysis 2602.90001"]
    # and a further question is about it
    assert "Lark" in await talk.say("which optimizer was used?", alone=True)


@pytest.mark.parametrize(
    "question",
    ["who are the raters?", "what do the authors release?", "which authors are cited?",
     "what is it trained on?", "summarise the training", "explain the gate"],
)  # fmt: skip
def test_questions_about_the_text_are_left_to_the_text(question: str) -> None:
    assert recorded(question) is None


async def test_a_plain_question_is_about_what_was_shown_last(talk: Talk) -> None:
    question = "which optimizer was used?"
    await talk.say("/paper 2602.90001")
    assert "Lark" in await talk.say(question, alone=True)
    assert "Lark" in await talk.say("and with which learning rate?", alone=True)
    await talk.say("/save 2602.90001", tapped=True)
    assert "Lark" in await talk.say(question, alone=True)
    await talk.say("/brief")
    assert "Which paper is that about?" in await talk.say(question, alone=True)
    assert not talk.done
    assert talk.offered[0] == f"/ask 2602.90001 {question}"
    assert "the last one opened" in await talk.say(f"/ask {question}")
    assert "Lark" in await talk.say(question, alone=True)


@pytest.mark.parametrize(
    "question",
    [
        "what can you do?", "What can this bot do", "who are you?", "help me please",
        "can you help me?", "how do you work?", "how do I subscribe?",
        "how can I change the language?", "what can you do for me?", "which commands are there?",
        "你能做什么？",
    ],
)  # fmt: skip
async def test_questions_about_the_bot_are_answered_with_help(talk: Talk, question: str) -> None:
    await talk.say("/paper 2602.90001")
    assert await talk.say(question, alone=True) == await talk.say("/help")


@pytest.mark.parametrize(
    ("question", "subject"),
    [
        ("Which papers have code?", "code"),
        ("is there anything on robots?", "robots"),
        ("Are there any papers about video diffusion?", "video diffusion"),
        ("anything new about protein folding", "protein folding"),
        ("do you have papers on sparse attention?", "sparse attention"),
        ("what's new about agents today?", "agents"),
        ("What is hot in protein folding this week?", "protein folding"),
    ],
)
async def test_questions_about_papers_at_large_lead_to_a_search(
    talk: Talk, question: str, subject: str
) -> None:
    await talk.say("/paper 2602.90001")
    assert f"search for “{subject}”" in await talk.say(question, alone=True)
    assert talk.offered == [f"/search {subject}", "/brief"]
    assert not talk.done


async def test_what_is_new_today_is_no_question_about_the_paper_opened_last(talk: Talk) -> None:
    await talk.say("/paper 2602.90001")
    assert "search for “agents”" in await talk.say("/ask what's new about agents today?")
    about_one = await talk.say("/ask 2602.90001 what's new about kites today?")
    assert "2602.90001v2 (full text" in about_one


async def test_a_question_about_papers_that_says_nothing_of_them_leads_to_the_brief(
    talk: Talk,
) -> None:
    await talk.say("any new papers today?", alone=True)
    assert talk.offered == ["/brief"]


@pytest.mark.parametrize(
    "question",
    [
        "what is new about the method?", "what's new in this paper today?",
        "which papers does it cite?", "what can you do with the model?", "is there code?",
        "how can I reproduce the results?", "how does it work?", "what do the authors release?",
        "is there anything on its limits?", "can you explain the method?",
        "how can I use it?", "how can I set the learning rate?", "what are you comparing with?",
        "what is new in 2602.90001 compared with recently published work?",
        "what is new in the kite design compared with what came out lately?",
        "what's new in kites than what was known last year?",
        "what is new about recently published kites?",
    ],
)  # fmt: skip
def test_questions_about_one_paper_are_none_of_these(question: str) -> None:
    assert about_papers(question) is None
    assert not about_bot(question)


async def test_who_asks_too_often_is_told_when_to_come_back(talk: Talk) -> None:
    for _ in range(12):
        assert "Lark" in await talk.say("/ask 2602.90001 which optimizer was used?")
    text = await talk.say("/ask 2602.90001 which optimizer?")
    assert text == "You can ask 12 questions in ten minutes. Ask again in 10 minutes."
    assert "Lark" in await talk.say("/ask 2602.90001 which optimizer was used?", person="bo")


async def test_without_a_model_and_others_more_may_be_asked(talk: Talk) -> None:
    for _ in range(60):
        assert "Lark" in await talk.say("/ask 2602.90001 which optimizer was used?", alone=True)
    text = await talk.say("/ask 2602.90001 which optimizer?", alone=True)
    assert "You can ask 60 questions in ten minutes." in text


@pytest.mark.parametrize(
    ("arguments", "named", "question"),
    [
        ("3 why?", ("3",), "why?"),
        ("1, 4: which is faster?", ("1", "4"), "which is faster?"),
        ("#3 2602.90001v2 why 8 heads?", ("3", "2602.90001v2"), "why 8 heads?"),
        ("1-3 which?", ("1", "2", "3"), "which?"),
        ("1 - 3: which?", ("1", "2", "3"), "which?"),
        ("1 and 2 which one has code?", ("1", "2"), "which one has code?"),
        ("1 vs 3: which is faster?", ("1", "3"), "which is faster?"),
        ("1 und 3: was ist neu?", ("1", "3"), "was ist neu?"),
        ("papers 1, 2 and 4 which?", ("1", "2", "4"), "which?"),
        ("1 和 3： 哪个快？", ("1", "3"), "哪个快？"),
        ("1: 8 heads?", ("1",), "8 heads?"),
        ("1 and which data?", ("1",), "and which data?"),
        ("the 3 datasets?", (), "the 3 datasets?"),
        ("https://arxiv.org/abs/2602.90001 why?", ("2602.90001",), "why?"),
        ("hep-th/9901002 why?", ("hep-th/9901002",), "why?"),
        ("why 8 heads?", (), "why 8 heads?"),
        ("3", ("3",), ""),
        ("", (), ""),
    ],
)
def test_papers_come_first_and_the_question_behind_them(
    arguments: str, named: tuple[str, ...], question: str
) -> None:
    papers, rest = leading_papers(arguments)
    assert (tuple(map(str, papers)), rest) == (named, question)
