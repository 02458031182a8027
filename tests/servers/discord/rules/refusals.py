"""How Discord says no: status, code and message, and for a form the place of each fault.

The codes are those of the documentation (topics/opcodes-and-status-codes); the shape of a
form's faults is that of reference/error-messages.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Self

Json = dict[str, Any]


class Refusal(Enum):
    """HTTP status, JSON code, message."""

    UNAUTHORISED = 401, 0, "401: Unauthorized"
    NOT_FOUND = 404, 0, "404: Not Found"
    UNKNOWN_CHANNEL = 404, 10003, "Unknown Channel"
    UNKNOWN_GUILD = 404, 10004, "Unknown Guild"
    UNKNOWN_MEMBER = 404, 10007, "Unknown Member"
    UNKNOWN_MESSAGE = 404, 10008, "Unknown Message"
    UNKNOWN_USER = 404, 10013, "Unknown User"
    UNKNOWN_WEBHOOK = 404, 10015, "Unknown Webhook"
    UNKNOWN_INTERACTION = 404, 10062, "Unknown interaction"
    UNKNOWN_COMMAND = 404, 10063, "Unknown application command"
    TOO_MANY_PINS = 400, 30003, "Maximum number of pins reached (250)"
    TOO_MANY_POST_PINS = 400, 30047, "Maximum number of pinned threads in a forum channel"
    TOO_MANY_COMMANDS = 400, 30032, "Maximum number of application commands reached (100)."
    TOO_MANY_CREATES = 400, 30034, "Max number of daily application command creates reached"
    ALREADY_CROSSPOSTED = 400, 40033, "This message has already been crossposted."
    ALREADY_ACKNOWLEDGED = 400, 40060, "Interaction has already been acknowledged."
    TAG_REQUIRED = 400, 40067, "A tag is required to create a forum post in this channel"
    MISSING_ACCESS = 403, 50001, "Missing Access"
    NOT_THE_AUTHOR = 403, 50005, "Cannot edit a message authored by another user"
    EMPTY_MESSAGE = 400, 50006, "Cannot send an empty message"
    CANNOT_SEND_TO_USER = 403, 50007, "Cannot send messages to this user"
    NOT_A_TEXT_CHANNEL = 400, 50008, "Cannot send messages in a non-text channel"
    MISSING_PERMISSIONS = 403, 50013, "Missing Permissions"
    WRONG_CHANNEL_TYPE = 400, 50024, "Cannot execute action on this channel type"
    INVALID_WEBHOOK_TOKEN = 401, 50027, "Invalid Webhook Token"
    INVALID_FORM = 400, 50035, "Invalid Form Body"
    THREAD_ARCHIVED = 400, 50083, "Thread is archived"
    INVALID_JSON = 400, 50109, "The request body contains invalid JSON."
    NO_HISTORY = 400, 160002, "Cannot reply without permission to read message history"
    THREAD_EXISTS = 400, 160004, "A thread has already been created for this message"
    THREAD_LOCKED = 400, 160005, "Thread is locked"


class Refused(Exception):
    """A request that is answered with an error; ``errors`` is the tree of a form's faults."""

    def __init__(self, refusal: Refusal, errors: Json | None = None) -> None:
        self.status, self.code, self.message = refusal.value
        self.errors = errors
        super().__init__(f"{self.status} {self.code}: {self.message} {errors or ''}".strip())

    @property
    def body(self) -> Json:
        said: Json = {"message": self.message, "code": self.code}
        return said | ({"errors": self.errors} if self.errors is not None else {})


@dataclass(slots=True)
class Form:
    """A place in a form, and what is wrong there and below; ``form / "embeds" / 0`` goes down."""

    errors: Json = field(default_factory=dict)
    path: tuple[str, ...] = ()

    def __truediv__(self, key: str | int) -> Self:
        return type(self)(self.errors, (*self.path, str(key)))

    def wrong(self, code: str, message: str) -> None:
        node = self.errors
        for key in self.path:
            node = node.setdefault(key, {})
        node.setdefault("_errors", []).append({"code": code, "message": message})

    def missing(self) -> None:
        self.wrong("BASE_TYPE_REQUIRED", "This field is required")

    def settle(self) -> None:
        """Raise what was found, if anything was."""
        if self.errors:
            raise Refused(Refusal.INVALID_FORM, self.errors)

    def text(self, value: object, low: int, high: int, *, required: bool = False) -> str:
        """The text, checked for its length in characters; "" where it is absent or none."""
        if value is None:
            if required:
                self.missing()
            return ""
        if not isinstance(value, str):
            self.wrong("STRING_TYPE_CONVERT", f'Could not interpret "{value}" as string.')
            return ""
        self._length(len(value), low, high)
        return value

    def whole(self, value: object, low: int, high: int, *, default: int) -> int:
        """The whole number, checked for its range."""
        if value is None:
            return default
        if isinstance(value, bool) or not isinstance(value, int):
            self.wrong("NUMBER_TYPE_COERCE", f'Value "{value}" is not int.')
            return default
        if value < low:
            self.wrong("NUMBER_TYPE_MIN", f"int value should be greater than or equal to {low}.")
        if value > high:
            self.wrong("NUMBER_TYPE_MAX", f"int value should be less than or equal to {high}.")
        return value

    def one_of(self, value: object, allowed: Collection[object]) -> bool:
        if value in allowed:
            return True
        names = ", ".join(str(each) for each in allowed)
        self.wrong("BASE_TYPE_CHOICES", f"Value must be one of {{{names}}}.")
        return False

    def rows(self, value: object, low: int, high: int) -> Sequence[Any]:
        """The list, checked for its number of entries; empty where it is absent or none."""
        if value is None:
            value = []
        if not isinstance(value, list):
            self.wrong("LIST_TYPE_CONVERT", "Only iterables may be used in a ListType")
            return ()
        self._length(len(value), low, high)
        return value

    def records(self, value: object, low: int, high: int) -> list[tuple[Self, Json]]:
        """The objects of a list, each with its place; what is no object is a fault."""
        found = []
        for position, each in enumerate(self.rows(value, low, high)):
            if isinstance(each, dict):
                found.append((self / position, each))
            else:
                (self / position).wrong("DICT_TYPE_CONVERT", "Only dictionaries may be used.")
        return found

    def _length(self, length: int, low: int, high: int) -> None:
        if low <= length <= high:
            return
        if low and high:
            said = f"Must be between {low} and {high} in length."
            self.wrong("BASE_TYPE_BAD_LENGTH", said)
        else:
            self.wrong("BASE_TYPE_MAX_LENGTH", f"Must be {high} or fewer in length.")
