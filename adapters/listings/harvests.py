"""Pages of one harvest, found among others and put in order. Pure.

A page names the token that asked for it and the token of the next one. Where these do not match,
two pages are of one harvest if one has a next page, the other one before it, they were answered
on the same day, and nothing that they say of their set contradicts that.
"""

from collections.abc import Sequence

from adapters.listings.oai_answer import HarvestPage, batch_of

Chain = list[HarvestPage]


def chained(pages: Sequence[HarvestPage]) -> tuple[Chain, ...]:
    """Each harvest's pages in order; harvests as their first pages come."""
    chains = _by_token(pages)
    firsts = [chain for chain in chains if _is_first(chain[0])]
    rests = [chain for chain in chains if not _is_first(chain[0])]
    alone: list[Chain] = []
    # pages with a next one come first: the last page ends its harvest
    for rest in sorted(rests, key=lambda chain: chain[-1].token is None):
        open_ones = [chain for chain in firsts if _may_go_on(chain, rest)]
        if len(open_ones) == 1:
            open_ones[0].extend(rest)
        else:
            alone.append(rest)
    order = {id(page): place for place, page in enumerate(pages)}
    return tuple(sorted([*firsts, *alone], key=lambda chain: min(order[id(p)] for p in chain)))


def _is_first(page: HarvestPage) -> bool:
    """A page of which nothing is known may be one whose request was not stored with it."""
    return page.asked is None and page.told


def _by_token(pages: Sequence[HarvestPage]) -> list[Chain]:
    following: dict[str, HarvestPage] = {}
    for page in pages:
        if page.asked is not None:
            following.setdefault(page.asked, page)
    given = {page.token for page in pages}
    heads = [page for page in pages if page.asked is None or page.asked not in given]
    used: set[int] = set()
    chains = [_follow(head, following, used) for head in heads]
    # copies, and tokens that lead in a circle
    return [*chains, *([page] for page in pages if id(page) not in used)]


def _follow(page: HarvestPage, following: dict[str, HarvestPage], used: set[int]) -> Chain:
    chain = [page]
    used.add(id(page))
    while (token := chain[-1].token) and (found := following.get(token)) and id(found) not in used:
        chain.append(found)
        used.add(id(found))
    return chain


def _may_go_on(chain: Chain, rest: Chain) -> bool:
    before, after = chain[-1], rest[0]
    if before.token is None or before.answered != after.answered:
        return False
    category = batch_of(chain).category
    if any(page.told for page in rest):
        return batch_of(rest).category == category
    return category is None or all(category in page.shared for page in rest if page.entries)
