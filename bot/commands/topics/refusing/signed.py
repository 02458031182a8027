"""Items without a sign behind a word that is barred: agents, -survey, robots. Pure."""

import re

from bot.commands.topics.refusing.refusals import Perhaps
from bot.commands.topics.wording.sentences import LONGEST_WORD, signed_pieces

_BETWEEN = re.compile(r" ?[,;] ?")


def perhaps_signed(text: str) -> Perhaps | None:
    """What stands behind ``-survey`` may be barred with it, or wanted. None for a line where
    nothing does, and for one that names a topic by its number."""
    line = " ".join(text.split()).replace("\N{MINUS SIGN}", "-")
    if '"' in line or "“" in line or line[:1].isdigit() or "-" not in line:
        return None
    about: list[str] = []
    rest: list[str] = []
    signed: dict[str, list[str]] = {"+": [], "-": []}
    bare = {"": about, "+": signed["+"], "-": rest}
    sign = ""
    for item in filter(None, _BETWEEN.split(line)):
        head, *pairs = signed_pieces(item)
        if head.strip():
            bare[sign].append(head.strip())
        for own, word in zip(pairs[::2], pairs[1::2], strict=True):
            sign = own
            signed[own].append(word.strip())
    short = all(len(each.split()) <= LONGEST_WORD for each in signed["-"])
    if not rest or not signed["-"] or not short:
        return None
    return Perhaps(", ".join(about), tuple(signed["-"]), tuple(rest), tuple(signed["+"]))
