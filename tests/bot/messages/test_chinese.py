"""What the bot says to a Chinese channel holds no English, beyond what is nobody's language.

The papers here are written in Greek letters, so that every Latin word is the bot's own.
"""

import re
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import product

import pytest

from bot.commands.table import COMMANDS
from bot.editorial.summary.executive import write_summary
from bot.errors import SourceUnreachable
from bot.messages.blocks import Button, Buttons, ChannelChooser, Choices, Message
from bot.messages.brief import brief_message
from bot.messages.card import Card, card_message
from bot.messages.notices import apology, notice_for
from bot.messages.plain import plain
from bot.messages.reasons import reason
from bot.schedules import describe, describe_missed
from bot.settings import Settings
from bot.translator import translator
from bot.values.announcements import CategoryCount, Counts
from bot.values.channels import Schedule
from bot.values.deliveries import Silence
from bot.values.editions import NearMiss, PaperGroup, UpdatedPaper
from bot.values.listings import AnnounceType, ListedPaper, ListingState
from bot.values.papers import Author, Links, Paper
from bot.values.topics import Candidate, Evidence, Group, Match, Selection, Topic
from bot.values.writing import PaperBrief, ReadInFull, SummaryOrder, SummaryPoint
from bot.wiring.session import session
from tests.bot.commands.test_commands import FakeLookup, StrictRights, Talk, with_rights
from tests.values import (
    ACCOUNT,
    DAY,
    EXTRACTIVE,
    announcement,
    edition,
    entry,
    listing,
    paper,
    summary,
)

SAY = translator("zh-Hans")
WORD = re.compile(r"[A-Za-z]{2,}")
# addresses, commands with what is typed behind them up to Chinese text, ids, versions, licences
NOBODYS = re.compile(
    r"https?://\S+|terminal:\w+|/[a-z]+(?: [\x21-\x7e]+)*|python -m bot [a-z ]+|"
    r"\b[a-z]+(?:-[a-z]+)*\.[A-Za-z-]+\b|CC BY[A-Z -]*[\d.]*|v\d+\b|\b[A-Z][a-z]+/[A-Z][a-z]+"
)
NAMES = {
    "arXiv",
    "Paperbrief",
    "PDF",
    "HTML",
    "DOI",
    "BibTeX",
    "Markdown",
    "CSV",
    "UTC",
    "English",
    "en",
    "zh",
    "Hans",
    "org",
}
# in the short name of a ready-made topic, and words that are typed
TYPED = {"KV", "CT", "MRI", "titles", "announced", "threshold", "prior", "on", "off", "missed"}
TYPED |= {"each", "combined", "top", "mon", "fri", "bibtex", "markdown", "csv", "hep"}
TYPED |= {
    "compact",
    "usual",
    "roomy",
    "page",
    "up",
    "down",
    "none",
    "th",
    "language",
    "md",
    "html",
    "analyses",
    "log",
    "links",
}
TYPED |= {"Berlin", "German", "Nairobi", "BR", "pt", "links", "posts"}
GREEK = "Μελέτη των βοτσάλων {n}: ήχος και τάξη"
ABSTRACT = "Τα βότσαλα είναι δύσκολα. Προτείνουμε μια μέθοδο {n}. Κερδίζει {n}0%."


def greek(number: int, **changes: object) -> Paper:
    return paper(
        number,
        title=GREEK.format(n=number),
        abstract=ABSTRACT.format(n=number),
        authors=(Author("Άλφα Βήτα", ("Αθήνα",)), Author("Γάμμα")),
        **changes,
    )


def english(text: str) -> list[str]:
    """Latin words that are the bot's own."""
    found = WORD.findall(NOBODYS.sub(" ", text))
    return [word for word in found if word not in NAMES | TYPED]


def words_of(message: Message) -> str:
    """The text, with what stands on buttons and in menus."""
    return "\n".join((plain(message), *_labels(message)))


def _labels(message: Message) -> Iterator[str]:
    for block in message.blocks:
        match block:
            case Buttons(rows):
                buttons: list[Button] = [button for row in rows for button in row]
                yield from (f"{button.label} {button.asks or ''}" for button in buttons)
            case Choices():
                yield block.label
                yield from (f"{option.label} {option.note}" for option in block.options)
            case ChannelChooser():
                yield block.label


