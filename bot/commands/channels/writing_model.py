"""Whether a model writes for a channel, as people are told it."""

from bot.commands.lines.command import Services
from bot.translator import Translator
from bot.values.channels import Channel
from bot.values.model import Account


async def model_line(
    channel: Channel, person: str, services: Services, say: Translator
) -> dict[str, str]:
    """Label and value; nothing where no model is used. What comes by itself is the channel's
    business alone, what a person asks for also theirs: told is what holds for this person."""
    if services.model is None:
        return {}
    why = await services.model.why_not(Account(channel.address, person), services.model.name)
    if why is None:
        told = say.text("{name} writes here", name=services.model.name)
    else:
        told = say.text("off here: {why}", why=say.kept(why))
    return {say.text("Model"): told}
