"""What a question begins with where no number and no id stands there: all papers of the brief, or
the name or other words of a title. Pure."""

import re
from dataclasses import dataclass

from bot.commands.lines.references import ALL
from bot.text.words import fold, is_stop

_ASKS = (
    r"(?:what|which|who|whose|where|when|why|how|is|are|was|were|does|do|did|has|have|had|can|"
    r"could|will|would|should|explain|describe|summari[sz]e|wie|warum|welche[rsnm]?|wer|wo|wann|"
    r"ist|sind|hat|haben|kann)"
)
_BEGINS_ASKING = re.compile(rf"{_ASKS}\b", re.I)
_ALL = re.compile(
    rf"(?:{'|'.join(ALL)}|every)(?:\s+(?:of|the|these|them))*(?:\s*papers?|\s*论文)?"
    rf"(?:\s*[:,：，]\s*|\s+(?={_ASKS}\b)|$)",
    re.I,
)
_QUOTED = re.compile(
    r"[\"“”„«「](?P<words>[^\"“”»」]{2,200})[\"“”»」](?:['’]s\b)?[\s:,;]*(?P<rest>.*)"
)
_UP_TO = re.compile(rf"(?P<words>.{{2,200}}?)(?:\s*[:;]\s+|,?\s+(?={_ASKS}\b))(?P<rest>.+)", re.I)
_POSSESSIVE = re.compile(r"['’]s?$")
_PARTED = re.compile(r"\s*:\s|\s[–—-]\s")
_NO_LETTERS = re.compile(r"[\W_]+")
# systems have short names
_MOST_NAMING = 4


@dataclass(frozen=True, slots=True)
class TitleWords:
    """Words that may be of a title, and the question behind them. ``quoted``: they were marked as
    such; ``named``: they must be all that the title has before its colon."""

    words: str
    rest: str
    quoted: bool = False
    named: bool = False

    @property
    def sure(self) -> bool:
        """Whether they are of a title, be it of several."""
        return self.quoted or self.named

    def fit(self, title: str) -> bool:
        whole = _PARTED.split(title)[0] if self.named else title
        if self.named:
            return title != whole and _plain(whole) == _plain(self.words)
        return f" {_plain(self.words)} " in f" {_plain(title)} "


def begins_asking(text: str) -> bool:
    """Whether the first word is one of a question."""
    return _BEGINS_ASKING.match(text) is not None


def all_of_brief(text: str) -> str | None:
    """The question behind ``all`` or ``all papers:``; None where it does not begin so."""
    found = _ALL.match(text)
    return text[found.end() :].strip() if found else None


def title_words(text: str) -> tuple[TitleWords, ...]:
    """What may be of a title at the beginning, the likeliest first; most questions have none."""
    if quoted := _QUOTED.fullmatch(text):
        return (TitleWords(quoted["words"], quoted["rest"], quoted=True),)
    if begins_asking(text):
        return ()
    words = text.split()
    names = [
        TitleWords(_name(words[:size]), " ".join(words[size:]), named=True)
        for size in range(min(_MOST_NAMING, len(words)), 0, -1)
    ]
    found = _UP_TO.fullmatch(text)
    if found and _tells(found["words"]):
        names.append(TitleWords(found["words"], found["rest"]))
    return tuple(each for each in names if _content(each.words))


def _name(words: list[str]) -> str:
    return _POSSESSIVE.sub("", " ".join(words).rstrip(":,;?"))


def _tells(words: str) -> bool:
    """One word of a title is one only where it is written like a name."""
    content = _content(words)
    return len(content) > 1 or (len(content) == 1 and not content[0].islower())


def _content(words: str) -> list[str]:
    return [each for each in words.split() if not is_stop(fold(each.strip(":,;?")))]


def _plain(text: str) -> str:
    return _NO_LETTERS.sub(" ", fold(text)).strip()
