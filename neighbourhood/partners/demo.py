"""The partners of the demonstration town and their staff, from the file of needs."""

from collections.abc import Mapping, Sequence
from typing import Any

from neighbourhood.partners.actions import accredit, name_staff
from neighbourhood.partners.models import Partner, PartnerKind, StaffRole
from neighbourhood.places.models import Municipality
from neighbourhood.residents.models import Resident


def build(
    rows: Sequence[Mapping[str, Any]], town: Municipality, people: Mapping[str, Resident]
) -> dict[str, Partner]:
    """Accredit each partner of `rows`, name its staff, and return them by name."""
    return {row["name"]: _partner(row, town, people) for row in rows}


def _partner(row: Mapping[str, Any], town: Municipality, people: Mapping[str, Resident]) -> Partner:
    partner = accredit(town, name=row["name"], kind=PartnerKind[row["kind"].upper()])
    for member in row["staff"]:
        for role in member["roles"]:
            name_staff(partner, people[member["email"]], role=StaffRole[role.upper()])
    return partner
