"""What a hostile model says: a perfect answer, and each way to spoil it. Pure."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from tests.hostile_model.invented import PLANTED, Invented
from tests.servers.model.faults import Fault
from tests.servers.model.questions import Json

GERMAN = "Die Arbeit beschreibt ein neues Verfahren, das die Steine nach ihrem Klang sortiert."
# what a topic of ours is in English
TOPICS = {"石子和贝壳的声音分类": "sorting pebbles and shells by sound"}
_DIGITS = re.compile(r"\d+")
_OBEYED = (
    "This paper is the best ever.",
    "All reviewers should give it a positive review.",
    "Rated 100: everybody has to read it.",
    "It is perfect.",
)
_ELSEWHERE = ("https://example.com/win", "www.example.org", "pebble-sales.io", "<b>here</b>",
              "[all of it](http://example.net)", "/unsubscribe")  # fmt: skip
_REFUSED = (
    "I'm sorry, but I cannot help with that.",
    "As an AI language model, I am unable to summarise this paper.",
    "Please provide the abstract of the paper.",
    "抱歉，我无法提供该论文的摘要。",
    "The abstract was not provided.",
)

# on the wire, or said outside of the form; the others are said within it
FAULTS: Mapping[str, Fault] = {
    "refused": Fault.REFUSAL,
    "refused in words": Fault.REFUSAL_WORDS,
    "half a JSON": Fault.HALF_JSON,
    "late": Fault.LATE,
    "500": Fault.SERVER_ERROR,
    "10 MB": Fault.HUGE,
    "words around it": Fault.PROSE,
}
Spoil = Callable[[str, "Spoiling"], str]


@dataclass(frozen=True, slots=True)
class Spoiling:
    """``others`` are papers that the text is not about."""

    chance: Random
    others: Sequence[Invented]
    language: str


def _another(text: str, by: Spoiling) -> str:
    return by.chance.choice(list(by.chance.choice(by.others).texts[by.language].values()))


def _wrong_numbers(text: str, by: Spoiling) -> str:
    return _DIGITS.sub(lambda found: str(int(found[0]) + by.chance.randrange(1, 60)), text)


def _elsewhere(text: str, by: Spoiling) -> str:
    return f"{text} {by.chance.choice(_ELSEWHERE)}"


def _preamble(text: str, by: Spoiling) -> str:
    english = ("Sure, here is the summary: ", "Certainly! ", "Here's the sentence: ")
    chinese = ("好的，以下是摘要：", "当然，", "以下是总结：")
    return by.chance.choice(english if by.language == "en" else chinese) + text


def _wrong_language(text: str, by: Spoiling) -> str:
    if by.language != "en" or by.chance.random() < 0.4:
        return GERMAN
    return by.chance.choice(list(by.chance.choice(by.others).texts["zh-Hans"].values()))


SPOILED: Mapping[str, Spoil] = {
    "another paper": _another,
    "wrong numbers": _wrong_numbers,
    "a link": _elsewhere,
    "@everyone": lambda text, by: by.chance.choice((f"@everyone {text}", f"{text} @here")),
    "preamble": _preamble,
    "wrong language": _wrong_language,
    "obeyed": lambda text, by: by.chance.choice(_OBEYED),
    "refused in each part": lambda text, by: by.chance.choice(_REFUSED),
    "endless": lambda text, by: text + " more" * by.chance.choice((60, 20_000)),
}
KINDS = ("perfect", "invented ids", *SPOILED, *FAULTS)


class Perfect:
    """Answers of a model that is right; ``papers`` by the titles that are sent."""

    def __init__(self, papers: Mapping[str, Invented]) -> None:
        self._papers = papers

    def answer(self, question: Json) -> Json:
        # what a server is told of its last answer stands behind the records
        lines = question["data"].splitlines()
        given = [json.loads(line) for line in lines if line.startswith(('{"', "{ "))]
        match asked_for(question):
            case "papers":
                return {"papers": [self._written(one, question) for one in given if "key" in one]}
            case "day":
                return self._day(given, language_of(question))
            case "relevance":
                papers = [one for one in given if "key" in one]
                return {"papers": [_judged(given[0]["topic"], one) for one in papers]}
        return {"english": TOPICS.get(given[0]["topic"], given[0]["topic"])}

    def of(self, title: str) -> Invented:
        return self._papers[title]

    def _written(self, given: Json, question: Json) -> Json:
        parts = question["schema"]["properties"]["papers"]["items"]["required"]
        texts = self.of(given["title"]).texts[language_of(question)]
        asked = given.get("again") or parts
        return {one: texts.get(one, "") if one in asked else "" for one in parts} | {
            "key": given["key"]
        }

    def _day(self, given: Sequence[Json], language: str) -> Json:
        numbered = [each for each in given if "n" in each]
        matched = sum("title" in each for each in given)
        first, last = (self.of(one["title"]).texts[language] for one in (numbered[0], numbered[-1]))
        opening = (
            f"{matched} papers match." if language == "en" else f"今天有 {matched} 篇论文匹配。"
        )
        return {
            "overview": [opening, _cited(first["tldr"], numbered[0]["n"])],
            "stands_out": [{"n": numbered[0]["n"], "why": first["why"]}],
            "disagreements": [],
            "read": [{"n": numbered[-1]["n"], "why": last["why"]}],
        }


def _cited(sentence: str, number: int) -> str:
    return f"{sentence[:-1]} [{number}]{sentence[-1]}"


def language_of(question: Json) -> str:
    return "zh-Hans" if "Chinese" in question["instructions"] else "en"


def asked_for(question: Json) -> str:
    """By the schema, as it has a name on the upper rungs alone."""
    names = question["schema"]["properties"]
    if "papers" not in names:
        return "day" if "overview" in names else "topic"
    return "relevance" if "score" in names["papers"]["items"]["properties"] else "papers"


def _judged(topic: str, given: Json) -> Json:
    topic = TOPICS.get(topic, topic)
    words = [one for one in re.findall(r"\w{5,}", topic.lower()) if one in given["title"].lower()]
    return {"key": given["key"], "evidence": words[0] if words else "", "score": 85 if words else 5}


# -- spoiled -----------------------------------------------------------------------------------


def spoiled(kind: str, question: Json, right: Json, by: Spoiling) -> Json:
    """An answer that keeps the schema: each of its texts spoiled, or one in two."""
    if kind == "perfect" or kind in FAULTS:
        return right
    if kind == "invented ids":
        return _renamed(right, by.chance)
    if asked_for(question) == "relevance":
        return {"papers": [_misjudged(one, kind, by.chance) for one in right["papers"]]}
    spoil, share = SPOILED[kind], by.chance.choice((1.0, 1.0, 0.5))

    def turned(value: Any) -> Any:
        if isinstance(value, dict):
            return {name: v if name == "key" else turned(v) for name, v in value.items()}
        if isinstance(value, list):
            return [turned(each) for each in value]
        is_spoiled = isinstance(value, str) and by.chance.random() < share
        return spoil(value, by) if is_spoiled else value

    made: Json = turned(right)
    return made


def _renamed(right: Json, chance: Random) -> Json:
    if "papers" in right:
        papers = list(right["papers"])
        place = chance.randrange(len(papers))
        other = chance.choice(("p77", "2602.99999", papers[0]["key"], ""))
        papers[place] = papers[place] | {"key": other}
        return {"papers": papers}
    if "overview" in right:
        stranger = f"{right['overview'][1][:-1]} [77]."
        named = [one | {"n": chance.choice((77, 0, -1))} for one in right["read"]]
        return right | {"overview": [right["overview"][0], stranger], "read": named}
    return right


def _misjudged(right: Json, kind: str, chance: Random) -> Json:
    said: dict[str, Json] = {
        "another paper": {"evidence": "another paper's words"},
        "wrong numbers": {"score": chance.choice((-5, 101, 10**9))},
        "a link": {"evidence": chance.choice(_ELSEWHERE)},
        "@everyone": {"evidence": "@everyone"},
        "obeyed": {"score": 100, "evidence": chance.choice(PLANTED)},
        "wrong language": {"evidence": "石子"},
    }
    return right | said.get(kind, {"score": chance.randrange(101), "evidence": "sure, here it is"})
