"""Bytes to text: gzip, byte order marks, declared and actual encodings. Pure."""

import gzip
import re
import zlib
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE, BOM_UTF32_BE, BOM_UTF32_LE
from io import BytesIO

from bot.errors import SourceUnreadable

# the largest known answer, a year's file of a busy archive, is far smaller
MAX_BYTES = 100_000_000

_GZIP = b"\x1f\x8b"
# UTF-32 first: its little-endian mark begins with that of UTF-16
_MARKS = (
    (BOM_UTF32_LE, "utf-32"),
    (BOM_UTF32_BE, "utf-32"),
    (BOM_UTF8, "utf-8-sig"),
    (BOM_UTF16_LE, "utf-16"),
    (BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"""\A\s*<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z][\w.:-]*)["']""")
_MULTI_BYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}")


def read_text(data: bytes, limit: int = MAX_BYTES) -> str:
    """The text of a file or an answer, plain or gzip; at most ``limit`` bytes of it.

    Raises SourceUnreadable: too large, cut-off gzip, or no text at all.
    """
    if data.startswith(_GZIP):
        data = _gunzip(data, limit)
    if len(data) > limit:
        raise SourceUnreadable(f"it is larger than {limit // 1_000_000} MB")
    if not data.strip():
        raise SourceUnreadable("it is empty")
    return _decode(data)


def _gunzip(data: bytes, limit: int) -> bytes:
    try:
        with gzip.GzipFile(fileobj=BytesIO(data)) as stream:
            return stream.read(limit + 1)
    except EOFError as error:
        raise SourceUnreadable("its gzip data is cut off") from error
    except (OSError, zlib.error) as error:
        raise SourceUnreadable(f"its gzip data is damaged ({error})") from error


def _decode(data: bytes) -> str:
    encoding = _encoding_by_first_bytes(data)
    if encoding is not None:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError as error:
            raise SourceUnreadable(f"it is broken or cut-off {encoding} text ({error})") from error
    # UTF-8 is tried before what the file declares: bytes that are valid UTF-8
    # beyond ASCII are practically never anything else
    for candidate in ("utf-8", _declared(data)):
        try:
            return data.decode(candidate)
        except (UnicodeDecodeError, LookupError):
            continue
    return _decode_damaged(data)


def _encoding_by_first_bytes(data: bytes) -> str | None:
    """By byte order mark, or by where the zeros stand around the first character."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding
    if data[:1] and data[1:2] == b"\0":
        return "utf-16-le"
    if data[:1] == b"\0" and data[1:2]:
        return "utf-16-be"
    return None


def _declared(data: bytes) -> str:
    found = _DECLARED.match(data[:200])
    name = found[1].decode("ascii").lower() if found else "utf-8"
    # a two-byte encoding would have shown in the first bytes; and codecs that
    # are no character sets (rot13, hex) are not for documents
    return (
        name if name.startswith(("iso-8859", "iso8859", "latin", "windows-", "cp12")) else "utf-8"
    )


def _decode_damaged(data: bytes) -> str:
    """Neither UTF-8 nor what was declared: a Western 8-bit text, or UTF-8 with broken bytes."""
    if _MULTI_BYTE.search(data):
        return data.decode("utf-8", "replace")
    return data.decode("cp1252", "replace")
