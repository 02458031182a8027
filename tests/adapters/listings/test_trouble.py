"""Bad input: refused clearly, or read as far as it can be, but never half in silence."""

import gzip
import json
import time
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.listings.bounds import LONGEST_ABSTRACT, LONGEST_TITLE
from adapters.listings.decoding import read_text
from adapters.listings.reading import read_listing
from bot.errors import PaperbriefError, SourceRefused, SourceUnreadable
from bot.values.listings import AnnounceType, ListingState

SAMPLES = Path(__file__).parents[2] / "samples" / "arxiv"
RSS = (SAMPLES / "rss.xml").read_text()
XML_SAMPLES = sorted(SAMPLES.glob("*.xml"))


def _feed(*items: str, head: str = "") -> bytes:
    channel = "<title>cs.CL updates on arXiv.org</title><link>http://rss.arxiv.org/rss/cs.CL</link>"
    return (
        '<rss version="2.0" xmlns:arxiv="http://arxiv.org/schemas/atom">'
        f"<channel>{head or channel}{''.join(items)}</channel></rss>"
    ).encode()


def _item(
    guid: str = "oai:arXiv.org:2602.90001v1",
    title: str = "<title>T</title>",
    abstract: str = "<description>A.</description>",
    kind: str = "new",
) -> str:
    return (
        f"<item><guid>{guid}</guid>{title}{abstract}"
        f"<arxiv:announce_type>{kind}</arxiv:announce_type></item>"
    )


def _refusal(data: bytes, error: type[PaperbriefError] = SourceUnreadable) -> str:
    with pytest.raises(error) as caught:
        read_listing(data)
    return str(caught.value)


@pytest.mark.parametrize("path", XML_SAMPLES, ids=lambda path: path.stem)
@pytest.mark.parametrize("share", [0.02, 0.1, 0.5, 0.9, 0.99])
def test_a_cut_off_answer_is_refused_and_says_so(path: Path, share: float) -> None:
    data = path.read_bytes()
    assert "cut off" in _refusal(data[: int(len(data) * share)])


def test_broken_xml_is_refused_with_the_place() -> None:
    said = _refusal(RSS.replace("</guid>", "</gid>", 1).encode())
    assert "broken XML" in said
    assert "line 1" in said


def test_an_entity_bomb_is_refused_at_once() -> None:
    rungs = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    bomb = f'<!DOCTYPE rss [<!ENTITY e0 "lol">{rungs}]><rss><channel>&e11;</channel></rss>'
    began = time.process_time()
    assert "document type" in _refusal(bomb.encode())
    assert "document type" in _refusal(f"<?xml version='1.0'?><!-- <rss> -->\n{bomb}".encode())
    assert "document type" in _refusal(bomb.encode("utf-16"))
    assert time.process_time() - began < 1


