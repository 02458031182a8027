"""Commands without a slash, as people write them to the bot alone: ``help``, ``papers 1 2``,
``yesterday``, ``search diffusion``. Pure.

A sentence that only begins like one is none of these: it is read as whatever it was before.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date

from bot.commands.lines.command_lines import CommandLine, clean
from bot.commands.lines.days import either_day, read_day
from bot.commands.lines.references import leading_papers, read_numbered, read_only_papers
from bot.commands.lines.vote_words import read_votes

# the whole line; what changes something is asked about
_WHOLE: Mapping[str, tuple[str, str]] = {
    **dict.fromkeys(("?", "help", "help me", "commands", "menu", "帮助", "hilfe"), ("help", "")),
    **dict.fromkeys(("hi", "hello", "hey", "start", "hallo", "你好", "begin"), ("start", "")),
    **dict.fromkeys(("what do i get", "what am i getting", "what is set"), ("topics", "")),
    **dict.fromkeys(("brief", "digest", "news", "latest", "newest", "简报"), ("brief", "")),
    **dict.fromkeys(("titles", "all titles"), ("brief", "titles")),
    **dict.fromkeys(("my list", "saved", "reading list", "bookmarks"), ("saved", "")),
    **dict.fromkeys(("export", "export list"), ("export", "")),
    **dict.fromkeys(("quit", "exit", "bye", "stop", "unsubscribe"), ("unsubscribe", "")),
    **dict.fromkeys(("topics", "my topics"), ("topics", "")),
    **{name: (name, "") for name in ("settings", "schedule", "status", "privacy", "language")},
    **{name: (name, "") for name in ("vote", "top", "subscribe", "forget")},
}
_OPENING = ("paper", "papers", "open", "show", "card", "read", "论文")
_ANALYSING = ("analysis", "analyse", "analyze", "deep")
_ASKING = ("ask", "question", "frage", "提问")
# what may follow the paper of an analysis
_PART = re.compile(r"(?:as )?(?:md|markdown|html|thread|page \d{1,2})", re.I)
_SEARCHING = ("search", "find", "搜索")
_OWN = ("topics", "schedule", "settings", "top", "language", "subscribe")
_EXPORTED = ("bibtex", "bib", "markdown", "md", "csv")
_PLEASE = r"(?:(?:please|pls|can you|could you|would you|hi|hey)[,!]?\s+)*"
_TELL = re.compile(
    rf"{_PLEASE}(?:summari[sz]e|describe|explain|open|show(?: me)?|give me|"
    r"tell me(?: more| something)? (?:about|of)|more (?:about|on))\s+(?P<papers>.+)",
    re.I,
)
_PAPERS_ABOUT = re.compile(
    rf"{_PLEASE}(?:show|give|find|list|search)(?: me)?(?: all| some| any| the)?(?: new| recent)? "
    r"(?:papers?|articles?) (?:about|on|with|for) (?P<words>[^?]+?)(?: please)?[.!]?",
    re.I,
)
_STOP = re.compile(
    rf"{_PLEASE}(?:stop|no more|do not|don.?t) (?:sending|send|posting|post|messaging|spamming|"
    r"writing|bothering|these|this|it|messages|briefs)\b[^?]{0,60}",
    re.I,
)
# any day will do to know whether a line is one
_SOME_DAY = date(2026, 1, 1)


def read_plain(text: str, language: str = "en") -> CommandLine | None:
    """The command that a line without a slash means; None for talk and for questions.

    One that could change something comes as a guess, but where it is as clear as with a slash.
    """
    line = clean(text)
    # in other chats commands begin with another sign
    if line[:1] in ("!", ".") and line[1:2].isalpha():
        line = line[1:]
    bare = line.casefold().rstrip(".!。 ")
    whole = _WHOLE.get(bare) or _WHOLE.get(bare.rstrip("?")) or _WHOLE.get(line)
    if whole is not None:
        return CommandLine(*whole, guessed=True)
    if papers := read_numbered(line):
        return CommandLine("paper", " ".join(map(str, papers)))
    if _is_day(line, language):
        return CommandLine("brief", line)
    if (asked := _asked_politely(line)) is not None:
        return asked
    first, _, rest = line.partition(" ")
    return _with_arguments(first.casefold().rstrip(":"), rest, language) if rest else None


def _asked_politely(line: str) -> CommandLine | None:
    """A paper to be told of, or papers about something."""
    if (told := _TELL.fullmatch(line)) and (papers := read_only_papers(told["papers"])):
        return CommandLine("paper", " ".join(map(str, papers)))
    about = _PAPERS_ABOUT.fullmatch(line)
    return CommandLine("search", about["words"]) if about else None


def wants_it_to_stop(text: str) -> bool:
    """Stop sending me this: what of it is to stop has to be asked."""
    return _STOP.fullmatch(clean(text)) is not None


def _with_arguments(name: str, rest: str, language: str) -> CommandLine | None:
    for names, read in _READERS.items():
        if name in names:
            return read(name, rest, language)
    return None


def _papers(name: str, rest: str, language: str) -> CommandLine | None:
    command = "paper" if name in _OPENING else name
    papers = " ".join(map(str, read_only_papers(rest)))
    return CommandLine(command, papers) if papers else None


def _similar(name: str, rest: str, language: str) -> CommandLine | None:
    """Similar 3, similar to 3."""
    papers = " ".join(map(str, read_only_papers(rest.casefold().removeprefix("to "))))
    return CommandLine("similar", papers) if papers else None


def _analysis(name: str, rest: str, language: str) -> CommandLine | None:
    papers, part = leading_papers(rest)
    if not papers or (part and not _PART.fullmatch(part.rstrip("?."))):
        return None
    named = " ".join(map(str, papers))
    return CommandLine("analysis", f"{named} {part.rstrip('?.')}".strip())


def _ask(name: str, rest: str, language: str) -> CommandLine | None:
    """A question behind the word, or papers."""
    is_one = rest.endswith(("?", "\uff1f", "\u061f")) or leading_papers(rest)[0]
    return CommandLine("ask", rest) if is_one else None


def _votes(name: str, rest: str, language: str) -> CommandLine | None:
    votes = read_votes(rest)
    sure = votes and all(read_only_papers(each.papers) for each in votes)
    return CommandLine("vote", rest) if sure else None


def _brief(name: str, rest: str, language: str) -> CommandLine | None:
    days = rest.casefold().removeprefix("of ").removeprefix("from ").removeprefix("for ")
    is_known = days == "titles" or _is_day(days, language)
    return CommandLine("brief", days) if is_known else None


def _search(name: str, rest: str, language: str) -> CommandLine | None:
    words = rest.removeprefix("for ")
    return None if rest.endswith(("?", "\uff1f", "\u061f")) else CommandLine("search", words)


def _export(name: str, rest: str, language: str) -> CommandLine | None:
    return CommandLine("export", rest) if rest.casefold().split()[0] in _EXPORTED else None


def _help(name: str, rest: str, language: str) -> CommandLine | None:
    word = rest.lstrip("/").casefold()
    return CommandLine("help", word) if word.isalpha() else None


def _change(name: str, rest: str, language: str) -> CommandLine | None:
    return None if rest.endswith("?") else CommandLine(name, rest, guessed=True)


_READERS: Mapping[tuple[str, ...], Callable[[str, str, str], CommandLine | None]] = {
    (*_OPENING, "why", "save", "unsave"): _papers,
    ("similar", "related"): _similar,
    _ANALYSING: _analysis,
    _ASKING: _ask,
    ("vote",): _votes,
    ("brief", "digest", "简报"): _brief,
    _SEARCHING: _search,
    ("export",): _export,
    ("help",): _help,
    _OWN: _change,
}


def _is_day(text: str, language: str) -> bool:
    """3.5 is a number more often than the third of May."""
    if text.replace(".", "", 1).isdigit() and not text.endswith("."):
        return text.isdigit() and len(text) == len("20260624")
    if either_day(text, _SOME_DAY) is not None:
        return True
    return read_day(text, _SOME_DAY, language) is not None
