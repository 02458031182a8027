"""What is folded elsewhere, behind a button: Discord can fold no text. Pure."""

from bot.messages.blocks import Block, Button, Buttons, Message, Quote


def folded(message: Message) -> Message:
    """The message with a button in the place of each quotation that is folded and can be opened.

    The buttons stand in the first row of the message's own.
    """
    opening = [
        Button(block.label, command=block.opens)
        for block in message.blocks
        if isinstance(block, Quote) and _is_behind(block)
    ]
    if not opening:
        return message
    rest = [
        block for block in message.blocks if not (isinstance(block, Quote) and _is_behind(block))
    ]
    return Message(tuple(_with(opening, rest)))


def _is_behind(quote: Quote) -> bool:
    return quote.folded and bool(quote.opens) and bool(quote.label)


def _with(opening: list[Button], blocks: list[Block]) -> list[Block]:
    for place, block in enumerate(blocks):
        if isinstance(block, Buttons) and block.rows:
            first, *others = block.rows
            row = Buttons(((*first, *opening), *others))
            return [*blocks[:place], row, *blocks[place + 1 :]]
    return [*blocks, Buttons((tuple(opening),))]
