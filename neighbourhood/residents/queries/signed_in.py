"""Who is signed in: one statement, the first of every page."""

from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm.attributes import set_committed_value

from neighbourhood.foundation.storing import switched_off
from neighbourhood.foundation.storing.database import UtcDateTime
from neighbourhood.foundation.storing.prepared import Prepared, Whole
from neighbourhood.foundation.storing.tokens import fingerprint
from neighbourhood.foundation.storing.town_look import Look, TownLook
from neighbourhood.places.models import Quartier
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.models.sign_ins import SignIn
from neighbourhood.residents.queries.accounts import is_open, still_open
from neighbourhood.residents.queries.charters import due_column


class SignedIn(NamedTuple):
    """Who is signed in, by which sign-in, when it was last seen, and what they are to agree to.

    The last is the charter that they have not agreed to, None when there is none.
    """

    resident: Resident
    sign_in_id: int
    last_seen_at: datetime
    charter_due: int | None


def by_sign_in(token: str) -> SignedIn | None:
    """Return who is signed in with `token`."""
    asked = _asked()
    found = asked.statement.find({"fingerprint": fingerprint(token), **still_open()})
    return asked.made_of(found[0]) if found else None


_SELDOM_ASKED = (
    Resident.address_id,
    Resident.about,
    Resident.about_hidden_at,
    Resident.street_crosses,
    Resident.mail_returns_since,
    Resident.password_hash,
    Resident.created_at,
    Resident.erased_at,
)


class _Asked:
    """The statement, and what its rows are made into."""

    def __init__(self) -> None:
        # What most pages have no use for is read, all at once, by those that have.
        self.resident = Whole(Resident, later=_SELDOM_ASKED)
        self.quartier = Whole(Quartier, later=[Quartier.boundary])
        self.statement = Prepared(self._select())
        self._seam = len(self.resident.columns)

    def _select(self) -> Select[*tuple[Any, ...]]:
        since = bindparam("since", type_=UtcDateTime), bindparam("begun", type_=UtcDateTime)
        return (
            select(
                SignIn.id,
                SignIn.last_seen_at,
                due_column(),
                switched_off.column(Quartier.municipality_id),
                TownLook.version,
                TownLook.logo_alt,
                *self.resident.columns,
                *self.quartier.columns,
            )
            .select_from(Resident)
            .join(SignIn, SignIn.resident_id == Resident.id)
            .outerjoin(Quartier, Quartier.id == Resident.quartier_id)
            .outerjoin(TownLook, TownLook.municipality_id == Quartier.municipality_id)
            .where(
                SignIn.fingerprint == bindparam("fingerprint"),
                is_open(*since),
                Resident.closed_at.is_(None),
            )
        )

    def made_of(self, row: tuple[Any, ...]) -> SignedIn:
        values = self.statement.read(row)
        sign_in_id, last_seen, charter_due, off, version, logo_alt, *of_both = values
        resident = self.resident.made(of_both[: self._seam])
        quartier = self.quartier.made_if_any(of_both[self._seam :])
        resident.switched_off = switched_off.off_by((off or "").split())
        if quartier is not None and version is not None:
            resident.look = Look(quartier.municipality_id, version, logo_alt)
        set_committed_value(resident, "quartier", quartier)
        return SignedIn(resident, sign_in_id, last_seen, charter_due)


# Built once, and not while models are still being imported.
@cache
def _asked() -> _Asked:
    return _Asked()
