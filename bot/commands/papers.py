"""/paper: the card of a paper, or several in short."""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.commands.analyses.behind import behind_card
from bot.commands.finding import paper_of, papers_of, which_one
from bot.commands.lines.command import Continued, Request, Services
from bot.commands.lines.references import read_only_papers
from bot.editorial.links import find_links
from bot.errors import UsageError
from bot.messages.blocks import Message, Paragraph, message, paragraph
from bot.messages.card import Card, abstract_message, card_message
from bot.messages.reasons import reason
from bot.messages.short_cards import short_cards
from bot.pipeline.scoring import match_of
from bot.pipeline.writing import written
from bot.values.announcements import AnnouncedPaper
from bot.values.model import Account
from bot.values.papers import Paper
from bot.values.writing import NotWritten, PaperBrief

# in short, on one screen or two
MOST_AT_ONCE = 10
# a question may be asked of so many together
_TALKED_OF = 4
_ABSTRACT = re.compile(r"(?P<paper>.+?)\s+abstract", re.I)


async def paper(request: Request, services: Services) -> Message | Continued:
    """``/paper <ids, addresses, numbers of the brief, or words of a title>``: the card, and
    behind it the deep analysis; several papers in short."""
    say = request.say
    if not request.arguments:
        raise UsageError(
            say.text(
                "Which paper? Give a number from the last brief (/paper 3), an id "
                "(/paper 2602.01234), a link, or words from the title."
            )
        )
    alone = _ABSTRACT.fullmatch(request.arguments)
    if alone and len(read_only_papers(alone["paper"])) == 1:
        one = await paper_of(replace(request, arguments=alone["paper"]), services)
        return abstract_message(one, say)
    found = await papers_of(request, services, most=MOST_AT_ONCE)
    if found.several:
        told = say.text("Several papers have these words. Which one?")
        return which_one(found.several, told, "/paper")
    missing = [paragraph(each) for each in (*found.told, *found.missing)]
    if len(found.papers) > 1:
        return await _in_short(found.papers, missing, request, services)
    return await _card(found.papers[0], missing, request, services)


async def _in_short(
    papers: Sequence[Paper], missing: Sequence[Paragraph], request: Request, services: Services
) -> Message:
    talked_of = tuple(one.id for one in papers[:_TALKED_OF])
    services.asking.talks.shown(request.channel.address, talked_of)
    account = Account(request.channel.address, request.person)
    texts = await written(papers, request.channel.language, services.pipeline, account)
    briefs = {id_: _brief(text) for id_, text in texts.items()}
    return message(missing, short_cards(papers, briefs, request.say))


def _brief(text: PaperBrief | NotWritten) -> PaperBrief:
    return PaperBrief() if isinstance(text, NotWritten) else text


async def _card(
    found: Paper, missing: Sequence[Paragraph], request: Request, services: Services
) -> Message | Continued:
    made = message(missing, (await card_of(found, request, services)).blocks)
    # who taps through a brief looks at cards; the analysis is one more tap away
    if services.reading is None or request.origin.tapped:
        return made
    return Continued(made, behind_card(found, request, services, services.reading))


async def card_of(found: Paper, request: Request, services: Services) -> Message:
    """The card alone; what is asked next here may be about it."""
    services.asking.talks.shown(request.channel.address, (found.id,))
    announcement = await services.briefs.announcement(request.channel, None)
    announced = _announced(found, announcement.papers if announcement else ())
    account = Account(request.channel.address, request.person)
    match = await match_of(found, request.channel.topics, services.pipeline, account)
    texts = await written([found], request.channel.language, services.pipeline, account)
    return card_message(
        Card(
            paper=found,
            announce_type=announced.announce_type if announced else None,
            links=find_links(found.abstract, found.comments),
            brief=_brief(texts[found.id]),
            match=match,
            reason=reason(match, request.say) if match else None,
            readable=services.reading is not None,
            first_page=await services.reading.texts.affiliations(found) if services.reading else (),
        ),
        request.say,
    )


def _announced(found: Paper, papers: Sequence[AnnouncedPaper]) -> AnnouncedPaper | None:
    """This very version in the newest announcement."""
    same = (one for one in papers if one.paper.id == found.id)
    return next((one for one in same if one.paper.version == found.version), None)
