"""Gifts made before funds had a table of their own, there and back again, on both databases."""

import pytest
from flask_migrate import downgrade, stamp, upgrade
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from neighbourhood.foundation.keys import rotating
from neighbourhood.foundation.storing.database import db
from neighbourhood.funding.models.gifts import Fund, FundStatus, Pledge
from neighbourhood.funding.models.ledger import LedgerTransfer
from neighbourhood.funding.queries import pledges
from neighbourhood.needs.models import Need, NeedStatus
from neighbourhood.residents.models.residents import Resident
from tests.support.fixtures import postgres
from tests.support.making import Make
from tests.support.needs import open_office_in
from tests.support.sealing import in_silence
from tests.test_migrations import MIGRATIONS, blank

__all__ = ["blank", "postgres"]
pytestmark = pytest.mark.xdist_group("postgres")

BEFORE_FUNDS = "0004"

BOOKS = """
SELECT a.code, sum(e.amount_cents) FROM ledger_entry e
JOIN ledger_account a ON a.id = e.account_id GROUP BY a.code ORDER BY a.code
"""
OLD_GIFTS = "SELECT key, need_id, donor_id, amount_cents, status FROM pledge ORDER BY id"
OLD_NEEDS = "SELECT id, status, target_cents, raised_cents, donors_count FROM need ORDER BY id"
OLD_TRANSFERS = "SELECT id, reference, kind, pledge_id, created_at FROM ledger_transfer ORDER BY id"


def rows(statement: str) -> list[tuple]:
    with db.engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(statement))]


def amounts(books: list[tuple]) -> list[int]:
    return [int(cents) for _code, cents in books]


def as_it_was() -> dict[str, list[tuple]]:
    return {asked: rows(asked) for asked in (BOOKS, OLD_GIFTS, OLD_NEEDS, OLD_TRANSFERS)}


@pytest.fixture
def office(blank):
    """A partner whose needs are in every state, on a database that could have been migrated."""
    with blank.app_context():
        db.create_all()
        stamp(directory=MIGRATIONS)
    make = Make(blank)
    office = open_office_in(blank, make)
    office.donors = [
        make.resident(name, office.quartier) for name in ("Karima Benali", "Marcel Petit")
    ]
    first, second = office.donors
    office.draft()
    going_on, withdrawn, funded, proved = (office.open(target_cents=2000) for _each in range(4))
    office.give(first, going_on, 500)
    office.give(second, going_on, 700)
    office.give(first, withdrawn, 300)
    office.withdraw(withdrawn)
    for need in (funded, proved):
        office.give(first, need, 1500)
        office.give(second, need, 500)
    office.prove(proved)
    office.promise(first, going_on, 100)
    with blank.app_context():
        yield office
        db.session.remove()
        db.engine.dispose()


def go_back():
    """Go back to where needs held their own gifts, after what every way back begins with."""
    rotating.unseal_all(in_silence)
    downgrade(directory=MIGRATIONS, revision=BEFORE_FUNDS)


def test_no_gift_is_lost_on_the_way_there_and_back(office):
    donors = [donor.id for donor in office.donors]
    before = rows(BOOKS)
    go_back()
    old = as_it_was()
    assert sum(cents for _code, cents in old[BOOKS]) == 0
    assert amounts(old[BOOKS]) == amounts(before)
    assert {donor_id for _key, _need_id, donor_id, *_more in old[OLD_GIFTS]} == set(donors)
    assert len(old[OLD_GIFTS]) == 8
    assert [need[3:] for need in old[OLD_NEEDS]] == [
        (0, 0),
        (1200, 2),
        (0, 0),
        (2000, 2),
        (2000, 2),
    ]
    upgrade(directory=MIGRATIONS)
    assert amounts(rows(BOOKS)) == amounts(before)
    go_back()
    assert as_it_was() == old


def test_after_the_move_gifts_are_found_the_ledger_is_closed_and_new_needs_go_on(office):
    go_back()
    upgrade(directory=MIGRATIONS)
    old_gifts_are_found_behind_their_pseudonyms(office)
    the_ledger_is_closed_again(office)
    new_needs_go_on_after_the_last_number(office)


def old_gifts_are_found_behind_their_pseudonyms(office):
    for need in db.session.scalars(select(Need)):
        assert (need.fund is None) == (need.status is NeedStatus.DRAFT)
        if need.fund is not None:
            assert need.fund.path == f"/solidarite/{need.id}"
            assert pledges.raised_cents(need.fund) == need.raised_cents
            assert pledges.donors_count(need.fund) == need.donors_count
    stages = {fund.status for fund in db.session.scalars(select(Fund))}
    assert stages == set(FundStatus)
    first, second = (db.session.get_one(Resident, donor.id) for donor in office.donors)
    assert pledges.gifts(first, None).given_cents == 3500
    assert pledges.gifts(second, None).given_cents == 1700
    given = db.session.scalars(select(Pledge)).all()
    assert len({pledge.pseudonym for pledge in given}) == 7, "one for each donor of each fund"
    for transfer in db.session.scalars(select(LedgerTransfer)):
        pledge = db.session.get_one(Pledge, transfer.pledge_id)
        assert transfer.pseudonym == pledge.pseudonym
        assert transfer.reference == f"{transfer.kind}:{pledge.key}"


def the_ledger_is_closed_again(office):
    for table in ("ledger_account", "ledger_transfer", "ledger_entry"):
        with pytest.raises(DBAPIError, match="append-only"), office.at_work():
            db.session.execute(text(f"DELETE FROM {table}"))


def new_needs_go_on_after_the_last_number(office):
    donor = office.donors[0]
    need = office.open(target_cents=2000)
    office.give(donor, need, 2000)
    assert office.now(need).status is NeedStatus.FUNDED
