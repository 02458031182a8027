"""What a model may cost, as the operator sets it."""

from collections.abc import Callable
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator

from bot.setting_types import SettingsGroup, setting
from bot.spending import read_budget, read_prices
from bot.translator import is_currency
from bot.values.spending import Budget, Budgets, Prices

_AMOUNT = "in money (`2.50`) or in tokens (`400000 tokens`), `none` for no limit"


def _read(reader: Callable[[str], Any]) -> BeforeValidator:
    return BeforeValidator(lambda value: reader(value) if isinstance(value, str) else value)


def _known_currency(value: str) -> str:
    code = value.upper()
    if not is_currency(code):
        raise ValueError(f"is {value!r}, which is not a currency: write its code, such as EUR")
    return code


Amount = Annotated[Budget | None, _read(read_budget)]


class SpendingSettings(SettingsGroup):
    """Prices and budgets of a model. A day is one of UTC."""

    day: Amount = setting(
        "PAPERBRIEF_MODEL_BUDGET",
        "5000000 tokens",
        f"What a model may cost in a day (of UTC) for all together, {_AMOUNT}. What is over it is "
        "written without a model, and says so.",
        validate_default=True,
    )
    channel: Amount = setting("PAPERBRIEF_MODEL_CHANNEL_BUDGET", None, "The same for each channel.")
    person: Amount = setting(
        "PAPERBRIEF_MODEL_PERSON_BUDGET",
        None,
        "The same for what each person asks for; briefs that come by themselves are the channel's.",
    )
    prices: Annotated[Prices, _read(read_prices)] = setting(
        "PAPERBRIEF_MODEL_PRICES",
        "",
        "Money for a million tokens: `model=input/cached input/output`, separated by commas, such "
        "as `gpt-5-mini=0.25/0.025/2, text-embedding-3-small=0.02`. Without a name: of all other "
        "models. Keep those of models that you used before: `usage` knows what was paid then.",
        validate_default=True,
    )
    currency: Annotated[str, AfterValidator(_known_currency)] = setting(
        "PAPERBRIEF_MODEL_CURRENCY", "USD", "Currency of prices and budgets (ISO 4217)."
    )
    kept: int = setting(
        "PAPERBRIEF_USAGE_KEPT",
        40,
        "Days for which single calls to a model are kept; from then on the sums of each day, for "
        "two years.",
        ge=2,
        le=800,
    )

    @property
    def budgets(self) -> Budgets:
        return Budgets(self.day, self.channel, self.person)
