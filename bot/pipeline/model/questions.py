"""The stage *English questions*: a question in the language of papers, asked for once."""

from collections.abc import Sequence
from dataclasses import replace

from bot.editorial.asking.questions import ANSWERS_VERSION, english_request, read_english
from bot.errors import ModelDenied
from bot.pipeline.memo import Kind, Memo
from bot.pipeline.unasked import DeniedTo, on_behalf_of
from bot.ports.model import LanguageModel
from bot.values.model import Account

_ENGLISH: Kind[str] = Kind(1_000)
# the passages are still to be found, and the answer to be written
_WITHIN = 25.0


class EnglishQuestions:
    """Questions that were asked a while ago are remembered in memory alone."""

    def __init__(self, model: LanguageModel, memo: Memo) -> None:
        self._model = model
        self._memo = memo

    async def of(self, question: str, earlier: Sequence[str], account: Account) -> str:
        """Raises as :class:`bot.ports.model.LanguageModel` does."""
        key = (self._model.name, ANSWERS_VERSION, question, tuple(earlier))

        async def made() -> str:
            return await self._memo.once(
                _ENGLISH, key, lambda: self._made(question, earlier, account)
            )

        return await on_behalf_of(account, made)

    async def _made(self, question: str, earlier: Sequence[str], account: Account) -> str:
        request = replace(english_request(question, earlier), within=_WITHIN)
        try:
            answer = await self._model.ask(request, account)
        except ModelDenied as error:
            raise DeniedTo(str(error), account) from error
        return read_english(answer.content, question)
