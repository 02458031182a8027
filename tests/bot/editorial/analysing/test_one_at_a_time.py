"""Analyses that several people ask for at once."""

import asyncio
from datetime import UTC, datetime
from threading import Event, Lock
from typing import Any

import pytest

from bot.editorial.analysing import extractive
from bot.editorial.analysing.extractive import ExtractiveAnalyst
from bot.values.analyses import AnalysisOrder
from bot.values.model import Account
from tests.full_text_samples import full_text
from tests.values import paper

NOW = datetime(2026, 2, 13, 8, tzinfo=UTC)


async def test_analyses_are_made_one_after_another(monkeypatch: pytest.MonkeyPatch) -> None:
    alone, never = Lock(), Event()
    made: list[str] = []

    def analysed(order: AnalysisOrder, today: object) -> Any:
        assert alone.acquire(blocking=False)
        # whoever came meanwhile would find that one is being made
        never.wait(0.02)
        made.append(order.paper.id)
        alone.release()

    monkeypatch.setattr(extractive, "_analysed", analysed)
    analyst = ExtractiveAnalyst(lambda: NOW)
    orders = [
        AnalysisOrder(
            paper=paper(number),
            text=full_text(),
            language="en",
            account=Account("terminal:me"),
            deadline=NOW,
            report=lambda _: None,
        )
        for number in (1, 2, 3)
    ]
    await asyncio.gather(*map(analyst.analyse, orders))
    assert made == [each.paper.id for each in orders]
