"""Who may spend on a model and what it cost, as the settings name it."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from adapters.chat.platform import ConnectedPlatform
from bot.commands.lines.command import ModelServices
from bot.pipeline.purse import BudgetedPurse, Terms
from bot.ports.alarms import Alarm
from bot.ports.measuring import SummingMeter
from bot.settings import Settings
from bot.values.model import Account
from scheduler.operating.spending import WatchedPurse
from storage.file.database import Database
from storage.model.usage import SqlUsageBooks


@dataclass(frozen=True, slots=True)
class Spending:
    """``purse`` is for those who ask a model, ``told`` for what people are told of it."""

    purse: WatchedPurse
    told: ModelServices


def terms_of(settings: Settings) -> Terms:
    people, spending = settings.people, settings.spending
    return Terms(people.may_spend, spending.budgets, spending.prices)


def purse_over(
    database: Database,
    settings: Settings,
    clock: Callable[[], datetime],
    chats: Mapping[str, ConnectedPlatform] | None = None,
) -> BudgetedPurse:
    within = partial(_within, chats or {})
    return BudgetedPurse(SqlUsageBooks(database), terms_of(settings), clock, within)


def spending_of(
    purse: BudgetedPurse, settings: Settings, alarm: Alarm, meter: SummingMeter
) -> Spending:
    """Of the running service, which tells its operator."""
    watched = WatchedPurse(purse, purse.standing, alarm, meter)
    return Spending(watched, told_of(purse, settings))


def refusal_of(spending: Spending) -> Callable[[Account], Awaitable[str | None]]:
    """Why nothing is written by a model for an account."""
    told = spending.told

    async def refusal(account: Account) -> str | None:
        return await told.why_not(account, told.name)

    return refusal


def told_of(purse: BudgetedPurse, settings: Settings) -> ModelServices:
    return ModelServices(
        name=settings.models[0],
        writes=settings.model.name is not None,
        why_not=purse.look,
        terms=purse.terms,
        currency=settings.spending.currency,
        operator_chat=settings.people.operator_chat,
    )


async def _within(chats: Mapping[str, ConnectedPlatform], channel: str) -> Sequence[str]:
    chat = chats.get(channel.partition(":")[0])
    return await chat.within(channel) if chat else ()
