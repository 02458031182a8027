"""Questions that are about no paper shown: about the bot, or about papers at large. Pure."""

import re

from bot.identifiers import parse_arxiv_id
from bot.text.words import fold, is_stop

# done with the bot, and what else is done with things of its own
_DOING = r"(?:(?:un)?subscribe|search|unsave|pause|use (?:you|this bot|the bot|paperbrief))"
_OWN = (
    r"(?:change|set|stop|start|add|remove|turn|export|save|delete|choose|vote|get|see|make)\b.*"
    r"\b(?:topics?|briefs?|schedule|language|settings?|channel|reading list|my list|papers?|bot)"
)
_END = r"(?: (?:for (?:me|us)|here|else|exactly|then))*"
_BOT = r"(?:you|this bot|the bot|paperbrief)"
_ABOUT_BOT = re.compile(
    rf"(?:(?:so|and|ok|okay|hi|hello|hey)[, ]+)*(?:"
    rf"what (?:all )?(?:can|could|do|does|will) {_BOT} (?:do|offer|know|understand|help with){_END}"
    rf"|(?:who|what) (?:are you|is (?:this bot|the bot|paperbrief)){_END}"
    rf"|how (?:do|does|can|could|should) {_BOT} work\b.*"
    rf"|how (?:do|can|could|should) (?:i|we|one) (?:{_DOING}|{_OWN})\b.*"
    rf"|how (?:to|am i to) (?:use (?:you|this|{_BOT})|(?:un)?subscribe)\b.*"
    rf"|(?:(?:can|could|will|would) you )?(?:please )?help(?: me| us)?(?: please)?"
    rf"|i need (?:some )?help|(?:what|which)(?: are(?: the| your)?)? commands\b.*"
    rf"|你(?:能|会|可以)(?:做|干)(?:什么|啥).*|你是(?:谁|什么).*|(?:怎么|如何)使?用(?:你)?"
    rf"|was kannst du\b.*|wer bist du|kannst du mir helfen"
    rf")[.!\s]*[?？]*",
    re.I,
)
_PAPERS = r"(?:other |new |more |recent |these |those |the )*(?:papers?|preprints|articles|works?)"
_AT_LARGE = re.compile(
    rf"(?:(?:which|what|how many|any) {_PAPERS}\b(?! (?:does|did|do|is|was) )"
    rf"|(?:is|are|was|were) there (?:anything|something|any|some|(?:a|an)\b)?\s*"
    rf"(?:new |else |more |interesting |{_PAPERS}\s*)*(?:about|on|for|with|regarding)\b"
    rf"|(?:do you (?:have|know)|have you(?: got)?|got|show me|give me|find me|list) "
    rf"(?:anything|something|any|some|all|{_PAPERS})\b"
    rf"|(?:anything|something)(?: new| else| interesting)? (?:about|on|for|with|regarding)\b)",
    re.I,
)
_NEWS = re.compile(
    r"what(?:['\N{RIGHT SINGLE QUOTATION MARK}]?s| is| was| has been)(?: (?:the )?latest"
    r"| new| hot| happening| going on| trending| published)\b",
    re.I,
)
_LATELY = re.compile(
    r"\b(?:today|yesterday|lately|recently(?! [a-z]+ed\b)|these days|"
    r"(?:this|last|the last|the past) (?:week|month|days|year)|right now)\b",
    re.I,
)
# a paper is set against others: what is new compared with earlier work?
_COMPARING = re.compile(r"\b(?:compar\w+|than|versus|vs|relative to|with respect to)\b", re.I)
# then it is about the paper that was shown after all
_OF_ONE = re.compile(
    r"\b(?:its?|this|they|them|their|the (?:authors?|paper|model|method)|he|she)\b", re.I
)
_EMPTY = frozenset(
    {
        *("paper", "papers", "preprint", "preprints", "article", "articles", "work", "works"),
        *("anything", "something", "any", "some", "there", "have", "has", "use", "uses", "show"),
        *("give", "find", "list", "new", "today", "brief", "else", "more", "know", "got", "many"),
        *("interesting", "regarding", "deal", "please", "all", "me", "release", "releases"),
    }
)


def about_bot(text: str) -> bool:
    """Whether it asks what the bot is or does, or how something is done with it."""
    return _ABOUT_BOT.fullmatch(text) is not None


def about_papers(text: str) -> str | None:
    """What papers are asked for: ``robots`` of ``is there anything on robots?``, empty where it
    says nothing of them. None for every other question."""
    if (subject := about_news(text)) is not None:
        return subject
    return _subject(text) if _AT_LARGE.match(text) else None


def about_news(text: str) -> str | None:
    """As :func:`about_papers`, of what no paper tells: what's new about agents today?"""
    if not _NEWS.match(text) or not _LATELY.search(text):
        return None
    if _COMPARING.search(text) or any(map(parse_arxiv_id, text.split())):
        return None
    return _subject(_LATELY.sub("", _NEWS.sub("", text)))


def _subject(text: str) -> str | None:
    """None where it is about one paper after all."""
    if _OF_ONE.search(text):
        return None
    words = (each.strip('?？!.,;:"“”') for each in text.split())
    return " ".join(each for each in words if each and not _says_nothing(fold(each)))


def _says_nothing(word: str) -> bool:
    return word in _EMPTY or is_stop(word)
