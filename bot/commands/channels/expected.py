"""When the next brief comes, told when a schedule is set: a wrong guess of what somebody meant
is seen at once."""

from datetime import datetime

from bot.commands.lines.command import Services
from bot.schedules import describe_moment
from bot.translator import Translator
from bot.values.channels import Channel, Schedule


async def told_next(channel: Channel, services: Services, say: Translator) -> str:
    """By the scheduler's own timetable; "" where nothing comes by itself. In a
    trial: when it would come."""
    coming, now = services.coming, services.clock()
    telling = coming.next_regular if coming else services.regular
    if telling is None or channel.schedule.paused:
        return ""
    regular = telling(channel.schedule, now)
    if regular is None:
        return ""
    if coming is None or not channel.subscribed:
        when = describe_moment(channel.schedule, regular, say)
        return say.text("On this schedule the next one would come on {when}.", when=when)
    progress = (await services.deliveries.ledger.progress([channel.address])).get(channel.address)
    covered = progress.covered if progress else None
    due = coming.next_brief(channel.schedule, covered, now)
    if covered is None or due is None or due <= now:
        when = describe_moment(channel.schedule, regular, say)
        after = (
            say.text("The one after it comes no earlier than {when}.", when=when)
            if channel.schedule.when == "announced"
            else say.text("The one after it comes on {when}.", when=when)
        )
        return say.sentences(say.text("One is due now."), after)
    return told_at(channel.schedule, due, now, say)


def told_at(schedule: Schedule, at: datetime, now: datetime, say: Translator) -> str:
    """When the next one comes, on the channel's own clock. ``at`` as ``Coming.next_brief`` says."""
    if at <= now:
        return say.text("The next one comes as soon as arXiv's announcement is complete.")
    when = describe_moment(schedule, at, say)
    if schedule.when == "announced":
        return say.text("The next one comes no earlier than {when}.", when=when)
    return say.text("The next one comes on {when}.", when=when)
