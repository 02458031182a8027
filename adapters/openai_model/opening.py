"""The models that the settings name, connected and closed."""

from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import datetime

from adapters.openai_model.attempts import Attempts, Watcher
from adapters.openai_model.connection import Connection
from adapters.openai_model.embeddings import OpenAIEmbeddings
from adapters.openai_model.forms import Forms
from adapters.openai_model.ladder import Form
from adapters.openai_model.language_model import OpenAIModel
from adapters.openai_model.models import Models
from adapters.openai_model.patience import Patience
from adapters.openai_model.settings import ModelSettings
from bot.ports.model import Purse
from bot.ports.notes import Notes

# the vendor's own server takes the newer name alone for its newer models
_NEWER_NAME = "api.openai.com"


@asynccontextmanager
async def opened(
    settings: ModelSettings,
    purse: Purse,
    notes: Notes | None,
    clock: Callable[[], datetime],
    *,
    watcher: Watcher | None = None,
    patience: Patience | None = None,
) -> AsyncIterator[Models]:
    """Nothing is asked before the first question; the client library is loaded meanwhile,
    where a model is named.

    ``watcher`` hears when a model's address is left alone and when it answers again. Both
    models share the connection where they share the address.
    """
    async with AsyncExitStack() as stack:
        main = Connection(settings.base_url, settings.key, at_once=settings.at_once)
        await stack.enter_async_context(main)
        other = main
        if settings.embedding_address != settings.base_url or settings.embedding_api_key:
            other = Connection(
                settings.embedding_address, settings.embedding_key, at_once=settings.at_once
            )
            await stack.enter_async_context(other)

        def attempts(connection: Connection, name: str) -> Attempts:
            return Attempts(
                connection, name, purse, seconds=settings.timeout, clock=clock, watcher=watcher
            )

        language = embedding = None
        if settings.name:
            language = OpenAIModel(
                settings.name,
                main,
                attempts(main, settings.name),
                _forms(settings, notes, clock),
                api=settings.api,
                effort=settings.effort,
                seconds=settings.timeout,
                clock=clock,
                patience=patience,
            )
        if settings.embedding_name:
            embedding = OpenAIEmbeddings(
                settings.embedding_name,
                other,
                attempts(other, settings.embedding_name),
                seconds=settings.timeout,
                clock=clock,
                patience=patience,
            )
        for each, is_used in ((main, language), (other, embedding)):
            if is_used is not None:
                each.load()
        yield Models(language, embedding)


def _forms(settings: ModelSettings, notes: Notes | None, clock: Callable[[], datetime]) -> Forms:
    is_theirs = _NEWER_NAME in settings.base_url
    first = Form(
        most_as="max_completion_tokens" if is_theirs else "max_tokens",
        effort=settings.effort is not None,
    )
    place = f"{settings.base_url} {settings.name} {settings.api} {settings.effort}"
    return Forms(first, place, notes, clock)
