"""Acting for people who asked a partner to: the staff with the role, and nobody else."""

from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.mandates import kinds
from neighbourhood.mandates.actions import ending, giving
from neighbourhood.mandates.actions.appointing import appoint
from neighbourhood.mandates.actions.giving import Terms
from neighbourhood.mandates.models import Mandate
from neighbourhood.mandates.policies import (
    MOST_FORMS,
    MandateGone,
    OtherTown,
    TooManyForms,
    may_be_renewed_by,
)
from neighbourhood.mandates.queries import accompanying
from neighbourhood.notifications.actions import mark_path_read
from neighbourhood.partners.models import Partner, StaffRole
from neighbourhood.partners.policies.acting import is_from_here, is_in_town_of
from neighbourhood.partners.policies.staffing import has_role
from neighbourhood.places.models import Address
from neighbourhood.residents.acting import Actor


def take_up(actor: Actor, partner: Partner, mandate: Mandate) -> None:
    """Accept a mandate for `partner`, whose row the caller holds: nobody joins or leaves now."""
    require(has_role(actor.resident, partner, StaffRole.ACCOMPANY))
    mandate = hold(Mandate, mandate.id)
    require(mandate.is_prepared, MandateGone)
    require(is_from_here(partner, mandate.principal), OtherTown)
    agents = accompanying.companions(partner.id)
    giving.take_up(actor, mandate, partner=partner, agents=agents)
    mark_path_read(actor.id, kinds.path_of(partner.id, mandate.id))


def prepare_on_paper(
    actor: Actor,
    partner: Partner,
    *,
    full_name: str,
    address: Address,
    terms: Terms,
) -> Mandate:
    """Prepare a form by which somebody without e-mail lets `partner` act, whose row is held."""
    _check_forms(actor, partner)
    require(is_in_town_of(partner, address), OtherTown)
    return giving.prepare_on_paper(
        actor,
        full_name=full_name,
        address=address,
        terms=terms,
        partner=partner,
        agents=accompanying.companions(partner.id),
    )


def renew_on_paper(actor: Actor, partner: Partner, former: Mandate, *, terms: Terms) -> Mandate:
    """Prepare the form that follows one given to `partner`, whose row the caller holds."""
    _check_forms(actor, partner)
    require(may_be_renewed_by(partner, former))
    agents = accompanying.companions(partner.id)
    return giving.renew_on_paper(actor, former, terms=terms, partner=partner, agents=agents)


def _check_forms(actor: Actor, partner: Partner) -> None:
    require(has_role(actor.resident, partner, StaffRole.ACCOMPANY))
    if accompanying.count_forms(partner.id) >= MOST_FORMS:
        raise TooManyForms(most=MOST_FORMS)


def give_up(actor: Actor, partner: Partner, mandate: Mandate) -> None:
    """End a mandate given to `partner` at once, or abandon one that has not begun."""
    require(has_role(actor.resident, partner, StaffRole.ACCOMPANY))
    if mandate.is_prepared:
        ending.give_up(actor, mandate)
    else:
        ending.revoke(actor, mandate)
        mark_path_read(actor.id, kinds.path_of(partner.id, mandate.id))


def keep_in_step(partner: Partner) -> None:
    """Let those act who accompany by now, and only those, by every mandate of `partner`.

    For whoever hears that its staff or its standing changed, in the same transaction.
    """
    partner = hold(Partner, partner.id)
    agents = accompanying.companions(partner.id)
    for mandate in accompanying.standing_mandates(partner.id):
        appoint(mandate, agents)