def test_the_check_finds_english() -> None:
    assert english("公布 3 篇 Thank you") == ["Thank", "you"]
    assert english("用 /topics ready Robots 查看 cs.CL（计算语言学）的 arXiv 简报") == []


# -- every command -----------------------------------------------------------------------


@pytest.fixture
async def talk(settings: Settings) -> AsyncIterator[Talk]:
    old = ListedPaper(greek(9, version=3), AnnounceType.REPLACE)
    listings = (
        listing(*(greek(n) for n in range(1, 5)), category="cs.CL"),
        listing(category="cs.CV", items=(old,)),
    )
    chinese = settings.model_copy(
        update={"channels": settings.channels.model_copy(update={"language": "zh-Hans"})}
    )
    async with session(
        chinese, settings.storage.data, listings, ("cs.CL", "cs.CV"), None, None
    ) as opened:
        yield Talk(with_rights(opened, StrictRights()))


LINES = (
    *(f"/{command.name}" for command in COMMANDS),
    *(f"/help {command.name}" for command in COMMANDS),
    *(each for command in COMMANDS for each in command.examples),
    "/brief titles 9",
    "/brief χθες",
    "/brief 2020-01-01",
    "/paper 77",
    "/paper 2602.99999",
    "/paper 2602,90001",
    "/paper βότσαλα",
    "/paper νερό",
    "/search βότσαλα",
    "/search νερό",
    "/why βότσαλα",
    "/topics cs.VC",
    "/topics xx.YY",
    "/topics +",
    "/topics author",
    "/topics drop 9",
    "/topics drop νερό",
    "/topics ready νερό",
    "/topics out",
    "/topics in",
    "/topics in cs",
    "/top 99",
    "/language ξξ",
    "/language zh-CN",
    "/settings ξξ",
    "/schedule ποτέ",
    "/schedule Europe/Berln",
    "/schedule 08:30, 17:00",
    "/schedule weekly",
    "/schedule now",
    "/schedule off",
    "/schedule off 8:30",
    "/schedule announced 8:30",
    "/schedule daily mon",
    "/schedule 8:30 IST",
    "/topics help",
    "/topics cs.*",
    "/topics 机器人学习",
    "/topics τάξη",
    "/topics ήχος, τάξη, νερό",
    "/topics 1",
    "/topics ?!",
    "/topics 2602.90001",
    "/topics clear",
    "/topics remove νερό",
    "/settings threshold",
    "/settings threshold 0",
    "/settings timezone",
    "/settings language",
    "/settings missed",
    "/undo",
    "/undo 9999",
    "/unknown",
    "/hepl",
    "γεια",
    " ",
    "α" * 1001,
    "/status",
    "/preview here top 2 layout compact analyses on",
    "/preview keep top 2 buttons off threshold 60",
    "/preview keep",
    "/settings layout φαρδύ",
)


async def test_no_command_answers_in_english(talk: Talk) -> None:
    found = {}
    for line in LINES:
        # the examples change the language and the topics
        await talk.say("/language zh-Hans")
        await talk.say("/topics clear both")
        await talk.say(line)
        told = set(english(words_of(talk.last))) - set(WORD.findall(line))
        if told and line != "/language en":
            found[line] = told
    assert found == {}


async def test_a_stranger_is_refused_in_chinese(talk: Talk) -> None:
    assert await talk.say("/topics clear", person="stranger") == "只有本频道的管理员才能这样做。"


async def test_trouble_is_told_in_chinese(talk: Talk) -> None:
    class Unreachable:
        async def by_ids(self, ids: object) -> dict[str, Paper]:
            raise SourceUnreachable("arXiv could not be reached.")

    talk.services = replace(talk.services, lookup=Unreachable())
    assert english(await talk.say("/paper 2602.99999")) == []
    talk.services = replace(talk.services, lookup=FakeLookup({}))
    assert english(await talk.say("/paper 2602.99999")) == []


async def test_ready_made_topics_follow_the_language(talk: Talk) -> None:
    await talk.say("/topics ready 机器人")
    await talk.say("/topics ready Reasoning")
    kept = await talk.services.channels.stored.get("terminal:main")
    assert kept is not None
    assert [topic.name for topic in kept.topics] == ["机器人", "推理"]
    assert kept.topics[0].description.startswith("robotics")
    assert "机器人学" in await talk.say("/topics")
    await talk.say("/language english")
    changed = await talk.services.channels.stored.get("terminal:main")
    assert changed is not None
    assert [topic.name for topic in changed.topics] == ["Robots", "Reasoning"]
    assert "robotics" in await talk.say("/topics")


