"""Commands that are counted, with what came of them and how long it took."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.commands.lines.command import Asked, Command, Continued, Handler, Request, Services
from bot.errors import PaperbriefError, UsageError
from bot.measures import COMMAND_SECONDS, COMMANDS
from bot.messages.blocks import Message
from bot.ports.measuring import Meter


def measured(
    commands: Sequence[Command], meter: Meter, clock: Callable[[], float]
) -> tuple[Command, ...]:
    """The same commands. ``clock`` is in seconds and never goes back."""
    return tuple(replace(each, handler=_counted(each, meter, clock)) for each in commands)


def _counted(command: Command, meter: Meter, clock: Callable[[], float]) -> Handler:
    async def handle(request: Request, services: Services) -> Message | Continued | Asked:
        began, outcome = clock(), "failed"
        try:
            answer = await command.handler(request, services)
            outcome = "undone" if isinstance(answer, Asked) else "answered"
            return answer
        except UsageError:
            outcome = "undone"
            raise
        except PaperbriefError:
            outcome = "trouble"
            raise
        except asyncio.CancelledError:
            outcome = "cut"
            raise
        finally:
            meter.count(COMMANDS, command.name, outcome)
            meter.took(COMMAND_SECONDS, clock() - began, command.name)

    return handle
