"""The noun to which a determiner belongs. Pure."""

from collections.abc import Sequence

from bot.editorial.sentences.tagging import THINGS, Token

_FARTHEST = 9


def head_of(tokens: Sequence[Token], at: int) -> int:
    """Where the noun stands to which the determiner at ``at`` belongs; ``at`` where none does."""
    head = at
    for place in range(at + 1, min(at + _FARTHEST, len(tokens))):
        tag = tokens[place].tag
        if tag in THINGS:
            head = place
        elif head > at or tag not in "JAEI":
            break
    return head
