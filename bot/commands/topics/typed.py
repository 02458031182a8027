"""What a line of /topics asks for: changes, a page, or a question. Pure.

::

    line | a page | a verb and its words | categories | +words, -words | a name that arXiv or we
         | have | several topics | an order that is none | else a topic in plain words

What has one meaning is a change; what has several, or looks like an order that nobody knows, is
asked, and each answer is a line that could be typed.
"""

import re
from dataclasses import dataclass

from bot.commands.topics.authors import about_by, about_comma, are_names, authors_in, named_by
from bot.commands.topics.changes import Change
from bot.commands.topics.doubts import (
    about_category_name,
    about_number,
    about_papers_like,
    about_without,
    is_foreign,
    paper_within,
)
from bot.commands.topics.questions import (
    Question,
    about_archive,
    about_category,
    about_list,
    about_order,
    about_paper,
    about_script,
    about_topic,
)
from bot.commands.topics.readings import Clearing, Meant, Page, Read, change_by_sign, with_words
from bot.commands.topics.ready import ready_named, ready_topic
from bot.commands.topics.removing import removed, topic_called, with_a_category_left
from bot.commands.topics.sentences import all_but, said, signed_words, without, without_lead
from bot.commands.topics.slips import category_words, read_categories
from bot.commands.topics.verbs import CLEARING, PAGES, VERBS, TopicVerb, order_in
from bot.commands.topics.words import is_latin, items_in, unquoted
from bot.errors import UsageError
from bot.identifiers import parse_arxiv_id
from bot.taxonomy import archive_called, canonical_category, categories_called, categories_of
from bot.text.words import content_stems
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
_NUMBERED_WORD = re.compile(r"(\d{1,2})\s*[:.)]\s+(\S.*)", re.S)
_LONGEST_IN_A_LIST = 4


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads lines for one channel. ``in_english``: no model puts topics into English, so only
    English ones find papers."""

    channel: Channel
    say: Translator
    in_english: bool

    def read(self, text: str) -> Read:
        """Raises UsageError for what cannot be: no such category, a verb without its words."""
        beside = signed_words(text)
        if (beside.wanted or beside.unwanted) and not read_categories(text, self.say):
            found = with_words(self._line(beside.about), beside)
            if found is not None:
                return found
        return self._line(text)

    def _line(self, text: str) -> Read:
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
                return all(canonical_category(each) for each in category_words(words))
        return True

    def _ordered(self, verb: TopicVerb, words: str, number: int | None) -> Read:
        if not words:
            raise UsageError(self.say.text("Which one? For example: {usage}", usage=_USAGE[verb]))
        match verb:
            case "remove":
                return removed(words, number, self.channel, self.say)
            case "rename":
                return self._renamed(words)
            case "author":
                return self._authors(words, number)
            case "ready":
                return Meant(tuple(Change("ready", each) for each in _ready_names(words)))
            case "bar":
                return Meant(tuple(Change("bar", each, number) for each in items_in(words)))
            case "topic":
                return self._own(words)
            case "all":
                return self._archive(words)
            case "add" if VERBS.get(words.split()[0].casefold()) in ("author", "ready"):
                return self._line(words)
            case _:
                return self._plain(words, number, asked=True)

    def _plain(self, text: str, number: int | None, *, asked: bool = False) -> Read:
        """``asked``: a verb said that something is to be added."""
        if categories := read_categories(text, self.say):
            return with_a_category_left(categories, self.channel, self.say)
        if barred := all_but(text):
            return Meant(tuple(Change("bar", each) for each in barred))
        if (names := named_by(text)) is not None and (found := self._by(names, text)) is not None:
            return found
        if (bare := without_lead(text)) is not None:
            return self._plain(bare, number, asked=True)
        if new := re.fullmatch(r"new\s+(\+|author\s+)(.+)", text, re.IGNORECASE | re.DOTALL):
            return self._of_its_own(new[1], unquoted(new[2]))
        if text[:1] in ("+", "-", "\N{MINUS SIGN}"):
            return self._signed(text, number)
        if found := self._named(text):
            return found
        if doubt := self._doubtful(text) or self._several(text):
            return doubt
        return (None if asked else self._order(text)) or self._own(text)

    def _order(self, text: str) -> Question | None:
        is_question = text.rstrip().endswith(("?", "\N{FULLWIDTH QUESTION MARK}"))
        order = order_in(text) or (text if is_question else None)
        return about_order(text, order, self.say) if order else None

    def _doubtful(self, text: str) -> Question | None:
        """What has no words for a topic, or two meanings."""
        if (paper := parse_arxiv_id(text)) is not None:
            return about_paper(str(paper), self.say)
        if (named := paper_within(text)) is not None:
            return about_papers_like(named, self.say)
        if not any(letter.isalpha() for letter in text):
            return about_topic(text, self.channel, self.say)
        if is_latin(text) and not content_stems(text) and len(items_in(text)) < 2:
            return about_order(text, text, self.say)
        if found := _NUMBERED_WORD.fullmatch(text):
            return about_number(int(found[1]), found[2], text, self.channel, self.say)
        parts = without(text)
        return about_without(*parts, text, self.say) if parts else None

    def _named(self, text: str) -> Read | None:
        """What arXiv or the bot has a name for."""
        language = self.say.language
        if (archive := archive_called(text, language)) is not None:
            return about_archive(archive, text, self.say)
        if ready_named(text) is not None:
            return Meant((Change("ready", text.strip()),))
        typed = re.sub(r"(?<=[a-z])[:/_ ](?=[a-z-]{2,}$)", ".", text.strip(), flags=re.I)
        near = canonical_category(typed)
        categories = (near,) if near else categories_called(text, language)
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
        if quoted:
            return Meant((Change("sentence", bare),))
        if self.in_english and is_foreign(bare):
            return about_script(bare, self.say)
        topic = said(bare)
        return Meant((Change("sentence", topic.about, unwanted=topic.unwanted),))

    def _authors(self, words: str, number: int | None) -> Read:
        names = authors_in(words)
        if not names:
            return about_comma(words, number, self.say)
        return Meant(tuple(Change("author", each, number) for each in names))

    def _by(self, names: str, text: str) -> Read | None:
        return self._authors(names, None) if are_names(names) else about_by(names, text, self.say)

    def _of_its_own(self, kind: str, word: str) -> Read:
        if kind != "+":
            names = authors_in(word) or (word,)
            return Meant(tuple(Change("own author", each) for each in names))
        if self.in_english and not is_latin(word):
            return about_script(word, self.say)
        return Meant((Change("own", word),))

    def _signed(self, text: str, number: int | None) -> Read:
        """+video diffusion, +LLM, +agent -survey"""
        sign, rest = text[0], text[1:].strip()
        if not any(letter.isalnum() for letter in rest):
            raise UsageError(self.say.text("Which word? For example: /topics +video diffusion"))
        if (archive := archive_called(rest, self.say.language)) is not None and "," not in rest:
            if sign == "+":
                return about_archive(archive, rest, self.say)
            return removed(rest, number, self.channel, self.say)
        pieces = _SIGNED.split(f"{sign}{rest}")[1:]
        signed = [
            (sign, each)
            for sign, words in zip(pieces[::2], pieces[1::2], strict=True)
            for each in items_in(words)
        ]
        wanted = next((word for sign, word in signed if sign == "+" and not is_latin(word)), None)
        if self.in_english and wanted is not None:
            return about_script(wanted, self.say)
        return Meant(tuple(change_by_sign(sign, word, number) for sign, word in signed))

    def _several(self, text: str) -> Read | None:
        """Short items between commas: known names are taken, others may be one topic or more."""
        items = items_in(text)
        short = all(len(item.split()) <= _LONGEST_IN_A_LIST for item in items)
        if len(items) < 2 or not short or said(text).unwanted:
            return None
        known = [_known(item) for item in items]
        if all(known):
            return Meant(tuple(change for change in known if change is not None))
        if ";" in text or "\uff1b" in text:
            return Meant(tuple(_known(item) or Change("sentence", item) for item in items))
        return about_list(items, text, self.say)

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
        category = canonical_category(new.strip())
        if category is not None:
            return about_category_name(number, category, self.say)
        return Meant((Change("rename", unquoted(new), number),))

    def _number_of(self, called: str) -> int | None:
        if called.isascii() and called.isdigit():
            topic_called(int(called[:4]), self.channel, self.say)
            return int(called)
        names = [topic.name.casefold() for topic in self.channel.topics]
        return names.index(called.casefold()) + 1 if called.casefold() in names else None


def _topic_number(text: str) -> tuple[int | None, str]:
    """A leading number names the topic: "2 +diffusion" speaks of the second."""
    found = _NUMBERED.fullmatch(text)
    return (int(found[1]), found[2]) if found else (None, text)


def _ready_names(words: str) -> list[str]:
    """Several, where each is one: Reasoning, Agents."""
    items = [each for item in items_in(words) for each in re.split(r"\s+and\s+", item)]
    return items if len(items) > 1 and all(map(ready_topic, items)) else [words]


def _known(item: str) -> Change | None:
    if (category := canonical_category(item)) is not None:
        return Change("add", category)
    return Change("ready", item) if ready_named(item) is not None else None
