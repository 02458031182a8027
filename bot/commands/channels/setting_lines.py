"""What a channel has set, each as a label and a value in words."""

from collections.abc import Mapping

from bot.commands.channels.analyses_ahead import analyses_line
from bot.commands.channels.posted_links import links_line
from bot.commands.channels.posting import FACTS, posting_line_of
from bot.commands.channels.speaking import language_line
from bot.commands.lines.command import Services
from bot.schedules import describe, describe_missed
from bot.translator import Translator
from bot.values.channels import Channel
from bot.values.facts import Fact, facts_of, told

# the address, and what /subscribe, /topics and /schedule set
_SET_ELSEWHERE = frozenset(
    (
        "address",
        "subscribed",
        "categories",
        "topics",
        "barred",
        "when",
        "at",
        "zone",
        "weekdays",
        "paused",
    )
)
_HAVE_WORDS = frozenset(
    ("missed", "threshold", "prior", "top", "language", "bilingual", "analyses", "links", *FACTS)
)


def settable(channel: Channel) -> Mapping[str, Fact]:
    """What /settings sets, by its name."""
    facts = (fact for fact in facts_of(type(channel)) if not fact.internal)
    return {fact.name: fact for fact in facts if fact.name not in _SET_ELSEWHERE}


async def line_of(
    name: str, channel: Channel, services: Services, say: Translator
) -> tuple[str, str]:
    """Its label and value as the lists have them."""
    written = services.pipeline.writer.costly
    if name in FACTS:
        return await posting_line_of(name, channel, services, say)
    if name in ("analyses", "links"):
        lines = analyses_line(channel, services, say) | await links_line(channel, services, say)
        return [*lines.items()][("analyses", "links").index(name)]
    labels = {
        "threshold": say.text("Relevance a paper needs to match"),
        "prior": say.text(
            "Popular papers first where there is no relevance (popularity, not quality)"
        ),
        "missed": say.text("Missed announcements"),
        "top": say.text("Papers in a brief"),
        "language": say.text("Language"),
        "bilingual": say.text("Second language of the briefs"),
    }
    label = labels.get(name, name)
    return label, setting_lines(channel, say, written=written).get(label, say.text("off"))


def setting_lines(channel: Channel, say: Translator, *, written: bool = False) -> dict[str, str]:
    """Label and value. A fact that has no words of its own here is told by its name. ``written``:
    by a model, and maybe in a second language."""
    facts, others = told(channel), settable(channel).keys() - _HAVE_WORDS
    second = say.language_name(channel.bilingual) if channel.bilingual else say.text("off")
    bilingual = {say.text("Second language of the briefs"): second} if written else {}
    return (
        _worded(channel, say, written=written)
        | bilingual
        | {name: _in_words(value, say) for name, value in facts.items() if name in others}
    )


def _worded(channel: Channel, say: Translator, *, written: bool) -> dict[str, str]:
    when = describe(channel.schedule, say) if channel.subscribed else say.text("not subscribed")
    topics = say.join([topic.name for topic in channel.topics]) or say.text("categories alone")
    return {
        say.text("Briefs"): when,
        say.text("Missed announcements"): describe_missed(channel.schedule, say),
        say.text("Topics"): topics,
        say.text("Categories"): say.listed(channel.categories),
        say.text("Relevance a paper needs to match"): say.number(channel.threshold),
        say.text(
            "Popular papers first where there is no relevance (popularity, not quality)"
        ): _in_words(channel.prior, say),
        say.text("Papers in a brief"): say.number(channel.top),
        say.text("Language"): language_line(channel.language, say, written=written),
    }


def _in_words(value: object, say: Translator) -> str:
    match value:
        case bool():
            return say.text("on") if value else say.text("off")
        case int():
            return say.number(value)
        case tuple():
            return say.listed(map(str, value))
    return str(value)


def without_effect(before: Channel, after: Channel, say: Translator) -> str:
    """Told where something was set that changes nothing yet."""
    if before.threshold == after.threshold or any(each.has_interests for each in after.topics):
        return ""
    return say.text(
        "Only topics give papers a relevance, and there are none here: every paper in the "
        "categories matches."
    )
