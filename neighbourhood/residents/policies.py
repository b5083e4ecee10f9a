"""What residents may do and see of each other."""

from flask_babel import lazy_gettext as _l

from neighbourhood.foundation import settings
from neighbourhood.foundation.errors import DomainError, Forbidden
from neighbourhood.places.grid import FEWEST
from neighbourhood.places.models import Address
from neighbourhood.places.queries import doors_in_street
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.mandates import ALLOWED_BY, Consent, Deed, Mandate
from neighbourhood.residents.models.residents import Resident

MOST_HELD = 5
MOST_GIVEN = 5


class MandateOver(Forbidden):
    """The mandate ended, or never allowed this; what was typed is not sent."""

    code = "mandate_over"
    sentence = _l(
        "Le mandat a pris fin ou ne permet pas cela. Rien n’a été envoyé : vous agissez de nouveau "
        "en votre nom."
    )


class OutsideMandate(Forbidden):
    """A page that the mandate does not open."""

    code = "outside_mandate"
    sentence = _l(
        "Vous agissez pour %(name)s, et le mandat n’ouvre pas cette page. Pour la voir en votre "
        "nom, arrêtez d’abord d’agir pour cette personne."
    )


class MandateGone(DomainError):
    """The code or the form serves no more."""

    code = "mandate_gone"
    sentence = _l("Ce mandat n’attend plus rien : il a commencé, a pris fin ou a été abandonné.")


class OwnMandate(DomainError):
    """Somebody would act for themselves."""

    code = "own_mandate"
    sentence = _l("C’est votre propre mandat : donnez le code à la personne qui agira pour vous.")


class OtherTown(DomainError):
    """The agent does not live in the town of the principal."""

    code = "other_town"
    sentence = _l("Cette personne habite une autre ville : un mandat ne vaut que dans la même.")


class TooManyHeld(DomainError):
    """One person acts for many others; organisations are there for that."""

    code = "too_many_held"
    sentence = _l(
        "Vous agissez déjà pour %(most)s personnes, c’est le maximum. Rendez un mandat, ou passez "
        "par une association partenaire."
    )


class AlreadyPrepared(DomainError):
    """One form for one person at a time."""

    code = "already_prepared"
    sentence = _l("Une feuille est déjà prête pour cette personne : faites-la signer d’abord.")


class TooManyGiven(DomainError):
    """Too many people act for one."""

    code = "too_many_given"
    sentence = _l("Vous avez déjà donné %(most)s mandats, c’est le maximum. Arrêtez-en un d’abord.")


def are_neighbours(one: Resident, other: Resident) -> bool:
    """Both proved an address in the same quartier."""
    return one.may_read and other.may_read and one.quartier_id == other.quartier_id


def share_a_door(one: Resident, other: Resident) -> bool:
    """Both proved the same address."""
    return are_neighbours(one, other) and one.address_id == other.address_id is not None


def share_a_town(one: Resident, other: Resident) -> bool:
    """Both proved an address in the same town."""
    if not (one.may_read and other.may_read and one.quartier and other.quartier):
        return False
    return one.quartier.municipality_id == other.quartier.municipality_id


def may_see_full_name(viewer: Resident | None, resident: Resident) -> bool:
    """Oneself, and the neighbours of one’s quartier unless one prefers not."""
    if viewer is None:
        return False
    near = resident.shows_full_name and are_neighbours(viewer, resident)
    return viewer.id == resident.id or near


def may_show_street(resident: Resident) -> bool:
    """Allow it where the street does not give the door away: eleven doors at least."""
    home = resident.address if resident.may_read else None
    return home is not None and doors_in_street(home) >= FEWEST


def may_see_profile(viewer: Resident, resident: Resident) -> bool:
    """Allow verified residents of the same town, while the account is open."""
    if viewer.id == resident.id:
        return True
    return resident.is_active and share_a_town(viewer, resident)


def has_second_factor(resident: Resident) -> bool:
    """Signing in asks `resident` for more than a password."""
    return resident.second_factor_since is not None


def must_have_second_factor(resident: Resident, *, staff: bool = False) -> bool:
    """Who decides for others proves more than a password: administrators, staff of a partner."""
    return settings.current().staff_second_factor and (staff or resident.is_administrator)


def may_give_mandate(resident: Resident) -> bool:
    """Ask for a proved address: agents can do no more than their principal."""
    return resident.may_read


def may_hold_mandate(agent: Resident) -> bool:
    """Ask a person for a proved, confirmed address and a mailbox that answered."""
    return agent.is_verified and agent.email_confirmed_at is not None


def may_be_renewed(mandate: Mandate) -> bool:
    """Allow it for what somebody who signs in nowhere gave, and whose address is proved still."""
    principal = mandate.principal
    return mandate.begins_at is not None and principal.email is None and principal.may_read


def may_renew(actor: Actor, mandate: Mandate) -> bool:
    """Allow who acts or acted in their own name; an organisation does so at its own desk."""
    named = any(held.agent_id == actor.id for held in mandate.agents)
    own = named and not mandate.organisation
    return own and may_be_renewed(mandate) and may_hold_mandate(actor.resident)


def is_in_town_of(agent: Resident, address: Address) -> bool:
    """Tell whether an address is in the town where `agent` lives."""
    here, there = agent.quartier, address.quartier
    return here is not None and there is not None and here.municipality_id == there.municipality_id


def may_print(actor: Actor, mandate: Mandate) -> bool:
    """Allow who prepared a form, and who will act by it, until it is recorded."""
    agents = {held.agent_id for held in mandate.agents}
    waits = mandate.is_prepared and mandate.consent is Consent.PAPER
    return waits and actor.id in {mandate.prepared_by_id, *agents}


def may_read_month(actor: Actor, mandate: Mandate) -> bool:
    """Allow the principal, and those who act or acted by a mandate."""
    agents = {held.agent_id for held in mandate.agents}
    return mandate.begins_at is not None and actor.id in {mandate.principal_id, *agents}


def may_act(mandate: Mandate, agent_id: int, deed: Deed) -> bool:
    """Allow an agent of a mandate under way, in what it was given for."""
    named = any(held.agent_id == agent_id for held in mandate.agents)
    return named and mandate.is_live and not ALLOWED_BY[deed].isdisjoint(mandate.scopes)


def may_give_up(actor: Actor, mandate: Mandate) -> bool:
    """Allow the principal, who prepared it and who would act, as long as it has not begun."""
    agents = {held.agent_id for held in mandate.agents}
    concerned = {mandate.principal_id, mandate.prepared_by_id, *agents}
    return mandate.is_prepared and actor.id in concerned


def may_revoke(actor: Actor, mandate: Mandate) -> bool:
    """Allow the principal and the agents: it ends as soon as one of them wants."""
    agents = {held.agent_id for held in mandate.agents}
    return mandate.is_live and actor.id in {mandate.principal_id, *agents}
