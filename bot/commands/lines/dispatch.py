"""From a line that a person typed to the message that answers it.

A failed command answers with a sentence; it never takes anything else down.
"""

import logging
from collections.abc import Sequence
from dataclasses import replace

from bot.commands.lines.at_large import about_bot, about_papers
from bot.commands.lines.closures import ChannelClosed, check_open
from bot.commands.lines.command import (
    Asked,
    Command,
    CommandResult,
    Continued,
    Further,
    Origin,
    Request,
    Services,
)
from bot.commands.lines.command_lines import LONGEST_LINE, CommandLine, clean, read_line
from bot.commands.lines.effects import may_be_guessed
from bot.commands.lines.elsewhere import nearest
from bot.commands.lines.linked import changes_unasked
from bot.commands.lines.misread import (
    asked_first,
    asked_what_stops,
    at_large,
    meant_instead,
    no_command,
    offered,
    told_instead,
    too_long,
    unknown_command,
    which_paper,
)
from bot.commands.lines.plain_words import read_plain, wants_it_to_stop
from bot.commands.lines.targets import aimed, read_target
from bot.commands.lines.within import asks_within
from bot.errors import (
    PaperbriefError,
    PlatformUnreachable,
    SourceRefused,
    StoreUnusable,
    TryAgain,
    UsageError,
)
from bot.identifiers import linked_papers
from bot.messages.blocks import Message, message, paragraph
from bot.ports.chats import Conversation
from bot.translator import Translator, language_for, translator
from bot.values.channels import Channel

log = logging.getLogger(__name__)

# behind these the paper that was shown last is still spoken of
_OF_PAPER = ("paper", "analysis", "ask")
_OF_TAPPED_CARD = (*_OF_PAPER, "save", "unsave", "vote")


async def answer(
    text: str, origin: Origin, conversation: Conversation, services: Services
) -> CommandResult:
    """The answer to one line of one person in one channel."""
    say = services.spoken(origin.language)
    try:
        settings = await _settings(origin.channel, origin, services)
        say = translator(settings.language)
        return await _answer(text, settings, origin, conversation, services)
    except ChannelClosed as told:
        return CommandResult(message(paragraph(str(told))))
    except UsageError as error:
        return _undone(str(error))
    except PaperbriefError as error:
        log.info("command_ended", extra={"channel": origin.channel, "why": str(error)})
        return _undone(_trouble(error, say))
    except Exception:
        log.exception("command_failed", extra={"channel": origin.channel})
        return _undone(
            say.text(
                "Sorry, that failed because of a bug of mine. It is in the log; "
                "nothing was changed."
            )
        )


async def go_on(further: Further, channel: str) -> None:
    """The work behind an answer. Never raises: who asked has been answered."""
    try:
        await further()
    except PaperbriefError as error:
        log.info("further_ended", extra={"channel": channel, "why": str(error)})
    except Exception:
        log.exception("further_failed", extra={"channel": channel})


def _asked(
    text: str, settings: Channel, origin: Origin, services: Services
) -> CommandLine | Message | None:
    """A question where nobody else reads along: about the bot, about papers that it names, about
    papers at large, or about the paper that was shown last."""
    question = clean(text)
    if not origin.alone:
        return None
    if about_bot(question):
        return CommandLine("help", "")
    if asks_within(question):
        return CommandLine("ask", question)
    say = translator(settings.language)
    subject = about_papers(question)
    if subject is not None:
        return at_large(subject, say)
    talk = services.asking.talks.last(settings.address)
    if talk is None or not question.endswith(("?", "\uff1f", "\u061f")):
        return None
    if not talk.current:
        return which_paper(question, talk.papers, say)
    return CommandLine("ask", question)


def _linked(text: str, origin: Origin) -> CommandLine | None:
    """Where nobody else reads along, words with a paper's address in them are about that paper."""
    papers = linked_papers(text) if origin.alone else ()
    return CommandLine("paper", " ".join(each.id for each in papers)) if papers else None


def _undone(sentence: str) -> CommandResult:
    return CommandResult(message(paragraph(sentence)), done=False)


async def _settings(address: str, origin: Origin, services: Services) -> Channel:
    """What is set there; a channel that has set nothing speaks the person's language."""
    known = await services.channels.stored.get(address)
    if known is not None:
        return known
    fresh = services.channels.new(address)
    return replace(fresh, language=language_for(origin.language) or fresh.language)


async def _answer(
    text: str, settings: Channel, origin: Origin, conversation: Conversation, services: Services
) -> CommandResult:
    say = translator(settings.language)
    if len(text) > LONGEST_LINE:
        return CommandResult(too_long(len(text), LONGEST_LINE, say), done=False)
    if wants_it_to_stop(text):
        return CommandResult(asked_what_stops(say), done=False)
    line = (
        read_line(text)
        or read_plain(text, settings.language)
        or _linked(text, origin)
        or _asked(text, settings, origin, services)
    )
    if line is None:
        return CommandResult(no_command(clean(text), say), done=False)
    if isinstance(line, Message):
        return CommandResult(line, done=False)
    command = find(line.name, services.commands)
    if command is None:
        return await _nearest(line, settings, origin, conversation, services)
    if line.guessed and not may_be_guessed(line.name, line.arguments, command):
        return CommandResult(offered(line, say), done=False)
    if line.linked and changes_unasked(line.name, line.arguments, command):
        return CommandResult(asked_first(line, say), done=False)
    return await _run(line, command, settings, origin, conversation, services)


