"""The figure that shows what a paper does: the method's overview, or the teaser. Pure."""

import re
from collections.abc import Sequence

from bot.editorial.full_text.roles import Part, appendices, section_parts
from bot.values.full_texts import Figure, FullText

_OVERVIEW = re.compile(
    r"\b(?:overview|architectures?|framework|pipeline|workflow|schematics?|illustration|"
    r"flow ?chart|flow diagram|block diagram|concept\w*|structure of|overall|proposed|"
    r"our (?:method|"
    r"approach|model|system|framework)|we (?:propose|introduce|present)|method(?! ?=)|procedure|"
    r"set-?up|"
    r"design|how .* works|the model|network|graphical model|system)\b",
    re.I,
)
_STRONG = re.compile(
    r"\b(?:overview|architectures?|framework|pipeline|workflow|schematic|teaser|overall|"
    r"at a glance|graphical abstract|illustration of (?:the|our)|our (?:method|approach|system))\b",
    re.I,
)
_PLOT = re.compile(
    r"\b(?:results?|accuracy|loss|curves?|ablation|histograms?|distributions?|frequency|"
    r"performance|precision|recall|versus|vs\.?|as a function of|error|speed-?up|scatter|"
    r"box ?plots?|visuali[sz]ation|examples?|samples|failure|qualitative|sensitivity|"
    r"residuals|spectr\w+|contours?|time series|heat ?maps?|screenshot|prompts?|comparison of|"
    r"plots?|numbers? of|fit(?:ted)?|values?|posterior|confidence|p-values?|"
    r"quantile|histogram|auc|roc|map of|location|\w+plots?|(?:auto)?correlations?)\b",
    re.I,
)
_IN: dict[Part, float] = {"introduction": 1.0, "method": 1.0, "abstract": 1.0, "background": 0.2,
                          "related": 0.0, "setup": -0.3, "results": -0.8, "discussion": -0.6,
                          "conclusion": -0.5, "limits": -1.0, "availability": -1.0,
                          "aside": -1.0}  # fmt: skip
_LABEL = re.compile(r"^(?:fig(?:ure|\.)?\s*\d+)?[\s.:|–—-]*", re.I)
# a later one whose caption does not say that it shows the whole is one of the results
_FEW, _ONE_OF_MANY = 2, 1.0
_FIRST, _EACH_LATER, _APPENDIX, _LEAST = 0.8, 0.15, 4.0, 0.6


def main_figure(text: FullText) -> Figure | None:
    """Of those that can be shown. None where there is none, or all look like plots."""
    return telling_figure(text, [one for one in text.figures if one.source or one.box])


def telling_figure(text: FullText, figures: Sequence[Figure]) -> Figure | None:
    """By caption and place."""
    parts = section_parts(text.sections)
    worths = [(_worth(text, one, at, parts), -at, one) for at, one in enumerate(figures)]
    best = max(worths, key=lambda each: each[:2], default=None)
    return best[2] if best is not None and best[0] >= _LEAST else None


def bare_caption(figure: Figure) -> str:
    """Without the label, which some files have in front of it."""
    return _LABEL.sub("", figure.caption.removeprefix(figure.label))


def _worth(text: FullText, figure: Figure, at: int, parts: tuple[Part, ...]) -> float:
    first = bare_caption(figure)[:200]
    opening = re.split(r"(?<=[a-z)])[.:]\s", first, maxsplit=1)[0]
    points = _FIRST - _EACH_LATER * min(at, 6)
    is_overview = bool(_OVERVIEW.search(first))
    points -= 0.0 if is_overview or at < _FEW else _ONE_OF_MANY
    points += 1.0 * is_overview + 1.2 * bool(_STRONG.search(opening))
    points -= 1.3 * bool(_PLOT.search(opening)) + 0.2 * bool(_PLOT.search(first))
    if figure.section is None:
        return points + 1.0
    appendix = appendices(text.sections)[figure.section]
    return points + _IN[parts[figure.section]] - _APPENDIX * appendix
