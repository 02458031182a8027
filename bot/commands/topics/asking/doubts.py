"""What else is asked of a line of /topics: words that may be a topic or something beside one. Pure,
but for the packaged table of words that papers use."""

import re

from bot.commands.topics.asking.questions import (
    Answer,
    Question,
    about_order,
    about_paper,
    about_topic,
    adding,
    as_topic,
    either,
)
from bot.commands.topics.asking.refusal_questions import about_doubt
from bot.commands.topics.refusing.refusals import doubted
from bot.commands.topics.wording.words import is_latin, items_in
from bot.editorial.choosing.known_words import is_used
from bot.editorial.choosing.spelling import misspelt, put_right
from bot.identifiers import parse_arxiv_id
from bot.text.readable import shorten
from bot.text.words import content_stems, stem
from bot.translator import Translator
from bot.values.channels import Channel

_NUMBERED_WORD = re.compile(r"(\d{1,2})\s*[:.)]\s+(\S.*)", re.S)
# top 5; only 3 papers a day
_HOW_MANY = re.compile(
    r"(?:(?:just |only )?(?:the )?top (\d{1,2})(?: papers?)?|"
    r"(?:just |only |at most |max(?:imum)? )?(\d{1,2}) papers?)"
    r"(?: (?:a|per|each|every|in each) (?:day|brief)| daily)?[.!]?",
    re.I,
)
_SHOWN = 60
_FEW_WORDS = 8
_LONG = 5
# Of German, French, Spanish, Portuguese and Italian, as they are typed within a line. The first are
# neither English nor usual in names; of the others (Los Alamos, et al., em dash) one tells nothing.
_SMALL_WORDS = frozenset(
    {
        *("wie", "und", "aus", "für", "fuer", "mit", "über", "ueber", "durch", "oder", "bei"),
        *(
            "auf",
            "zum",
            "zur",
            "eine",
            "einer",
            "einem",
            "pour",
            "avec",
            "dans",
            "por",
            "que",
            "uma",
        ),
        *("nel", "nella", "della", "delle", "degli"),
    }
)
# what people say to each other, and what every topic is made of
_IDLE = frozenset(
    (
        *("please", "pls", "yes", "yeah", "yep", "sorry", "great", "cool", "nice", "good", "wow"),
        *("perfect", "hmm", "hm", "um", "uh", "oh", "well", "actually", "paper", "papers"),
        *("preprint", "preprints", "article", "articles", "stuff", "thing", "things"),
    )
)
_ENGLISH = frozenset(("of", "the", "and", "for", "with", "from", "by", "using", "on", "to"))
_DOUBTFUL_WORDS = frozenset(
    {
        *("des", "du", "et", "sur", "aux", "para", "con", "los", "las", "del", "em", "com"),
        *("dos", "das", "dei"),
    }
)
_ENDING = re.compile(r"\w{5}(?:ung|ungen|keit|heit|ción|ciones|ção|ções|zione|zioni)$")


def doubtful(text: str, channel: Channel, say: Translator) -> Question | None:
    """What has no words for a topic, or two meanings."""
    if (paper := parse_arxiv_id(text)) is not None:
        return about_paper(str(paper), say)
    if found := _HOW_MANY.fullmatch(text):
        return about_number_of_papers(found[1] or found[2], text, say)
    if (named := paper_within(text)) is not None:
        return about_papers_like(named, say)
    if not any(letter.isalpha() for letter in text):
        return about_topic(text, channel, say)
    if is_latin(text) and not _says_something(text) and len(items_in(text)) < 2:
        return about_order(text, text, say)
    if found := _NUMBERED_WORD.fullmatch(text):
        return about_number(int(found[1]), found[2], text, channel, say)
    doubt = doubted(text)
    return about_doubt(doubt, text, say) if doubt else None


def _says_something(text: str) -> bool:
    said = [word.strip(".,!?") for word in text.casefold().split()]
    return bool(content_stems(" ".join(word for word in said if word not in _IDLE)))


def about_spelling(text: str, say: Translator) -> Question | None:
    """Difusion models, which no paper is about."""
    # in another language, words may be a letter away from English ones: modèles de langage
    meant = misspelt(text) if text.isascii() else {}
    right = put_right(text, meant)
    if not meant or (is_foreign(text) and any(map(is_unused, right.split()))):
        return None
    told = say.text(
        "Did you mean “{meant}”? Nothing was changed: I know of no papers with {words}.",
        meant=shorten(right, _SHOWN),
        words=either(tuple(meant), say),
    )
    return Question(told, (adding(right, say), as_topic(text, say)))


def paper_within(text: str) -> str | None:
    """The paper that a short line names: papers like 2602.01234."""
    words = text.split()
    papers = [parse_arxiv_id(word.strip("(),.")) for word in words if any(map(str.isdigit, word))]
    found = next((str(paper) for paper in papers if paper is not None), None)
    return found if len(words) <= _FEW_WORDS else None


def about_number_of_papers(number: str, text: str, say: Translator) -> Question:
    """top 5"""
    line = f"/top {int(number)}"
    told = say.text(
        "“{text}” is no topic, so nothing was changed. How many papers a brief has is set with "
        "{command}.",
        text=shorten(text, _SHOWN),
        command=line,
    )
    return Question(told, (Answer(line, line),))


def about_papers_like(identity: str, say: Translator) -> Question:
    told = say.text(
        "A topic is made of words, not of a paper, so nothing was changed. A vote for {id} moves "
        "papers like it up here.",
        id=identity,
    )
    return Question(
        told,
        (
            Answer(say.text("Vote for it"), f"/vote {identity} up"),
            Answer(say.text("Open the paper"), f"/paper {identity}"),
        ),
    )


def about_number(
    number: int, word: str, text: str, channel: Channel, say: Translator
) -> Question | None:
    """2: speech"""
    if not 1 <= number <= len(channel.topics):
        return about_order(text, text, say)
    name = shorten(channel.topics[number - 1].name, _SHOWN)
    told = say.text("Topic {n} is “{name}”. Nothing was changed.", n=number, name=name)
    wanted = say.text("Add the word “{word}” to it", word=shorten(word, _SHOWN))
    return Question(told, (Answer(wanted, f"{number} +{word}"), as_topic(word, say)))


def about_category_name(number: int, category: str, say: Translator) -> Question:
    told = say.text(
        "{name} is a category. Do you want the papers in it, or should that be the name of "
        "topic {n}?",
        name=category,
        n=number,
    )
    return Question(
        told,
        (
            Answer(say.text("The category {name}", name=category), f"category {category}"),
            Answer(say.text("Call it “{name}”", name=category), f'rename {number} "{category}"'),
        ),
    )


def is_unused(word: str) -> bool:
    """Whether papers in English do not use it, as most family names."""
    return not any(map(is_used, content_stems(word)))


def is_foreign(text: str) -> bool:
    """Not in English, though in Latin letters: several long words, none of which papers in English
    use, or one of them beside a small word of another language. One alone may be a name, but for
    one that ends as no name does."""
    long = [each for each in content_stems(text) if len(each) >= _LONG]
    unknown = [each for each in long if not is_used(each)]
    words = text.replace("'", " ").split()
    if len(long) > 1 and len(unknown) == len(long) and not _ENGLISH.intersection(words):
        return True
    lower = [each.casefold() for each in words]
    return bool(unknown) and (
        "ß" in text
        or any(each in _SMALL_WORDS for each in words)
        or sum(each in _DOUBTFUL_WORDS for each in words) > 1
        or any(_ENDING.search(each) for each in lower if not is_used(stem(each)))
    )
