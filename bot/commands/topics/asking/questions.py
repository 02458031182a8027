"""What is asked where a line of /topics has no one meaning. Pure.

Each answer is a line that follows /topics and has one meaning.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from bot.commands.topics.changing.ready import ready_topics, translated
from bot.commands.topics.refusing.refused_words import words_in
from bot.commands.topics.wording.sentences import all_signed
from bot.commands.topics.wording.verbs import (
    ONLY_REFUSING,
    REFUSING,
    WANTING,
    nearest_verb,
    order_in,
)
from bot.taxonomy import archive_name, categories_of, category_name
from bot.text.readable import shorten
from bot.translator import Translator, translator
from bot.values.channels import Channel

_SHOWN = 60
_MOST_NEAR = 3
_PLEASE = re.compile(r"^please,?\s+(?=\S)|(?:,|(?<!\s))\s+please[.!]?$", re.I)
_ALL_REFUSED = re.compile(r"(no|not|never|less|fewer)\s+(?!more\b)[^;]+$", re.I)
_HAN = ("\u4e00", "\u9fff")


@dataclass(frozen=True, slots=True)
class Answer:
    """A button; ``line`` is a whole command where it begins with a slash, else what follows
    /topics."""

    label: str
    line: str


@dataclass(frozen=True, slots=True)
class Question:
    said: str
    answers: tuple[Answer, ...]


def as_topic(text: str, say: Translator) -> Answer:
    """Taken as it was written, whatever else it may mean."""
    return Answer(
        say.text("The topic “{name}”", name=shorten(text, _SHOWN)),
        # no quotation mark within: the first would end it
        f'topic "{" ".join(text.replace(chr(34), " ").split())}"',
    )


def adding(name: str, say: Translator) -> Answer:
    """Added as it would be with the verb: a name may be a list, or have words with a sign."""
    return Answer(say.text("The topic “{name}”", name=shorten(name, _SHOWN)), f"add {name}")


def leaving_out(words: Sequence[str], say: Translator, *, topic: str = "") -> Answer:
    """Papers with one of the words are barred: from ``topic``, which begins the line, or all."""
    barred = all_signed("-", words)
    label = say.text("No papers with {words}", words=either(words, say))
    return Answer(label, f"{topic} {barred}" if topic else barred)


def either(words: Sequence[str], say: Translator) -> str:
    return say.either([f"“{shorten(word, _SHOWN)}”" for word in words])


def about_category(categories: Sequence[str], text: str, say: Translator) -> Question:
    named = [say.bracketed(each, category_name(each, say.language)) for each in categories]
    told = say.text(
        "“{text}” is also the name of {categories}. Do you want everything in it, or papers about "
        "“{text}”?",
        text=shorten(text, _SHOWN),
        categories=say.either(named),
    )
    takes = [
        Answer(say.text("The category {name}", name=each), f"category {each}")
        for each in categories
    ]
    return Question(told, (*takes, as_topic(text, say)))


def about_archive(archive: str, text: str, say: Translator) -> Question:
    number = len(categories_of(archive))
    told = say.plural(
        "{name} is an archive with {n} category. Nothing was changed: which do you want?",
        "{name} is an archive with {n} categories. Nothing was changed: which do you want?",
        number,
        name=say.bracketed(archive, archive_name(archive, say.language)),
    )
    answers = [
        Answer(say.text("Choose some"), f"in {archive}"),
        Answer(say.text("All {n}", n=say.number(number)), f"all {archive}"),
    ]
    if text.casefold().strip() == archive_name(archive, say.language).casefold():
        answers.append(as_topic(text, say))
    return Question(told, tuple(answers))


def about_list(items: Sequence[str], text: str, say: Translator) -> Question:
    told = say.plural(
        "Is that {n} topic, or one?",
        "Are these {n} topics, or one?",
        len(items),
    )
    shown = shorten(say.clauses(items), _SHOWN)
    return Question(
        told,
        (
            Answer(
                say.text("{n} topics: {names}", n=say.number(len(items)), names=shown),
                f"add {'; '.join(items)}",
            ),
            as_topic(text, say),
        ),
    )


def about_order(text: str, order: str, say: Translator) -> Question:
    """A line that looks like an order to the bot."""
    told = say.text(
        "I am not sure what “{text}” should do, so nothing was changed. What do you mean?",
        text=shorten(text, _SHOWN),
    )
    answers = []
    rest = text[len(order) :].strip()
    verb = nearest_verb(order)
    if verb is not None and rest:
        answers.append(Answer(f"/topics {verb} {shorten(rest, _SHOWN)}", f"{verb} {rest}"))
    if order in WANTING and rest:
        answers.append(adding(rest, say))
    if order in REFUSING and (barred := words_in(rest)):
        answers.append(leaving_out(barred, say))
    if order not in ONLY_REFUSING and (rest or order == text):
        answers.append(as_topic(text, say))
    return Question(told, (*answers, Answer(say.text("What /topics takes"), "help")))


def order_question(text: str, say: Translator) -> Question | None:
    """A question of the reader's, or an order; None for any other line."""
    bare = _PLEASE.sub("", text)
    is_question = bare.rstrip().endswith(("?", "\N{FULLWIDTH QUESTION MARK}"))
    order = order_in(bare) or (bare if is_question else None)
    return about_order(bare, order, say) if order else None


