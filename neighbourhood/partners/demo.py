"""The partners of the demonstration town and their staff, and the organisations that ask."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.partners.actions.accompanying import prepare_on_paper, take_up
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
from neighbourhood.places.models import Address, Municipality, Quartier
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.actions import mandates
from neighbourhood.residents.models.residents import Resident, Scope

# Who is asked to join whom: an account that is there may accept, another mailbox may wait.
INVITED = {
    "Centre social de Valbourg": "jean-baptiste@valbourg.example",
    "CCAS de Valbourg": "nouvelle.collegue@valbourg.example",
}


def build(
    rows: Sequence[Mapping[str, Any]], town: Municipality, people: Mapping[str, Resident]
) -> dict[str, Partner]:
    """Accredit each partner of `rows`, name its staff, and return them by name."""
    # Two administrators decide: Nadège has a colleague.
    people["aylin"].is_administrator = True
    partners = {row["name"]: _partner(row, town, people) for row in rows}
    _applications(town, people)
    return partners


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
            email=INVITED[row["name"]],
            roles=[StaffRole.PUBLISH.value],
        )
    )
    for told in row.get("accompanies", ()):
        _accompany(partner, first, people[told["email"]], told)
    for told in row.get("prepares", ()):
        _prepare(partner, people[row["staff"][1]["email"]], told)
    return partner


def _accompany(
    partner: Partner, colleague: Resident, principal: Resident, told: Mapping[str, Any]
) -> None:
    take_up(Actor.of(colleague), partner, mandates.give(Actor.of(principal), terms=_terms(told)))


def _prepare(partner: Partner, colleague: Resident, told: Mapping[str, Any]) -> None:
    prepare_on_paper(
        Actor.of(colleague),
        partner,
        full_name=told["full_name"],
        address=_free_door(partner.municipality, told["street"]),
        terms=_terms(told),
    )


def _free_door(town: Municipality, street: str) -> Address:
    taken = select(Resident.address_id).where(Resident.address_id.is_not(None))
    free = (
        select(Address)
        .join(Address.quartier)
        .where(
            Quartier.municipality_id == town.id, Address.street == street, Address.id.not_in(taken)
        )
        .order_by(Address.id)
    )
    return db.session.scalars(free.limit(1)).one()


def _terms(told: Mapping[str, Any]) -> mandates.Terms:
    return mandates.Terms(scopes=frozenset(map(Scope, told["scopes"])), days=told["days"])
