"""The partners of the demonstration town and their staff, and one organisation that asks."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from neighbourhood.foundation.clock import now
from neighbourhood.foundation.database import db
from neighbourhood.partners.actions import accredit, name_staff, take_up
from neighbourhood.partners.models import (
    Application,
    ApplicationStatus,
    Partner,
    PartnerKind,
    StaffInvitation,
    StaffRole,
)
from neighbourhood.places.models import Municipality
from neighbourhood.residents.actions import mandates
from neighbourhood.residents.models import Resident, Scope


def build(
    rows: Sequence[Mapping[str, Any]], town: Municipality, people: Mapping[str, Resident]
) -> dict[str, Partner]:
    """Accredit each partner of `rows`, name its staff, and return them by name."""
    # Two administrators decide: Nadège has a colleague.
    people["aylin"].is_administrator = True
    db.session.add(_application(town, people["marcel"]))
    return {row["name"]: _partner(row, town, people) for row in rows}


def _application(town: Municipality, applicant: Resident) -> Application:
    asked = now() - timedelta(days=2)
    return Application(
        applicant=applicant,
        municipality=town,
        kind=PartnerKind.ASSOCIATION,
        name="Atelier de reliure des Tanneurs",
        siret="99000000200016",
        mailbox="marcel.lefevre@reliure-tanneurs.example",
        why=(
            "Nous réparons les livres d’école et les cahiers de recettes du quartier. "
            "Nous voulons proposer des ateliers et publier les besoins des familles."
        ),
        status=ApplicationStatus.SUBMITTED,
        created_at=asked,
        submitted_at=asked + timedelta(hours=3),
    )


def _partner(row: Mapping[str, Any], town: Municipality, people: Mapping[str, Resident]) -> Partner:
    partner = accredit(town, name=row["name"], kind=PartnerKind[row["kind"].upper()])
    for member in row["staff"]:
        for role in member["roles"]:
            name_staff(partner, people[member["email"]], role=StaffRole[role.upper()])
    first = people[row["staff"][0]["email"]]
    name_staff(partner, first, role=StaffRole.MANAGE)
    db.session.add(
        StaffInvitation(
            partner=partner,
            invited_by=first,
            email="nouvelle.collegue@valbourg.example",
            roles=[StaffRole.PUBLISH.value],
        )
    )
    for told in row.get("accompanies", ()):
        _accompany(partner, first, people[told["email"]], told)
    return partner


def _accompany(
    partner: Partner, colleague: Resident, principal: Resident, told: Mapping[str, Any]
) -> None:
    terms = mandates.Terms(scopes=frozenset(map(Scope, told["scopes"])), days=told["days"])
    take_up(colleague, partner, mandates.give(principal, terms=terms))
