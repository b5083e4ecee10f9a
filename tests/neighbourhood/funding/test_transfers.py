"""Gifts by bank transfer: announced, awaited, limited, given up, and paid by statements."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from neighbourhood.foundation.backends import PRETEND_ACCOUNT
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.funding import jobs
from neighbourhood.funding.actions import gifts, transfers
from neighbourhood.funding.actions.wishing import Wish
from neighbourhood.funding.awaiting import (
    TooManyTransfers,
    TooMuchByTransfer,
    TransferAwaited,
    transfer_room,
)
from neighbourhood.funding.gateways import choosing
from neighbourhood.funding.gateways.bank_transfers import after_bank_days
from neighbourhood.funding.models.bank import BankLine, LineStatus, TransferPromise
from neighbourhood.funding.models.donors import GiftWish, Showing
from neighbourhood.funding.models.gifts import Fund, Means, Pledge, PledgeStatus
from neighbourhood.funding.queries import pledges
from neighbourhood.notifications.models import Notification
from tests.neighbourhood.funding.figures import let_time_pass, told_to
from tests.neighbourhood.funding.statement_files import document, entry
from tests.neighbourhood.funding.statements_sent import announce, reference_of, send, take
from tests.neighbourhood.funding.test_ledger import books
from tests.neighbourhood.funding.test_views import local, plain


def standing(office, pledge):
    return office.pledge_now(pledge).status


def test_five_days_of_work_between_banks():
    assert after_bank_days(date(2026, 11, 26)) == date(2026, 12, 3)
    assert after_bank_days(date(2026, 12, 23)) == date(2026, 12, 31), "Christmas, and a week-end"
    assert after_bank_days(date(2026, 12, 30)) == date(2027, 1, 7), "over the new year"


def test_it_lapses_at_the_end_of_a_day_of_the_town(in_app):
    just_after_midnight = datetime(2026, 11, 30, 23, 30, tzinfo=UTC)
    lapses = transfers.until_bank_days(just_after_midnight)
    assert (lapses, lapses.tzinfo) == (datetime(2026, 12, 8, 22, 59, tzinfo=UTC), UTC)


def test_a_transfer_holds_its_part_for_days_and_others_see_it(office, donor, other, move_clock):
    need = office.open(target_cents=10000)
    promise = announce(office, donor, need, 3000)
    move_clock(days=3)
    with office.at_work():
        gifts.expire_reservations()
        fund = db.session.get_one(Fund, need.fund_id)
        assert pledges.remaining_cents(fund) == 7000
    assert standing(office, promise) is PledgeStatus.RESERVED


def test_one_transfer_at_a_time_for_one_thing_and_it_is_never_dropped_by_a_second_try(
    office, donor
):
    need = office.open(target_cents=10000)
    promise = announce(office, donor, need, 1000)
    with pytest.raises(TransferAwaited):
        announce(office, donor, need, 1000)
    with pytest.raises(TransferAwaited):
        office.promise(donor, need, 1000)
    assert standing(office, promise) is PledgeStatus.RESERVED
    with office.at_work():
        gifts.cancel(promise.key)
    announce(office, donor, need, 1000)


def test_announcing_one_gives_up_the_payments_of_that_donor_for_that_thing_alone(
    office, donor, other
):
    need, noise = office.open(target_cents=10000), office.open()
    begun = [office.promise(donor, need, 2000), office.promise(other, need, 2000)]
    begun.append(office.promise(donor, noise, 2000))
    announce(office, donor, need, 4000)
    stand = [standing(office, each) for each in begun]
    assert stand == [PledgeStatus.CANCELLED, PledgeStatus.RESERVED, PledgeStatus.RESERVED]


def test_what_is_said_of_the_name_goes_with_a_transfer(app, office, donor):
    wish = Wish(in_name_of="Odette", showing=Showing.PUBLIC, shows_amount=True)
    promise = announce(office, donor, office.open(), 1000, wish)
    with app.app_context():
        kept = db.session.get_one(GiftWish, promise.id)
        assert (kept.in_name_of, kept.showing, kept.shows_amount) == (
            "Odette",
            Showing.PUBLIC,
            True,
        )


def test_transfers_hold_half_of_what_is_missing_at_most(office, donor, other):
    need = office.open(target_cents=10000)
    announce(office, donor, need, 3000)
    with pytest.raises(TooMuchByTransfer):
        announce(office, other, need, 2100)
    announce(office, other, need, 2000)
    with office.at_work():
        fund = db.session.get_one(Fund, need.fund_id)
        assert transfer_room(fund, pledges.remaining_cents(fund)) == 0


def test_one_donor_waits_for_few_transfers_at_once(office, donor):
    for _five in range(5):
        announce(office, donor, office.open(), 500)
    with pytest.raises(TooManyTransfers):
        announce(office, donor, office.open(), 500)


def test_a_statement_pays_the_gift_and_thanks_by_mail(app, office, donor, boss):
    need = office.open(target_cents=10000)
    promise = announce(office, donor, need, 1250)
    data = document(entry(1250, reference_of(app, promise)))
    take(office, boss, send(office, boss, data))
    assert standing(office, promise) is PledgeStatus.SETTLED
    assert office.now(need).raised_cents == 1250
    assert told_to(office, donor) == ["gift-received"]
    with app.app_context():
        line = db.session.scalars(select(BankLine)).one()
        assert (line.status, line.pledge_id, line.payer) == (LineStatus.MATCHED, promise.id, {})
    # The same file again, and another statement of which a part is the same.
    again = send(office, boss, data)
    overlap = send(
        office, boss, document(entry(1250, reference_of(app, promise)), entry(5, ref="B9"))
    )
    for each in (again, overlap):
        take(office, boss, each)
    assert office.now(need).raised_cents == 1250
    with app.app_context():
        assert [one.amount_cents for one in db.session.scalars(select(BankLine))] == [1250, 5]


def test_the_same_transfer_in_a_table_of_the_same_bank_counts_once(app, office, donor, boss):
    need = office.open(target_cents=10000)
    promise = announce(office, donor, need, 1250)
    reference = reference_of(app, promise)
    take(office, boss, send(office, boss, document(entry(1250, reference))))
    table = f"Date;Libellé;Montant\n25/11/2026;VIR {reference};12,50\n".encode()
    take(office, boss, send(office, boss, table))
    assert office.now(need).raised_cents == 1250
    with app.app_context():
        assert db.session.query(Pledge).count() == 1


def test_late_money_counts_where_there_is_room_and_is_owed_where_there_is_none(
    app, office, donor, other, boss
):
    for left, becomes in ((5000, PledgeStatus.SETTLED), (0, PledgeStatus.OWED_BACK)):
        need = office.open(target_cents=10000)
        promise = announce(office, donor, need, 3000)
        let_time_pass(office, promise)
        office.give(other, need, 10000 - left)
        data = document(entry(3000, reference_of(app, promise), ref=f"L{left}"))
        take(office, boss, send(office, boss, data))
        assert standing(office, promise) is becomes


def amount_told(office, person):
    with office.app.app_context():
        (told,) = db.session.query(Notification).filter_by(resident_id=person.id)
        return told.details["amount"]["cents"]


def test_another_amount_and_a_second_payment_are_owed_back(app, office, donor, other, boss):
    need = office.open(target_cents=10000)
    first, second = (announce(office, each, need, 1000) for each in (donor, other))
    data = document(
        entry(900, reference_of(app, first), ref="B1"),
        entry(1000, reference_of(app, second), ref="B2"),
        entry(1000, reference_of(app, second), ref="B3"),
    )
    take(office, boss, send(office, boss, data))
    assert standing(office, first) is PledgeStatus.OWED_BACK
    assert amount_told(office, donor) == 900, "what came, not what was promised"
    assert standing(office, second) is PledgeStatus.SETTLED
    assert office.now(need).raised_cents == 1000
    assert sum(books(app).values()) == 0


def test_a_donor_is_reminded_once_before_it_lapses(app, office, donor, move_clock):
    announce(office, donor, office.open(), 1000)
    with app.app_context():
        jobs.remind_of_transfers()
    assert told_to(office, donor) == []
    with office.at_work():
        promise = db.session.scalars(select(TransferPromise)).one()
        promise.pledge.reserved_until = now() + timedelta(hours=30)
    with app.app_context():
        jobs.remind_of_transfers()
        jobs.remind_of_transfers()
    assert told_to(office, donor) == ["gift-transfer-due"]


def test_a_neighbour_gives_by_transfer_and_gives_it_up(app, office, donor, signed_in, outbox):
    need = office.open(target_cents=10000, title="Un lit")
    browser = signed_in(donor)
    give = f"/solidarite/{need.id}/donner"
    assert "Par virement" in browser.get(give).text
    too_much = browser.post(give, data={"amount": "60", "means": "transfer"})
    assert "donnez 50 € au plus" in plain(too_much.text)
    answer = browser.post(give, data={"amount": "12,50", "means": "transfer"})
    assert answer.status_code == 303
    path = local(answer.location)
    page = plain(browser.get(path).text)
    with app.app_context():
        promise = db.session.scalars(select(TransferPromise)).one()
        assert promise.pledge.means is Means.TRANSFER
        key, reference = promise.pledge.key, promise.reference
    shown = " ".join(reference[place : place + 4] for place in range(0, 16, 4))
    for said in (shown, PRETEND_ACCOUNT.holder, "FR76 9999", "12,50 €", "data:image/svg"):
        assert said in page, said
    mail = plain(outbox()[-1])
    assert shown in mail
    assert "12,50 €" in mail
    assert browser.head(path).status_code == 200
    mine = plain(browser.get("/solidarite/mes-dons").text)
    assert "En attente de votre virement" in mine
    assert browser.get(f"/solidarite/dons/{key}/merci").status_code == 303
    assert "Voir le virement" in browser.get(f"/solidarite/mes-dons/{key}").text
    give_up = f"{path}/annuler"
    assert "Je ne ferai pas" in browser.get(give_up).text
    for _twice in range(2):
        assert browser.post(give_up).status_code == 303
    assert "En attente" not in browser.get("/solidarite/mes-dons").text
    assert "n’attendons plus" in browser.get(path).text


def test_without_an_account_nobody_is_offered_a_transfer(
    app, office, donor, signed_in, monkeypatch
):
    monkeypatch.setattr(choosing, "bank", lambda: None)
    need = office.open(target_cents=10000)
    page = signed_in(donor).get(f"/solidarite/{need.id}/donner").text
    assert "virement" not in page
