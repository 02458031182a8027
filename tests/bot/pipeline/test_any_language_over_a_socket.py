"""Briefs in languages that the bot does not speak: the real client, a server on loopback."""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from adapters.telegram_chat.rendering.render import parts, plain_text
from bot.messages.brief import brief_message
from bot.messages.edition_json import edition_document
from bot.messages.html import page
from bot.messages.plain import plain
from bot.settings import settings_from
from bot.translator import translator
from bot.wiring.model import terminals
from bot.wiring.pipeline import embedded
from scheduler.edition import Day
from tests import values
from tests.servers.model_server import KEY, MODEL, ModelServer


@dataclass(frozen=True)
class Told:
    """What a good model writes of the papers of ``tests.values``; ``{n}`` is a paper's share."""

    name: str
    tldr: str
    method: str
    title: str
    overview: tuple[str, str]
    why: str


TOLD = {
    "de": Told(
        "German",
        "Das Verfahren sortiert Kiesel nach Gehör und schafft {n} % mehr als zuvor.",
        "Es lauscht den Kieseln.",
        "System zum Sortieren von Kieseln nach Gehör",
        ("Heute passen {m} Arbeiten.", "Eine davon sortiert Kiesel nach Gehör [{k}]."),
        "sortiert Kiesel nach Gehör",
    ),
    "ja": Told(
        "Japanese",
        "音で小石を分類し、従来より {n}% 多く分類する。",
        "小石の音を聞く手法である。",
        "音で小石を分類するシステム",
        ("今日は {m} 本の論文が該当する。", "そのひとつは音で小石を分類する [{k}]。"),
        "音で小石を分類する",
    ),
    "ar": Told(
        "Arabic",
        "تفرز الطريقة الحصى بالصوت وتفرز {n}% أكثر من ذي قبل.",
        "تستمع الطريقة إلى الحصى.",
        "نظام لفرز الحصى بالصوت",
        ("اليوم تطابق {m} أوراق.", "إحداها تفرز الحصى بالصوت [{k}]."),
        "تفرز الحصى بالصوت",
    ),
}


def answer_in(told: Told) -> Any:
    def answer(question: dict[str, Any]) -> str:
        given = [json.loads(line) for line in question["data"].splitlines()]
        assert f"rite in {told.name}, " in question["instructions"]
        made = _day(given) if question["name"] == "day" else {"papers": [*map(_paper, given)]}
        return json.dumps(made, ensure_ascii=False)

    def _paper(one: dict[str, Any]) -> dict[str, str]:
        share = one["abstract"].split("sorts ")[1].split("%")[0]
        return {
            "key": one["key"],
            "tldr": told.tldr.format(n=share),
            "motivation": "",
            "method": told.method,
            "result": "",
            "conclusion": "",
            "title_translated": told.title,
        }

    def _day(given: list[dict[str, Any]]) -> dict[str, Any]:
        shown = [one for one in given if "n" in one]
        first, last = shown[0], shown[-1]
        matched = sum("title" in one for one in given)
        return {
            "overview": [one.format(m=matched, k=first["n"]) for one in told.overview],
            "stands_out": [{"n": first["n"], "why": told.why}],
            "disagreements": [],
            "read": [{"n": last["n"], "why": told.why}],
        }

    return answer


@pytest.mark.parametrize("language", TOLD)
async def test_a_brief_is_told_in_any_language(language: str, tmp_path: Path) -> None:
    told, papers = TOLD[language], [values.paper(number) for number in range(1, 4)]
    async with ModelServer(answer=answer_in(told)) as server:
        given = {"OPENAI_BASE_URL": server.base, "OPENAI_API_KEY": KEY, "OPENAI_MODEL": MODEL}
        settings = settings_from({**given, "PAPERBRIEF_LANGUAGE": language})
        channel = values.channel(language=settings.channels.language)
        async with terminals(embedded(None), settings, tmp_path / "a.sqlite") as pipeline:
            edition = await Day([values.listing(*papers)], pipeline).edition(channel)
    for one in edition.papers:
        assert one.brief.tldr == told.tldr.format(n=f"{one.paper.title.split()[2][:-1]}0")
        assert one.brief.method == told.method
        assert one.title_translated == told.title
    assert edition.summary is not None
    assert edition.summary.source.model == MODEL
    assert edition.summary.overview[0] == told.overview[0].format(m=len(papers))
    # the bot's own words, days and numbers are English
    made = brief_message(edition, translator(edition.language))
    text = plain(made)
    assert "Fri 13 Feb 2026" in text
    assert f"Written by {MODEL} from abstracts" in text
    document = edition_document(edition)
    assert document.language == language
    html = page(made, language)
    assert f'<html lang="{language}">' in html
    assert ('dir="rtl"' in html) == (language == "ar")
    sent = "".join(map(plain_text, parts(made)))
    # the first one may be told by why it stands out
    for one in edition.papers[1:]:
        assert _bare(one.brief.tldr or "?") in _bare(sent)


def _bare(text: str) -> str:
    """Without blanks and what turns directions."""
    return re.sub(r"[\s\u2066-\u2069]", "", text)


async def test_a_language_is_paid_for_once_and_not_for_another(tmp_path: Path) -> None:
    papers = [values.paper(1)]
    calls: list[int] = []
    async with ModelServer() as server:
        given = {"OPENAI_BASE_URL": server.base, "OPENAI_API_KEY": KEY, "OPENAI_MODEL": MODEL}
        async with terminals(
            embedded(None), settings_from(given), tmp_path / "a.sqlite"
        ) as pipeline:
            for language in ("ja", "ja", "de"):
                server.answer = answer_in(TOLD[language])
                channel = values.channel(language=language, address=f"terminal:{len(calls)}")
                day = Day([values.listing(*papers)], pipeline)
                edition = await day.edition(channel)
                assert edition.papers[0].title_translated == TOLD[language].title
                writing = [one for one in server.calls if one.question["name"] == "papers"]
                calls.append(len(writing))
    assert calls == [1, 1, 2]
