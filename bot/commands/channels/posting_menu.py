"""The page /settings posts as something to tap. Pure.

A keyboard on Telegram shows no labels, so each option says by itself what it is about.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from bot.messages.blocks import Block, Button, Buttons, Choices, Option
from bot.translator import Translator
from bot.values.channels import Channel, Named

# a list on Discord has 25 options, the first of them nobody
_MOST_NAMED = 24


def labels(say: Translator) -> Mapping[str, str]:
    """What each of it is called, in the order of the page."""
    return {
        "layout": say.text("Layout"),
        "buttons": say.text("Buttons under the brief"),
        "silent": say.text("Silent, without a notification"),
        "pin": say.text("Newest brief pinned"),
        "discuss": say.text("Discussion thread under each brief"),
        "hashtags": say.text("Hashtags of the papers' categories"),
        "ping": say.text("Role to ping"),
        "tag": say.text("Tag of the posts"),
    }


def posting_menu(
    channel: Channel,
    lacking: Collection[str],
    choosable: Mapping[str, Sequence[Named]],
    say: Translator,
) -> list[Block]:
    made = [_switch(name, channel, say) for name in _switches(channel, say) if name not in lacking]
    return [
        _layouts(channel, say),
        *made,
        *_named(channel, choosable, say),
        Buttons(
            (
                (
                    Button(say.text("Preview"), command="/preview"),
                    Button(say.text("All settings"), command="/settings", replaces=True),
                ),
            )
        ),
    ]


def posting_control(fact: str, channel: Channel, command: str, say: Translator) -> Choices:
    """The control of the page that changes one of it, for the command that it was typed after."""
    control = _layouts(channel, say) if fact == "layout" else _switch(fact, channel, say)
    return replace(control, command=f"{command} {fact}", replaces=False)


def _switch(name: str, channel: Channel, say: Translator) -> Choices:
    now, on, off = _switches(channel, say)[name]
    return _one_of(labels(say)[name], name, [Option(on, "on", now), Option(off, "off", not now)])


def _switches(channel: Channel, say: Translator) -> Mapping[str, tuple[bool, str, str]]:
    """Whether each is on, and both options in words."""
    manner = channel.manner
    return {
        "buttons": (manner.buttons, say.text("Buttons"), say.text("No buttons")),
        "silent": (manner.silent, say.text("Silent"), say.text("With a notification")),
        "pin": (manner.pin, say.text("Pinned"), say.text("Not pinned")),
        "discuss": (manner.discuss, say.text("With a thread"), say.text("No thread")),
        "hashtags": (manner.hashtags, say.text("Hashtags"), say.text("No hashtags")),
    }


def _layouts(channel: Channel, say: Translator) -> Choices:
    now = channel.manner.layout
    options = [
        Option(say.text("Compact"), "compact", now == "compact"),
        Option(say.text("Usual"), "usual", now == "usual"),
        Option(say.text("Roomy"), "roomy", now == "roomy"),
    ]
    return _one_of(labels(say)["layout"], "layout", options)


def _named(
    channel: Channel, choosable: Mapping[str, Sequence[Named]], say: Translator
) -> list[Choices]:
    manner = channel.manner
    said = {
        "ping": (manner.ping, say.text("Nobody is pinged")),
        "tag": (manner.tag, say.text("No tag")),
    }
    return [
        _one_of(
            labels(say)[fact],
            fact,
            [
                Option(nobody, "off", not now),
                *(Option(each.name, each.id, each.id == now) for each in there[:_MOST_NAMED]),
            ],
        )
        for fact, (now, nobody) in said.items()
        if (there := choosable.get(fact, ()))
    ]


def _one_of(label: str, fact: str, options: Sequence[Option]) -> Choices:
    return Choices(label, f"/settings {fact}", tuple(options), replaces=True)
