"""A few days with a hostile model; more of them: ``python -m tests.hostile_model --help``."""

import os
from dataclasses import replace
from pathlib import Path
from random import Random, SystemRandom

from tests.hostile_model.answers import KINDS, SPOILED, Spoiling
from tests.hostile_model.judging import wrong_with
from tests.hostile_model.playing import CHANNELS, CLOSED, UNHURRIED, Left, Pace, play
from tests.hostile_model.verdict import told, verdict
from tests.servers.model_server import MODEL

SEED = SystemRandom().randrange(10**6) if os.environ.get("PAPERBRIEF_EXPLORE") else 20261122


async def test_no_brief_of_a_hostile_model_is_incomplete_late_untrue_or_labelled_wrong(
    tmp_path: Path,
) -> None:
    played = await play(SEED, 3, tmp_path, KINDS, Pace())
    found = verdict(played)
    again = f"again with: python -m tests.hostile_model --days 3 --seed {SEED}"
    assert not found.wrong, "\n".join([again, *told(played, found)])
    assert len(played.briefs) == 18
    assert len(played.hostility.drawn) > len(KINDS) / 2, again


async def test_with_perfect_answers_only_the_key_findings_are_extractive(tmp_path: Path) -> None:
    played = await play(SEED, 2, tmp_path, ("perfect",), UNHURRIED)
    found = verdict(played, is_perfect=True)
    again = f"again with: python -m tests.hostile_model --days 2 --perfect --seed {SEED}"
    assert [*told(played, found)] == [], again


async def test_the_judge_sees_what_a_believing_bot_would_have_shown(tmp_path: Path) -> None:
    """A true brief, and the same one with each thing that a hostile model says."""
    played = await play(SEED, 1, tmp_path, ("perfect",), UNHURRIED)
    brief = next(one for one in played.briefs if one.channel is CHANNELS[1])
    assert not wrong_with(brief)
    own = brief.document["papers"][0]["id"]
    others = [one for id_, one in brief.papers.items() if id_ != own]
    for kind, spoil in SPOILED.items():
        by = Spoiling(Random(SEED), others, "en")  # noqa: S311
        told = spoil(brief.papers[own].texts["en"]["tldr"], by)
        assert verdict(replace(played, briefs=[_with(brief, told)])).through, kind
        assert kind == "another paper" or wrong_with(_with(brief, told)), kind
    assert wrong_with(_with(brief, brief.papers[own].texts["en"]["tldr"], id="2602.99999"))
    assert wrong_with(replace(brief, too_late=0.1))
    assert wrong_with(replace(brief, text=brief.text.replace(MODEL, "")))
    assert wrong_with(replace(brief, text=f"{brief.text}\nWhere papers differ:\n"))
    assert wrong_with(replace(brief, channel=CLOSED))


def _with(brief: Left, told: str, **changes: str) -> Left:
    first, *others = brief.document["papers"]
    papers = [{**first, "tldr": told, **changes}, *others]
    return replace(brief, document={**brief.document, "papers": papers})
