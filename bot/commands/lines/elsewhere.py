"""What other bots call their commands, and the nearest one of ours. Pure."""

from collections.abc import Iterator, Mapping, Sequence

from bot.commands.lines.command_lines import CommandLine
from bot.text.slips import nearest_word

# The words of theirs by the line that they mean here; {} stands for what was typed behind them.
# What stands behind the bar is for one that was typed alone: else it is the command alone.
_OURS: Mapping[str, str] = {
    "brief {}": "digest latest news newest daily feed briefing report recent update updates last b",
    "brief today": "today tonight",
    "brief yesterday": "yesterday",
    "brief titles": "all titles everything new",
    "topics": "list lists subs subscriptions keywords interests filters filter categories "
    "category mytopics sources feeds",
    "topics {}": "add addtopic add_topic add_keyword track watch include sub topic",
    "topics drop {}": "remove removetopic remove_topic delete del rm unfollow untrack exclude",
    "unsubscribe": "stop off quit exit leave bye unsub end disable kick",
    "subscribe": "join begin enable",
    "schedule off": "pause mute snooze silence",
    "schedule on": "resume unpause unmute on",
    "help {}": "commands menu about info h man usage faq support",
    "settings {}": "config configure options setup preferences prefs set setting customize",
    "schedule {}": "time when timezone tz hour at cron frequency interval",
    "search {}": "find query s lookup look",
    "similar {}": "related relatedpapers related_papers morelike more_like neighbours neighbors",
    "vote {}": "rate rating like react",
    "vote {} up": "upvote",
    "vote {} down": "downvote dislike",
    "saved {}": "bookmarks reading readinglist reading_list favorites favourites library mylist",
    "save {}": "bookmark keep star favorite favourite",
    "export bibtex {} | export bibtex": "bib bibtex cite citations",
    "export csv {} | export csv": "csv",
    "export markdown {} | export markdown": "markdown md",
    "paper {}": "summary summarize summarise tldr abstract abs pdf open read show card p arxiv id "
    "get details detail",
    "paper {} | brief titles": "papers",
    "analysis {}": "explain analyze analyse deep review fulltext",
    "ask {}": "question chat q askpaper",
    "language {}": "lang locale",
    "top {}": "count number limit max size n",
    "status": "stats health state ping version uptime alive",
    "forget": "deleteme delete_me reset clear erase gdpr",
}
# behind this, a person's name is that of an author
_FOLLOWING = "follow"
_LONGEST_NAME = 4


def _by_word() -> Iterator[tuple[str, str]]:
    for ours, words in _OURS.items():
        yield from ((word, ours) for word in words.split())


_MEANT = dict(_by_word())


def nearest(line: CommandLine, known: Sequence[str]) -> CommandLine | None:
    """The line of ours that comes nearest to one whose command is not ``known``: what others call
    it, else a slip of one or two letters; None where nothing is near."""
    if line.name == _FOLLOWING:
        who = "author " if _is_name(line.arguments) else ""
        return _line(f"topics {who}{line.arguments}")
    ours = _MEANT.get(line.name)
    if ours is None:
        close = nearest_word(line.name, known)
        return CommandLine(close, line.arguments, guessed=True) if close else None
    behind, _, alone = ours.partition(" | ")
    if line.arguments or "{}" not in behind:
        return _line(behind.replace("{}", line.arguments))
    # a direction or a verb alone would be no line
    return _line(alone or behind.split()[0])


def _line(text: str) -> CommandLine:
    name, _, arguments = text.partition(" ")
    return CommandLine(name, arguments.strip(), guessed=True)


def _is_name(words: str) -> bool:
    """Ada Lovelace, and not video diffusion."""
    parts = words.replace(".", " ").replace("-", " ").split()
    return 1 < len(parts) <= _LONGEST_NAME and all(
        part.isalpha() and part[0].isupper() and not (len(part) > 1 and part.isupper())
        for part in parts
    )
