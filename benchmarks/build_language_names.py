"""Write what languages call themselves, of CLDR as babel has it: bot/data/language_names.txt.

Reading three hundred locales takes a second and 140 MB, which is no cost for a service to bear.
"""

from pathlib import Path

from babel import Locale, localedata

TARGET = Path(__file__).parents[1] / "bot" / "data" / "language_names.txt"


def lines() -> list[str]:
    """``tag<tab>name`` of each language and regional variant that CLDR has an own name of."""
    variants = {each for each in map(str, Locale.parse("en").languages) if "_" in each}
    bases = {each for each in localedata.locale_identifiers() if "_" not in each}
    named = {each: _own_name(each) for each in sorted(bases | variants)}
    return [f"{each.replace('_', '-')}\t{name}" for each, name in named.items() if name]


def _own_name(tag: str) -> str:
    names = _spoken_by(tag)
    language, _, place = tag.partition("_")
    if tag in names.languages or not place:
        return str(names.languages.get(tag) or "")
    places = {**names.scripts, **names.territories}
    return f"{names.languages[language]} ({places[place]})"


def _spoken_by(tag: str) -> Locale:
    """Brazilian Portuguese has no locale of its own: it is what CLDR takes Portuguese for."""
    return Locale.parse(tag if localedata.exists(tag) else tag.partition("_")[0])


if __name__ == "__main__":
    TARGET.write_text("\n".join(lines()) + "\n", "utf-8")
    print(f"{len(lines())} languages in {TARGET}")
