"""Whoever gave without an account and is forgotten: no link of theirs opens anything any more."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import delete

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.funding import codes
from neighbourhood.funding.actions import visiting
from neighbourhood.funding.actions.tax_papers import Donated
from neighbourhood.funding.actions.wishing import Wish
from neighbourhood.funding.models.donors import GiftWish, Visitor
from neighbourhood.funding.models.gifts import DonorPseudonym, Fund, PledgeStatus
from neighbourhood.funding.models.monthly import MonthlyGift, WhyStopped
from neighbourhood.funding.models.tax import TaxPaper
from neighbourhood.funding.queries import donors
from neighbourhood.residents.models.residents import Resident
from tests.neighbourhood.funding.monthly_gifts import giver, march
from tests.neighbourhood.funding.receipts import Receipts
from tests.neighbourhood.funding.visiting import (
    COLETTE,
    a_link,
    colette,
    link_in,
    local,
    page_of,
    pay,
    pledges,
    promise,
)

__all__ = ["giver", "march"]


def forget(office, email=COLETTE):
    with office.at_work():
        visiting.forget(donors.by_email(email))


def test_a_monthly_gift_stopped_a_moment_before_never_comes_back(app, giver, visitor):
    number = giver.begin(visitor=COLETTE)
    with app.app_context():
        link = f"/donner/chaque-mois/{codes.stop_token(db.session.get_one(MonthlyGift, number))}"
    assert visitor.post(f"{link}/arreter").status_code == 303
    assert "Reprendre ce don mensuel" in visitor.get(link).text
    forget(giver.office)
    assert visitor.get(link).status_code == 410
    for deed in ("reprendre", "arreter"):
        assert visitor.post(f"{link}/{deed}").status_code == 410
    assert giver.gift(number).is_stopped


def test_neither_thanks_nor_a_transfer_can_be_read_again(office, visitor):
    need = office.open()
    thanks = pay(visitor, need)
    asked = visitor.post(page_of(need), data={"email": COLETTE, "amount": "5", "means": "transfer"})
    transfer = local(asked.location)
    links = (thanks, thanks.replace("/merci/", "/pas-paye/"), transfer)
    assert [visitor.get(link).status_code for link in links] == [200, 303, 200]
    visitor.post(f"{transfer}/annuler")
    forget(office)
    assert [visitor.get(link).status_code for link in links] == [410, 410, 410]


def test_a_stranger_who_begins_to_pay_with_a_mailbox_does_not_keep_it_here(
    app, office, visitor, outbox
):
    need = office.open()
    office.settle(promise(office, need, 500))
    begun = promise(office, need, 700, colette("the browser of somebody else"))
    with office.at_work():
        token = a_link(COLETTE)
    assert visitor.post(f"/donner/mes-dons/{token}/effacer").status_code == 200
    assert office.pledge_now(begun).status is PledgeStatus.CANCELLED
    told = len(outbox())
    office.settle(begun)
    assert office.now(need).raised_cents == 1200, "what is paid all the same goes where it was to"
    assert outbox()[told:] == []
    with app.app_context():
        assert db.session.query(Visitor).count() == 0


def test_no_mailbox_gets_links_without_end_whoever_asks_for_them(
    office, visitor, outbox, move_clock
):
    office.settle(promise(office, office.open(), 500))
    before = len(outbox())
    for _ in range(8):
        visitor.post("/donner/mes-dons", data={"email": COLETTE})
    assert len(outbox()) == before + 4, "its receipt brought the first of five"
    move_clock(hours=2)
    visitor.post("/donner/mes-dons", data={"email": COLETTE})
    assert len(outbox()) == before + 5
    assert link_in(outbox()[-1])


@pytest.mark.parametrize("account", [True, False])
def test_who_comes_back_to_the_page_of_a_gift_not_paid_reads_that_it_is(
    app, office, visitor, donor, signed_in, account
):
    need = office.open()
    if account:
        browser = signed_in(donor)
        order = browser.post(f"/solidarite/{need.id}/donner", data={"suggested": "1000"})
        thanks = local(browser.post(local(order.location), data={"decision": "pay"}).location)
    else:
        browser, thanks = visitor, pay(visitor, need)
    assert pledges(app)[0].status is PledgeStatus.SETTLED
    stale = browser.get(re.sub("merci", "pas-paye", thanks), follow_redirects=True)
    assert "Rien n’a été payé" not in stale.text
    assert stale.request.path == re.sub(r"/pas-paye.*", "", thanks)


def said(app):
    """In whose name gifts are made, of all about which that is still known."""
    with app.app_context():
        return sorted(each.in_name_of for each in db.session.query(GiftWish))


def mailboxes(app):
    with app.app_context():
        return sorted(visitor.email for visitor in db.session.query(Visitor))


def test_who_tried_and_never_paid_is_forgotten_with_what_they_said(app, office, move_clock):
    need = office.open()

    def ask(mailbox):
        with office.at_work():
            fund = db.session.get_one(Fund, need.fund_id)
            wish = Wish(in_name_of=f"pour {mailbox}")
            return visiting.pledge(colette(mailbox, mailbox), fund, amount_cents=500, wish=wish)

    ask("never@ailleurs.example")
    office.settle(ask("paid@ailleurs.example"))
    ask("paid@ailleurs.example")
    move_clock(days=3)
    ask("lately@ailleurs.example")
    with office.at_work():
        visiting.forget_tries(now() - timedelta(days=1))
    assert mailboxes(app) == ["lately@ailleurs.example", "paid@ailleurs.example"]
    assert said(app) == ["pour lately@ailleurs.example", "pour paid@ailleurs.example"]


def test_who_is_forgotten_ends_their_own_monthly_gift_alone(giver):
    theirs, noise = (giver.begin(visitor=each) for each in (COLETTE, "odile@ailleurs.example"))
    forget(giver.office)
    assert giver.gift(theirs).why is WhyStopped.LEFT
    assert giver.gift(noise).is_active


def test_tax_receipts_are_forgotten_of_those_who_are_forgotten_alone(till, funded, visitor):
    receipts = Receipts(till)
    receipts.give()
    for mailbox in (COLETTE, "odile@ailleurs.example"):
        pay(visitor, till.office.open(), email=mailbox)
        with till.office.app.app_context():
            found = donors.by_email(mailbox)
        receipts.ask(found, Donated(name=mailbox, address="Là"), model=Visitor)
    forget(till.office)
    with till.office.app.app_context():
        (paper,) = db.session.query(TaxPaper)
        assert donors.by_email("odile@ailleurs.example").id == paper.visitor_id


def test_who_has_an_account_now_is_forgotten_as_a_visitor_once_all_came_over(app, office, donor):
    need, noise = office.open(), office.open()
    office.give(donor, noise, 500)
    office.settle(promise(office, need, 500))
    kept = promise(office, noise, 500, colette("two"))

    def bring_over():
        with office.at_work():
            mine = db.session.get_one(Resident, donor.id)
            return visiting.bring_over(donors.by_email(COLETTE), mine)

    assert not bring_over(), "both gave to one of them: two names of one donor stay two"
    assert mailboxes(app) == [COLETTE]
    with office.at_work():
        row = DonorPseudonym.pseudonym == kept.pseudonym
        db.session.execute(delete(DonorPseudonym).where(row))
    assert bring_over()
    assert mailboxes(app) == []
