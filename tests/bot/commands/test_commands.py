"""The commands, over real services: real store, real choosing and writing, a fake arXiv."""

import re
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, cast

import pytest

from bot.commands.lines.command import Origin, Services
from bot.commands.lines.command_lines import LONGEST_LINE, read_line
from bot.commands.lines.dispatch import answer
from bot.commands.lines.overtaking import changes_nothing, names_numbers, stands_alone
from bot.commands.table import COMMANDS
from bot.errors import SourceUnreachable, StoreUnusable
from bot.messages.blocks import Button, Buttons, Choices, ItemList, Message
from bot.messages.brief import ONE_MESSAGE, within
from bot.messages.plain import plain
from bot.ports.channels import ChannelRepository
from bot.ports.chats import Rights
from bot.settings import Settings
from bot.translator import translator
from bot.values.listings import AnnounceType, ListedPaper
from bot.values.papers import Author, Paper
from bot.wiring.session import session
from tests.values import DAY, listing, paper

TITLES = (
    "Streaming Video Diffusion with Cached Attention",
    "Video Diffusion for Long Films",
    "Retrieval-Augmented Answers for Archivists",
    "A Survey of Pebble Sorting",
    "Speech Recognition for Mountain Dialects",
)


def papers() -> tuple[Paper, ...]:
    return tuple(
        paper(
            number,
            title=title,
            abstract=f"Much is unknown. We propose {title.lower()}. It wins by {number}0%.",
            categories=("cs.CV" if "Video" in title else "cs.CL", "cs.AI"),
            authors=(Author("Zoë Müller"), Author(f"Ng Li {number}")),
        )
        for number, title in enumerate(TITLES, start=1)
    )


class FakeLookup:
    """arXiv that knows some papers, or is out of reach."""

    def __init__(self, known: Mapping[str, Paper] | None) -> None:
        self.known = known
        self.asked: list[str] = []

    async def by_ids(self, ids: Sequence[str]) -> Mapping[str, Paper]:
        self.asked += ids
        if self.known is None:
            raise SourceUnreachable("arXiv could not be reached.")
        return {each: self.known[each] for each in ids if each in self.known}


class StrictRights:
    """Only "owner" may change anything."""

    async def may_configure(self, channel: str, person: str) -> bool:
        return person == "owner"

    async def may_read(self, channel: str, person: str) -> bool:
        return person != "stranger"

    async def may_post(self, channel: str) -> bool:
        return not channel.endswith("mute")

    async def find(self, name: str, near: str) -> str | None:
        return {"@vision": "terminal:lab", "@quiet": "terminal:mute"}.get(name)


class Quiet:
    async def send(self, message: Message) -> None:
        raise AssertionError("an answer is returned, not sent")

    async def refuse(self, message: Message) -> None:
        raise AssertionError("an answer is returned, not sent")

    def needs(self, message: Message) -> int:
        return within(ONE_MESSAGE)(message)

    async def progress(self, text: str) -> None:
        self.last = text


def opened(message: Message) -> list[str]:
    """What the entries of its lists open."""
    lists = [block for block in message.blocks if isinstance(block, ItemList)]
    lines = [line for one in lists for item in one.items for line in item.lines]
    return [span.command for line in lines for span in line if span.command]


def with_rights(services: Services, rights: Rights) -> Services:
    return replace(services, channels=replace(services.channels, rights=rights))


@dataclass
class Talk:
    """A conversation with the bot, answers as plain text."""

    services: Services
    last: Message = field(default_factory=lambda: Message(()))
    done: bool = True

    async def say(
        self, line: str, person: str = "owner", channel: str = "terminal:main", **more: Any
    ) -> str:
        origin = Origin(channel=channel, person=person, **more)
        given = await answer(line, origin, Quiet(), self.services)
        self.last, self.done = given.message, given.done
        return plain(self.last)

    @property
    def offered(self) -> list[str]:
        """What the buttons of the last answer would do."""
        return [button.command for button in self.buttons if button.command]

    @property
    def buttons(self) -> list[Button]:
        return [
            button
            for block in self.last.blocks
            if isinstance(block, Buttons)
            for row in block.rows
            for button in row
        ]


