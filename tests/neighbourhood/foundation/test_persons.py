"""How a name reads beyond the quartier, in the scripts of the world."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from neighbourhood.foundation.words.persons import beyond, hello, initials

RTL = "\u200f"


@pytest.mark.parametrize(
    ("name", "shown", "letters"),
    [
        ("Karima Benali", "Karima B.", "KB"),
        ("Jean-Pierre Martin", "Jean-Pierre M.", "JM"),
        ("Marie Thérèse Éluard", "Marie É.", "MÉ"),
        ("Karima (Kiki)", "Karima K.", "KK"),
        ("Jean – Paul 2", "Jean P.", "JP"),
        ("Benali, Karima", "Benali K.", "BK"),
        # Particles, articles and what follows a name.
        ("Ludwig van Beethoven", "Ludwig B.", "LB"),
        ("Jean d’Ormesson", "Jean O.", "JO"),
        ("Mohamed al-Amine", "Mohamed A.", "MA"),
        ("Conan O’Brien", "Conan O.", "CO"),
        ("Martin Luther King, Jr.", "Martin K.", "MK"),
        ("Jean II", "J…", "J"),
        # One word.
        ("Madonna", "M…", "M"),
        ("Li", "L…", "L"),
        ("Jean-Pierre", "J…", "J"),
        ("أحمد", "أ…", "أ"),
        ("วรรณา", "ว…", "ว"),
        ("เมย์", "ม…", "ม"),
        ("វណ្ណា", "វ…", "វ"),
        ("अदिति", "अ…", "अ"),
        ("स्नेहा", "स…", "स"),
        ("जो", "ज…", "ज"),
        ("አበበ", "አ…", "አ"),
        # The family comes first, written apart or not.
        ("王小梅", "王…", "王"),
        ("김민수", "김…", "김"),
        ("김 민수", "김…", "김"),
        ("佐藤さくら", "佐…", "佐"),
        ("佐藤 さくら", "佐…", "佐"),
        ("王小梅 Marie", "王…", "王"),
        ("Marie 王小梅", "Marie 王.", "M王"),
        # Other scripts that write names apart.
        ("Ελένη Παπαδοπούλου", "Ελένη Π.", "ΕΠ"),
        ("Иван Петров", "Иван П.", "ИП"),
        ("محمد الأمين", f"محمد أ.{RTL}", "مأ"),
        ("דוד לוי", f"דוד ל.{RTL}", "דל"),
        ("สมชาย ใจดี", "สมชาย จ.", "สจ"),
        ("இந்திரா காந்தி", "இந்திரா கா.", "இகா"),
        # Where a letter would be all there is.
        ("Malcolm X", "Malcolm …", "M"),
        ("Jean d’A", "Jean …", "J"),
        ("Marie 李", "Marie …", "M"),
        ("李", "…", "…"),
    ],
)
def test_a_name_beyond_the_quartier(name, shown, letters):
    assert (beyond(name), initials(name)) == (shown, letters)


@pytest.mark.parametrize(
    ("read", "said"),
    [
        ("Karima Benali", "Karima"),
        ("Karima B.", "Karima"),
        ("王小梅", "王小梅"),
        ("王…", "王…"),
        ("M…", "M…"),
    ],
)
def test_one_says_hello_with_no_more_than_one_reads(read, said):
    assert hello(read) == said


LETTERS = st.characters(categories=["L", "M"])
WORDS = st.text(LETTERS, min_size=1, max_size=8).filter(lambda word: any(map(str.isalpha, word)))


@given(st.lists(WORDS, min_size=1, max_size=4))
def test_no_name_is_shown_whole_nor_its_last_word(words):
    name = " ".join(words)
    shown = beyond(name)
    assert name not in shown
    read = [word.strip(".…" + RTL) for word in shown.split()]
    assert words[-1] not in read[len(words) > 1 :]
    assert len(read) <= 2


@given(st.text(max_size=60))
def test_any_text_is_shortened_without_a_fall_into_text_that_can_be_sent(text):
    for shown in (beyond(text), initials(text)):
        assert shown
        assert not any(unicodedata.category(sign) == "Cs" for sign in shown)
