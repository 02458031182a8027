"""/brief: the brief of the newest announcement or of a date, and all its titles."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.commands.lines.command import Request, Services
from bot.commands.lines.days import either_day, read_day
from bot.commands.lines.references import read_numbered
from bot.commands.lines.search_words import category_pattern
from bot.commands.listed import list_shown
from bot.commands.searching import today
from bot.errors import UsageError
from bot.messages.blocks import (
    Button,
    Buttons,
    Heading,
    Item,
    ItemList,
    Message,
    Paragraph,
    Span,
    message,
    paragraph,
    spans,
)
from bot.messages.brief import brief_message
from bot.messages.entries import page_row, title_of
from bot.text.readable import shorten
from bot.text.slips import nearest_word
from bot.translator import Translator
from bot.values.announcements import AnnouncedPaper, Announcement

TITLES_A_PAGE = 25
_TITLES = re.compile(r"(?:all\s+)?titles?(?:\s+(?:page\s+)?(\d{1,3}))?", re.I)
_WORDS = (
    *("titles", "today", "yesterday", "newest", "latest"),
    *("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
)
_NEWEST = ("newest", "latest", "last", "new", "now", "最新")
_KNOWN_DAYS, _OFFERED_DAYS = 400, 5
# days from one announcement to the next, with a weekend and the holidays of a year's end
_MOST_BETWEEN = 5
_SATURDAY = 5


async def brief(request: Request, services: Services) -> Message:
    """``/brief [day | titles [page]]``; of the sample announcement also ``model``."""
    titles = _TITLES.fullmatch(request.arguments)
    if titles:
        return await _titles(int(titles[1] or 1), request, services)
    wanted = request.arguments.lower()
    list_shown(request, services, ())
    if wanted == "model":
        return await _as_of_a_model(request, services)
    if not wanted or wanted in _NEWEST:
        return await _of_day(None, None, request, services)
    now = today(request, services)
    day = read_day(request.arguments, now, request.say.language)
    if day is None:
        return await _no_day(now, request, services)
    return await _of_day(day, now, request, services)


async def _of_day(
    day: date | None, now: date | None, request: Request, services: Services
) -> Message:
    """The brief of a day; where there is none, that of the announcement just before it."""
    edition = await services.briefs.brief(request.channel, day, request.person)
    told: Paragraph | None = None
    if edition is None and day is not None and now is not None:
        known = await services.announcements.dates(_KNOWN_DAYS)
        if (near := _just_before(day, known)) is not None:
            edition = await services.briefs.brief(request.channel, near, request.person)
            told = paragraph(Span(_instead(day, near, now, request.say), "strong"))
    if edition is None:
        return await nothing_stored(day, request, services)
    await services.deliveries.editions.keep(edition)
    services.asking.previews.over(request.channel.address, request.person)
    manner = request.channel.manner
    if told is None:
        return brief_message(edition, request.say, request.conversation.needs, manner)

    def needs(made: Message) -> int:
        return request.conversation.needs(message(told, made.blocks))

    return message(told, brief_message(edition, request.say, needs, manner).blocks)


def _just_before(day: date, known: Sequence[date]) -> date | None:
    """A weekend and a holiday lie between two announcements, and not more."""
    near = max((each for each in known if each < day), default=None)
    return near if near is not None and (day - near).days <= _MOST_BETWEEN else None


def _instead(day: date, near: date, now: date, say: Translator) -> str:
    told, newest = say.date(day), say.date(near)
    if day.weekday() >= _SATURDAY:
        return say.text(
            "arXiv announces nothing at weekends ({day}). The brief before it, of {newest}:",
            day=told,
            newest=newest,
        )
    if day >= now:
        return say.text(
            "Nothing has been announced for {day} yet. The newest brief, of {newest}:",
            day=told,
            newest=newest,
        )
    return say.text(
        "I have no announcement of {day}. The brief before it, of {newest}:",
        day=told,
        newest=newest,
    )


async def _no_day(now: date, request: Request, services: Services) -> Message:
    """What was not understood, and what can be had: a tap each."""
    say, text = request.say, shorten(request.arguments, 60)
    if (both := either_day(request.arguments, now)) is not None:
        told = say.text("“{text}” could mean two days. Which one?", text=text)
        return message(paragraph(told), Buttons((tuple(_button(day, say) for day in both),)))
    if read_numbered(request.arguments):
        told = say.text("“{text}” is not a day. /paper opens a paper from the brief:", text=text)
        opens = Button(f"/paper {text}", command=f"/paper {request.arguments}")
        return message(paragraph(told), Buttons(((opens,),)))
    if (category := category_pattern(request.arguments)) is not None:
        told = say.text(
            "Briefs follow what is set here (/topics). For papers in {category} alone, search:",
            category=category,
        )
        line = f"/search cat:{category}"
        return message(paragraph(told), Buttons(((Button(line, command=line),),)))
    known = await services.announcements.dates(_OFFERED_DAYS)
    told = say.text(
        "I cannot read “{text}” as a day. Try: yesterday, Monday, 24 June, 2026-06-24.",
        text=text,
    )
    days = tuple((_button(day, say),) for day in known)
    near = nearest_word(text.lower(), _WORDS)
    if near is not None:
        told = say.text(
            "I cannot read “{text}” as a day. Did you mean {near}?",
            text=text,
            near=f"/brief {near}",
        )
    slip = ((Button(f"/brief {near}", command=f"/brief {near}"),),) if near else ()
    return message(paragraph(told), Buttons((*slip, *days)) if slip or days else None)


def _button(day: date, say: Translator) -> Button:
    return Button(say.date(day), command=f"/brief {day.isoformat()}")


async def _as_of_a_model(request: Request, services: Services) -> Message:
    say = request.say
    if services.samples is None:
        if services.pipeline.writer.costly:
            raise UsageError(say.text("A model already writes here: /brief on its own shows it."))
        raise UsageError(
            say.text(
                "No model is set up here. The sample announcement shows what one "
                "would change: run python -m bot try, then type /brief model"
            )
        )
    # the texts were written for the papers that a channel begins with
    begun = replace(services.channels.new(request.channel.address), language="en")
    edition = await services.samples.brief(begun, None, request.person)
    if edition is None:
        return await nothing_stored(None, request, services)
    await services.deliveries.editions.keep(edition)
    marked = say.text(
        "This is the sample's brief as a model would write it, with the settings that a "
        "channel starts with. The texts come with the sample, in English; no model was asked."
    )
    told = brief_message(edition, say, request.conversation.needs)
    return message(paragraph(Span(marked, "strong")), told.blocks)


async def nothing_stored(day: date | None, request: Request, services: Services) -> Message:
    """For a date of which nothing is remembered, or any at all."""
    say = request.say
    known = await services.announcements.dates(5)
    if day is None or not known:
        return message(paragraph(say.text("No announcement has been fetched yet.")))
    sentence = say.text(
        "I have no announcement of {day} for your categories. The latest: {days}.",
        day=say.date(day),
        days=say.join([say.date(each) for each in known]),
    )
    if day < services.clock().date() - services.remembered:
        kept = say.text(
            "I keep announcements for {days} days.", days=say.number(services.remembered.days)
        )
        sentence = say.sentences(sentence, kept)
    return message(paragraph(sentence), Buttons(tuple((_button(each, say),) for each in known)))


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
        raise UsageError(
            say.plural("There is {n} page.", "There are {n} pages, numbered from 1.", pages)
        )
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
