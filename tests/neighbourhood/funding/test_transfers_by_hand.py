"""What a person does about transfers: money goes back, is matched, is nobody’s own to match."""

import re
from datetime import timedelta

from sqlalchemy import select

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.funding import jobs
from neighbourhood.funding.actions import statements
from neighbourhood.funding.models.bank import BankLine
from neighbourhood.funding.models.gifts import PledgeStatus
from neighbourhood.funding.models.provider import CaseKind
from tests.neighbourhood.funding.figures import told_to
from tests.neighbourhood.funding.statement_files import document, entry
from tests.neighbourhood.funding.statements_sent import announce, reference_of, send, take
from tests.neighbourhood.funding.test_desk import path_of
from tests.neighbourhood.funding.test_ledger import books
from tests.neighbourhood.funding.test_views import plain


def standing(office, pledge):
    return office.pledge_now(pledge).status


def test_money_of_a_transfer_goes_back_by_the_hand_of_a_person(
    app, office, donor, other, boss, signed_in
):
    need = office.open(target_cents=10000)
    promise = announce(office, donor, need, 1000)
    data = document(entry(900, reference_of(app, promise)))
    take(office, boss, send(office, boss, data))
    with app.app_context():
        jobs.send_refunds()
    assert standing(office, promise) is PledgeStatus.STUCK
    assert "gift-refund-failed" not in told_to(office, donor)
    path = path_of(app, CaseKind.RETURN_BY_BANK)
    desk = signed_in(boss)
    page = plain(desk.get(path).text)
    assert "FR14 2004 1010" in page, "from where it came"
    assert "Essayer encore" not in page
    answer = desk.post(path, data=read_of(page) | {"decision": "sent by bank", "word": "Fait."})
    assert answer.status_code == 303
    assert standing(office, promise) is PledgeStatus.REFUNDED
    with app.app_context():
        assert db.session.scalars(select(BankLine)).one().payer == {}


def read_of(page):
    return {"read": re.search(r'name="read" value="([^"]+)"', page)[1]}


def test_what_a_bank_takes_back_does_not_count_any_more(app, office, donor, boss):
    need = office.open(target_cents=10000)
    promise = announce(office, donor, need, 1000)
    reference = reference_of(app, promise)
    data = document(
        entry(1000, reference, ref="B1"),
        entry(1000, reference, ref="B2", way="DBIT", reversal=True),
    )
    take(office, boss, send(office, boss, data))
    assert standing(office, promise) is PledgeStatus.REFUNDED
    assert office.now(need).raised_cents == 0
    assert sum(books(app).values()) == 0


def test_money_that_nobody_expected_is_matched_by_a_person_or_goes_back(
    app, office, donor, boss, signed_in
):
    need = office.open(target_cents=10000)
    promise = announce(office, donor, need, 1000)
    data = document(*(entry(1000, "Pour les voisins", ref=f"B{n}") for n in range(3)))
    take(office, boss, send(office, boss, data))
    assert standing(office, promise) is PledgeStatus.RESERVED
    with app.app_context():
        ids = db.session.scalars(select(BankLine.id).order_by(BankLine.id)).all()
    desk = signed_in(boss)
    decisions = {
        ids[0]: {"decision": "match", "key": promise.key},
        ids[1]: {"decision": "give back"},
        ids[2]: {"decision": "set aside"},
    }
    for line_id, answers in decisions.items():
        path = f"/administration/argent/virements/{line_id}"
        page = plain(desk.get(path).text)
        assert "Anne Roy" in page
        assert need.title not in page, "nothing links who paid to what for"
        assert desk.post(path, data=read_of(page) | answers).status_code == 422, "why?"
        said = read_of(page) | answers | {"word": "Vu avec la banque."}
        assert desk.post(path, data=said).status_code == 303
    assert standing(office, promise) is PledgeStatus.SETTLED
    path = f"/administration/argent/virements/{ids[1]}"
    read = read_of(plain(desk.get(path).text))
    assert (
        desk.post(path, data=read | {"decision": "returned", "word": "Rendu."}).status_code == 303
    )
    with app.app_context():
        found = db.session.scalars(select(BankLine).order_by(BankLine.id)).all()
        assert [each.status.value for each in found] == ["matched", "returned", "set aside"]
        assert [bool(each.payer) for each in found] == [False, False, True]
    with office.at_work():
        statements.forget_payers(now() + timedelta(days=1))
    with app.app_context():
        assert not any(each.payer for each in db.session.scalars(select(BankLine)))


def test_nobody_matches_a_gift_of_their_own(app, office, make, signed_in):
    boss = make.resident("Nadège Admin", office.quartier, is_administrator=True)
    promise = announce(office, boss, office.open(), 1000)
    take(office, boss, send(office, boss, document(entry(1000, "Merci"))))
    with app.app_context():
        line_id = db.session.scalars(select(BankLine.id)).one()
    desk = signed_in(boss)
    path = f"/administration/argent/virements/{line_id}"
    said = read_of(desk.get(path).text) | {
        "decision": "match",
        "key": promise.key,
        "word": "C’est moi.",
    }
    assert desk.post(path, data=said).status_code == 403
    assert standing(office, promise) is PledgeStatus.RESERVED
