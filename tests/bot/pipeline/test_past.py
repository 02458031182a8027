"""What was usual is asked of the store once for all channels, and only where it can be told."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from bot.values.channels import Channel
from bot.values.editions import PaperGroup
from bot.values.listings import DayTitles, ListedTitle
from bot.values.papers import Paper
from bot.wiring.pipeline import embedded
from scheduler.edition import Day
from tests import values

MT = "Machine Translation for Village {n}"


class FiveWeeks:
    """Every weekday with a title on bread, but for the newest date: four on translation."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, date, date]] = []

    async def titles(self, category: str, first: date, last: date) -> Sequence[DayTitles]:
        self.asked.append((category, first, last))
        days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
        bread = (ListedTitle("1", "Bread", ("cs.CL",)),)
        new = tuple(ListedTitle(str(n), MT.format(n=n), ("cs.CL",)) for n in range(2, 6))
        return [DayTitles(day, True, new if day == last else bread) for day in days]


def paper(number: int, title: str) -> Paper:
    return values.paper(number, title=title.format(n=number), abstract="It is known.")


PAPERS = [paper(n, title) for n, title in enumerate(("Bread", MT, "Salt", MT, "Water"), start=1)]


def channel(**changes: object) -> Channel:
    return replace(values.channel(), **changes)  # type: ignore[arg-type]


async def test_what_rises_is_told_from_the_titles_of_five_weeks() -> None:
    past = FiveWeeks()
    day = Day([values.listing(*PAPERS)], replace(embedded(None), past=past))
    edition = await day.edition(channel())
    assert edition.summary
    assert [(one.name, one.text) for one in edition.summary.emerging] == [
        ("machine translation", "4 titles in seven days, none in the four weeks before")
    ]
    assert past.asked == [("cs.CL", values.DAY - timedelta(days=34), values.DAY)]


async def test_channels_of_one_day_share_what_was_read() -> None:
    past = FiveWeeks()
    day = Day([values.listing(*PAPERS)], replace(embedded(None), past=past))
    for top in (2, 5, 10):
        await day.edition(channel(top=top))
    assert len(past.asked) == 1


async def test_a_brief_of_several_dates_is_not_compared() -> None:
    past = FiveWeeks()
    earlier = values.listing(paper(9, MT), date=values.DAY - timedelta(days=1))
    day = Day([earlier, values.listing(*PAPERS)], replace(embedded(None), past=past))
    edition = await day.edition(channel())
    assert edition.summary
    assert edition.summary.emerging == ()
    assert past.asked == []


async def test_papers_are_numbered_as_they_stand_under_their_headings() -> None:
    edition = await Day([values.listing(*PAPERS)], embedded(None)).edition(channel())
    assert [one.title.partition(" ")[0] for one in edition.papers][:2] == ["Machine", "Machine"]
    assert edition.groups == (
        PaperGroup(name="Machine translation", papers=(1, 2), matched=2),
        PaperGroup(name=None, papers=(3, 4, 5), matched=3),
    )
