"""What was owed, and what could be read: the audit. Pure; it knows neither tables nor servers.

Its rules are stated here once more, apart from the program's. A channel has one category and
one word. It is owed every paper that was announced there (new or cross-listed) with its word
on a date on which it was subscribed. Of each such date it is owed an explanation: a brief
that names the date, or a sentence that says why there is none, and says so truly.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import inf

from bot.values.listings import AnnounceType

# as long as feed and records of a day are compared, a paper of it may still come
_LATE = timedelta(days=10)
# the id stands behind the title, where no link can be seen
_ENTRY = re.compile(r" · (\d{4}\.\d{5})(?:v\d+)?$", re.MULTILINE)
_LINK = re.compile(r"arxiv\.org/abs/(\d{4}\.\d{5})")
_UPDATE = re.compile(r"(\d{4}\.\d{5}) (?:v\d+|withdrawn|in a new version)")
_DAY = re.compile(r"\b(\d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4})\b")
_NOTHING = re.compile(
    r"announced nothing on [^.]*?(\d{1,2} \w{3} \d{4})|"
    r"On [^.]*?(\d{1,2} \w{3} \d{4}) nothing was announced"
)
_MATCHED = re.compile(r"^(?:-# |_)?(\d+) announced .*?· (\d+) match", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Post:
    """One message of the bot's as it stands in a channel. ``at`` is in unix seconds; ``links``
    are the addresses that its text leads to."""

    at: float
    text: str
    links: tuple[str, ...] = ()

    @property
    def papers(self) -> frozenset[str]:
        """Those that it shows; a new version's line shows nothing."""
        entries = frozenset(_ENTRY.findall(self.text))
        linked = frozenset(_LINK.findall("\n".join((self.text, *self.links))))
        return entries | (linked - frozenset(_UPDATE.findall(self.text)))

    @property
    def dates(self) -> frozenset[date]:
        """All that it names."""
        return frozenset(_dates(_DAY.findall(self.text)))

    @property
    def silent(self) -> frozenset[date]:
        """Those of which it says that nothing was announced."""
        found = _NOTHING.findall(self.text)
        return frozenset(_dates(one or other for one, other in found))

    @property
    def counted(self) -> tuple[int, int] | None:
        """Announced and matched, as its head says; None for another message."""
        found = _MATCHED.search(self.text)
        return (int(found[1]), int(found[2])) if found else None


def _dates(found: Iterator[str] | Sequence[str]) -> Iterator[date]:
    for each in found:
        yield datetime.strptime(each, "%d %b %Y").date()


@dataclass(frozen=True, slots=True)
class Member:
    """A channel of the storm. ``spans``: from when to when (unix seconds) it is owed
    everything; what is announced within ``grace`` of their ends may come and need not.
    ``addresses``: where it lived, one after the other; what stands there and was not written
    while it was ``living`` there is another's."""

    name: str
    category: str
    word: str
    spans: tuple[tuple[float, float], ...]
    addresses: tuple[str, ...]
    living: tuple[float, float] = (-inf, inf)


