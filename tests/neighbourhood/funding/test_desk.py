"""The desk of those who look after the site: payments that no rule decides."""

import pytest

from neighbourhood.foundation.storing.database import db
from neighbourhood.funding import jobs
from neighbourhood.funding.actions import deciding, returns
from neighbourhood.funding.gateways import choosing
from neighbourhood.funding.gateways.contract import RefundRefused
from neighbourhood.funding.models.gifts import Payment, PledgeStatus
from neighbourhood.funding.models.provider import CaseKind, MoneyCase
from neighbourhood.funding.policies import CaseClosed, Decision
from neighbourhood.needs.models import NeedStatus
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident
from tests.neighbourhood.funding.figures import told_to
from tests.neighbourhood.funding.test_following import PI, gift, need, stripe
from tests.neighbourhood.funding.test_ledger import books
from tests.neighbourhood.funding.test_views import plain
from tests.support.carried import press
from tests.support.stripe_says import dispute, refund

__all__ = ["gift", "need", "stripe"]

DESK = "/administration/argent"


@pytest.fixture
def nadege(make):
    return make.resident("Nadège Perrin", is_administrator=True)


@pytest.fixture
def desk(signed_in, nadege):
    return signed_in(nadege)


def path_of(app, kind):
    with app.app_context():
        found = db.session.query(MoneyCase).filter_by(kind=kind).one()
        return f"{DESK}/dossiers/{found.id}"


def decide(desk, path, decision, word="Vu avec la banque."):
    return press(desk, path, data={"decision": decision, "word": word})


@pytest.mark.parametrize("who", ["donor", "author", "nobody"])
def test_the_desk_is_not_there_for_others(app, office, donor, signed_in, visitor, nadege, who):
    browser = {"donor": donor, "author": office.author}.get(who)
    browser = signed_in(browser) if browser else visitor
    for path in (DESK, f"{DESK}/dossiers/1"):
        assert browser.get(path).status_code in {302, 303, 404}
    assert browser.post(f"{DESK}/banque").status_code in {302, 303, 404}


def test_a_case_says_what_happened_and_what_to_do_and_never_who_gave(
    app, donor, gift, stripe, desk, outbox
):
    stripe.says(dispute(PI, 2000, "needs_response", "created"))
    assert any("attend une décision" in mail for mail in outbox())
    assert "Un paiement contesté" in desk.get(DESK).text
    page = plain(desk.get(path_of(app, CaseKind.DISPUTE)).text)
    assert "la banque de la personne retient l’argent" in page
    assert "votre banque" not in page.lower()
    assert "Répondez sur le site de la banque" in page
    assert PI in page
    assert gift.key in page
    assert donor.full_name not in page


def test_a_case_is_closed_once_and_with_a_word(app, gift, stripe, desk):
    stripe.says(dispute(PI, 2000, "needs_response", "created"))
    path = path_of(app, CaseKind.DISPUTE)
    assert decide(desk, path, "nothing", word="").status_code == 422
    assert decide(desk, path, "by hand").status_code == 422, "nothing is stuck"
    assert decide(desk, path, "nothing").status_code == 303
    assert "Vu avec la banque." in desk.get(path).text
    assert decide(desk, path, "nothing", word="Encore.").status_code == 409
    assert "Vu avec la banque." in desk.get(path).text


def test_a_gift_is_given_back_from_the_desk(app, office, donor, need, stripe, desk):
    first = office.promise(donor, need, 500)
    office.promise(donor, need, 700)
    office.settle(first)
    path = path_of(app, CaseKind.PAID_AGAIN)
    assert decide(desk, path, "give back").status_code == 303
    assert office.pledge_now(first).status is PledgeStatus.OWED_BACK
    assert office.now(need).raised_cents == 0
    assert told_to(office, donor)[-1] == "gift-owed-back"


def test_money_that_is_stuck_may_not_be_forgotten(app, office, gift, stripe, desk):
    stuck(stripe)
    path = path_of(app, CaseKind.REFUND_FAILED)
    assert decide(desk, path, "nothing").status_code == 422
    assert office.pledge_now(gift).status is PledgeStatus.STUCK


def stuck(stripe):
    stripe.says(refund(PI, 2000, "pending"))
    stripe.says(refund(PI, 2000, "failed"))


def test_money_that_is_stuck_is_sent_again_as_a_new_refund(app, office, gift, stripe, desk):
    stuck(stripe)
    assert decide(desk, path_of(app, CaseKind.REFUND_FAILED), "try again").status_code == 303
    assert office.pledge_now(gift).status is PledgeStatus.OWED_BACK
    with app.app_context():
        payment = db.session.query(Payment).one()
        assert payment.attempts == 1, "the provider would answer the first one again"


