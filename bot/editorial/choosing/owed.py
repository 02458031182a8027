"""Which papers of briefs that never arrived are in a channel's next brief. Pure.

They come whatever their relevance is now, since they were chosen once. Only what the channel no
longer asks for is left out, and named by id: papers of which no category is asked for any more,
or that have hardly anything to do with the topics of today. Otherwise a channel that dropped
a topic would still be sent its papers.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from bot.editorial.first_type import first_type
from bot.editorial.updates import is_withdrawn
from bot.taxonomy import canonical_or_same
from bot.values.announcements import AnnouncedPaper
from bot.values.channels import Channel
from bot.values.deliveries import Owed
from bot.values.editions import OwedNote
from bot.values.papers import Paper
from bot.values.topics import Candidate, Evidence, Match

# The most that come in one brief. A brief may show that many anyway, and it is several lost
# briefs of the usual size.
MOST_RETURNING = 30
# papers of less relevance have nothing to do with the topics any more
_LEAST_NEAR = 15


@dataclass(frozen=True, slots=True)
class Returning:
    """An owed paper as it is now."""

    candidate: Candidate
    owed: Owed
    note: OwedNote | None

    @property
    def id(self) -> str:
        return self.candidate.announced.paper.id


@dataclass(frozen=True, slots=True)
class Return:
    """The papers that come again, the oldest brief's first, and the ids of those that are not
    asked for any more."""

    papers: tuple[Returning, ...] = ()
    unasked: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.papers or self.unasked)

    def beside(self, chosen: Collection[str]) -> "Return":
        """Without what today's announcement brings anyway."""
        return Return(tuple(one for one in self.papers if one.id not in chosen), self.unasked)


NOTHING_OWED = Return()


def returning(
    owed: Mapping[str, Owed],
    papers: Mapping[str, Paper],
    matches: Mapping[str, Match | None],
    channel: Channel,
) -> Return:
    """Which of the ``owed`` papers come again. ``papers`` are their newest versions, ``matches``
    their best matches with the channel's topics."""
    found: list[Returning] = []
    unasked: list[str] = []
    wanted = {canonical_or_same(name) for name in channel.asked}
    for id_, one in sorted(owed.items(), key=lambda entry: (entry[1].on, entry[0])):
        paper = papers[id_]
        match = _asked_by(paper, matches.get(id_), channel, wanted)
        if match is None:
            unasked.append(id_)
            continue
        # It was chosen once, so it was new or cross-listed then, whatever version there is now.
        announced = AnnouncedPaper(paper, first_type(paper, wanted))
        found.append(Returning(Candidate(announced, match), one, _note(paper, one)))
    # Within each lost brief the most relevant come first, as they did there.
    found.sort(key=lambda each: (each.owed.on, -(each.candidate.match.relevance or 0)))
    return Return(tuple(found), tuple(unasked))


def _asked_by(
    paper: Paper, match: Match | None, channel: Channel, wanted: Collection[str]
) -> Match | None:
    held = [name for name in paper.categories if canonical_or_same(name) in wanted]
    if wanted and not held:
        return None
    if not channel.topics:
        named = (held or list(paper.categories))[:1]
        return Match(None, None, tuple(Evidence("category", each, "categories") for each in named))
    if match is None or match.relevance is None:
        return match
    return match if match.relevance >= min(_LEAST_NEAR, channel.threshold) else None


def _note(paper: Paper, owed: Owed) -> OwedNote | None:
    if is_withdrawn(paper):
        return "withdrawn"
    if paper.version is None or owed.version is None or paper.version <= owed.version:
        return None
    return "updated"
