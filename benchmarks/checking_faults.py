"""Faults of every kind, made by rule from the sentences of an abstract: see build_checking.py."""

import random
import re
from collections.abc import Callable

from benchmarks.checking_papers import EXPANDED, NAME, NUMBER, Paper
from benchmarks.checking_words import FILLED, SAID

WAYS = (
    *(("outperforms", "underperforms"), ("outperform", "underperform"), ("improves", "degrades")),
    *(("reduces", "increases"), ("reducing", "increasing"), ("improving", "degrading")),
    *(("faster", "slower"), ("higher", "lower"), ("fewer", "more"), ("reduction", "increase")),
)
UNITS = (
    ("ms", "s"),
    ("GB", "MB"),
    ("hours", "minutes"),
    ("%", " dB"),
    ("FPS", "ms"),
    ("seconds", "hours"),
)
DENIALS = (("without ", "with "), ("does not ", "does "), ("do not ", "do "), (" is not ", " is "))

Fault = Callable[[Paper, Paper, random.Random], tuple[str, str] | None]


def filled(
    paper: Paper, language: str, draw: random.Random, figure: str = "", name: str = ""
) -> str:
    pair = draw.choice(paper.pairs) if paper.pairs else (paper.names[0], paper.figures[0])
    name, figure = name or pair[0], figure or pair[1]
    form = draw.choice(FILLED[language])
    figure = figure if "百分之{" not in form else han(figure)
    return form.format(name=name, figure=figure, comma=figure.replace(".", ","))


def han(figure: str) -> str:
    """84.2 as 八十四点二."""
    digits = "零一二三四五六七八九"
    whole, _, rest = figure.partition(".")
    tens, ones = divmod(int(whole), 10)
    said = ("十" if tens == 1 else f"{digits[tens]}十" if tens else "") + (
        digits[ones] if ones or not tens else ""
    )
    return said + (f"点{''.join(digits[int(each)] for each in rest)}" if rest else "")


def choose(found: list[str], draw: random.Random) -> str:
    return draw.choice(found) if found else ""


def in_sentence(
    paper: Paper, draw: random.Random, pattern: str, change: Callable[[re.Match[str]], str]
) -> str:
    held = [one for one in paper.sentences if re.search(pattern, one)]
    if not held:
        return ""
    sentence = draw.choice(held)
    made = re.sub(pattern, change, sentence, count=1)
    return made if made != sentence else ""


def other_digits(written: str, draw: random.Random) -> str:
    at = draw.choice([place for place, each in enumerate(written) if each.isdigit()][:2])
    other = draw.choice([each for each in "123456789" if each != written[at]])
    return written[:at] + other + written[at + 1 :]


def wrong_number(paper: Paper, other: Paper, draw: random.Random) -> tuple[str, str] | None:
    language = draw.choice(list(FILLED))
    if paper.names and paper.figures and draw.random() < 0.5:
        wrong = other_digits(draw.choice(paper.figures), draw)
        return (
            (language, filled(paper, language, draw, figure=wrong))
            if wrong not in paper.source
            else None
        )
    made = in_sentence(paper, draw, NUMBER.pattern, lambda one: other_digits(one[1], draw))
    return ("en", made) if made else None


def wrong_unit(paper: Paper, other: Paper, draw: random.Random) -> tuple[str, str] | None:
    before, after = draw.choice(UNITS)
    made = in_sentence(paper, draw, rf"(?<=\d)(\s?){before}(?!\w)", lambda one: f"{one[1]}{after}")
    return ("en", made) if made else None


def wrong_name(paper: Paper, other: Paper, draw: random.Random) -> tuple[str, str] | None:
    foreign = [each for each in other.names if each.lower() not in paper.source.lower()]
    if not foreign or not paper.names:
        return None
    if paper.figures and draw.random() < 0.5:
        language = draw.choice(list(FILLED))
        return language, filled(paper, language, draw, name=draw.choice(foreign))
    made = in_sentence(paper, draw, NAME.pattern, lambda _: draw.choice(foreign))
    return ("en", made) if made else None


