"""What languages are called, and which one a person means. Pure."""

from functools import cache

from bot.translator import language_for, languages, translator

# what people type and CLDR does not have as a language's name
_ALSO = {"英文": "en", "汉语": "zh", "汉字": "zh", "简体": "zh-Hans", "cn": "zh"}


def language_called(text: str) -> str | None:
    """The bot's language that a person names: a tag, or its name in any of the languages."""
    wanted = " ".join(text.casefold().split())
    return language_for(_names().get(wanted, wanted))


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


def own_name(language: str) -> str:
    """What those who speak it call it: English, 简体中文."""
    return translator(language).language_name(language)
