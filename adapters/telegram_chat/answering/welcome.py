"""What the bot says once where it was let in."""

from telegram.error import TelegramError

from adapters.chat.pacing.pacer import WouldWait
from adapters.telegram_chat.connecting.flood import PERSON
from adapters.telegram_chat.receiving.meanings import Named, Where
from adapters.telegram_chat.rendering.render import parts
from adapters.telegram_chat.rights import TelegramRights
from adapters.telegram_chat.sending.posting import Posting, Target
from bot.errors import PlatformUnreachable
from bot.messages.blocks import Button, Buttons, Message, message, paragraph
from bot.translator import Translator


async def greet(posting: Posting, rights: TelegramRights, where: Where, greeting: Message) -> None:
    """A group is greeted. A channel's readers are not: its owner is told in private, where
    that is possible. Nothing is said where nothing may be said."""
    target = Target(where.chat)
    if where.kind == "channel":
        if not where.person.removeprefix("telegram:").isdigit():
            return
        target = Target(int(where.person.removeprefix("telegram:")))
    try:
        if where.kind == "group" and not await rights.may_post(where.address):
            return
        for part in parts(greeting):
            await posting.send(part, target, PERSON)
    except (TelegramError, WouldWait, PlatformUnreachable):
        # a greeting that cannot be said is no loss
        return


def not_there_yet(named: Named, username: str, say: Translator) -> Message:
    """To a person who chose a chat that we are not in, with a link that lets us in."""
    how = "startchannel&admin=post_messages" if named.is_channel else "startgroup=subscribe"
    told = say.text(
        "I am not in {title} yet. Add me there, in a channel as an administrator who may post, "
        "and choose it once more: /subscribe.",
        title=named.title,
    )
    link = Button(say.text("Add me there"), url=f"https://t.me/{username}?{how}")
    return message(paragraph(told), Buttons(((link,),)))


def _of_discussion(channel: str, say: Translator) -> Message:
    told = say.text(
        "/paper, /why and votes here are about the briefs of {channel}, which come "
        "here automatically: this group needs no subscription of its own. /help "
        "lists what I do.",
        channel=channel,
    )
    return message(paragraph(told))


def greeting(where: Where, say: Translator, discussed: str = "") -> Message:
    """``discussed`` is a subscribed channel whose posts the group has already."""
    if discussed:
        return _of_discussion(discussed, say)
    if where.kind == "channel":
        told = say.text(
            "I am in {title} now. Should each arXiv announcement come there as one short brief?",
            title=where.title or where.address,
        )
        # by its public name where it has one, since the answer repeats it
        command = f"/subscribe {'@' + where.username if where.username else where.mention}"
    else:
        told = say.text(
            "I bring each arXiv announcement as one short brief. An administrator can "
            "subscribe this chat; /help lists what I do."
        )
        command = "/subscribe"
    return message(
        paragraph(told),
        Buttons(((Button(say.text("Subscribe"), command=command, replaces=True),),)),
    )
