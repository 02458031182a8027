"""LaTeX becomes readable text, and no text is lost."""

import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from bot.text.addresses import plain_address
from bot.text.latex import to_unicode


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"50\% of all", "50% of all"),
        ("50% of all papers, not a comment", "50% of all papers, not a comment"),
        (r"A\&B, a\_b, \#1, \$5", "A&B, a_b, #1, $5"),
        (r"$90\%$ and $<5\%$", "90% and <5%"),
        (r"Sets \{a, b\} and {a, b}", "Sets {a, b} and {a, b}"),
    ],
)
def test_escaped_and_bare_signs_stay(latex: str, text: str) -> None:
    assert to_unicode(latex) == text


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"$\pi_{0.5}$", "π₀.₅"),
        ("$10^{-3}$", "10⁻³"),
        (r"$\mathcal{O}(n\log n)$", "O(n log n)"),
        ("$x_{t+1}$", "xₜ₊₁"),
        ("$x_{q+1}$", "x_(q+1)"),
        (r"$L_{\mathrm{max}}$", "L_max"),
        (r"R$^2$ in 5 km$^{2}$", "R² in 5 km²"),
        (r"the 5$^{\text{th}}$ at 30$^\circ$C", "the 5th at 30°C"),
        (r"\frac{a}{1+b}", "a/(1+b)"),
        (r"$\frac12$ but $\frac{1}{2}x$ and $2\frac{1}{2}$", "1/2 but (1/2)x and 2(1/2)"),
        (r"${a+b \over c}$", "(a+b)/c"),
        (r"$\sqrt{2}$, $\sqrt{x+1}$, $\sqrt[3]{x}$", "√2, √(x+1), ³√x"),
        (r"$\mathbb{R}^d$ and $\mathbb{E}[X]$", "ℝᵈ and 𝔼[X]"),
        (r"$\alpha \leq \beta$, $2\times$, $a \to b$", "α ≤ β, 2×, a → b"),
        (r"$\sim 300$ hours", "∼300 hours"),
        (r"$\hat{x}$, $\|x\|_2$, $f'$, $\not\in$", "x̂, ‖x‖₂, f′, ∉"),
        (r"$$x^2$$ and \(a+b\) and \[c\]", "x² and a+b and c"),
        (r"$\left( a \right)$", "( a )"),
        ("H_{2}O and file_name and x_i", "H₂O and file_name and x_i"),
    ],
)
def test_formulas_become_one_unambiguous_line(latex: str, text: str) -> None:
    assert to_unicode(latex) == text


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"\textbf{bold \emph{both}} {\em x} {\bf y z}", "bold both x y z"),
        (r"{B}ERT and {\L}ukasz", "BERT and Łukasz"),
        (r"{Long Name} of {CFA}$^2$ in {x}", "Long Name of CFA² in {x}"),
        (r"\ours{} beats \baseline by 3", "ours beats baseline by 3"),
        (r"\mystyle{kept}{too}", "kept too"),
        (r"\textcolor{red}{kept}", "kept"),
        (r"a claim\footnote{with a note}.", "a claim (with a note)."),
        (r"\url{https://a.b/c\_d}", "https://a.b/c_d"),
        (r"\href{https://a.b/c}{the code}", "the code (https://a.b/c)"),
        (r"\href{https://a.b/c}{https://a.b/c}", "https://a.b/c"),
        (r"as shown~\cite{x, y}. And (\citep[p. 3]{z}), too", "as shown. And, too"),
        (r"one\\two\,three", "one two three"),
        (r"$\textit{a dash}\unicode{x2014}$", "a dash—"),
    ],
)
def test_commands_leave_their_text(latex: str, text: str) -> None:
    assert to_unicode(latex) == text


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"$\mathcal O_K$, $\mathbf β$, $\bm w_1$, \underline σ", "O_K, β, w₁, σ"),
        (r"$\mathfrak{g}$ and $\mathcal{E\mkern-2mu L}$", "g and E L"),
        (r"$\binom{n}{k}$ ways", "(n choose k) ways"),
        (r"$A \xrightarrow{f} B \xleftarrow[g]{} C$", "A →ᶠ B ← C"),
        (r"$\neg p$, $\bot$, $\varOmega$, $\not\simeq$", "¬ p, ⊥, Ω, ≄"),
        (r"$\mathbb{F}_{q^2}$ and $n^{a/b}$", "𝔽_q² and n^(a/b)"),
        (r"\verb|tiny_model --x| and \verb+a|b+", "tiny_model --x and a|b"),
        (r"a 360{\deg} view, 30$^\deg$C, $\deg f$", "a 360° view, 30°C, deg f"),
        (r"AP$_{\text{multi-modal}}$", "AP_multi-modal"),
        (r"\mathbf{a} and \verb without a sign", "a and verb without a sign"),
    ],
)
def test_commands_without_braces_leave_no_name(latex: str, text: str) -> None:
    assert to_unicode(latex) == text


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"\textbf{Warning: this text is not closed", "Warning: this text is not closed"),
        (r"We test it.\footnote{Code is there.", "We test it. Code is there."),
        (r"\changed[x]{kept} and \changed{never closed", "kept and never closed"),
        ("a pebble} that rolls, and {another", "a pebble that rolls, and another"),
        ("22{,}879 pebbles at {https://a.b/c}", "22,879 pebbles at https://a.b/c"),
        (
            "{We burn wood, and we do not mind.} It {(PN)} ends",
            "We burn wood, and we do not mind. It (PN) ends",
        ),
        ("We call it {FooBar}, on {a, b} and {x}", "We call it FooBar, on {a, b} and {x}"),
    ],
)
def test_braces_that_were_meant_for_tex_are_not_shown(latex: str, text: str) -> None:
    assert to_unicode(latex) == text


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"\'e \'{e} \"o \"{o} \c{c} \c c \~n \v{S}", "é é ö ö ç ç ñ Š"),
        (
            r"Paul Erd\H{o}s, Erd\H os, na\"\i ve, S\o ren, Gau{\ss}",
            "Paul Erdős, Erdős, naïve, Søren, Gauß",
        ),
        (r"J. Garc\'{\i}a", "J. García"),
    ],
)
def test_accents_are_composed(latex: str, text: str) -> None:
    assert to_unicode(latex) == text


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        ("pages 1--2, yes --- no -- maybe", "pages 1–2, yes — no – maybe"),
        ("run --verbose and <!-- x --> and a-b", "run --verbose and <!-- x --> and a-b"),
        ("``quotes'' and `single', don't", "“quotes” and ‘single’, don't"),
        ('``mixed" and "plain"', '“mixed” and "plain"'),
        ("`code` and ``rst``", "`code` and ``rst``"),
        ("Fig.~3 and $n$~bits", "Fig. 3 and n bits"),
        ("~28,000, (~5), 10~20, ~/path", "~28,000, (~5), 10~20, ~/path"),
        ("see http://a.org/~me/x_y%20z--1 now", "see http://a.org/~me/x_y%20z--1 now"),
        ("see www.a.org/~me and a.edu/b--c", "see www.a.org/~me and a.edu/b--c"),
    ],
)
def test_dashes_quotes_and_ties_are_told_from_their_lookalikes(latex: str, text: str) -> None:
    assert to_unicode(latex) == text


