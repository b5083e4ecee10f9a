"""The partners of the demonstration town and their staff, and the organisations that ask."""

import tomllib
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.partners.actions.accrediting import accredit
from neighbourhood.partners.actions.staffing import name_staff
from neighbourhood.partners.models import (
    Application,
    ApplicationStatus,
    Partner,
    PartnerKind,
    StaffInvitation,
    StaffRole,
)
from neighbourhood.places.models import Municipality
from neighbourhood.residents.demo import by_local_part
from neighbourhood.residents.models.residents import Resident

# Who is asked to join whom: an account that is there may accept, another mailbox may wait.
INVITED = {
    "Centre social de Valbourg": "jean-baptiste@valbourg.example",
    "CCAS de Valbourg": "nouvelle.collegue@valbourg.example",
}


def build() -> None:
    """Accredit each partner of `demo.toml`, name its staff, and have others ask."""
    told = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
    people = by_local_part()
    town = db.session.scalars(select(Municipality)).one()
    # Two administrators decide: Nadège has a colleague.
    people["aylin"].is_administrator = True
    for row in told["partners"]:
        _partner(row, town, people)
    _applications(town, people)


def by_name() -> dict[str, Partner]:
    """Return the partners of the demonstration by name."""
    return {partner.name: partner for partner in db.session.scalars(select(Partner))}


def _applications(town: Municipality, people: Mapping[str, Resident]) -> None:
    """Have one organisation wait for each of the two approvals, and one be refused."""
    _application(
        town,
        people["marcel"],
        name="Atelier de reliure des Tanneurs",
        siret="99000000200016",
        mailbox="marcel.lefevre@reliure-tanneurs.example",
        why=(
            "Nous réparons les livres d’école et les cahiers de recettes du quartier. "
            "Nous voulons proposer des ateliers et publier les besoins des familles."
        ),
        days=2,
    )
    approved = _application(
        town,
        people["jean-baptiste"],
        kind=PartnerKind.SOCIAL_FIRM,
        name="La Menuiserie solidaire",
        siret="99000001000019",
        mailbox="jb.nguessan@menuiserie-solidaire.example",
        why=(
            "Six salariés en insertion remettent en état des meubles et des portes. "
            "Nous voulons répondre aux familles qui s’installent avec presque rien."
        ),
        days=6,
    )
    # Set by hand: what is past is no news.
    approved.first_approver = people["aylin"]
    approved.become(ApplicationStatus.APPROVED_ONCE)
    _refused(town, people)


def _refused(town: Municipality, people: Mapping[str, Resident]) -> None:
    refused = _application(
        town,
        people["helene.marchand"],
        name="Les Coureurs du quai",
        siret="99000002800011",
        mailbox="bureau@coureurs-du-quai.example",
        why="Nous courons le dimanche et nous cherchons un local pour nos maillots.",
        days=11,
    )
    refused.refused_by_id = people["admin"].id
    refused.refusal_reason = (
        "Un partenaire publie des besoins pour d’autres. Pour trouver un local, "
        "publiez plutôt une demande d’entraide."
    )
    refused.decided_at = now() - timedelta(days=9)
    refused.become(ApplicationStatus.REFUSED)


def _application(
    town: Municipality,
    applicant: Resident,
    *,
    kind: PartnerKind = PartnerKind.ASSOCIATION,
    days: int,
    **said: str,
) -> Application:
    asked = now() - timedelta(days=days)
    application = Application(
        applicant=applicant,
        municipality=town,
        kind=kind,
        status=ApplicationStatus.SUBMITTED,
        created_at=asked,
        submitted_at=asked + timedelta(hours=3),
        **said,
    )
    db.session.add(application)
    db.session.flush()
    return application


def _partner(row: Mapping[str, Any], town: Municipality, people: Mapping[str, Resident]) -> None:
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
            email=INVITED[row["name"]],
            roles=[StaffRole.PUBLISH.value],
        )
    )
