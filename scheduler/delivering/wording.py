"""What the operator is told of platforms that are away. Pure."""

from datetime import UTC, datetime

from bot.values.deliveries import Became, Waiting


def briefs_wait(name: str, waiting: Waiting, why: str, now: datetime) -> str:
    """``name`` is what people call the platform, here and below; ``why`` is a clause of its
    adapter, with or without its full stop."""
    clause = why.rstrip(". ")
    if not waiting.briefs or waiting.since is None:
        return f"{_capital(name)} does not answer: {clause}. I go on asking."
    verb = "waits" if waiting.briefs == 1 else "wait"
    since = moment(waiting.since, now)
    return f"{briefs(waiting.briefs)} {verb} on {name} since {since}: {clause}. I go on asking."


def still_waiting(name: str, count: int, why: str) -> str:
    verb = "waits" if count == 1 else "wait"
    clause = why.rstrip(". ")
    return f"{briefs(count)} {verb} on {name}: {clause}. The next run goes on."


def not_heard(why: str) -> str:
    """``why`` is a sentence."""
    return f"{why} Nothing that people do there reaches me; I go on trying."


def answers_again(name: str, seconds: float, became: Became | None) -> str:
    """``became``: None where only receiving was in trouble."""
    begin = f"{_capital(name)} answers again after {duration(seconds)}"
    if became is None:
        return f"{begin}."
    if became == Became():
        return f"{begin}; no brief waited."
    lost = became.undelivered + became.refused
    told = [
        f"{briefs(became.delivered)} delivered",
        f"{lost} lost" if lost else "none lost",
        f"{became.perhaps_twice} perhaps twice" if became.perhaps_twice else "",
    ]
    waiting = ""
    if became.waiting:
        verb = "waits" if became.waiting == 1 else "wait"
        waiting = f" {briefs(became.waiting)} still {verb}, and I go on trying."
    return f"{begin}: {', '.join(filter(None, told))}.{waiting}"


def never_arrived(
    channel: str,
    name: str,
    why: str,
    since: datetime | None,
    now: datetime,
    refused_before: int = 0,
) -> str:
    """``since`` is None where the platform refused it; ``refused_before`` counts the papers in
    it that it had refused once already."""
    clause = why.rstrip(". ")
    if since is None:
        return (
            f"{_capital(name)} refused a message of the brief for {channel}: "
            f"{clause}. {_coming(refused_before)}"
        )
    return (
        f"The brief for {channel} could not be delivered since {moment(since, now)}: {clause}. "
        "I have given it up; its papers come with the channel's next brief."
    )


def _coming(refused_before: int) -> str:
    if not refused_before:
        return "Its papers come once more with the channel's next brief."
    papers = "1 paper in it was" if refused_before == 1 else f"{refused_before} papers in it were"
    gone = "comes" if refused_before == 1 else "come"
    return (
        f"{papers} refused for the second time and {gone} no more; any others come once more "
        "with the channel's next brief."
    )


def briefs(count: int) -> str:
    return counted(count, "brief")


def counted(count: int, thing: str) -> str:
    """1 brief, 60 briefs; for words whose plural ends in -s."""
    return f"{count} {thing}" + ("" if count == 1 else "s")


def moment(at: datetime, now: datetime) -> str:
    """With its zone; with its day where that is another than now's."""
    told, today = at.astimezone(UTC), now.astimezone(UTC).date()
    day = "" if told.date() == today else f"{told:%a} {told.day} {told:%b} "
    return f"{day}{told:%H:%M} UTC"


def duration(seconds: float) -> str:
    if seconds < 90:
        return counted(max(round(seconds), 1), "second")
    minutes = round(seconds / 60)
    if minutes < 120:
        return counted(minutes, "minute")
    hours, rest = divmod(minutes, 60)
    return counted(hours, "hour") + (f" {counted(rest, 'minute')}" if rest else "")


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]
