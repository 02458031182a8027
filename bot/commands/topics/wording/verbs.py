"""Words that a line of /topics may begin with, and what they ask for. Pure."""

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Literal

TopicVerb = Literal["add", "remove", "rename", "author", "ready", "bar", "topic", "category", "all"]

VERBS: Mapping[str, TopicVerb] = {
    "add": "add",
    "include": "add",
    "remove": "remove",
    "delete": "remove",
    "del": "remove",
    "rm": "remove",
    "drop": "remove",
    "erase": "remove",
    "rename": "rename",
    "author": "author",
    "author:": "author",
    "authors": "author",
    "authors:": "author",
    "au:": "author",
    "ready": "ready",
    "exclude": "bar",
    "topic": "topic",
    "category": "category",
    "category:": "category",
    "categories": "category",
    "categories:": "category",
    "cat:": "category",
    "all": "all",
}
# talk, which is answered with what is here
_GREETINGS = (
    *("hi", "hello", "hey", "hallo", "hola", "bonjour", "good morning", "你好"),
    *("thanks", "thank you", "thx", "danke", "merci", "gracias", "谢谢"),
    *("thanks a lot", "many thanks", "thank you so much", "thank you very much", "ok thanks"),
    *("ok", "okay", "never mind", "nevermind", "forget it", "vielen dank", "算了"),
)
_WHAT_IS_SET = (
    *("what do i get", "what am i getting", "what will i get", "what is set", "what do i have"),
    *("what are my topics", "what topics do i have", "which topics do i have", "what is here"),
    *("what do i follow", "我会收到什么"),
)
# lines that show something: what stands for them among the pages
PAGES: Mapping[str, str] = {
    **dict.fromkeys(("list", "show", "ls", "view", "display", "mine", "status", "topics"), ""),
    **dict.fromkeys(("list topics", "show topics", "list all", "show all", "my topics"), ""),
    **dict.fromkeys(_GREETINGS, ""),
    **dict.fromkeys(_WHAT_IS_SET, ""),
    **dict.fromkeys(("help", "?", "usage", "examples", "帮助"), "help"),
    **dict.fromkeys(("categories", "category", "cats", "分类"), "in"),
    **dict.fromkeys(("ready", "ready-made", "readymade", "suggestions", "presets"), "ready"),
    **dict.fromkeys(("remove", "delete", "drop", "out"), "out"),
}
CLEARING = frozenset(
    ("clear", "reset", "clear all", "remove all", "delete all", "drop all", "remove everything",
     "delete everything", "clear everything", "reset all", "none", "nothing", "清空")
)  # fmt: skip
# what people type as an order to a bot, and what hardly a topic begins with
_ORDERS = """
    set change edit modify update replace enable disable toggle mute unmute block unblock ban hide
    ignore skip follow unfollow track untrack watch unwatch show list get view display switch turn
    move sort reset undo redo cancel stop start pause resume save load restore clear clean put
    insert append keep take select choose pick want no not without except only subscribe unsubscribe
    rename exclude remove delete drop avoid omit never less fewer minus excluding w/o
"""
# of these, what may say that papers are to be left out
REFUSING = frozenset(
    ("no", "not", "without", "except", "block", "ban", "hide", "mute", "ignore", "skip", "avoid",
     "omit", "never", "less", "fewer", "minus", "excluding", "w/o")
)  # fmt: skip
# what says that papers are wanted
WANTING = frozenset(("follow", "track", "watch", "want", "keep", "pick", "choose", "put", "insert"))
# and with which no topic begins
ONLY_REFUSING = frozenset(("without", "except", "excluding", "w/o"))
_ALONE = """
    hi hello hey thanks ok okay yes all everything any anything more less test quit exit back menu
    new settings schedule brief paper language top status privacy start
"""
_NEAR = 0.8


def order_in(text: str) -> str | None:
    """The word of a line that looks like an order, and is none that is known here."""
    first, *rest = text.casefold().split()[:2]
    if first in _words(_ORDERS) or (not rest and first in _words(_ALONE)):
        return first
    return first if rest and nearest_verb(first) else None


def nearest_verb(word: str) -> str | None:
    """The verb that a slip may stand for: remvoe."""
    near = get_close_matches(word, [verb for verb in VERBS if len(verb) > 3], 1, cutoff=_NEAR)
    return near[0] if near and near[0] != word else None


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())