@pytest.fixture
async def talk(settings: Settings) -> AsyncIterator[Talk]:
    listings = (
        listing(*papers()[2:], category="cs.CL"),
        listing(
            *papers()[:2],
            category="cs.CV",
            items=(
                *(ListedPaper(each, AnnounceType.NEW) for each in papers()[:2]),
                ListedPaper(paper(9, title="Old News", version=3), AnnounceType.REPLACE),
            ),
        ),
    )
    async with session(
        settings, settings.storage.data, listings, ("cs.CL", "cs.CV"), None, None
    ) as opened:
        yield Talk(with_rights(opened, StrictRights()))


async def test_the_brief_shows_and_remembers_its_numbers(talk: Talk) -> None:
    text = await talk.say("/brief")
    assert "6 announced (5 new, 0 cross-listed, 1 replaced) · 5 matched · 5 shown" in text
    assert "Old News" not in text
    assert [button.typed for button in talk.buttons[:5]] == [f"/paper {n}" for n in range(1, 6)]
    # by id: what a number stands for must not change with the next brief
    assert all(command.startswith("/paper 2602.") for command in talk.offered[:5])
    first = next(line for line in text.splitlines() if line.startswith("1. "))
    title, id_ = first.removeprefix("1. ").removeprefix("★ ").split(" · ")
    card = await talk.say("/paper 1")
    assert title in card
    assert id_ in card
    assert title in await talk.say("1")


async def test_a_card_has_everything_known(talk: Talk) -> None:
    text = await talk.say("/paper 2602.90001")
    assert "Streaming Video Diffusion with Cached Attention" in text
    assert "Zoë Müller, Ng Li 1" in text
    assert "2602.90001v1 · new" in text
    assert "cs.CV (Computer Vision and Pattern Recognition), also cs.AI" in text
    assert "TL;DR: We propose streaming video diffusion with cached attention." in text
    assert "Abstract\nMuch is unknown." in text
    assert "from the abstract of 2602.90001v1" in text


@pytest.mark.parametrize(
    "reference",
    [
        "2602.90003",
        "2602.90003v1",
        "arXiv:2602.90003",
        "https://arxiv.org/abs/2602.90003v1",
        "10.48550/arXiv.2602.90003",
        "https://arxiv.org/pdf/2602.90003",
        "Retrieval-Augmented Answers",
        "retrieval augmented answers for archivists",
    ],
)
async def test_a_paper_is_found_however_it_is_called(talk: Talk, reference: str) -> None:
    assert "Retrieval-Augmented Answers for Archivists" in await talk.say(f"/paper {reference}")


