"""What a line of /topics asks for: changes, a page, or a question. Pure.

::

    line | a page | a verb and its words | categories | +words, -words | a name that arXiv or we
         | have | several topics | an order that is none | else a topic in plain words

What has one meaning is a change; what has several, or looks like an order that nobody knows, is
asked, and each answer is a line that could be typed.
"""

import re
from dataclasses import dataclass

from bot.commands.topics.changes import Change
from bot.commands.topics.questions import (
    Question,
    about_archive,
    about_category,
    about_list,
    about_order,
    about_paper,
    about_script,
    about_topic,
    nothing_called,
)
from bot.commands.topics.ready import ready_named
from bot.commands.topics.slips import read_categories
from bot.commands.topics.verbs import CLEARING, PAGES, VERBS, TopicVerb, order_in
from bot.commands.topics.words import is_latin, items_in, numbers_in, unquoted
from bot.errors import UsageError
from bot.identifiers import parse_arxiv_id
from bot.taxonomy import archive_called, canonical_category, categories_called, categories_of
from bot.translator import Translator
from bot.values.channels import Channel

_USAGE: dict[TopicVerb, str] = {
    "add": "/topics add cs.RO",
    "remove": "/topics remove survey",
    "rename": "/topics rename 1 Agents",
    "author": "/topics author Ada Lovelace",
    "ready": "/topics ready Robots",
    "bar": "/topics exclude survey",
    "topic": '/topics topic "computer vision"',
    "category": "/topics category cs.RO",
    "all": "/topics all cs",
}
_NUMBERED = re.compile(r"(\d{1,2})\s+([+\-].+|author .+|drop .+|remove .+)", re.I | re.S)
_SIGNED = re.compile(r"(?:^|[,;\s]+)([+\-\N{MINUS SIGN}])(?=\S)")
_LONGEST_IN_A_LIST = 4


