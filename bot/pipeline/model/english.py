"""The stage *English*: a topic in any language in the terms that papers use, asked for once."""

import logging
from collections.abc import Callable
from datetime import datetime

from bot.editorial.asking.topics import (
    TOPICS_VERSION,
    may_be_foreign,
    read_topic,
    topic_request,
)
from bot.errors import AnswerUnusable, ModelDenied, StoreUnusable
from bot.pipeline.memo import Kind, Memo
from bot.pipeline.unasked import NOT_ASKED, DeniedTo, Payer, on_behalf_of
from bot.ports.judging import KeptTopics
from bot.ports.model import LanguageModel
from bot.values.judging import TopicKey
from bot.values.model import Account, ModelAnswer

log = logging.getLogger(__name__)

_ENGLISH: Kind[str] = Kind(2_000)


class EnglishTopics:
    """``kept`` is None where nothing outlives the process."""

    def __init__(
        self,
        model: LanguageModel,
        kept: KeptTopics | None,
        clock: Callable[[], datetime],
        memo: Memo,
    ) -> None:
        self._model = model
        self._kept = kept
        self._clock = clock
        self._memo = memo

    async def of(self, description: str, payer: Payer) -> str:
        """The description in English; as it is, where it seems to be English.

        Raises as :class:`bot.ports.model.LanguageModel` does."""
        if not may_be_foreign(description):
            return description
        key = TopicKey(description, f"{self._model.name}/{TOPICS_VERSION}")
        if payer is None:
            return await self._known(key)
        return await on_behalf_of(
            payer, lambda: self._memo.once(_ENGLISH, key, lambda: self._made(key, payer))
        )

    async def _known(self, key: TopicKey) -> str:
        known = self._memo.kept(_ENGLISH, key)
        if known is None and self._kept is not None:
            known = await self._kept.get(key)
        if known is None:
            raise ModelDenied(NOT_ASKED)
        return known

    async def _made(self, key: TopicKey, account: Account) -> str:
        if self._kept is not None and (stored := await self._kept.get(key)) is not None:
            return stored
        try:
            answer = await self._asked(key.text, account)
        except ModelDenied as error:
            raise DeniedTo(str(error), account) from error
        english = read_topic(answer.content, key.text)
        if english is None:
            log.warning("topic_not_in_english")
            return key.text
        if self._kept is not None:
            try:
                await self._kept.keep(key, english, self._clock())
            except StoreUnusable as error:
                log.warning("topic_not_stored", extra={"why": str(error)})
        return english

    async def _asked(self, text: str, account: Account) -> ModelAnswer:
        try:
            return await self._model.ask(topic_request(text), account)
        except AnswerUnusable:
            # a second one may be better; a third would not
            return await self._model.ask(topic_request(text), account)
