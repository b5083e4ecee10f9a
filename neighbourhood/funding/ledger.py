"""Double entry: money never appears or vanishes, it changes accounts; nothing is ever rewritten."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.funding.models import (
    AccountKind,
    LedgerAccount,
    LedgerEntry,
    LedgerTransfer,
    Pledge,
    TransferKind,
)


class UnbalancedError(ValueError):
    """The sides of a transfer do not sum to zero: a mistake in the code, never in the input."""


def post(
    pledge: Pledge, kind: TransferKind, sides: Mapping[int, int], *, moment: datetime | None = None
) -> LedgerTransfer:
    """Write one movement: cents by account id, debits positive, credits negative.

    `moment` is for movements written down later than they happened; never for one still to come.
    """
    if len(sides) < 2 or sum(sides.values()) != 0 or 0 in sides.values():
        raise UnbalancedError(f"a {kind} of {sorted(sides.values())} cents does not balance")
    transfer = LedgerTransfer(
        reference=f"{kind}:{pledge.key}",
        kind=kind,
        pledge_id=pledge.id,
        pseudonym=pledge.pseudonym,
        created_at=moment or now(),
        entries=[
            LedgerEntry(account_id=account_id, amount_cents=cents)
            for account_id, cents in sides.items()
        ],
    )
    db.session.add(transfer)
    db.session.flush()
    return transfer


def account(kind: AccountKind, fund_id: int | None = None) -> int:
    """Return the id of an account, opened when it is first needed."""
    code = kind.value if fund_id is None else f"{kind.value}:{fund_id}"
    # Two first gifts at the same moment both open the provider's account: one insert is enough.
    insert = postgresql.insert if db.engine.dialect.name == "postgresql" else sqlite.insert
    row = {"code": code, "kind": kind, "fund_id": fund_id}
    db.session.execute(insert(LedgerAccount).values(row).on_conflict_do_nothing())
    return db.session.scalars(select(LedgerAccount.id).where(LedgerAccount.code == code)).one()
