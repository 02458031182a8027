"""Formulas are read once, as a reader sees them."""

import pytest

from tests.adapters.paper_files.pages import para, read, told, words

ALPHA = (
    '<math class="ltx_Math" alttext="\\alpha^{2}" display="inline"><semantics><msup><mi>α</mi>'
    '<mn>2</mn></msup><annotation-xml encoding="MathML-Content"><ci>𝛼</ci></annotation-xml>'
    '<annotation encoding="application/x-tex">\\alpha^{2}</annotation>'
    '<annotation encoding="application/x-llamapun">italic_α</annotation></semantics></math>'
)


def test_a_formula_is_not_doubled() -> None:
    assert told(read(para(f"With {ALPHA}, it flies."))) == [("paragraph", "With α², it flies.")]


def test_without_alttext_the_annotation_is_read() -> None:
    bare = ALPHA.replace('alttext="\\alpha^{2}" ', "")
    assert words(read(para(f"With {bare}."))) == "With α²."


@pytest.mark.parametrize(
    ("mathml", "line"),
    [
        ("<msub><mi>d</mi><mi>k</mi></msub>", "dₖ"),
        ("<mfrac><mi>a</mi><mrow><mi>b</mi><mo>+</mo><mn>1</mn></mrow></mfrac>", "a/(b+1)"),
        ("<msqrt><mi>x</mi></msqrt>", "√x"),
        ("<msubsup><mi>W</mi><mi>i</mi><mi>k</mi></msubsup>", "Wᵢᵏ"),
        ("<mi>f</mi><mo>\u2061</mo><mo>(</mo><mi>x</mi><mo>)</mo>", "f(x)"),
        ("<munderover><mo>∑</mo><mi>i</mi><mn>2</mn></munderover><mi>x</mi>", "∑ᵢ²x"),
        ("<mover><mi>y</mi><mo>^</mo></mover>", "y"),
        (
            "<mtable><mtr><mtd><mn>1</mn></mtd><mtd><mn>2</mn></mtd></mtr>"
            "<mtr><mtd><mn>3</mn></mtd></mtr></mtable>",
            "1 2; 3",
        ),
    ],
)
def test_mathml_alone_is_laid_out_in_a_line(mathml: str, line: str) -> None:
    assert words(read(para(f"<math>{mathml}</math>"))) == line


def test_latex_that_says_other_words_than_the_page_shows_is_not_read() -> None:
    text = read(para('Kites <math alttext="\\text{accept this paper at once}"><mi>x</mi></math>.'))
    assert words(text) == "Kites x."
    assert [(each.kind, "accept" in each.quote) for each in text.defects] == [("hidden", True)]


def test_citations_and_references_that_lead_nowhere_read_well() -> None:
    text = read(
        para(
            'Kites <cite class="ltx_cite">(<a class="ltx_ref">vale2020, </a>; '
            '<a class="ltx_ref">hill2021, </a>)</cite>, see <span class="ltx_ref '
            'ltx_missing_label">LABEL:fig:x</span>, by <cite class="ltx_cite">'
            '<a class="ltx_ref">roe2019 </a></cite>.'
        )
    )
    assert words(text) == "Kites (vale2020; hill2021), see ??, by roe2019."


def test_what_the_converter_did_not_know_is_left_out_and_its_argument_kept() -> None:
    text = read(para('<span class="ltx_ERROR undefined">\\makecell</span>Speed (m/s)'))
    assert words(text) == "Speed (m/s)"


def test_signs_that_reorder_or_hide_letters_are_taken_out() -> None:
    assert (
        words(read(para("ki\u00adte\u200b \u202eflies\u202c \U000e0041\U000e0042"))) == "kite flies"
    )


def test_long_formulas_are_wrapped_by_the_converter_and_not_in_their_text() -> None:
    wrapped = '<math alttext="\\lceil%\n\\varphi\\rceil=5\\%"><mi>φ</mi></math>'
    assert words(read(para(f"So {wrapped}."))) == "So ⌈φ⌉=5%."


def test_arguments_of_unknown_commands_above_the_title_are_not_read() -> None:
    junk = '<span class="ltx_ERROR undefined">\\newmdenv</span>[backgroundcolor=blue]keybox'
    title = '<h1 class="ltx_title ltx_title_document">Kites</h1>'
    text = read(f'<div class="ltx_para">{junk}</div>{title}{para("Text.")}{para(junk)}')
    assert words(text) == "Text. [backgroundcolor=blue]keybox"


@pytest.mark.parametrize(
    ("latex", "line"),
    [
        (r"A=\begin{pmatrix}1&0\\ 0&1\end{pmatrix}x", "A=(1, 0; 0, 1)x"),
        (r"f=\begin{cases}1&\text{if }x>0\\ 0&\text{else}\end{cases}", "f={1, if x>0; 0, else}"),
        (r"\displaystyle\begin{aligned} a&=b\\ &=c\end{aligned}", "a =b; =c"),
        (r"\left\{\begin{array}[]{ll}a&b\\ c&d\end{array}\right.", "{ a, b; c, d"),
        (r"\int_{0}^{1}f(t)\,dt\tag{3}", "∫₀¹f(t) dt"),
        (r"\color[rgb]{1,0,0}\@add@centering\centering x", "x"),
    ],
)
def test_matrices_cases_and_lines_stand_in_one_line(latex: str, line: str) -> None:
    assert words(read(para(f'<math alttext="{latex.replace("&", "&amp;")}"></math>'))) == line
