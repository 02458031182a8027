"""Every sentence of the bot's in every language: nothing missing, nothing left over."""

import re
from collections.abc import Iterable
from functools import cache
from io import BytesIO
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog
from babel.messages.catalog import Message as Entry
from babel.messages.pofile import read_po

from bot.commands.table import COMMANDS
from bot.commands.topics.changing.ready import ready_topics
from bot.taxonomy import archive_name, category_name, names_in, taxonomy
from bot.translator import languages, translator
from tests.bot.said import ROOT, extracted, unextracted, untranslated

LOCALES = ROOT / "bot/locales"
OTHERS = [language for language in languages() if language != "en"]
RUN = "run make locales, then translate what is empty"
# a command, and what is typed at a shell
COMMAND = re.compile(r"(?<![\w<])/[a-z]+|python -m bot [a-z]+ [a-z]+|python -m bot [a-z]+")
ID = re.compile(r"[\w-]+[./]\d{4,}")
HAN = r"[\u4e00-\u9fff]"


@cache
def catalogue(path: Path) -> Catalog:
    with path.open("rb") as stream:
        return read_po(stream)


def entries(language: str) -> list[Entry]:
    found = catalogue(LOCALES / language / "paperbrief.po")
    return [entry for entry in found if entry.id]


def ids(entry: Entry) -> tuple[str, ...]:
    return entry.id if isinstance(entry.id, tuple) else (str(entry.id),)


def forms(entry: Entry) -> tuple[str, ...]:
    told = entry.string if isinstance(entry.string, tuple | list) else (entry.string,)
    return tuple(str(form or "") for form in told)


def told(language: str) -> list[tuple[str, str]]:
    """Source and translation of what is translated; a plural has a pair for each form."""
    return [(ids(each)[0], form) for each in entries(language) for form in forms(each) if form]


def nothing(found: Iterable[object], what: str) -> None:
    """Fails with the whole list."""
    listed = [str(each) for each in found]
    assert not listed, f"{what}:\n" + "\n".join(listed)


def test_the_bot_speaks_chinese_beside_english() -> None:
    assert languages() == ("en", "zh-Hans")


def test_every_sentence_is_written_where_it_is_said() -> None:
    """``say.text(sentence)`` with a variable reaches no catalogue."""
    nothing(unextracted(), "said, and never extracted")


def test_no_message_and_no_usage_error_speaks_english_past_the_translator() -> None:
    nothing(untranslated(), "English past the translator")


def test_the_template_has_what_the_code_says() -> None:
    listed = {ids(entry) for entry in catalogue(LOCALES / "paperbrief.pot") if entry.id}
    nothing(sorted(extracted() - listed), f"not in the template ({RUN})")
    nothing(sorted(listed - extracted()), f"no longer said ({RUN})")


@pytest.mark.parametrize("language", OTHERS)
def test_a_catalogue_has_every_sentence_and_no_other(language: str) -> None:
    listed = {ids(entry) for entry in entries(language)}
    nothing(sorted(extracted() - listed), f"missing in {language} ({RUN})")
    nothing(sorted(listed - extracted()), f"obsolete in {language} ({RUN})")


@pytest.mark.parametrize("language", OTHERS)
def test_every_sentence_is_translated_and_none_is_fuzzy(language: str) -> None:
    nothing([ids(each) for each in entries(language) if not all(forms(each))], "untranslated")
    nothing([ids(each) for each in entries(language) if each.fuzzy], "fuzzy")
    nothing(catalogue(LOCALES / language / "paperbrief.po").obsolete, "obsolete (#~)")


@pytest.mark.parametrize("language", OTHERS)
def test_plurals_have_as_many_forms_as_the_language(language: str) -> None:
    found = catalogue(LOCALES / language / "paperbrief.po")
    wrong = [
        ids(entry)[0]
        for entry in entries(language)
        if isinstance(entry.id, tuple) and len(forms(entry)) != found.num_plurals
    ]
    nothing(wrong, "another number of forms")


