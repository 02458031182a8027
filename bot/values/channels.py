"""Channels: what their owners set."""

from dataclasses import dataclass, field, replace
from datetime import datetime, time
from typing import Annotated, Literal

from pydantic import Field

from bot.values.facts import INTERNAL
from bot.values.topics import Topic


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """When a channel wants its brief.

    ``when`` is "daily" at the wall time ``at`` in the IANA zone ``zone`` on ``weekdays``
    (0 is Monday), or "announced": as soon as arXiv's announcement is complete.
    ``missed`` says what happens to announcements since the last brief: one brief
    for all of them, or one each. ``paused``: nothing comes until its owner says so.
    """

    when: Literal["daily", "announced"] = "daily"
    at: time = time(8, 0)
    zone: str = "UTC"
    weekdays: tuple[int, ...] = (0, 1, 2, 3, 4, 5, 6)
    missed: Literal["combined", "each"] = "combined"
    paused: bool = False


BriefLayout = Literal["compact", "usual", "roomy"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How briefs are posted, beside what stands in them.

    ``silent``: nobody's device makes a sound. ``pin``: the newest brief is pinned in the place of
    the one before. ``ping`` is the platform's id of a role to call, ``tag`` that of a forum's tag,
    "" for none. ``hashtags``: the papers' categories, as words that the platform searches for.
    ``discuss``: each brief has a thread. ``layout``: a line for each paper, the usual, or what came
    out in a line of its own. What a platform does not have is kept, and without effect there.
    """

    silent: bool = False
    pin: bool = False
    ping: Annotated[str, Field(pattern=r"^([0-9]{1,20})?$")] = ""
    tag: Annotated[str, Field(pattern=r"^([0-9]{1,20})?$")] = ""
    hashtags: bool = False
    discuss: bool = False
    buttons: bool = True
    layout: BriefLayout = "usual"


USUAL = Manner()


@dataclass(frozen=True, slots=True)
class Named:
    """A role or a tag, by the platform's id of it. ``note`` is a sentence (msgid) on what it does
    not do there, "" where nothing is to be said."""

    id: str
    name: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """A place that gets briefs, with everything that its owner set.

    A new fact is a field here and a step in ``storage/steps``; files, rows and /settings
    have it then.

    ``address`` is ``terminal:<name>``, ``telegram:<chat>[/<thread>]`` or ``discord:<id>``.
    ``owner`` is who subscribed it (``telegram:<id>``, ``discord:user/<id>``), "" if nobody did.
    ``top`` is the number of papers in a brief, 1 to 30; ``threshold`` the relevance
    from which a paper matches, 1 to 100; ``prior`` lets popularity order what has
    no relevance. ``bilingual`` is a second language (a BCP 47 tag) in which each paper is told in
    a sentence, where a model writes; "" for none. With ``analyses``, the deep analyses of the shown
    papers are made before anybody asks; with ``links``, a paper whose address somebody posts there
    gets its card. ``barred`` are unwanted words of the whole channel: each topic has them among its
    own, and a later one gets them. Briefs come by themselves where ``subscribed`` and not paused
    (``active``), the first one not before ``opens`` (aware). ``sooner`` (aware) is one more slot,
    beside those of the schedule: the operator asked for the brief at once.
    """

    address: str
    language: str
    top: Annotated[int, Field(ge=1, le=30)]
    threshold: Annotated[int, Field(ge=1, le=100)] = 40
    prior: bool = True
    bilingual: str = ""
    analyses: bool = False
    links: bool = False
    subscribed: bool = False
    categories: tuple[str, ...]
    schedule: Schedule = Schedule()
    manner: Manner = USUAL
    topics: tuple[Topic, ...] = ()
    barred: tuple[str, ...] = ()
    owner: str = field(default="", metadata=INTERNAL)
    opens: datetime | None = field(default=None, metadata=INTERNAL)
    sooner: datetime | None = field(default=None, metadata=INTERNAL)

    @property
    def active(self) -> bool:
        """Whether briefs come by themselves: subscribed, and not paused."""
        return self.subscribed and not self.schedule.paused

    @property
    def asked(self) -> tuple[str, ...]:
        """The categories that its brief covers: its own and those of its topics."""
        of_topics = (name for topic in self.topics for name in topic.categories)
        return tuple(dict.fromkeys((*self.categories, *of_topics)))


def active(channel: Channel) -> Channel:
    """The same with briefs that come by themselves, whoever paused them."""
    return replace(channel, subscribed=True, schedule=replace(channel.schedule, paused=False))
