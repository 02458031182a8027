"""Whether this channel gets briefs: /subscribe, /unsubscribe."""

import re
from dataclasses import replace

from bot.commands.changing.keeping import kept
from bot.commands.channels.anew import begin_anew
from bot.commands.channels.clocks import clock_question, clock_told
from bot.commands.channels.expected import told_at, told_next
from bot.commands.channels.schedule_questions import asked
from bot.commands.lines.command import Asked, Request, Services
from bot.commands.topics.changing.ready import ready_topics, translated
from bot.commands.topics.showing.beginnings import first_brief_opens, first_told
from bot.errors import UsageError
from bot.messages.blocks import (
    Block,
    Button,
    Buttons,
    ChannelChooser,
    Message,
    Span,
    message,
    paragraph,
)
from bot.schedules import describe
from bot.taxonomy import canonical_category
from bot.text.readable import shorten
from bot.translator import Translator
from bot.typed_schedules.understanding import Doubt, understood
from bot.values.channels import Channel

_READY_OFFERED = 4


async def subscribe(request: Request, services: Services) -> Message | Asked:
    """``/subscribe [schedule]``: briefs come by themselves from now on."""
    say, channel = request.say, request.channel
    schedule = understood(replace(channel.schedule, paused=False), request.arguments)
    if isinstance(schedule, Doubt):
        return _asked(schedule, request)
    if not await services.channels.rights.may_post(channel.address):
        lacking = await services.channels.right_words.lacking(channel.address)
        again = say.text("Please change that, then send /subscribe again.")
        raise UsageError(say.sentences(say.kept(lacking), again))
    subscribed = replace(
        channel,
        subscribed=True,
        schedule=schedule,
        owner=request.person,
        opens=first_brief_opens(request, services.clock()),
    )
    told = say.text("This channel gets briefs: {when}.", when=describe(schedule, say))
    beginning: list[str] = []
    if not channel.subscribed:
        # set before anybody can see it as subscribed
        await services.channels.stored.keep(channel)
        if await begin_anew(subscribed, services):
            beginning = await _beginning(subscribed, services, say)
    undo = await kept(subscribed, request, services)
    await services.channels.membership.opened(channel.address)
    if not beginning:
        beginning = [await told_next(subscribed, services, say)]
    return message(
        paragraph(told),
        _said(say.sentences(clock_told(request.arguments, schedule, say), *beginning)),
        trial_notice(services, say),
        Buttons(((undo,),)) if undo else None,
        clock_question(schedule, request.origin.language, services.clock(), say),
        _what_next(subscribed, request),
        ChannelChooser(say.text("Subscribe a channel or group of yours"), "/subscribe")
        if request.origin.private and request.origin.channel == channel.address
        else None,
    )


async def _beginning(channel: Channel, services: Services, say: Translator) -> list[str]:
    """The first brief, and the one after it where that is known."""
    coming = services.coming
    if coming is None:
        return []
    first, now = await coming.first_brief(channel), services.clock()
    told = [first_told(channel, first, say)]
    following = coming.next_brief(channel.schedule, first.covers, now) if first else None
    if following is not None:
        told.append(told_at(channel.schedule, following, now, say))
    return told


def _asked(doubt: Doubt, request: Request) -> Asked:
    """People name here what briefs are to be about, too: /topics has the words for that."""
    made = asked(doubt, "/subscribe", request.channel.schedule, request.say)
    if doubt.kind != "unknown":
        return made
    say, words = request.say, _topic_words(request.arguments)
    told = say.text("To say what briefs should be about, use /topics.")
    topics = Button(f"/topics {shorten(words, 40)}", command=f"/topics {words}")
    plain = Button(say.text("Subscribe"), command="/subscribe")
    return Asked(message(made.message.blocks, paragraph(told), Buttons(((plain, topics),))))


def _topic_words(text: str) -> str:
    """What a line after /subscribe wants to be about: cs.AI of "me to cs.AI"."""
    named = [canonical_category(each) for each in re.split(r"[\s,;]+", text)]
    categories = [each for each in named if each is not None]
    return " ".join(categories) or re.sub(r"^(?:(?:me|us)\s+)?(?:to|for)\s+", "", text, flags=re.I)


async def unsubscribe(request: Request, services: Services) -> Message:
    """Briefs stop; topics and settings stay."""
    say = request.say
    undo = await kept(replace(request.channel, subscribed=False), request, services)
    return message(
        paragraph(
            say.text(
                "No more briefs here. Topics and settings are kept; to start again: /subscribe."
            )
        ),
        Buttons(((undo,),)) if undo else None,
    )


def _said(text: str) -> Block | None:
    return paragraph(text) if text else None


def trial_notice(services: Services, say: Translator) -> Block | None:
    if services.coming is not None:
        return None
    return paragraph(
        Span(
            say.text(
                "This is a trial: nothing is sent automatically from here. The "
                "service does that: python -m bot channels add, then python -m bot "
                "run."
            ),
            "dim",
        )
    )


def _what_next(channel: Channel, request: Request) -> list[Block]:
    """Typed elsewhere, a sentence would be about that place."""
    say, here = request.say, request.origin.channel == channel.address
    if channel.topics:
        return [Buttons(((Button(say.text("Topics"), command="/topics"),),))]
    ready = tuple(
        Button(translated(topic, say).name, command=f"/topics ready {topic.name}")
        for topic in ready_topics()[:_READY_OFFERED]
    )
    own = Button(
        say.text("In my words"),
        command="/topics",
        asks=say.text("What are you looking for? One sentence is enough."),
    )
    return [
        paragraph(
            say.text(
                "What should it be about? Write a sentence after /topics, or choose one of these:"
            )
            if here
            else say.text("What should it be about?")
        ),
        Buttons(
            (
                ready,
                (Button(say.text("All ready-made"), command="/topics ready"), own),
                (Button(say.text("Categories"), command="/topics in"),),
            )
        ),
    ]