async def test_words_that_fit_several_papers_offer_them(talk: Talk) -> None:
    text = await talk.say("/paper video diffusion")
    assert "Which one?" in text
    assert set(talk.offered) == {"/paper 2602.90001", "/paper 2602.90002"}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("/paper", "Which paper?"),
        ("/paper 7", "No paper has been shown here yet, so there is no number 7."),
        ("/paper 2602.99999", "I have no paper 2602.99999 here"),
        ("/paper 260290003", "did you mean 2602.90003?"),
        ("/paper 2602 90003v1", "did you mean 2602.90003v1?"),
        ("/paper https://example.org/x", "is not an arXiv id or link"),
        ("/paper zebra crossings", "No paper I remember has “zebra crossings”"),
        ("/search", "What should I search for?"),
        ("/search zebra", "Nothing I remember has “zebra”"),
        ("/search zebra", "announcements I fetched in the last 400 days"),
        ("/brief whenever", "I cannot read “whenever” as a day."),
        ("/brief 5/1", "“5/1” could mean two days. Which one?"),
        ("/brief 3", "/paper opens a paper from the brief"),
        ("/brief cs.CV", "For papers in cs.CV alone, search"),
        ("/brief 3 June 2020", "I have no announcement of Wed 3 Jun 2020"),
        ("/brief 2020-01-01", "I have no announcement of Wed 1 Jan 2020"),
        ("/brief 2020-01-01", "I keep announcements for 400 days."),
        ("/search title:", "There is nothing after “title:”"),
        ("/search -survey", "Give a word to look for as well: /search video -survey"),
        ("/search -video", "Give a word to look for as well: /search language -video"),
        ("/search video since:2100", "Fri 1 Jan 2100 is still to come"),
        ("/search video since:someday", "These work: since:yesterday, since:7d"),
        ("/paper 99999", "99999 is neither a number in the brief nor an arXiv id"),
        ("/search video since:2026 until:2025", "1 Jan 2026 is after Wed 31 Dec 2025"),
        ("/search retreival", "Did you mean “retrieval”?"),
        ("/search rterieval", "Did you mean “retrieval”?"),
        ("/search vdieo", "Did you mean “video”?"),
        ("/brief titels", "Did you mean /brief titles?"),
        ("stop sending me this", "Stop the briefs here, or pause them?"),
        ("/random", "There is no command /random."),
        ("/brief titles 9", "There is 1 page."),
        ("/top 31", "A brief can show 1 to 30 papers, not “31”."),
        ("/top 3-5", "not “3-5”. It stays at 10."),
        ("/language xx", "I do not speak “xx” yet. Available: en"),
        ("/topics cs.VC", "There is no category cs.VC; did you mean cs.CV"),
        ("/topics cs.CL cs.VC", "did you mean cs.CV"),
        ("/topics +", "Which word?"),
        ("/topics author", "Which one? For example: /topics author Ada Lovelace"),
        ("/topics rename", "Which one? For example: /topics rename 1 Agents"),
        ("/topics hep-pt", "no category hep-pt; did you mean hep-th"),
        ("/topics math", "math (Mathematics) is an archive with 32 categories."),
        ("/topics drop zebra", "Nothing here is called “zebra”"),
        ("/topics drop 4", "There are 0 topics here"),
        ("/topics ready zebra", "There is no ready-made topic “zebra”"),
        ("/papre 2602.90003", "I took /papre as /paper 2602.90003."),
        ("/stop", "There is no command /stop; did you mean /unsubscribe?"),
        ("/zzzzzz", "There is no command /zzzzzz. /help lists them all."),
        ("/help nothing", "There is no command /nothing. /help lists them all."),
        ("what is new?", "I only answer commands, and “what is new?” is not one."),
        ("   ", "That line was empty."),
    ],
)
async def test_wrong_input_gets_an_answer_that_helps(talk: Talk, line: str, expected: str) -> None:
    assert expected in await talk.say(line)


async def test_ten_thousand_characters_are_refused_whole(talk: Talk) -> None:
    text = await talk.say("/topics +" + "x" * 10_000)
    assert "That line has 10,009 characters" in text
    assert "Categories: " in await talk.say("/topics")
    assert "xxxxx" not in await talk.say("/topics")
    assert LONGEST_LINE == 1000


async def test_control_characters_and_direction_marks_do_nothing(talk: Talk) -> None:
    text = await talk.say("\x1b[31m/paper\u202e 2602.90003\x07")
    assert "There is no command" in text or "I only answer commands" in text
    assert "\x1b" not in text
    assert "Retrieval-Augmented" in await talk.say("/paper\u200f \u202e2602.90003\x00")


async def test_topics_change_what_comes(talk: Talk) -> None:
    assert "5 of 6 papers matched" in await talk.say("/topics")
    assert "1 of 6 papers matched" in await talk.say("/topics +retrieval")
    text = await talk.say("/brief")
    assert text.startswith("arXiv brief · retrieval · ")
    assert "1 shown" in text
    assert "Retrieval-Augmented Answers" in text
    assert "Streaming Video" not in text


async def test_a_word_that_papers_have_is_no_slip(talk: Talk) -> None:
    text = await talk.say("/search retrieval until:2020-01-01")
    assert "Nothing I remember has" in text
    assert "Did you mean" not in text


async def test_a_search_by_days_says_how_many_papers_have_none(talk: Talk) -> None:
    # one of the listings names no date
    told = "1 paper I remember has no date, so a search by days leaves it out."
    assert told in await talk.say("/search retrieval since:2020")
    assert told in await talk.say("/search zebra until:2020")
    await talk.services.papers.keep([paper(77, id="2502.00077", published=None)])
    assert "2 papers I remember have no date" in await talk.say("/search retrieval since:2020")
    assert "no date" not in await talk.say("/search retrieval")


