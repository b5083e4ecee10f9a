import pytest

from neighbourhood.places.spelling import is_slip


@pytest.mark.parametrize(
    "typed",
    ["gambeta", "gambettta", "gambatta", "gambetat", "agmbetta", "gambtte", "gambetta"],
)
def test_a_long_word_forgives_two_letters_missing_too_many_changed_or_swapped(typed):
    assert is_slip(typed, "gambetta")


@pytest.mark.parametrize("typed", ["gabte", "gmbtt", "tambours", ""])
def test_three_slips_are_another_word(typed):
    assert not is_slip(typed, "gambetta")


def test_a_short_word_forgives_one():
    assert is_slip("clun", "cluny")
    assert is_slip("culny", "cluny")
    assert not is_slip("cln", "cluny")
    assert not is_slip("culyn", "cluny")


def test_a_letter_swapped_and_then_changed_counts_twice():
    assert is_slip("ab", "ba")
    assert not is_slip("ca", "abc")
