"""Acting for people who asked a partner to: the staff with the role, and nobody else."""

from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing import holding
from neighbourhood.foundation.storing.database import db
from neighbourhood.notifications.actions import mark_path_read
from neighbourhood.partners import kinds
from neighbourhood.partners.models import Partner, PartnerMandate, StaffRole
from neighbourhood.partners.policies import (
    MOST_FORMS,
    TooManyForms,
    has_role,
    is_from_here,
    is_in_town_of,
    may_be_renewed,
)
from neighbourhood.partners.queries import accompanying
from neighbourhood.places.models import Address
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.actions import mandates
from neighbourhood.residents.models.mandates import Mandate
from neighbourhood.residents.policies import MandateGone, OtherTown
from neighbourhood.residents.queries.mandates import locked


def take_up(actor: Actor, partner: Partner, mandate: Mandate) -> None:
    """Accept a mandate for `partner`, whose row the caller holds: nobody joins or leaves now."""
    require(has_role(actor.resident, partner, StaffRole.ACCOMPANY))
    mandate = locked(mandate.id)
    require(mandate.is_prepared, MandateGone)
    require(is_from_here(partner, mandate.principal), OtherTown)
    # First the row: whoever hears that the mandate begins looks for it.
    db.session.add(PartnerMandate(partner_id=partner.id, mandate_id=mandate.id))
    db.session.flush()
    agents = accompanying.companions(partner.id)
    mandates.take_up(actor, mandate, organisation=partner.name, agents=agents)
    mark_path_read(actor.id, kinds.path_of(partner.id, mandate.id))


def prepare_on_paper(
    actor: Actor,
    partner: Partner,
    *,
    full_name: str,
    address: Address,
    terms: mandates.Terms,
) -> Mandate:
    """Prepare a form by which somebody without e-mail lets `partner` act, whose row is held."""
    _check_forms(actor, partner)
    require(is_in_town_of(partner, address), OtherTown)
    mandate = mandates.prepare_on_paper(
        actor,
        full_name=full_name,
        address=address,
        terms=terms,
        organisation=partner.name,
        agents=accompanying.companions(partner.id),
    )
    return _given_to(partner, mandate)


def renew_on_paper(
    actor: Actor, partner: Partner, former: Mandate, *, terms: mandates.Terms
) -> Mandate:
    """Prepare the form that follows one given to `partner`, whose row the caller holds."""
    _check_forms(actor, partner)
    require(may_be_renewed(partner, former))
    agents = accompanying.companions(partner.id)
    mandate = mandates.renew_on_paper(
        actor, former, terms=terms, organisation=partner.name, agents=agents
    )
    return _given_to(partner, mandate)


def _check_forms(actor: Actor, partner: Partner) -> None:
    require(has_role(actor.resident, partner, StaffRole.ACCOMPANY))
    if accompanying.count_forms(partner.id) >= MOST_FORMS:
        raise TooManyForms(most=MOST_FORMS)


def _given_to(partner: Partner, mandate: Mandate) -> Mandate:
    # Nothing begins before the desk has seen it, in another transaction: nobody looks for the row.
    db.session.add(PartnerMandate(partner_id=partner.id, mandate_id=mandate.id))
    db.session.flush()
    return mandate


def give_up(actor: Actor, partner: Partner, mandate: Mandate) -> None:
    """End a mandate given to `partner` at once, or abandon one that has not begun."""
    require(has_role(actor.resident, partner, StaffRole.ACCOMPANY))
    if mandate.is_prepared:
        mandates.give_up(actor, mandate)
    else:
        mandates.revoke(actor, mandate)
        mark_path_read(actor.id, kinds.path_of(partner.id, mandate.id))


def keep_in_step(partner: Partner) -> None:
    """Let those act who accompany by now, and only those, by every mandate of `partner`.

    For whatever changes the staff or the standing of a partner, in the same transaction.
    """
    partner = holding.hold(Partner, partner.id)
    agents = accompanying.companions(partner.id)
    for mandate in accompanying.standing_mandates(partner.id):
        mandates.appoint(mandate, agents)
