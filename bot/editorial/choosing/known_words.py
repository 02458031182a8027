"""Words that papers use. Pure, but for packaged files."""

from bot.editorial.choosing.background import background
from bot.editorial.space.vectors import space


def is_used(stemmed: str) -> bool:
    """Whether papers in English use a word of this stem, of computer science or of any field."""
    return stemmed in background().counts or stemmed in space().terms.words
