"""Names that an abstract hides in its author's commands come from the title, where it is clear."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.own_names import with_names
from bot.text.readable import readable_abstract

TITLE = "FooBar: Sorting Pebbles by Sound"


@pytest.mark.parametrize(
    ("abstract", "text"),
    [
        (r"We present \ours, a sorter.", "We present FooBar, a sorter."),
        (r"We propose \model{} and test \model.", "We propose FooBar and test FooBar."),
        (
            r"\sysname\ sorts, and \sysname-XL sorts more.",
            "FooBar sorts, and FooBar-XL sorts more.",
        ),
        (r"A new sorter (\textsc{\MethodName{}}) sorts.", "A new sorter (FooBar) sorts."),
        (
            r"We introduce \fb, a sorter. \fb\xspace sorts.",
            "We introduce FooBar, a sorter. FooBar sorts.",
        ),
        (r"We call it \emph{\xyz}.", "We call it FooBar."),
        (r"FooBar sorts, and our \method sorts.", "FooBar sorts, and our FooBar sorts."),
    ],
)
def test_the_command_for_the_papers_own_thing_is_the_name_before_the_colon(
    abstract: str, text: str
) -> None:
    assert readable_abstract(abstract, TITLE) == text


def test_a_command_spelt_like_a_name_in_the_text_is_that_name() -> None:
    title = "Sorting pebbles with Rock-Net and FooBar"
    assert readable_abstract(r"We train \rocknet with \foobar.", title) == (
        "We train Rock-Net with FooBar."
    )


@pytest.mark.parametrize(
    ("abstract", "title"),
    [
        (r"We present \ours, a sorter.", "Sorting pebbles by sound"),
        (r"We present \ours, a sorter.", "Beyond Words: Sorting pebbles"),
        (r"We present \ours, a sorter.", "Position: Pebbles are not sorted"),
        (r"We present \ours, a sorter.", "how to sort: a study"),
        (r"We present \model and \dataset.", TITLE),
        (r"Beside FooBar we present \dataset.", TITLE),
        (r"Beside FooBar we present \fb.", TITLE),
        (r"We propose a \pebbleupdate{} scheme.", TITLE),
        (r"The rate is $\epsilon$, and \textbf{we} are \emph{glad} of \alpha.", TITLE),
        (r"We present $5 and {x}.", TITLE),
    ],
)
def test_what_the_title_does_not_tell_stays(abstract: str, title: str) -> None:
    assert with_names(abstract, title) == abstract


@given(
    st.text(alphabet="\\{}$ ourspe\n", max_size=60), st.text(alphabet="FoBar: \\{}$2x", max_size=20)
)
def test_names_are_put_in_once(abstract: str, title: str) -> None:
    once = with_names(abstract, title)
    assert with_names(once, title) == once
