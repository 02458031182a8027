"""A brief in the layouts that a channel can have: what each says, and that it fits."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from adapters.discord_chat.rendering.bodies import SILENT, in_new_kind
from adapters.discord_chat.rendering.plain_content import contents
from adapters.discord_chat.sending.letters import discord_form
from adapters.telegram_chat.sending.sender import telegram_form
from bot.cli.try_command import sample
from bot.messages.blocks import Buttons
from bot.messages.brief import brief_message, hashtag
from bot.messages.plain import plain
from bot.settings import Settings
from bot.text.readable import utf16_length
from bot.translator import translator
from bot.values.channels import BriefLayout, Manner
from bot.values.editions import Edition
from bot.wiring.session import session
from tests.values import edition, paper

SAY = translator("en")
LAYOUTS: tuple[BriefLayout, ...] = ("compact", "usual", "roomy")
PAGE = Path(__file__).parents[3] / "docs" / "posting.md"


async def sample_brief(settings: Settings, top: int) -> Edition:
    categories = ("cs.CL", "cs.CV")
    async with session(
        settings, settings.storage.data, (sample(),), categories, None, None
    ) as opened:
        channel = replace(opened.channels.new("terminal:main"), top=top)
        made = await opened.briefs.brief(channel, None)
        assert made is not None
        return made


@pytest.fixture
async def whole(settings: Settings) -> Edition:
    """The sample's brief of all its papers."""
    return await sample_brief(settings, 30)


def lines_of(made: Edition, layout: BriefLayout) -> list[str]:
    return plain(brief_message(made, SAY, manner=Manner(layout=layout))).splitlines()


def test_a_category_becomes_one_word_that_platforms_find() -> None:
    found = [hashtag(each) for each in ("cs.CL", "hep-th", "cond-mat.mtrl-sci")]
    assert found == ["#cs_CL", "#hep_th", "#cond_mat_mtrl_sci"]


def test_hashtags_are_those_of_the_papers_the_most_frequent_first() -> None:
    made = edition(
        paper(1, categories=("cs.CL", "cs.LG")), paper(2, categories=("cs.CV",)),
        paper(3, categories=("cs.CV",)),
    )  # fmt: skip
    text = plain(brief_message(made, SAY, manner=Manner(hashtags=True)))
    assert "#cs_CV #cs_CL" in text
    assert "#cs_LG" not in text


def test_a_brief_without_papers_has_no_hashtags() -> None:
    assert "#" not in plain(brief_message(edition(), SAY, manner=Manner(hashtags=True)))


@pytest.mark.parametrize("layout", LAYOUTS)
async def test_hashtags_end_the_brief_and_count_in_its_size(
    whole: Edition, layout: BriefLayout
) -> None:
    for top in (1, 10, 20, 24):
        made = replace(whole, papers=whole.papers[:top], groups=())
        parts = telegram_form(made, SAY, Manner(layout=layout, hashtags=True))
        texts = [json.loads(part)["text"] for part in parts]
        assert all(utf16_length(text) <= 4096 for text in texts)
        assert all(word.startswith("#") for word in texts[-1].splitlines()[-1].split())


async def test_compact_tells_a_paper_by_its_title_alone(whole: Edition) -> None:
    told = lines_of(whole, "compact")
    titles = [one.title for one in whole.papers]
    assert sum(any(title in line for title in titles) for line in told) == len(titles)
    assert not any(one.brief.tldr and one.brief.tldr in " ".join(told) for one in whole.papers)


async def test_roomy_puts_what_came_out_on_a_line_of_its_own(whole: Edition) -> None:
    ten = replace(whole, papers=whole.papers[:10], groups=())
    told = lines_of(ten, "roomy")
    came_out = [line.strip() for line in told if line.strip().startswith("→ ")]
    assert came_out
    usual = " ".join(lines_of(ten, "usual"))
    assert all(line.removeprefix("→ ").rstrip(".") in usual for line in came_out)


async def test_the_layouts_say_ever_more(whole: Edition) -> None:
    ten = replace(whole, papers=whole.papers[:10], groups=())
    compact, usual, roomy = (len(lines_of(ten, each)) for each in LAYOUTS)
    assert compact < usual < roomy


async def test_without_buttons_nothing_in_a_brief_is_a_control(whole: Edition) -> None:
    made = brief_message(whole, SAY, manner=Manner(buttons=False))
    assert not [block for block in made.blocks if isinstance(block, Buttons)]
    for payload in discord_form(whole, SAY, Manner(buttons=False)):
        assert '"custom_id"' not in payload


async def test_a_refused_form_is_as_silent_and_calls_the_same_role_once(whole: Edition) -> None:
    made = replace(whole, papers=whole.papers[:20], groups=())
    stored = [json.loads(each) for each in discord_form(made, SAY, Manner(silent=True, ping="55"))]
    bodies = [each["body"] for each in stored]
    for others in ([contents(body) for body in bodies],
                   [in_new_kind(body) for body in bodies if body.get("embeds")]):  # fmt: skip
        flat = [each for several in others for each in several]
        assert all(each["flags"] & SILENT for each in flat)
        assert sum("<@&55>" in json.dumps(each) for each in flat) <= 1
    for each in (bodies, [one for body in bodies for one in contents(body)]):
        assert each[0]["allowed_mentions"] == {"parse": [], "roles": ["55"]}
        assert all(one["allowed_mentions"] == {"parse": []} for one in each[1:])
        assert "<@&55>" in json.dumps(each[0])


async def test_the_page_on_posting_shows_what_the_layouts_say(settings: Settings) -> None:
    """The example there is the sample's, as it is."""
    ten = await sample_brief(settings, 10)
    page = PAGE.read_text("utf-8").split("```")
    for layout, block in zip(LAYOUTS, page[1:6:2], strict=True):
        said = "\n".join(line.strip() for line in lines_of(ten, layout))
        for line in filter(None, map(str.strip, block.removeprefix("text").splitlines())):
            assert line in said, (layout, line)
