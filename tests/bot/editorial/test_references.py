"""What a reader of one sentence must ask: invented sentences of every class."""

import pytest

from bot.editorial.sentences.references import refers_back

REFERS_BACK = [
    "We show the power of the method by a look at clay.",
    "This work aims to solve the mystery and to show that no kiln is needed.",
    "Small fires in the system under consideration are stable.",
    # pronouns
    "It lowers the cost of heating by a third.",
    "They also hold for wet wood.",
    "Its walls are made of clay.",
    "Their cost grows with the number of rooms.",
    "We find that it burns for longer than oil.",
    "We build on them to heat whole streets.",
    "We extend its range to frozen lakes.",
    # this, these, that, those
    "This leads to warmer kitchens.",
    "These results hold for all stoves.",
    "This space is seldom heated.",
    "These limitations call for thicker walls.",
    "We close this gap with a new stove.",
    "We address these problems by heating the floor.",
    "Those rooms stay cold for days.",
    "We compare our stove with these baselines.",
    "We apply this idea to barges and sheds.",
    "Solving these tasks takes a lot of wood.",
    "Experiments in this setting show little smoke.",
    "We show how this observation explains the smoke.",
    "A chimney is then built around these bricks.",
    # such
    "Such stoves are rare in the north.",
    "We build a stove for such rooms, which we think of as small.",
    "The heat of clay is then measured in small rooms.",
    "We heat the rooms of the closely related brick house.",
    "A survey of clay aims to fill that gap with bricks.",
    "We measure how such walls lose heat.",
    "We discuss the price of such a setting.",
    "The use of such bricks in kitchens is new.",
    # both
    "Both capabilities are needed in winter.",
    "We improve both stages with a fan.",
    "Both are cheaper than gas.",
    # the former, the above, the resulting
    "The former burns wood and the latter burns oil.",
    "We favour the latter for small rooms.",
    "The above argument also covers sheds.",
    "The resulting stove heats four rooms.",
    "We measure the aforementioned walls.",
    "The remaining rooms are heated by hand.",
    "The corresponding chimneys are taller.",
    "The same holds for wet wood.",
    "The second experiment took place on a barge.",
    "The other stove was never lit.",
    "We light a stove of the corresponding walls.",
    "The extent to which the converse is true is measured.",
    "We show that the considered chimney leaks.",
    "We measure the same smoke in new rooms.",
    "Under the roof we consider a handful of such stoves as well as a lamp.",
    "The strength of the method is that smoke is seen early.",
    "We show how the model's heat keeps rooms dry.",
    "We compare the identified cracks with those of a kiln.",
    "We show how it can be used to heat whole streets.",
    "We ask whether the smoke thus warms a room.",
    "We take a stove from this class of sheds.",
    "One example is clay, which keeps its heat.",
    "For each, three kinds of wood are burnt.",
    "The set Γ holds all rooms that have a stove.",
    "No wall of clay dries in the same slow way.",
    "We present the library and light some lamps.",
    "We also prove that the statement holds in winter.",
    "We describe a way to overcome associated losses.",
    "Resulting rooms stay warm for a whole night.",
    "We light four lamps and remove the third one.",
    "We count the lamps responsible for it.",
    "We propose such a stove that heats small rooms.",
    "We show that the two aforementioned stoves are one.",
    "To meet above challenges, we light a lamp.",
    "For wet straw, we find that it takes long to dry.",
    "We propose another stack that keeps bricks dry.",
    "Our second stove burns straw.",
    "We measure corresponding losses of clay and iron.",
    "Brick 4 leans on what Theorem 2 says of clay.",
    "We establish a generalization to walls of any height.",
    "We light the lamps under the condition C.",
    "We give a bound for its heat.",
    "The paper describes a measure of its losses.",
    "We ask when the bound can be reached.",
    "We measure this effect's dependence on clay.",
    "We light all of the discussed lamps.",
    # numbers
    "The two stages share one chimney.",
    "We light the three stoves at once.",
    "The four rooms were heated for a week.",
    # the and a noun
    "The problem is hard for old houses.",
    "The method saves wood in most rooms.",
    "The key idea is to heat the floor first.",
    "The main challenge is wet wood.",
    "We show that the problem is open for barges.",
    "The limitations stem from thin walls.",
    "The honest stove reveals its smoke at night.",
    "The framework consists of a stove and a fan.",
    # links
    "Here, wood is replaced by straw.",
    "Similarly, barges are heated from below.",
    "In contrast, straw burns at once.",
    "In this setting, straw wins.",
    "To do so, we cut the wood in winter.",
    "Doing so keeps the floor warm.",
    "For example, a barge needs two stoves.",
    "Among these, clay lasts longest.",
    "Then the door is shut.",
]
STANDS_ALONE = [
    "We introduce Brill, a stove for small rooms.",
    "This paper studies stoves in small rooms.",
    "In this work, we measure how walls lose heat.",
    "This article surveys forty years of heating.",
    "Stoves lose heat through their chimneys.",
    "Brill heats rooms and keeps them warm for days.",
    "Although it burns clean, gas is expensive.",
    "Despite their price, tiled stoves sell well.",
    "It is shown that straw burns faster than wood.",
    "It remains open whether sheds can be heated.",
    "We show that a stove warms rooms that share its wall.",
    "Wet wood produces smoke, and this makes it unfit for kitchens.",
    "Old stoves waste wood, yet these stoves are everywhere.",
    "We compare the heat of clay with that of iron.",
    "We test houses with thin walls against those with thick ones.",
    "Those who heat with straw pay less.",
    "We burn fuels such as straw and peat.",
    "We build a stove such that smoke never enters the room.",
    "Fire is laid in such a way that smoke rises.",
    "We study both tiled and iron stoves.",
    "Both wood and straw burn without smoke.",
    "Wood and straw are cheap, and both burn clean.",
    "We heat with wood or straw.",
    "The first stove for barges is described.",
    "The largest survey of chimneys is released.",
    "The field of heating lacks open data.",
    "The literature knows few clay stoves.",
    "The number of rooms decides the price.",
    "The heat that a wall loses is measured with a thread.",
    "The Carnot cycle bounds every stove.",
    "The proposed stove heats four rooms.",
    "We prove the conjecture of Bergman for sheds.",
    "We give a bound for the problem of heating two rooms.",
    "We close the gap between straw and wood.",
    "The two walls of a stove lose heat at different rates.",
    "A stove and a fan are tested, and the two agree.",
    "The price of wood rises every winter.",
    "Our method saves a third of the wood.",
    "We give a bound for the heat of a stove and its walls.",
    "We release the largest survey of its kind.",
    "We give another proof of the law of Bergman.",
    "We measure the heat of clay and corresponding losses.",
    "We ask whether the sun warms a shed.",
    "The paper describes a stove of clay.",
    "Stoves consume wood, and the resulting smoke is filtered.",
    "We light a stove that heats the room in which it stands.",
    "The use of clay keeps rooms warm.",
    "The results suggest that clay keeps rooms warm.",
]


