"""Minutes noted after a help: who noted them, and the ledger in which they stand for good.

The ledger is double entry, in minutes, and only grows. It names nobody: which account is whose is
a row beside it, which goes with the resident.
"""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import (
    DDL,
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    UniqueConstraint,
    event,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from neighbourhood.foundation.storing.append_only import append_only_ddl
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import Base, CreatedAt, PrimaryKey, ShortText
from neighbourhood.foundation.storing.moves import Moves, Moving, Stands
from neighbourhood.foundation.storing.sealed import Sealed
from neighbourhood.residents.models.residents import Resident

STEP, LEAST, MOST = 5, 5, 8 * 60
FLOOR = -10 * 60


class TransferKind(StrEnum):
    """Why minutes changed accounts."""

    NOTED = "noted"
    TAKEN_BACK = "taken back"
    GIVEN_BACK = "given back"
    SETTLED = "settled"


class NoteStatus(StrEnum):
    NOTED = "noted"
    TAKEN_BACK = "taken back"
    GIVEN_BACK = "given back"


NOTE_MOVES = Moves(
    {
        NoteStatus.NOTED: {NoteStatus.TAKEN_BACK, NoteStatus.GIVEN_BACK},
        NoteStatus.TAKEN_BACK: {NoteStatus.NOTED},
        NoteStatus.GIVEN_BACK: {NoteStatus.NOTED},
    }
)


class TimeAccount(Base):
    """A place where minutes are: of somebody, under a number of its own, or of a town."""

    __tablename__ = "time_account"

    id: Mapped[PrimaryKey]
    code: Mapped[str] = mapped_column(String(60), unique=True)


class TimeHolder(Base):
    """Which account is whose."""

    __tablename__ = "time_holder"

    id: Mapped[PrimaryKey]
    resident_id: Mapped[int] = mapped_column(ForeignKey("resident.id"), unique=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("time_account.id"), unique=True)


class TimeTransfer(Base):
    """One movement; its reference makes a second posting of the same movement impossible."""

    __tablename__ = "time_transfer"

    id: Mapped[PrimaryKey]
    reference: Mapped[str] = mapped_column(String(100), unique=True)
    kind: Mapped[TransferKind]
    created_at: Mapped[CreatedAt]

    entries: Mapped[list["TimeEntry"]] = relationship()


class TimeEntry(Base):
    """One side of a movement; the sides of a transfer sum to zero."""

    __tablename__ = "time_entry"
    __table_args__ = (
        CheckConstraint("minutes <> 0", "not_nothing"),
        UniqueConstraint("transfer_id", "account_id"),
    )

    id: Mapped[PrimaryKey]
    transfer_id: Mapped[int] = mapped_column(ForeignKey("time_transfer.id"))
    account_id: Mapped[int] = mapped_column(ForeignKey("time_account.id"), index=True)
    minutes: Mapped[int]


class TimeNote(Moving, Base):
    """What somebody who was helped noted for who helped them: once for each thing it is about."""

    __tablename__ = "time_note"
    __table_args__ = (
        UniqueConstraint("about", "about_id"),
        CheckConstraint(
            f"minutes BETWEEN {LEAST} AND {MOST} AND minutes % {STEP} = 0", "minutes_in_steps"
        ),
        CheckConstraint("giver_id <> receiver_id", "between_two"),
        CheckConstraint("turn >= 1", "turns_counted"),
        Index("ix_time_note_giver", "giver_id", "noted_at"),
        Index("ix_time_note_receiver", "receiver_id", "noted_at"),
    )

    ABOUT = "time"
    MOVES = NOTE_MOVES

    id: Mapped[PrimaryKey]
    about: Mapped[str] = mapped_column(String(40))
    about_id: Mapped[int] = mapped_column(BigInteger)
    # Who was helped, and who helped; nobody once they have left.
    giver_id: Mapped[int | None] = mapped_column(ForeignKey("resident.id"))
    receiver_id: Mapped[int | None] = mapped_column(ForeignKey("resident.id"))
    minutes: Mapped[int]
    status: Mapped[NoteStatus] = mapped_column(default=NoteStatus.NOTED)
    title: Mapped[str] = mapped_column(Sealed("time_note.title"))
    path: Mapped[ShortText]
    noted_at: Mapped[datetime] = mapped_column(default=now)
    # How many times it was noted: what was taken back may be noted anew.
    turn: Mapped[int] = mapped_column(default=1)

    giver: Mapped[Resident | None] = relationship(foreign_keys=giver_id)
    receiver: Mapped[Resident | None] = relationship(foreign_keys=receiver_id)

    is_noted = Stands(NoteStatus.NOTED)


# Nothing is rewritten, whatever the code does; only who holds an account is not for good.
APPEND_ONLY_DDL = append_only_ddl(
    "time_ledger",
    {
        "time_account": "id = NEW.id OR code = NEW.code",
        "time_transfer": "id = NEW.id OR reference = NEW.reference",
        "time_entry": (
            "id = NEW.id OR (transfer_id = NEW.transfer_id AND account_id = NEW.account_id)"
        ),
    },
    asked_again={"time_account"},
)

# The entries refer to the two other tables, so they are created last.
for _dialect, _statements in APPEND_ONLY_DDL.items():
    for _statement in _statements:
        event.listen(
            TimeEntry.__table__, "after_create", DDL(_statement).execute_if(dialect=_dialect)
        )
