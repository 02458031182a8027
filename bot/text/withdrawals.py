"""Whether a text says that its own paper was withdrawn. Pure.

Its author says so in a sentence of their own (https://info.arxiv.org/help/withdraw.html). A paper
on drugs or on other papers that were withdrawn is none: the verb has to belong to this paper.
"""

import re


def tells_withdrawal(text: str) -> bool:
    """Whether an abstract or a comment says so."""
    # hardly any has the word, and the patterns take ten times as long
    if "withdr" not in text.casefold():
        return False
    line = " ".join(text.split())
    return any(pattern.search(line) for pattern in _PATTERNS)


_NOUN = r"(?:paper|article|submission|manuscript|preprint|version)"
_THIS = rf"(?<!\bin )\b(?:this|our)(?: present| current)? (?:{_NOUN}|work)\b"
# "when the paper is withdrawn" is about any paper
_THE = "".join(rf"(?<!\b{word} )" for word in ("if", "when", "once", "after", "until", "whether"))
_THE += rf"\bthe(?: present| current)? {_NOUN}\b"
_EITHER = rf"(?:{_THIS}|{_THE})"

_VERB = (
    r"(?:has|have|had|is|was|will|must|should)"
    r"(?: (?:to|be|been|being|now|later|since|also|therefore|hereby|\w+ly))* withdrawn\b"
)
# a clause with a subject of its own
_CLAUSE = r"\b(?:that|which|who|whose|whom|when|where|why|how|whether|what|we|they|because)\b"
_SAYS = (
    "shows|studies|finds|argues|examines|investigates|discusses|considers|analy[sz]es|explores|"
    "presents|proposes|reports|describes|addresses|reviews|asks|claims|looks|deals|aims|traces|"
    "provides|offers|gives|assesses|evaluates|estimates|demonstrates|proves|explains|concludes|"
    "suggests|reveals|says|tells|recalls|notes|compares|introduces|develops|derives|measures|models"
)
_NAMED = (
    r" (?:by|of|from|with|on|arxiv|\w+ed)\b"
    rf"(?:(?!{_CLAUSE}|\b(?:{_SAYS})\b|[.;] ).){{0,80}}"
)

_STATE = (
    r" (?:has|had|is|was|contains|contained|includes|needs|requires|lacks|makes|uses|used|suffers|"
    r"relies|relied|overlaps|duplicates)\b(?! (?:about|on|concerned|devoted)\b)"
)
_FAULT = r"\b(?:error|mistake|flaw|gap|bug|wrong|incorrect|invalid|false|problem|issue)"
_THEN = r"(?: and|,? so|[,;]| hence| thus| therefore)+(?: it)? "

_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # "this paper (v2) has been withdrawn", "the paper, which we submitted in May, is withdrawn"
        rf"{_EITHER}(?: ?\([^)]{{0,80}}\)|, [^,]{{0,100}},)? {_VERB}",
        # "this article by the second author has been withdrawn"
        rf"{_THIS}{_NAMED} {_VERB}",
        # "the paper has an error, and is withdrawn"
        rf"{_EITHER}{_STATE}(?:(?!{_CLAUSE}|[.;] ).){{0,100}}?"
        rf"(?:{_FAULT}(?:(?!\. ).){{0,120}})?{_THEN}{_VERB}",
        # "we withdraw this paper", "the authors have withdrawn this paper"
        r"\b(?:we|i|authors?)(?: \w+){0,3} withdr(?:aw|ew|awn|awing) "
        rf"(?:this|our)(?: present| current)? {_NOUN}\b",
        # "withdrawn", "Paper withdrawn", "Withdrawn due to an error"
        rf"(?:^|\w[^\w.;,(]*+[.;,(])\W*+{_NOUN}(?: has been| is| was)? withdrawn\b",
        r"[:;.] withdrawn\W*$",
        r"^\W*withdrawn(?: ?(?:$|[^\w\s])| (?:by|due|because|since|as|for|pending|until|to|and|"
        r"temporarily|(?:on|at) (?:the )?request|from (?:the )?arxiv|from publication|\d))",
        # "both versions were withdrawn by the authors", but not "papers that were"
        r"\b(?<!papers )(?<!articles )(?<!submissions )(?<!manuscripts )(?<!preprints )(?<!those )"
        r"(?<!(?:that|hich) were )(?<!(?:that|hich) have been )(?<!papers were )(?<!papers are )"
        r"withdrawn by (?:the |its )?(?:authors?|arxiv)\b",
    )
)
