"""One tree of errors; the type answers two questions.

::

    PaperbriefError
    |-- TryAgain                 the outside world; the same call may work later
    |   |-- SourceUnreachable    arXiv: no answer, refused, overloaded (retry_after)
    |   |-- PlatformUnreachable  a chat platform gives no answer
    |   |-- WriterFailed         nothing was written of a paper
    |   `-- ModelFailed          a model's address gave no answer that can be used
    |       |-- ModelUnreachable no answer, refused for now, overloaded (retry_after)
    |       `-- AnswerUnusable   an answer that is cut, refused, empty or of another form
    `-- Permanent                the same call will fail again
        |-- OurFault             a defect or a broken data folder
        |   `-- StoreUnusable    the data folder or its database cannot be used
        `-- TheirFault           what was given cannot be used
            |-- UsageError       a command or option that means nothing
            |-- SettingsError    one or several settings are wrong
            |-- SourceUnreadable a file or an answer is not what it should be
            |   `-- SourceTooLarge it has more bytes than are read
            |-- SourceRefused    arXiv understood the request and said no
            |   |-- SourceMissing  it has nothing of that name
            |   `-- ListForgotten  what it gave in pages must be begun again
            |-- ModelDenied      a model's address says no (a key, a model, a quota), or the budget
            `-- PlatformRefused  a chat platform does not let us in (a token, a second poller)

*Try again?* is ``isinstance(error, TryAgain)``; *whose fault?* is the branch below
``Permanent``. ``str(error)`` is always a sentence that may be shown to a person.
"""

from typing import Literal


class PaperbriefError(Exception):
    """Root of everything that this product raises on purpose."""


class TryAgain(PaperbriefError):
    """The outside world failed; ``retry_after`` is in seconds, None where nobody said."""

    def __init__(self, message: str, *, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class SourceUnreachable(TryAgain):
    """arXiv gave no usable answer in time."""


class PlatformUnreachable(TryAgain):
    """A chat platform gave no usable answer in time."""


class WriterFailed(TryAgain):
    """A writer gave no text of a paper, or not in time."""


class ModelFailed(TryAgain):
    """A model's address gave no answer that can be used."""


class ModelUnreachable(ModelFailed):
    """No answer in time, or an overloaded server; nothing is known of the request itself."""


class AnswerUnusable(ModelFailed):
    """It answered, but not with what was asked for. ``fault`` is the outcome as the books
    have it."""

    def __init__(self, message: str, *, fault: str = "invalid") -> None:
        super().__init__(message)
        self.fault = fault


class Permanent(PaperbriefError):
    """Trying the same again is of no use."""


class OurFault(Permanent):
    """A defect, or a data folder that is broken."""


StoreFault = Literal["full", "disk", "damaged", "missing", "rights", "locked", "newer", "other"]
"""What keeps the store from working: no room, a failing disk, a damaged file, no file where
one was, no right, another program's lock, a newer version's tables; or none of these."""


class StoreUnusable(OurFault):
    """The data folder or its database cannot be opened, read or written."""

    def __init__(self, message: str, *, fault: StoreFault = "other") -> None:
        super().__init__(message)
        self.fault = fault


class TheirFault(Permanent):
    """What was given cannot be used; the message says what was expected."""


class UsageError(TheirFault):
    """A command or an option that cannot be carried out as written."""


class SettingsError(TheirFault):
    """One or several settings are wrong; the message has a line for each."""


class SourceUnreadable(TheirFault):
    """A file or an answer that is not the announcement that it should be."""


class SourceTooLarge(SourceUnreadable):
    """A file or an answer that has more bytes than are read."""


class SourceRefused(TheirFault):
    """arXiv understood the request and refused it (an unknown category, a bad id)."""


class SourceMissing(SourceRefused):
    """arXiv has no such page or file."""


class ListForgotten(SourceRefused):
    """arXiv no longer knows a list that it gave in pages; begin it again."""


class ModelDenied(TheirFault):
    """A model's address says no for good, or the budget does: asking again is of no use now."""


class PlatformRefused(TheirFault):
    """A chat platform does not let the bot in; the message says what a person must change."""