@dataclass(frozen=True, slots=True)
class Told:
    """One announced paper in one category: what decides whether somebody is owed it."""

    id: str
    kind: AnnounceType | None
    text: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What is true, and what the servers hold.

    ``announced``: by date and category. ``public``: when a date's announcement becomes public,
    in unix seconds. ``posts`` by address. ``restored``: from the time of a backup to the
    moment at which it was put back. ``unreached``: when arXiv could not be had, in part at
    least, as spans.
    """

    announced: Mapping[date, Mapping[str, Sequence[Told]]]
    public: Mapping[date, float]
    posts: Mapping[str, Sequence[Post]]
    restored: Sequence[tuple[float, float]] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """``kind``: lost, twice, again_after_restore or unexplained. ``at``: of the message."""

    kind: str
    channel: str
    day: date
    paper: str
    says: str
    at: float = 0.0


@dataclass(frozen=True, slots=True)
class Result:
    owed: int
    delivered: int
    findings: Sequence[Finding]

    @property
    def count(self) -> Counter[str]:
        return Counter(each.kind for each in self.findings)

    @property
    def repeats(self) -> int:
        """Messages that show something twice; each may hold several papers."""
        twice = (each for each in self.findings if each.kind == "twice")
        return len({(each.channel, each.at) for each in twice})


def audit(members: Sequence[Member], facts: Facts) -> Result:
    owed = delivered = 0
    findings: list[Finding] = []
    for member in members:
        posts = sorted(
            (
                post
                for one in member.addresses
                for post in facts.posts.get(one, ())
                if member.living[0] <= post.at < member.living[1]
            ),
            key=lambda post: post.at,
        )
        demanded = dict(_owed(member, facts))
        shown = {id_ for post in posts for id_ in post.papers}
        owed += len(demanded)
        delivered += len(shown & set(demanded))
        findings += [
            Finding("lost", member.name, day, id_, f"announced in {member.category}, never shown")
            for id_, day in demanded.items()
            if id_ not in shown
        ]
        findings += _repeated(member, posts, facts)
        findings += _unexplained(member, posts, facts)
    return Result(owed, delivered, findings)


def _owed(member: Member, facts: Facts) -> Iterator[tuple[str, date]]:
    for day, listings in facts.announced.items():
        if _is_subscribed(member, facts.public[day]):
            for told in listings.get(member.category, ()):
                if told.kind is not AnnounceType.REPLACE and member.word in told.text:
                    yield told.id, day


def _is_subscribed(member: Member, moment: float) -> bool:
    return any(begin <= moment < end for begin, end in member.spans)


def _repeated(member: Member, posts: Sequence[Post], facts: Facts) -> Iterator[Finding]:
    first: dict[str, float] = {}
    for post in posts:
        for id_ in sorted(post.papers):
            if id_ not in first:
                first[id_] = post.at
                continue
            forgotten = any(
                backup <= first[id_] < back <= post.at for backup, back in facts.restored
            )
            kind = "again_after_restore" if forgotten else "twice"
            day = datetime.fromtimestamp(post.at).date()
            says = f"shown at {_clock(first[id_])} and at {_clock(post.at)}"
            yield Finding(kind, member.name, day, id_, says, post.at)
            # after a restore once more, and not again
            first[id_] = post.at


def _unexplained(member: Member, posts: Sequence[Post], facts: Facts) -> Iterator[Finding]:
    for day, listings in facts.announced.items():
        if not _is_subscribed(member, facts.public[day]):
            continue
        told = listings.get(member.category, ())
        naming = [post for post in posts if day in post.dates]
        if not naming:
            yield Finding("unexplained", member.name, day, "", f"no message names {day}")
        elif told and all(day in post.silent for post in naming):
            shown = {id_ for post in posts for id_ in post.papers}
            if not shown & {one.id for one in told}:
                says = f"told that nothing was announced, it was {len(told)}"
                yield Finding("unexplained", member.name, day, "", says)
        else:
            before = sum(
                len(each.get(member.category, ()))
                for on, each in facts.announced.items()
                if day - _LATE <= on < day
            )
            yield from _miscounted(member, day, len(told), before, naming)


def _miscounted(
    member: Member, day: date, told: int, before: int, naming: Sequence[Post]
) -> Iterator[Finding]:
    """A brief of this date alone, which says that nothing matched, says so truly: of its own
    papers, and of those that came late of the days ``before`` it."""
    for post in naming:
        if post.counted is None or post.counted[1] or len(post.dates) > 1:
            continue
        announced = post.counted[0]
        if announced > told + before:
            says = f"0 of {announced} matched, but {told} were announced"
            yield Finding("unexplained", member.name, day, "", says)


def _clock(moment: float) -> str:
    return (datetime(1970, 1, 1) + timedelta(seconds=moment)).strftime("%a %d %b %H:%M:%S")
