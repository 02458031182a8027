"""Plain English words, which tell little about a field however rare papers use them. Pure.

People who describe a topic say "make models run faster" and "things that agents
remember"; papers seldom write so, which makes these words rare there, and rarity alone
would let them decide.
"""

from functools import cache

from bot.text.words import stem

_PLAIN_SHARE = 0.3

# common verbs, adjectives, adverbs and nouns of English, and those of any paper
_PLAIN_WORDS = """
add allow appear ask avoid be become begin believe bring build buy call care carry cause change
choose come consider continue create cut deal decide develop do end expect explain fall feel find
follow get give go grow handle happen have hear help hold hope improve include increase keep know
lead leave let look lose make mean meet need offer open pay prevent provide pull put raise reach
reduce remain remember report require return run save say see seem send serve set show solve stand
start stay stop suggest support take tell think try turn understand use wait want watch work
able bad best better big certain cheap cheaper clear clever current different difficult early easy
effective efficient fast faster few first free full general good great hard high important
interesting large last late latest little long low main major many modern new next novel old
possible practical quick real recent right same several short simple slow small smart special
strong sure true useful various well whole worse
actually ahead always anyone anything around away back cheaply easily ever everyone everything
fully instead inside maybe never nothing often outside quickly really someone something still
today together tomorrow
advance approach area aspect case fact field group idea issue kind lot method model number paper
part people person place point problem progress question reason research result student study
system task technique thing time topic trick type way work world year
"""


@cache
def _plain_stems() -> frozenset[str]:
    return frozenset(stem(word) for word in _PLAIN_WORDS.split())


def share_kept(stem_of_word: str) -> float:
    """The share of its weight that a word keeps in a description, up to 1."""
    return _PLAIN_SHARE if stem_of_word in _plain_stems() else 1.0
