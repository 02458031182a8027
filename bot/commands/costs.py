"""What a model cost, in words: for /status. In the operator's chat, of all channels."""

from collections.abc import Sequence
from datetime import UTC, date

from bot.commands.channels.writing_model import model_line
from bot.commands.lines.amounts import amount, limit
from bot.commands.lines.command import ModelServices, Request, Services
from bot.spending import cost_of
from bot.translator import Translator
from bot.values.spending import Budget, UsageColumn, UsageQuestion, UsageSum

# channels that the operator is told of by name
_DEAREST = 3


async def cost_rows(request: Request, services: Services) -> list[tuple[str, str]]:
    """Nothing where no model is used. Days and months are those of UTC."""
    model, say = services.model, request.say
    if model is None:
        return []
    rows = list((await model_line(request.channel, request.person, services, say)).items())
    today = services.clock().astimezone(UTC).date()
    sums = await _sums(services, today, "day", "model", channel=request.channel.address)
    budget = model.terms.budgets.channel
    rows.append((say.text("Cost here"), _both(sums, today, budget, model, say)))
    if _is_operators(request, model.operator_chat):
        rows += await _of_all(today, model, services, say)
    return rows


def _is_operators(request: Request, chat: str) -> bool:
    """A person's own chat may be named by the person: ``discord:user/7``."""
    person = request.person if request.origin.private else ""
    return bool(chat) and chat in (request.channel.address, person)


async def _sums(
    services: Services, today: date, *by: UsageColumn, channel: str | None = None
) -> Sequence[UsageSum]:
    """Of the month so far."""
    asked = UsageQuestion(since=today.replace(day=1), until=today, by=by, channel=channel)
    return await services.people.usage.sums(asked)


async def _of_all(
    today: date, model: ModelServices, services: Services, say: Translator
) -> list[tuple[str, str]]:
    sums = await _sums(services, today, "day", "model", "channel")
    whole = _both(sums, today, model.terms.budgets.all, model, say)
    rows = [(say.text("Cost of all channels"), whole)]
    by_channel: dict[str, list[UsageSum]] = {}
    for one in sums:
        by_channel.setdefault(one.channel or say.text("forgotten"), []).append(one)
    spent = {name: cost_of(each, model.terms.prices) for name, each in by_channel.items()}
    dearest = sorted(spent, key=lambda name: (-spent[name].money, -spent[name].tokens, name))
    if len(dearest) > 1:
        named = (
            say.label(name) + amount(spent[name], model.currency, say)
            for name in dearest[:_DEAREST]
        )
        rows.append((say.text("Most this month"), say.clauses(named)))
    return rows


def _both(
    sums: Sequence[UsageSum],
    today: date,
    budget: Budget | None,
    model: ModelServices,
    say: Translator,
) -> str:
    prices = model.terms.prices
    now = cost_of([one for one in sums if one.day == today], prices)
    told = amount(now, model.currency, say)
    if budget is not None:
        told = say.text(
            "{spent} of {budget}", spent=told, budget=limit(budget, model.currency, say)
        )
    return say.text(
        "today {today}; this month {month}",
        today=told,
        month=amount(cost_of(sums, prices), model.currency, say),
    )
