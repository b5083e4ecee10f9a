"""What is there of a town that is being set up, and what is missing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, select

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing.database import db
from neighbourhood.openings.models.files import FileKind, FileStatus, TownFile
from neighbourhood.partners.models import Partner, PartnerKind, StaffRole
from neighbourhood.partners.queries.staff import managers, waiting_invitations
from neighbourhood.places.models import Address, Municipality, Quartier
from neighbourhood.places.queries import quartiers_of
from neighbourhood.residents.queries import charters


@dataclass(frozen=True, slots=True)
class SetUp:
    """How far a town is set up: `service` is its first one, `manager` the mailbox asked."""

    quartiers: int
    addresses: int
    outside: int
    service: Partner | None
    manager: str
    has_manager: bool
    has_charter: bool
    has_own_charter: bool

    @property
    def is_complete(self) -> bool:
        """Whether it may open: somebody who accepted to manages its service."""
        there = self.quartiers and self.addresses and self.service and self.has_charter
        return bool(there and self.has_manager)

    @property
    def is_awaited(self) -> bool:
        """Whether whoever was asked to manage the service has not accepted yet."""
        return bool(self.manager) and not self.has_manager


def set_up(town: Municipality) -> SetUp:
    """Return how far `town` is set up."""
    service = first_service(town)
    asked = [
        one.email for one in (waiting_invitations(service) if service else ())
        if StaffRole.MANAGE in one.roles
    ]  # fmt: skip
    return SetUp(
        quartiers=_count(select(func.count()).where(Quartier.municipality_id == town.id)),
        addresses=_count(_doors(town).where(Address.quartier_id.is_not(None))),
        outside=_count(_doors(town).where(Address.quartier_id.is_(None))),
        service=service,
        manager=asked[0] if asked else "",
        has_manager=bool(service and managers(service.id)),
        has_charter=charters.current(town.id) is not None or charters.current(None) is not None,
        has_own_charter=charters.current(town.id) is not None,
    )


def _count(counted: Select[int]) -> int:
    return db.session.scalar(counted) or 0


def _doors(town: Municipality) -> Select[int]:
    ours = Quartier.municipality_id == town.id
    here = (Address.insee == town.insee) | Address.quartier_id.in_(select(Quartier.id).where(ours))
    return select(func.count()).select_from(Address).where(Address.retired_at.is_(None), here)


def first_service(town: Municipality) -> Partner | None:
    """Return the city service that was accredited first, None when there is none."""
    services = select(Partner).where(
        Partner.municipality_id == town.id,
        Partner.kind == PartnerKind.CITY_SERVICE,
        Partner.accredited_at.is_not(None),
    )
    return db.session.scalars(services.order_by(Partner.id).limit(1)).first()


def quartiers_to_open(town: Municipality) -> Sequence[Quartier]:
    """Return the quartiers of a town that are not open, by name."""
    waiting = Quartier.municipality_id == town.id, Quartier.waiting_since.is_not(None)
    return db.session.scalars(select(Quartier).where(*waiting).order_by(Quartier.name)).all()


def town_file(town: Municipality, file_id: int) -> TownFile:
    """Return a file of `town`; that of another town is `Missing`."""
    found = db.session.get(TownFile, file_id)
    if found is None or found.municipality_id != town.id:
        raise Missing
    return found


def last_files(town: Municipality) -> dict[FileKind, TownFile]:
    """Return the last file of each kind that was not dropped."""
    files = select(TownFile).where(
        TownFile.municipality_id == town.id, TownFile.status != FileStatus.DROPPED
    )
    return {one.kind: one for one in db.session.scalars(files.order_by(TownFile.id))}


def old_files(before: datetime) -> Sequence[int]:
    """Return the files that are kept no longer: sent before a moment, and not taken."""
    old = TownFile.created_at < before, TownFile.status.in_(TownFile.MOVES.into(FileStatus.DROPPED))
    return db.session.scalars(select(TownFile.id).where(*old)).all()


@dataclass(frozen=True, slots=True)
class Counted:
    """What is said of the households of a town, quartier by quartier."""

    households: list[str]


def counted(town: Municipality) -> Counted:
    """Return how many households each quartier of a town has, in words; "?" where not known."""
    known = [(each.name, each.households) for each in quartiers_of(town.id)]
    return Counted([f"{name} {'?' if count is None else count}" for name, count in known])
