"""A way to arXiv that is loaded when it is first asked for."""

import asyncio
import errno

import pytest

from adapters.arxiv_site.late import Late


class Loading:
    """Fails as often as ``failures`` says."""

    def __init__(self, failures: int) -> None:
        self.failures, self.calls = failures, 0

    def __call__(self) -> str:
        self.calls += 1
        if self.calls <= self.failures:
            raise OSError(errno.EMFILE, "Too many open files")
        return f"loaded at call {self.calls}"


async def test_all_who_ask_share_one_load() -> None:
    loading = Loading(failures=0)
    late = Late(loading)
    assert set(await asyncio.gather(late(), late(), late())) == {"loaded at call 1"}
    assert (late.made, loading.calls) == ("loaded at call 1", 1)


async def test_a_load_that_failed_is_tried_again_by_the_next_who_asks() -> None:
    late = Late(Loading(failures=1))
    both = await asyncio.gather(late(), late(), return_exceptions=True)
    assert [type(each) for each in both] == [OSError, OSError]
    assert await late() == "loaded at call 2"
    assert late.made == "loaded at call 2"


async def test_nothing_is_made_where_the_load_failed() -> None:
    late = Late(Loading(failures=1))
    with pytest.raises(OSError, match="Too many open files"):
        await late()
    assert late.made is None
