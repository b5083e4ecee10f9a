"""What donors and the desk read of money adds up, and says what is known and no more."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.funding import jobs
from neighbourhood.funding.actions import deciding, statements, visiting_transfers
from neighbourhood.funding.actions.wishing import NOTHING_SAID
from neighbourhood.funding.models.gifts import Fund, Pledge, PledgeStatus
from neighbourhood.funding.models.provider import CaseKind, MoneyCase
from neighbourhood.funding.policies import Decision, YourOwnGift
from neighbourhood.funding.queries import pledges
from neighbourhood.residents.acting import Actor
from tests.neighbourhood.funding.figures import told_to
from tests.neighbourhood.funding.test_desk import decide, desk, nadege, path_of, stuck
from tests.neighbourhood.funding.test_following import PI, stripe
from tests.neighbourhood.funding.test_views import plain
from tests.neighbourhood.funding.visiting import colette
from tests.neighbourhood.funding.visiting import promise as as_visitor
from tests.support.stripe_says import dispute, refund, session

__all__ = ["desk", "nadege", "stripe"]


@pytest.fixture
def need(office):
    return office.open(target_cents=2000)


@pytest.fixture
def gift(office, donor, need, stripe):
    """A gift of 5 €, of 20 € that are asked for."""
    promise = office.promise(donor, need, 500)
    assert stripe.says(session(promise.key, 500, PI)) == 204
    return promise


@pytest.fixture
def receipt(signed_in, donor, gift):
    browser = signed_in(donor)
    return lambda key=gift.key: plain(browser.get(f"/solidarite/mes-dons/{key}").text)


@pytest.fixture
def second(app, stripe, gift):
    return paid_again(app, stripe, gift)


def paid_again(app, stripe, gift):
    stripe.says(session(gift.key, 500, "pi_2"))
    with app.app_context():
        return db.session.query(Pledge).filter_by(payment_reference="pi_2").one()


def test_more_back_than_was_given_adds_up_in_words(stripe, gift, receipt):
    stripe.says(refund(PI, 250, "succeeded"))
    assert "de plus que votre don" not in receipt()
    stripe.says(dispute(PI, 500, "lost", "closed"))
    page = receipt()
    assert "7,50 € sont revenus vers vous pour 5 € payés" in page
    assert "2,50 € de plus que votre don" in page


def test_money_that_a_bank_holds_is_said_to_be_held(stripe, gift, receipt):
    stripe.says(refund(PI, 100, "succeeded"))
    stripe.says(dispute(PI, 400, "needs_response", "created"))
    page = receipt()
    assert "Retenu par votre banque" in page
    assert "Compte pour le besoin" not in page


def test_a_bank_that_only_asks_is_not_said_to_hold_money(
    app, office, donor, stripe, gift, receipt, desk
):
    stripe.says(dispute(PI, 500, "warning_needs_response", "created"))
    assert "elle n’a rien repris" in receipt()
    assert "retient" not in receipt()
    page = plain(desk.get(path_of(app, CaseKind.DISPUTE)).text)
    assert "la banque de la personne pose une question" in page
    assert told_to(office, donor)[-1] == "gift-questioned"
    stripe.says(dispute(PI, 500, "warning_closed", "closed"))
    assert told_to(office, donor)[-1] == "gift-question-over"


def test_a_bank_that_asked_and_then_takes_is_said_to_hold_money(
    office, donor, stripe, gift, receipt
):
    stripe.says(dispute(PI, 500, "warning_needs_response", "created"))
    stripe.says(dispute(PI, 500, "needs_response", "updated"))
    assert "votre banque retient l’argent" in receipt()
    assert told_to(office, donor)[-1] == "gift-disputed"


def test_a_dispute_that_the_town_won_says_what_the_gift_does_now(
    signed_in, donor, stripe, gift, receipt
):
    stripe.says(dispute(PI, 500, "needs_response", "created"))
    stripe.says(dispute(PI, 500, "won", "closed"))
    news = plain(signed_in(donor).get("/notifications").text)
    assert "la banque a décidé en faveur de la ville" in news
    assert "votre don compte pour" in news
    assert "la banque a donné raison à la ville" in receipt()


def test_a_refund_that_did_not_arrive_says_what_happens_and_whom_to_call(
    app, stripe, gift, receipt, desk
):
    stripe.says(refund(PI, 500, "pending"))
    stripe.says(refund(PI, 500, "failed"))
    page = receipt()
    assert "le remboursement n’est pas arrivé" in page
    assert "une personne essaie de nouveau" in page
    assert "appelez votre banque" in page
    assert "ne l’a pas repris" not in page
    case = plain(desk.get(path_of(app, CaseKind.REFUND_FAILED)).text)
    assert "virement" not in case, "nobody at the desk knows to whom"
    assert "appelez la banque qui encaisse les dons" in case


def test_both_payments_stand_on_both_receipts_and_at_the_desk(app, stripe, gift, receipt, desk):
    second = paid_again(app, stripe, gift)
    assert second.key in receipt()
    assert gift.key in receipt(second.key)
    assert "Vous vouliez donner deux fois" in receipt(second.key)
    page = plain(desk.get(path_of(app, CaseKind.PAID_AGAIN)).text)
    assert gift.key in page
    assert "peut-être" not in page


def test_a_second_payment_is_kept_where_that_was_meant(app, office, need, stripe, gift, desk):
    second = paid_again(app, stripe, gift)
    path = path_of(app, CaseKind.PAID_AGAIN)
    assert decide(desk, path, "nothing").status_code == 422
    assert decide(desk, path, "keep both").status_code == 303
    assert office.pledge_now(second).status is PledgeStatus.SETTLED
    assert office.now(need).raised_cents == 1000
    with app.app_context():
        jobs.send_refunds()
    assert office.pledge_now(second).status is PledgeStatus.SETTLED


def test_a_second_payment_that_is_kept_may_be_the_last_euro(app, office, donor, stripe, desk):
    need = office.open(target_cents=1000)
    first = office.promise(donor, need, 500)
    stripe.says(session(first.key, 500, PI))
    paid_again(app, stripe, first)
    decide(desk, path_of(app, CaseKind.PAID_AGAIN), "keep both")
    assert office.now(need).is_funded


def test_a_second_payment_is_not_kept_in_the_place_of_what_is_being_paid(
    app, office, donor, stripe, desk
):
    need = office.open(target_cents=1500)
    first = office.promise(donor, need, 500)
    stripe.says(session(first.key, 500, PI))
    paid_again(app, stripe, first)
    live = office.promise(donor, need, 700)
    path = path_of(app, CaseKind.PAID_AGAIN)
    assert "revenez voir dans la journée" in plain(desk.get(path).text)
    assert decide(desk, path, "keep both").status_code == 422
    assert office.settle(live).status is PledgeStatus.SETTLED
    assert office.now(need).raised_cents == 1200


@pytest.mark.parametrize("after", ["decision", "three days", "no room left"])
def test_a_second_payment_waits_for_a_word_and_then_goes_back(
    office, other, need, second, desk, after
):
    app = office.app

    def goes_back():
        with app.app_context():
            return second.key in pledges.to_refund()

    assert not goes_back()
    if after == "decision":
        decide(desk, path_of(app, CaseKind.PAID_AGAIN), "second back")
    elif after == "three days":
        with office.at_work():
            before = now() - timedelta(days=3, seconds=1)
            db.session.execute(update(MoneyCase).values(opened_at=before))
    else:
        office.give(other, need, 1500)
    assert goes_back()


def test_nobody_decides_about_a_gift_of_their_own(app, office, make, need, stripe):
    donor = make.resident("Nadège Perrin", office.quartier, is_administrator=True)
    promise = office.promise(donor, need, 500)
    stripe.says(session(promise.key, 500, PI))
    stuck(stripe)
    number = int(path_of(app, CaseKind.REFUND_FAILED).rpartition("/")[2])
    with office.at_work(), pytest.raises(YourOwnGift):
        deciding.decide(Actor.of(donor), number, decision=Decision.TRY_AGAIN, word="Vu.")


def test_nor_about_one_from_their_own_mailbox_without_their_account(
    app, office, make, need, stripe
):
    boss = make.resident("Nadège Perrin", office.quartier, is_administrator=True)
    promise = as_visitor(office, need, 500, colette(email=boss.email))
    stripe.says(session(promise.key, 500, PI))
    stuck(stripe)
    number = int(path_of(app, CaseKind.REFUND_FAILED).rpartition("/")[2])
    with office.at_work(), pytest.raises(YourOwnGift):
        deciding.decide(Actor.of(boss), number, decision=Decision.TRY_AGAIN, word="Vu.")


def test_money_that_nobody_explained_is_not_for_whoever_looks_at_it(office, make, need):
    boss = make.resident("Nadège Perrin", office.quartier, is_administrator=True)
    with office.at_work():
        fund = db.session.get_one(Fund, need.fund_id)
        giver = colette(email=boss.email)
        promise = visiting_transfers.announce(giver, fund, amount_cents=400, wish=NOTHING_SAID)
    with office.at_work(), pytest.raises(YourOwnGift):
        statements.match(Actor.of(boss), 1, promise.key, word="Le mien.")
