"""What a page's structure says: sections, lists, floats, notes, theorems, listings."""

import pytest

from bot.values.full_texts import FullText, Piece, Section
from tests.adapters.paper_files.pages import WIDGETS, para, read, told, words


@pytest.fixture(scope="module")
def widgets() -> FullText:
    """A page with everything that arXiv's pages have around a paper and in it."""
    from adapters.paper_files.html.reading import read_html
    from adapters.paper_files.limits import ReadingLimits

    return read_html(WIDGETS.read_bytes(), ReadingLimits())


def of_kind(text: FullText, kind: str) -> list[Piece]:
    return [each for each in text.pieces if each.kind == kind]


def title_of(text: FullText, piece: Piece) -> str:
    return "" if piece.section is None else text.sections[piece.section].title


def test_sections_have_their_numbers_and_levels_and_appendices_are_known(widgets: FullText) -> None:
    assert widgets.sections == (
        Section("Abstract"),
        Section("Introduction", "1", 1),
        Section("Method", "2", 1),
        Section("Cutting O(n)", "2.1", 2),
        Section("Results", "3", 1),
        Section("Acknowledgments"),
        Section("References"),
        Section("More", "A", 1, appendix=True),
        Section("Even more", "A.1", 2, appendix=True),
    )


def test_what_arxiv_puts_around_a_paper_is_not_read_but_for_its_version(widgets: FullText) -> None:
    said = words(widgets)
    for furniture in ("arXiv nav", "License", "reporting errors", "Generated on", "display errors"):
        assert furniture not in said
    assert widgets.version == 2
    assert widgets.title == "Sparse Widgets for Fast Gadgets"


def test_notes_leave_the_sentence_and_stand_behind_its_paragraph(widgets: FullText) -> None:
    at = next(n for n, each in enumerate(widgets.pieces) if "Widgets are slow" in each.text)
    assert widgets.pieces[at].text.startswith("Widgets are slow, as Doe et al. (2020) found.")
    assert widgets.pieces[at + 1].kind == "footnote"
    assert widgets.pieces[at + 1].text == "See https://w.org."
    assert "On one core." in [each.text for each in of_kind(widgets, "footnote")]


def test_nested_entries_are_pieces_of_their_own_and_paragraphs_of_one_are_joined(
    widgets: FullText,
) -> None:
    assert [each.text for each in of_kind(widgets, "item")] == [
        "A method. It is simple:",
        "(a) cut,",
        "(b) glue.",
        "And more.",
        "A dataset.",
        "Layer 0: raw widgets.",
    ]


def test_figures_have_label_caption_and_image_and_so_have_their_panels(widgets: FullText) -> None:
    assert [(each.label, each.caption, each.source, each.images) for each in widgets.figures] == [
        ("Figure 1", "Overview of the widget pipeline.", "2401.00001v2/x1.png", 2),
        ("Figure 1(a)", "Before.", "2401.00001v2/x1.png", 1),
        ("Figure 1(b)", "After.", "2401.00001v2/x2.png", 1),
    ]
    captions = {each.label: each.text for each in of_kind(widgets, "caption")}
    assert captions["Figure 1"] == "Overview of the widget pipeline."
    assert captions["Table 1"] == "Speed of widgets."


def test_a_table_of_spans_has_rows_and_each_value_its_whole_heading(widgets: FullText) -> None:
    (table,) = of_kind(widgets, "table")
    assert table.label == "Table 1"
    assert table.rows == (
        ("Model", "Speed", "Speed"),
        ("Model", "small", "big"),
        ("Ours", "2.0±0.1", "3.0"),
    )
    assert table.text.splitlines()[2] == "Ours | 2.0±0.1 | 3.0"


def test_theorems_proofs_and_run_in_headings_begin_their_paragraph(widgets: FullText) -> None:
    assert ("paragraph", "Data. We use DATA.") in told(widgets)
    (lemma,) = [each for each in widgets.pieces if each.text.startswith("Lemma 2.1 (Cut).")]
    assert lemma.label == "Lemma 2.1"
    assert ("paragraph", "Proof. Obvious. ∎") in told(widgets)


def test_equations_of_a_group_keep_their_numbers_and_the_prose_between_them(
    widgets: FullText,
) -> None:
    at = next(n for n, each in enumerate(widgets.pieces) if each.kind == "equation")
    first, between, second = widgets.pieces[at : at + 3]
    assert (first.label, first.text) == ("(1)", "a =b+c,")
    assert (between.kind, between.text) == ("paragraph", "and by cutting")
    assert (second.label, second.text) == ("(2)", "d =e/f.")