async def test_a_list_of_hits_has_a_day_for_each_or_for_none(talk: Talk) -> None:
    papers = [paper(n, id=f"2502.0007{n}", title="Zebra Crossings", published=DAY) for n in (1, 2)]
    await talk.services.papers.keep(papers)
    assert (await talk.say("/search zebra")).count(translator("en").date(DAY)) == 2
    await talk.services.papers.keep([paper(3, id="2502.00073", title="Zebra", published=None)])
    assert translator("en").date(DAY) not in await talk.say("/search zebra")


async def test_a_wanted_word_beside_a_description_says_what_it_does(talk: Talk) -> None:
    await talk.say("/topics speech recognition of dialects")
    text = await talk.say("/topics +retrieval")
    assert "some may come in that did not before" in text
    assert "Retrieval-Augmented Answers" not in await talk.say("/brief")
    text = await talk.say("/topics new +retrieval")
    assert "Every paper with “retrieval” matches" in text
    assert "2. retrieval" in text
    assert "Retrieval-Augmented Answers" in await talk.say("/brief")


async def test_a_topic_that_nothing_meets_says_so(talk: Talk) -> None:
    text = await talk.say("/topics zzz")
    assert "No paper here comes close to “zzz”." in text
    assert "No paper here comes close to “zzz”" in await talk.say("/brief")


async def test_a_second_topic_that_nothing_meets_says_so_too(talk: Talk) -> None:
    await talk.say('/topics topic "retrieval"')
    text = await talk.say("/topics zzz")
    assert "1 of 6 papers matched" in text
    assert "No paper here comes close to “zzz”." in text
    assert "“retrieval”" not in text, "that one is met"


async def test_near_misses_are_named_once_and_again_when_asked_for(talk: Talk) -> None:
    birds = "archives of old birds and their calls"
    assert "Nearest misses" in await talk.say(f"/topics {birds}")
    text = await talk.say('/topics topic "retrieval"')
    assert "Nearest misses" not in text
    assert f"No paper in the last announcement matches “{birds}”." in text
    assert "Nearest misses" in await talk.say("/topics")


async def test_few_matches_name_the_nearest_and_what_they_lack(talk: Talk) -> None:
    text = await talk.say("/topics dialect answers of old people")
    assert "Nearest misses" in text
    assert "lacks “" in text


async def test_an_unwanted_word_bars_papers(talk: Talk) -> None:
    assert "4 of 6 papers matched" in await talk.say("/topics -survey")
    assert "Pebble Sorting" not in await talk.say("/brief")
    assert "5 of 6 papers matched" in await talk.say("/topics drop survey")


async def test_a_category_is_switched_off_and_on(talk: Talk) -> None:
    assert ", 3 of " in await talk.say("/topics -cs.CV")
    assert "cs.CL is the last category here" in await talk.say("/topics -cs.CL")
    assert "5 of 6 papers matched" in await talk.say("/topics +cs.cv")
    assert "5 of 6 papers matched" in await talk.say("/topics cs.CV cs.CV")
    assert ", 3 of " in await talk.say("/topics in cs cs.CV"), "a tap on the menu's page"
    assert "5 of 6 papers matched" in await talk.say("/topics in cs cs.CV")


@pytest.mark.parametrize("word", ["llama.cpp", "node.js", "U-Net", "wav2vec"])
async def test_a_word_with_a_dot_is_no_category(talk: Talk, word: str) -> None:
    assert f"wanted: {word}" in await talk.say(f"/topics +{word}")


async def test_a_broken_store_is_told_in_a_sentence(talk: Talk) -> None:
    class Broken:
        async def get(self, address: str) -> None:
            raise StoreUnusable("The database /secret/path is locked.")

    talk.services = replace(
        talk.services,
        channels=replace(talk.services.channels, stored=cast("ChannelRepository", Broken())),
    )
    text = await talk.say("/brief")
    assert "I cannot read or write my database right now" in text
    assert "/secret/path" not in text