def wrong_acronym(paper: Paper, other: Paper, draw: random.Random) -> tuple[str, str] | None:
    def change(one: re.Match[str]) -> str:
        words = ["Robust", "Adaptive", "Layered", "Graph", "Temporal", "Dense", "Modular", "Neural"]
        letters = "".join(each for each in one[2])
        fitting = [next((w for w in words if w[0] == each), f"{each}eneral") for each in letters]
        return f"{' '.join(fitting)} ({one[2]})"

    made = in_sentence(paper, draw, EXPANDED.pattern, change)
    return ("en", made) if made else None


def wrong_way(paper: Paper, other: Paper, draw: random.Random) -> tuple[str, str] | None:
    before, after = draw.choice(WAYS)
    made = in_sentence(paper, draw, rf"\b{before}\b", lambda _: after)
    return ("en", made) if made else None


def wrong_denial(paper: Paper, other: Paper, draw: random.Random) -> tuple[str, str] | None:
    before, after = draw.choice(DENIALS)
    made = in_sentence(paper, draw, before, lambda _: after)
    return ("en", made) if made else None


def wrong_cause(paper: Paper, other: Paper, draw: random.Random) -> tuple[str, str] | None:
    if not paper.sentences or not other.sentences:
        return None
    reason = draw.choice(other.sentences).rstrip(".")
    sentence = draw.choice(paper.sentences).rstrip(".")
    return "en", f"{sentence} because {reason[0].lower()}{reason[1:]}."


def wrong_scope(paper: Paper, other: Paper, draw: random.Random) -> tuple[str, str] | None:
    if not paper.names:
        return None
    name = draw.choice(paper.names)
    return draw.choice(
        [
            ("en", f"{name} always works, for every language and every user."),
            ("zh", f"{name} 对任何语言、任何用户都适用。"),
            ("de", f"{name} funktioniert immer und für alle Sprachen."),
        ]
    )


def wrong_language(paper: Paper, other: Paper, draw: random.Random) -> tuple[str, str] | None:
    if not paper.sentences:
        return None
    asked = draw.choice([each for each in FILLED if each != "en"])
    return asked, draw.choice(paper.sentences)


def wrong_paper(paper: Paper, other: Paper, draw: random.Random) -> tuple[str, str] | None:
    return ("en", draw.choice(other.sentences)) if other.sentences else None


def repeated(paper: Paper, other: Paper, draw: random.Random) -> tuple[str, str] | None:
    if not paper.sentences:
        return None
    sentence = draw.choice(paper.sentences)
    return "en", draw.choice([f"{sentence} {sentence}", " ".join([sentence[:60]] * 4) + "."])


def cut(paper: Paper, other: Paper, draw: random.Random) -> tuple[str, str] | None:
    if paper.names and paper.figures and draw.random() < 0.4:
        language = draw.choice(["zh", "ja", "ko", "de", "fr", "ru"])
        return language, filled(paper, language, draw)[:-4]
    if not paper.sentences:
        return None
    words = draw.choice(paper.sentences).split()
    return "en", " ".join(words[: max(3, len(words) * 2 // 3)]).rstrip(".")


def said(kind: str) -> Fault:
    def made(paper: Paper, other: Paper, draw: random.Random) -> tuple[str, str] | None:
        language = draw.choice(list(SAID[kind]))
        form = draw.choice(SAID[kind][language])
        if "{" not in form:
            return language, form
        if not (paper.names and paper.figures):
            return None
        text = filled(paper, language, draw)
        return language, form.format(text=text, name=draw.choice(paper.names))

    return made


FAULTS: dict[str, Fault] = {
    "number": wrong_number,
    "unit": wrong_unit,
    "name": wrong_name,
    "acronym": wrong_acronym,
    "comparison": wrong_way,
    "negation": wrong_denial,
    "causal": wrong_cause,
    "scope": wrong_scope,
    "language": wrong_language,
    "other_paper": wrong_paper,
    "repetition": repeated,
    "truncated": cut,
    **{kind: said(kind) for kind in SAID},
}
