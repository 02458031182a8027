"""A platform that is away, told as one story: one alarm and one all-clear, with numbers.

Sending may fail, which the lane notices, or receiving, which the adapter notices. The story
ends when both work again and what waited has been sent. It is noted, so that a restart goes
on with it.
"""

import asyncio
import json
import logging
from collections import defaultdict
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta

from bot.errors import PaperbriefError
from bot.ports.alarms import Alarm
from bot.ports.deliveries import Backlog
from bot.ports.notes import Notes
from scheduler.delivering.wording import answers_again, briefs_wait, not_heard

log = logging.getLogger(__name__)

# a silence is reported after so many seconds: most are over by then
HICCUP = 30.0
# what lasts is reported again after this time
AGAIN = timedelta(days=1)
# How long the end of a story waits for messages behind a pause that the platform asked for.
AT_MOST = timedelta(hours=1)
_KEY = "outage:"


@dataclass(frozen=True, slots=True)
class Story:
    """``sending``, ``receiving``: what fails now. ``stopped``: briefs had to wait. ``told``: when
    it was last reported. ``over``: when the platform took a message again."""

    began: datetime
    why: str
    sending: bool = False
    receiving: bool = False
    stopped: bool = False
    told: datetime | None = None
    over: datetime | None = None


class Outages:
    """Implements ``bot.ports.alarms.PlatformAlarm``: an Alarm that is also told facts.
    ``title_of`` gives what people call a platform."""

    def __init__(
        self,
        alarm: Alarm,
        backlog: Backlog,
        notes: Notes,
        clock: Callable[[], datetime],
        title_of: Callable[[str], str],
    ) -> None:
        self._alarm = alarm
        self._backlog = backlog
        self._notes = notes
        self._clock = clock
        self._title_of = title_of
        self._stories: dict[str, Story | None] = {}
        # Reporting takes a while, and both lane and adapter do it: one at a time for each
        # platform.
        self._alone: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def ring(self, kind: str, sentence: str) -> None:
        await self._alarm.ring(kind, sentence)

    async def calm(self, kind: str, sentence: str) -> None:
        await self._alarm.calm(kind, sentence)

    async def since(self, platform: str) -> tuple[datetime, str] | None:
        """When briefs began to wait and why, where an earlier process told of it."""
        story = await self._story(platform)
        return (story.began, story.why) if story and story.sending else None

    async def silent(self, platform: str, why: str, since: datetime, lasting: float) -> None:
        """The platform takes nothing, for so many seconds by now."""
        async with self._alone[platform]:
            known = await self._story(platform)
            if known is None and lasting < HICCUP:
                return
            story = known or Story(since, why)
            changed = replace(story, why=why, sending=True, stopped=True, over=None)
            await self._keep(platform, await self._told(platform, changed), known)

    async def speaks(self, platform: str) -> None:
        """A message went through."""
        if self._stories.get(platform) is None:
            return
        async with self._alone[platform]:
            story = await self._story(platform)
            if story is not None and story.sending and story.over is None:
                await self._keep(platform, replace(story, over=self._clock()), story)

    async def dry(self, platform: str) -> None:
        """Nothing is due there any more, and it answers."""
        async with self._alone[platform]:
            story = await self._story(platform)
            if story is not None and story.sending:
                over = story.over or self._clock()
                await self._keep(platform, replace(story, sending=False, over=over), story)
            await self._end(platform)

    async def lost(self, platform: str, why: str, seconds: float) -> None:
        """Nothing has reached us from there for so many seconds; ``why`` is a sentence."""
        async with self._alone[platform]:
            known = await self._story(platform)
            story = known or Story(self._clock() - timedelta(seconds=seconds), why)
            changed = replace(story, receiving=True)
            await self._keep(platform, await self._told(platform, changed), known)

    async def found(self, platform: str) -> None:
        """What people do there reaches us."""
        async with self._alone[platform]:
            story = await self._story(platform)
            if story is None:
                # reported by a version that kept no story, or before there was one
                await self._alarm.calm(
                    _kind(platform), f"{self._title_of(platform)} answers again."
                )
                return
            await self._keep(platform, replace(story, receiving=False), story)
            await self._end(platform)

    async def _told(self, platform: str, story: Story) -> Story:
        now = self._clock()
        if story.told is not None and now - story.told < AGAIN:
            return story
        waiting = await self._backlog.waiting_on(platform)
        if story.sending:
            sentence = briefs_wait(self._title_of(platform), waiting, story.why, now)
        else:
            sentence = not_heard(story.why)
        await self._alarm.ring(_kind(platform), sentence)
        return replace(story, told=now)

    async def _end(self, platform: str) -> None:
        story, now = await self._story(platform), self._clock()
        if story is None or story.sending or story.receiving:
            return
        over = story.over or now
        became = None
        if story.stopped:
            became = await self._backlog.became(platform, story.began, over)
            if became.waiting > became.hanging and now - over < AT_MOST:
                return
        seconds = (over - story.began).total_seconds()
        sentence = answers_again(self._title_of(platform), seconds, became)
        await self._alarm.calm(_kind(platform), sentence)
        self._stories[platform] = None
        try:
            await self._notes.drop(_KEY + platform)
        except PaperbriefError as error:
            log.debug("outage_not_noted", extra={"platform": platform, "why": str(error)})

    async def _story(self, platform: str) -> Story | None:
        if platform not in self._stories:
            try:
                noted = await self._notes.get(_KEY + platform)
            except PaperbriefError:
                return None
            self._stories[platform] = _from_note(noted) if noted else None
        return self._stories[platform]

    async def _keep(self, platform: str, story: Story, before: Story | None) -> None:
        self._stories[platform] = story
        if story == before:
            return
        try:
            await self._notes.keep(_KEY + platform, _to_note(story), self._clock())
        except PaperbriefError as error:
            log.debug("outage_not_noted", extra={"platform": platform, "why": str(error)})


def _kind(platform: str) -> str:
    return f"{platform}_away"


def _to_note(story: Story) -> str:
    return json.dumps(asdict(story), default=lambda moment: moment.isoformat())


def _from_note(note: str) -> Story:
    raw = json.loads(note)
    for name in ("began", "told", "over"):
        raw[name] = datetime.fromisoformat(raw[name]) if raw[name] else None
    return Story(**raw)
