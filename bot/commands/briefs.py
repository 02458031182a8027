"""/brief: the brief of the newest announcement or of a date, and all its titles."""

import re
from dataclasses import replace
from datetime import date

from bot.commands.lines.command import Request, Services
from bot.errors import UsageError
from bot.messages.blocks import (
    Buttons,
    Heading,
    Item,
    ItemList,
    Message,
    Span,
    message,
    paragraph,
    spans,
)
from bot.messages.brief import brief_message
from bot.messages.entries import page_row, title_of
from bot.text.readable import shorten
from bot.values.announcements import AnnouncedPaper, Announcement

TITLES_A_PAGE = 25
_TITLES = re.compile(r"titles?(?:\s+(\d{1,3}))?", re.I)


async def brief(request: Request, services: Services) -> Message:
    """``/brief [date | titles [page]]``; of the sample announcement also ``model``."""
    titles = _TITLES.fullmatch(request.arguments)
    if titles:
        return await _titles(int(titles[1] or 1), request, services)
    if request.arguments.lower() == "model":
        return await _as_of_a_model(request, services)
    day = _date(request) if request.arguments else None
    edition = await services.briefs.brief(request.channel, day, request.person)
    if edition is None:
        return await nothing_stored(day, request, services)
    await services.deliveries.editions.keep(edition)
    needs, manner = request.conversation.needs, request.channel.manner
    return brief_message(edition, request.say, needs, manner)


async def _as_of_a_model(request: Request, services: Services) -> Message:
    say = request.say
    if services.samples is None:
        if services.pipeline.writer.costly:
            raise UsageError(say.text("A model writes here: /brief alone shows it."))
        raise UsageError(
            say.text(
                "No model is set here. What one would change can be seen at the sample "
                "announcement: python -m bot try, and there /brief model"
            )
        )
    # the texts were written for the papers that a channel begins with
    begun = replace(services.channels.new(request.channel.address), language="en")
    edition = await services.samples.brief(begun, None, request.person)
    if edition is None:
        return await nothing_stored(None, request, services)
    await services.deliveries.editions.keep(edition)
    marked = say.text(
        "This is how the sample's brief looks where a model writes, before anything is changed "
        "here. The texts ship with the sample, in English; no model was asked."
    )
    told = brief_message(edition, say, request.conversation.needs)
    return message(paragraph(Span(marked, "strong")), told.blocks)


def _date(request: Request) -> date:
    try:
        return date.fromisoformat(request.arguments)
    except ValueError:
        raise UsageError(
            request.say.text(
                "“{text}” is no date that I read. Write it as 2026-02-13, or /brief alone for "
                "the newest.",
                text=shorten(request.arguments, 60),
            )
        ) from None


async def nothing_stored(day: date | None, request: Request, services: Services) -> Message:
    """For a date of which nothing is remembered, or any at all."""
    say = request.say
    known = await services.announcements.dates(5)
    if day is None or not known:
        return message(paragraph(say.text("No announcement has been brought in yet.")))
    sentence = say.text(
        "No announcement of {day} is remembered for your categories. The latest: {days}.",
        day=say.date(day),
        days=say.join([each.isoformat() for each in known]),
    )
    return message(paragraph(sentence))


async def _titles(page: int, request: Request, services: Services) -> Message:
    announcement = await services.briefs.announcement(request.channel, None)
    if announcement is None:
        return await nothing_stored(None, request, services)
    return titles_message(announcement, page, request)


def titles_message(announcement: Announcement, page: int, request: Request) -> Message:
    """One page of everything announced, in arXiv's order; replacements are marked."""
    say = request.say
    pages = max(1, -(-len(announcement.papers) // TITLES_A_PAGE))
    if not 1 <= page <= pages:
        raise UsageError(say.plural("There is {n} page.", "There are {n} pages, from 1 on.", pages))
    first = (page - 1) * TITLES_A_PAGE
    shown = announcement.papers[first : first + TITLES_A_PAGE]
    days = say.listed(say.date(day) for day in announcement.dates)
    sample = say.text("SAMPLE, invented papers") if announcement.sample else ""
    heading = " · ".join(
        part
        for part in (
            say.text("All titles"),
            days,
            sample,
            say.text("page {page} of {pages}", page=page, pages=pages),
        )
        if part
    )
    return message(
        Heading(spans(heading), level=2),
        ItemList(tuple(_title(one, request) for one in shown)),
        Buttons(turning) if (turning := page_row("/brief titles", page, pages, say)) else None,
    )


def _title(one: AnnouncedPaper, request: Request) -> Item:
    facts = [one.paper.id, *one.paper.categories[:1]]
    if one.announce_type.is_replacement:
        facts.append(request.say.text("replaced"))
    title = Span(title_of(one.paper), command=f"/paper {one.paper.id}")
    return Item((spans(title, Span(f"  {' · '.join(facts)}", "dim")),))
