"""Double entry: money never appears or vanishes, it changes accounts; nothing is ever rewritten."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.double_entry import require_balance
from neighbourhood.foundation.storing.upserting import upsert
from neighbourhood.funding.models.gifts import Pledge
from neighbourhood.funding.models.ledger import (
    AccountKind,
    LedgerAccount,
    LedgerEntry,
    LedgerTransfer,
    TransferKind,
)

# A kind of account, and the fund it is of, if it is of one.
Place = tuple[AccountKind, int | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known of one payment: cents that came in, that went where, and that still count."""

    paid: int
    counted: int
    by_hand: bool = False
    returned: int = 0
    pending: int = 0
    withheld: int = 0
    lost: int = 0

    @property
    def left(self) -> int:
        """What has not gone for good; below zero when more went out than came in."""
        return self.paid - self.returned - self.pending - self.lost

    @property
    def still_counted(self) -> int:
        """What counts for the fund of what is left."""
        return min(self.counted, max(self.left, 0))

    @property
    def owed(self) -> int:
        """What must go back and has not: neither counted, nor given back in another way."""
        return 0 if self.by_hand else max(self.left, 0) - self.still_counted

    def balances(self) -> Mapping[AccountKind, int]:
        """Return where every cent of it is: debits positive, credits negative; they sum to zero."""
        return {
            AccountKind.PROVIDER: self.paid - self.returned - self.withheld - self.lost,
            AccountKind.WITHHELD: self.withheld,
            AccountKind.RETURNING: -self.pending,
            AccountKind.FUND: -self.still_counted,
            AccountKind.OWED_BACK: -self.owed,
            AccountKind.BY_HAND: self.still_counted + self.owed - max(self.left, 0),
            AccountKind.LOSS: -min(self.left, 0),
        }


def post(
    pledge: Pledge, kind: TransferKind, sides: Mapping[int, int], *, moment: datetime | None = None
) -> LedgerTransfer:
    """Write one movement of a gift: cents by account id, debits positive, credits negative.

    `moment` is for movements written down later than they happened; never for one still to come.
    """
    return _write(_reference(pledge, kind), kind, sides, pledge=pledge, moment=moment)


def move(
    reference: str,
    kind: TransferKind,
    sides: Mapping[Place, int],
    *,
    moment: datetime | None = None,
) -> LedgerTransfer:
    """Write one movement of no single gift: cents by place, debits positive, credits negative.

    `reference` names what it is done for: the database refuses the same one a second time.
    """
    accounts = {account(*place): cents for place, cents in sides.items()}
    return _write(reference, kind, accounts, moment=moment)


def _write(
    reference: str,
    kind: TransferKind,
    sides: Mapping[int, int],
    *,
    pledge: Pledge | None = None,
    moment: datetime | None = None,
) -> LedgerTransfer:
    require_balance(f"a {kind}", sides, unit="cents")
    transfer = LedgerTransfer(
        reference=reference,
        kind=kind,
        pledge_id=pledge.id if pledge else None,
        pseudonym=pledge.pseudonym if pledge else "",
        created_at=moment or now(),
        entries=[
            LedgerEntry(account_id=account_id, amount_cents=cents)
            for account_id, cents in sides.items()
        ],
    )
    db.session.add(transfer)
    db.session.flush()
    return transfer


def _reference(pledge: Pledge, kind: TransferKind) -> str:
    # Money comes once, and so does a late payment; it may go back in several parts. The pledge is
    # held: of two who write the same movement at once without, one is refused by the number.
    if kind in _ONCE:
        return f"{kind}:{pledge.key}"
    asked = select(func.count()).where(
        LedgerTransfer.pledge_id == pledge.id, LedgerTransfer.kind == kind
    )
    number = (db.session.scalar(asked) or 0) + 1
    return f"{kind}:{pledge.key}" if number == 1 else f"{kind}:{pledge.key}:{number}"


def after(pledge: Pledge, what: str) -> str:
    """Return a reference for what follows the last movement of a gift, and is of no gift itself."""
    asked = select(func.count()).where(LedgerTransfer.pledge_id == pledge.id)
    return f"{what}:{pledge.key}:{db.session.scalar(asked) or 0}"


_ONCE = frozenset(
    {
        TransferKind.GIFT,
        TransferKind.LATE_PAYMENT,
        TransferKind.WRONG_AMOUNT,
        TransferKind.SECOND_PAYMENT,
    }
)


def follow(
    pledge: Pledge, kind: TransferKind, facts: Facts, *, moment: datetime | None = None
) -> int:
    """Bring the accounts of one payment in line with the facts; return how many cents moved.

    Only the difference is written: told the same facts twice, the ledger changes once.
    """
    standing = _standing(pledge)
    wanted = {
        account(each, pledge.fund_id if each is AccountKind.FUND else None): cents
        for each, cents in facts.balances().items()
        if cents
    }
    sides = {
        account_id: wanted.get(account_id, 0) - standing.get(account_id, 0)
        for account_id in wanted.keys() | standing.keys()
    }
    moved = {account_id: cents for account_id, cents in sides.items() if cents}
    if moved:
        post(pledge, kind, moved, moment=moment)
    return sum(cents for cents in moved.values() if cents > 0)


def _standing(pledge: Pledge) -> Mapping[int, int]:
    statement = (
        select(LedgerEntry.account_id, func.sum(LedgerEntry.amount_cents))
        .join(LedgerTransfer)
        .where(LedgerTransfer.pledge_id == pledge.id)
        .group_by(LedgerEntry.account_id)
    )
    return {account_id: int(cents) for account_id, cents in db.session.execute(statement)}


def account(kind: AccountKind, fund_id: int | None = None) -> int:
    """Return the id of an account, opened when it is first needed."""
    code = kind.value if fund_id is None else f"{kind.value}:{fund_id}"
    # Two first gifts at the same moment both open the provider's account: one insert is enough.
    row = {"code": code, "kind": kind, "fund_id": fund_id}
    db.session.execute(upsert(LedgerAccount).values(row).on_conflict_do_nothing())
    return db.session.scalars(select(LedgerAccount.id).where(LedgerAccount.code == code)).one()
