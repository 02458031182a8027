"""What a line of /topics asks for: changes, a page, or a question. Pure.

::

    line | a page | a verb and its words | else plain words (plain.py)

What has one meaning is a change; what has several, or looks like an order that nobody knows, is
asked, and each answer is a line that could be typed.
"""

import re
from dataclasses import dataclass

from bot.commands.topics.asking.refusal_questions import about_instead, about_last
from bot.commands.topics.changing.changes import Change
from bot.commands.topics.changing.ready import ready_names
from bot.commands.topics.reading.contradictions import without_contradiction
from bot.commands.topics.reading.plain import Plain
from bot.commands.topics.reading.readings import (
    Clearing,
    Meant,
    Page,
    Read,
    change_by_sign,
    with_words,
)
from bot.commands.topics.reading.removing import removed
from bot.commands.topics.reading.renaming import RENAMING, renamed
from bot.commands.topics.reading.slips import category_words, read_categories
from bot.commands.topics.reading.telling_words import with_words_that_tell
from bot.commands.topics.refusing.refused_words import words_in
from bot.commands.topics.refusing.signed import perhaps_signed
from bot.commands.topics.wording.sentences import Said, signed_words, without_filler
from bot.commands.topics.wording.verbs import CLEARING, ONLY_REFUSING, PAGES, VERBS, TopicVerb
from bot.commands.topics.wording.words import items_in, unquoted
from bot.errors import UsageError
from bot.taxonomy import archive_called, canonical_category, categories_of
from bot.translator import Translator
from bot.values.channels import Channel

_USAGE: dict[TopicVerb, str] = {
    "add": "/topics add cs.RO",
    "remove": "/topics remove survey",
    "rename": RENAMING,
    "author": "/topics author Ada Lovelace",
    "ready": "/topics ready Robots",
    "bar": "/topics exclude survey",
    "topic": '/topics topic "computer vision"',
    "category": "/topics category cs.RO",
    "all": "/topics all cs",
}
_NUMBERED = re.compile(
    r"(\d{1,2})\s+([+\-].+|author .+|drop .+|remove .+|(?:no|without|not|nothing on|exclude) .+)",
    re.I | re.S,
)
_BARRED = re.compile(r"(?:no|without|not|nothing on) (?P<words>.+)", re.I | re.S)
# 1. robots 2. maps
_COUNTED = re.compile(r"1[.)] \S.* 2[.)] \S", re.S)
_COUNT = re.compile(r"(?:^|[,;]? )\d{1,2}[.)] ")
# exclude surveys, not maps
_KEPT = re.compile(
    r"(?:but (?:not |keep |only )?|(?:not|keep|only|except(?: for)?) )(?P<wanted>\S.*)", re.I | re.S
)
_BUT = re.compile(r"(?<=[^\s,]) (?=but |except )", re.I)
# author:Lovelace, cat:cs.RO
_COLON = re.compile(r"^((?:authors?|au|cat|category|categories):)(?=\S)", re.I)


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads lines for one channel. ``in_english``: no model puts topics into English, so only
    English ones find papers."""

    channel: Channel
    say: Translator
    in_english: bool

    def read(self, text: str) -> Read:
        """Raises UsageError for what cannot be: no such category, a verb without its words, a word
        that says nothing."""
        text = without_filler(text)
        if _COUNTED.match(text):
            text = "; ".join(filter(None, _COUNT.split(text)))
        if (open_end := perhaps_signed(text)) is not None:
            return about_last(open_end, self.say)
        beside = signed_words(text)
        read = without_contradiction(self._read(text, beside), beside, self.say)
        return with_words_that_tell(read, self.say)

    @property
    def _plain(self) -> Plain:
        return Plain(self.channel, self.say, self.in_english)

    def _read(self, text: str, beside: Said) -> Read:
        if (beside.wanted or beside.unwanted) and not read_categories(text, self.say):
            found = with_words(self._line(beside.about), beside)
            if found is not None:
                return found
        return self._line(text)

    def _line(self, text: str) -> Read:
        lowered = text.casefold().strip()
        if (page := PAGES.get(lowered, PAGES.get(lowered.rstrip("?!. ？！。")))) is not None:
            return Page(page)
        if lowered in CLEARING:
            return Clearing()
        number, rest = _topic_number(_COLON.sub(r"\1 ", text))
        first, _, words = rest.partition(" ")
        verb = VERBS.get(first.casefold())
        barred = _BARRED.fullmatch(rest) if number is not None else None
        if barred and (unwanted := words_in(barred["words"])):
            return Meant(tuple(change_by_sign("-", each, number) for each in unwanted))
        if verb is not None and self._fits(verb, words):
            return self._ordered(verb, words.strip(), number)
        return self._plain.read(rest, number)

    def _fits(self, verb: TopicVerb, words: str) -> bool:
        """Whether it is the verb: "topic modelling" and "category theory" are topics."""
        match verb:
            case "all":
                return archive_called(words, self.say.language) is not None
            case "topic":
                is_refusing = words.casefold().startswith(tuple(f"{w} " for w in ONLY_REFUSING))
                return is_refusing or words.strip() != unquoted(words)
            case "category":
                return all(canonical_category(each) for each in category_words(words))
        return True

    def _ordered(self, verb: TopicVerb, words: str, number: int | None) -> Read:
        if not words:
            raise UsageError(self.say.text("Which one? For example: {usage}", usage=_USAGE[verb]))
        match verb:
            case "remove":
                return removed(words, number, self.channel, self.say)
            case "rename":
                return renamed(words, self.channel, self.say)
            case "author":
                return self._plain.authors(words, number)
            case "ready":
                return Meant(tuple(Change("ready", each) for each in ready_names(words)))
            case "bar":
                return self._barred(words, number)
            case "topic":
                return self._plain.own(words)
            case "all":
                return self._archive(words)
            case "add" if VERBS.get(words.split()[0].casefold()) in ("author", "ready"):
                return self._line(words)
            case _:
                return self._plain.read(words, number, asked=True)

    def _barred(self, words: str, number: int | None) -> Read:
        items = items_in(_BUT.sub(", ", " ".join(words.split())))
        kept = [found["wanted"] for each in items[1:] if (found := _KEPT.fullmatch(each))]
        if kept:
            unwanted = [each for each in items if _KEPT.fullmatch(each) is None or each == items[0]]
            return about_instead("; ".join(kept), unwanted, self.say)
        return Meant(tuple(Change("bar", each, number) for each in items))

    def _archive(self, words: str) -> Read:
        archive = archive_called(words, self.say.language) or ""
        return Meant(tuple(Change("add", each) for each in categories_of(archive)))


def _topic_number(text: str) -> tuple[int | None, str]:
    """A leading number names the topic: "2 +diffusion" speaks of the second."""
    found = _NUMBERED.fullmatch(text)
    return (int(found[1]), found[2]) if found else (None, text)
