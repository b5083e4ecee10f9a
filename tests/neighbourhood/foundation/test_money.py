"""Amounts as people type them: one meaning, or a question, never a guess."""

import re

import pytest
from flask_babel import force_locale
from hypothesis import example, given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from neighbourhood.foundation.web.forms import EurosField, Form
from neighbourhood.foundation.words.money import either, euros, parse_euros, readings

NO_BREAK, NARROW, THIN = "\u00a0", "\u202f", "\u2009"

MEANT = {
    "0": 0,
    "5": 500,
    "12": 1200,
    "012": 1200,
    " 12 ": 1200,
    "1250": 125000,
    "12,50": 1250,
    "12.50": 1250,
    "12,5": 1250,
    "12.5": 1250,
    "0,5": 50,
    "0,05": 5,
    ",5": 50,
    ".50": 50,
    "12,00": 1200,
    "12,-": 1200,
    "12.-": 1200,
    "12 €": 1200,
    "12€": 1200,
    f"12{NO_BREAK}€": 1200,
    f"12{NARROW}€": 1200,
    "12,50 €": 1250,
    "12,50€": 1250,
    "€12": 1200,
    "€ 12.50": 1250,
    "EUR 12,50": 1250,
    "12 EUR": 1200,
    "12 eur": 1200,
    "12 euro": 1200,
    "12 euros": 1200,
    "12 EUROS": 1200,
    "12euros": 1200,
    "12 €uros": 1200,
    "12€50": 1250,
    "12 €50": 1250,
    "12 € 50": 1250,
    "12€ 50": 1250,
    "12€05": 1205,
    "12e50": 1250,
    "12 euros 50": 1250,
    "12 euros et 50 centimes": 1250,
    "12 euros 50 centimes": 1250,
    "12 € 50 c": 1250,
    "12 € 5 c": 1205,
    "12€50cts": 1250,
    "12 € 50 ct": 1250,
    "12 € et 5 cents": 1205,
    "50 centimes": 50,
    "50 c": 50,
    "50cts": 50,
    "1 centime": 1,
    "150 centimes": 150,
    "1 200": 120000,
    f"1{NO_BREAK}200": 120000,
    f"1{NARROW}200": 120000,
    f"1{THIN}200 €": 120000,
    "1  200": 120000,
    "1 200 €": 120000,
    "1 200,5": 120050,
    "1 200,50": 120050,
    "1 200.50": 120050,
    f"1{NARROW}200,50{NO_BREAK}€": 120050,
    "1 200€50": 120050,
    "1 200 euros 50": 120050,
    "1.200,50": 120050,
    "1.200,5": 120050,
    "1,200.50": 120050,
    "1.200,50 €": 120050,
    "1'200": 120000,
    "1’200,50": 120050,
    "12 500": 1250000,
    "1 234 567": 123456700,
    "1.234.567": 123456700,
    "1,234,567": 123456700,
    "1.234.567,89": 123456789,
    "12 , 50": 1250,
    "12, 50": 1250,
    "１２,５０": 1250,
    "１２，５０": 1250,
    "١٢٫٥٠": 1250,
    "12\u200b,50": 1250,
    "\u200e12,50 €": 1250,
    "12\t€": 1200,
    "1200,00": 120000,
    "999999999,99": 99999999999,
}
ASKED = {
    "1.250": (125000, 125),
    "1,250": (125000, 125),
    "1.250 €": (125000, 125),
    "12,505": (1250500, 1250),
    "12.500": (1250000, 1250),
    "1 200,500": (120050000, 120050),
    "1 200.500": (120050000, 120050),
    "12 50": (125000, 1250),
    "12 50 €": (125000, 1250),
    "12 5": (12500, 1250, 1205),
    "1 200 50": (12005000, 120050),
    "12€5": (1250, 1205),
    "12 euros 5": (1250, 1205),
    "1 . 250": (125000, 125),
}
NOTHING = [
    *("", " ", "€", "douze", "douze euros", "½", "12²", "-12", "−12", "+12", "12-50", "10-20"),
    *("12/50", "12h50", "12:50", "12 $", "12 £", "12 %", "12k", "12 k€", "2x12", "l2", "1O"),
    *("12,", "12.", "12,50,", "1,2,3", "1.2.3", "1 2 3", "1.200.50", "1 20 000", "1200 500"),
    *("0 500", "0,250", "1234,500", "12,5055", "12€50€", "12,50€50", "12€150", "1.250€50"),
    *("0,50 centimes", "1.250 centimes", "12 €/mois", "environ 12", "12 ou 15", "1e1e1", "nan"),
    *("9999999999", "1" * 400, "1" * 5000, "12\x00", "\ud800", "٫", "'", "1''200", "12 50 c"),
]


