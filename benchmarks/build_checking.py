"""Make a larger set for benchmarks/checking.py, from real abstracts and from our own hard cases.

    python benchmarks/build_checking.py ABSTRACTS... --out FOLDER [--papers 1500] [--seed 1]

ABSTRACTS: gzipped JSON lines ``{"id", "title", "abstract"}``. Written are ``larger.jsonl`` (faults
of every kind made by rule from sentences of the abstracts, and faithful rewordings: numbers
spelled, rounded or converted, brackets left out, sentences in ten languages filled with the paper's
names and figures) and ``hard.jsonl`` (benchmarks/checking_cases.txt, invented and written by hand).
"""

import argparse
import gzip
import json
import random
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bot.text.readable import readable_abstract
from bot.text.sentences import split_sentences

HERE = Path(__file__).resolve().parent
Entry = dict[str, Any]
PERCENT = re.compile(r"(?<![\w.-])(\d{1,2}\.\d{1,2})\s?%")
NUMBER = re.compile(r"(?<![\w.,/-])(\d{2,6}(?:\.\d+)?)(?![\w/,]|\.\d)")
NAME = re.compile(r"(?<!\w)(?=[A-Za-z-]*[a-z])[A-Z][a-z]*[A-Z][A-Za-z]+(?:-\d+)?(?!\w)")
# LLMs, FLOPs: no names of systems
PLURAL = re.compile(r"[A-Z]{2,}s|[A-Z]{1,2}[a-z]?[A-Z]{1,2}s")
ANY = ("LLM", "CNN", "RNN", "GPU", "VLM")
EXPANDED = re.compile(r"((?:[A-Z][a-z]+[ -]){2,4})\(([A-Z]{2,5})\)")
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
# sentences that a paper's figure and name are put in: each language's own words for a result
FILLED = {
    "en": ("{name} reaches {figure}%.", "With {name}, the figure is {figure} percent."),
    "zh": ("{name} 的结果为 {figure}%。", "作者提出 {name}，取得百分之{figure}的成绩。"),
    "ja": ("{name} は {figure}% に達する。", "提案する {name} の値は {figure}% である。"),
    "ko": ("{name}은 {figure}%를 달성한다.", "제안한 {name}의 결과는 {figure}%이다."),
    "de": ("{name} erreicht {comma} %.", "Mit {name} liegt der Wert bei {comma} Prozent."),
    "fr": ("{name} atteint {comma} %.", "Avec {name}, la valeur est de {comma} %."),
    "es": ("{name} alcanza el {comma} %.", "Con {name}, el valor es del {comma} por ciento."),
    "pt": ("{name} alcança {comma} %.", "Com {name}, o valor é de {comma} por cento."),
    "ru": ("{name} достигает {comma} %.", "С {name} значение составляет {comma} процента."),
    "ar": ("يحقق {name} نسبة {figure}%.", "تبلغ النتيجة مع {name} نسبة {figure}%."),
}
# what stands in place of a text or around it
SAID: dict[str, dict[str, tuple[str, ...]]] = {
    "refusal": {
        "en": (
            "I cannot provide a summary of this paper.",
            "Sorry, but that is beyond what I can do.",
        ),
        "zh": ("抱歉，我不能总结这篇论文。", "作为AI助手，我无法阅读该文。"),
        "ja": ("申し訳ございませんが、お手伝いできません。",),
        "ko": ("죄송합니다. 이 요청은 처리할 수 없습니다.",),
        "de": ("Leider kann ich diese Anfrage nicht bearbeiten.",),
        "fr": ("Désolé, je ne peux pas résumer cet article.",),
        "es": ("Lo siento, no puedo resumir este artículo.",),
        "pt": ("Desculpe, não consigo resumir este artigo.",),
        "ru": ("Извините, я не могу кратко изложить эту статью.",),
        "ar": ("عذراً، لا أستطيع تلخيص هذا البحث.",),
    },
    "request": {
        "en": ("Could you paste the abstract here?", "Please provide the paper's full text first."),
        "zh": ("请您提供论文摘要。", "能否把论文全文发给我？"),
        "ja": ("論文の要旨を送ってください。",),
        "ko": ("논문 초록을 보내주세요.",),
        "de": ("Könnten Sie mir den Text der Arbeit schicken?",),
        "fr": ("Veuillez me transmettre le texte de l'article.",),
        "es": ("¿Podría enviarme el texto del artículo?",),
        "pt": ("Você pode enviar o texto do artigo?",),
        "ru": ("Пришлите, пожалуйста, текст статьи.",),
        "ar": ("يرجى إرسال نص البحث.",),
    },
    "preamble": {
        "en": ("Here is the summary you asked for: {text}", "{text} I hope this helps!"),
        "zh": ("以下是为您准备的摘要：{text}", "{text}如需更多细节，请随时告诉我。"),
        "ja": ("承知しました。以下が要約です。{text}",),
        "ko": ("물론입니다! {text}",),
        "de": (
            "Hier ist die Zusammenfassung: {text}",
            "{text} Lassen Sie mich wissen, ob das hilft.",
        ),
        "fr": ("Voici le résumé demandé : {text}", "{text} N'hésitez pas à me solliciter."),
        "es": ("Aquí tienes el resumen: {text}", "{text} Espero que te sirva."),
        "pt": ("Aqui está o resumo: {text}", "{text} Espero ter ajudado."),
        "ru": ("Вот краткое изложение: {text}", "{text} Надеюсь, это поможет."),
        "ar": ("إليك الملخص المطلوب: {text}",),
    },
    "link": {
        "en": ("{text} See https://papers-hub.example.org/x1.", "{text} Thanks to @paper_friend."),
        "zh": ("{text}详见 www.paper-mirror.cn/a。",),
        "de": ("{text} Mehr unter https://mehr-dazu.example.de.",),
        "fr": ("{text} Écrire à contact@labo-exemple.fr.",),
        "es": ("{text} Más en t.me/articulos_hoy.",),
    },
    "markup": {
        "en": ("**Summary** {text}", "# Result\n{text}", "{text}</p>", '{{"tldr": "{text}"}}'),
        "zh": ("**{text}**", "- {text}\n- {text}"),
        "de": ("<b>{text}</b>",),
        "ja": ("## 要約\n{text}",),
        "fr": ("* {text}",),
        "ru": ("`{text}`",),
    },
    "filler": {
        "en": ("This is an important topic with promising results.",),
        "zh": ("该研究具有重要意义，为后续工作提供了参考。",),
        "de": ("Die Arbeit ist interessant und zeigt gute Ergebnisse.",),
        "fr": ("Cet article propose une nouvelle approche et obtient de bons résultats.",),
        "es": ("El artículo presenta un método nuevo con buenos resultados.",),
        "ja": ("本研究は新しい手法を提案し、良好な結果を示した。",),
        "ru": ("Авторы предлагают новый подход и показывают хорошие результаты.",),
    },
    "overclaim": {
        "en": ("{name} is the first system ever to do so.", "{name} is proven to be perfect."),
        "zh": ("{name} 史无前例，彻底解决了这一问题。",),
        "de": ("{name} löst erstmals das Problem und ist unübertroffen.",),
        "fr": ("{name} est une révolution sans précédent.",),
        "es": ("{name} es perfecto y no tiene precedentes: revoluciona el campo.",),
    },
}


