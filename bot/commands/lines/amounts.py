"""What was or may be spent, as people are told it."""

from bot.translator import Translator
from bot.values.spending import Budget, Spent


def amount(spent: Spent, currency: str, say: Translator) -> str:
    """In money where there are prices, and always in tokens."""
    tokens = say.plural("{n} token", "{n} tokens", spent.tokens)
    if spent.unpriced == spent.tokens:
        return tokens
    money = say.money(spent.money, currency)
    if spent.unpriced:
        money = say.text("at least {amount}", amount=money)
    return say.bracketed(money, tokens)


def limit(budget: Budget, currency: str, say: Translator) -> str:
    if budget.unit == "money":
        return say.money(budget.most, currency)
    return say.plural("{n} token", "{n} tokens", int(budget.most))
