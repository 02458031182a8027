"""Languages, plural forms, days and lists, as people write them."""

from datetime import date
from io import BytesIO

import pytest
from babel import Locale

from bot.languages import any_language_called, language_called, own_name
from bot.translator import Translator, language_for, read_translator, translator
from tests.values import DAY

EN, ZH = translator("en"), translator("zh-Hans")
# Polish has three forms, by the last figures of a number
POLISH = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=3; plural=n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2;"
"\\n"

msgid "{n} paper"
msgid_plural "{n} papers"
msgstr[0] "{n} praca"
msgstr[1] "{n} prace"
msgstr[2] "{n} prac"

#, fuzzy
msgid "Brief"
msgstr "Krótki"

msgid "Help"
msgstr ""
"""


def papers(say: Translator, n: int) -> str:
    return say.plural("{n} paper", "{n} papers", n)


@pytest.fixture
def polish() -> Translator:
    return read_translator("pl", BytesIO(POLISH.encode()))


@pytest.mark.parametrize(
    ("n", "told"),
    [(1, "1 praca"), (2, "2 prace"), (5, "5 prac"), (12, "12 prac"), (22, "22 prace")],
)
def test_a_language_with_three_plural_forms_uses_each(
    polish: Translator, n: int, told: str
) -> None:
    assert papers(polish, n) == told


def test_one_form_is_enough_for_chinese() -> None:
    assert [ZH.plural("{n} shown", "{n} shown", n) for n in (0, 1, 2)] == [
        "展示 0 篇",
        "展示 1 篇",
        "展示 2 篇",
    ]


def test_english_has_two_forms() -> None:
    assert [papers(EN, n) for n in (0, 1, 2, 1234)] == [
        "0 papers",
        "1 paper",
        "2 papers",
        "1,234 papers",
    ]


def test_what_is_fuzzy_or_not_translated_stays_english(polish: Translator) -> None:
    assert polish.text("Brief") == "Brief"
    assert polish.text("Help") == "Help"
    assert polish.text("") == ""


def test_a_sentence_that_was_kept_is_said_later() -> None:
    assert ZH.kept("that person has blocked me.") == "对方已将我屏蔽。"
    # names behind the colon are the platform's own
    assert (
        ZH.kept("I lack a permission there: Send Messages.") == "我在那里缺少权限：Send Messages。"
    )
    assert EN.kept("I lack a permission there: Send Messages.").endswith("there: Send Messages.")
    # what is not known stays, braces and all
    assert ZH.kept("{why}: {x}") == "{why}: {x}"
    assert ZH.kept("") == ""


def test_values_are_not_read_as_places() -> None:
    told = EN.text("“{text}” is not an arXiv id; did you mean {near}?", text="{near}", near="{0}")
    assert told == "“{near}” is not an arXiv id; did you mean {0}?"


def test_days_are_written_with_their_weekday(polish: Translator) -> None:
    assert EN.date(DAY) == "Fri 13 Feb 2026"
    assert ZH.date(DAY) == "2026年2月13日 周五"
    assert polish.date(date(2026, 2, 13)) == "pt., 13 lut 2026"


def test_lists_are_the_languages_own() -> None:
    assert EN.join(["a", "b", "c"]) == "a, b and c"
    assert ZH.join(["推理", "机器人"]) == "推理和机器人"
    assert ZH.join(["Brill", "Stove", "机器人"]) == "Brill、Stove 和机器人"
    assert ZH.join(["Brill"]) == "Brill"
    assert ZH.either(["cs.CV", "cs.SC", "cs.HC"]) == "cs.CV、cs.SC 或 cs.HC"
    assert EN.either(["cs.CV", "cs.SC", "cs.HC"]) == "cs.CV or cs.SC or cs.HC"
    assert ZH.listed(["cs.CL", "cs.CV"]) == "cs.CL、cs.CV"
    assert EN.listed(["cs.CL", "cs.CV"]) == "cs.CL, cs.CV"


def test_sentences_follow_each_other_as_the_script_wants() -> None:
    assert EN.sentences("One.", "", "Two.") == "One. Two."
    assert ZH.sentences("一。", "", "二。") == "一。二。"
    assert ZH.sentences() == ""
    assert ZH.label("主题") + ZH.bracketed("cs.CL", "计算语言学") == "主题：cs.CL（计算语言学）"


@pytest.mark.parametrize(
    ("tag", "language"),
    [
        ("en", "en"),
        ("en-US", "en"),
        ("en-GB", "en"),
        ("zh", "zh-Hans"),
        ("zh-hans", "zh-Hans"),
        ("zh-CN", "zh-Hans"),
        ("zh_Hans_CN", "zh-Hans"),
        # no Traditional yet: Simplified is nearer than English
        ("zh-hant", "zh-Hans"),
        ("zh-TW", "zh-Hans"),
        ("pt-br", None),
        ("zhx", None),
        ("", None),
        (None, None),
    ],
)
def test_a_platforms_tag_names_a_language(tag: str | None, language: str | None) -> None:
    assert language_for(tag) == language


@pytest.mark.parametrize(
    ("typed", "language"),
    [
        ("zh", "zh-Hans"),
        ("zh-CN", "zh-Hans"),
        ("Chinese", "zh-Hans"),
        ("simplified  chinese", "zh-Hans"),
        ("中文", "zh-Hans"),
        ("简体中文", "zh-Hans"),
        ("english", "en"),
        ("EN", "en"),
        ("英语", "en"),
        ("英文", "en"),
        ("klingon", None),
        ("/", None),
    ],
)
def test_a_language_is_known_by_what_people_call_it(typed: str, language: str | None) -> None:
    assert language_called(typed) == language


def test_languages_have_names() -> None:
    assert [own_name("en"), own_name("zh-Hans")] == ["English", "简体中文"]
    assert EN.language_name("zh-Hans") == "Simplified Chinese"
    assert ZH.language_name("en") == "英语"
    assert EN.language_name("xx") == "xx"


def test_chinese_keeps_a_space_beside_latin_words() -> None:
    said = "12 篇论文中，3 篇关于dark matter和2 篇 [4]也是。"
    assert (
        translator("zh-Hans").spaced(said) == "12 篇论文中，3 篇关于 dark matter 和 2 篇 [4] 也是。"
    )
    assert translator("en").spaced("on dark matter") == "on dark matter"


def test_the_own_names_are_those_of_cldr() -> None:
    assert own_name("pt-BR") == "português (Brasil)"
    assert own_name("tlh") == "Klingon"
    assert [own_name(each) for each in ("de", "ja", "ar", "ko")] == [
        str(Locale.parse(each).languages[each]) for each in ("de", "ja", "ar", "ko")
    ]


@pytest.mark.parametrize(
    ("tag", "shortest"),
    [
        ("de_DE", "de"),
        ("de-AT", "de-AT"),
        ("zh-TW", "zh-Hant"),
        ("zh-Hans-SG", "zh-Hans"),
        ("en-GB", "en"),
        ("iw", "he"),
        ("mul", None),
        ("de-XY", None),
        ("c++", None),
    ],
)
def test_a_language_has_one_tag(tag: str, shortest: str | None) -> None:
    assert any_language_called(tag) == shortest
