"""Whether a model writes for a channel, as people are told it."""

from bot.commands.lines.command import Services
from bot.translator import Translator
from bot.values.channels import Channel
from bot.values.model import Account
from bot.zones import zone_at, zone_of


async def model_line(
    channel: Channel, person: str, services: Services, say: Translator
) -> dict[str, str]:
    """Label and value; nothing where no model is used. What comes by itself is the channel's
    business alone, what a person asks for also theirs: told is what holds for this person."""
    if services.model is None:
        return {}
    why = await services.model.why_not(Account(channel.address, person), services.model.name)
    shut = services.pipeline.shut_since()
    if why is not None:
        told = say.text("off here: {why}", why=say.kept(why))
    elif shut is not None:
        local = shut.astimezone(zone_of(channel.schedule.zone))
        told = say.text(
            "{name} would be used here, but its address has refused the bot since "
            "{day} at {time} ({zone}); only the bot's operator can change that",
            name=services.model.name,
            day=say.date(local.date()),
            time=local.strftime("%H:%M"),
            zone=zone_at(channel.schedule.zone, shut),
        )
    elif services.model.writes:
        told = say.text("{name} writes here", name=services.model.name)
    else:
        told = say.text("{name} helps to choose papers here", name=services.model.name)
    return {say.text("Model"): told}
