"""An invented paper as it is read of HTML or PDF, for tests of what is made of full texts."""

from collections.abc import Sequence
from typing import Any

from bot.values.full_texts import Figure, FullText, Piece, Section
from bot.values.papers import Paper

TITLE = "KilnNet: Predicting the Firing of Clay by Sound"
ABSTRACT = (
    "Potters lose one pot in five to firings that end too early. We propose KilnNet, a network "
    "that listens to a kiln and predicts when its clay is fired. On 1,200 firings, KilnNet is "
    "right in 91.4% of the cases, 6.2 points more than a thermometer."
)
SECTIONS: tuple[tuple[str, str, int, Sequence[str]], ...] = (
    ("Introduction", "1", 1, (
        "Firing clay is a costly step of pottery, and potters still lose one pot in five to it "
        "[3, 4]. With the recent growth of small workshops, cheap ways to watch a kiln are needed "
        "(Adams et al., 2019). However, existing methods rely on thermometers that fail above "
        "1,000 degrees [7].",
        "In this work, we propose KilnNet, a network that listens to the kiln instead. The key "
        "idea is that clay cracks audibly while it loses water, and falls silent once it is fired. "
        "The rest of this paper is organised as follows.",
        "Our contributions are as follows:",
        "* We introduce the first network that predicts the end of a firing from sound alone.",
        "* We release ClayTalk, a corpus of 1,200 recorded firings with the state of each pot.",
    )),
    ("Related Work", "2", 1, (
        "Previous work has watched kilns with thermometers and cameras [7, 8]. Most existing "
        "methods need a sensor inside the kiln, which is expensive and wears out within weeks. "
        "Brown and Green (2011) weigh the kiln. In contrast to these approaches, KilnNet needs a "
        "single microphone in front of the door.",
    )),
    ("Method", "3", 1, (
        "KilnNet consists of three stages: a filter, an encoder and a judge (Figure 1).",
    )),
    ("Filter", "3.1", 2, (
        "We first remove the sound of the burner with a band filter that follows its pitch. "
        "Note that wind is not removed.",
    )),
    ("Encoder", "3.2", 2, (
        "The encoder maps ten seconds of filtered sound to a vector of 64 numbers. It is trained "
        "with a loss that compares neighbouring windows.",
    )),
    ("Judge", "3.3", 2, (
        "The judge reads the vectors of one hour and computes how likely the clay is fired, as "
        "shown in Figure 2.",
    )),
    ("Experiments", "4", 1, ()),
    ("Data", "4.1", 2, (
        "We evaluate KilnNet on ClayTalk, which contains 1,200 firings of 14 workshops [9]. "
        "We compare KilnNet with a thermometer and with the judgement of three potters. "
        "We report accuracy and the mean error in minutes as metrics.",
        "We trained for 20 epochs with a learning rate of 0.001 and a batch size of 32. Training "
        "took 4 hours on one NVIDIA V100 GPU.",
    )),
    ("Results", "4.2", 2, (
        "As shown in Table 1, KilnNet reaches an accuracy of 91.4%, which is 6.2 points better "
        "than the thermometer. For small kilns, KilnNet reduces the mean error from 31 to 12 "
        "minutes.",
    )),
    ("Limitations", "5", 1, (
        "KilnNet cannot hear firings in rooms that are louder than 80 decibels. All firings of "
        "ClayTalk were recorded with electric kilns, so that our results may not hold for wood.",
    )),
    ("Conclusion", "6", 1, (
        "We presented KilnNet, which predicts the end of a firing from sound. KilnNet can "
        "also be applied to glass and to bread. Code and recordings are available at "
        "https://github.com/example/kilnnet.",
    )),
    ("Prompts", "A", 1, (
        "We asked a language model to describe the recordings with a prompt of two lines.",
    )),
)  # fmt: skip
ROWS = (
    ("Method", "Accuracy", "Error (min)"),
    ("Thermometer [7]", "85.2", "31"),
    ("Potters", "88.0", "24"),
    ("KilnNet (ours)", "91.4", "12"),
)


def paper(**changes: Any) -> Paper:
    fields: dict[str, Any] = {
        "id": "2602.01234",
        "version": 1,
        "title": TITLE,
        "abstract": ABSTRACT,
        "authors": (),
        "categories": ("cs.SD",),
    }
    return Paper(**(fields | changes))


def full_text(**changes: Any) -> FullText:
    """With pages, one for every two sections."""
    sections, pieces = [Section("Abstract", page=1)], [Piece("paragraph", ABSTRACT, 0, 1)]
    for at, (title, number, level, bodies) in enumerate(SECTIONS, start=1):
        page = 1 + at // 2
        sections.append(Section(title, number, level, page, appendix=number == "A"))
        pieces += [_piece(body, at, page) for body in bodies]
        if title == "Method":
            pieces.append(Piece("caption", _CAPTION, at, page, "Figure 1"))
        if title == "Results":
            pieces.append(Piece("table", _lines(ROWS), at, page, "Table 1", ROWS))
            pieces.append(Piece("caption", "Main results on ClayTalk.", at, page, "Table 1"))
    pieces.append(Piece("reference", "[3] A. Adams. Pots. 2019.", None, 7))
    fields: dict[str, Any] = {
        "paper_id": "2602.01234",
        "version": 1,
        "made_from": "pdf",
        "title": TITLE,
        "sections": tuple(sections),
        "pieces": tuple(pieces),
        "figures": FIGURES,
        "pages": 7,
    }
    return FullText(**(fields | changes))


_CAPTION = (
    "Overview of KilnNet. A microphone records the kiln, and a filter removes its burner. "
    "The judge tells the potter when the clay is fired."
)
FIGURES = (
    Figure("Figure 1", _CAPTION, 3, 2, box=(72, 400, 540, 700)),
    Figure("Figure 2", "Accuracy against the number of firings.", 9, 5, box=(72, 400, 540, 700)),
    Figure("Figure 3", "Overview of all prompts.", 12, 7, box=(72, 400, 540, 700)),
)


def _piece(body: str, section: int, page: int) -> Piece:
    if body.startswith("* "):
        return Piece("item", body[2:], section, page)
    return Piece("paragraph", body, section, page)


def _lines(rows: Sequence[Sequence[str]]) -> str:
    return "\n".join(" | ".join(row) for row in rows)
