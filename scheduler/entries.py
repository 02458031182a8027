"""A shown paper as an entry of an edition. Pure."""

from bot.editorial.links import find_links
from bot.messages.entries import title_of
from bot.messages.reasons import reason
from bot.text.readable import readable_abstract
from bot.text.titles import shorter_titles
from bot.translator import Translator
from bot.values.editions import EditionPaper
from bot.values.topics import Candidate
from bot.values.writing import PaperBrief


def entry_of(
    number: int,
    one: Candidate,
    brief: PaperBrief,
    say: Translator,
    second: PaperBrief | None = None,
) -> EditionPaper:
    paper = one.announced.paper
    title = title_of(paper)
    return EditionPaper(
        number=number,
        announced=one.announced,
        title=title,
        abstract=readable_abstract(paper.abstract, paper.title),
        links=find_links(paper.abstract, paper.comments),
        match=one.match,
        reason=reason(one.match, say),
        brief=brief,
        shorter_titles=shorter_titles(title),
        second=second,
    )
