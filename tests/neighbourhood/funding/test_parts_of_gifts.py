"""What is said of a part of a gift says of what gift it is a part."""

import re

import pytest

from neighbourhood.funding.models.provider import CaseKind
from tests.neighbourhood.funding.test_desk import DESK, desk, nadege, path_of
from tests.neighbourhood.funding.test_following import PI, stripe
from tests.neighbourhood.funding.test_views import plain
from tests.support.stripe_says import dispute, refund, session

__all__ = ["desk", "nadege", "stripe"]


@pytest.fixture
def need(office):
    return office.open(target_cents=2000)


@pytest.fixture
def gift(office, donor, need, stripe):
    """A gift of 7 €."""
    promise = office.promise(donor, need, 700)
    assert stripe.says(session(promise.key, 700, PI)) == 204
    return promise


SAID_OF_A_HALF = {
    "returned": ([refund(PI, 350, "succeeded")], "3,50 € sur les 7 € de votre don vous ont été"),
    "returned, all": (
        [refund(PI, 350, "succeeded"), refund(PI, 350, "succeeded", "re_2")],
        "3,50 € sur les 7 € de votre don vous ont été",
    ),
    "on its way": ([refund(PI, 350, "pending")], "3,50 € sur les 7 € de votre don sont en route"),
    "failed": (
        [refund(PI, 350, "pending"), refund(PI, 350, "failed")],
        "Le remboursement de 3,50 €, sur les 7 € de votre don, n’est pas arrivé",
    ),
    "contested": (
        [dispute(PI, 350, "needs_response", "created")],
        "vous contestez 3,50 € sur un paiement de 7 €",
    ),
    "taken back": (
        [dispute(PI, 350, "lost", "closed")],
        "Votre banque a repris 3,50 € sur les 7 € de votre don",
    ),
}


@pytest.mark.parametrize("outcome", SAID_OF_A_HALF)
def test_a_donor_reads_of_what_gift_a_half_is(signed_in, donor, gift, stripe, outcome):
    told, sentence = SAID_OF_A_HALF[outcome]
    for each in told:
        stripe.says(each)
    assert sentence in plain(signed_in(donor).get("/notifications").text)


@pytest.mark.parametrize("cents", [350, 700])
def test_a_refund_says_that_the_account_shows_it_in_some_days(
    signed_in, donor, gift, stripe, cents
):
    stripe.says(refund(PI, cents, "succeeded"))
    news = plain(signed_in(donor).get("/notifications").text)
    assert "Votre compte le montre d’ici quelques jours" in news
    assert ("sur les 7 €" in news) is (cents == 350)


SAID_AT_THE_DESK = {
    "returned": (refund(PI, 350, "succeeded"), "Un remboursement de 3,50 € (don de 7 €)"),
    "contested": (
        dispute(PI, 350, "needs_response", "created"),
        "Une contestation de 3,50 € (don de 7 €)",
    ),
    "taken back": (dispute(PI, 350, "lost", "closed"), "Une contestation de 3,50 € (don de 7 €)"),
    "another amount": (session("", 600, PI), "Un paiement de 6 €"),
}


@pytest.mark.parametrize("outcome", SAID_AT_THE_DESK)
def test_the_desk_reads_what_waits_and_of_what_gift(gift, stripe, desk, outbox, outcome):
    told, sentence = SAID_AT_THE_DESK[outcome]
    if outcome == "another amount":
        told = session(gift.key, 600, PI)
    assert stripe.says(told) == 204
    news = plain(desk.get("/notifications").text)
    assert sentence in news
    assert "Un paiement de 3,50 €" not in news
    mail = next(mail for mail in outbox() if "une décision" in mail)
    assert sentence in plain(mail)


def test_the_desk_hears_of_what_went_back_too_much(gift, stripe, desk, outbox):
    stripe.says(refund(PI, 900, "succeeded"))
    mail = next(mail for mail in outbox() if "une décision" in mail)
    assert "2 € rendus en trop (don de 7 €) attendent une décision" in plain(mail)
    news = plain(desk.get("/notifications").text)
    assert "Un remboursement de 7 € (don de 7 €)" in news


def test_a_case_names_its_amount_and_the_gift(app, gift, stripe, desk):
    stripe.says(refund(PI, 350, "succeeded"))
    for path in (DESK, path_of(app, CaseKind.REFUND_ELSEWHERE)):
        assert "3,50 € (don de 7 €)" in plain(desk.get(path).text)


@pytest.mark.parametrize(
    "said",
    [
        refund(PI, 350, "succeeded"),
        refund(PI, 700, "pending"),
        dispute(PI, 700, "needs_response", "created"),
        dispute(PI, 700, "lost", "closed"),
    ],
)
def test_news_of_one_gift_lead_to_its_own_receipt(
    office, donor, signed_in, need, gift, stripe, said
):
    another = office.promise(donor, need, 500)
    stripe.says(session(another.key, 500, "pi_2"))
    stripe.says(said)
    browser = signed_in(donor)
    newest = re.search(r"/notifications/\d+", browser.get("/notifications").text)[0]
    path = browser.post(newest).location
    page = plain(browser.get(path).text)
    assert "Reçu de votre don" in page
    assert f"<dd>{gift.key}</dd>" in page
    assert gift.key not in path
    assert signed_in(office.author).get(path).status_code == 404