class Paper(NamedTuple):
    id: str
    source: str
    sentences: tuple[str, ...]
    names: list[str]
    figures: list[str]
    pairs: list[tuple[str, str]]


def papers(paths: list[Path], count: int, draw: random.Random) -> list[Paper]:
    found = []
    for path in paths:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            found += [json.loads(line) for line in lines]
    return [paper_of(each) for each in draw.sample(found, min(count, len(found)))]


def paper_of(entry: Entry) -> Paper:
    plain = readable_abstract(entry["abstract"], entry["title"])
    named = (one[0] for one in NAME.finditer(f"{entry['title']} {plain}"))
    names = [each for each in named if not PLURAL.fullmatch(each) and each not in ANY]
    kept = [one for one in split_sentences(plain) if 40 < len(one) < 400 and one[-1] == "."]
    source = f"{entry['title']}\n\n{entry['abstract']}"
    figures = PERCENT.findall(plain)
    return Paper(entry["id"], source, tuple(kept), names, figures, list(pairs_of(kept, names)))


def pairs_of(sentences: list[str], names: list[str]) -> Iterator[tuple[str, str]]:
    """A name and a figure of which a sentence has no other: the one is surely said of the other."""
    for sentence in sentences:
        here = {each for each in names if each in sentence}
        figures = PERCENT.findall(sentence)
        if len(here) == 1 and len(figures) == 1 and len(re.findall(r"\d+\.\d+", sentence)) == 1:
            yield here.pop(), figures[0]