def test_an_entity_never_reads_a_file(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("hidden")
    said = _refusal(
        f'<!DOCTYPE rss [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
        "<rss><channel><title>arXiv &x;</title></channel></rss>".encode()
    )
    assert "hidden" not in said


@pytest.mark.parametrize("declared", ["UTF-8", "ISO-8859-1", "utf-16", "klingon", "rot13"])
@pytest.mark.parametrize("sent", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_text_is_right_whatever_encoding_it_declares(declared: str, sent: str) -> None:
    text = RSS.replace("encoding='UTF-8'", f"encoding='{declared}'").replace("Ana", "Åñą")
    listing = read_listing(text.encode(sent))
    assert listing.items[0].paper.authors[0].name == "Åñą Terwil"


@pytest.mark.parametrize("declared", ["UTF-8", "ISO-8859-1"])
def test_a_western_text_is_read_even_if_it_claims_to_be_utf_8(declared: str) -> None:
    text = RSS.replace("encoding='UTF-8'", f"encoding='{declared}'").replace("Ana", "André")
    listing = read_listing(text.encode("latin-1"))
    assert listing.items[0].paper.authors[0].name == "André Terwil"


def test_one_broken_byte_in_utf_8_spoils_one_letter_only() -> None:
    data = RSS.replace("Ana", "Åsa").encode().replace(b"Dee", b"D\xffe")
    names = [item.paper.authors[0].name for item in read_listing(data).items]
    assert names == ["Åsa Terwil", "D\N{REPLACEMENT CHARACTER}e Morrow", "Eli Vant"]


def test_broken_utf_16_is_refused() -> None:
    assert "utf-16" in _refusal(RSS.encode("utf-16")[:-1])


@pytest.mark.parametrize("bad", ["\x0c", "\x00", "&#12;", "&#x0;", "\x1f"])
def test_a_control_character_costs_no_listing(bad: str) -> None:
    listing = read_listing(RSS.replace("Lanterns light", f"Lanterns{bad} light").encode())
    assert listing.items[1].paper.abstract == "Lanterns light dialogues."


@pytest.mark.parametrize("data", [b"", b"  \n", b"\xef\xbb\xbf"])
def test_nothing_is_refused(data: bytes) -> None:
    _refusal(data)


@pytest.mark.parametrize(
    "page",
    [
        "<!DOCTYPE html><html><head><title>503 Busy</title></head><body>x</body></html>",
        "\n<HTML><head><title>503 Busy</title></head><br></HTML>",
        '<?xml version="1.0"?><!DOCTYPE html PUBLIC "a" "b"><html><title>503 Busy</title></html>',
    ],
)
def test_a_web_page_is_named_as_such(page: str) -> None:
    said = _refusal(page.encode())
    assert "web page" in said
    assert "503 Busy" in said


@pytest.mark.parametrize(
    "data",
    [
        b"<html>" + b"<title" * 100_000,
        b"<!--" + b"<!-- " * 100_000,
        b"<a>" * 100_000,
        b"<rss " + b"a='1' " * 100_000,
        b"{" * 100_000,
        b"<rss><channel><item><creator>" + b"(" * 100_000,
    ],
)
def test_nonsense_is_refused_quickly(data: bytes) -> None:
    began = time.process_time()
    _refusal(data)
    assert time.process_time() - began < 2


def test_other_xml_and_other_text_are_refused_with_what_was_expected() -> None:
    assert "<opml>" in _refusal(b"<opml><body/></opml>")
    assert "JSON lines" in _refusal(b"Dear reader, this is no listing.")
    assert "JSON lines" in _refusal(b"%PDF-1.7 ...")


def test_the_feed_of_another_site_is_refused() -> None:
    blog = "<title>A blog</title><link>https://example.org/</link>"
    assert "nothing of arXiv" in _refusal(_feed(head=blog))
    assert "nothing of arXiv" in _refusal(_feed(_item(guid="post-1"), head=blog))


def test_an_error_feed_is_a_refusal_in_arxivs_own_words() -> None:
    head = (
        "<title>Feed error for query: http://rss.arxiv.org/rss/bogus</title>"
        "<description>Bad archive 'bogus'.</description>"
    )
    assert _refusal(_feed(head=head), SourceRefused) == "Bad archive 'bogus'."


def test_an_error_entry_of_the_search_api_is_a_refusal() -> None:
    data = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><id>https://arxiv.org/</id><entry>'
        "<id>https://arxiv.org/api/errors#bad</id><title>Error</title>"
        "<summary>incorrect id format for q</summary></entry></feed>"
    )
    assert _refusal(data.encode(), SourceRefused) == "incorrect id format for q"


def _oai(inside: str, request: str = "<request/>") -> bytes:
    return (
        '<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">'
        f"<responseDate>2026-02-09T06:00:05Z</responseDate>{request}{inside}</OAI-PMH>"
    ).encode()


def test_an_oai_error_is_a_refusal() -> None:
    data = _oai('<error code="badVerb">No such verb.</error>')
    assert _refusal(data, SourceRefused) == "No such verb."


def test_an_oai_answer_without_matching_records_is_an_empty_listing() -> None:
    request = '<request from="2026-02-08" until="2026-02-08" set="cs:cs:CL"/>'
    listing = read_listing(_oai('<error code="noRecordsMatch">Empty.</error>', request))
    assert (listing.state, listing.category) == (ListingState.EMPTY, "cs.CL")
    assert str(listing.date) == "2026-02-08"


def test_an_oai_answer_to_another_verb_is_refused() -> None:
    assert "ListSets" in _refusal(_oai("<ListSets><set/></ListSets>"))


def test_an_empty_feed_is_an_empty_listing_with_its_day() -> None:
    head = RSS[RSS.index("<title>") : RSS.index("<item>")]
    data = f'<rss xmlns:atom="http://www.w3.org/2005/Atom"><channel>{head}</channel></rss>'
    listing = read_listing(data.encode())
    assert (listing.state, listing.items) == (ListingState.EMPTY, ())
    assert (listing.category, str(listing.date)) == ("cs.CL", "2026-02-10")


def test_an_item_without_title_or_abstract_is_counted_and_the_rest_goes_on() -> None:
    listing = read_listing(
        _feed(_item(title=""), _item("oai:arXiv.org:2602.90002v1", abstract=""), _item())
    )
    assert [item.paper.id for item in listing.items] == ["2602.90001"]
    assert [(bad.key, bad.why) for bad in listing.unreadable] == [
        ("2602.90001v1", "it has no title"),
        ("2602.90002v1", "it has no abstract"),
    ]
    assert listing.unreadable[0].announce_type is AnnounceType.NEW


def test_a_preamble_alone_is_no_abstract() -> None:
    abstract = "<description>arXiv:2602.90001v1 Announce Type: new Abstract: </description>"
    (bad,) = read_listing(_feed(_item(abstract=abstract))).unreadable
    assert bad.why == "it has no abstract"


@pytest.mark.parametrize("raw", ["banana", "9999.99999", "2613.00001", "2602.1"])
def test_an_id_that_is_none_makes_one_unreadable_item(raw: str) -> None:
    (bad,) = read_listing(_feed(_item(raw))).unreadable
    assert (bad.key, bad.why) == (raw, f"“{raw}” is not an arXiv id")


def test_an_item_without_any_id_is_named_by_its_place() -> None:
    item = "<item><title>T</title><description>A.</description></item>"
    (bad,) = read_listing(_feed(_item(), item)).unreadable
    assert (bad.key, bad.why) == ("entry 2", "it has no id")


def test_an_id_is_also_found_in_the_link_or_in_the_preamble() -> None:
    link = "<item><title>T</title><link>https://arxiv.org/abs/2602.90007</link>"
    said = "<description>arXiv:2602.90007v2 Announce Type: cross Abstract: A.</description></item>"
    (item,) = read_listing(_feed(link + said)).items
    assert (item.paper.id, item.paper.version) == ("2602.90007", 2)
    assert item.announce_type is AnnounceType.CROSS


def test_an_id_that_stands_twice_is_one_paper_of_the_stronger_type() -> None:
    listing = read_listing(
        _feed(
            _item(kind="replace"),
            _item("oai:arXiv.org:2602.90002v1"),
            _item(kind="new"),
            _item(kind="cross"),
        )
    )
    assert [(item.paper.id, item.announce_type) for item in listing.items] == [
        ("2602.90001", AnnounceType.NEW),
        ("2602.90002", AnnounceType.NEW),
    ]


def test_an_unknown_announce_type_is_none() -> None:
    (item,) = read_listing(_feed(_item(kind="withdrawn"))).items
    assert item.announce_type is None


def _many(number: int) -> bytes:
    abstract = f"<description>{'Words of an abstract. ' * 60}</description>"
    return _feed(
        *(_item(f"oai:arXiv.org:2602.{10000 + n}v1", abstract=abstract) for n in range(number))
    )


@pytest.mark.parametrize(
    ("number", "state"),
    [(1999, ListingState.FRESH), (2000, ListingState.TRUNCATED), (5000, ListingState.TRUNCATED)],
)
def test_a_feed_at_arxivs_limit_is_marked_as_cut(number: int, state: ListingState) -> None:
    listing = read_listing(_many(number))
    assert (len(listing.items), listing.state) == (number, state)


def test_a_thousand_items_are_read_in_a_blink() -> None:
    data = _many(1000)
    began = time.process_time()
    read_listing(data)
    assert time.process_time() - began < 1, "0.1 s is usual; this machine has other work too"


def test_text_inside_markup_is_not_lost() -> None:
    (item,) = read_listing(_feed(_item(title="<title>On CO<sub>2</sub> alone</title>"))).items
    assert item.paper.title == "On CO2 alone"


# JSON


def test_a_broken_line_is_one_unreadable_item() -> None:
    good = json.dumps({"id": "2602.90001", "title": "T", "abstract": "A"})
    listing = read_listing(f"{good}\n{{oops\n42\n".encode())
    assert len(listing.items) == 1
    assert [(bad.key, bad.why) for bad in listing.unreadable] == [
        ("line 2", "it is not a JSON object"),
        ("line 3", "it is not a JSON object"),
    ]


def test_a_last_line_that_breaks_off_means_a_file_that_breaks_off() -> None:
    lines = (SAMPLES / "papers.jsonl").read_bytes().rstrip()
    assert "cut off" in _refusal(lines[:-20])
    assert "cut-off" in _refusal(b"[" + lines.replace(b"\n\n", b"\n").replace(b"}\n", b"},\n"))


def test_json_without_papers_is_refused() -> None:
    assert "id" in _refusal(b'{"name": "package", "version": "1"}')
    assert "id" in _refusal(b"[1, 2, 3]")


def test_an_id_written_as_a_number_is_not_guessed() -> None:
    data = b'{"id": 2602.1234, "title": "T", "abstract": "A"}'
    (bad,) = read_listing(data).unreadable
    assert bad.why == "its id is not text"


@pytest.mark.parametrize("value", ["null", "7", "[]", "{}", '[null, 3, {"name": 4}]', "true"])
def test_a_field_of_a_wrong_type_is_a_missing_field(value: str) -> None:
    fields = ("authors", "categories", "version", "comments", "published", "day", "announce_type")
    odd = "".join(f', "{name}": {value}' for name in fields)
    data = f'{{"id": "2602.90001", "title": "T", "abstract": "A"{odd}}}'
    (item,) = read_listing(data.encode()).items
    assert (item.paper.authors, item.paper.categories) == ((), ())
    assert item.paper.version in (None, 7)


def test_deep_or_surrogate_json_does_no_harm() -> None:
    _refusal(b"[" * 100_000)
    data = b'{"id": "2602.90001", "title": "T\\ud800\\u0000", "abstract": "A"}'
    (item,) = read_listing(data).items
    assert item.paper.title == "T"


# gzip


def test_a_gzip_bomb_is_stopped_at_the_limit() -> None:
    with pytest.raises(SourceUnreadable, match="larger than"):
        read_text(gzip.compress(b" " * 3_000_000), limit=1_000_000)


def test_cut_off_and_damaged_gzip_are_refused() -> None:
    packed = gzip.compress(RSS.encode())
    assert "cut off" in _refusal(packed[:-40])
    assert "damaged" in _refusal(packed[:60] + b"\0" * 60 + packed[120:])


# whatever comes


def _harmless(data: bytes) -> None:
    with suppress(PaperbriefError):
        read_listing(data)


@given(st.binary(max_size=400))
def test_no_bytes_raise_anything_but_our_errors(data: bytes) -> None:
    _harmless(data)


@given(st.sampled_from(sorted(SAMPLES.iterdir())), st.data())
def test_no_damage_to_a_listing_raises_anything_but_our_errors(
    path: Path, data: st.DataObject
) -> None:
    good = path.read_bytes()
    start = data.draw(st.integers(0, len(good)))
    end = data.draw(st.integers(start, min(len(good), start + 30)))
    _harmless(good[:start] + data.draw(st.binary(max_size=12)) + good[end:])


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=8,
)
_KEYS = "id title abstract authors categories version announce_type day published updated sample"


@given(st.dictionaries(st.sampled_from(_KEYS.split()), _VALUES))
def test_no_json_object_raises_anything_but_our_errors(value: dict[str, object]) -> None:
    _harmless(json.dumps(value).encode())


def test_what_a_feed_has_beyond_any_abstract_and_title_is_left_out(
    caplog: pytest.LogCaptureFixture,
) -> None:
    item = _item(
        title=f"<title>{'Tides ' * 1_000}</title>",
        abstract=f"<description>{'0' * 50_000}</description>",
    )
    [listed] = read_listing(_feed(item)).items
    assert listed.paper.title == f"{'Tides ' * (LONGEST_TITLE // 6)}"[:-1] + "…"
    assert [one.message for one in caplog.records] == ["paper_shortened"]
    assert len(listed.paper.abstract) == LONGEST_ABSTRACT
