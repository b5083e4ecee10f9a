"""The double-entry ledger: it says where every cent is, and is never rewritten."""

from enum import StrEnum

from sqlalchemy import DDL, CheckConstraint, ForeignKey, String, UniqueConstraint, event
from sqlalchemy.orm import Mapped, mapped_column, relationship

from neighbourhood.foundation.storing.append_only import append_only_ddl
from neighbourhood.foundation.storing.database import Base, Cents, CreatedAt, PrimaryKey


class AccountKind(StrEnum):
    """What an account stands for; debits are positive, credits negative."""

    PROVIDER = "provider"
    FUND = "fund"
    OWED_BACK = "owed back"
    RETURNING = "returning"  # on its way back, not yet arrived
    WITHHELD = "withheld"  # taken by a bank for as long as a dispute lasts
    BY_HAND = "by hand"  # given back in another way: what the provider holds for it is free
    LOSS = "loss"  # more went out than came in
    PAID_IN = "paid in"  # by a town, for what it covers of a loss
    WITH_PARTNER = "with partner"  # paid out to whoever sees to what a fund is for
    USED = "used"  # spent on it, with a proof


# One for each fund; of the others there is one.
OF_A_FUND = (AccountKind.FUND, AccountKind.WITH_PARTNER, AccountKind.USED)


class TransferKind(StrEnum):
    """Why money changed accounts."""

    GIFT = "gift"
    LATE_PAYMENT = "late payment"
    WRONG_AMOUNT = "wrong amount"
    SECOND_PAYMENT = "second payment"
    RETURN = "return"
    REFUND_SENT = "refund sent"
    REFUND = "refund"
    REFUND_FAILED = "refund failed"
    DISPUTE = "dispute"
    DISPUTE_WON = "dispute won"
    DISPUTE_LOST = "dispute lost"
    BY_HAND = "by hand"
    # These are of no single gift.
    ALLOCATION = "allocation"
    ALLOCATION_BACK = "allocation back"
    PAY_OUT = "pay-out"
    PAY_OUT_BACK = "pay-out back"
    USE = "use"
    LOSS_COVERED = "loss covered"
    LOSS_PAID_IN = "loss paid in"


OF_NO_GIFT = frozenset(
    {
        TransferKind.ALLOCATION,
        TransferKind.ALLOCATION_BACK,
        TransferKind.PAY_OUT,
        TransferKind.PAY_OUT_BACK,
        TransferKind.USE,
        TransferKind.LOSS_COVERED,
        TransferKind.LOSS_PAID_IN,
    }
)
# With these, money of a gift is back with whoever gave it.
GONE = (TransferKind.REFUND, TransferKind.BY_HAND, TransferKind.DISPUTE_LOST)


class LedgerAccount(Base):
    """A place where cents are: with the provider, for a fund, owed back to neighbours."""

    __tablename__ = "ledger_account"
    __table_args__ = (
        CheckConstraint(
            "(kind IN ('fund', 'with partner', 'used')) = (fund_id IS NOT NULL)", "fund_named"
        ),
    )

    id: Mapped[PrimaryKey]
    code: Mapped[str] = mapped_column(String(60), unique=True)
    kind: Mapped[AccountKind]
    fund_id: Mapped[int | None] = mapped_column(ForeignKey("fund.id"))


class LedgerTransfer(Base):
    """One movement; its reference makes a second posting of the same movement impossible.

    `pledge_id` and `pseudonym` tell of which gift it is; those of no single gift have neither.
    """

    __tablename__ = "ledger_transfer"
    __table_args__ = (
        CheckConstraint("(pledge_id IS NULL) = (pseudonym = '')", "of_a_gift_or_of_none"),
    )

    id: Mapped[PrimaryKey]
    reference: Mapped[str] = mapped_column(String(100), unique=True)
    kind: Mapped[TransferKind]
    pledge_id: Mapped[int | None] = mapped_column(ForeignKey("pledge.id"), index=True)
    pseudonym: Mapped[str] = mapped_column(String(32), default="")
    created_at: Mapped[CreatedAt]

    entries: Mapped[list["LedgerEntry"]] = relationship()


class LedgerEntry(Base):
    """One side of a movement; the sides of a transfer sum to zero."""

    __tablename__ = "ledger_entry"
    __table_args__ = (
        CheckConstraint("amount_cents <> 0", "not_nothing"),
        UniqueConstraint("transfer_id", "account_id"),
    )

    id: Mapped[PrimaryKey]
    transfer_id: Mapped[int] = mapped_column(ForeignKey("ledger_transfer.id"))
    account_id: Mapped[int] = mapped_column(ForeignKey("ledger_account.id"), index=True)
    amount_cents: Mapped[Cents]

    account: Mapped[LedgerAccount] = relationship()


# Append-only is a promise to the town, so the database keeps it, whatever the code does.
APPEND_ONLY_DDL = append_only_ddl(
    "ledger",
    {
        "ledger_account": "id = NEW.id OR code = NEW.code",
        "ledger_transfer": "id = NEW.id OR reference = NEW.reference",
        "ledger_entry": (
            "id = NEW.id OR (transfer_id = NEW.transfer_id AND account_id = NEW.account_id)"
        ),
    },
    # An account is asked for as often as money comes: what exists stays, and that is no mistake.
    asked_again={"ledger_account"},
)

# The entries refer to the two other tables, so they are created last.
for _dialect, _statements in APPEND_ONLY_DDL.items():
    for _statement in _statements:
        event.listen(
            LedgerEntry.__table__, "after_create", DDL(_statement).execute_if(dialect=_dialect)
        )
