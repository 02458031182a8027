"""Small invented values that tests share."""

from datetime import date
from typing import Any

from bot.values.announcements import AnnouncedPaper, Announcement, CategoryCount, Counts
from bot.values.channels import Channel
from bot.values.editions import Edition, EditionPaper
from bot.values.listings import AnnounceType, ListedPaper, Listing, ListingState
from bot.values.model import Account
from bot.values.papers import Author, Links, Paper
from bot.values.topics import Evidence, Match
from bot.values.writing import PaperBrief, ReadInFull, Summary, SummaryPoint, TextSource

DAY = date(2026, 2, 13)
EXTRACTIVE = TextSource("extractive", "abstract")
ACCOUNT = Account("terminal:main")


def paper(number: int = 1, **changes: Any) -> Paper:
    fields: dict[str, Any] = {
        "id": f"2602.9{number:04}",
        "version": 1,
        "title": f"Invented System {number}: Sorting Pebbles by Sound",
        "abstract": (
            "Pebbles are hard to sort. We propose a method that listens to pebbles. "
            f"It sorts {number}0\\% more pebbles than before."
        ),
        "authors": (Author("Ada Example", ("University of Nowhere",)), Author("Bo Sample")),
        "categories": ("cs.CL", "cs.SD"),
    }
    return Paper(**(fields | changes))


def listing(*papers: Paper, category: str | None = "cs.CL", **changes: Any) -> Listing:
    items = tuple(ListedPaper(each, AnnounceType.NEW) for each in papers)
    fields: dict[str, Any] = {"category": category, "date": DAY, "items": items}
    return Listing(**(fields | changes))


def channel(**changes: Any) -> Channel:
    fields: dict[str, Any] = {
        "address": "terminal:main",
        "language": "en",
        "top": 10,
        "categories": ("cs.CL",),
    }
    return Channel(**(fields | changes))


def announcement(*papers: Paper, **changes: Any) -> Announcement:
    counts = Counts(new=len(papers))
    fields: dict[str, Any] = {
        "dates": (DAY,),
        "papers": tuple(AnnouncedPaper(each, AnnounceType.NEW) for each in papers),
        "unreadable": (),
        "counts": counts,
        "categories": {"cs.CL": CategoryCount(ListingState.FRESH, counts)},
        "basis": "announced",
    }
    return Announcement(**(fields | changes))


def entry(number: int, each: Paper, **changes: Any) -> EditionPaper:
    fields: dict[str, Any] = {
        "number": number,
        "announced": AnnouncedPaper(each, AnnounceType.NEW),
        "title": each.title,
        "abstract": each.abstract,
        "links": Links(code=("https://github.com/example/pebbles",)),
        "match": Match("Pebbles", 95, (Evidence("keyword", "pebbles", "title"),)),
        "reason": "“pebbles” in the title",
        "brief": PaperBrief(
            tldr="We propose a method that listens to pebbles.", sources={"tldr": EXTRACTIVE}
        ),
    }
    return EditionPaper(**(fields | changes))


def summary(**changes: Any) -> Summary:
    fields: dict[str, Any] = {
        "overview": ("A day about pebbles.",),
        "themes": (SummaryPoint("two systems listen to them", (1, 2), "sorting pebbles"),),
        "stands_out": (SummaryPoint("It sorts 20% more pebbles than before.", (2,)),),
        "emerging": (),
        "read_in_full": (ReadInFull(1, "releases its code"),),
        "source": TextSource("extractive", "abstracts"),
    }
    return Summary(**(fields | changes))


def edition(*papers: Paper, **changes: Any) -> Edition:
    entries = tuple(entry(number, each) for number, each in enumerate(papers, start=1))
    fields: dict[str, Any] = {
        "channel": "terminal:main",
        "announcement": announcement(*papers),
        "language": "en",
        "topics": (),
        "matched": len(papers),
        "already_shown": 0,
        "failed": 0,
        "summary": summary() if papers else None,
        "papers": entries,
    }
    return Edition(**(fields | changes))