@dataclass(frozen=True, slots=True)
class Meant:
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the menu, by the line that shows it."""

    line: str


@dataclass(frozen=True, slots=True)
class Clearing:
    """Everything is to go: what that is is told, and asked."""


Read = Meant | Page | Clearing | Question


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads lines for one channel. ``in_english``: no model puts topics into English, so only
    English ones find papers."""

    channel: Channel
    say: Translator
    in_english: bool

    def read(self, text: str) -> Read:
        """Raises UsageError for what cannot be: no such category, a verb without its words."""
        lowered = text.casefold().strip()
        if lowered in PAGES:
            return Page(PAGES[lowered])
        if lowered in CLEARING:
            return Clearing()
        number, rest = _topic_number(text)
        first, _, words = rest.partition(" ")
        verb = VERBS.get(first.casefold())
        if verb is not None and self._fits(verb, words):
            return self._ordered(verb, words.strip(), number)
        return self._plain(rest, number)

    def _fits(self, verb: TopicVerb, words: str) -> bool:
        """Whether it is the verb: "topic modelling" and "category theory" are topics."""
        match verb:
            case "all":
                return archive_called(words, self.say.language) is not None
            case "topic":
                return words.strip() != unquoted(words)
            case "category":
                return all(canonical_category(each) for each in items_in(words))
        return True

    def _ordered(self, verb: TopicVerb, words: str, number: int | None) -> Read:
        if not words:
            raise UsageError(self.say.text("Which one? For example: {usage}", usage=_USAGE[verb]))
        match verb:
            case "remove":
                return self._removed(words, number)
            case "rename":
                return self._renamed(words)
            case "author":
                return Meant((Change("author", words, number),))
            case "ready":
                return Meant((Change("ready", words),))
            case "bar":
                return Meant(tuple(Change("bar", each, number) for each in items_in(words)))
            case "topic":
                return self._own(words)
            case "all":
                return self._archive(words)
            case _:
                return self._plain(words, number, asked=True)

    def _plain(self, text: str, number: int | None, *, asked: bool = False) -> Read:
        """``asked``: a verb said that something is to be added."""
        if categories := read_categories(text, self.say):
            return Meant(tuple(categories))
        if own := re.fullmatch(r"new\s+\+(.+)", text, re.IGNORECASE | re.DOTALL):
            return self._own_word(unquoted(own[1]))
        if text[:1] in ("+", "-", "\N{MINUS SIGN}"):
            return self._signed(text, number)
        if found := self._named(text):
            return found
        if (paper := parse_arxiv_id(text)) is not None:
            return about_paper(str(paper), self.say)
        if not any(letter.isalpha() for letter in text):
            return about_topic(text, self.channel, self.say)
        if several := self._several(text):
            return several
        if not asked and (order := order_in(text)) is not None:
            return about_order(text, order, self.say)
        if not asked and text.rstrip().endswith(("?", "\N{FULLWIDTH QUESTION MARK}")):
            return about_order(text, text, self.say)
        return self._own(text)

    def _named(self, text: str) -> Read | None:
        """What arXiv or the bot has a name for."""
        language = self.say.language
        if (archive := archive_called(text, language)) is not None:
            return about_archive(archive, text, self.say)
        if ready_named(text) is not None:
            return Meant((Change("ready", text.strip()),))
        categories = categories_called(text, language)
        return about_category(categories, text, self.say) if categories else None

    def _archive(self, words: str) -> Read:
        archive = archive_called(words, self.say.language) or ""
        return Meant(tuple(Change("add", each) for each in categories_of(archive)))

    def _own(self, words: str) -> Read:
        """A topic in plain words; in quotation marks nothing more is asked."""
        bare = unquoted(words)
        quoted = bare != words.strip()
        if self.in_english and not quoted and not is_latin(bare):
            return about_script(bare, self.say)
        return Meant((Change("sentence", bare),))

    def _own_word(self, word: str) -> Read:
        if self.in_english and not is_latin(word):
            return about_script(word, self.say)
        return Meant((Change("own", word),))

    def _signed(self, text: str, number: int | None) -> Read:
        """+video diffusion, +LLM, +agent -survey"""
        sign, rest = text[0], text[1:].strip()
        if not rest:
            raise UsageError(self.say.text("Which word? For example: /topics +video diffusion"))
        if (archive := archive_called(rest, self.say.language)) is not None and "," not in rest:
            if sign == "+":
                return about_archive(archive, rest, self.say)
            return self._removed(rest, number)
        pieces = _SIGNED.split(f"{sign}{rest}")[1:]
        signed = [
            (sign, each)
            for sign, words in zip(pieces[::2], pieces[1::2], strict=True)
            for each in items_in(words)
        ]
        wanted = next((word for sign, word in signed if sign == "+" and not is_latin(word)), None)
        if self.in_english and wanted is not None:
            return about_script(wanted, self.say)
        return Meant(tuple(_change(sign, word, number) for sign, word in signed))

    def _several(self, text: str) -> Read | None:
        """Short items between commas: known names are taken, others may be one topic or more."""
        items = items_in(text)
        short = all(len(item.split()) <= _LONGEST_IN_A_LIST for item in items)
        if len(items) < 2 or not short:
            return None
        known = [_known(item) for item in items]
        if all(known):
            return Meant(tuple(change for change in known if change is not None))
        if ";" in text or "\uff1b" in text:
            return Meant(tuple(_known(item) or Change("sentence", item) for item in items))
        return about_list(items, text, self.say)

    def _removed(self, words: str, number: int | None) -> Read:
        """Topics by number or name, categories, words: what is not here is asked about."""
        names = re.sub(r"^topics?\s+(?=\S)", "", words, flags=re.I)
        if numbers := numbers_in(names):
            # by name: numbers move as topics go
            gone = [self._topic(each) for each in numbers]
            return Meant(tuple(Change("drop", name) for name in gone))
        if (archive := archive_called(names, self.say.language)) is not None:
            own = [each for each in self.channel.categories if each in categories_of(archive)]
            if own:
                return Meant(tuple(Change("remove", each) for each in own))
        here = self._things()
        items = [unquoted(names)] if unquoted(names).casefold() in here else items_in(names)
        bare = [unquoted(item.lstrip("+-")) for item in items]
        missing = [item for item in bare if item.casefold() not in here]
        if missing or not bare:
            return nothing_called(missing[0] if missing else names, words, self.channel, self.say)
        return Meant(tuple(Change("drop", item, number) for item in bare))

    def _things(self) -> frozenset[str]:
        topics = self.channel.topics
        words = [word for one in topics for word in (*one.include, *one.exclude, *one.authors)]
        named = [one.name for one in topics]
        return frozenset(each.casefold() for each in (*named, *words, *self.channel.categories))

    def _topic(self, number: int) -> str:
        if not 1 <= number <= len(self.channel.topics):
            raise UsageError(
                self.say.plural(
                    "There is {n} topic here.",
                    "There are {n} topics here, numbered from 1.",
                    len(self.channel.topics),
                )
            )
        return self.channel.topics[number - 1].name

    def _renamed(self, words: str) -> Read:
        """rename 1 Agents, rename agents to LLM agents"""
        said = re.match(r"(?P<old>.+?)(?:\s+(?:to|as)\s+|\s*[-=]>\s*)(?P<new>.+)", words)
        said = said or re.match(r"(?P<old>\S+)\s+(?P<new>.+)", words)
        old, new = (said["old"], said["new"]) if said else ("", "")
        number = self._number_of(unquoted(old))
        if number is None or not unquoted(new):
            raise UsageError(
                self.say.text("Which one? For example: {usage}", usage=_USAGE["rename"])
            )
        return Meant((Change("rename", unquoted(new), number),))

    def _number_of(self, called: str) -> int | None:
        if called.isascii() and called.isdigit():
            self._topic(int(called[:4]))
            return int(called)
        names = [topic.name.casefold() for topic in self.channel.topics]
        return names.index(called.casefold()) + 1 if called.casefold() in names else None


def _topic_number(text: str) -> tuple[int | None, str]:
    """A leading number names the topic: "2 +diffusion" speaks of the second."""
    found = _NUMBERED.fullmatch(text)
    return (int(found[1]), found[2]) if found else (None, text)


def _change(sign: str, word: str, number: int | None) -> Change:
    category = canonical_category(word)
    if category is not None:
        return Change("add" if sign == "+" else "remove", category)
    return Change("want" if sign == "+" else "bar", word, number)


def _known(item: str) -> Change | None:
    if (category := canonical_category(item)) is not None:
        return Change("add", category)
    return Change("ready", item) if ready_named(item) is not None else None
