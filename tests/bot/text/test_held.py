"""Which papers can be read in which part, in the forms that all platforms send."""

from dataclasses import replace
from datetime import date

import pytest

from adapters.discord_chat.sending.letters import discord_form
from adapters.telegram_chat.rendering.part import to_json
from adapters.telegram_chat.rendering.render import parts as telegram_parts
from adapters.telegram_chat.sending.sender import telegram_form
from adapters.terminal_chat.sender import plain_form
from bot.messages.brief import brief_message
from bot.text.held import papers_held
from bot.translator import translator
from bot.values.channels import USUAL, Channel
from bot.values.topics import Topic
from bot.wiring.pipeline import embedded
from scheduler.edition import Day
from scheduler.publishing.publications import EditionForm
from tests.storage.values import a_full_paper, a_listing

LONG = "We prune gardens of many kinds and count what is left of them after a winter. " * 9


@pytest.mark.parametrize(
    "form", [plain_form, telegram_form, discord_form], ids=["terminal", "telegram", "discord"]
)
@pytest.mark.parametrize("top", [1, 30])
async def test_every_paper_of_a_brief_is_found_where_it_stands(form: EditionForm, top: int) -> None:
    ids = [f"2603.{number:05}" for number in range(1, top)] + ["hep-th/9901002"]
    listing = a_listing(*ids)
    papers = {
        id_: a_full_paper(id_, title=f"Gardens of kind {n} " + "x" * 240, abstract=LONG)
        for n, id_ in enumerate(ids)
    }
    items = tuple(replace(each, paper=papers[each.paper.id]) for each in listing.items)
    channel = Channel(
        address="", language="en", top=30, categories=("cs.CL",), topics=(Topic(name="gardens"),)
    )
    edition = await Day([replace(listing, items=items)], embedded(None)).edition(channel)
    shown = [each.paper.id for each in edition.papers]
    assert len(shown) == top
    parts = form(edition, translator("en"), USUAL)
    held = papers_held(parts, [*shown, "2603.99999"])
    found = [id_ for each in held for id_ in each or ()]
    assert sorted(found) == sorted(shown)
    assert edition.announcement.dates == (date(2026, 3, 5),)


async def test_of_a_brief_in_several_messages_each_says_what_it_holds() -> None:
    ids = [f"2603.{number:05}" for number in range(1, 31)]
    listing = a_listing(*ids)
    items = tuple(
        replace(
            each, paper=a_full_paper(each.paper.id, title=f"Gardens {n} " + "pruned moors " * 14)
        )
        for n, each in enumerate(listing.items)
    )
    channel = Channel(
        address="", language="en", top=30, categories=("cs.CL",), topics=(Topic(name="gardens"),)
    )
    edition = await Day([replace(listing, items=items)], embedded(None)).edition(channel)
    fullest = telegram_parts(brief_message(edition, translator("en"), lambda _: True))
    held = papers_held([to_json(part) for part in fullest], ids)
    assert len(held) > 1
    assert all(held)
    assert sorted(id_ for each in held for id_ in each or ()) == ids


def test_an_id_is_no_part_of_a_longer_one() -> None:
    assert papers_held(["see 2603.000011 and math.hep-th/9901002"], ["2603.00001"]) == (None,)
    assert papers_held(["a 2603.00001v2"], ["2603.00001"]) == (("2603.00001",),)


def test_what_a_button_does_is_no_text() -> None:
    parts = ['{"text": "2603.00002"}', '{"text": "", "rows": [[{"command": "/paper 2603.00001"}]]}']
    assert papers_held(parts, ["2603.00001", "2603.00002"]) == (("2603.00002",), ())
