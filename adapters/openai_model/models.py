"""The models that the settings name, as those who use none of them may know them."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from adapters.openai_model.embeddings import OpenAIEmbeddings
    from adapters.openai_model.language_model import OpenAIModel


@dataclass(frozen=True, slots=True)
class Models:
    """None is what the settings do not name."""

    language: "OpenAIModel | None"
    embedding: "OpenAIEmbeddings | None"

    def shut_since(self) -> datetime | None:
        """Since when the address of the model that writes, or else of the other one, does not let
        us in; None where it does, as far as is known."""
        model = self.language or self.embedding
        return model.refused.since if model and model.refused else None
