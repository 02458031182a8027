"""What a link from elsewhere may do at once, and what it has to ask first. Pure.

Whoever writes a link chooses its words: "read this paper" may stand over one that ends a
subscription, and the person who follows it has every right to do that.
"""

from bot.commands.lines.command import Command
from bot.commands.lines.targets import read_target

# pages of menus, though they stand where changes do
_PAGES = {"topics": ("in", "out", "ready", "list", "help"), "settings": ("posts",)}
# for owners alone, and it changes nothing
_LOOKS = ("preview",)
# readers' own things; /save stays: what it adds can be taken off again at once
_READERS = {"unsave": None, "vote": ("up", "down", "none"), "forget": ("yes",)}


def changes_unasked(name: str, arguments: str, command: Command) -> bool:
    """Whether the line would change something without a question."""
    target, rest = read_target(name, arguments)
    words = rest.lower().split()
    if name in _LOOKS:
        return False
    if command.who == "owner":
        if not words:
            # to subscribe where one is, is what the link that lets the bot in is for
            return command.changes_bare and (target is not None or name != "subscribe")
        return words[0] not in _PAGES.get(name, ()) or len(words) > 1
    if name not in _READERS:
        return False
    changing = _READERS[name]
    return bool(words) and (changing is None or not set(words).isdisjoint(changing))
