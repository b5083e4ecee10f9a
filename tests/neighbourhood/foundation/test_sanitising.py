import itertools
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from neighbourhood.foundation.words import sanitising
from neighbourhood.foundation.words.sanitising import LONGEST_TEXT, REL, clean_text, linkify
from tests.support.malice import MALICE
from tests.support.witness import witness_of

PIECES = [" ", "\n", *["http://a.fr", "https://b.fr/?x=1&y=2", "&amp;", "&lt;", "#34;", "amp;"]]
PIECES += list("<>\"'&;().é@/")


def tags_of(html):
    return witness_of(html).tags


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Bonjour   à  tous ", "Bonjour à tous"),
        ("Re\u0301pe\u0301tition", "Répétition"),
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("a\n\n\n\n\nb", "a\n\nb"),
        ("a  \n  b", "a\nb"),
        ("a\x00\x07\x1bb", "ab"),
        ("\ufeffpay\u200bpal\u2060", "paypal"),
        ("photo\u202egpj.exe", "photogpj.exe"),
        ("ad\u200dmin", "admin"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("क्\u200dष", "क्\u200dष"),
        ("👩\u200d👧 et ❤️\u200d🔥", "👩\u200d👧 et ❤️\u200d🔥"),
        ("👩\u200d\u200d\u200d👧", "👩\u200d👧"),
        ("Z" + "\u0310" * 40, "Z" + "\u0310" * 4),
        ("seul \ud800 ici", "seul ici"),
        ("\u200f", ""),
        (" \u200e\u200f\n\ufe0f\u2800 ", ""),
        ("\u200fשלום", "\u200fשלום"),
        ("l’été — 50 €", "l’été — 50 €"),
        ("שלום\u200f!", "שלום\u200f!"),
        ("", ""),
        (" \u200b ", ""),
    ],
)
def test_a_text_is_made_plain(typed, kept):
    assert clean_text(typed) == kept


def test_one_line_stays_one_line():
    assert clean_text("a\nb\r\n\r\nc", one_line=True) == "a b c"


def test_the_length_is_capped_before_anything_else():
    assert len(clean_text("é" * 10_000_000)) == LONGEST_TEXT
    assert clean_text("abcdef", limit=3) == "abc"


@given(st.text(max_size=300))
def test_cleaning_twice_changes_nothing_and_can_always_be_stored(text):
    once = clean_text(text)
    assert clean_text(once) == once
    assert once.encode().decode() == once
    assert unicodedata.is_normalized("NFC", once)


@given(st.text(alphabet="ab<>&\"'/:.@ \nhtps()#;é\u200b", max_size=200))
def test_only_paragraphs_breaks_and_links_come_out(text):
    for tag, attrs in tags_of(linkify(text)):
        assert tag in ("p", "br", "a")
        assert tag != "a" or attrs["href"].startswith(("http://", "https://"))
        assert set(attrs) <= {"href", "rel", "dir"}
        assert attrs.get("dir") == ("auto" if tag == "p" else None)


@given(
    st.lists(
        st.sampled_from(
            PIECES,
        ),
        max_size=12,
    ).map("".join)
)
def test_what_was_typed_is_what_is_read(text):
    shown = "".join(witness_of(linkify(text)).text)
    assert shown == text.replace("\n", "")


def test_lines_and_paragraphs_are_kept():
    assert linkify("a\nb\n\nc") == '<p dir="auto">a<br>b</p><p dir="auto">c</p>'
    assert linkify("") == ""


def test_markup_is_shown_not_obeyed():
    assert (
        linkify("<b onclick=x>1 & 2</b>")
        == '<p dir="auto">&lt;b onclick=x&gt;1 &amp; 2&lt;/b&gt;</p>'
    )


@pytest.mark.parametrize(
    ("text", "href"),
    [
        ("Voir https://example.org/a?b=1&c=2.", "https://example.org/a?b=1&c=2"),
        ("(http://example.org/é)", "http://example.org/é"),
        ("HTTPS://EXAMPLE.ORG", "HTTPS://EXAMPLE.ORG"),
        ("« https://example.org »", "https://example.org"),
    ],
)
def test_web_addresses_become_links(text, href):
    links = [attrs for tag, attrs in tags_of(linkify(text)) if tag == "a"]
    assert links == [{"href": href, "rel": REL}]


@pytest.mark.parametrize(
    "text",
    [
        "javascript:alert(1)",
        "javascript://example.org/%0aalert(1)",
        "data:text/html,<script>",
        "ftp://example.org",
        "karima@example.org",
        "example.org",
        "https://",
        "https://bank.example@evil.example/",
        "http://[broken",
    ],
)
def test_nothing_else_becomes_a_link(text):
    assert "a" not in [tag for tag, _ in tags_of(linkify(text))]


@pytest.mark.parametrize("text", MALICE.values(), ids=MALICE)
def test_sixteen_times_the_malice_is_sixteen_times_the_work(text):
    # Where the work grows with the square of the length, it is up to 256 times as much.
    text = text[: LONGEST_TEXT // 4]
    assert steps(plain_and_linked, text) < 32 * steps(plain_and_linked, text[: len(text) // 16])


def test_work_that_grows_with_the_square_is_seen():
    """The control: bleach, when it is given markup that nobody escaped."""
    text = MALICE["nested"][: LONGEST_TEXT // 4]
    work = sanitising._linker().linkify
    assert steps(work, text) > 32 * steps(work, text[: len(text) // 16])


def plain_and_linked(text):
    linkify(clean_text(text))
    linkify(text)


def steps(work, text) -> int:
    """Count the lines of Python that a text takes: as many on a busy machine as on an idle one.

    What a regular expression does in one line is not seen here: `make bench` measures that.
    """
    taken, before = itertools.count(), sys.gettrace()

    def step(_frame, _event, _argument):
        next(taken)
        return step

    work("a http://a.fr b")  # what the first call alone does is none of its growth
    sys.settrace(step)
    try:
        work(text)
    finally:
        sys.settrace(before)
    return next(taken)
