"""A reply to a message of ours, read as a question about the papers in it. Pure."""

import re
from collections.abc import Mapping, Sequence

from bot.commands.lines.command_lines import CommandLine, read_line
from bot.commands.lines.plain_words import read_plain
from bot.commands.lines.references import BriefNumber, leading_papers, read_only_papers
from bot.commands.lines.vote_words import WORDS, read_votes
from bot.identifiers import parse_arxiv_id

# commands whose first argument is the paper that a message shows
_NAME_PAPERS = ("/paper ", "/analysis ", "/ask ", "/save ", "/why ")
_NAMED = re.compile(r"(?:\bpapers?|\bnumber|\bno\.|#|第)\s*(\d{1,3})", re.I)
_QUESTION = re.compile(r"[?\uff1f\u061f]")


def question_about(text: str, shown: Sequence[tuple[str, str]], *, alone: bool) -> str | None:
    """The ``/ask`` line that a reply means, or the command that it says in plain words; None for
    talk that is not for us.

    ``shown`` are labels and command lines of what the message that is replied to lets one open.
    Where nobody else reads along (``alone``) every reply is a question, elsewhere what has a
    question mark: people thank a brief and joke about it. Of a message with several papers it
    must name some by their numbers.
    """
    words = text.strip()
    if not words or words.startswith("/") or read_line(words) is not None:
        return None
    if not alone and not _QUESTION.search(words):
        return None
    papers = _papers(shown)
    if alone and (plain := read_plain(words)) is not None:
        if plain.name != "ask":
            return _of_these(plain, papers)
        words = plain.arguments
    named = set(papers.values())
    if len(named) == 1:
        return f"/ask {named.pop()} {words}"
    if not named:
        return None
    found, rest = _numbers(words)
    meant = list(dict.fromkeys(papers[each] for each in found if each in papers))
    if meant:
        return " ".join(("/ask", *meant, rest))
    return f"/ask {words}" if alone else None


def _of_these(plain: CommandLine, papers: Mapping[str, str]) -> str | None:
    """The command with the papers that the numbers stand for here: the brief that is replied to
    may be an old one. None for one that has to be asked about first."""
    if plain.guessed:
        return None
    votes = read_votes(plain.arguments) if plain.name == "vote" else ()
    if votes:
        cast = (f"{_ids(one.papers, papers)} {WORDS[one.direction]}" for one in votes)
        return f"/vote {', '.join(cast)}"
    leading, rest = leading_papers(plain.arguments)
    named = " ".join(papers.get(str(one), str(one)) for one in leading)
    return " ".join(filter(None, (f"/{plain.name}", named, rest)))


def _ids(named: str, papers: Mapping[str, str]) -> str:
    return " ".join(papers.get(str(one), str(one)) for one in read_only_papers(named))


def _papers(shown: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Ids by label; the first line under a label counts."""
    made: dict[str, str] = {}
    for label, line in shown:
        if line.startswith(_NAME_PAPERS):
            identity = parse_arxiv_id(line.split()[1])
            if identity is not None:
                made.setdefault(label, str(identity))
    return made


def _numbers(words: str) -> tuple[list[str], str]:
    """The numbers that a question is about, and the question without those it begins with."""
    leading, rest = leading_papers(words)
    if leading and rest:
        return [str(each) for each in leading if isinstance(each, BriefNumber)], rest
    return _NAMED.findall(words), words
