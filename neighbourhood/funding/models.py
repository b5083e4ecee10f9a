"""Pledges, and the double-entry ledger that says where every cent is."""

from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from sqlalchemy import DDL, CheckConstraint, ForeignKey, Index, String, UniqueConstraint, event
from sqlalchemy.orm import Mapped, mapped_column, relationship

from neighbourhood.foundation.storing.database import Base, Cents, CreatedAt, PrimaryKey, ShortText
from neighbourhood.foundation.storing.moves import Stands
from neighbourhood.needs.models import Need
from neighbourhood.residents.models.residents import Resident


class PledgeStatus(StrEnum):
    """From the promise to the money, or back."""

    RESERVED = "reserved"
    SETTLED = "settled"
    EXPIRED = "expired"
    CANCELLED = "cancelled"
    OWED_BACK = "owed back"
    REFUNDED = "refunded"


# A payment may come after its reservation ended: it counts while there is room, else it is owed.
TRANSITIONS = MappingProxyType(
    {
        PledgeStatus.RESERVED: frozenset(
            {
                PledgeStatus.SETTLED,
                PledgeStatus.EXPIRED,
                PledgeStatus.CANCELLED,
                PledgeStatus.OWED_BACK,
            }
        ),
        PledgeStatus.EXPIRED: frozenset({PledgeStatus.SETTLED, PledgeStatus.OWED_BACK}),
        PledgeStatus.CANCELLED: frozenset({PledgeStatus.SETTLED, PledgeStatus.OWED_BACK}),
        PledgeStatus.SETTLED: frozenset({PledgeStatus.OWED_BACK}),
        PledgeStatus.OWED_BACK: frozenset({PledgeStatus.REFUNDED}),
        PledgeStatus.REFUNDED: frozenset(),
    }
)


class Pledge(Base):
    """A neighbour’s part of a need; `key` is all the payment provider learns of it."""

    __tablename__ = "pledge"
    __table_args__ = (
        CheckConstraint("amount_cents > 0", "positive_amount"),
        CheckConstraint("status <> 'settled' OR settled_at IS NOT NULL", "settled_when"),
        Index("ix_pledge_need_status", "need_id", "status"),
        Index("ix_pledge_status_until", "status", "reserved_until"),
    )

    id: Mapped[PrimaryKey]
    key: Mapped[str] = mapped_column(String(60), unique=True)
    need_id: Mapped[int] = mapped_column(ForeignKey("need.id"))
    donor_id: Mapped[int] = mapped_column(ForeignKey("resident.id"), index=True)
    amount_cents: Mapped[Cents]
    status: Mapped[PledgeStatus] = mapped_column(default=PledgeStatus.RESERVED)
    reserved_until: Mapped[datetime]
    payment_reference: Mapped[ShortText] = mapped_column(default="")
    created_at: Mapped[CreatedAt]
    settled_at: Mapped[datetime | None]

    need: Mapped[Need] = relationship()
    donor: Mapped[Resident] = relationship()

    is_settled = Stands(PledgeStatus.SETTLED)
    is_owed_back = Stands(PledgeStatus.OWED_BACK)
    is_refunded = Stands(PledgeStatus.REFUNDED)


class AccountKind(StrEnum):
    """What an account stands for; debits are positive, credits negative."""

    PROVIDER = "provider"
    NEED = "need"
    OWED_BACK = "owed back"


class TransferKind(StrEnum):
    """Why money changed accounts."""

    GIFT = "gift"
    LATE_PAYMENT = "late payment"
    RETURN = "return"
    REFUND = "refund"


class LedgerAccount(Base):
    """A place where cents are: with the provider, for a need, or owed back to neighbours."""

    __tablename__ = "ledger_account"
    __table_args__ = (CheckConstraint("(kind = 'need') = (need_id IS NOT NULL)", "need_named"),)

    id: Mapped[PrimaryKey]
    code: Mapped[str] = mapped_column(String(60), unique=True)
    kind: Mapped[AccountKind]
    need_id: Mapped[int | None] = mapped_column(ForeignKey("need.id"))


class LedgerTransfer(Base):
    """One movement; its reference makes a second posting of the same movement impossible."""

    __tablename__ = "ledger_transfer"

    id: Mapped[PrimaryKey]
    reference: Mapped[str] = mapped_column(String(100), unique=True)
    kind: Mapped[TransferKind]
    pledge_id: Mapped[int] = mapped_column(ForeignKey("pledge.id"), index=True)
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
_GUARDED = ("ledger_account", "ledger_transfer", "ledger_entry")
APPEND_ONLY_DDL = {
    "sqlite": tuple(
        f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
        "BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END"
        for table in _GUARDED
        for verb in ("UPDATE", "DELETE")
    ),
    "postgresql": (
        "CREATE FUNCTION refuse_ledger_change() RETURNS trigger LANGUAGE plpgsql AS "
        "'BEGIN RAISE EXCEPTION ''the ledger is append-only''; END'",
        *(
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION refuse_ledger_change()"
            for table in _GUARDED
        ),
    ),
}

# The entries refer to the two other tables, so they are created last.
for _dialect, _statements in APPEND_ONLY_DDL.items():
    for _statement in _statements:
        event.listen(
            LedgerEntry.__table__, "after_create", DDL(_statement).execute_if(dialect=_dialect)
        )
