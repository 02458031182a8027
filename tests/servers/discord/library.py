"""discord.py, imported past its one warning: it takes audioop, which Python 3.13 has dropped.

In this suite warnings are errors, also while modules are imported.
"""

import warnings

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)
    import discord
    from discord import app_commands, ui

__all__ = ["app_commands", "discord", "ui"]
