"""Every HTTP outcome of arXiv's to our errors, in one place. Pure."""

from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from adapters.listings.oai_answer import NO_RECORDS
from adapters.listings.reading import read_listing
from bot.errors import SourceMissing, SourceRefused, SourceUnreachable, SourceUnreadable

# a longer pause than an hour is cut to one: people's look-ups wait for it as well
_LONGEST_HOLD = 3_600.0
_GONE = (404, 410)


def retry_after(value: str | None, now: datetime) -> float | None:
    """Seconds from ``Retry-After``, a number or an HTTP date; None for anything else."""
    stripped = (value or "").strip()
    if stripped.isascii() and stripped.isdigit():
        return min(float(stripped[:9]), _LONGEST_HOLD)
    try:
        moment = parsedate_to_datetime(stripped)
    except ValueError:
        return None
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return min(max(0.0, (aware - now).total_seconds()), _LONGEST_HOLD)


def unreachable(error: Exception, what: str, *, is_broken: bool) -> SourceUnreachable:
    """``is_broken``: no connection came about, or it broke off, which each of our two clients calls
    by another name."""
    reason = "connection failed" if is_broken else type(error).__name__
    return SourceUnreachable(f"arXiv cannot be reached ({reason}, {what}).")


def judge(
    status: int, headers: Mapping[str, str], body: bytes, *, what: str, now: datetime
) -> None:
    """Return for a usable answer, raise one of our errors for any other.

    ``what`` says in a few words what was asked for. ``headers`` ignore letter case.
    """
    if status == 200:
        return
    if status in (408, 425, 429) or status >= 500:
        wait = retry_after(headers.get("retry-after"), now)
        reason = "asks for fewer requests" if status == 429 else "has a fault of its own"
        raise SourceUnreachable(f"arXiv {reason} (HTTP {status}, {what}).", retry_after=wait)
    if status >= 400 and NO_RECORDS.encode() in body:
        # "no records" is an answer, whatever status it came with
        return
    refusal = _refusal(body)
    because = f": {refusal}" if refusal else "."
    kind = type(refusal) if refusal else SourceMissing if status in _GONE else SourceRefused
    raise kind(f"arXiv refused {what} (HTTP {status}){because}")


def _refusal(body: bytes) -> SourceRefused | None:
    """In the server's own words, where the body is one of arXiv's error answers."""
    try:
        read_listing(body)
    except SourceRefused as error:
        return error
    except SourceUnreadable:
        pass
    return None
