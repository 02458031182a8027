"""An abstract, read: its sentences, the part that each plays, what each is worth. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.editorial.writing.cues import ROLES, Role
from bot.editorial.writing.phrases import is_quotable, says_who
from bot.editorial.writing.roles import Table, likeliest, role_chances
from bot.editorial.writing.worth import Worth, judge
from bot.text.readable import readable_abstract, readable_title
from bot.text.sentences import split_sentences
from bot.values.papers import Paper


@dataclass(frozen=True, slots=True)
class Abstract:
    """``roles``: the likeliest of each sentence; ``chances``: how likely it has each (a row for
    each sentence). ``usable``: the places of those that may be quoted."""

    title: str
    sentences: tuple[str, ...]
    roles: tuple[Role, ...]
    chances: Table
    worths: tuple[Worth, ...]
    usable: tuple[int, ...]

    def background(self, at: int) -> float:
        """How likely it tells of others' work; 0 where the authors say what they did."""
        told = says_who(self.sentences[at])
        return 0.0 if told else float(self.chances[at, ROLES.index("background")])

    def text(self, places: Sequence[int]) -> str | None:
        return " ".join(self.sentences[at] for at in sorted(places)) or None


def read_abstract(paper: Paper) -> Abstract:
    sentences = split_sentences(readable_abstract(paper.abstract, paper.title))
    chances = role_chances(sentences)
    usable = tuple(at for at, sentence in enumerate(sentences) if is_quotable(sentence))
    return Abstract(
        title=readable_title(paper.title),
        sentences=sentences,
        roles=likeliest(chances),
        chances=chances,
        worths=judge(sentences, chances),
        usable=usable or tuple(range(len(sentences))),
    )
