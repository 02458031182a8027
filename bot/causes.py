"""Why an address could not be asked, in words that a person can act on. Pure.

An adapter's error says what failed for us; what the network said stands behind it, in the errors
that it was raised from, whichever library's they are.
"""

import errno
import socket
import ssl
from collections.abc import Iterator

_BY_NUMBER = {
    errno.ECONNREFUSED: "connection refused: nothing listens there, or a firewall says no",
    errno.ECONNRESET: "connection reset by the other side",
    errno.ENETUNREACH: "the network is unreachable from this machine",
    errno.EHOSTUNREACH: "no route to that host",
    errno.ETIMEDOUT: "timeout: no answer came",
}
_DNS = "DNS: the name is not known here; look at the address and the machine's resolver"
_TIMEOUT = "timeout: no answer came"
# of libraries that keep the words of an error and not the error
_BY_WORDS = {
    "name or service not known": _DNS,
    "nodename nor servname": _DNS,
    "temporary failure in name resolution": _DNS,
    "no address associated": _DNS,
    "failed to resolve": _DNS,
    "connection refused": _BY_NUMBER[errno.ECONNREFUSED],
    "network is unreachable": _BY_NUMBER[errno.ENETUNREACH],
}


def with_cause(error: BaseException) -> str:
    """The error's own sentence, with the cause in brackets where one is known."""
    cause, sentence = cause_of(error), str(error)
    return f"{sentence.rstrip('.')} [{cause}]." if cause else sentence


def cause_of(error: BaseException) -> str | None:
    """What the network or the other side said: DNS, refused, TLS, timeout, a status; None where
    nothing tells."""
    behind = list(_behind(error))
    # the deepest error is the nearest to the network
    for one in reversed(behind):
        if (told := _of(one)) is not None:
            return told
    return next((told for one in reversed(behind) if (told := _by_words(one))), None)


def _behind(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    queue = [error]
    while queue:
        one = queue.pop(0)
        if id(one) in seen:
            continue
        seen.add(id(one))
        yield one
        # aiohttp names it, requests keeps it among the arguments
        inner = (one.__cause__, one.__context__, getattr(one, "os_error", None), *one.args)
        queue += [each for each in inner if isinstance(each, BaseException)]


def _of(error: BaseException) -> str | None:
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"TLS: the certificate does not hold ({error.verify_message})"
    if isinstance(error, ssl.SSLError):
        return f"TLS: {error.reason or 'no secure connection'}; is it https at all?"
    if isinstance(error, socket.gaierror):
        return _DNS
    if isinstance(error, OSError) and error.errno in _BY_NUMBER:
        return _BY_NUMBER[error.errno]
    if isinstance(error, TimeoutError) or "Timeout" in type(error).__name__:
        return _TIMEOUT
    status = getattr(error, "status", None)
    if isinstance(status, int) and 400 <= status < 600:
        return f"HTTP {status}"
    return None


def _by_words(error: BaseException) -> str | None:
    said = str(error).lower()
    return next((told for words, told in _BY_WORDS.items() if words in said), None)
