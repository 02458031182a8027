"""Questions that a paper's record answers better than passages of its text. Pure."""

import re
from typing import Literal

Recorded = Literal["authors", "whole"]

_IT = r"(?:it|this|that|they|them|(?:this|the|these|that) (?:papers?|articles?|works?|preprints?))"
_WRITTEN = r"(?:wrote|writes|has written|authored|is behind|are behind|published)"
_AUTHORS = re.compile(
    rf"(?:and )?(?:who (?:are|were|is) (?:the|its|their) authors?(?: of {_IT})?"
    rf"|who {_WRITTEN} {_IT}|who (?:was|is) {_IT} (?:written )?by"
    rf"|by whom (?:was|is) {_IT}(?: written)?|(?:the )?authors?"
    rf"|(?:what|which) (?:are|is) the (?:names? of the )?authors?(?:['’]s?)?"
    rf"(?: names?| affiliations?)?(?: of {_IT})?"
    rf"|(?:where|which (?:universit(?:y|ies)|institut\w+|affiliations?|compan(?:y|ies)|labs?)) "
    rf"(?:do|are|is) the authors?(?: (?:from|at|work|work at|based))*"
    r"|作者(?:是谁|有谁|是哪些人|有哪些)?|谁写的"
    r"|wer (?:sind die autor\w+|hat (?:das|es) geschrieben))",
    re.I,
)
_WHOLE = re.compile(
    rf"(?:please )?(?:(?:can|could) you )?(?:please )?"
    rf"(?:summari[sz]e(?: {_IT})?|(?:(?:give (?:me )?)?(?:a |the ))?(?:short )?summary"
    rf"(?: of {_IT})?|tl;?dr|overview|explain(?: {_IT})?"
    rf"|what(?:['’]s| is| are) {_IT}(?: all)? about|tell me about {_IT}"
    rf"|what (?:does|do) {_IT} (?:say|do)|what is the (?:gist|main idea)(?: of {_IT})?"
    rf"|总结(?:一下)?|概括(?:一下)?|(?:这篇论文)?(?:讲|说)(?:了|的是)?什么|zusammenfass\w*"
    rf"|fass(?:e)? (?:es|das|{_IT}) zusammen|worum geht es)(?: please)?",
    re.I,
)


def recorded(question: str) -> Recorded | None:
    """What of the record is asked for; None for a question about the text."""
    plain = " ".join(question.split()).strip(" .!?。！？…")
    if _AUTHORS.fullmatch(plain):
        return "authors"
    return "whole" if _WHOLE.fullmatch(plain) else None
