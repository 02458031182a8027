"""Settings by their names: what one does and takes, and which another word means. Pure."""

import re
from collections.abc import Collection, Mapping, Sequence
from difflib import get_close_matches

from bot.languages import own_name
from bot.translator import Translator, languages

# what people call a setting, and its name; a slash begins what sets it instead
MEANT: Mapping[str, str] = {
    **dict.fromkeys(("relevance", "score", "minimum", "cutoff", "cut-off"), "threshold"),
    **dict.fromkeys(("popularity", "popular", "order", "sort", "ranking"), "prior"),
    **dict.fromkeys(("papers", "count", "number", "limit", "size", "max"), "top"),
    **dict.fromkeys(("lang", "locale", "语言"), "language"),
    **dict.fromkeys(("second", "translation", "translate", "dual"), "bilingual"),
    **dict.fromkeys(("analysis", "deep"), "analyses"),
    **dict.fromkeys(("catchup", "catch-up", "missing", "backlog"), "missed"),
    **dict.fromkeys(
        ("time", "times", "zone", "timezone", "tz", "weekdays", "days", "when", "schedule", "hour"),
        "/schedule",
    ),
    **dict.fromkeys(
        ("topic", "topics", "category", "categories", "keywords", "words", "authors"), "/topics"
    ),
    **dict.fromkeys(("compact", "usual", "roomy", "format", "style", "view"), "layout"),
    **dict.fromkeys(("role", "mention", "notify"), "ping"),
    **dict.fromkeys(("subscribe", "subscribed", "subscription"), "/subscribe"),
}
_SWITCHES = {
    **dict.fromkeys(("yes", "true", "enable", "enabled", "1", "ja", "开"), "on"),
    **dict.fromkeys(("no", "false", "disable", "disabled", "0", "none", "nein", "关"), "off"),
}
# "role" is as near to "locale" as 0.6
_NEAR = 0.7


def setting_words(text: str, switches: Collection[str]) -> list[str]:
    """threshold = 50, threshold: 50, threshold to 50 %; of ``switches``, yes and no are on and
    off."""
    words = re.sub(r"\s*(?:[=:]|\bto\b)\s*", " ", text.casefold(), count=1).split()
    if words[:1] == ["set"] and len(words) > 1:
        words = words[1:]
    if words[-1:] == ["%"]:
        words = words[:-1]
    if len(words) == 2 and words[1].rstrip("%").isdigit():
        words[1] = words[1].rstrip("%")
    if len(words) == 2 and words[0] in switches:
        words[1] = _SWITCHES.get(words[1], words[1])
    return words


def nearest_setting(word: str, names: Collection[str]) -> str | None:
    """The name that another word may stand for, or the command that sets it."""
    known = [each for each, name in MEANT.items() if name.startswith("/") or name in names]
    near = get_close_matches(word, [*names, *known], 1, cutoff=_NEAR)
    return MEANT.get(near[0], near[0]) if near else None


def does(name: str, say: Translator, *, written: bool) -> Sequence[str]:
    """What it does, and what it takes; nothing for one that has no words here. ``written``: by a
    model, in any language."""
    match name:
        case "threshold":
            return (
                say.text(
                    "A paper with at least this relevance matches a topic. A lower number "
                    "brings more papers, a higher one fewer."
                ),
                say.text("It takes a whole number from 1 to 100."),
            )
        case "prior":
            return (
                say.text("Papers that have no relevance are ordered by popularity, or at random."),
                say.text("It takes on or off."),
            )
        case "missed":
            return (
                say.text(
                    "Announcements since the last brief come in one brief, or in one brief each."
                ),
                say.text("It takes combined or each."),
            )
        case "top":
            return (
                say.text("The most papers that a brief shows."),
                say.text("It takes a whole number from 1 to 30."),
            )
    return _of_languages(name, say, written=written)


def _of_languages(name: str, say: Translator, *, written: bool) -> Sequence[str]:
    match name:
        case "language":
            return (
                say.text("The language that the bot speaks here."),
                say.text("It takes a language by name or tag: German, 中文, pt-BR.")
                if written
                else say.text("It takes: {names}.", names=say.listed(map(own_name, languages()))),
            )
        case "bilingual":
            return (
                say.text("A second language, with one sentence on each paper."),
                say.text("It takes a language, or off. It needs a language model."),
            )
        case "links":
            return (
                say.text("When somebody posts an arXiv link here, I post that paper's card."),
                say.text("It takes on or off."),
            )
        case "analyses":
            return (
                say.text("Deep analyses of a brief's papers are made before anybody asks."),
                say.text("It takes on or off."),
            )
    return ()
