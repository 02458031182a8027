"""Papers are near a topic as the encoder that was chosen sees them."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from adapters.sentence_encoder.settings import EncoderSettings
from bot.editorial.choosing.background import background
from bot.editorial.choosing.index import reference
from bot.editorial.choosing.lexical_scorer import LexicalScorer
from bot.editorial.space.crowds import crowds
from bot.editorial.space.vectors import space
from bot.errors import SettingsError
from bot.values.topics import Topic
from bot.wiring.scoring import scorer
from tests.values import paper


class Knowing:
    """The space that ships, but it knows that a zorble is a diffusion model of videos."""

    name = "knowing"
    version = "2"

    def vectors(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        return space().vectors([text.replace("zorbles", "video diffusion") for text in texts])


ZORBLES = paper(1, title="On zorbles", abstract="We study zorbles.")
TOPIC = Topic(name="videos", description="generating videos with diffusion models")


def relevance(scorer: LexicalScorer) -> int:
    found = scorer.over([ZORBLES]).matches(TOPIC)
    return found[ZORBLES.id].relevance or 0 if ZORBLES.id in found else 0


def test_the_encoder_says_what_is_near() -> None:
    known = reference(background(), space(), crowds(), Knowing())
    assert relevance(LexicalScorer(known)) > relevance(LexicalScorer()) + 5


def test_a_score_by_another_encoder_is_another_score() -> None:
    known = reference(background(), space(), crowds(), Knowing())
    assert LexicalScorer(known).version != LexicalScorer().version


def test_without_a_folder_the_space_that_ships_is_used() -> None:
    assert scorer(EncoderSettings()).version == LexicalScorer().version


def test_a_folder_without_an_encoder_stops_the_start(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="PAPERBRIEF_ENCODER"):
        scorer(EncoderSettings.model_validate({"PAPERBRIEF_ENCODER": str(tmp_path)}))
