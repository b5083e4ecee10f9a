"""Who lives here."""

from datetime import datetime

from flask_login import UserMixin
from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    String,
)
from sqlalchemy.orm import Mapped, foreign, mapped_column, relationship

from neighbourhood.foundation.errors import NameToProve, NotVerified, ResidencyExpired
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import (
    Base,
    CreatedAt,
    PrimaryKey,
    ShortText,
)
from neighbourhood.foundation.storing.names import PersonName
from neighbourhood.foundation.storing.sealed import Sealed
from neighbourhood.foundation.storing.switched_off import codes_in
from neighbourhood.foundation.storing.tokens import fingerprint
from neighbourhood.foundation.storing.town_look import Look
from neighbourhood.foundation.words import persons
from neighbourhood.places.homes import Home
from neighbourhood.places.models import Address, Quartier
from neighbourhood.residents.models.hours import HOURS_RULE, Hours
from neighbourhood.residents.models.standing import Standing

TINTS = 8


class Resident(UserMixin, Standing, Hours, Base):
    """An account; a neighbour once `verified_at` is set, until `residency_expires_at`.

    Whoever has no `email` signs in nowhere: others act for them, by a mandate.
    """

    __tablename__ = "resident"
    __table_args__ = (
        CheckConstraint("length(full_name) > 0", "named"),
        CheckConstraint("email = lower(email)", "email_in_lower_case"),
        CheckConstraint(HOURS_RULE, "hours_in_order"),
        CheckConstraint("verified_at IS NULL OR quartier_id IS NOT NULL", "verified_somewhere"),
        CheckConstraint(
            "NOT name_to_prove OR (verified_at IS NOT NULL AND proved_name IS NOT NULL)",
            "another_name_than_proved",
        ),
        CheckConstraint(
            "erased_at IS NULL OR (closed_at IS NOT NULL AND email IS NULL AND address_id IS NULL"
            " AND quartier_id IS NULL AND proved_name IS NULL AND about = ''"
            " AND password_hash = '')",
            "erased_is_empty",
        ),
    )

    id: Mapped[PrimaryKey]
    email: Mapped[str | None] = mapped_column(String(254), unique=True)
    full_name: Mapped[str] = mapped_column(PersonName)
    about: Mapped[str] = mapped_column(String(400), default="")
    # Since when moderation keeps these words from everybody else.
    about_hidden_at: Mapped[datetime | None]
    # What the quartier reads of the name and of the address; the rest of the town never does.
    shows_full_name: Mapped[bool] = mapped_column(default=True)
    shows_street: Mapped[bool] = mapped_column(default=False)
    # Whether the street would leave a few doors, crossed with what was shown of a former home.
    street_crosses: Mapped[bool] = mapped_column(default=False)
    password_hash: Mapped[ShortText]
    email_confirmed_at: Mapped[datetime | None]
    # Since when what is sent there comes back: news wait in the inbox until it is put right.
    mail_returns_since: Mapped[datetime | None]
    language: Mapped[str] = mapped_column(String(8), default="fr")
    comfort: Mapped[bool] = mapped_column(default=False)
    quartier_id: Mapped[int | None] = mapped_column(ForeignKey("quartier.id"), index=True)
    address_id: Mapped[int | None] = mapped_column(Home)
    verified_at: Mapped[datetime | None]
    residency_expires_at: Mapped[datetime | None]
    # Under which name the address was proved; whether the present one is somebody else's.
    proved_name: Mapped[str | None] = mapped_column(
        Sealed("resident.proved_name", 200), deferred=True
    )
    name_to_prove: Mapped[bool] = mapped_column(default=False)
    is_administrator: Mapped[bool] = mapped_column(default=False)
    # Since when signing in asks for more than the password; None when nothing else is enrolled.
    second_factor_since: Mapped[datetime | None]
    created_at: Mapped[CreatedAt]
    closed_at: Mapped[datetime | None]
    # Since when nothing is held of this person: the row stays for those that point to it.
    erased_at: Mapped[datetime | None]

    quartier: Mapped[Quartier | None] = relationship()
    address: Mapped[Address | None] = relationship(
        primaryjoin=lambda: Address.id == foreign(Resident.address_id)
    )

    @property
    def is_verified(self) -> bool:
        """Whether one may write: the home is proved, and no measure keeps the account from it."""
        return self.refusal_to_write is None

    @property
    def bears_mark(self) -> bool:
        """Whether an address was proved under this name, and confirmed within the year.

        Of whoever has left, nothing is said any more.
        It says nothing of measures, which are nobody else’s.
        """
        return self.is_active and self.refusal_by_home is None

    @property
    def refusal_to_write(self) -> NotVerified | type[NotVerified] | None:
        """Why this resident may not write, None when they may."""
        return self.refusal_by_measure or self.refusal_by_home

    @property
    def refusal_by_home(self) -> type[NotVerified] | None:
        """What is missing of the proof of a home, None when nothing is."""
        if not self.may_read:
            return NotVerified
        if self.name_to_prove:
            return NameToProve
        return ResidencyExpired if self.is_to_reconfirm else None

    @property
    def may_read(self) -> bool:
        """Whether an address was proved, even long ago: one may read."""
        return self.verified_at is not None

    @property
    def is_to_reconfirm(self) -> bool:
        """Whether nobody said within the year that the address is still the right one."""
        return self.residency_expires_at is not None and self.residency_expires_at <= now()

    @property
    def switched_off(self) -> frozenset[str]:
        """The codes of what is not offered where they live; read with who is signed in."""
        known: frozenset[str] | None = self.__dict__.get("_switched_off")
        if known is None:
            known = codes_in(self.quartier.municipality_id if self.quartier else None)
            self.switched_off = known
        return known

    @switched_off.setter
    def switched_off(self, codes: frozenset[str]) -> None:
        self.__dict__["_switched_off"] = codes

    @property
    def look(self) -> Look | None:
        """The colour and the logo of where they live, if it has any; read with who is signed in."""
        return self.__dict__.get("_look")

    @look.setter
    def look(self, look: Look) -> None:
        self.__dict__["_look"] = look

    @property
    def is_active(self) -> bool:
        """Whether the account may still sign in."""
        return self.closed_at is None

    @property
    def has_free_hands(self) -> bool:
        """Whether the account is open and no measure keeps it from writing."""
        return self.is_active and self.refusal_by_measure is None

    @property
    def credentials_mark(self) -> str:
        """What changes with the password and the mailbox: links signed with it then die."""
        return fingerprint(f"{self.password_hash}:{self.email}")[:24]

    @property
    def cell_id(self) -> int | None:
        """The grid cell that stands for the home in public."""
        return self.address.cell_id if self.address else None

    @property
    def public_name(self) -> str:
        """The name beyond the quartier, never the whole of it."""
        return persons.beyond(self.full_name)

    @property
    def near_name(self) -> str:
        """The name inside the quartier: the full one, unless its owner prefers the short one."""
        return self.full_name if self.shows_full_name else self.public_name

    @property
    def first_name(self) -> str:
        """What one says when saying hello to them, where nobody else reads it."""
        return persons.hello_to_oneself(self.full_name)

    @property
    def initials(self) -> str:
        """One or two letters for the avatar, no more than everybody reads."""
        return persons.initials(self.full_name) if self.is_active else persons.HIDDEN

    @property
    def tint(self) -> int:
        """Which of the avatar colours, always the same for this account."""
        return tint(self.id)


def tint(resident_id: int) -> int:
    """Return the avatar colour of an account, 1 to 8."""
    return resident_id * 2654435761 % 2**32 % TINTS + 1