# -- messages that come by themselves ----------------------------------------------------


def test_a_brief_with_everything_is_chinese() -> None:
    papers = [greek(n) for n in range(1, 4)]
    entries = tuple(
        entry(
            n,
            each,
            links=Links(code=("https://example.org/c",), project=("https://example.org/p",)),
            match=Match("Βότσαλα", 90, ()),
            brief=PaperBrief(tldr=ABSTRACT, sources={"tldr": EXTRACTIVE}),
        )
        for n, each in enumerate(papers, 1)
    )
    states = {
        f"cs.A{letter}": CategoryCount(state, Counts(1))
        for letter, state in zip("ABCDE", ListingState, strict=True)
    }
    made = edition(
        *papers,
        language="zh-Hans",
        papers=entries,
        already_shown=1,
        failed=2,
        announcement=announcement(*papers, categories=states, basis="derived"),
        summary=summary(
            overview=(),
            themes=(SummaryPoint("βότσαλα", (1, 2), "ήχος"),),
            stands_out=(SummaryPoint("βότσαλα", (2,)),),
            emerging=(SummaryPoint("τάξη", (3,)),),
            read_in_full=(ReadInFull(3, "τάξη"),),
        ),
        groups=(
            PaperGroup(name="ήχος", papers=(1, 2), matched=4),
            PaperGroup(name=None, papers=(3,), matched=1),
        ),
        topics=tuple(Topic(name=f"Βότσαλα {n}", description="ήχος") for n in range(9)),
        updated=(
            UpdatedPaper(id="2602.90001", version=2, shown_on=DAY, note="updated"),
            UpdatedPaper(id="2602.90002", version=None, shown_on=DAY, note="updated"),
            UpdatedPaper(id="2602.90003", version=3, shown_on=DAY, note="withdrawn"),
        ),
    )
    told = words_of(brief_message(made, SAY))
    assert english(told) == []
    assert "arXiv 简报" in told
    assert "2026年2月13日 周五" in told
    assert "建议先读：3" in told
    assert "今日 4 篇" in told
    assert "其他" in told
    assert "新动向" in told
    sample = replace(made, announcement=replace(made.announcement, sample=True))
    assert english(words_of(brief_message(sample, SAY))) == []


def test_a_brief_of_one_category_names_it_in_chinese() -> None:
    assert "arXiv 简报 · 计算语言学 · 2026" in plain(brief_message(edition(), SAY))


def test_every_notice_is_chinese() -> None:
    empty, some = announcement(), announcement(greek(1))
    unreachable = {"cs.CL": CategoryCount(ListingState.UNREACHABLE, Counts())}
    partly = unreachable | {"cs.CV": CategoryCount(ListingState.EMPTY, Counts())}
    replaced = replace(some, counts=Counts(replaced=1))
    days = (DAY, DAY + timedelta(days=1))
    editions = (
        edition(announcement=empty),
        edition(announcement=replace(empty, categories=unreachable)),
        edition(announcement=replace(empty, categories=partly)),
        edition(announcement=some),
        edition(announcement=some, failed=1),
        edition(announcement=some, already_shown=1),
        edition(announcement=replaced),
        edition(greek(1), announcement=replace(some, dates=days)),
        edition(greek(1), announcement=replace(some, sample=True)),
        edition(
            announcement=some, near_misses=(NearMiss(id="x", title="ψ", relevance=3, reason=""),)
        ),
    )
    reasons = ("holiday", "probably_holiday", "nothing_here", "unreachable")
    silences = [[Silence(DAY, each)] for each in reasons]  # type: ignore[arg-type]
    told = [notice_for(made, SAY, given) for made, given in product(editions, [[], *silences])]
    assert [english(each.text) for each in told if each and english(each.text)] == []
    assert english(apology(DAY, SAY).text) == []


