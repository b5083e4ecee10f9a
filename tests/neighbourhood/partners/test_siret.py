import pytest
from hypothesis import given
from hypothesis import strategies as st

from neighbourhood.partners import siret

REAL = ("73282932000074", "35600000000048", "35600000009075", "21750001600019")


@pytest.mark.parametrize("number", REAL)
def test_real_numbers_hold_together(number):
    assert siret.is_valid(number)


@pytest.mark.parametrize(
    "number",
    [
        "",
        "7328293200007",
        "732829320000745",
        "73282932000075",
        "35600000009076",
        "11122233344455",  # Luhn is content with the fourteen digits, not with the first nine
        "00000000000000",
        "7328293200007a",
        "٧٣٢٨٢٩٣٢٠٠٠٠٧٤",
        "732 829 320 00074",
    ],
)
def test_other_signs_do_not(number):
    assert not siret.is_valid(number)


@given(st.integers(0, 13), st.integers(1, 9))
def test_one_wrong_digit_is_noticed(place, more):
    number = REAL[0]
    digit = str((int(number[place]) + more) % 10)
    assert not siret.is_valid(number[:place] + digit + number[place + 1 :])


def test_the_rule_of_la_poste_is_for_la_poste_only():
    assert sum(map(int, "73282932000077")) % 5 == 0
    assert not siret.is_valid("73282932000077")


@pytest.mark.parametrize(
    "typed", ["732 829 320 00074", "732.829.320.00074", "732 829 320-00074", " 73282932000074\t"]
)
def test_it_is_read_as_people_write_it(typed):
    assert siret.tidy(typed) == REAL[0]
    assert siret.spaced(siret.tidy(typed)) == "732 829 320 00074"
