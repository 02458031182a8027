"""What other bots call their commands, and the nearest one of ours. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches

from bot.commands.lines.command_lines import CommandLine

# The words of theirs by the line that they mean here; {} stands for what was typed behind them,
# and a line without it is for one that was typed alone or with anything.
_OURS: Mapping[str, str] = {
    "brief": "digest latest news newest daily feed briefing report recent update updates last b",
    "brief today": "today tonight",
    "brief yesterday": "yesterday",
    "brief titles": "papers all titles everything new",
    "topics": "list lists subs subscriptions keywords interests filters filter categories "
    "category mytopics sources feeds",
    "topics {}": "add addtopic add_topic add_keyword follow track watch include sub topic",
    "topics drop {}": "remove removetopic remove_topic delete del rm unfollow untrack exclude",
    "unsubscribe": "stop pause cancel off mute quit exit leave bye unsub end disable kick",
    "subscribe": "resume unpause unmute on join begin enable",
    "help": "commands menu about info h man usage faq support",
    "settings {}": "config configure options setup preferences prefs set setting customize",
    "schedule {}": "time when timezone tz hour at cron frequency interval",
    "search": "similar related",
    "search {}": "find query s lookup look",
    "vote {}": "feedback rate rating like react",
    "vote {} up": "upvote",
    "vote {} down": "downvote dislike",
    "saved": "bookmarks reading readinglist reading_list favorites favourites library mylist",
    "save {}": "bookmark keep star favorite favourite",
    "export bibtex": "bib bibtex cite citations",
    "paper {}": "summary summarize summarise tldr abstract abs pdf open read show card p arxiv id",
    "analysis {}": "explain analyze analyse deep review fulltext",
    "ask {}": "question chat q askpaper",
    "language {}": "lang locale",
    "top {}": "count number limit max size n",
    "status": "stats health state ping version uptime alive",
    "forget": "deleteme delete_me reset clear erase gdpr",
}


def _by_word() -> Iterator[tuple[str, str]]:
    for ours, words in _OURS.items():
        yield from ((word, ours) for word in words.split())


_MEANT = dict(_by_word())


def nearest(line: CommandLine, known: Sequence[str]) -> CommandLine | None:
    """The line of ours that comes nearest to one whose command is not ``known``; None where
    nothing is near."""
    ours = _MEANT.get(line.name)
    if ours is None:
        close = get_close_matches(line.name, known, 1)
        return CommandLine(close[0], line.arguments, guessed=True) if close else None
    name, _, arguments = ours.partition(" ")
    if "{}" in arguments:
        # a direction or a verb alone would be no line
        arguments = arguments.replace("{}", line.arguments).strip() if line.arguments else ""
    return CommandLine(name, arguments, guessed=True)
