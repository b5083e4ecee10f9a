"""Transfers announced and statements taken, as the pages do it."""

from sqlalchemy import select

from neighbourhood.foundation.storing.database import db
from neighbourhood.funding.actions import statements, transfers
from neighbourhood.funding.actions.wishing import NOTHING_SAID
from neighbourhood.funding.models.bank import BankStatement, TransferPromise
from neighbourhood.funding.queries.statements import judge
from neighbourhood.funding.statements.reading import read_statement
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident
from tests.neighbourhood.funding.statement_files import IBAN


def actor(person):
    return Actor.of(db.session.get_one(Resident, person.id))


def announce(office, donor, need, cents, wish=NOTHING_SAID):
    """Have a donor announce a transfer."""
    with office.at_work():
        return transfers.announce(actor(donor), need.fund, amount_cents=cents, wish=wish)


def reference_of(app, pledge):
    with app.app_context():
        asked = select(TransferPromise.reference).where(TransferPromise.pledge_id == pledge.id)
        return db.session.scalars(asked).one()


def send(office, person, data):
    """Have a file read; return its number."""
    with office.at_work():
        return statements.receive(actor(person), read_statement(data, IBAN)).id


def take(office, person, statement_id):
    """Take what was read."""
    with office.at_work():
        found = db.session.get_one(BankStatement, statement_id)
        statements.take(actor(person), found, judge(found, IBAN))
