"""What a pause leaves behind: a channel begins with the newest announcement, or goes on."""

from bot.commands.lines.command import Services
from bot.values.channels import Channel
from bot.values.deliveries import Progress


async def begin_anew(channel: Channel, services: Services) -> bool:
    """Forget what the channel missed in a pause, where that brings nothing again that it was
    briefed on; whether it begins anew. To be asked before briefs may come again: else the
    publisher might bring all of it in between. A channel that was never served has nothing to
    forget."""
    ledger, address = services.deliveries.ledger, channel.address
    progress = (await ledger.progress([address])).get(address)
    covered = progress.covered if progress else None
    if covered is None:
        return True
    if services.coming is None or not await services.coming.anew(channel, covered):
        return False
    await ledger.advance(Progress(channel=address))
    return True
