import pytest
from hypothesis import given
from hypothesis import strategies as st

from neighbourhood.foundation.storing import codes

KEY = "a-key-long-enough-to-sign-anything-with-it"
a_code = st.text(codes.ALPHABET, min_size=10, max_size=10)
between = st.text(" -_.\t\u00a0\u202f–—", max_size=2)


def test_the_alphabet_has_32_signs_and_no_look_alikes():
    assert len(set(codes.ALPHABET)) == 32
    assert not set("ILOU") & set(codes.ALPHABET)


@given(st.integers(), st.text())
def test_a_code_has_ten_signs_of_the_alphabet(one, other):
    code = codes.derive(KEY, one, other)
    assert len(code) == 10
    assert set(code) <= set(codes.ALPHABET)
    assert code == codes.derive(KEY, one, other)


def test_codes_differ_by_key_and_by_each_thing_they_are_bound_to():
    made = {
        codes.derive(KEY, 1, 2, "n"),
        codes.derive(f"{KEY}!", 1, 2, "n"),
        codes.derive(KEY, 2, 2, "n"),
        codes.derive(KEY, 1, 3, "n"),
        codes.derive(KEY, 1, 2, "m"),
        codes.derive(KEY, 12, "n"),
    }
    assert len(made) == 6


def test_every_sign_turns_up_in_every_place():
    made = [codes.derive(KEY, number) for number in range(1000)]
    for place in range(10):
        assert {code[place] for code in made} == set(codes.ALPHABET)


@given(a_code)
def test_what_is_printed_is_read_back(code):
    printed = codes.spell(code)
    assert (len(printed), printed[5]) == (11, "-")
    assert codes.read(printed) == code


@given(a_code, st.lists(between, min_size=11, max_size=11), st.randoms(use_true_random=False))
def test_reading_forgives_case_blanks_dashes_and_look_alikes(code, gaps, random):
    looks = {"0": "0Oo", "1": "1IiLl"}
    typed = gaps[0]
    for sign, gap in zip(code, gaps[1:], strict=True):
        typed += random.choice(looks.get(sign, sign + sign.lower())) + gap
    assert codes.read(typed) == code


@given(st.text())
def test_whatever_is_typed_gives_a_code_or_nothing(typed):
    found = codes.read(typed)
    assert found is None or (len(found) == 10 and set(found) <= set(codes.ALPHABET))


@pytest.mark.parametrize("typed", ["", "ABCDE-FGHJ", "ABCDE-FGHJKM", "ABCDE-FGHJU", "ÀBCDE-FGHJK"])
def test_what_cannot_be_a_code_is_not_one(typed):
    assert codes.read(typed) is None


@given(a_code, a_code)
def test_a_digest_knows_its_code_and_no_other(code, other):
    kept = codes.digest(KEY, code, 1, 2)
    assert code not in kept.upper()
    assert codes.matches(KEY, code, kept, 1, 2)
    assert codes.matches(KEY, other, kept, 1, 2) == (code == other)


def test_a_digest_is_bound_to_the_account_and_the_address():
    kept = codes.digest(KEY, "0123456789", 1, 2)
    assert not codes.matches(KEY, "0123456789", kept, 3, 2)
    assert not codes.matches(KEY, "0123456789", kept, 1, 3)
    assert not codes.matches(f"{KEY}!", "0123456789", kept, 1, 2)


@given(st.integers(), st.text())
def test_a_code_read_aloud_has_eight_figures_and_is_read_back(one, other):
    figures = codes.derive_figures(KEY, one, other)
    assert len(figures) == 8
    assert figures.isdecimal()
    assert figures == codes.derive_figures(KEY, one, other)
    assert codes.read(codes.spell_figures(figures), codes.FIGURES) == figures


@given(st.text(codes.ALPHABET, min_size=10, max_size=10), st.integers(1, 99), st.integers(1, 99))
def test_the_code_of_a_household_is_worth_something_at_its_address_alone(code, here, there):
    kept = codes.digest(KEY, code, "household", here)
    assert codes.matches(KEY, code, kept, "household", there) == (here == there)
    assert not codes.matches(KEY, code, kept, "desk", here)
    assert not codes.matches(KEY, code, kept, here)


def test_every_figure_turns_up_in_every_place_of_a_code_read_aloud():
    made = [codes.derive_figures(KEY, number) for number in range(500)]
    for place in range(8):
        assert {code[place] for code in made} == set("0123456789")
