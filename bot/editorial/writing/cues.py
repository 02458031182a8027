"""Phrases that tell which part a sentence plays in an abstract: a table, by role. Pure.

They are set by hand, for all fields; the learned models weigh them.
"""

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from bot.text.word_heads import HeadedPattern, PatternTable, begun, headed

Role = Literal["background", "objective", "method", "result", "other"]
ROLES: tuple[Role, ...] = ("background", "objective", "method", "result", "other")


@dataclass(frozen=True, slots=True)
class Cue:
    """A pattern over a sentence in lower case, and the role that it hints at. Without one of the
    letters in ``needs`` it is not tried, as it takes long. ``absent``: it hints by not being
    there."""

    role: Role
    sought: HeadedPattern
    needs: tuple[str, ...] = ()
    absent: bool = False


def _cue(role: Role, pattern: str, *needs: str, words: str = "", begins: str = "") -> Cue:
    return Cue(role, begun(pattern, begins) if begins else headed(pattern, words), needs)


_THIS_PAPER = (
    r"(?:this|the present|our) "
    r"(?:paper|work|study|article|research|thesis|report|chapter|survey|review)"
)
# a pattern that begins with letters is looked for faster than one that begins with a boundary
_WE = r"we(?<=\bwe)"
_CREATES = r"(?:propose|present|introduce|develop|design|describe|formulate|devise|build)(?:s|ed)?"

