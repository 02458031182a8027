"""The one table of commands: help, menus, completion and docs/commands.md come from it."""

from bot.commands import about, briefs, papers, preferences, subscriptions, topics, why
from bot.commands.command import Command, msgid
from bot.commands.ready_topics import ready_topics
from bot.taxonomy import taxonomy
from bot.translator import languages


def _topic_words() -> tuple[str, ...]:
    ready = (f"ready {topic.name}" for topic in ready_topics())
    return ("author", "clear", "drop", *ready, *taxonomy().categories)


COMMANDS: tuple[Command, ...] = (
    Command(
        "brief",
        msgid("[date | titles]"),
        msgid("The brief of the newest announcement or of a date; titles lists everything."),
        briefs.brief,
        examples=("/brief", "/brief 2026-02-13", "/brief titles"),
        completions=lambda: ("titles",),
    ),
    Command(
        "paper",
        msgid("<number, id, address or title>"),
        msgid("A paper's card: what it does, what came out, the authors' abstract."),
        papers.paper,
        examples=("/paper 3", "/paper 2602.01234v2", "/paper hep-th/9901002"),
    ),
    Command(
        "search",
        msgid("<words>"),
        msgid("Looks for words in every paper remembered."),
        papers.search,
        examples=("/search video diffusion",),
    ),
    Command(
        "topics",
        msgid("[category | +word | -word | sentence]"),
        msgid("What this channel gets, and how much of the last announcement matches."),
        topics.topics,
        who="owner",
        examples=(
            "/topics",
            "/topics cs.RO",
            "/topics +video diffusion",
            "/topics -survey",
            "/topics 2 +few-step",
            "/topics author Ada Lovelace",
            "/topics how robots learn to walk from video",
            "/topics ready",
            "/topics ready Robots",
            "/topics drop survey",
            "/topics clear",
        ),
        completions=_topic_words,
    ),
    Command(
        "subscribe",
        msgid("[schedule]"),
        msgid("This channel gets briefs by itself; asks what they are to be about."),
        subscriptions.subscribe,
        who="owner",
        changes_bare=True,
        examples=("/subscribe", "/subscribe 08:30 Europe/Berlin mon-fri"),
    ),
    Command(
        "unsubscribe",
        "",
        msgid("No more briefs here; topics and settings are kept."),
        subscriptions.unsubscribe,
        who="owner",
        changes_bare=True,
    ),
    Command(
        "schedule",
        msgid("[time] [zone] [weekdays] | announced"),
        msgid("When briefs come, in this channel's own time."),
        subscriptions.schedule,
        who="owner",
        examples=(
            "/schedule",
            "/schedule 08:30 Europe/Berlin mon-fri",
            "/schedule mon,thu",
            "/schedule announced",
            "/schedule each",
        ),
        completions=lambda: ("announced", "each", "combined", "mon-fri", "daily"),
    ),
    Command(
        "settings",
        msgid("[name value]"),
        msgid("Everything that this channel has set, and how to change it."),
        subscriptions.settings,
        who="owner",
        examples=("/settings threshold 50", "/settings prior off", "/settings missed each"),
        completions=lambda: ("threshold", "prior", "missed"),
    ),
    Command(
        "why",
        msgid("<paper>"),
        msgid("Why a paper was shown here, or why not."),
        why.why,
        examples=("/why 3", "/why 2602.01234"),
    ),
    Command(
        "top",
        msgid("[1-30]"),
        msgid("How many papers a brief shows."),
        preferences.top,
        who="owner",
        examples=("/top 5",),
    ),
    Command(
        "language",
        msgid("[language]"),
        msgid("The language that the bot speaks here."),
        preferences.language,
        who="owner",
        examples=("/language en", "/language zh-Hans"),
        completions=languages,
    ),
    Command(
        "status",
        "",
        msgid("The last announcement, its coverage, and what is set here."),
        about.status,
    ),
    Command(
        "help",
        msgid("[command]"),
        msgid("All commands, or one with examples."),
        about.help_,
        examples=("/help topics",),
    ),
    Command("start", "", msgid("What this bot does, in five lines."), about.start),
)
