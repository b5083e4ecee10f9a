"""Each day stands with what happened on it; money that a bank holds has bought nothing."""

import re

import pytest

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.web.templating import calendar_day
from neighbourhood.funding.models.provider import CaseKind
from tests.neighbourhood.funding.test_desk import DESK, desk, nadege, path_of
from tests.neighbourhood.funding.test_following import PI, stripe
from tests.neighbourhood.funding.test_views import go_and_pay, plain
from tests.support.stripe_says import dispute, refund, session

__all__ = ["desk", "nadege", "stripe"]

OPENED = dispute(PI, 700, "needs_response", "created")
ASKED = dispute(PI, 700, "warning_needs_response", "created")
LOST = dispute(PI, 700, "lost", "closed")
DID = "Ce que votre argent a fait"


@pytest.fixture
def need(office):
    return office.open(target_cents=2000)


@pytest.fixture
def gift(move_clock, office, donor, need, stripe):
    """A gift of 7 €."""
    promise = office.promise(donor, need, 700)
    assert stripe.says(session(promise.key, 700, PI)) == 204
    return promise


@pytest.fixture
def proved(office, other, need, gift):
    office.give(other, need, 1300)
    office.prove(need, "La facture est payée.")


@pytest.fixture
def read(signed_in, donor, move_clock):
    return lambda path: signed_in(donor).get(path)


def line_of(read, gift):
    page = plain(read("/solidarite/mes-dons").text)
    line = page.split(f"/solidarite/mes-dons/{gift.key}")[1].split("</a>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", line).split())


def day_in_town(app):
    with app.test_request_context():
        return calendar_day(now())


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (refund(PI, 350, "succeeded"), "3,50 € vous ont été rendus"),
        (dispute(PI, 350, "lost", "closed"), "3,50 € vous ont été rendus"),
        (refund(PI, 700, "succeeded"), "rendu"),
        (LOST, "repris par votre banque"),
    ],
)
def test_each_day_stands_with_what_happened_on_it(
    office, gift, stripe, read, move_clock, told, said
):
    given = day_in_town(office.app)
    move_clock(days=9)
    stripe.says(told)
    returned = day_in_town(office.app)
    move_clock(days=9)
    line = line_of(read, gift)
    assert f"Donné : {given}" in line
    assert f"{said} ({returned})" in line


def test_money_not_back_yet_has_no_day_of_its_own(gift, stripe, read):
    stripe.says(refund(PI, 700, "pending"))
    assert "en route vers votre compte 7 €" in line_of(read, gift)


@pytest.mark.parametrize(
    ("told", "todo"),
    [
        (OPENED, "Si ce n’est pas vous, appelez votre banque."),
        (ASKED, "Si vous ne reconnaissez pas ce paiement, appelez votre banque."),
        (LOST, "Si ce n’est pas vous qui avez contesté ce paiement, appelez votre banque."),
    ],
)
def test_a_contested_gift_says_what_to_do(gift, stripe, read, told, todo):
    stripe.says(told)
    for page in (f"mes-dons/{gift.key}", f"dons/{gift.key}/merci"):
        assert todo in plain(read(f"/solidarite/{page}").text)


@pytest.mark.parametrize(
    ("told", "bought"),
    [
        ((), True),
        ((ASKED,), True),
        ((refund(PI, 350, "succeeded"),), True),
        ((OPENED,), False),
        ((refund(PI, 350, "succeeded"), dispute(PI, 350, "needs_response", "created")), False),
        ((LOST,), False),
        ((refund(PI, 700, "succeeded"),), False),
        ((refund(PI, 700, "pending"),), False),
    ],
)
def test_only_money_that_is_there_did_something(gift, proved, stripe, read, told, bought):
    for each in told:
        stripe.says(each)
    page = plain(read(f"/solidarite/mes-dons/{gift.key}").text)
    assert (DID in page) is bought


def test_the_desk_says_once_where_contested_money_is(app, gift, stripe, desk):
    stripe.says(OPENED)
    path = path_of(app, CaseKind.DISPUTE)
    page = plain(desk.get(path).text)
    lead = page.split('class="lead">')[1].split("</p>")[0]
    assert "n’est plus disponible" in lead
    assert "Où en est ce don »" not in page
    assert page.count("la banque de la personne retient l’argent</dd>") == 1
    stripe.says(dispute(PI, 700, "won", "closed"))
    lead = plain(desk.get(path).text).split('class="lead">')[1].split("</p>")[0]
    assert "n’est plus disponible" not in lead


def test_a_bank_that_only_asks_holds_no_money_at_the_desk(app, gift, stripe, desk):
    stripe.says(ASKED)
    page = plain(desk.get(path_of(app, CaseKind.DISPUTE)).text)
    assert "Le don compte." in page
    assert "n’est plus disponible" not in page


def test_the_desk_names_a_gift_by_its_whole_number(gift, stripe, desk):
    stripe.says(OPENED)
    assert f"· {gift.key}<" in desk.get(DESK).text
    stripe.says(dispute(PI, 700, "won", "closed"))
    assert f"· {gift.key}<" in desk.get(DESK).text


def test_the_pretend_bank_says_who_receives(office, donor, signed_in):
    browser = signed_in(donor)
    page = browser.get(go_and_pay(browser, office.open(), amount="5")).text
    assert re.search(r"<dd>[^<]+, pour le Centre social</dd>", page)
    assert "<dd>Palier</dd>" not in page
