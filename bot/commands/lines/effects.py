"""What a line would change. Pure."""

from bot.commands.lines.command import Command
from bot.commands.lines.targets import read_target

# of those that everybody may use
_CHANGING_OR_COSTLY = ("forget", "ask", "analysis")
_SHOWING = ("saved", "export")


def only_answers(name: str, arguments: str, command: Command) -> bool:
    """Whether it changes nothing, for nobody: then it may be run from a guess, and the next line
    of the same person may overtake it."""
    _, rest = read_target(name, arguments)
    if command.who == "owner":
        return not rest and not command.changes_bare
    if command.who == "reader":
        return name in _SHOWING or (name == "vote" and not rest)
    return name != "forget" or not rest


def may_be_guessed(name: str, arguments: str, command: Command) -> bool:
    """Whether it is answered where it was only nearly typed: it changes nothing, and costs
    nothing that was not asked for."""
    return name not in _CHANGING_OR_COSTLY and only_answers(name, arguments, command)