async def test_a_brief_of_one_of_two_days_is_of_that_day(settings: Settings) -> None:
    before = date(2026, 2, 12)
    both = (
        listing(papers()[0], category="cs.CV"),
        listing(papers()[1], category="cs.CV", date=before),
    )
    async with session(settings, settings.storage.data, both, ("cs.CV",), None, None) as opened:
        talk = Talk(opened)
        assert "2 announced" in await talk.say("/brief")
        assert "1 announced" in await talk.say("/brief 2026-02-12")


async def test_a_sentence_becomes_a_topic(talk: Talk) -> None:
    text = await talk.say("/topics speech recognition of dialects")
    assert "1. speech recognition of dialects" in text
    assert "Speech Recognition for Mountain Dialects" in await talk.say("/brief")


async def test_an_author_is_a_topic(talk: Talk) -> None:
    await talk.say("/topics author Zoe Muller")
    assert "5 of 6 papers matched" in await talk.say("/topics")
    assert "by Zoë Müller" in await talk.say("/paper 2602.90004")


async def test_a_word_goes_to_the_topic_that_is_named(talk: Talk) -> None:
    await talk.say("/topics ready Speech")
    await talk.say("/topics ready video")
    text = await talk.say("/topics 2 +films")
    assert text.index("Video generation") < text.index("wanted: films")
    assert "There are 2 topics here" in await talk.say("/topics 3 +films")
    assert "This removes 2 topics: Speech; Video generation." in await talk.say("/topics clear")
    assert "2. Video generation" in await talk.say("/topics")
    await talk.say("/topics clear topics")
    assert "No topics: every new and cross-listed paper" in await talk.say("/topics")


async def test_settings_survive_in_the_store(talk: Talk) -> None:
    await talk.say("/top 2")
    kept = await talk.services.channels.stored.get("terminal:main")
    assert kept is not None
    assert kept.top == 2
    assert "2 shown" in await talk.say("/brief")
    assert "A brief here shows at most 2 papers" in await talk.say("/top")


@pytest.mark.parametrize(
    ("line", "chosen"), [("/top", ("/top", "10")), ("/language", ("/language", "en"))]
)
async def test_a_setting_alone_offers_its_values_to_tap(
    talk: Talk, line: str, chosen: tuple[str, str]
) -> None:
    await talk.say(line)
    (offered,) = [block for block in talk.last.blocks if isinstance(block, Choices)]
    assert [(offered.command, one.value) for one in offered.options if one.chosen] == [chosen]
    assert len(offered.options) > 1


async def test_channels_do_not_share_settings(talk: Talk) -> None:
    await talk.say("/topics +retrieval", channel="terminal:a")
    assert "5 of 6 papers matched" in await talk.say("/topics", channel="terminal:b")


@pytest.mark.parametrize("line", ["/topics +x", "/top 3", "/language en"])
async def test_only_owners_change_settings(talk: Talk, line: str) -> None:
    assert "Only administrators of this channel" in await talk.say(line, person="stranger")
    assert await talk.services.channels.stored.get("terminal:main") is None


@pytest.mark.parametrize("line", ["/topics @vision", "/schedule @vision", "/settings @vision"])
async def test_who_is_in_a_channel_may_look_at_its_settings_from_elsewhere(
    talk: Talk, line: str
) -> None:
    assert (await talk.say(line, person="reader")).startswith("@vision")
    assert talk.done
    assert "Only members of @vision" in await talk.say(line, person="stranger")
    told = await talk.say(f"{line} drop 1", person="reader")
    assert told == "Only administrators of this channel may do that."


async def test_everybody_may_look_at_settings(talk: Talk) -> None:
    assert "Topics here" in await talk.say("/topics", person="stranger")


async def test_search_finds_and_offers(talk: Talk) -> None:
    text = await talk.say("/search diffusion")
    assert "2 found for “diffusion”, best first" in text
    assert opened(talk.last) == ["/paper 2602.90002", "/paper 2602.90001"]


