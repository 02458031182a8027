"""Single papers by id, through the ``arxiv`` package.

Source: https://info.arxiv.org/help/api/user-manual.html
"""

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime

import arxiv  # type: ignore[import-untyped]

from adapters.arxiv_site.gate import ArxivGate, Priority
from adapters.arxiv_site.outcome import judge
from adapters.arxiv_site.patience import RequestLimits, patiently
from adapters.arxiv_site.session import ArxivSession
from adapters.listings.author_names import one_author
from adapters.listings.bounds import bounded
from adapters.listings.fields import bare_doi, clean, distinct
from bot.errors import SourceUnreachable, SourceUnreadable
from bot.identifiers import parse_arxiv_id
from bot.values.papers import Paper

# longer id lists make addresses that proxies refuse
BATCH = 100
_WHAT = "a look-up"


class ArxivLookup:
    """A PaperLookup; it also raises SourceRefused for an id that arXiv cannot read.

    ``base`` is the address of the search API, ``https://export.arxiv.org/api/query``.
    Other than the port says, more than 100 ids are asked for in several requests.
    ``answered`` is told the status of every answer, in another thread.
    """

    def __init__(
        self,
        gate: ArxivGate,
        *,
        base: str,
        user_agent: str,
        limits: RequestLimits | None = None,
        priority: Priority = Priority.PERSON,
        answered: Callable[[int], None] | None = None,
    ) -> None:
        self._gate = gate
        self._query = base.rstrip("?").replace("{", "{{").replace("}", "}}") + "?{}"
        self._limits = limits or RequestLimits()
        self._session = ArxivSession(user_agent=user_agent, limits=self._limits)
        if answered is not None:
            self._session.hooks["response"].append(lambda made, **_: answered(made.status_code))
        self._priority = priority
        self._running: set[asyncio.Task[list[Paper]]] = set()

    async def by_ids(self, ids: Sequence[str]) -> Mapping[str, Paper]:
        asked = list(dict.fromkeys(ids))
        found: dict[str, Paper] = {}
        for start in range(0, len(asked), BATCH):
            batch = asked[start : start + BATCH]
            papers = await patiently(
                lambda batch=batch: self._once(batch),  # type: ignore[misc]
                limits=self._limits,
                gate=self._gate,
                what=_WHAT,
            )
            found.update(_as_asked(batch, papers))
        return found

    def close(self) -> None:
        self._session.close()

    async def _once(self, batch: Sequence[str]) -> list[Paper]:
        """One turn of the gate. A request that was begun outlives its caller: its thread cannot
        be cancelled, and the gate must stay closed while it runs."""
        talking = asyncio.Event()
        task = asyncio.create_task(self._turn([_plain(raw) for raw in batch], talking))
        self._running.add(task)
        task.add_done_callback(self._forget)
        try:
            return await asyncio.shield(task)
        except asyncio.CancelledError:
            if not talking.is_set():
                task.cancel()
            raise

    def _forget(self, task: asyncio.Task[list[Paper]]) -> None:
        self._running.discard(task)
        if not task.cancelled():
            # fetched here, as its caller may be gone by then
            task.exception()

    async def _turn(self, ids: list[str], talking: asyncio.Event) -> list[Paper]:
        async with self._gate.turn(self._priority):
            talking.set()
            return await asyncio.to_thread(self._ask, ids)

    def _ask(self, ids: list[str]) -> list[Paper]:
        """In a thread. The one place that translates the package's errors."""
        client = arxiv.Client(len(ids), delay_seconds=self._gate.interval, num_retries=0)
        client.query_url_format = self._query
        client._session = self._session
        search = arxiv.Search(id_list=ids, max_results=len(ids))
        try:
            found = map(_paper, client.results(search))
            return [bounded(paper) for paper in found if paper is not None]
        except arxiv.HTTPError as error:
            judge(error.status, {}, b"", what=_WHAT, now=datetime.now(UTC))
            raise SourceUnreadable(f"arXiv's answer has an odd status: {error.status}.") from error
        except arxiv.ArxivError as error:
            raise SourceUnreachable(f"arXiv's answer is incomplete ({_WHAT}).") from error
        except (ValueError, TypeError) as error:
            raise SourceUnreadable(f"arXiv's answer to {_WHAT} is unreadable: {error}.") from error


def _plain(raw: str) -> str:
    """The form that the API takes: no prefix, no address."""
    found = parse_arxiv_id(raw)
    return str(found) if found else raw.strip()


def _as_asked(batch: Iterable[str], papers: Sequence[Paper]) -> dict[str, Paper]:
    """Matched by id, never by position; without a version asked for, the newest."""
    newest: dict[str, Paper] = {}
    exact: dict[tuple[str, int | None], Paper] = {}
    for paper in sorted(papers, key=lambda paper: paper.version or 0):
        newest[paper.id] = exact[paper.id, paper.version] = paper
    found: dict[str, Paper] = {}
    for raw in batch:
        wanted = parse_arxiv_id(raw)
        if wanted is None:
            continue
        hit = exact.get((wanted.id, wanted.version)) if wanted.version else newest.get(wanted.id)
        if hit:
            found[raw] = hit
    return found


def _paper(result: arxiv.Result) -> Paper | None:
    """None for an entry that is no paper."""
    found = parse_arxiv_id(result.entry_id)
    title, abstract = clean(result.title), clean(result.summary)
    if found is None or not title or not abstract:
        return None
    authors = (one_author(author.name, author.affiliation) for author in result.authors)
    return Paper(
        id=found.id,
        version=found.version,
        title=title,
        abstract=abstract,
        authors=tuple(filter(None, authors)),
        categories=distinct([result.primary_category, *result.categories]),
        comments=clean(result.comment),
        journal_ref=clean(result.journal_ref),
        doi=bare_doi(result.doi),
        published=_utc_day(result.published),
        updated=_utc_day(result.updated),
    )


def _utc_day(moment: datetime) -> date:
    return moment.astimezone(UTC).date()
