"""What came of a storm, in words and in one line of JSON. Pure."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime

from tests.storm.run import Order, Outcome

_SCREEN = 40


def is_well(order: Order, outcome: Outcome) -> bool:
    count = outcome.result.count
    allowed = outcome.kills + outcome.unanswered if order.platform == "telegram" else 0
    return not (count["lost"] or count["unexplained"] or count["twice"] > allowed or outcome.wrong)


def told(order: Order, outcome: Outcome, *, story: bool) -> Iterator[str]:
    if story:
        for post in outcome.story:
            moment = datetime.fromtimestamp(post.at, UTC)
            yield f"[operator] {moment:%a %d %b %H:%M:%S} {' '.join(post.text.split())}"
    yield from _findings(outcome)
    for sentence in outcome.wrong[:10]:
        yield f"wrong: {' '.join(sentence.split())[:600]}"
    yield as_json(order, outcome)


def _findings(outcome: Outcome) -> Iterator[str]:
    serious = ("lost", "unexplained", "twice")
    found = sorted(outcome.result.findings, key=lambda each: (each.kind, each.channel, each.day))
    shown = [each for each in found if each.kind in serious]
    for each in shown[:_SCREEN]:
        yield f"{each.kind}: {each.channel} {each.day} {each.paper} {each.says}"
    if len(shown) > _SCREEN:
        yield f"... and {len(shown) - _SCREEN} more"


def as_json(order: Order, outcome: Outcome) -> str:
    count = outcome.result.count
    return json.dumps(
        {
            "platform": order.platform,
            "days": order.days,
            "channels": order.channels,
            "owed": outcome.result.owed,
            "delivered": outcome.result.delivered,
            "lost": count["lost"],
            "twice": count["twice"],
            "unexplained": count["unexplained"],
            "kills": outcome.kills,
            "unanswered": outcome.unanswered,
            "again_after_restore": count["again_after_restore"],
            "faults": dict(sorted(outcome.faults.items())),
            "repeats": outcome.result.repeats,
            "seed": order.seed,
            "lives": outcome.lives,
            "requests": outcome.requests,
        }
    )