def places(text: str) -> list[str]:
    """Names of the ``{places}``, each as often as it stands there."""
    return sorted(name for _, name, _, _ in Formatter().parse(text) if name is not None)


@pytest.mark.parametrize("language", OTHERS)
def test_places_survive_translation(language: str) -> None:
    wrong = [
        (ids(entry)[0], form)
        for entry in entries(language)
        for form in forms(entry)
        # a form may leave out a number, where one of the source's forms does
        if form and places(form) not in [places(each) for each in ids(entry)]
    ]
    nothing(wrong, "other places")


@pytest.mark.parametrize("language", OTHERS)
def test_commands_and_ids_survive_translation(language: str) -> None:
    wrong = [
        (source, form)
        for source, form in told(language)
        if sorted(COMMAND.findall(form)) != sorted(COMMAND.findall(source))
        or set(ID.findall(form)) != set(ID.findall(source))
    ]
    nothing(wrong, "other commands or ids")


def test_chinese_is_written_with_its_own_punctuation() -> None:
    half = re.compile(rf"{HAN}[,;:?!(]|[,;:?!)]{HAN}|{HAN}\.(?!\w)|\.\.\.|\"")
    nothing([form for _, form in told("zh-Hans") if half.search(form)], "half-width")


def test_a_full_stop_in_english_is_one_in_chinese() -> None:
    wrong = [
        (source, form)
        for source, form in told("zh-Hans")
        if re.search(r"\w.*\w[.?]$", source) and not form.endswith(("。", "？", "！"))
    ]
    nothing(wrong, "no full stop")


@pytest.mark.parametrize("language", languages())
def test_marked_sentences_are_in_the_catalogue(language: str) -> None:
    """What the table and the ready-made topics mark with msgid() is said by a variable."""
    known = {each[0] for each in extracted()}
    marked = {text for command in COMMANDS for text in (command.usage, command.summary) if text}
    marked |= {command.argument.summary for command in COMMANDS if command.argument}
    marked |= {text for topic in ready_topics() for text in (topic.name, topic.description)}
    assert marked <= known
    say = translator(language)
    # Discord's limit for a command's description and for that of what it takes
    told = [c.summary for c in COMMANDS] + [c.argument.summary for c in COMMANDS if c.argument]
    assert [each for each in map(say.text, told) if len(each) > 100] == []


@pytest.mark.parametrize("language", languages())
def test_every_category_and_archive_has_a_name(language: str) -> None:
    known, names = taxonomy(), names_in(language)
    assert set(names.categories) == set(known.categories)
    assert set(names.archives) == set(known.archives)
    assert all(name.strip() for name in (*names.categories.values(), *names.archives.values()))


def test_category_names_are_in_the_language() -> None:
    assert category_name("cs.CV", "zh-Hans") == "计算机视觉与模式识别"
    assert category_name("cs.CV") == "Computer Vision and Pattern Recognition"
    assert archive_name("astro-ph", "zh-Hans") == "天体物理"
    assert category_name("chao-dyn", "zh-Hans") == "chao-dyn"
    english = [
        name for name in names_in("zh-Hans").categories.values() if re.search(r"[A-Za-z]{2}", name)
    ]
    assert english == []


def test_the_checks_see_a_fault() -> None:
    """What holds above holds because the rules bite, not because they look at nothing."""
    text = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n'
    text += '\n#, fuzzy\nmsgid "{n} of /topics"\nmsgstr "{m}, 没有 /topic"\n'
    entry = next(e for e in read_po(BytesIO(text.encode())) if e.id)
    assert entry.fuzzy
    assert places(str(entry.string)) != places(str(entry.id))
    assert COMMAND.findall(str(entry.string)) != COMMAND.findall(str(entry.id))
    assert len(extracted()) > 250
