"""What was learned of one address: shared by all questions, and kept across restarts."""

import hashlib
import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from adapters.openai_model.ladder import Form, from_text, to_text
from bot.ports.notes import Notes

_log = logging.getLogger(__name__)
# a server that was updated is asked from the top again
_GOOD_FOR = timedelta(days=30)


class Forms:
    """``first`` is the form to begin with. Without ``notes`` nothing outlasts the process."""

    def __init__(
        self, first: Form, place: str, notes: Notes | None, clock: Callable[[], datetime]
    ) -> None:
        self.current = first
        self.is_proven = False
        self._first = first
        # an address may hold a password, so that its own text is not kept
        self._key = f"model:form:{hashlib.sha256(place.encode()).hexdigest()[:24]}"
        self._notes = notes
        self._clock = clock
        self._kept: Form | None = None
        self._is_read = notes is None

    async def begin(self) -> Form:
        """The form in which the next question is asked."""
        if not self._is_read and self._notes is not None:
            self._is_read = True
            self._take(await self._notes.get(self._key))
        return self.current

    def change(self, used: Form, other: Form, why: str) -> Form:
        """Another question may have learned the same meanwhile: then that stands."""
        if self.current == used:
            self.current = other
            self.is_proven = False
            _log.info("model_asked_otherwise", extra={"rung": other.rung, "why": why})
        return self.current

    async def worked(self, form: Form) -> None:
        """It brought an answer."""
        if form == self.current:
            self.is_proven = True
        if self._notes is not None and form == self.current != self._kept:
            self._kept = form
            now = self._clock()
            await self._notes.keep(self._key, f"{now.isoformat()} {to_text(form)}", now)

    def _take(self, noted: str | None) -> None:
        moment, _, text = (noted or "").partition(" ")
        form = from_text(text)
        if form is None or self.current != self._first:
            return
        if self._clock() - datetime.fromisoformat(moment) <= _GOOD_FOR:
            self.current = self._kept = form
            self.is_proven = True
