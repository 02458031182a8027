"""Whether a word stands in a text as a word of its own. Pure."""


def has_word(text: str, word: str, ending: str = "") -> bool:
    """With no letter, digit or underscore beside it; the ``ending`` may be part of it.

    A regular expression for each name that an abstract explains would take a twentieth of the
    time in which the paper is written.
    """
    at = text.find(word)
    while at >= 0:
        end = at + len(word)
        if not _goes_on(text[at - 1 : at]) and (
            not _goes_on(text[end : end + 1])
            or (text.startswith(ending, end) and not _goes_on(text[end + len(ending) :][:1]))
        ):
            return True
        at = text.find(word, at + 1)
    return False


def _goes_on(sign: str) -> bool:
    return sign.isalnum() or sign == "_"
