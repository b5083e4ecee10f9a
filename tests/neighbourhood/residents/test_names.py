"""What may be a name, and what only looks like one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from neighbourhood.residents import names
from neighbourhood.residents.names import Objection

ANSWERS = {"email": "karima@example.org", "password": "une petite phrase"}


@pytest.mark.parametrize(
    "name",
    [
        "Ng",
        "Li",
        "李",
        "樹",
        "김민수",
        "أحمد",
        "जो",
        "አበበ",
        "ཚེ་རིང",
        "Suharto",
        "U Nu",
        "佐藤 さくら",
        "김 철수",
        "Nguyễn Thị Thu",
        "محمد الأمين",
        "Ελένη Παπαδοπούλου",
        "Иван Петров",
        "វណ្ណា",
        "O’Brien-Łukasz",
        "J.-P. Martin",
        "St.John Smith",
        "Jean II",
        "Martin Luther King, Jr.",
        "ʻŌpūnui",
        "Marie 李",
        "Мария Dupont",
        "Null",
    ],
)
def test_a_name_is_kept_as_it_is_written(name):
    assert names.tidy(name) == name
    assert names.objection(name) is None


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Karima \t Benali ", "Karima Benali"),
        ("Kari\u200bma", "Karima"),
        ("\u202eKarima", "Karima"),
        ("Karima\u200f Benali", "Karima Benali"),
        ("𝕶𝖆𝖗𝖎𝖒𝖆", "Karima"),
        ("Ｋarima", "Karima"),
        ("O'Brien", "O’Brien"),
        ("Jean‐Luc", "Jean-Luc"),
        ("\u0301Karima", "Karima"),
        ("Кarima", "Karima"),  # a Cyrillic К
        ("Marie Сосо", "Marie Coco"),  # Cyrillic throughout, after a Latin name
        ("Иван Пeтров", "Иван Петров"),  # a Latin e
    ],
)
def test_what_only_deceives_is_put_right(typed, kept):
    assert names.tidy(typed) == kept
    assert names.objection(kept) is None


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("12345", Objection.NO_LETTER),
        ("- . -", Objection.NO_LETTER),
        ("🙂", Objection.NO_LETTER),
        ("x" * 81, Objection.TOO_LONG),
        ("\ufdfa" * 10, Objection.TOO_LONG),
        ("karima@example.org", Objection.MAIL),
        ("https://evil.example", Objection.LINK),
        ("www.evil.example", Objection.LINK),
        ("Marie evil.fr", Objection.LINK),
        ("EVIL.COM", Objection.LINK),
        ("Karima <b>", Objection.SIGN),
        ("Karima 🙂", Objection.SIGN),
        ("k", Objection.INITIAL),
        ("K.", Objection.INITIAL),
        ("É", Objection.INITIAL),
        ("Я", Objection.INITIAL),
        ("أ", Objection.INITIAL),
        ("J.-P. M.", Objection.INITIAL),
        ("Жarima", Objection.MIXED),
        ("Kaאrima", Objection.MIXED),
    ],
)
def test_what_is_no_name_is_refused_with_its_reason(typed, why):
    assert names.objection(names.tidy(typed)) is why


@pytest.mark.parametrize(
    "typed", ["karima@example.org", "Жarima", "Karima 🙂", "12345", "x" * 81, "k"]
)
def test_the_page_says_why_and_loses_nothing(visitor, outbox, typed):
    answer = visitor.post("/inscription", data={**ANSWERS, "full_name": typed})
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert f'value="{typed}"' in answer.text
    assert outbox() == []


def test_the_sign_that_is_refused_is_shown(visitor):
    page = visitor.post("/inscription", data={**ANSWERS, "full_name": "100 % moi"}).text
    assert "« % »" in page.replace("\u202f", " ").replace("\xa0", " ")


def test_a_profile_is_named_by_the_same_rules(make, signed_in):
    browser = signed_in(make.resident("Paul", verified=False))
    assert browser.post("/moi/profil", data={"full_name": "www.evil.example"}).status_code == 422
    browser.post("/moi/profil", data={"full_name": "Кarima  Benali"})
    assert "Karima Benali" in browser.get("/moi").text


@given(st.text(max_size=120))
def test_any_text_is_tidied_once_and_judged_without_a_fall(text):
    name = names.tidy(text)
    assert names.tidy(name) == name
    if names.objection(name) is None:
        assert 0 < len(name) <= names.LIMIT
