"""What is said to a line that was not a command of ours, or only nearly one. Pure."""

from collections.abc import Sequence

from bot.commands.lines.command_lines import CommandLine
from bot.messages.blocks import Button, Buttons, Message, message, paragraph
from bot.text.readable import shorten
from bot.translator import Translator

# what nearly everybody wants
_USUAL = ("/brief", "/topics", "/help")


def asked_first(line: CommandLine, say: Translator) -> Message:
    """What a link would change is done when this person says so."""
    command = str(line)
    told = say.text("That link changes something: {command}. Shall I do it?", command=command)
    yes = Button(say.text("Yes, do it"), command=command, replaces=True)
    return message(paragraph(told), Buttons(((yes,),)))


def too_long(size: int, longest: int, say: Translator) -> Message:
    sentence = say.text(
        "That line has {size} characters; I read at most {limit}. Nothing was done.",
        size=say.number(size),
        limit=say.number(longest),
    )
    return message(paragraph(sentence))


def at_large(subject: str, say: Translator) -> Message:
    """To a question about papers at large; ``subject`` is what to search for."""
    brief = Button(say.text("Brief"), command="/brief")
    if not subject:
        told = say.text(
            "That is a question about papers in general; I can only answer questions about "
            "papers that you name. The newest brief or a search may help:"
        )
        return message(paragraph(told), Buttons(((brief,),)))
    told = say.text(
        "That is a question about papers in general; I can only answer questions about papers "
        "that you name. I can search for “{words}”, or show the newest brief.",
        words=subject,
    )
    search = Button(say.text("Search"), command=f"/search {subject}")
    return message(paragraph(told), Buttons(((search, brief),)))


def which_paper(question: str, papers: Sequence[str], say: Translator) -> Message:
    """To a question after something else was shown than ``papers``, which it may be about."""
    named = " ".join(papers)
    ask = Button(say.text("Ask {paper}", paper=named), command=f"/ask {named} {question}")
    search = Button(say.text("Search"), command=f"/search {shorten(question, 60).rstrip('…')}")
    return message(paragraph(how_to_ask(say)), Buttons(((ask, search),)))


def how_to_ask(say: Translator) -> str:
    """Where a question names no paper."""
    return say.text(
        "Which paper is that about? Put the paper first, then the question: /ask 3 which data was "
        "it trained on?"
    )


def no_command(text: str, say: Translator) -> Message:
    if not text:
        return message(paragraph(say.text("That line was empty. /help lists what I do.")))
    words = shorten(text, 60)
    sentence = say.text(
        "I only answer commands, and “{words}” is not one. Looking for a paper? Try:", words=words
    )
    return message(
        paragraph(sentence),
        Buttons(
            (
                (
                    Button(say.text("Search"), command=f"/search {words.rstrip('…')}"),
                    Button(say.text("Help"), command="/help"),
                ),
            )
        ),
    )


def asked_what_stops(say: Translator) -> Message:
    """Whoever wants no more of this chooses between an end and a pause."""
    told = say.text("Stop the briefs here, or pause them? Topics and settings are kept.")
    rows = (
        (Button("/unsubscribe", command="/unsubscribe"),),
        (Button("/schedule off", command="/schedule off"),),
    )
    return message(paragraph(told), Buttons(rows))


def offered(line: CommandLine, say: Translator) -> Message:
    """A command that was nearly typed, where it would change something."""
    told = say.text("That would be {command}. Shall I do it?", command=str(line))
    yes = Button(say.text("Yes, do it"), command=str(line))
    return message(paragraph(told), Buttons(((yes,),)))


def meant_instead(typed: str, near: CommandLine, say: Translator) -> Message:
    """The nearest command of ours, which runs with a tap."""
    told = say.text(
        "There is no command /{name}; did you mean {near}?",
        name=shorten(typed, 40),
        near=str(near),
    )
    return message(paragraph(told), Buttons(((Button(str(near), command=str(near)),),)))


def told_instead(typed: str, near: CommandLine, say: Translator) -> str:
    """Stands above the answer of the nearest command."""
    return say.text("I took /{name} as {near}.", name=shorten(typed, 40), near=str(near))


def unknown_command(name: str, say: Translator) -> Message:
    shown = shorten(name, 40)
    told = say.text("There is no command /{name}. /help lists them all.", name=shown)
    return message(paragraph(told), Buttons((tuple(Button(one, command=one) for one in _USUAL),)))
