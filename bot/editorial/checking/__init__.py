"""Checks of what a model wrote against its source. Pure.

``Source.of`` prepares a paper's texts once; ``check`` and ``check_many`` find what is wrong with
a text about it; ``planted`` finds instructions to a model in a paper's text. What they cannot
find is told in docs/checking.md.
"""

from bot.editorial.checking.checks import check, check_many
from bot.editorial.checking.planted import planted
from bot.editorial.checking.source import Source

# another one whenever the same text may be judged otherwise: what is kept was judged by these
CHECKS_VERSION = "3"

__all__ = ["CHECKS_VERSION", "Source", "check", "check_many", "planted"]