@pytest.mark.parametrize(
    "text",
    [
        "$5 per hour and $10 per day",
        "from $5 to $10 million",
        "at US$5, AU$6 or $5-$10",
        "a bug bounty of $35,000",
        "open { brace",
        "close } brace",
        "a \u201cquoted\u201d word \u2014 na\u00efve \u03b1\u2080",
        "{a {b {c}}}",
    ],
)
def test_text_that_is_no_latex_stays(text: str) -> None:
    assert to_unicode(text) == text


def test_a_price_does_not_swallow_the_formula_after_it() -> None:
    assert to_unicode("costs $5 per $10^6$ tokens") == "costs $5 per 10⁶ tokens"


def test_white_space_becomes_single_spaces() -> None:
    assert to_unicode("  one\n  two\t three ") == "one two three"


def test_an_address_loses_its_escapes() -> None:
    assert plain_address(r"https://a.b/\~{}me/x\_y\%20z") == "https://a.b/~me/x_y%20z"


@given(st.text(alphabet="\\${}~^_`'\"-%&[] \nab1.é(ı", max_size=60))
@settings(max_examples=400, deadline=None)
def test_any_text_is_read_without_an_error(text: str) -> None:
    assert isinstance(to_unicode(text), str)


@given(st.text(alphabet="abcXYZ 0123456789.,;:!?%&#@*()[]=+<>/éß中", max_size=80))
def test_plain_text_only_changes_its_white_space(text: str) -> None:
    assert to_unicode(text) == " ".join(text.split())


@pytest.mark.parametrize(
    "hostile",
    [
        "{",
        "$",
        "\\",
        "{" * 50 + "}" * 50,
        "\\frac{",
        "$$",
        "`",
        "\\'",
        "a-",
        "\\cite",
        "_{",
        "\\over ",
    ],
)
def test_hostile_text_costs_bounded_time(hostile: str) -> None:
    begun = time.process_time()
    to_unicode(hostile * (10_000 // len(hostile)))
    assert time.process_time() - begun < 1.0


@pytest.mark.shared
def test_real_metadata_keeps_no_command_and_no_formula_sign(shared: Path) -> None:
    texts = list(_feed_texts(shared))
    assert len(texts) > 100
    left = [out for out in map(to_unicode, texts) if re.search(r"\\[A-Za-z]|\$[^\d$]+\$", out)]
    assert left == []


def _feed_texts(shared: Path) -> set[str]:
    files = sorted((shared / "data" / "arxiv").glob("*-*-*/rss_*.xml"))
    items = (item for file in files for item in etree.parse(file).iter("title", "description"))
    return {item.text for item in items if item.text}
