"""What papers on software, and papers without sections of results, say in words of their own.
Pure."""

import re
from dataclasses import replace

from bot.editorial.analysing.candidates import Candidate
from bot.editorial.analysing.outcomes import outcome_worth
from bot.editorial.analysing.wishes.choosing import Wish
from bot.editorial.analysing.wishes.cues import (
    ASIDE,
    CONTRIBUTES,
    DOES,
    LIMITS,
    OTHERS,
    OURS,
    PAIN,
    PROBLEM,
    RESULT_TALK,
)
from bot.editorial.analysing.wishes.parts import PROPOSAL_WISH
from bot.editorial.analysing.wishes.set_up import is_set_up

_NEVERTHELESS = 9.0

_SOFTWARE = (
    r"(?:packages?|librar(?:y|ies)|toolbox(?:es)?|toolkits?|software|modules?|programs?|"
    r"implementations?)"
)
GIVES = re.compile(
    rf"\b{_SOFTWARE}\b (?:[^\s,;]+ ){{0,6}}?(?:provides?|implements?|offers?|contains?|supplies|"
    r"supports?|enables?|allows?|extends?|includes?|facilitates?)\b|"
    rf"\b(?:is|are) (?:\w+ )?(?:implemented|provided) (?:in|by|as|through) "
    rf"(?:[^\s,;]+ ){{0,4}}{_SOFTWARE}\b",
    re.I,
)
_RIVALS = re.compile(
    r"\balternatives? to\b|\b(?:other|another|existing|further|previous|earlier|several|available|"
    rf"many) (?:[\w-]+ ){{0,2}}{_SOFTWARE}\b|\bprevious versions? of\b",
    re.I,
)
_SEEN = re.compile(
    r"\b(?:we|one) (?:can |could )?(?:also |clearly |then |thus )?(?:see|find|found|observe|"
    r"conclude|notice)\b|\bit (?:can|could) be (?:clearly )?(?:seen|observed)\b|"
    r"\bthe results? (?:of|shows?|are|is|suggests?|emphasi[sz]es?|confirms?)\b|"
    r"\b(?:shows?|indicates?|reveals?|suggests?|confirms?|demonstrates?) (?:that|an?|two|no|good|"
    r"bad|clear|strong|the)\b|\b(?:performs?|behaves?|fits?) (?:\w+ )?(?:better|worse|well|poorly|"
    r"best)\b|\bsystematically \w+estimates?\b",
    re.I,
)
_OUR_MORE = re.compile(r"\bnot available in\b|\bunlike\b|\bin contrast to\b", re.I)
_OF_THE_PAPER = re.compile(
    r"\b(?:this|our) (?:\w+ ){0,2}(?:paper|work|study|article|document|"
    r"vignette|goal|aim|objective|contribution)\b",
    re.I,
)
_PLAN = re.compile(r"\bwe (?:will|plan|hope|intend)\b|^(?:if|suppose|let)\b", re.I)
# of a package or a library, where the authors do not say "we present"
GIVES_WISH = replace(
    PROPOSAL_WISH,
    parts={"abstract": 1.0, "introduction": 0.9, "conclusion": 0.5},
    cues=((1.2, GIVES), (0.3, OURS)),
    needs=(GIVES,),
    never=(ASIDE, _RIVALS),
    ours=True,
    early=1.0,
    least=1.9,
)
# what there is to use, where nothing else is said of using it
PARTS_WISH = replace(
    GIVES_WISH,
    parts={"method": 1.0, "introduction": 0.6, "conclusion": 0.8},
    early=0.0,
    most=2,
)
# of a paper that has neither abstract nor introduction
LATE_PROPOSAL_WISH = replace(
    PROPOSAL_WISH,
    parts={"method": 0.3, "background": 0.3, "results": 0.3},
    needs=(CONTRIBUTES, _OF_THE_PAPER),
)
RIVALS_WISH = Wish(
    parts={"related": 1.0, "introduction": 0.9, "background": 0.5, "conclusion": 0.4},
    cues=((0.9, _RIVALS),),
    needs=(_RIVALS,),
    never=(ASIDE, CONTRIBUTES, _OUR_MORE),
    most=2,
    least=1.7,
)


def _came_out(one: Candidate) -> float:
    """What others have seen did not come out here."""
    of_others = one.of_others and not one.ours
    return 0.5 * outcome_worth(one.text) - 1.5 * of_others - _NEVERTHELESS * is_set_up(one.text)


# of a paper that tells what it saw where it tells how it is done
SEEN_WISH = Wish(
    parts={"method": 1.0, "discussion": 0.9, "conclusion": 0.9},
    cues=((0.8, _SEEN), (0.3, OURS)),
    needs=(_SEEN,),
    never=(ASIDE, LIMITS, OTHERS, _PLAN),
    most=3,
    least=2.0,
    more=_came_out,
)
# what is hard, wherever it is said, of a paper that does not begin with it
HARD_WISH = Wish(
    parts={"abstract": 0.9, "introduction": 0.9, "background": 0.5, "conclusion": 0.5},
    cues=((0.8, PAIN), (0.5, PROBLEM)),
    needs=(PROBLEM,),
    never=(ASIDE, RESULT_TALK, DOES, CONTRIBUTES),
    ours=False,
    most=1,
    least=2.0,
)
