"""Questions about papers, answered from their full texts.

::

    papers | full texts | made ready for questions, once for all
    question | in the terms of papers | passages of each | said from them, checked; or quoted
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import numpy as np

from bot.editorial.asking.delimiting import visible
from bot.editorial.asking.topics import may_be_foreign
from bot.editorial.retrieving.finding import Candidate, candidates, fused, passages_of, unheard_by
from bot.editorial.retrieving.index import PaperIndex, index_of
from bot.editorial.retrieving.question import Question, read_question
from bot.editorial.retrieving.silence import admits_nothing, silent_papers
from bot.editorial.retrieving.support import gap_of, is_strange, missing_words
from bot.errors import PaperbriefError
from bot.pipeline.failures import told
from bot.pipeline.memo import Kind, Memo
from bot.pipeline.model.embedding import digest_of
from bot.pipeline.model.questions import EnglishQuestions
from bot.ports.analyses import Answerer
from bot.ports.judging import Vectors
from bot.ports.model import EmbeddingModel
from bot.translator import msgid
from bot.values.analyses import Answer, FormRead, Passage, QuestionOrder
from bot.values.full_texts import FullText
from bot.values.model import Account
from bot.values.papers import Paper

log = logging.getLogger(__name__)

# texts made ready for questions: a paper has some five hundred sentences, of 2 kB each
_INDEXES: Kind[PaperIndex] = Kind(40_000, lambda one: len(one.units) + 1)
# bytes of passages' vectors: some 2,500 passages of a large embeddings model, 10,000 of a small one
_VECTORS: Kind[Vectors] = Kind(16_000_000, lambda one: one.nbytes)
PATIENCE = timedelta(seconds=75)

FOREIGN = msgid(
    "The question is not in the papers' language, and there is no model here to translate it. "
    "These passages are the nearest that I found; the answer may be elsewhere."
)
FOREIGN_UNFOUND = msgid(
    "The question is not in the papers' language, and there is no model here to translate it. "
    "I found none of the question's names, numbers or terms in the text. The answer may still be "
    "there: try asking in English."
)
UNKNOWN = msgid(
    "Papers hardly use the words of this question. These passages are the nearest that I found; "
    "the answer may be elsewhere."
)
UNKNOWN_UNFOUND = msgid(
    "Papers hardly use the words of this question, and I found none of its names, numbers or terms "
    "in the text. Check the spelling, or ask in English."
)
# what is said where nothing was found either
_UNFOUND = {FOREIGN: FOREIGN_UNFOUND, UNKNOWN: UNKNOWN_UNFOUND}
MAY_NOT_TELL = msgid(
    "None of these passages covers everything you ask, so the answer may not be in the text."
)
ADMITS_NOTHING = msgid("I found no sentence where the authors plainly name a limit.")
# with the words behind a colon
NOT_THERE = msgid("The text does not have these words of your question.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question about papers. ``language`` is the reader's; ``earlier`` are questions and answers
    before it in the same thread, oldest first."""

    papers: tuple[Paper, ...]
    question: str
    language: str
    account: Account
    earlier: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answering:
    """``texts`` gives a paper's full text, whatever became of its files. ``answerer`` and
    ``english`` are None where no model is used, ``embedding`` where no embeddings model is."""

    texts: Callable[[Paper], Awaitable[FullText]]
    clock: Callable[[], datetime]
    memo: Memo
    answerer: Answerer | None = None
    english: EnglishQuestions | None = None
    embedding: EmbeddingModel | None = None
    patience: timedelta = PATIENCE

    @property
    def models(self) -> bool:
        """Whether a question may cost what a model takes."""
        return any((self.answerer, self.english, self.embedding))

    async def answer(self, asked: Asked) -> Answer:
        """From the papers' texts alone. Raises PaperbriefError where none of them can be had."""
        deadline = self.clock() + self.patience
        indexes = await asyncio.gather(*map(self._index, asked.papers))
        question, why = await self._read(asked)
        found = await asyncio.to_thread(lambda: [candidates(index, question) for index in indexes])
        best = await self._fused(found, question, asked.account)
        passages = passages_of(
            {paper.id: one for paper, one in zip(asked.papers, best, strict=True)}
        )
        unheard = unheard_by(indexes, question)
        answer = await self._said(asked, question, passages, unheard, why, deadline)
        forms = tuple(_form(index.text) for index in indexes)
        if answer.said or answer.untold or answer.why or not answer.passages:
            return replace(answer, forms=forms)
        by_id = {one.id: index for one, index in zip(asked.papers, indexes, strict=True)}
        silent = silent_papers(by_id, question, passages)
        told_first = tuple(sorted(passages, key=lambda one: one.paper_id in silent))
        return replace(answer, forms=forms, silent=silent, passages=told_first)

    async def _index(self, paper: Paper) -> PaperIndex:
        text = await self.texts(paper)
        key = (text.paper_id, text.version, text.made_from, len(text.pieces))
        return await self.memo.once(_INDEXES, key, lambda: asyncio.to_thread(index_of, text))

    async def _read(self, asked: Asked) -> tuple[Question, str | None]:
        """The question in the terms of papers, and why it may not find what it is about."""
        before = [one for one, _ in asked.earlier]
        question = read_question(asked.question, before)
        if not question.foreign and not may_be_foreign(question.text):
            return question, None
        # words of no paper may be of another language, or of none
        why = FOREIGN if question.foreign else UNKNOWN
        question = replace(question, foreign=True)
        if self.english is None:
            return question, why
        try:
            english = await self.english.of(question.text, before, asked.account)
        except PaperbriefError as error:
            log.warning("question_not_in_english", extra={"why": str(error)})
            return question, why
        return read_question(english), None

    async def _fused(
        self, found: Sequence[list[Candidate]], question: Question, account: Account
    ) -> Sequence[list[Candidate]]:
        """In the order that an embeddings model helps to find; as it was where it fails."""
        every = [one for each in found for one in each]
        if self.embedding is None or not every:
            return found
        passages = [visible(one.text) for one in every]
        try:
            asked, rows = await self._vectors(self.embedding, question.english, passages, account)
        except PaperbriefError as error:
            log.warning("passages_not_embedded", extra={"why": str(error)})
            return found
        near = np.asarray(rows @ asked, np.float64).tolist()
        made, at = [], 0
        for each in found:
            made.append(fused(each, near[at : at + len(each)]))
            at += len(each)
        return made

    async def _vectors(
        self, model: EmbeddingModel, question: str, passages: Sequence[str], account: Account
    ) -> tuple[Vectors, Vectors]:
        """The question's vector and a row for each passage. One call, which takes what no
        earlier question brought: passages of one paper come again and again."""
        keys = {text: (model.name, digest_of(text)) for text in passages}
        known = {text: self.memo.kept(_VECTORS, key) for text, key in keys.items()}
        missing = [text for text, vector in known.items() if vector is None]
        asked, *made = await model.embed([visible(question), *missing], account)
        for text, vector in zip(missing, made, strict=True):
            # a copy: a row would hold all others in memory
            known[text] = alone = np.array(vector)
            self.memo.keep(_VECTORS, keys[text], alone)
        rows = [row for text in passages if (row := known[text]) is not None]
        if any(row.shape != asked.shape for row in rows):
            # a server may have changed its model and kept the name
            for key in keys.values():
                self.memo.forget(_VECTORS, key)
            return await self._vectors(model, question, passages, account)
        return asked, np.stack(rows)

    async def _said(
        self,
        asked: Asked,
        question: Question,
        passages: tuple[Passage, ...],
        unheard: frozenset[str],
        why: str | None,
        deadline: datetime,
    ) -> Answer:
        if why is not None and not _is_heard(question, unheard):
            return Answer(question=asked.question, passages=(), why=_UNFOUND[why])
        if not passages or question.orders_alone:
            return Answer(question=asked.question, passages=passages, untold=True, why=why)
        if self.answerer is None:
            return _quoted(asked, question, passages, unheard, why)
        order = QuestionOrder(
            question=read_question(asked.question).text,
            english=question.text,
            unheard=unheard,
            language=asked.language,
            papers=asked.papers,
            passages=passages,
            account=asked.account,
            deadline=deadline,
            earlier=asked.earlier,
        )
        try:
            return replace(await self.answerer.answer(order), why=why)
        except PaperbriefError as error:
            log.warning("question_not_answered", extra={"why": str(error)})
            return _quoted(asked, question, passages, unheard, told(error))


def _is_heard(question: Question, unheard: frozenset[str]) -> bool:
    """Whether the papers have a word or a place that the question names; one that names none is
    about what was spoken of before."""
    own = [one for one in question.terms if one.weight == 1] or question.terms
    return bool(question.pointers) or any(one.stem not in unheard for one in own)


def _quoted(
    asked: Asked,
    question: Question,
    passages: tuple[Passage, ...],
    unheard: frozenset[str],
    why: str | None,
) -> Answer:
    """The passages are the answer; a reader is told where they may be none."""
    if is_strange(question, passages, unheard) and not question.pointers:
        return Answer(question=asked.question, passages=(), untold=True, why=why)
    if why is None and gap_of(question, passages, unheard) is not None:
        why = MAY_NOT_TELL
    if why is None and admits_nothing(question, passages):
        why = ADMITS_NOTHING
    if why is None and (missing := missing_words(question, unheard)):
        named = ", ".join(f"“{each}”" for each in missing)
        why = f"{NOT_THERE[:-1]}: {named}."
    return Answer(question=asked.question, passages=passages, why=why)


def _form(text: FullText) -> FormRead:
    return FormRead(text.paper_id, text.version, text.made_from, text.defects)
