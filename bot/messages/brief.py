"""An edition as the one message that a channel gets. Pure.

The message is written to fit: the most detailed form that stays within the
budget is taken, so that ten papers reach both chat platforms in one piece.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence

from bot.messages.blocks import (
    Block,
    Button,
    Buttons,
    Heading,
    Message,
    Paragraph,
    Span,
    message,
    paragraph,
    spans,
)
from bot.messages.commands import with_commands
from bot.messages.coverage_lines import (
    brief_title,
    coverage_line,
    forgotten_line,
    incomplete_line,
    source_line,
    states_line,
)
from bot.messages.fitting import BriefForm, fitting_form
from bot.messages.groups import group_blocks, items_of
from bot.messages.near_misses import near_miss_blocks
from bot.messages.overview import rising_block, summary_blocks
from bot.messages.plain import length
from bot.messages.undelivered import undelivered_blocks
from bot.translator import Translator
from bot.values.channels import USUAL, Manner
from bot.values.editions import Edition, UpdatedPaper

# Discord's display text holds 4,000 characters, Telegram's 4,096 UTF-16 units.
ONE_MESSAGE = 4000
_BUTTONS_A_ROW = 5
_NO_TAG = re.compile(r"\W")

Needs = Callable[[Message], int]
"""How many messages of a platform one needs."""


def within(budget: int) -> Needs:
    """By the plain text alone, of which a message holds so many UTF-16 units."""
    return lambda made: -(-length(made) // budget)


_NEEDS = within(ONE_MESSAGE)


def brief_message(
    edition: Edition, say: Translator, needs: Needs = _NEEDS, manner: Manner = USUAL
) -> Message:
    """The brief in the fullest form that ``needs`` one message, a platform's own measure.

    Thirty papers may need several: then it is the fullest form that needs no more of them than
    the shortest, and the platform splits it between papers.
    """
    compose = _remembering(_composing(edition, say, manner))
    compact = manner.layout == "compact"
    return compose(fitting_form(edition, lambda form: needs(compose(form)), compact=compact))


def _remembering(compose: Callable[[BriefForm], Message]) -> Callable[[BriefForm], Message]:
    """The form that was measured last is mostly the one that is taken."""
    last: list[tuple[BriefForm, Message]] = []

    def remembered(form: BriefForm) -> Message:
        if not last or last[0][0] is not form:
            last[:] = [(form, compose(form))]
        return last[0][1]

    return remembered


def _composing(edition: Edition, say: Translator, manner: Manner) -> Callable[[BriefForm], Message]:
    """Makes the message in any form; what all forms share is made once."""
    head, foot = _head(edition, say), _foot(edition, say, manner)
    item = items_of(edition, say, apart=manner.layout == "roomy")

    def compose(form: BriefForm) -> Message:
        made = message(
            head,
            summary_blocks(edition, say, form),
            group_blocks(edition, say, form, item),
            rising_block(edition, say, form),
            _near_misses(edition, say) if not edition.papers else None,
            undelivered_blocks(edition, say, form, item),
            foot,
        )
        # on Discord, words with commands become a list under the message
        return made if manner.buttons else with_commands(made, lambda _: None)

    return compose


def _head(edition: Edition, say: Translator) -> Sequence[Block]:
    made = message(
        Heading(spans(brief_title(edition, say)), level=1),
        # an apology covers nothing yet, so it counts nothing
        paragraph(Span(coverage_line(edition, say), "dim"))
        if edition.announcement.categories
        else None,
        states_line(edition, say),
        incomplete_line(edition.announcement, say),
        forgotten_line(edition.announcement, say),
        paragraph(Span(edition.notice.text, "strong")) if edition.notice else None,
    )
    return made.blocks


def _foot(edition: Edition, say: Translator, manner: Manner) -> Sequence[Block]:
    made = message(
        _updated(edition.updated, say) if edition.updated else None,
        paragraph(Span(source_line(edition, say), "dim")) if edition.numbered else None,
        _hashtags(edition) if manner.hashtags else None,
        _buttons(edition, say) if manner.buttons else None,
    )
    return made.blocks


def _hashtags(edition: Edition) -> Paragraph | None:
    """Those of the papers' primary categories, the most frequent first: what the brief has, not
    what the channel asks for, so that a search for one finds the days that had it."""
    named = Counter(one.paper.primary_category for one in edition.numbered)
    tags = [hashtag(name) for name, _ in named.most_common() if name]
    return paragraph(" ".join(tags)) if tags else None


def hashtag(category: str) -> str:
    """Letters, digits and underlines alone make one: cs.CL is #cs_CL, hep-th is #hep_th."""
    return "#" + _NO_TAG.sub("_", category)


def _near_misses(edition: Edition, say: Translator) -> list[Block]:
    """Nothing on days without papers: no topic could have met any."""
    if not edition.announcement.papers:
        return []
    return near_miss_blocks(edition.near_misses, edition.topics, say)


def _updated(updated: Sequence[UpdatedPaper], say: Translator) -> Paragraph:
    lines = [_update(each, say) for each in updated]
    return paragraph(say.label(say.text("Also updated")), say.clauses(lines))


def _update(each: UpdatedPaper, say: Translator) -> str:
    day = say.date(each.shown_on)
    if each.note == "withdrawn":
        return say.text("{id} withdrawn, shown here on {day}", id=each.id, day=day)
    if each.version is None:
        return say.text("{id} in a new version, shown here on {day}", id=each.id, day=day)
    return say.text(
        "{id} v{version}, shown here on {day}", id=each.id, version=each.version, day=day
    )


def _buttons(edition: Edition, say: Translator) -> Buttons:
    # by id: the number under an old brief opens the paper that it stood for then
    numbers = [
        Button(str(p.number), command=f"/paper {p.paper.id}", typed=f"/paper {p.number}")
        for p in edition.numbered
    ]
    rows = [
        tuple(numbers[start : start + _BUTTONS_A_ROW])
        for start in range(0, len(numbers), _BUTTONS_A_ROW)
    ]
    rows.append(
        (
            Button(say.text("All titles"), command="/brief titles"),
            Button(say.text("Topics"), command="/topics"),
            *([Button(say.text("Vote · Save"), command="/vote")] if numbers else []),
        )
    )
    return Buttons(tuple(rows))
