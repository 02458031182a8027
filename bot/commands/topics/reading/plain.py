"""What a line of /topics without a verb asks for, in plain words. Pure.

::

    line | categories | +words, -words | a name that arXiv or we have | several topics
         | an order that is none | else a topic in plain words
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.commands.topics.asking.doubts import about_spelling, doubtful, is_foreign
from bot.commands.topics.asking.questions import (
    Question,
    about_archive,
    about_list,
    about_script,
    about_topic,
    order_question,
    refusing_order,
    refusing_question,
)
from bot.commands.topics.asking.refusal_questions import (
    about_foreign,
    about_instead,
    about_last,
    about_long,
    about_more,
    about_only,
    about_refused_author,
)
from bot.commands.topics.changing.changes import Change
from bot.commands.topics.reading.authors import (
    about_both,
    about_by,
    about_comma,
    about_organization,
    by_and_about,
    named_by,
    or_author,
)
from bot.commands.topics.reading.named import called
from bot.commands.topics.reading.readings import (
    Meant,
    Read,
    change_by_sign,
    known_change,
    with_words,
)
from bot.commands.topics.reading.removing import removed, with_a_category_left
from bot.commands.topics.reading.slips import read_categories, slip_beside, with_the_rest
from bot.commands.topics.reading.subjects import beside_categories, subjects
from bot.commands.topics.refusing.foreign import foreign_refusal
from bot.commands.topics.refusing.not_refused import not_just, only_of
from bot.commands.topics.refusing.refusals import (
    Long,
    Perhaps,
    all_but,
    refused,
    refused_author,
)
from bot.commands.topics.refusing.refused_words import lets_in, wanted_instead
from bot.commands.topics.wording.names import are_names, authors_in
from bot.commands.topics.wording.organizations import is_organization
from bot.commands.topics.wording.sentences import Said, signed_items, without_lead
from bot.commands.topics.wording.verbs import REFUSING, VERBS, order_in
from bot.commands.topics.wording.words import is_latin, is_short, items_in, slash_items, unquoted
from bot.errors import UsageError
from bot.messages.categories import no_category
from bot.taxonomy import archive_called
from bot.translator import Translator
from bot.values.channels import Channel

_LESS = re.compile(r"^(?:less|fewer)\b", re.I)


@dataclass(frozen=True, slots=True)
class Plain:
    """Reads for one channel. ``in_english``: no model puts topics into English, so only English
    ones find papers."""

    channel: Channel
    say: Translator
    in_english: bool

    def read(self, text: str, number: int | None, *, asked: bool = False) -> Read:
        """``asked``: a verb said that something is to be added."""
        if categories := read_categories(text, self.say):
            return with_a_category_left(categories, self.channel, self.say)
        order = None if asked else self._refusing(text)
        if (apart := self._unlike(text, number) or order or self._apart(text, number)) is not None:
            return apart
        if (authored := self._authored(text)) is not None:
            return authored
        if (bare := without_lead(text)) is not None:
            return self.read(bare, number, asked=True)
        if new := re.fullmatch(r"new\s+(\+|author\s+)(.+)", text, re.IGNORECASE | re.DOTALL):
            return self._of_its_own(new[1], unquoted(new[2]))
        if text[:1] in ("+", "-", "\N{MINUS SIGN}"):
            return self._signed(text, number)
        if found := called(text, self.say):
            return found
        if doubt := doubtful(text, self.channel, self.say) or self._several(text):
            return doubt
        self._check_slip(text)
        return (None if asked else self._order(text)) or self._slipped(text) or self.own(text)

    def _slipped(self, text: str) -> Question | None:
        """Where a model reads topics, it understands what is misspelt."""
        return about_spelling(text, self.say) if self.in_english else None

    def _order(self, text: str) -> Read | None:
        """An order that is none; to follow somebody is one of an author."""
        order, _, named = text.partition(" ")
        if order.casefold() in REFUSING and (instead := wanted_instead(named)) is not None:
            return about_instead(instead[1], instead[0], self.say)
        question = order_question(text, self.say)
        return or_author(question, named, self.say) if question and are_names(named) else question

    def _apart(self, text: str, number: int | None) -> Read | None:
        """What a line says that is more than one topic: subjects, refusals, categories."""
        return self._subjects(text) or self._refused(text, number) or self._beside_categories(text)

    def _unlike(self, text: str, number: int | None) -> Read | None:
        """Not just robots, which refuses nothing; by nobody called so; 不要综述, which does."""
        if (author := refused_author(text)) is not None:
            return about_refused_author(author, text, self.say)
        if more := not_just(text):
            return about_more(more, text, self.say)
        if wanted := only_of(text):
            topics = self.channel.topics
            return about_only(wanted, self.say) if topics else self.read(wanted, None, asked=True)
        if barred := all_but(text):
            return Meant(tuple(change_by_sign("-", each, number) for each in barred))
        if (foreign := foreign_refusal(text)) is not None:
            return about_foreign(foreign, text, self.say, in_english=self.in_english)
        return None

    def _refusing(self, text: str) -> Read | None:
        """No surveys, only tables: all of it, but for what is wanted instead."""
        question = refusing_order(text, self.say)
        beside = refused(f"; {_LESS.sub('no', text)}") if question else None
        if isinstance(beside, Perhaps):
            return about_last(beside, self.say)
        if isinstance(beside, Long) and wanted_instead(beside.words):
            return about_long(beside, text, self.say)
        return question

    def _refused(self, text: str, number: int | None) -> Read | None:
        """Agents, no surveys; nothing on robots."""
        beside = refused(text)
        if isinstance(beside, Perhaps):
            return about_last(beside, self.say)
        if isinstance(beside, Long):
            # where a model reads the topic, it understands what is not wanted too
            asked = self.in_english or not beside.about
            return about_long(beside, text, self.say) if asked else None
        if beside is None:
            return None
        if beside.about:
            # follow tables, no maps: to follow is an order
            asked = order_in(beside.about) is None
            return with_words(self.read(beside.about, number, asked=asked), beside)
        return Meant(tuple(change_by_sign("-", each, number) for each in beside.unwanted))

    def _subjects(self, text: str) -> Read | None:
        """What a last sentence refuses is refused for all, unless semicolons keep them apart."""
        parts = subjects(text)
        apart = [refused(f"; {each}") for each in parts]
        if not parts or (";" not in text and apart[-1] is not None and not any(apart[:-1])):
            return None
        alone = [each for each in apart if each is not None and not each.about]
        kept = [
            each
            for each, no in zip(parts, apart, strict=True)
            if (no is None or no not in alone) and not (alone and lets_in(each))
        ]
        for each in alone:
            if isinstance(each, Perhaps):
                return about_last(replace(each, about="; ".join(kept)), self.say)
        for each in alone:
            if isinstance(each, Long):
                return about_long(each, text, self.say)
        words = tuple(w for each in alone if isinstance(each, Said) for w in each.unwanted)
        return with_words(self._each(kept), Said("", (), words))

    def _beside_categories(self, text: str) -> Read | None:
        found = beside_categories(text)
        items = [item for each in found for item in items_in(each)]
        if len(items) > len(found) and all(map(is_short, items)):
            return self._slipped(text) or about_list(items, text, self.say)
        return self._each(found) if found else None

    def _each(self, items: Sequence[str]) -> Read:
        """A change for each; the first question, where one has to be asked."""
        changes: list[Change] = []
        for item in items:
            try:
                read = self._item(without_lead(item) or item)
            except UsageError as error:
                raise UsageError(with_the_rest(str(error), item, items, self.say)) from error
            if not isinstance(read, Meant):
                return read
            changes += read.changes
        return Meant(tuple(changes))

    def _check_slip(self, text: str) -> None:
        """Raises UsageError for cs.ZZ robotics; in quotation marks it may be a name."""
        if (wrong := slip_beside(text)) is not None:
            rest = text.replace(wrong, "").strip()
            raise UsageError(with_the_rest(no_category(wrong, self.say), wrong, [rest], self.say))

    def _item(self, item: str) -> Read:
        """One of several: taken as it stands, as each was said apart."""
        if categories := read_categories(item, self.say):
            return Meant(tuple(categories))
        if (archive := archive_called(item, self.say.language)) is not None:
            return about_archive(archive, item, self.say)
        first, _, words = item.partition(" ")
        if words and VERBS.get(first.casefold()) == "author":
            return self.authors(words, None)
        if (authored := self._authored(item)) is not None:
            return authored
        known = known_change(item)
        return Meant((known,)) if known else self._refused(item, None) or self.own(item)

    def own(self, words: str) -> Read:
        """A topic in plain words; in quotation marks nothing more is asked."""
        bare = unquoted(words)
        quoted = bare != words.strip()
        if self.in_english and not quoted and not is_latin(bare):
            return about_script(bare, self.say)
        if quoted:
            return Meant((Change("sentence", bare),))
        if (refusing := refusing_question(bare, self.say)) is not None:
            return refusing
        if self.in_english and is_foreign(bare):
            question = about_script(bare, self.say)
            return or_author(question, bare, self.say) if are_names(bare) else question
        return Meant((Change("sentence", (without_lead(bare) or bare).strip()),))

    def authors(self, words: str, number: int | None) -> Read:
        names = authors_in(words)
        if not names:
            return about_comma(words, number, self.say)
        return Meant(tuple(Change("author", each, number) for each in names))

    def _authored(self, text: str) -> Read | None:
        """By Ada Lovelace; papers by Ada Lovelace about engines."""
        if (both := by_and_about(text)) is not None:
            return about_both(both, text, self.say)
        if (by := named_by(text)) is None:
            return None
        if is_organization(by.names):
            return about_organization(by.names, self.say)
        return self.authors(by.names, None) if by.sure else about_by(by.names, text, self.say)

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
        signed = signed_items(f"{sign}{rest}")
        if (bare := next((word for _, word in signed if word.isdigit()), None)) is not None:
            return about_topic(bare, self.channel, self.say)
        wanted = next((word for sign, word in signed if sign == "+" and not is_latin(word)), None)
        if self.in_english and wanted is not None:
            return about_script(wanted, self.say)
        return Meant(tuple(change_by_sign(sign, word, number) for sign, word in signed))

    def _several(self, text: str) -> Read | None:
        """Short items between commas or slashes: known names are taken, others may be one topic or
        more."""
        items = items_in(text)
        items = items if len(items) > 1 else slash_items(text)
        if len(items) < 2 or not all(map(is_short, items)):
            return None
        known = [known_change(item) for item in items]
        if all(known):
            return Meant(tuple(change for change in known if change is not None))
        if ";" in text or "\uff1b" in text:
            return Meant(tuple(known_change(item) or Change("sentence", item) for item in items))
        return self._slipped(text) or about_list(items, text, self.say)
