"""Addresses of code and project pages are found whole, and no others."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.editorial.links import find_links, is_public
from bot.values.papers import Links


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Code is available at https://github.com/a/b.", "https://github.com/a/b"),
        (r"\url{https://github.com/a/b\_c}", "https://github.com/a/b_c"),
        (r"\href{https://gitlab.com/a/b}{here}", "https://gitlab.com/a/b"),
        ("(see github.com/a/b), too", "https://github.com/a/b"),
        ("https://github.com/a/digit.git", "https://github.com/a/digit"),
        ("https://github.com/a/digit", "https://github.com/a/digit"),
        ("weights: huggingface.co/a/b!", "https://huggingface.co/a/b"),
        ("https://anonymous.4open.science/r/A-1/", "https://anonymous.4open.science/r/A-1"),
        ("https://zenodo.org/records/12", "https://zenodo.org/records/12"),
        ("Our code is at https://lab.example.edu/x(1).", "https://lab.example.edu/x(1)"),
        ("a software package, available from www.tool.org/x", "https://www.tool.org/x"),
    ],
)
def test_code_is_found_without_what_the_sentence_adds(text: str, address: str) -> None:
    assert find_links(text, None) == Links(code=(address,))


@pytest.mark.parametrize(
    ("text", "address"),
    [
        (
            "Project page: https://x.example.org/~me/a\\_b\\%20c/.",
            "https://x.example.org/~me/a_b%20c/",
        ),
        ("more on a-b.github.io/page", "https://a-b.github.io/page"),
        ("https://sites.google.com/view/x", "https://sites.google.com/view/x"),
        ("A demo can be seen at http://demo.example.org", "http://demo.example.org"),
        (r"The dataset: \url{https://data.example.org/\~{}d}", "https://data.example.org/~d"),
    ],
)
def test_project_pages_are_told_from_code(text: str, address: str) -> None:
    assert find_links(text, None) == Links(project=(address,))


@pytest.mark.parametrize(
    "text",
    [
        "code: https://arxiv.org/abs/2602.01234 and https://doi.org/10.1/x",
        "code: javascript:alert(1) or ftp://github.com/a/b",
        "code at https://github.com@evil.example.org/a",
        "https://github.com and notgithub.com/a/b and me@github.com/a",
        "The 5th conference on testing, https://conf2022.example.org/",
        "no address at all, v1.2/3 of it",
    ],
)
def test_other_addresses_are_left_alone(text: str) -> None:
    assert find_links(text, None) == Links()


def test_order_is_kept_and_nothing_comes_twice() -> None:
    found = find_links(
        "Code: https://github.com/a/b and https://github.com/c/d. Page: https://x.github.io/p/",
        "code at www.github.com/A/b/, project page https://x.github.io/p, github.com/e/f",
    )
    assert found.code == (
        "https://github.com/a/b",
        "https://github.com/c/d",
        "https://github.com/e/f",
    )
    assert found.project == ("https://x.github.io/p/",)


def test_a_broken_address_is_not_joined() -> None:
    assert find_links("code at https://github.com/a/b c", None).code == ("https://github.com/a/b",)


@given(st.text(alphabet="htps:/.[]@code github.com%\\{}~_ ", max_size=60))
def test_any_text_is_read_without_an_error(text: str) -> None:
    links = find_links("code: http://" + text, text)
    assert all(url.startswith(("http://", "https://")) for url in links.code + links.project)


@pytest.mark.parametrize(
    "address",
    [
        *("http://localhost/x", "http://localhost:8080/x", "http://foo.localhost/x"),
        *("http://127.0.0.1/x", "http://127.1/x", "http://0x7f000001/x", "http://2130706433/x"),
        *("http://0177.0.0.1/x", "http://10.0.0.1/x", "http://192.168.1.1:80/x"),
        *("http://172.16.0.1/x", "http://169.254.169.254/latest", "http://[::1]/x"),
        *("http://[fe80::1]/x", "http://[::ffff:10.0.0.1]/x", "http://8.8.8.8/x", "http://0/x"),
        *("http://0x7f.0.0.1/x", "http://1.2.3.0x4/x", "http://\u0661\u0662\u0667.0.0.1/x"),
        *("http://intranet/x", "http://wiki.corp/x", "http://printer.local/x", "http://a.lan/x"),
        *("http://router.home.arpa/x", "http://metadata.google.internal/x", "http://x.test/x"),
        *("http://127.0.0.1.nip.io/x", "http://localhost./x", "http://.com/x", "http://a..com/x"),
        *("https://github.com@evil.org/x", "https://user:word@evil.org/x", "http://x.org:0/x"),
        *("http://x.org:99999/x", "http://-a.org/x", "ftp://x.org/x", "http:///x"),
    ],
)
def test_what_is_no_host_of_the_public_web_is_no_link(address: str) -> None:
    assert not is_public(address) or "@" in address
    for text in (f"Code is available at {address} .", f"Project page: {address}"):
        links = find_links(text, None)
        assert (links.code, links.project) == ((), ())


def test_a_look_alike_of_a_known_host_shows_what_it_is() -> None:
    links = find_links("Code: https://g\u0456thub.com/lab/code", None)
    assert links.code == ("https://xn--gthub-n2e.com/lab/code",) or all(
        address.startswith("https://xn--") for address in links.code
    )
    assert links.code != ()


def test_a_port_and_a_name_with_an_underscore_are_no_trouble() -> None:
    assert is_public("https://demo.example-lab.org:8443/x")
    assert is_public("https://my_lab.github.io/")