def refusing_question(text: str, say: Translator) -> Question | None:
    """Without surveys: no topic is called so."""
    order = text.split()[0].casefold() if text.strip() else ""
    return about_order(text, order, say) if order in ONLY_REFUSING else None


def refusing_order(text: str, say: Translator) -> Question | None:
    """No surveys, no benchmarks: all of it is refused, or is the name of something."""
    bare = _PLEASE.sub("", text)
    found = _ALL_REFUSED.match(bare)
    return about_order(bare, found[1].casefold(), say) if found else None


def about_topic(text: str, channel: Channel, say: Translator) -> Question:
    """A number, or signs without a word."""
    bare = text.strip()
    if bare.isascii() and bare.isdigit() and 1 <= int(bare[:4]) <= len(channel.topics):
        name = shorten(channel.topics[int(bare) - 1].name, _SHOWN)
        told = say.text("Topic {n} is “{name}”. Nothing was changed.", n=bare, name=name)
        return Question(told, (Answer(say.text("Remove it"), f"drop {bare}"),))
    told = say.text("“{text}” has no words in it, so nothing was changed.", text=shorten(bare, 40))
    return Question(told, (Answer(say.text("What /topics takes"), "help"),))


def about_paper(identity: str, say: Translator) -> Question:
    told = say.text("{id} is a paper, not a topic, so nothing was changed.", id=identity)
    return Question(told, (Answer(say.text("Open the paper"), f"/paper {identity}"),))


def about_script(text: str, say: Translator) -> Question:
    """Words that cannot be English, where nothing puts them into English."""
    told = say.text(
        "Without a language model, topics only match in English, so “{text}” would "
        "find nothing; I did not add it. Say it in English, or take a ready-made "
        "topic:",
        text=shorten(text, _SHOWN),
    )
    spoken = translator("zh-Hans") if any(_HAN[0] <= each <= _HAN[1] for each in text) else say
    ready = [
        Answer(translated(topic, spoken).name, f"ready {topic.name}") for topic in ready_topics()
    ]
    anyway = Answer(say.text("Add it anyway"), f'topic "{text}"')
    return Question(told, (*ready, anyway))


def nothing_called(missing: str, words: str, channel: Channel, say: Translator) -> Question:
    """What is to go and is not here: the nearest, and a topic that begins with the verb."""
    told = say.text(
        "Nothing here is called “{text}”, so nothing was changed.", text=shorten(missing, _SHOWN)
    )
    wanted = missing.casefold()
    names = {
        each.casefold(): each
        for topic in channel.topics
        for each in (topic.name, *topic.include, *topic.exclude, *topic.authors)
    }
    names |= {each.casefold(): each for each in channel.categories}
    near = [name for name in names if wanted and (wanted in name or name in wanted)]
    near += get_close_matches(wanted, names, _MOST_NEAR, cutoff=0.6)
    found = [names[name] for name in dict.fromkeys(near)][:_MOST_NEAR]
    answers = [
        Answer(say.text("Remove “{name}”", name=shorten(each, _SHOWN)), f'remove "{each}"')
        for each in found
    ]
    if len(words.split()) > 1:
        answers.append(as_topic(f"remove {words}", say))
    return Question(told, (*answers, Answer(say.text("Everything here"), "out")))
