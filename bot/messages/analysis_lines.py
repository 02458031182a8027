"""What is said of an analysis: names of parts, places, by whom and from what, what is wrong with a
file. Pure."""

from collections.abc import Callable, Iterable, Mapping

from bot.identifiers import versioned
from bot.text.readable import shorten
from bot.translator import SOURCE_LANGUAGE, Translator
from bot.values.analyses import Analysis, AnalysisPart, Claim
from bot.values.full_texts import Defect, DefectKind, MadeFrom, Place

_LONGEST_SECTION = 48


def names_of(say: Translator) -> Mapping[AnalysisPart, str]:
    return {
        "idea": say.text("Idea"),
        "problem": say.text("Problem"),
        "before": say.text("What came before"),
        "method": say.text("Method"),
        "pipeline": say.text("Pipeline"),
        "difference": say.text("What is new"),
        "experiments": say.text("Results"),
        "limits": say.text("Limits"),
        "practice": say.text("In practice"),
    }


def claim_text(claim: Claim, say: Translator) -> str:
    """As it is told; the name in front of an address alone is the reader's, not the paper's."""
    name, _, address = claim.text.partition(": ")
    named = {
        "Code": say.text("Code"),
        "Data": say.text("Data"),
        "Models": say.text("Models"),
        "Released": say.text("Released"),
    }
    is_address = address and " " not in address
    return say.label(named[name]) + address if is_address and name in named else claim.text


def place_text(place: Place, say: Translator) -> str:
    """Section, page and label, as far as they are known: "3.2 Training, p. 4, Table 2"."""
    parts = [shorten(place.section, _LONGEST_SECTION)]
    if place.page is not None:
        parts.append(say.text("p. {page}", page=place.page))
    parts.append(place.label)
    return say.listed(part for part in parts if part)


def label_line(analysis: Analysis, say: Translator) -> str:
    """Promise 5: by whom, from what, for which version, and when."""
    name = versioned(analysis.paper_id, analysis.version)
    day = say.date(analysis.made_on)
    if analysis.model is None:
        told = say.text(
            "Extractive: in the authors' words, from {source}, {day}.",
            source=_source(analysis, name, say),
            day=day,
        )
        return say.sentences(told, _foreign(analysis, say), _why(analysis, say))
    told = say.text(
        "Written by {model} from {source}, {day}.",
        model=analysis.model,
        source=_source(analysis, name, say),
        day=day,
    )
    mixed = any(claim.own for claims in analysis.parts.values() for claim in claims)
    marked = say.text("What is marked “extractive” is in the authors' words.") if mixed else ""
    return say.sentences(told, marked, _why(analysis, say))


def _source(analysis: Analysis, name: str, say: Translator) -> str:
    match analysis.made_from:
        case "html":
            return say.text("the HTML of {name}", name=name)
        case "pdf":
            return say.plural(
                "the PDF of {name} ({n} page)", "the PDF of {name} ({n} pages)", analysis.pages,
                name=name,
            )  # fmt: skip
        case "abstract":
            return say.text("only the abstract of {name}", name=name)


def _foreign(analysis: Analysis, say: Translator) -> str:
    """Of a reader who asked for another language than authors write."""
    if analysis.language.partition("-")[0] == SOURCE_LANGUAGE:
        return ""
    return say.text("Without a model, the text stays in the paper's language.")


def _why(analysis: Analysis, say: Translator) -> str:
    """Why the writer that was asked did not write it, or not all."""
    told = (analysis.reasons.get(name, "") for name in ("writer", "unread"))
    return say.sentences(*(say.kept(each) for each in told if each))


def planted_line(say: Translator) -> str:
    return say.text(
        "The paper contains words meant for language models or reviewers. They "
        "were left out and changed nothing."
    )


def reason_sentences(
    analysis: Analysis, parts: Iterable[AnalysisPart], say: Translator
) -> tuple[str, ...]:
    """Why each absent part is absent."""
    names = names_of(say)
    return tuple(
        say.label(names[part]) + say.kept(analysis.reasons[part])
        for part in parts
        if part not in analysis.parts and part in analysis.reasons
    )


def defect_sentences(analysis: Analysis, say: Translator) -> tuple[str, ...]:
    """What is wrong with the files, or was left out of them."""
    told = [_defect(one, analysis, say) for one in analysis.defects]
    return tuple(dict.fromkeys(told))


def _defect(defect: Defect, analysis: Analysis, say: Translator) -> str:
    if defect.kind == "too_long":
        return _cut(defect, analysis, say)
    if defect.kind == "hidden":
        return say.plural(
            "{n} character that is invisible on the page was left out.",
            "{n} characters that are invisible on the page were left out.",
            max(defect.count, 1),
        )
    if analysis.made_from == defect.form and 0 < defect.count < analysis.pages:
        return _of_some_pages(defect, say)
    return _SENTENCES[defect.kind](_form(defect.form, say), say)


def _of_some_pages(defect: Defect, say: Translator) -> str:
    """The others were read."""
    if defect.kind == "scanned":
        return say.plural(
            "{n} page is only a picture, so its text was not read.",
            "{n} pages are only pictures, so their text was not read.",
            defect.count,
        )
    if defect.kind == "damaged":
        return say.plural(
            "{n} page is damaged and was not read.",
            "{n} pages are damaged and were not read.",
            defect.count,
        )
    return _SENTENCES[defect.kind](_form(defect.form, say), say)


def _cut(defect: Defect, analysis: Analysis, say: Translator) -> str:
    """``count`` pages were read."""
    if analysis.pages > defect.count > 0:
        return say.text(
            "Pages 1 to {read} of {all} were read.", read=defect.count, all=analysis.pages
        )
    return say.plural(
        "It is long: only the first {n} page was read.",
        "It is long: only the first {n} pages were read.",
        max(defect.count, 1),
    )


def _form(form: MadeFrom, say: Translator) -> str:
    return {"html": "HTML", "pdf": "PDF", "abstract": say.text("abstract")}[form]


_SENTENCES: Mapping[DefectKind, Callable[[str, Translator], str]] = {
    "missing": lambda form, say: say.text("arXiv has no {form} of it.", form=form),
    "unreachable": lambda form, say: say.text("I could not ask arXiv for the {form}.", form=form),
    "late": lambda form, say: say.text("The {form} took too long.", form=form),
    "encrypted": lambda form, say: say.text("The {form} needs a password.", form=form),
    "scanned": lambda form, say: say.text(
        "The {form} has only pictures of pages, no text.", form=form
    ),
    "empty": lambda form, say: say.text("The {form} has no text.", form=form),
    "damaged": lambda form, say: say.text(
        "The {form} is damaged and could not be read.", form=form
    ),
    "too_large": lambda form, say: say.text("The {form} is too large to be read.", form=form),
    "unfinished": lambda form, say: say.text("The {form} breaks off before the end.", form=form),
}
