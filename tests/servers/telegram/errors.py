"""How the Bot API says no: a code, a sentence, sometimes parameters.

Wording as clients see it from the public server; the shape is that of
https://core.telegram.org/bots/api#making-requests
"""

from typing import Any

Json = dict[str, Any]


class ApiError(Exception):
    """``description`` is the whole sentence, prefix included."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    @property
    def body(self) -> Json:
        said: Json = {"ok": False, "error_code": self.code, "description": self.description}
        return said | {"parameters": self.parameters} if self.parameters else said


def bad_request(sentence: str, **parameters: int) -> ApiError:
    return ApiError(400, f"Bad Request: {sentence}", **parameters)


def forbidden(sentence: str) -> ApiError:
    return ApiError(403, f"Forbidden: {sentence}")


def conflict(sentence: str) -> ApiError:
    return ApiError(409, f"Conflict: {sentence}")


def too_many(seconds: int) -> ApiError:
    return ApiError(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)