def test_algorithms_and_programs_keep_their_lines(widgets: FullText) -> None:
    algorithm, program = of_kind(widgets, "algorithm")
    assert algorithm.label == "Algorithm 1"
    assert [line.strip() for line in algorithm.text.splitlines()] == [
        "1: Input: widget w",
        "2: return cut(w)",
    ]
    assert program.text.splitlines() == ["import widgets", "cut()"]


def test_references_thanks_and_prompts_in_frames_are_told_apart(widgets: FullText) -> None:
    (reference,) = of_kind(widgets, "reference")
    assert reference.text == "Jane Doe, A. Roe. Slow widgets."
    assert reference.label == "Doe et al. (2020)"
    assert [each.text for each in of_kind(widgets, "thanks")] == ["We thank all."]
    prompt = "You are a careful judge of widgets and must answer with yes or no only."
    assert ("paragraph", prompt) in told(widgets)


def test_affiliations_come_from_marks_and_from_lines_in_order(widgets: FullText) -> None:
    assert widgets.affiliations == (
        "Department of Gadgets, University of Somewhere, Sometown",
        "Gadget Labs Inc",
        "Institute of Widgets, Elsewhere",
    )


def test_a_name_in_the_line_of_authors_is_no_affiliation() -> None:
    text = read(
        '<div class="ltx_authors"><span class="ltx_creator ltx_role_author">'
        '<span class="ltx_personname">Ada Vale<br>Wren Street Brain<br>ada@w.org<br>'
        "&amp;Bo Hill<br>University of Pebbles<br>bo@p.edu</span></span></div>" + para("Text.")
    )
    assert text.affiliations == ("Wren Street Brain", "University of Pebbles")


def test_a_heading_after_the_references_with_a_letter_is_an_appendix() -> None:
    text = read(
        '<section class="ltx_bibliography"><h2 class="ltx_title">References</h2><ul>'
        '<li class="ltx_bibitem">A. Roe. Kites.</li></ul></section>'
        '<section class="ltx_section"><h2 class="ltx_title"><span class="ltx_tag">B </span>Proofs'
        f"</h2>{para('Text.')}</section>"
    )
    assert text.sections[1] == Section("Proofs", "B", 1, appendix=True)


def test_levels_are_those_that_the_page_has() -> None:
    text = read(
        '<section class="ltx_chapter"><h2 class="ltx_title"><span class="ltx_tag">Chapter 1 </span>'
        'Kites</h2><section class="ltx_section"><h3 class="ltx_title"><span class="ltx_tag">1.1 '
        f"</span>Strings</h3>{para('Text.')}</section></section>"
    )
    assert text.sections == (Section("Kites", "1", 1), Section("Strings", "1.1", 2))


def test_a_page_without_latexml_is_read_by_its_tags() -> None:
    text = read(
        "<h1>Kites</h1><p>First.</p><h2>1. Strings</h2><p>Second<sup>2</sup>.</p>"
        "<ul><li>One</li><li>Two</li></ul><table><tr><th>a</th><th>b</th></tr>"
        "<tr><td>1</td><td>2</td></tr></table><h2>Acknowledgements</h2><p>Thanks.</p>"
    )
    assert text.title == "Kites"
    assert [section.number for section in text.sections] == ["1", ""]
    assert told(text) == [
        ("paragraph", "First."),
        ("paragraph", "Second²."),
        ("item", "One"),
        ("item", "Two"),
        ("table", "a | b\n1 | 2"),
        ("thanks", "Thanks."),
    ]


def test_a_float_in_the_middle_of_a_paragraph_does_not_cut_its_sentence() -> None:
    text = read(
        '<div class="ltx_para"><p class="ltx_p">A kite <span class="ltx_figure"><img src="k.png">'
        '<span class="ltx_caption"><span class="ltx_tag">Figure 2: </span>A kite.</span></span>'
        "flies.</p></div>"
    )
    assert told(text) == [("paragraph", "A kite flies."), ("caption", "A kite.")]
    assert [each.source for each in text.figures] == ["k.png"]


def test_a_section_that_fell_into_a_float_is_read_as_a_section() -> None:
    text = read(
        '<figure class="ltx_table"><figcaption class="ltx_caption"><span class="ltx_tag">Table 1: '
        '</span>Kites.</figcaption><section class="ltx_section"><h2 class="ltx_title">'
        f'<span class="ltx_tag">5 </span>Strings</h2>{para("Short.")}</section></figure>'
    )
    assert ("paragraph", "Short.") in told(text)
    assert [each.kind for each in text.defects] == ["unfinished"]


