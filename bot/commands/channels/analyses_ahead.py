"""Whether deep analyses are made before anybody asks, and what that costs, in words."""

from bot.commands.lines.amounts import amount
from bot.commands.lines.command import ModelServices, Services
from bot.pipeline.estimate import ANALYSING
from bot.spending import cost
from bot.translator import Translator
from bot.values.channels import Channel
from bot.values.model import Tokens

# of one paper
_TYPICAL = Tokens(ANALYSING.input_tokens, ANALYSING.output_tokens, counted=False)


def analyses_line(channel: Channel, services: Services, say: Translator) -> dict[str, str]:
    """Label and value."""
    model = services.model
    told = _free(channel, say) if model is None or not model.writes else _paid(channel, model, say)
    return {say.text("Deep analyses ahead of time"): told}


def _free(channel: Channel, say: Translator) -> str:
    if channel.analyses:
        return say.text("on, in the authors' own words")
    return say.text("off")


def _paid(channel: Channel, model: ModelServices, say: Translator) -> str:
    each = amount(cost(model.name, _TYPICAL, model.terms.prices), model.currency, say)
    if channel.analyses:
        return say.plural(
            "on; about {each} for the {n} paper of a brief, out of this channel's budget",
            "on; about {each} for each of up to {n} papers of a brief, out of this channel's "
            "budget",
            channel.top,
            each=each,
        )
    return say.text("off; on, each paper of a brief would cost about {each}", each=each)