def test_a_card_with_everything_is_chinese() -> None:
    whole = greek(
        1,
        comments="σχόλια",
        journal_ref="Περιοδικό",
        doi="10.1/x",
        license="http://arxiv.org/licenses/nonexclusive-distrib/1.0/",
        published=DAY,
        updated=DAY + timedelta(days=2),
    )
    parts = PaperBrief(
        tldr="α.",
        motivation="β.",
        method="γ.",
        result="δ.",
        conclusion="ε.",
        key_findings=("ζ.",),
        sources={"tldr": EXTRACTIVE},
    )
    found = (
        Evidence("author", "Άλφα", "authors"),
        Evidence("keyword", "ήχος", "title"),
        Evidence("keyword", "τάξη", "abstract"),
        Evidence("description", "νερό", "comments"),
        Evidence("category", "cs.CL", "categories"),
        Evidence("notable", "code released", "abstract"),
        Evidence("notable", "project page", "abstract"),
        Evidence("notable", "technical report", "abstract"),
        Evidence("notable", "often-picked authors", "authors"),
        Evidence("notable", "25 authors", "authors"),
    )
    match = Match("Βότσαλα", 90, found)
    links = Links(code=("https://example.org/c",), project=("https://example.org/p",))
    for kind in AnnounceType:
        card = Card(
            paper=whole,
            announce_type=kind,
            links=links,
            brief=parts,
            match=match,
            reason=reason(match, SAY),
        )
        told = words_of(card_message(card, SAY))
        assert english(told) == []
        assert "动机：β." in told
        assert (
            english(words_of(card_message(replace(card, paper=greek(2, sample=True)), SAY))) == []
        )


def test_every_schedule_is_chinese() -> None:
    schedules = [
        Schedule(),
        Schedule(when="announced", missed="each"),
        Schedule(weekdays=(0, 3), zone="Europe/Berlin"),
    ]
    told = [describe(each, SAY) for each in schedules]
    assert told == [
        "每天 08:00（UTC）",
        "arXiv 公告完整发布后立即推送",
        "每周一和周四 08:00（Europe/Berlin）",
    ]
    assert [english(describe_missed(each, SAY)) for each in schedules] == [[], [], []]


# -- the executive summary's own sentences -----------------------------------------------


SHOWN = (
    ("This survey is one.", 90, "Βότσαλα"),
    ("We release a data set of stones.", 40, "Νερό"),
    ("We introduce a benchmark of stones with 1,480 stones.", 80, "Βότσαλα"),
    ("We prove a conjecture of stones.", 60, "Νερό"),
    ("Negative result.", 50, "Νερό"),
    ("Tested with eight volunteers.", None, None),
)


def orders() -> Iterator[SummaryOrder]:
    """Days with topics and without, with themes and without, with one paper and several."""
    asked = tuple(Topic(name=name, description=name) for name in ("Βότσαλα", "Νερό", "Ήχος"))
    for size, topics, named, least in product((1, 2, 6), (0, 1, 3), (False, True), (0, 70, 95)):
        candidates = tuple(
            Candidate(
                replace(
                    entry(n, greek(n)).announced,
                    paper=replace(greek(n), abstract=abstract, comments="48 pages"),
                ),
                Match(topic, relevance and max(relevance, least)),
            )
            for n, (abstract, relevance, topic) in enumerate(SHOWN[:size])
        )
        names = ("Βότσαλα", None) if named else (None,)
        groups = tuple(
            Group(name=name, candidates=candidates[place :: len(names)], matched=9)
            for place, name in enumerate(names)
        )
        shown = tuple(one for group in groups for one in group.candidates)
        yield SummaryOrder(
            selection=Selection(shown=shown, matched=candidates, near_misses=()),
            groups=groups,
            briefs={},
            topics=asked[:topics],
            language="zh-Hans",
            account=ACCOUNT,
        )


def test_every_summary_is_chinese() -> None:
    made = [write_summary(order, SAY) for order in orders()]
    told = [sentence for one in made if one for sentence in one.overview]
    points = [point.text for one in made if one for point in one.themes]
    # what is quoted stays in its language
    why = [one.why for each in made if each for one in each.read_in_full]
    quoted = ("prove a conjecture", "stones", "eight volunteers")
    assert told
    assert points
    assert why
    assert [one for one in (*told, *points) if english(one)] == []
    assert [one for one in why if english(one) and not any(q in one for q in quoted)] == []
    assert all(one.endswith("。") for one in told)
