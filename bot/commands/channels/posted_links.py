"""Whether papers that people link to get their cards, and what that lacks, in words."""

from bot.commands.lines.command import Services
from bot.errors import PlatformUnreachable
from bot.translator import Translator
from bot.values.channels import Channel


async def links_line(channel: Channel, services: Services, say: Translator) -> dict[str, str]:
    """Label and value."""
    label = say.text("Cards for posted links")
    if not channel.links:
        return {label: say.text("off")}
    lacking = await _lacking(channel.address, services)
    if not lacking:
        return {label: say.text("on")}
    return {
        label: say.text("on, but I cannot see what people say here. {how}", how=say.kept(lacking))
    }


async def _lacking(address: str, services: Services) -> str:
    if services.channels.hearing is None:
        return ""
    try:
        return await services.channels.hearing.lacking(address)
    except PlatformUnreachable:
        # it is set all the same, and told when somebody looks again
        return ""
