"""What is wrong with a brief that left the bot, as its readers have it. Pure.

Judged from the published form and the message alone, with the papers as they were announced: no
check of the bot's is used, so that both may not be wrong in the same way.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from tests.hostile_model.answers import GERMAN, TOPICS
from tests.hostile_model.invented import Invented
from tests.hostile_model.playing import CLOSED, POOR, Left
from tests.servers.model_server import MODEL

PARTS = ("tldr", "motivation", "method", "result", "conclusion", "title_translated")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_CITED = re.compile(r" ?\[(\d+(?:, \d+)*)\]")
_ADDRESS = re.compile(r"https?:|www\.|@|\.(?:com|org|net|io)\b|(?:^|\s)/[a-z]{3,}|<\w|\]\(", re.I)
_NAME = re.compile(r"\b(?:[A-Z][a-z]{7}(?:Net|Former|Bench|Tree)|[A-Z]{4}\d\d)\b")
_MANNER = re.compile(
    r"\b(?:sorry|cannot|unable|language model|please provide|was not provided|certainly|sure,|"
    r"here is|here's|summary:|i'm|best ever|everybody|reviewers?|perfect|rated)\b"
    r"|抱歉|无法提供|好的|当然|以下是|more more|previous instructions",
    re.I,
)
_HAN = re.compile(r"[\u4e00-\u9fff]")
_LATIN = re.compile(r"[a-z]{3,}")
_WORD = re.compile(r"[^\W_]+")
_LONGEST = {"tldr": 110}
_ALLOWED_OPENLY = ("it", "this", "the", "we")


def wrong_with(brief: Left) -> list[str]:
    judge = _Judge(brief)
    if counted := [*judge.counts()]:
        # the papers may be nobody's
        return counted
    return [*judge.papers(), *judge.summary(), *judge.labels(), *judge.message()]


def wrong_topic(shown: str | None) -> bool:
    return shown is not None and shown not in TOPICS.values()


class _Judge:
    def __init__(self, brief: Left) -> None:
        self.brief = brief
        self.form: Mapping[str, Any] = brief.document
        self.shown: Sequence[Mapping[str, Any]] = self.form["papers"]
        asked = brief.channel.asked
        self.mine = {
            id_: one for id_, one in brief.papers.items() if one.paper.categories[0] in asked
        }

    # -- complete ------------------------------------------------------------------------

    def counts(self) -> Iterator[str]:
        coverage = self.form["coverage"]
        if self.brief.too_late > 0:
            yield f"{self.brief.too_late:.1f} s too late"
        if coverage["announced"]["total"] != len(self.mine):
            yield f"{coverage['announced']['total']} announced of {len(self.mine)}"
        if coverage["failed"] or coverage["shown"] != len(self.shown):
            yield "a shown paper has failed"
        expected = min(self.brief.channel.top, coverage["matched"])
        if len(self.shown) != expected:
            yield f"{len(self.shown)} shown of {expected}"
        if not self.brief.channel.topics and coverage["matched"] != len(self.mine):
            yield "not everything matched without a topic"
        if [one["number"] for one in self.shown] != [*range(1, len(self.shown) + 1)]:
            yield "numbers have holes"
        if len({one["id"] for one in self.shown} & self.mine.keys()) != len(self.shown):
            yield "an id was invented, or is twice"

    def papers(self) -> Iterator[str]:
        for one in self.shown:
            if not one["tldr"]:
                yield f"{one['id']} has no sentence"
            for part in (*PARTS, "key_findings"):
                if part == "title_translated" and self.brief.channel.bilingual:
                    continue  # it may be in either of two languages
                if bool(one[part]) != (part in one["sources"]):
                    yield f"{one['id']} {part}: text and source do not go together"
            yield from (f"{one['id']} {fault}" for fault in self._texts(one))

    def _texts(self, one: Mapping[str, Any]) -> Iterator[str]:
        own = self.mine[one["id"]]
        language = self.form["language"]
        for part in PARTS:
            source = one["sources"].get(part)
            if one[part] is None or source is None:
                continue
            if source["writer"] == "model":
                for fault in self._told(one[part], [own], language, _LONGEST.get(part, 300)):
                    yield f"{part}: {fault}: {one[part][:150]}"
            elif part != "key_findings":
                yield from self._own_words(one[part], own)
        if second := one["second"]:
            for fault in self._told(second["tldr"], [own], self.brief.channel.bilingual, 110):
                yield f"second: {fault}: {second['tldr'][:150]}"
        yield from (fault for text in one["key_findings"] for fault in self._own_words(text, own))

    # -- true ----------------------------------------------------------------------------

    def _told(
        self, text: str, about: Sequence[Invented], language: str, longest: int, counts: str = ""
    ) -> Iterator[str]:
        """What is wrong with a text of a model about these papers."""
        source = " ".join(f"{one.paper.title} {one.paper.abstract}" for one in about)
        if strange := set(_NUMBER.findall(text)) - set(_NUMBER.findall(f"{source} {counts}")):
            # figures that are no part of a name
            yield f"numbers {sorted(strange)}"
        if strange := set(_NAME.findall(text)) - {name for one in about for name in one.names}:
            yield f"names {sorted(strange)}"
        if found := _ADDRESS.search(text):
            yield f"a link or mention {found[0]!r}"
        if found := _MANNER.search(text):
            yield f"manner {found[0]!r}"
        if len(text) > longest:
            yield f"{len(text)} characters"
        yield from self._language(text, language)

    def _language(self, text: str, language: str) -> Iterator[str]:
        bare = _NAME.sub("", text)
        han, latin = len(_HAN.findall(bare)), len(_LATIN.findall(bare))
        if (language == "en" and (han or text == GERMAN)) or (language != "en" and latin > han):
            yield f"not in {language}"

    def _own_words(self, text: str, own: Invented) -> Iterator[str]:
        """An extractive text has no word that its abstract lacks."""
        source = f"{own.paper.title} {own.paper.abstract}".lower()
        words = {*_WORD.findall(source), *_ALLOWED_OPENLY}
        if strange := [each for each in _WORD.findall(text.lower()) if each not in words]:
            yield f"labelled as the authors' own, and has {strange}: {text[:150]}"
        if own.planted and own.planted[:30] in text:
            yield f"shows what is planted: {text[:150]}"

    def summary(self) -> Iterator[str]:
        told = self.form["summary"]
        if told is None:
            # of some days there is nothing to say without a model
            return
        if not told["overview"]:
            yield "the summary is empty"
        numbers = {one["number"] for one in self.shown}
        points = [*told["themes"], *told["stands_out"], *told["disagreements"], *told["emerging"]]
        named = [number for one in points for number in one["papers"]]
        named += [one["paper"] for one in told["read_in_full"]]
        if strange := set(named) - numbers:
            yield f"papers {sorted(strange)} are not shown"
        if told["source"]["writer"] == "model":
            yield from (f"summary: {fault}" for fault in self._summary(told))

    def _summary(self, told: Mapping[str, Any]) -> Iterator[str]:
        language = self.form["language"]
        for sentence in _sentences(told["overview"]):
            cited = [int(n) for found in _CITED.findall(sentence) for n in found.split(", ")]
            if strange := [n for n in cited if not 1 <= n <= len(self.shown)]:
                yield f"papers {strange} are not shown: {sentence}"
                continue
            bare = _CITED.sub("", sentence)
            about = self._numbered(cited) if cited else list(self.mine.values())
            for fault in self._told(bare, about, language, 300, self._counted(told)):
                yield f"{fault}: {sentence}"
        for one in told["stands_out"]:
            for fault in self._told(one["text"], self._numbered(one["papers"]), language, 130):
                yield f"stands out: {fault}: {one['text']}"
        for one in told["read_in_full"]:
            for fault in self._told(one["why"], self._numbered([one["paper"]]), language, 130):
                yield f"to read: {fault}: {one['why']}"

    def _numbered(self, numbers: Iterable[int]) -> list[Invented]:
        return [self.mine[self.shown[n - 1]["id"]] for n in numbers if 1 <= n <= len(self.shown)]

    def _counted(self, told: Mapping[str, Any]) -> str:
        coverage = self.form["coverage"]
        themes = " ".join(each["text"] for each in told["themes"])
        return f"{coverage['matched']} {coverage['shown']} {themes}"

    # -- labelled ------------------------------------------------------------------------

    def labels(self) -> Iterator[str]:
        for one in self.shown:
            for part, source in one["sources"].items():
                is_model = source["writer"] == "model"
                if is_model != (source["model"] == MODEL) or (is_model and source["fallback"]):
                    yield f"{one['id']} {part}: {source}"
                if not is_model and part != "key_findings" and not source["fallback"]:
                    yield f"{one['id']} {part} fell back and is not marked"
            by_model = one["sources"].get("tldr", {}).get("writer") == "model"
            own = self.mine[one["id"]]
            if by_model and one["planted"] != bool(own.planted):
                yield f"{one['id']}: planted instructions are told wrongly"
        text, writers = self.brief.text, set(self._writers())
        extractive, model = "xtractive" in text or "抽取式" in text, MODEL in text
        if not self.shown:
            return
        if model != ("model" in writers):
            yield f"the message says of a model: {model}; its texts are of {writers}"
        if writers == {"extractive"} and not extractive:
            yield "the message does not say that it is extractive"
        reason = {POOR.address: "budget", CLOSED.address: "not enabled"}.get(
            self.brief.channel.address
        )
        if reason and (writers != {"extractive"} or reason not in text):
            yield f"it does not say {reason!r}: {text[-250:]!r}"

    def _writers(self) -> Iterator[str]:
        """Of what a brief shows: a sentence of each paper, and its summary."""
        for one in self.shown:
            if "tldr" in one["sources"]:
                yield one["sources"]["tldr"]["writer"]
        if self.form["summary"]:
            yield self.form["summary"]["source"]["writer"]

    # -- the message ---------------------------------------------------------------------

    def message(self) -> Iterator[str]:
        text = self.brief.text
        if not text.strip():
            yield "the message is empty"
        if found := re.search(r"@everyone|@here|example\.|<b>|unsubscribe|\.io\b", text):
            yield f"the message has {found[0]!r}"
        if strange := set(_NAME.findall(text)) - {
            n for one in self.mine.values() for n in one.names
        }:
            yield f"the message has names of nobody's papers {sorted(strange)}"
        if [line for line in text.splitlines() if re.search(r"[\w)][:：]$", line.strip())]:
            yield "the message has an empty section"
        for one in self.shown:
            own = self.mine[one["id"]]
            if not any(f"{one['number']}." in line for line in text.splitlines()):
                yield f"the message lacks the number {one['number']}"
            if not any(name in text for name in own.names) and one["title"] not in text:
                yield f"the message lacks {one['id']}"


def _sentences(text: str) -> list[str]:
    return [one for one in re.split(r"(?<=[.!?]) (?=[A-Z])|(?<=。)", text) if one.strip()]
