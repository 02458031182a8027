"""Small values for the suites of this folder."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from bot.values.announcements import AnnouncedPaper, Announcement, CategoryCount, Counts
from bot.values.channels import Channel
from bot.values.deliveries import Progress, Publication, Shown
from bot.values.editions import Edition, EditionPaper
from bot.values.listings import AnnounceType, ListedPaper, Listing, ListingState
from bot.values.model import Account, CallOutcome, ModelCall, Purpose, Tokens
from bot.values.papers import Author, Links, Paper
from bot.values.topics import Match
from bot.values.writing import PaperBrief

THURSDAY = date(2026, 3, 5)
FRIDAY = date(2026, 3, 6)
MORNING = datetime(2026, 3, 5, 7, 30, tzinfo=UTC)

_PAPER = Paper(
    id="2603.00001",
    version=1,
    title="Sparse gardens",
    abstract="We prune.",
    authors=(Author("Ada Quill"), Author("Bo Reed", ("Moor College",))),
    categories=("cs.CL", "cs.LG"),
)


def a_paper(id_: str = "2603.00001", **parts: Any) -> Paper:
    return replace(_PAPER, id=id_, **parts)


def a_full_paper(id_: str = "2603.00001", **parts: Any) -> Paper:
    known = {
        "comments": "9 pages",
        "journal_ref": "J. Moor 4",
        "doi": "10.1/x",
        "license": "CC-BY",
        "published": THURSDAY,
        "updated": THURSDAY,
    }
    return a_paper(id_, **(known | parts))


def a_listing(*ids: str, kind: AnnounceType | None = AnnounceType.NEW, **parts: Any) -> Listing:
    """Of cs.CL on Thursday, unless said otherwise."""
    usual: dict[str, Any] = {
        "category": "cs.CL",
        "date": THURSDAY,
        "items": tuple(ListedPaper(a_paper(id_), kind) for id_ in ids),
    }
    return Listing(**(usual | parts))


def ids_in(listing: Listing) -> list[str]:
    return [item.paper.id for item in listing.items]


def an_edition(channel: str, *ids: str, day: date = THURSDAY) -> Edition:
    announced = tuple(AnnouncedPaper(a_paper(id_), AnnounceType.NEW) for id_ in ids)
    counts = Counts(new=len(ids))
    return Edition(
        channel=channel,
        announcement=Announcement(
            dates=(day,),
            papers=announced,
            unreadable=(),
            counts=counts,
            categories={"cs.CL": CategoryCount(ListingState.FRESH, counts)},
            basis="announced",
        ),
        language="en",
        topics=(),
        matched=len(ids),
        already_shown=0,
        failed=0,
        summary=None,
        papers=tuple(_shown(number, each) for number, each in enumerate(announced, start=1)),
    )


def _shown(number: int, announced: AnnouncedPaper) -> EditionPaper:
    return EditionPaper(
        number=number,
        announced=announced,
        title=announced.paper.title,
        abstract=announced.paper.abstract,
        links=Links(),
        match=Match(None, None),
        reason="",
        brief=PaperBrief(),
    )


def a_channel(address: str = "terminal:me", **parts: Any) -> Channel:
    usual: dict[str, Any] = {"language": "en", "top": 10, "categories": ("cs.CL",)}
    return Channel(address=address, **(usual | parts))


def a_publication(address: str = "terminal:me", *ids: str, **parts: Any) -> Publication:
    """Of Thursday's papers, made on Thursday morning, in two parts, unless said otherwise."""
    usual: dict[str, Any] = {
        "edition": an_edition(address, *ids),
        "parts": ("first", "second"),
        "shown": {id_: Shown(1, THURSDAY) for id_ in ids},
        "progress": Progress(channel=address, covered=THURSDAY, slot=MORNING, cursor=len(ids)),
        "made_at": MORNING,
    }
    return Publication(**(usual | parts))


NOON = datetime(2026, 3, 5, 12, tzinfo=UTC)
COUNTED = Tokens(100, 20, 40)


def a_call(
    at: datetime = NOON,
    channel: str = "telegram:-1004242",
    person: str = "",
    *,
    model: str = "small",
    purpose: Purpose = "write",
    outcome: CallOutcome = "answered",
    tokens: Tokens = COUNTED,
) -> ModelCall:
    return ModelCall(
        at=at,
        model=model,
        purpose=purpose,
        account=Account(channel, person),
        tokens=tokens,
        seconds=1.5,
        outcome=outcome,
        results=10,
    )