def entry(paper: Paper, kind: str, language: str, text: str, note: str = "") -> Entry:
    return {
        "id": paper.id,
        "source": paper.source,
        "text": text,
        "language": language,
        "kind": kind,
        "note": note,
    }


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


def faithful(paper: Paper, draw: random.Random) -> Iterator[Entry]:
    """Sentences of the abstract, as they are and reworded; its figures in ten languages."""
    for sentence in draw.sample(paper.sentences, min(2, len(paper.sentences))):
        yield entry(paper, "faithful", "en", sentence)
    if paper.sentences:
        yield entry(paper, "faithful", "en", reworded(draw.choice(paper.sentences)))
    if paper.pairs:
        language = draw.choice(list(FILLED))
        yield entry(paper, "faithful", language, filled(paper, language, draw))


def reworded(sentence: str) -> str:
    """Without brackets, the paper's "we" as its authors, figures rounded, scaled or spelled."""
    said = re.sub(r"\s?\([^()]*\)", "", sentence)
    said = re.sub(r"^We ", "The authors ", said)
    said = re.sub(r"\bour\b", "their", said)
    said = re.sub(r"(\d+\.\d)\d+(?=\s?%)", lambda one: f"{float(one[0]):.1f}", said)
    said = re.sub(r"(?<=\d)\s?%", " percent", said)
    said = re.sub(r"\b(\d{1,3}),(\d{3})\b", r"\1\2", said)
    said = re.sub(r"(?<![\w.,-])(\d+)[Kk](?!\w)", r"\1,000", said)
    for digit, word in (("3", "three"), ("4", "four"), ("5", "five"), ("10", "ten")):
        said = re.sub(rf"(?<![\w.,/-]){digit}(?= [a-z]{{4,}})", word, said)
    return said


Fault = Callable[[Paper, Paper, random.Random], tuple[str, str] | None]


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


def larger(found: list[Paper], draw: random.Random) -> Iterator[Entry]:
    for at, paper in enumerate(found):
        yield from faithful(paper, draw)
        other = found[at - 1]
        for kind in draw.sample(list(FAULTS), 6):
            made = FAULTS[kind](paper, other, draw)
            if made is not None:
                yield entry(paper, kind, made[0], made[1])


def hard(path: Path = HERE / "checking_cases.txt") -> Iterator[Entry]:
    """Our own cases: a source's name, title and abstract, then a text a line."""
    for block in path.read_text("utf-8").split("\n== ")[1:]:
        name, title, abstract, *texts = [line for line in block.splitlines() if line.strip()]
        for line in texts:
            language, kind, text = line.split(" ", 2)
            yield {
                "id": name,
                "source": f"{title}\n\n{abstract}",
                "text": text.replace("\\n", "\n"),
                "language": language,
                "kind": kind,
                "note": "",
            }


def write(path: Path, entries: Iterator[Entry]) -> int:
    lines = [json.dumps(one, ensure_ascii=False) + "\n" for one in entries]
    path.write_text("".join(lines), "utf-8")
    return len(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("abstracts", nargs="*", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--papers", type=int, default=1_500)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    draw = random.Random(asked.seed)  # noqa: S311
    asked.out.mkdir(parents=True, exist_ok=True)
    made = {"hard": write(asked.out / "hard.jsonl", hard())}
    if asked.abstracts:
        found = papers(asked.abstracts, asked.papers, draw)
        made["larger"] = write(asked.out / "larger.jsonl", larger(found, draw))
    print(json.dumps(made))


if __name__ == "__main__":
    main()
