"""A deep analysis as JSON, for scripts. Pure."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from bot.messages.analysis import Shown
from bot.values.analyses import Claim
from bot.values.full_texts import Place


def analysis_document(shown: Shown) -> str:
    """Names as in :class:`bot.values.analyses.Analysis`; places without what is not known."""
    analysis, paper = shown.analysis, shown.paper
    document = {
        "id": analysis.paper_id,
        "version": analysis.version,
        "title": paper.title,
        "withdrawn": shown.withdrawn,
        "newest": shown.newest,
        "language": analysis.language,
        "made_from": analysis.made_from,
        "made_on": analysis.made_on.isoformat(),
        "model": analysis.model,
        "pages": analysis.pages,
        "glance": {part: _claim(one) for part, one in analysis.glance.items()},
        "parts": {part: [_claim(one) for one in claims] for part, claims in analysis.parts.items()},
        "table": analysis.table
        and {**asdict(analysis.table), "place": _place(analysis.table.place)},
        "figure": analysis.figure and asdict(analysis.figure),
        "changed": [_claim(one) for one in analysis.changed],
        "defects": [asdict(one) for one in analysis.defects],
        "planted": analysis.planted,
        "reasons": dict(analysis.reasons),
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _claim(claim: Claim) -> Mapping[str, Any]:
    told: dict[str, Any] = {"text": claim.text, "places": [_place(one) for one in claim.places]}
    return {**told, "own": claim.own, **({"doubt": claim.doubt} if claim.doubt else {})}


def _place(place: Place) -> Mapping[str, Any]:
    return {name: value for name, value in asdict(place).items() if value not in ("", None)}