def test_an_image_is_found_from_the_base_that_the_page_names() -> None:
    text = read(
        '<figure class="ltx_figure"><img src="x1.png"><figcaption>Figure 1: A kite.</figcaption>'
        "</figure>",
        head='<base href="/html/2602.00001v3/">',
    )
    assert text.figures[0].source == "/html/2602.00001v3/x1.png"
    assert (text.figures[0].label, text.figures[0].caption) == ("Figure 1", "A kite.")


def test_a_span_without_end_takes_no_more_than_a_table_can_have() -> None:
    wide = f'<table><tr><td colspan="{10**9}">a</td><td rowspan="{10**9}">b</td></tr></table>'
    (table,) = read(wide + para("Text.")).pieces[:1]
    assert len(table.rows[0]) == 200 if table.rows else table.kind == "paragraph"


def test_labels_that_only_the_site_hides_and_publishers_notes_are_not_read() -> None:
    text = read(
        '<div class="ltx_authors"><span class="ltx_creator ltx_role_author">'
        '<span class="ltx_personname">Ada Vale</span><span class="ltx_author_notes">'
        '<span class="ltx_author_notes_content"><span class="ltx_contact ltx_role_affiliation">'
        '<span class="ltx_contact_name">Affiliation: </span>CFAR, A*STAR</span>'
        '<span class="ltx_contact ltx_role_affiliation">Project Page: <a>kites.github.io</a></span>'
        '</span></span></span></div><span class="ltx_note ltx_role_copyright">'
        '<span class="ltx_note_content"><span class="ltx_note_type">copyright: </span>none</span>'
        '</span><div class="ltx_dates">(May 2026)</div>' + para("Text.")
    )
    assert text.affiliations == ("CFAR, A*STAR",)
    assert words(text) == "Ada Vale; CFAR, A*STAR; Project Page: kites.github.io Text."


def test_a_number_that_stands_for_several_lines_is_theirs() -> None:
    def line(formula: str, number: str = "") -> str:
        cell = f'<td class="ltx_eqn_cell"><math alttext="{formula}"></math></td>'
        return f'<tr class="ltx_eqn_row">{cell}{number}</tr>'

    both = '<td rowspan="2" class="ltx_eqn_eqno"><span class="ltx_tag">(1)</span></td>'
    one = '<td class="ltx_eqn_eqno"><span class="ltx_tag">(2)</span></td>'
    text = read(
        '<table class="ltx_equationgroup"><tbody>'
        + line("a=b", both) + line("=c") + line("d=e", one) + line("=f")
        + "</tbody></table>"
    )  # fmt: skip
    assert [(each.label, each.text) for each in text.pieces] == [
        ("(1)", "a=b\n=c"),
        ("(2)", "d=e\n=f"),
    ]


def test_a_theorem_that_begins_with_an_equation_is_named_before_it() -> None:
    text = read(
        '<div class="ltx_theorem"><h6 class="ltx_title"><span class="ltx_tag">Lemma 3</span>.</h6>'
        '<table class="ltx_equation"><tr><td><math alttext="a=b"></math></td></tr></table></div>'
    )
    assert told(text) == [("paragraph", "Lemma 3."), ("equation", "a=b")]


def table(*rows: str) -> str:
    lines = ("".join(f'<td class="ltx_td">{cell}</td>' for cell in row.split("|")) for row in rows)
    return f'<table class="ltx_tabular">{"".join(f"<tr>{line}</tr>" for line in lines)}</table>'


def caption(label: str, text: str) -> str:
    tag = f'<span class="ltx_tag">{label}: </span>'
    return f'<figcaption class="ltx_caption">{tag}{text}</figcaption>'


def test_two_captions_in_one_float_are_both_read_and_what_follows_has_its_own_label() -> None:
    text = read(
        '<figure class="ltx_figure"><div class="ltx_flex_figure"><div class="ltx_flex_cell">'
        f'<img src="k.png">{caption("Figure 3", "A kite.")}</div><div class="ltx_flex_cell">'
        f"{caption('Table 2', 'Speeds.')}{table('a|b', '1|2')}</div></div></figure>"
    )
    assert [(each.kind, each.label, each.text) for each in text.pieces] == [
        ("caption", "Figure 3", "A kite."),
        ("caption", "Table 2", "Speeds."),
        ("table", "Table 2", "a | b\n1 | 2"),
    ]


def test_a_table_that_only_sets_tables_side_by_side_is_several() -> None:
    inner = [f'<td class="ltx_td">{table(*rows)}</td>' for rows in (("a|b", "1|2"), ("c|d", "3|4"))]
    both = f'<table class="ltx_tabular"><tr>{"".join(inner)}</tr></table>'
    assert told(read(both)) == [("table", "a | b\n1 | 2"), ("table", "c | d\n3 | 4")]


