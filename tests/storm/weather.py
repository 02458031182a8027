"""What goes wrong when, by seed: outages, stretches in which a third of all answers fail. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from math import exp, log
from random import Random

from tests.storm.world import HOUR, midnight

# UTC; channels are served at these and as soon as something is announced
SLOTS = (time(6, 30), time(8), time(12), time(20))


class Wrong(StrEnum):
    """How one request goes wrong."""

    REFUSED = "refused"
    HTML_502 = "html_502"
    JSON_503 = "json_503"
    RESET = "reset_before"
    RESET_AFTER = "reset_after"
    HANG = "hang_before"
    HANG_AFTER = "hang_after"
    HALF = "half_answer"
    CUT = "half_as_whole"
    WRONG_TYPE = "wrong_type"
    WRONG_JSON = "wrong_json"
    HTML_PAGE = "html_page_200"
    TOO_MANY = "429"
    TOO_MANY_LONG = "429_long"
    TOO_MANY_BARE = "429_without_retry_after"


HANDLED = frozenset(
    (Wrong.RESET_AFTER, Wrong.HANG_AFTER, Wrong.HALF, Wrong.CUT, Wrong.WRONG_TYPE,
     Wrong.WRONG_JSON, Wrong.HTML_PAGE)
)  # fmt: skip
"""These are done, and answered wrongly."""

OUTAGES = (Wrong.REFUSED, Wrong.HTML_502, Wrong.JSON_503, Wrong.RESET, Wrong.RESET_AFTER,
           Wrong.HANG, Wrong.HALF, Wrong.HTML_PAGE)  # fmt: skip
ANY = tuple(one for one in Wrong if one is not Wrong.REFUSED)


@dataclass(frozen=True, slots=True)
class Spell:
    """``where`` is arxiv or platform; ``share`` of the requests meet one of ``forms``."""

    start: datetime
    end: datetime
    where: str
    share: float
    forms: tuple[Wrong, ...]

    @property
    def is_refusal(self) -> bool:
        return self.forms == (Wrong.REFUSED,)

    @property
    def is_outage(self) -> bool:
        return self.share == 1.0


def weather(rng: Random, first: date, days: int, *, platform: bool) -> tuple[Spell, ...]:
    """For ``days`` from ``first``, in order. Every kind occurs at least once in each place."""
    spells = [*_arxiv(rng, first, days)]
    if platform:
        spells += _platform(rng, first, days)
    end = midnight(first + timedelta(days=days))
    cut = [Spell(s.start, min(s.end, end), s.where, s.share, s.forms) for s in spells]
    return tuple(sorted(cut, key=lambda spell: spell.start))


def _platform(rng: Random, first: date, days: int) -> Iterator[Spell]:
    forms: list[Wrong] = []
    for n in range(days):
        day = first + timedelta(days=n)
        if n == 0 or rng.random() < 0.8:
            forms = forms or rng.sample(OUTAGES, len(OUTAGES))
            form = forms.pop()
            for start in _amid_delivery(rng, day, 2 if rng.random() < 0.3 else 1):
                length = timedelta(seconds=exp(rng.uniform(log(5), log(6 * 3600))))
                yield Spell(start, start + length, "platform", 1.0, (form,))
        if n == 0 or rng.random() < 0.6:
            start = _amid_delivery(rng, day, 1)[0]
            length = timedelta(minutes=rng.randrange(10, 240))
            yield Spell(start, start + length, "platform", 0.3, ANY)


def _amid_delivery(rng: Random, day: date, many: int) -> Sequence[datetime]:
    """Moments around which briefs go out."""
    served = [midnight(day) + timedelta(minutes=5)]
    served += [datetime.combine(day, slot, UTC) for slot in SLOTS]
    return [at + timedelta(seconds=rng.randrange(-60, 40)) for at in rng.sample(served, many)]


def _arxiv(rng: Random, first: date, days: int) -> Iterator[Spell]:
    for n in range(days):
        night = midnight(first + timedelta(days=n))
        if n == 0 or rng.random() < 0.5:
            start = night + timedelta(minutes=rng.randrange(-30, 180))
            yield Spell(start, start + rng.randrange(2, 20) * HOUR, "arxiv", 0.3, ANY)
        if rng.random() < 0.25:
            start = night + timedelta(minutes=rng.randrange(-30, 120))
            length = timedelta(minutes=rng.randrange(10, 360))
            yield Spell(start, start + length, "arxiv", 1.0, (rng.choice(OUTAGES),))
    if days >= 8:
        start = midnight(first + timedelta(days=rng.randrange(2, days - 4)))
        yield Spell(start, start + 30 * HOUR, "arxiv", 1.0, (rng.choice(OUTAGES),))
