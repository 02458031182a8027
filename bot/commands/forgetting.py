"""/forget: what is stored about a person or a channel is deleted, once they said yes."""

from bot.commands.lines.command import Request, Services
from bot.commands.privacy import choices, items, of_channel, of_person, stored_of
from bot.errors import UsageError
from bot.messages.blocks import Button, Buttons, Message, message, paragraph
from bot.translator import Translator


async def forget(request: Request, services: Services) -> Message:
    """``/forget [me | channel] [yes]``: asks first, and deletes at ``yes``."""
    say = request.say
    match request.arguments.lower().split():
        case []:
            return message(paragraph(say.text("What should I forget?")), choices(say))
        case ["me"]:
            return await _ask_of_person(request, services)
        case ["me", "yes"]:
            return await _forget_person(request, services)
        case ["channel"]:
            await _refuse_others(request, services)
            return await _ask_of_channel(request, services)
        case ["channel", "yes"]:
            await _refuse_others(request, services)
            return await _forget_channel(request, services)
    raise UsageError(
        say.text(
            "/forget me deletes your data; /forget channel deletes everything about this channel."
        )
    )


async def _ask_of_person(request: Request, services: Services) -> Message:
    say, stored = request.say, await stored_of(request, services)
    told = of_person(stored, say)
    if not told:
        return message(
            paragraph(say.text("I store nothing about you, so there is nothing to delete."))
        )
    return message(
        paragraph(say.text("This permanently deletes what I store about you:")),
        items(told),
        paragraph(_stays(say)) if stored.calls else None,
        _confirm("/forget me yes", say),
    )


async def _forget_person(request: Request, services: Services) -> Message:
    """All that is the person's; channels stay, without the word of who subscribed them."""
    say = request.say
    services.asking.talks.forget(request.channel.address)
    gone = await services.people.reading.forget(request.person)
    votes = say.plural("{n} vote", "{n} votes", gone.votes)
    saved = say.plural("{n} saved paper", "{n} saved papers", gone.saved)
    notes = say.plural("{n} note", "{n} notes", gone.notes)
    owned = say.plural(
        "I deleted my note that you subscribed {n} channel.",
        "I deleted my note that you subscribed {n} channels.",
        gone.owned,
    )
    own = request.origin.private and await services.channels.stored.get(request.channel.address)
    return message(
        paragraph(
            say.sentences(
                say.text(
                    "Deleted: {votes}, {saved} and {notes}.", votes=votes, saved=saved, notes=notes
                ),
                owned if gone.owned else "",
                say.text("Nothing of yours is left here; channels keep their settings."),
                say.text("This chat keeps its own, too: /forget channel deletes them.")
                if own
                else "",
            )
        )
    )


async def _ask_of_channel(request: Request, services: Services) -> Message:
    say, stored = request.say, await stored_of(request, services)
    return message(
        paragraph(say.text("This permanently deletes what I store about this channel:")),
        items(of_channel(stored, request)),
        paragraph(_stays(say)) if stored.calls_here else None,
        paragraph(
            say.text(
                "No more briefs will come, and one on its way may not arrive. To "
                "pause them instead: /unsubscribe."
            )
        ),
        _confirm("/forget channel yes", say),
    )


async def _forget_channel(request: Request, services: Services) -> Message:
    services.asking.talks.forget(request.channel.address)
    await services.channels.stored.remove(request.channel.address)
    told = request.say.text(
        "This channel is forgotten: its settings, what it was shown, its votes, "
        "and what I had noted about it. /start starts over."
    )
    return message(paragraph(told))


async def _refuse_others(request: Request, services: Services) -> None:
    """Raise UsageError for those who do not own the channel."""
    address, origin = request.channel.address, request.origin
    owns = origin.proven if address == origin.channel else None
    if owns is None:
        owns = await services.channels.rights.may_configure(address, request.person)
    if not owns:
        told = request.say.kept(services.channels.right_words.owners(address))
        own = request.say.text("For your own data: /forget me.")
        raise UsageError(request.say.sentences(told, own))


def _stays(say: Translator) -> str:
    return say.text("The costs stay in the operator's totals, but not who they were for.")


def _confirm(command: str, say: Translator) -> Buttons:
    return Buttons(((Button(say.text("Yes, delete it"), command=command, replaces=True),),))
