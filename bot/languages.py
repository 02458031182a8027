"""What languages are called, and which one a person means.

The bot speaks few (:func:`bot.translator.languages`). Where a model writes, papers are told in any
that CLDR knows: https://cldr.unicode.org. Pure, but for reading packaged data.
"""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from functools import cache
from importlib.resources import files

from babel import Locale
from babel.core import get_global, parse_locale

from bot.translator import language_for, languages, translator

USUAL = ("en", "zh-Hans", "es", "fr", "de", "pt-BR", "ja", "ko", "ru", "ar", "hi")
"""What menus offer where papers are told in any language; the bot's own are among them."""

# what people type and CLDR does not have as a language's name
_ALSO = {"英文": "en", "汉语": "zh", "汉字": "zh", "简体": "zh-Hans", "cn": "zh"}
_ALSO_TOLD = {
    "繁体": "zh-Hant",
    "繁體": "zh-Hant",
    "mandarin": "zh",
    "farsi": "fa",
    "brazilian": "pt-BR",
    "português brasileiro": "pt-BR",
    "português do brasil": "pt-BR",
}
# CLDR's names for what is no one language: multiple, unknown, without words
_NONE = frozenset(("mul", "und", "zxx", "mis", "root"))


def language_called(text: str) -> str | None:
    """The bot's language that a person names: a tag, or its name in any of the languages."""
    wanted = " ".join(text.casefold().split())
    return language_for(_names().get(wanted, wanted))


def any_language_called(text: str) -> str | None:
    """The language that a person names, whether the bot speaks it or not, as a BCP 47 tag without
    what goes without saying: by tag, by its own name, or by that in the bot's languages."""
    wanted = " ".join(text.casefold().split())
    return language_tag(_all_names().get(wanted, wanted))


def nearest_language(text: str) -> str | None:
    """The name of a language that a slip may stand for."""
    wanted = " ".join(text.casefold().split())
    near = get_close_matches(wanted, _all_names(), 1, cutoff=0.8)
    return near[0] if near else None


def language_tag(tag: str) -> str | None:
    """The shortest tag of a language that CLDR knows: ``de`` for ``de_DE``, ``zh-Hant`` for
    ``zh-TW``; the bot's own where it is one of these."""
    known = _parsed(tag)
    if known is None:
        return None
    language, script, territory = known
    mine = next((each for each in languages() if _is_same(each, language, script)), None)
    if mine is not None:
        return mine
    shown = script if script != _usual(language)[0] else ""
    base = "_".join(filter(None, (language, shown)))
    named = f"{base}_{territory}" in _english().languages
    kept = territory if named or territory != _usual(base)[1] else ""
    return "-".join(filter(None, (language, shown, kept)))


def _parsed(tag: str) -> tuple[str, str, str] | None:
    """Language, script (the usual one where none is named), and territory or ""."""
    try:
        language, territory, script, *_ = parse_locale(tag.strip().replace("_", "-"), sep="-")
    except ValueError:
        return None
    renamed = parse_locale(get_global("language_aliases").get(language, language))
    language, script, territory = renamed[0], script or renamed[2], territory or renamed[1] or ""
    names = _english()
    if language not in names.languages or language in _NONE:
        return None
    if (territory and territory not in names.territories) or (
        script and script not in names.scripts
    ):
        return None
    usual = _usual(f"{language}_{territory}")[0] or _usual(language)[0]
    return language, script or usual, territory


def _is_same(mine: str, language: str, script: str) -> bool:
    own, _, own_script = mine.partition("-")
    return own == language and (own_script or _usual(own)[0]) == script


def _usual(tag: str) -> tuple[str, str]:
    """The script and the territory that a tag means where it names none."""
    likely = str(get_global("likely_subtags").get(tag) or "").split("_")
    return (likely[1], likely[2]) if len(likely) == 3 else ("", "")


def _english() -> Locale:
    return translator("en").locale


@cache
def _names() -> dict[str, str]:
    """Tags by name: Simplified Chinese, Chinese, 简体中文, 中文, English, 英语."""
    named = {
        translator(speaking).language_name(tag).casefold(): tag
        for speaking in languages()
        for language in languages()
        for tag in (language, language.partition("-")[0])
    }
    return _ALSO | named


@cache
def _all_names() -> Mapping[str, str]:
    """Tags by every name; of two languages with the same name, the one that comes first."""
    named: dict[str, str] = {}
    for name, tag in (*_ALSO.items(), *_ALSO_TOLD.items(), *_named()):
        named.setdefault(name.casefold(), tag)
    return named


def _named() -> Iterator[tuple[str, str]]:
    for speaking in languages():
        for tag, name in translator(speaking).locale.languages.items():
            yield str(name), str(tag)
    for tag, name in _own_names().items():
        yield name, tag


@cache
def _own_names() -> Mapping[str, str]:
    """By tag, as benchmarks/build_language_names.py has written them."""
    text = files("bot").joinpath("data/language_names.txt").read_text("utf-8")
    return dict(line.split("\t") for line in text.splitlines())


def own_name(language: str) -> str:
    """What those who speak it call it: English, 简体中文, Deutsch; its English name where CLDR
    has no other."""
    return _own_names().get(language) or translator("en").language_name(language)
