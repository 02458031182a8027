"""How long a text may be that patterns look through, and longer ones in parts. Pure."""

# characters; no sentence has so many, and patterns take a square of its length
LONGEST = 2_000


def in_parts(text: str) -> tuple[str, ...]:
    """The whole text where it has no more than LONGEST, else parts of as many that end with a word.
    What goes on for longer without a space is no text."""
    if len(text) <= LONGEST:
        return (text,)
    parts: list[list[str]] = [[]]
    room = LONGEST
    for word in text.split():
        if len(word) > LONGEST:
            continue
        if len(word) > room:
            parts.append([])
            room = LONGEST
        parts[-1].append(word)
        room -= len(word) + 1
    return tuple(" ".join(words) for words in parts if words)