async def _nearest(
    typed: CommandLine,
    settings: Channel,
    origin: Origin,
    conversation: Conversation,
    services: Services,
) -> CommandResult:
    """To a command that is none of ours: what only answers is answered at once, and said to be
    it; what changes something is offered."""
    say = translator(settings.language)
    near = nearest(typed, [each.name for each in services.commands])
    command = find(near.name, services.commands) if near else None
    if near is None or command is None:
        return CommandResult(unknown_command(typed.name, say), done=False)
    if not may_be_guessed(near.name, near.arguments, command):
        return CommandResult(meant_instead(typed.name, near, say), done=False)
    told = told_instead(typed.name, near, say)
    try:
        came = replace(origin, tapped=True)
        made = await _run(near, command, settings, came, conversation, services)
    except UsageError as error:
        raise UsageError(say.sentences(told, str(error))) from error
    return replace(made, message=message(paragraph(told), made.message.blocks))


async def _run(
    line: CommandLine,
    command: Command,
    settings: Channel,
    origin: Origin,
    conversation: Conversation,
    services: Services,
) -> CommandResult:
    say = translator(settings.language)
    target, arguments = read_target(line.name, line.arguments)
    channel, proven = settings, origin.proven
    changes = command.who == "owner" and bool(arguments or command.changes_bare)
    if target is not None:
        channel, proven = await _aimed_at(target, origin, say, services, looks=not changes), None
    elif command.who != "owner" and origin.linked and not settings.subscribed:
        channel = await _settings(origin.linked, origin, services)
    if changes and not await _owns(channel.address, proven, origin, services):
        told = say.kept(services.channels.right_words.owners(channel.address))
        if target is not None:
            told = await _refusal(told, target, channel.address, origin, say, services)
        return _undone(told)
    came = replace(origin, tapped=origin.tapped or line.linked)
    request = Request(channel, origin.person, line.name, arguments, say, conversation, came)
    made = await command.handler(request, services)
    if line.name not in (_OF_TAPPED_CARD if came.tapped else _OF_PAPER):
        services.asking.talks.left(settings.address)
    said = made.message if isinstance(made, Continued | Asked) else made
    further = made.further if isinstance(made, Continued) else None
    done = not isinstance(made, Asked)
    return CommandResult(aimed(said, target) if target else said, done, further)


async def _owns(channel: str, proven: bool | None, origin: Origin, services: Services) -> bool:
    if proven is not None and channel == origin.channel:
        return proven
    return await services.channels.rights.may_configure(channel, origin.person)


async def _aimed_at(
    target: str, origin: Origin, say: Translator, services: Services, *, looks: bool
) -> Channel:
    """The channel that a command names; to look at it, this person must be in it."""
    address = await services.channels.rights.find(target, origin.channel)
    if address is None:
        await check_open(target, address, origin, say, services)
        raise UsageError(_unknown_channel(target, origin.channel, say, services))
    if looks and not await services.channels.rights.may_read(address, origin.person):
        told = say.text("Only members of {name} can ask for that.", name=target)
        raise UsageError(await _refusal(told, target, address, origin, say, services))
    return await _settings(address, origin, services)


async def _refusal(
    told: str, target: str, address: str, origin: Origin, say: Translator, services: Services
) -> str:
    """To somebody who may not do that there; where we are out, nobody can be found to may."""
    await check_open(target, address, origin, say, services)
    may_post = await services.channels.rights.may_post(address)
    return told if may_post else _unknown_channel(target, address, say, services)


def _unknown_channel(target: str, near: str, say: Translator, services: Services) -> str:
    """``near`` is an address of the same platform."""
    how = say.kept(services.channels.right_words.joining(near))
    return say.sentences(say.text("I do not know {name}.", name=target), how)


def _trouble(error: PaperbriefError, say: Translator) -> str:
    """What a reader is told of a trouble that is not theirs; the log has the rest."""
    if isinstance(error, PlatformUnreachable):
        return unasked(say)
    if isinstance(error, TryAgain):
        return say.text(
            "I cannot reach arXiv right now, so I cannot look that up. Please try again later."
        )
    if isinstance(error, SourceRefused):
        return say.text("arXiv refused the request.")
    if isinstance(error, StoreUnusable):
        return say.text("I cannot read or write my database right now; the log says why.")
    return say.text("arXiv sent an answer I cannot read. Please try again later.")


def unasked(say: Translator) -> str:
    """Where a platform cannot say who has the right to something."""
    return say.text(
        "I could not check with this platform who may do that, so nothing was "
        "changed. Please try again later."
    )


def find(name: str, commands: Sequence[Command]) -> Command | None:
    return next((command for command in commands if command.name == name), None)