async def test_of_plenty_search_tells_how_many_there_are_at_least(
    talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.papers.word_index._BITS", 4)
    monkeypatch.setattr("storage.papers.searching._PLENTY", 10)
    await talk.services.papers.keep([paper(n, title="Quokka maps") for n in range(100, 150)])
    first = await talk.say("/search quokka")
    found = re.match(r"At least (\d+) found for “quokka”, best first · page 1\n", first)
    assert found is not None
    assert 10 <= int(found[1]) < 50
    assert talk.offered[-1] == "/search quokka page 2"
    assert "· page 4\n" in await talk.say("/search quokka page 4")
    last = await talk.say("/search quokka page 7")
    assert last.startswith("50 found for “quokka”, best first · page 7 of 7\n")
    assert talk.offered[-1] == "/search quokka page 6"
    assert await talk.say("/search quokka page 8") == "There are 7 pages, numbered from 1."


async def test_a_category_that_is_taken_out_or_not_read_yet_is_named(talk: Talk) -> None:
    text = await talk.say("/topics cs.CV")
    assert text.startswith("cs.CV is already here; /topics -cs.CV removes it.")
    assert (await talk.say("/topics -cs.CV")).startswith("Removed the category cs.CV")
    assert (await talk.say("/topics cs.CV")).startswith("Added the category cs.CV")
    assert "Not read yet" not in await talk.say("/topics")
    assert "5 of 6 papers matched. Not read yet: cs.RO." in await talk.say("/topics cs.RO")


async def test_the_pages_of_all_titles_are_turned_in_place_in_both_directions(
    talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.commands.briefs.TITLES_A_PAGE", 2)
    await talk.say("/brief titles 2")
    turning = {one.label: (one.command, one.replaces) for one in talk.buttons}
    assert turning == {
        "Previous page": ("/brief titles 1", True),
        "Next page": ("/brief titles 3", True),
    }
    await talk.say("/brief titles")
    assert [one.label for one in talk.buttons] == ["Next page"]
    assert "page 3 of 3" in await talk.say("/brief titles 3")
    assert [one.label for one in talk.buttons] == ["Previous page"]


async def test_all_titles_are_listed_with_replacements_marked(talk: Talk) -> None:
    text = await talk.say("/brief titles")
    assert text.startswith("All titles · Fri 13 Feb 2026 · page 1 of 1")
    assert "Old News  2602.90009 · cs.CL · replaced" in text


async def test_status_tells_coverage_and_settings(talk: Talk) -> None:
    text = await talk.say("/status")
    assert "Fri 13 Feb 2026: 6 announced (5 new, 0 cross-listed, 1 replaced)" in text
    assert "cs.CL: complete · 3" in text
    assert "Topics: categories alone" in text
    assert "extractive" in text


async def test_help_lists_every_command_and_explains_one(talk: Talk) -> None:
    text = await talk.say("/help")
    assert all(f"/{command.name}" in text for command in COMMANDS)
    assert "/topics -survey" in await talk.say("/help /topics")


async def test_start_offers_the_next_step(talk: Talk) -> None:
    text = await talk.say("/start@paperbrief_bot")
    assert "/brief" in text
    assert talk.offered == ["/subscribe", "/topics", "/brief", "/help"]


async def test_a_paper_not_remembered_is_asked_for_once(talk: Talk) -> None:
    far = paper(77, id="hep-th/9901002", title="Far Away", published=DAY)
    lookup = FakeLookup({"hep-th/9901002": far})
    talk.services = replace(talk.services, lookup=lookup)
    assert "Far Away" in await talk.say("/paper hep-th/9901002")
    assert "Far Away" in await talk.say("/paper https://arxiv.org/abs/hep-th/9901002")
    assert lookup.asked == ["hep-th/9901002"]


async def test_a_card_is_completed_by_a_look_up(talk: Talk) -> None:
    known = replace(papers()[0], comments="9 pages, accepted somewhere", published=DAY)
    talk.services = replace(
        talk.services, completing=True, lookup=FakeLookup({"2602.90001": known})
    )
    text = await talk.say("/paper 2602.90001")
    assert "Comments: 9 pages, accepted somewhere" in text
    assert "submitted Fri 13 Feb 2026" in text


async def test_without_arxiv_a_known_paper_is_still_shown(talk: Talk) -> None:
    talk.services = replace(talk.services, completing=True, lookup=FakeLookup(None))
    assert "Streaming Video Diffusion" in await talk.say("/paper 2602.90001")
    assert "I cannot reach arXiv right now" in await talk.say("/paper 2602.00001")


async def test_a_defect_is_admitted_without_its_innards(talk: Talk) -> None:
    class Broken:
        async def numbers(self, address: str) -> Mapping[int, str]:
            raise RuntimeError("secret innards")

        async def keep(self, edition: object) -> None: ...

    deliveries = replace(talk.services.deliveries, editions=Broken())
    talk.services = replace(talk.services, deliveries=deliveries)
    text = await talk.say("/paper 3")
    assert "Sorry, that failed because of a bug of mine." in text
    assert "secret innards" not in text
    assert "Topics here" in await talk.say("/topics")


@pytest.mark.parametrize(
    ("text", "name"),
    [("3", "paper"), ("2602.12345", "paper"), ("/PAPER 3", "paper"), ("/brief", "brief")],
)
def test_a_bare_reference_is_read_as_paper(text: str, name: str) -> None:
    line = read_line(text)
    assert line is not None
    assert line.name == name


@pytest.mark.parametrize("text", ["", "hello", "1234", "/", "/ paper", "//"])
def test_other_text_is_no_command(text: str) -> None:
    assert read_line(text) is None


def test_the_table_fits_the_platforms() -> None:
    """Telegram: 1-32 of a-z 0-9 _; Discord: descriptions of at most 100 characters."""
    for command in COMMANDS:
        assert command.name.isascii()
        assert command.name.islower()
        assert len(command.name) <= 32
        assert 1 <= len(command.summary) <= 100
    assert len({command.name for command in COMMANDS}) == len(COMMANDS)


async def test_a_forgotten_abstract_is_asked_for_again_or_told(talk: Talk) -> None:
    far = paper(77, id="2502.00077", title="Far Away", published=DAY)
    await talk.services.papers.keep([replace(far, abstract="")])
    assert "abstract no longer kept" in await talk.say("/search far away")
    talk.services = replace(talk.services, lookup=FakeLookup(None))
    assert "I no longer keep this abstract." in await talk.say("/paper 2502.00077")
    assert "I no longer keep its abstract" in await talk.say("/why 2502.00077")
    lookup = FakeLookup({"2502.00077": far})
    talk.services = replace(talk.services, lookup=lookup)
    assert far.abstract[:20] in await talk.say("/paper 2502.00077")
    assert "abstract no longer kept" not in await talk.say("/search far away")
    assert "I no longer keep" not in await talk.say("/paper 2502.00077")
    assert lookup.asked == ["2502.00077"]


async def test_an_author_without_a_paper_is_told_as_a_person(talk: Talk) -> None:
    told = await talk.say("/topics author Ada Lovelace")
    assert "None of these papers is by “Ada Lovelace”." in told
    assert "comes close" not in told


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("/paper -1", "numbers 1 to 5, but no number -1."),
        ("/why 0", "numbers 1 to 5, but no number 0."),
        ("/unsave 99", "Your list has only number 1, not 99. /saved shows it with its numbers."),
    ],
)
async def test_a_number_that_is_none_is_told_with_those_there_are(
    talk: Talk, line: str, expected: str
) -> None:
    await talk.say("/brief")
    await talk.say("/save 1")
    assert expected in await talk.say(line, private=True)


async def test_a_preview_says_whose_numbers_it_changes(talk: Talk) -> None:
    await talk.say("/brief")
    preview = await talk.say("/preview top 2", private=True)
    assert "numbers that you type are those of this preview; for everybody else" in preview
    assert "those of the preview; /brief ends that." in await talk.say("/paper 4", private=True)
    await talk.say("/brief")
    assert "no number 9." in (told := await talk.say("/paper 9", private=True))
    assert "preview" not in told


def test_a_line_that_is_too_long_is_read_by_nothing_before_it_is_refused() -> None:
    line = "/subscribe " + "a" * LONGEST_LINE
    assert changes_nothing(line, COMMANDS)
    assert not changes_nothing("/subscribe", COMMANDS)
    assert not stands_alone(f"/search {'a' * LONGEST_LINE}")
    assert not names_numbers(f"/paper 3 {'a' * LONGEST_LINE}")
