"""What is said of a category: that there is none, or how whole its listing is. Pure."""

from bot.taxonomy import category_name, nearest_categories
from bot.text.readable import shorten
from bot.translator import Translator
from bot.values.listings import ListingState


def no_category(name: str, say: Translator) -> str:
    """The nearest valid ones, the first with its name in words."""
    near = nearest_categories(name)
    shown = shorten(name, 40)
    if not near:
        return say.text(
            "There is no category {name}. Categories look like cs.CL or hep-th.", name=shown
        )
    named = [say.bracketed(near[0], category_name(near[0], say.language)), *near[1:]]
    return say.text(
        "There is no category {name}; did you mean {near}?", name=shown, near=say.either(named)
    )


def state_words(state: ListingState, say: Translator) -> str:
    """What a reader is told of one category's listing."""
    words = {
        ListingState.FRESH: say.text("complete"),
        ListingState.STALE: say.text("still the day before"),
        ListingState.EMPTY: say.text("nothing announced"),
        ListingState.TRUNCATED: say.text("incomplete, the listing goes on"),
        ListingState.UNREACHABLE: say.text("no listing fetched yet"),
    }
    return words[state]