@pytest.fixture(autouse=True)
def in_french(app):
    with app.app_context(), force_locale("fr_FR"):
        yield


@pytest.mark.parametrize(("typed", "cents"), MEANT.items())
def test_what_has_one_meaning_is_taken(typed, cents):
    assert list(readings(typed)) == [cents]
    assert parse_euros(typed) == cents


@pytest.mark.parametrize(("typed", "meant"), ASKED.items())
def test_what_may_mean_several_amounts_is_a_question(typed, meant):
    assert tuple(readings(typed)) == meant
    assert parse_euros(typed) is None


@pytest.mark.parametrize("typed", NOTHING)
def test_what_is_no_amount_is_not_taken_for_one(typed):
    assert not readings(typed)


def plainly(typed):
    """Read an amount as one does aloud: what comes after the last mark are cents."""
    figures = re.sub(r"[^\d.,€c]", "", typed.replace("centimes", "c").replace("euros", "€"))
    figures = figures.removeprefix("€")
    if figures.endswith("c") and "€" not in figures:
        return int(re.sub(r"\D", "", figures))
    head, mark, tail = re.fullmatch(r"(.*?)(?:([.,€])(\d{0,2}))?c?€?", figures).groups()
    whole = int(re.sub(r"\D", "", head) or "0")
    if not mark or not tail:
        return whole * 100
    return whole * 100 + int(tail if mark == "€" and figures.endswith("c") else tail.ljust(2, "0"))


TYPED = st.lists(
    st.sampled_from([*"0123456789012345", ",", ".", " ", "'", "€", " euros ", " centimes"]),
    min_size=1,
    max_size=10,
).map("".join)


@given(TYPED)
@example("12€50")
@example("1.200,50")
@example("12€5 centimes")
def test_no_text_is_taken_for_another_amount_than_its_plain_reading(typed):
    cents = parse_euros(typed)
    if cents is not None:
        assert cents == plainly(typed)


WHOLE = st.integers(0, 999_999)
PART = st.integers(0, 99)


@given(WHOLE, PART, st.sampled_from(["", " €", "€", " euros", f"{NO_BREAK}€"]))
def test_every_usual_spelling_of_every_amount_is_understood(whole, part, unit):
    cents = whole * 100 + part
    spaced = f"{whole:,}".replace(",", NARROW)
    dotted = f"{whole:,}".replace(",", ".")
    for spelling in (f"{whole},{part:02}", f"{whole}.{part:02}", f"{spaced},{part:02}"):
        assert parse_euros(spelling + unit) == cents
    for spelling in (f"{dotted},{part:02}{unit}", f"{whole}€{part:02}", f"{spaced} € {part:02}"):
        assert parse_euros(spelling) == cents


@given(st.integers(0, 99_999_999))
def test_what_we_write_ourselves_is_read_as_what_it_is(cents):
    for language in ("fr_FR", "en_GB"):
        with force_locale(language):
            assert cents in readings(euros(cents))


class Asking(Form):
    amount = EurosField("Montant")


def asked(app, **said):
    with app.test_request_context(method="POST"):
        form = Asking(MultiDict(said), meta={"csrf": False})
        return form, form.validate()


def test_a_doubtful_amount_is_asked_with_its_meanings(app):
    form, right = asked(app, amount="1.250")
    assert not right
    assert form.amount.errors == [
        f"Vous voulez dire 1{NARROW}250{NO_BREAK}€ ou 1,25{NO_BREAK}€{NARROW}?"
    ]
    assert list(form.amount.meant) == [125000, 125]
    assert form.amount._value() == "1.250"


@pytest.mark.parametrize(("answer", "written"), [(125000, "1250"), (125, "1,25")])
def test_the_answer_to_the_question_counts(app, answer, written):
    form, right = asked(app, **{"amount": "1.250", "amount-meant": str(answer)})
    assert right
    assert form.amount.data == answer
    assert form.amount._value() == written


@pytest.mark.parametrize("answer", ["1", "-125", "125.0", "", "x", "125 "])
def test_an_answer_that_was_not_offered_is_asked_again(app, answer):
    form, right = asked(app, **{"amount": "1.250", "amount-meant": answer})
    assert not right
    assert form.amount.data is None


def test_an_answer_to_an_older_question_changes_nothing(app):
    form, right = asked(app, **{"amount": "30", "amount-meant": "125"})
    assert right
    assert form.amount.data == 3000


def test_a_choice_is_said_as_one_says_it():
    assert either((12500, 1250, 1205)).replace(NO_BREAK, " ") == "125 €, 12,50 € ou 12,05 €"
