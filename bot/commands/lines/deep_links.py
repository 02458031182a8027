"""Command lines as the short payload of a link into a private chat, and back. Pure.

Telegram's ``?start=`` takes at most 64 characters of ``A-Z a-z 0-9 _ -``
(https://core.telegram.org/bots/features#deep-linking): ``/paper 2411.00001v2`` travels as
``paper_2411_00001v2``, ``/paper hep-th/9901002`` as ``paper_hep-th_9901002``.
"""

import re

from bot.identifiers import parse_arxiv_id

LONGEST = 64
_OF_PAPERS = ("paper", "analysis", "save", "why", "vote")
# a bare command, or one about a channel by its number: brief_c-1001234_titles_2
_ALONE = re.compile(
    r"(?P<name>[a-z]{2,20})(?:_c(?P<chat>-?[0-9]{1,20}(?:-[0-9]{1,10})?))?(?:_(?P<rest>.+))?"
)
_REST = re.compile(r"[a-z0-9]{1,20}(?: [a-z0-9]{1,20}){0,3}")
_NEW = re.compile(r"(\d{4})_(\d{4,5})(v\d{1,4})?")
_OLD = re.compile(r"([a-z-]+)_(\d{7})(v\d{1,4})?")


def payload_for(command: str) -> str | None:
    """The payload of a command line; None for one that no payload can hold."""
    name, _, rest = command.removeprefix("/").partition(" ")
    if name in _OF_PAPERS and rest:
        paper = parse_arxiv_id(rest)
        made = f"{name}_{re.sub('[./]', '_', str(paper))}" if paper else None
    else:
        made = _alone(name, rest)
    return made if made and len(made) <= LONGEST else None


def _alone(name: str, rest: str) -> str | None:
    chat, _, words = rest.partition(" ") if rest.startswith("@") else ("", "", rest)
    if chat and not re.fullmatch(r"@-?[0-9]{1,20}(?:/[0-9]{1,10})?", chat):
        return None
    if words and not _REST.fullmatch(words):
        return None
    parts = [name, f"c{chat[1:].replace('/', '-')}" if chat else "", words.replace(" ", "_")]
    return "_".join(part for part in parts if part)


def command_from(payload: str) -> str | None:
    """The command line of a payload; None where it is none of ours."""
    name, _, rest = payload.strip().partition("_")
    if name in _OF_PAPERS and rest:
        paper = _paper(rest)
        return f"/{name} {paper}" if paper else None
    found = _ALONE.fullmatch(payload.strip())
    if found is None or found["name"] == "start":
        return None
    parts = [f"/{found['name']}"]
    if found["chat"]:
        # the sign of a group's number stays, what parts its topic from it does not
        chat, _, topic = found["chat"][1:].partition("-")
        parts.append(f"@{found['chat'][0]}{chat}" + (f"/{topic}" if topic else ""))
    if found["rest"]:
        parts.append(found["rest"].replace("_", " "))
    return " ".join(parts)


def _paper(text: str) -> str | None:
    if new := _NEW.fullmatch(text):
        written = f"{new[1]}.{new[2]}{new[3] or ''}"
    elif old := _OLD.fullmatch(text):
        written = f"{old[1]}/{old[2]}{old[3] or ''}"
    else:
        return None
    return written if parse_arxiv_id(written) else None
