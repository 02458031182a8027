"""Authors in a line of /topics: "by Ada Lovelace" is one, "papers by her about engines" is asked
about. Pure."""

import re
from dataclasses import dataclass, replace

from bot.commands.topics.asking.doubts import is_foreign, is_unused
from bot.commands.topics.asking.questions import Answer, Question, adding, as_topic
from bot.commands.topics.wording.names import are_names, authors_in, may_be_names, name_items
from bot.commands.topics.wording.organizations import is_organization
from bot.commands.topics.wording.sentences import ABOUT, THINGS, WISH
from bot.text.readable import shorten
from bot.translator import Translator

_SHOWN = 60
_WISH = rf"^(?:{WISH}\s+)?"
_OWNER = r"['\N{RIGHT SINGLE QUOTATION MARK}]s?"
# of firms and universities alone, as from maps to tables is none
_FROM = re.compile(rf"{_WISH}from\s+(?P<names>\S.*)$", re.I)
_BY = re.compile(
    rf"{_WISH}(?:{THINGS}\s+)?(?:written\s+)?by\s+(?:authors?\s+)?(?P<names>\S.*)$", re.I
)
# a name in capitals, or a place, a firm or a subject: papers from New York, of Diffusion Models
_OF = re.compile(
    rf"{_WISH}{THINGS}\s+(?:from|of)\s+(?P<names>\S.*)$|"
    rf"{_WISH}(?P<owners>\S.*?){_OWNER}\s+(?:{THINGS}|publications)$",
    re.I,
)
# everything Yann LeCun publishes
_WRITES = re.compile(
    rf"{_WISH}(?:{THINGS}|all|what|whatever)\s+(?:(?:that|which)\s+)?(?P<names>\S.*?)\s+"
    r"(?:(?:has|have)\s+)?(?:publish(?:es|ed)?|writes?|wrote|written|authors|authored|posts?|"
    r"posted|puts? out|releases?|released)$",
    re.I,
)
# of these only one that papers do not speak of: Geoffrey Hinton papers, Deep Learning papers
_BARE = re.compile(rf"{_WISH}(?P<names>\S.*?)\s+(?:papers?|articles?|publications)$", re.I)
_BY_AND_ABOUT = re.compile(
    rf"{_WISH}{THINGS}\s+(?:written\s+)?(?P<by>by|from|of)\s+(?P<names>\S.*?)\s+{ABOUT}\s+"
    r"(?P<about>\S.*)$",
    re.I,
)
_OWN_ABOUT = re.compile(
    rf"{_WISH}(?P<names>\S.*?){_OWNER}\s+{THINGS}\s+{ABOUT}\s+(?P<about>\S.*)$", re.I
)
_ABOUT_AND_BY = re.compile(
    rf"{_WISH}(?P<lead>{THINGS}\s+{ABOUT}\s+)?(?P<about>\S.*?)\s+by\s+(?P<names>\S+(?:\s+\S+)*)$",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Authored:
    """Papers by ``names`` that are ``about`` something; not ``sure`` where all of it may be one
    topic."""

    names: str
    about: str
    sure: bool = True


def named_by(text: str) -> Authored | None:
    """What follows "by" where that is all there is: by Ada Lovelace, papers by Ada Lovelace."""
    line = _line(text)
    if (found := _BY.match(line)) is not None:
        return Authored(found["names"], "", sure=are_names(found["names"]))
    if (found := _OF.match(line)) is not None:
        return _of(found["names"], found["owners"])
    if (found := _FROM.match(line)) is not None and is_organization(found["names"]):
        return Authored(found["names"], "")
    if (found := _WRITES.match(line)) is not None and are_names(found["names"]):
        return Authored(found["names"], "")
    bare = found["names"] if (found := _BARE.match(line)) else ""
    return Authored(bare, "") if bare and are_names(bare) and is_foreign(bare) else None


def _of(names: str | None, owners: str | None) -> Authored | None:
    if owners is None:
        return Authored(names, "", sure=False) if names and are_names(names) else None
    sure = are_names(owners) and all(map(_is_family, authors_in(owners)))
    return Authored(owners, "", sure=sure) if _is_capital(owners) else None


def _is_family(name: str) -> bool:
    """Whether the last word is none that papers use, as of firms and institutes it is."""
    return is_unused(name.split()[-1])


def by_and_about(text: str) -> Authored | None:
    """Papers by Ada Lovelace about engines; engines by Ada Lovelace. None where what follows "by"
    may be no name: learning by doing."""
    line = _line(text)
    if '"' in line:
        return None
    if (found := _BY_AND_ABOUT.match(line)) is not None:
        names = found["names"]
        sure = found["by"].casefold() == "by" or _is_capital(names)
        return Authored(names, found["about"]) if sure and may_be_names(names) else None
    if (found := _OWN_ABOUT.match(line)) is not None and are_names(found["names"]):
        return Authored(found["names"], found["about"])
    if named_by(line) is not None or (found := _ABOUT_AND_BY.match(line)) is None:
        return None
    names, about = found["names"], found["about"]
    # of a title in capitals the last words are no more a name than the first
    full = are_names(names) and (bool(found["lead"]) or about[1:].islower())
    one = bool(found["lead"]) and names.istitle() and names.isalpha()
    return Authored(names, about, sure=bool(found["lead"])) if full or one else None


def about_both(meant: Authored, text: str, say: Translator) -> Question:
    """A wanted author counts by itself, so that both together cannot be asked for."""
    name, about = shorten(meant.names, _SHOWN), shorten(meant.about, _SHOWN)
    told = say.text(
        "I can follow an author or a topic, but not only the papers of “{name}” about “{about}”, "
        "so nothing was changed. Which do you want?",
        name=name,
        about=about,
    )
    both = say.text("Both, as two topics")
    answers = (
        _as_author(meant.names, say),
        adding(meant.about, say),
        Answer(both, f"add {meant.about}; author {meant.names}"),
    )
    return Question(told, answers if meant.sure else (*answers, as_topic(text, say)))


def or_author(question: Question, name: str, say: Translator) -> Question:
    """What may be somebody's name too."""
    return replace(question, answers=(_as_author(name, say), *question.answers))


def about_by(names: str, text: str, say: Translator) -> Question | None:
    """by lecun: an author, or a topic; None for what no name is as long as."""
    if not may_be_names(names):
        return None
    told = say.text("Is “{name}” an author? Nothing was changed.", name=shorten(names, _SHOWN))
    return Question(told, (_as_author(names, say), as_topic(text, say)))


def about_organization(name: str, say: Translator) -> Question:
    """papers from Google DeepMind"""
    told = say.text(
        "arXiv seldom says where authors work, so I cannot follow “{name}”, and nothing was "
        "changed. I can follow people by their names. For example: {usage}",
        name=shorten(name, _SHOWN),
        usage="/topics author Ada Lovelace",
    )
    return Question(told, (Answer(say.text("What /topics takes"), "help"),))


def about_comma(words: str, number: int | None, say: Translator) -> Question:
    """Smith, Jones"""
    items = name_items(words)
    before = f"{number} " if number is not None else ""
    told = say.text(
        "Is “{name}” two authors, or one with the family name first?", name=shorten(words, _SHOWN)
    )
    one = say.text("One: {name}", name=shorten(" ".join(reversed(items)), _SHOWN))
    two = say.text("Two: {names}", names=shorten(say.join(items), _SHOWN))
    return Question(
        told,
        (
            Answer(two, f"{before}author {'; '.join(items)}"),
            Answer(one, f'{before}author "{", ".join(items)}"'),
        ),
    )


def _as_author(names: str, say: Translator) -> Answer:
    return Answer(say.text("The author {name}", name=shorten(names, _SHOWN)), f"author {names}")


def _is_capital(names: str) -> bool:
    return all(word[0].isupper() for word in names.split())


def _line(text: str) -> str:
    return re.sub(r"\s+et\s+al$", "", " ".join(text.split()).rstrip(" ."), flags=re.I)
