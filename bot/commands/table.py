"""The one table of commands: help, menus, completion and docs/commands.md come from it."""

from collections.abc import Sequence
from dataclasses import replace

from bot.commands import suggesting
from bot.commands.lines.command import Argument, Command
from bot.commands.lines.late import LateHandler as Late
from bot.commands.topics.ready import ready_topics
from bot.languages import USUAL, own_name
from bot.taxonomy import taxonomy
from bot.translator import languages, msgid


def _topic_words() -> tuple[str, ...]:
    ready = (f"ready {topic.name}" for topic in ready_topics())
    verbs = ("add", "remove", "rename", "author", "clear", "list", "help")
    return (*verbs, *ready, *taxonomy().categories)


_POSTED = ("posts", "layout", "buttons", "silent", "pin", "discuss", "hashtags", "ping", "tag")


COMMANDS: tuple[Command, ...] = (
    Command(
        "brief",
        msgid("[day | titles]"),
        msgid("The brief of the newest announcement or of a day; titles lists everything."),
        Late("briefs.brief"),
        argument=Argument("day", msgid("A day such as yesterday, Monday or 24 June, or: titles")),
        examples=("/brief", "/brief yesterday", "/brief 24 June", "/brief titles"),
        completions=lambda: ("titles", "today", "yesterday"),
    ),
    Command(
        "paper",
        msgid("<numbers, ids, links or a title>"),
        msgid("A paper's card: what it does, what it found, and the authors' abstract."),
        Late("papers.paper"),
        argument=Argument("paper", msgid("Numbers from the brief, ids, links, or a title"), True),
        examples=("/paper 3", "/paper 1-3", "/paper 2602.01234v2", "/paper hep-th/9901002"),
    ),
    Command(
        "analysis",
        msgid("<paper> [page <n> | md | html]"),
        msgid("A deep analysis of a paper from its full text; add md or html for a file."),
        Late("analysis.analysis"),
        argument=Argument("paper", msgid("A number from the brief, an id or a link"), True),
        examples=("/analysis 3", "/analysis 3 page 2", "/analysis 3 md"),
    ),
    Command(
        "ask",
        msgid("<papers> <question>"),
        msgid("Answers a question from the papers' full texts, and quotes the passages."),
        Late("asking.ask"),
        argument=Argument("question", msgid("Papers by number or id, then the question"), True),
        examples=(
            "/ask 3 which data was it trained on?",
            "/ask 2602.01234 how many parameters has it?",
            "/ask 1 4 which needs less data?",
        ),
    ),
    Command(
        "search",
        msgid("<words> [page <n>]"),
        msgid("Searches all the papers I remember."),
        Late("searching.search"),
        argument=Argument("words", msgid("What to look for"), True),
        examples=(
            "/search video diffusion",
            '/search "state space" -survey',
            "/search author:lovelace cat:cs.RO since:june",
            "/search language page 2",
        ),
    ),
    Command(
        "similar",
        msgid("<paper>"),
        msgid("Papers from the last five weeks that are most like the one you name."),
        Late("similar.similar"),
        argument=Argument("paper", msgid("A number from the brief, an id or a link"), True),
        examples=("/similar 3", "/similar 2602.01234"),
    ),
    Command(
        "topics",
        msgid("[category | +word | -word | sentence]"),
        msgid("What this channel gets, and how much of the last announcement matches."),
        Late("topics.topics.topics"),
        who="owner",
        argument=Argument("change", msgid("A category, +word, -word, or a sentence")),
        examples=(
            "/topics",
            "/topics cs.RO",
            "/topics -cs.LG",
            "/topics +video diffusion",
            "/topics -survey",
            "/topics 2 +few-step",
            "/topics new +few-step",
            "/topics author Ada Lovelace",
            "/topics how robots learn to walk from video",
            "/topics ready",
            "/topics ready Robots",
            "/topics remove survey",
            "/topics rename 1 Agents",
            "/topics clear",
            "/topics help",
        ),
        completions=_topic_words,
        suggest=suggesting.categories,
    ),
    Command(
        "subscribe",
        msgid("[schedule]"),
        msgid("Sends briefs to this channel; asks what they should be about."),
        Late("channels.subscriptions.subscribe"),
        who="owner",
        argument=Argument("schedule", msgid("When: 08:30 Europe/Berlin mon-fri, or announced")),
        changes_bare=True,
        examples=("/subscribe", "/subscribe 08:30 Berlin mon-fri"),
        suggest=suggesting.zones,
    ),
    Command(
        "unsubscribe",
        "",
        msgid("No more briefs here; topics and settings are kept."),
        Late("channels.subscriptions.unsubscribe"),
        who="owner",
        changes_bare=True,
    ),
    Command(
        "schedule",
        msgid("[time] [city] [weekdays] | announced | off | on"),
        msgid("When briefs come, in this channel's own time."),
        Late("channels.scheduling.schedule"),
        who="owner",
        argument=Argument("schedule", msgid("When: 08:30 Europe/Berlin mon-fri, or announced")),
        examples=(
            "/schedule",
            "/schedule 08:30 Europe/Berlin mon-fri",
            "/schedule mon,thu",
            "/schedule New York",
            "/schedule every monday 7:15 Berlin",
            "/schedule announced",
            "/schedule each",
            "/schedule off",
            "/schedule on",
        ),
        completions=lambda: ("announced", "each", "combined", "mon-fri", "daily", "off", "on"),
        suggest=suggesting.zones,
    ),
    Command(
        "undo",
        msgid("[number]"),
        msgid("Shows the last change to the settings here, and undoes it with one tap."),
        Late("undo.undo"),
        who="owner",
        argument=Argument("number", msgid("The number of a change; without one, the last change")),
        examples=("/undo",),
    ),
    Command(
        "settings",
        msgid("[name [value]]"),
        msgid("Everything that is set for this channel, and how to change it."),
        Late("channels.channel_settings.settings"),
        who="owner",
        argument=Argument("change", msgid("A name and a value, such as: threshold 50")),
        examples=(
            "/settings threshold",
            "/settings threshold 50",
            "/settings prior off",
            "/settings missed each",
            "/settings analyses on",
            "/settings posts",
            "/settings pin on silent on",
            "/settings links on",
        ),
        completions=lambda: ("threshold", "prior", "missed", "analyses", "links", *_POSTED),
    ),
    Command(
        "preview",
        msgid("[name value ...]"),
        msgid("The newest brief with other settings; nothing is changed."),
        Late("preview.preview"),
        who="owner",
        argument=Argument("settings", msgid("Names and values, such as: top 5 threshold 50")),
        changes_bare=True,
        examples=("/preview", "/preview top 5 threshold 50", "/preview layout compact"),
        completions=lambda: ("top", "threshold", "layout", "buttons"),
    ),
    Command(
        "why",
        msgid("<papers>"),
        msgid("Why a paper was shown here, or why not."),
        Late("why.why"),
        argument=Argument("paper", msgid("Numbers from the brief, ids or links"), True),
        examples=("/why 3", "/why 1-3", "/why 2602.01234"),
    ),
    Command(
        "vote",
        msgid("[<papers> up | down | none]"),
        msgid("Moves similar papers up or down here; on its own, lists the last brief to vote on."),
        Late("voting.vote"),
        who="reader",
        argument=Argument("vote", msgid("Papers and up, down or none")),
        examples=("/vote", "/vote 3 up", "/vote up 3 4", "/vote 1 up, 2 down"),
    ),
    Command(
        "save",
        msgid("<papers>"),
        msgid("Puts a paper on your own reading list."),
        Late("reading.save"),
        who="reader",
        argument=Argument("paper", msgid("Numbers from the brief, ids or links"), True),
        examples=("/save 3", "/save 1,2 and 4", "/save 1-3"),
    ),
    Command(
        "saved",
        msgid("[page]"),
        msgid("Your reading list, newest first."),
        Late("reading.saved"),
        who="reader",
        examples=("/saved",),
    ),
    Command(
        "unsave",
        msgid("<papers>"),
        msgid("Takes a paper off your reading list."),
        Late("reading.unsave"),
        who="reader",
        argument=Argument("paper", msgid("Numbers from the brief, ids or links"), True),
        examples=("/unsave 2602.01234",),
    ),
    Command(
        "export",
        msgid("[bibtex | markdown | csv] [papers]"),
        msgid("Your reading list, or the papers named, as a BibTeX, Markdown or CSV file."),
        Late("reading.export"),
        who="reader",
        argument=Argument("form", msgid("bibtex, markdown or csv, then papers if you like")),
        examples=("/export bibtex", "/export csv 1-3"),
        completions=lambda: ("bibtex", "markdown", "csv"),
    ),
    Command(
        "top",
        msgid("[1-30]"),
        msgid("How many papers a brief shows."),
        Late("channels.preferences.top"),
        who="owner",
        argument=Argument("papers", msgid("A number from 1 to 30")),
        examples=("/top 5",),
    ),
    Command(
        "language",
        msgid("[language]"),
        msgid("The language that the bot speaks here."),
        Late("channels.preferences.language"),
        who="owner",
        argument=Argument("language", msgid("A language")),
        examples=("/language en", "/language zh-Hans"),
        completions=languages,
    ),
    Command(
        "status",
        msgid("[log]"),
        msgid("The last announcement, its coverage, what is set here; log: the last ten briefs."),
        Late("about.status"),
        argument=Argument("log", msgid("log: the last ten briefs, and how they arrived")),
        examples=("/status", "/status log"),
        completions=lambda: ("log",),
    ),
    Command(
        "privacy",
        "",
        msgid("What is stored about you and this channel."),
        Late("privacy.privacy"),
    ),
    Command(
        "forget",
        msgid("[me | channel]"),
        msgid("Deletes what is stored about you, or about this channel."),
        Late("forgetting.forget"),
        argument=Argument("what", msgid("me, or channel")),
        examples=("/forget me", "/forget channel"),
        completions=lambda: ("me", "channel"),
    ),
    Command(
        "help",
        msgid("[command]"),
        msgid("All commands, or one with examples."),
        Late("about.help_"),
        argument=Argument("command", msgid("A command")),
        examples=("/help topics",),
    ),
    Command("start", "", msgid("What this bot does, in five lines."), Late("about.start")),
)


def in_any_language(commands: Sequence[Command]) -> tuple[Command, ...]:
    """The commands where a model writes: usual languages are offered, whether the bot speaks them
    or not."""
    return tuple(
        replace(each, completions=_usual_languages) if each.name == "language" else each
        for each in commands
    )


def _usual_languages() -> Sequence[str]:
    return tuple(map(own_name, USUAL))
