"""What a line of /topics asks for: changes, a page, or a question. Pure.

::

    line | a page | a verb and its words | else plain words (plain.py)

What has one meaning is a change; what has several, or looks like an order that nobody knows, is
asked, and each answer is a line that could be typed.
"""

import re
from dataclasses import dataclass

from bot.commands.topics.changing.changes import Change
from bot.commands.topics.changing.ready import ready_names
from bot.commands.topics.reading.contradictions import without_contradiction
from bot.commands.topics.reading.plain import Plain
from bot.commands.topics.reading.readings import Clearing, Meant, Page, Read, with_words
from bot.commands.topics.reading.removing import removed
from bot.commands.topics.reading.renaming import RENAMING, renamed
from bot.commands.topics.reading.slips import category_words, read_categories
from bot.commands.topics.reading.telling_words import with_words_that_tell
from bot.commands.topics.wording.sentences import Said, signed_words
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
_NUMBERED = re.compile(r"(\d{1,2})\s+([+\-].+|author .+|drop .+|remove .+)", re.I | re.S)
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
                return Meant(tuple(Change("bar", each, number) for each in items_in(words)))
            case "topic":
                return self._plain.own(words)
            case "all":
                return self._archive(words)
            case "add" if VERBS.get(words.split()[0].casefold()) in ("author", "ready"):
                return self._line(words)
            case _:
                return self._plain.read(words, number, asked=True)

    def _archive(self, words: str) -> Read:
        archive = archive_called(words, self.say.language) or ""
        return Meant(tuple(Change("add", each) for each in categories_of(archive)))


def _topic_number(text: str) -> tuple[int | None, str]:
    """A leading number names the topic: "2 +diffusion" speaks of the second."""
    found = _NUMBERED.fullmatch(text)
    return (int(found[1]), found[2]) if found else (None, text)