def test_money_that_was_given_back_otherwise_is_owed_no_more(
    app, office, donor, need, gift, stripe, desk
):
    stuck(stripe)
    assert decide(desk, path_of(app, CaseKind.REFUND_FAILED), "by hand").status_code == 303
    assert office.pledge_now(gift).status is PledgeStatus.REFUNDED
    assert books(app) == {
        f"fund:{need.fund_id}": 0,
        "provider": 2000,
        "returning": 0,
        "owed back": 0,
        "by hand": -2000,
    }
    assert told_to(office, donor)[-1] == "gift-refunded"


def test_a_refund_that_the_bank_refuses_waits_for_a_person_and_is_not_asked_for_again(
    app, office, donor, need, gift, monkeypatch
):
    asked = []

    class Bank:
        def refund(self, pledge, **order):
            asked.append(order)
            raise RefundRefused

    with office.at_work():
        returns.return_gift(gift.key)
    monkeypatch.setattr(choosing, "chosen", Bank)
    with app.app_context():
        jobs.send_refunds()
        jobs.send_refunds()
    assert asked == [{"cents": 2000, "attempt": 0}]
    assert office.pledge_now(gift).status is PledgeStatus.STUCK
    assert told_to(office, donor)[-1] == "gift-refund-failed"
    assert path_of(app, CaseKind.REFUND_FAILED)


def test_the_second_of_two_who_decide_finds_it_closed(app, office, gift, stripe, nadege):
    stuck(stripe)
    number = int(path_of(app, CaseKind.REFUND_FAILED).rpartition("/")[2])

    def decide_as(decision):
        with office.at_work():
            actor = Actor.of(db.session.get_one(Resident, nadege.id))
            deciding.decide(actor, number, decision=decision, word="Vu.")

    decide_as(Decision.BY_HAND)
    with pytest.raises(CaseClosed):
        decide_as(Decision.TRY_AGAIN)
    assert office.pledge_now(gift).status is PledgeStatus.REFUNDED


@pytest.mark.parametrize(
    ("news", "status"),
    [
        (["refunded"], PledgeStatus.REFUNDED),
        (["partly refunded"], PledgeStatus.SETTLED),
        (["refund pending"], PledgeStatus.RETURNING),
        (["refund pending", "refund failed"], PledgeStatus.STUCK),
        (["dispute opened"], PledgeStatus.DISPUTED),
        (["dispute opened", "dispute won"], PledgeStatus.SETTLED),
        (["dispute opened", "dispute lost"], PledgeStatus.TAKEN_BACK),
        (["paid again"], PledgeStatus.SETTLED),
        (["nonsense"], PledgeStatus.SETTLED),
    ],
)
def test_the_pretend_bank_says_all_that_a_real_one_says(app, office, donor, desk, news, status):
    gift = office.give(donor, office.open(), 700)
    for each in news:
        answer = desk.post(f"{DESK}/banque", data={"key": gift.key, "news": each})
        assert answer.status_code == 303
        assert desk.get(DESK).status_code == 200
    assert office.pledge_now(gift).status is status


def test_donors_read_where_each_gift_stands(app, office, donor, signed_in, desk):
    said = {
        "refund pending": "en route vers votre compte",
        "dispute opened": "contesté",
        "dispute lost": "repris par votre banque",
        "partly refunded": "3,50 € vous ont été rendus",
    }
    browser = signed_in(donor)
    for news, words in said.items():
        gift = office.give(donor, office.open(), 700)
        desk.post(f"{DESK}/banque", data={"key": gift.key, "news": news})
        for page in ("/solidarite/mes-dons", f"/solidarite/mes-dons/{gift.key}"):
            assert words in plain(browser.get(page).text), news
        assert browser.get(f"/solidarite/dons/{gift.key}/merci").status_code == 200


def test_what_has_been_proved_is_not_asked_for_again_when_a_gift_is_lost(
    office, other, need, gift, stripe, signed_in
):
    office.prove(need)
    stripe.says(dispute(PI, 2000, "lost", "closed"))
    assert office.now(need).status is NeedStatus.PROVED
    assert office.now(need).raised_cents == 2000, "the town covers what was spent"
    answer = signed_in(other).post(f"/solidarite/{need.id}/donner", data={"amount": "5"})
    assert answer.status_code in {403, 409}
