"""What asking an address of arXiv's brings, before anything is asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from adapters.listings.fields import clean


def user_agent(version: str, contact: str | None) -> str:
    """``Paperbrief/1.2.3 (+mailto:ops@example.org)``; ``contact`` is mail or web address."""
    plain = (clean(contact) or "").replace("(", "").replace(")", "")
    named = plain.encode("ascii", "ignore").decode()
    if not named:
        return f"Paperbrief/{version}"
    is_mail = "@" in named and ":" not in named
    return f"Paperbrief/{version} (+{'mailto:' if is_mail else ''}{named})"


@dataclass(frozen=True, slots=True)
class Validators:
    """How an address marks its answer, to be asked later whether it has changed."""

    etag: str | None = None
    last_modified: str | None = None

    @property
    def conditions(self) -> Mapping[str, str]:
        """Headers that ask for an answer only if it has changed; none where no mark is known."""
        asked = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in asked.items() if value}


@dataclass(frozen=True, slots=True)
class HttpAnswer:
    """``body`` is decompressed; None where the answer has not changed."""

    body: bytes | None
    validators: Validators


class HttpSource(Protocol):
    async def get(self, url: str, what: str) -> bytes:
        """The body, decompressed. Raises SourceUnreachable, SourceRefused, SourceUnreadable."""
        ...

    async def get_if_changed(self, url: str, what: str, known: Validators) -> HttpAnswer:
        """The body, unless ``known`` still holds. Raises as :meth:`get` does."""
        ...