CUES: tuple[Cue, ...] = (
    # background: what is known, and what is wrong with it
    _cue(
        "background",
        r"^(?:in )?recent(?:ly| years| advances| work| progress)|^(?:nowadays|traditional)",
    ),
    _cue(
        "background",
        r"^(?:however|unfortunately|yet|but|despite|although|while|though|since)\b",
    ),
    _cue(
        "background",
        r"ha(?<=\bha)(?:s|ve) (?:\w+ )?(?:been|become|attracted|emerged|gained|shown|led|"
        r"made)\b",
    ),
    _cue(
        "background",
        r"\b(?:is|are) (?:\w+ )?(?:a|an|one of|the most|often|usually|typically|widely|"
        r"increasingly|still|crucial|essential|important|critical|difficult|challenging|"
        r"known)\b",
        begins="is are",
    ),
    _cue(
        "background",
        r"\b(?:often|typically|usually|widely|increasing(?:ly)?|popular|many|due to|"
        r"rapid(?:ly)?|in practice|there (?:is|are))\b",
        words="often typically usually widely increasing popular many due rapid practice there",
    ),
    _cue(
        "background",
        r"\b(?:lack|suffer|limited|fails? to|struggles?|unclear|underexplored|little|"
        r"overlook|neglect|hinder|remains?|existing|prior|conventional)\b",
        begins="lack suffer limited fail struggle unclear underexplored little overlook neglect "
        "hinder remain existing prior conventional",
    ),
    Cue(
        "background",
        begun(r"\b(?:we|our|this (?:paper|work|study)|proposed?)\b", "we our this propose"),
        absent=True,
    ),
    _cue(
        "background",
        r"\b(?:should|could|cannot|users?|people|it is|they|their)\b",
        begins="should could cannot user people it they their",
    ),
    # objective: what this paper is for
    _cue(
        "objective",
        r"\b(?:aim|goal|purpose|objective) (?:of|in|is|was)\b|\bwe aim\b|\baim(?:s|"
        r"ed)? (?:to|at)\b",
        words="aim aims aimed goal purpose objective",
    ),
    _cue("objective", rf"\b{_THIS_PAPER}\b", begins="this the+present our"),
    _cue(
        "objective",
        r"\b(?:we|paper|study|work|article) (?:study|investigate|explore|examine|address|"
        r"consider|ask|tackle|revisit|propose|present|introduce|focus|develop)s?\b",
        begins="we paper study work article",
    ),
    # how
    _cue("method", rf"{_WE}\b"),
    _cue("method", rf"{_WE} (?:\w+ )?{_CREATES}\b"),
    _cue(
        "method",
        r"^(?:first|then|next|second|specifically|concretely|in particular|to this end|"
        r"to address|to tackle|to overcome|to solve|to)\b",
    ),
    _cue(
        "method",
        rf"{_WE} (?:\w+ )?(?:use|apply|adopt|employ|leverage|train|collect|derive|extend|"
        r"combine|model|construct|formulate|learn|consider)\b",
    ),
    _cue(
        "method",
        r"\b(?:our|the proposed|this|the) (?:\w+ )?(?:method|approach|algorithm|framework|"
        r"model|architecture|system|network|scheme)s?\b",
        words="method approach algorithm framework model architecture system network scheme",
    ),
    _cue(
        "method",
        r"\b(?:based on|by using|using|consists? of|each|is used|are then|via|combin\w+|"
        r"integrat\w+|input|output|features?)\b",
        begins="based using consist each is+used are+then via combine integrate input output "
        "features",
    ),
    # what came out
    _cue(
        "result",
        r"\b(?:results?|experiments?|evaluations?|simulations?|analys[ie]s|findings|"
        r"studies|observations) (?:\w+ ){0,6}(?:show|demonstrate|indicate|suggest|reveal|"
        r"confirm|prove|validate|highlight)(?:s|ed)?\b",
        begins="result experiment evaluation simulation analysis findings studies observations",
    ),
    _cue(
        "result",
        r"\b(?:we|and) (?:\w+ )?(?:show|demonstrate|find|found|observe|observed|conclude|"
        r"report|achieve)\b",
        words="show demonstrate find found observe conclude report achieve",
    ),
    _cue(
        "result",
        r"\b(?:outperform|achiev|surpass|exceed|state[- ]of[- ]the[- ]art|effectiveness)|"
        r"\bresults?\b|\b(?:was|were)\b",
        begins="outperform achieve surpass exceed state effectiveness result was were",
    ),
    _cue(
        "result",
        r"^(?:the )?(?:experiment|experimental|extensive|our (?:results|findings|"
        r"experiments|evaluation)|results|findings|empirical|simulation)",
    ),
    _cue(
        "result",
        rf"{_WE} (?:\w+ )?(?:evaluate|validate|test|benchmark|verify|conclude)\b|^finally\b|"
        r"\bimplications\b",
        begins="we finally implications",
    ),
    _cue(
        "result",
        r"\d(?:\.\d+)?\s?(?:%|x\b|×|percent|points?\b)|\b(?:compared (?:to|with)|than|"
        r"better|significantly|accuracy)\b",
        words="compared than better significantly accuracy 0",
    ),
    # not about the work
    _cue(
        "other",
        r"all rights reserved|elsevier|\(c\)|©|published by|\b(?:ltd|inc|b\.v)\.$",
        *("rights", "elsevier", "(c)", "©", "published", "ltd.", "inc.", "b.v."),
    ),
    _cue(
        "other",
        r"\b(?:code|data|dataset|models?|implementation)\b.*\bavailable\b|"
        r"\bavailable (?:at|on|from)\b|https?://",
        *("available", "http"),
    ),
)


_TABLE = PatternTable({at: cue.sought for at, cue in enumerate(CUES) if not cue.needs})
_ABSENT = frozenset(number for number, cue in enumerate(CUES) if cue.absent)
_NEEDING = tuple((number, cue) for number, cue in enumerate(CUES) if cue.needs)


@lru_cache(maxsize=256)
def cues_of(sentence: str) -> tuple[int, ...]:
    """The numbers in ``CUES`` of those that the sentence has, ascending."""
    lower = sentence.lower()
    seen = _TABLE.found(lower) ^ _ABSENT
    for number, cue in _NEEDING:
        if any(letters in lower for letters in cue.needs) and cue.sought.is_in(lower):
            seen.add(number)
    return tuple(sorted(seen))


def hints(sentence: str) -> Counter[Role]:
    """How many cues of each role the sentence has."""
    return Counter(CUES[number].role for number in cues_of(sentence))