def test_a_break_inside_a_cell_is_no_table_of_its_own() -> None:
    head = f'<td class="ltx_td">{table("Speed", "in m/s")}</td><td class="ltx_td">Kite</td>'
    row = '<td class="ltx_td">12</td><td class="ltx_td">red</td>'
    whole = f'<table class="ltx_tabular"><tr>{head}</tr><tr>{row}</tr></table>'
    assert told(read(whole)) == [("table", "Speed in m/s | Kite\n12 | red")]


def test_letters_around_images_are_no_table() -> None:
    text = read(
        f'<figure class="ltx_figure">{table("Input|Ours", "<img src=a.png>|<img src=b.png>")}'
        f"{caption('Figure 4', 'Kites.')}</figure>"
    )
    assert [each.kind for each in text.pieces] == ["caption", "caption"]
    assert text.figures[0].source == "a.png"


def test_an_abstract_without_a_heading_is_a_section() -> None:
    text = read(f'<div class="ltx_abstract">{para("Kites.")}</div>')
    assert [section.title for section in text.sections] == ["Abstract"]


def test_a_value_that_spans_columns_is_that_of_each_and_a_remark_stands_once() -> None:
    rows = (
        "<tr><td></td><td colspan=2>Speed</td></tr><tr><td>Kite</td><td>up</td><td>down</td></tr>"
        "<tr><td rowspan=2>red</td><td>1</td><td>2</td></tr><tr><td colspan=2>3.5</td></tr>"
        "<tr><td>blue</td><td colspan=2>not flown in such a wind</td></tr>"
        "<tr><td colspan=3>Large kites</td></tr>"
    )
    (piece,) = read(f"<table>{rows}</table>").pieces
    assert piece.rows == (
        ("", "Speed", "Speed"),
        ("Kite", "up", "down"),
        ("red", "1", "2"),
        ("red", "3.5", "3.5"),
        ("blue", "not flown in such a wind", ""),
        ("Large kites", "", ""),
    )
    assert piece.text.splitlines()[-1] == "Large kites"


def test_a_heading_in_the_line_is_set_apart_from_its_sentence() -> None:
    text = read(
        '<section class="ltx_paragraph"><h5 class="ltx_title">Residual dropout</h5>'
        f"{para('We drop.')}</section><dl><dt>Speed</dt><dd>how fast</dd></dl>"
    )
    assert told(text) == [("paragraph", "Residual dropout. We drop."), ("item", "Speed: how fast")]


def test_code_and_raised_citations_in_the_line_stay_there() -> None:
    text = read(
        para(
            'Call <code class="ltx_verbatim">fly()</code> and <b class="ltx_lstlisting">'
            'land()</b> as others<sup><cite class="ltx_cite"><a>3</a></cite></sup> do.'
        )
        + '<pre class="ltx_verbatim">fly()\n  land()</pre>'
    )
    assert told(text) == [
        ("paragraph", "Call fly() and land() as others [3] do."),
        ("algorithm", "fly()\n  land()"),
    ]


def test_thanks_without_a_heading_are_thanks() -> None:
    text = read('<div class="ltx_acknowledgements">We thank the wind.</div>')
    assert told(text) == [("thanks", "We thank the wind.")]


@pytest.mark.parametrize(
    ("note", "place"),
    [
        ("A. Vale is with Kite Corp., Town (e-mail: a@k.org).", "Kite Corp., Town"),
        ("B. Hill and C. Roe are with the School of Wind, X. They fly.", "School of Wind, X"),
        ("University of Pebbles.", "University of Pebbles"),
        ("Equal contribution.", None),
        ("Work done while A. Vale was flying for three years at a university far away.", None),
    ],
)
def test_notes_at_the_head_tell_workplaces(note: str, place: str | None) -> None:
    text = read(
        f'<span class="ltx_note"><span class="ltx_note_content">{note}</span></span>{para("Text.")}'
    )
    assert text.affiliations == ((place,) if place else ())


@pytest.mark.parametrize(
    ("told", "address"),
    [
        ("License: CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"),
        ("License: CC BY-NC-SA 4.0", "https://creativecommons.org/licenses/by-nc-sa/4.0/"),
        ("License: CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
        ("License: CC Zero", "https://creativecommons.org/publicdomain/zero/1.0/"),
        ("License: arXiv.org perpetual non-exclusive license", None),
    ],
)
def test_the_licence_is_that_which_arxiv_writes_above_the_paper(
    told: str, address: str | None
) -> None:
    page = (
        f'<html><body><div id="license-tr">{told}</div><article class="ltx_document">'
        '<p class="ltx_p">A text about lamps.</p></article></body></html>'
    )
    assert read(page).license == address
