"""What proves a person beside the password."""

from datetime import datetime

from sqlalchemy import (
    BigInteger,
    ForeignKey,
    LargeBinary,
    String,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from neighbourhood.foundation.storing.database import Base, CreatedAt, PrimaryKey, ShortText
from neighbourhood.foundation.storing.sealed import Sealed
from neighbourhood.residents.models.residents import Resident


class Authenticator(Base):
    """An application on a telephone that shows six figures, enrolled once it has shown some."""

    __tablename__ = "authenticator"

    id: Mapped[PrimaryKey]
    resident_id: Mapped[int] = mapped_column(ForeignKey("resident.id"), unique=True)
    secret: Mapped[str | None] = mapped_column(
        "sealed_secret",
        Sealed("authenticator.sealed_secret", formerly="authenticator"),
        nullable=False,
    )
    created_at: Mapped[CreatedAt]
    # The half-minute of the last code that was accepted: none is accepted twice.
    last_step: Mapped[int] = mapped_column(BigInteger)

    resident: Mapped[Resident] = relationship()


class RecoveryCode(Base):
    """A code on paper for the day the telephone is lost; it serves once."""

    __tablename__ = "recovery_code"

    id: Mapped[PrimaryKey]
    resident_id: Mapped[int] = mapped_column(ForeignKey("resident.id"), index=True)
    fingerprint: Mapped[str] = mapped_column(String(64), unique=True)
    used_at: Mapped[datetime | None]


class Passkey(Base):
    """A key kept by a telephone, a computer or a token, opened by a finger, a face or a PIN."""

    __tablename__ = "passkey"

    id: Mapped[PrimaryKey]
    resident_id: Mapped[int] = mapped_column(ForeignKey("resident.id"), index=True)
    credential_id: Mapped[bytes] = mapped_column(LargeBinary(1023), unique=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    # What the device calls the account: random, the same for all keys of a resident.
    handle: Mapped[bytes] = mapped_column(LargeBinary(64))
    sign_count: Mapped[int] = mapped_column(BigInteger, default=0)
    name: Mapped[ShortText]
    created_at: Mapped[CreatedAt]
    last_used_at: Mapped[datetime | None]

    resident: Mapped[Resident] = relationship()


class SpentChallenge(Base):
    """A challenge that a passkey has answered: the same answer opens nothing twice."""

    __tablename__ = "spent_challenge"

    fingerprint: Mapped[str] = mapped_column(String(64), primary_key=True)
    spent_at: Mapped[CreatedAt]
