"""Bank accounts of partners and towns: which number money goes by, which waits."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing.database import db
from neighbourhood.funding.models.paying import AccountStatus, BankAccount


@dataclass(frozen=True, slots=True)
class Accounts:
    """The number in force, and the one that waits for a second person."""

    confirmed: BankAccount | None
    entered: BankAccount | None

    @property
    def in_force(self) -> BankAccount | None:
        """The one money may go by: confirmed, and nobody asks for another."""
        return None if self.entered else self.confirmed


def accounts_of(municipality_id: int, partner_id: int | None) -> Accounts:
    """Return the bank accounts of a partner, or of the town itself."""
    whose = (
        BankAccount.municipality_id == municipality_id,
        BankAccount.partner_id.is_(None)
        if partner_id is None
        else BankAccount.partner_id == partner_id,
    )
    known = select(BankAccount).where(
        *whose, BankAccount.status.in_((AccountStatus.ENTERED, AccountStatus.CONFIRMED))
    )
    found = {account.status: account for account in db.session.scalars(known)}
    return Accounts(found.get(AccountStatus.CONFIRMED), found.get(AccountStatus.ENTERED))


def accounts_beside(account: BankAccount) -> Accounts:
    """Return the accounts of whoever this one is of."""
    return accounts_of(account.municipality_id, account.partner_id)


def account_in(municipality_id: int, account_id: int) -> BankAccount:
    """Return a bank account of a town or of one of its partners, `Missing` for any other."""
    found = db.session.get(BankAccount, account_id)
    if found is None or found.municipality_id != municipality_id:
        raise Missing
    return found


def accounts_to_confirm(municipality_id: int) -> Sequence[BankAccount]:
    """Return what waits for a second person."""
    waiting = select(BankAccount).where(
        BankAccount.municipality_id == municipality_id, BankAccount.status == AccountStatus.ENTERED
    )
    whose = waiting.options(joinedload(BankAccount.partner), joinedload(BankAccount.entered_by))
    return db.session.scalars(whose.order_by(BankAccount.id)).all()
