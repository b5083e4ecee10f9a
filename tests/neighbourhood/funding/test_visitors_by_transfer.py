"""Gifts by bank transfer of people without an account."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.funding import jobs
from neighbourhood.funding.actions import gifts, visiting, visiting_transfers
from neighbourhood.funding.actions.wishing import NOTHING_SAID
from neighbourhood.funding.awaiting import (
    NoMoreByTransfer,
    TooManyTransfers,
    TooMuchByVisitorsTransfer,
    TransferAwaitedHere,
    VisitorsTransferUnderWay,
)
from neighbourhood.funding.codes import transfer_token
from neighbourhood.funding.models.bank import TransferPromise
from neighbourhood.funding.models.gifts import Fund, Pledge, PledgeStatus
from neighbourhood.funding.policies import TooMuchUnpaid
from neighbourhood.funding.queries import donors, pledges
from tests.neighbourhood.funding.statement_files import document, entry
from tests.neighbourhood.funding.statements_sent import reference_of, send, take
from tests.neighbourhood.funding.visiting import (
    COLETTE,
    a_link,
    colette,
    local,
    page_of,
    plain,
    promise,
)


def announce(office, need, cents, giver=None):
    with office.at_work():
        fund = db.session.get_one(Fund, need.fund_id)
        return visiting_transfers.announce(
            giver or colette(), fund, amount_cents=cents, wish=NOTHING_SAID
        )


def of(browser):
    return colette(browser, email=f"{browser}@ailleurs.example")


def test_it_is_kept_for_days_and_others_may_give_the_rest(office, donor, move_clock):
    need = office.open(target_cents=10000)
    announced = announce(office, need, 5000)
    move_clock(days=3)
    with office.at_work():
        gifts.expire_reservations()
        assert pledges.remaining_cents(db.session.get_one(Fund, need.fund_id)) == 5000
    office.give(donor, need, 5000)
    assert office.pledge_now(announced).status is PledgeStatus.RESERVED


def test_a_second_try_in_the_same_browser_does_not_drop_it(office):
    need = office.open(target_cents=10000)
    announced = announce(office, need, 1000)
    with pytest.raises(TransferAwaitedHere):
        announce(office, need, 1000)
    with pytest.raises(TransferAwaitedHere):
        promise(office, need, 1000)
    promise(office, office.open(), 1000)
    # Whoever types the same mailbox elsewhere neither learns of it nor ends it.
    promise(office, need, 1000, colette("another"))
    assert office.pledge_now(announced).status is PledgeStatus.RESERVED


def test_a_card_that_was_not_paid_gives_way_to_a_transfer(office):
    need = office.open(target_cents=10000)
    tried = promise(office, need, 4000)
    announce(office, need, 5000)
    assert office.pledge_now(tried).status is PledgeStatus.CANCELLED


def test_transfers_of_visitors_hold_half_of_what_is_missing_at_most(office):
    # A sum that visitors who pay at once may keep whole.
    need = office.open(target_cents=10000)
    announce(office, need, 3000, of("one"))
    with pytest.raises(TooMuchByVisitorsTransfer):
        announce(office, need, 2001, of("two"))
    announce(office, need, 2000, of("two"))
    with pytest.raises(NoMoreByTransfer):
        announce(office, need, 100, of("three"))


def test_what_waits_for_transfers_counts_with_what_visitors_are_paying(office):
    need = office.open(target_cents=50000)
    promise(office, need, 20000, of("one"))
    with pytest.raises(TooMuchByVisitorsTransfer):
        announce(office, need, 5100, of("two"))
    announce(office, need, 5000, of("two"))
    with pytest.raises(TooMuchUnpaid):
        promise(office, need, 100, of("three"))


def test_one_browser_waits_for_few_and_one_mailbox_is_told_of_few(office, outbox):
    for _five in range(5):
        announce(office, office.open(), 500)
    with pytest.raises(TooManyTransfers):
        announce(office, office.open(), 500)
    announce(office, office.open(), 500, colette("another"))
    assert sum("quelqu’un s’est trompé" in mail for mail in outbox()) == 5


def test_a_mailbox_is_not_filled_by_giving_up_again_and_again(office, outbox):
    need = office.open()
    for _seven in range(7):
        announced = announce(office, need, 500)
        with office.at_work():
            gifts.cancel(announced.key)
    assert sum("quelqu’un s’est trompé" in mail for mail in outbox()) == 5


def test_small_sums_too_are_kept_for_days_by_half_at_most(office):
    need = office.open(target_cents=8600)
    promise(office, need, 4300, of("one"))
    with pytest.raises(TooMuchByVisitorsTransfer):
        announce(office, need, 4300, of("two"))


def test_who_waits_for_a_transfer_is_forgotten_once_it_is_given_up(office):
    announced = announce(office, office.open(), 500)
    with pytest.raises(VisitorsTransferUnderWay), office.at_work():
        visiting.forget(donors.by_email(COLETTE))
    with office.at_work():
        gifts.cancel(announced.key)
        visiting.forget(donors.by_email(COLETTE))


def test_a_visitor_gives_by_transfer_and_a_statement_pays_for_it(app, office, client, boss, outbox):
    need = office.open(target_cents=10000, title="Un lit")
    assert "Par virement" in client.get(page_of(need)).text
    said = {"email": COLETTE, "means": "transfer", "amount": "12,50"}
    too_much = client.post(page_of(need), data={**said, "amount": "60"})
    assert "donnez 50 € au plus" in plain(too_much.text)
    answer = client.post(page_of(need), data=said)
    assert answer.status_code == 303
    page = local(answer.location)
    shown = plain(client.get(page).text)
    mail = outbox()[-1]
    for words in ("FR76 9999", "12,50 €"):
        assert words in shown
        assert words in plain(mail)
    assert "data:image/svg" in shown
    # The same page, by a token that may have been signed a second later.
    assert page.partition(".")[0] in mail
    assert "quelqu’un s’est trompé d’adresse" in mail
    with office.at_work():
        announced = db.session.scalars(select(Pledge)).one()
        link = a_link(COLETTE)
    assert page.rsplit(".", 2)[0] in client.get(f"/donner/mes-dons/{link}").text
    take(office, boss, send(office, boss, document(entry(1250, reference_of(app, announced)))))
    assert office.pledge_now(announced).status is PledgeStatus.SETTLED
    assert "est arrivé" in client.get(page).text
    assert f"/{announced.key}" in outbox()[-1], "the receipt"
    too_late = plain(client.post(f"{page}/annuler", follow_redirects=True).text)
    assert "déjà arrivé" in too_late
    assert "n’attendons plus" not in too_late


def test_it_is_given_up_by_its_link_and_by_no_other(app, office, client):
    announced = announce(office, office.open(), 500)
    with app.test_request_context():
        token = transfer_token(announced)
    page = f"/donner/virement/{token}"
    assert "Je ne ferai pas" in client.get(f"{page}/annuler").text
    for _twice in range(2):
        assert client.post(f"{page}/annuler").status_code == 303
    assert "n’attendons plus" in client.get(page).text
    assert office.pledge_now(announced).status is PledgeStatus.CANCELLED
    for path in (f"{page}x", f"{page}x/annuler"):
        assert client.get(path).status_code in {404, 410}
    assert client.post(f"{page}x/annuler").status_code == 410


def test_a_visitor_is_reminded_once(app, office, outbox):
    announce(office, office.open(), 500)
    with office.at_work():
        awaited = db.session.scalars(select(TransferPromise)).one()
        awaited.pledge.reserved_until = now() + timedelta(hours=30)
    before = len(outbox())
    with app.app_context():
        jobs.remind_of_transfers()
        jobs.remind_of_transfers()
    assert len(outbox()) == before + 1
    assert "pas encore reçu votre virement" in outbox()[-1]


def test_whoever_wants_to_be_forgotten_is_led_to_the_transfer_first(office, visitor):
    announced = announce(office, office.open(target_cents=10000), 500)
    with office.at_work():
        token, way = a_link(COLETTE), transfer_token(announced)
    page = visitor.get(f"/donner/mes-dons/{token}/effacer").text
    assert "Nous attendons encore un virement" in page
    assert f'href="/donner/virement/{way}"' in page
    assert "Tout effacer" not in page
    assert visitor.post(f"/donner/mes-dons/{token}/effacer").status_code == 409