@pytest.mark.parametrize("sentence", REFERS_BACK)
def test_what_is_nowhere_named_is_asked_for(sentence: str) -> None:
    assert refers_back(sentence)


@pytest.mark.parametrize("sentence", STANDS_ALONE)
def test_what_is_named_on_the_spot_or_known_to_all_is_not(sentence: str) -> None:
    assert not refers_back(sentence)


@pytest.mark.parametrize(
    ("sentence", "title"),
    [
        ("The stove needs two men.", "A Stove for Small Rooms"),
        ("We prove this conjecture for sheds.", "On a Conjecture of Bergman"),
        ("These stoves are rare.", "Tiled Stoves of the North"),
        ("The framework consists of two parts.", "Brill: A Framework for Heating"),
        ("The two stages require one chimney.", "Heating in Two Stages"),
    ],
)
def test_a_title_names_what_is_meant(sentence: str, title: str) -> None:
    assert refers_back(sentence)
    assert not refers_back(sentence, title)


@pytest.mark.parametrize(
    "sentence", ["We prove that these three stoves are one.", "Clay explains this unusual stove."]
)
def test_more_than_the_title_says_is_not_named_by_it(sentence: str) -> None:
    assert refers_back(sentence, "On Old Stoves and a Clay Stove")


def test_one_thing_in_the_title_is_not_many() -> None:
    assert refers_back("These stoves are rare.", "A Stove for Small Rooms")
