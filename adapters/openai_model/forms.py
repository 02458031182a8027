"""What was learned of one address: shared by all questions, and kept across restarts."""

import hashlib
import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from adapters.openai_model.ladder import Form, from_text, to_text
from bot.errors import StoreUnusable
from bot.ports.notes import Notes

_log = logging.getLogger(__name__)
# a server that was updated is asked from the top again
_GOOD_FOR = timedelta(days=30)
# questions in a row that were refused without a reason, until what was learned is doubted: there
# may be another server behind the address
_DOUBTED_FROM = 3


class Forms:
    """``first`` is the form to begin with. Without ``notes`` nothing outlasts the process."""

    def __init__(
        self, first: Form, place: str, notes: Notes | None, clock: Callable[[], datetime]
    ) -> None:
        self.current = first
        self._is_proven = False
        self._refused = 0
        self._first = first
        # an address may hold a password, so that its own text is not kept
        self._key = f"model:form:{hashlib.sha256(place.encode()).hexdigest()[:24]}"
        self._notes = notes
        self._clock = clock
        self._kept: Form | None = None
        self._is_read = notes is None

    @property
    def is_proven(self) -> bool:
        """Whether questions are answered in this form, so that a refusal is about one alone."""
        return self._is_proven and self._refused < _DOUBTED_FROM

    def refused(self) -> None:
        """Without a reason that could be learned from."""
        self._refused += 1

    async def begin(self) -> Form:
        """The form in which the next question is asked."""
        if not self._is_read and self._notes is not None:
            self._is_read = True
            try:
                self._take(await self._notes.get(self._key))
            except StoreUnusable:
                _log.warning("model_form_unread")
        return self.current

    def change(self, used: Form, other: Form, why: str) -> Form:
        """Another question may have learned the same meanwhile: then that stands."""
        if self.current == used:
            self.current = other
            self._is_proven = False
            _log.info("model_asked_otherwise", extra={"rung": other.rung, "why": why})
        return self.current

    async def worked(self, form: Form) -> None:
        """It brought an answer."""
        if form != self.current:
            return
        self._is_proven, self._refused = True, 0
        if self._notes is None or form == self._kept:
            return
        self._kept = form
        now = self._clock()
        try:
            await self._notes.keep(self._key, f"{now.isoformat()} {to_text(form)}", now)
        except StoreUnusable:
            # the answer is there, and paid for
            _log.warning("model_form_not_kept")

    def _take(self, noted: str | None) -> None:
        moment, _, text = (noted or "").partition(" ")
        form = from_text(text)
        if form is None or self.current != self._first:
            return
        if self._clock() - datetime.fromisoformat(moment) <= _GOOD_FOR:
            self.current = self._kept = form
            self._is_proven = True
