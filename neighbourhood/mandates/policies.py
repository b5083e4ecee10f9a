"""Who may give, hold, use and end a mandate."""

from collections.abc import Iterator

from flask_babel import gettext
from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.errors import DomainError, Forbidden
from neighbourhood.mandates.kinds import Deed
from neighbourhood.mandates.models import Consent, Mandate
from neighbourhood.mandates.queries import identities, mandates
from neighbourhood.partners.models import Partner
from neighbourhood.partners.policies.acting import is_from_here
from neighbourhood.places.models import Address
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.kinds import AT_CLOSING, AtClosing
from neighbourhood.residents.models.residents import Resident

MOST_HELD = 5
MOST_GIVEN = 5
MOST_FORMS = 30


class NobodyProved(Forbidden):
    """A second account is not yet a second person: a mailbox is had in a minute.

    Wherever two people are asked, the second one `is_somebody`, whatever their office.
    """

    sentence = _l(
        "Pour répondre, prouvez d’abord votre adresse, ou montrez à un guichet qui vous êtes : "
        "un deuxième compte n’est pas encore une deuxième personne."
    )


class MandateOver(Forbidden):
    """The mandate ended, or never allowed this; what was typed is not sent."""

    sentence = _l(
        "Le mandat a pris fin ou ne permet pas cela. Rien n’a été envoyé : vous agissez de nouveau "
        "en votre nom. Pour continuer, demandez un nouveau mandat à cette personne."
    )


class OutsideMandate(Forbidden):
    """A page that the mandate does not open."""

    sentence = _l(
        "Vous agissez pour %(name)s, et le mandat n’ouvre pas cette page. Pour la voir en votre "
        "nom, arrêtez d’abord d’agir pour cette personne."
    )


class MandateGone(DomainError):
    """The code or the form serves no more."""

    sentence = _l(
        "Ce mandat n’attend plus rien : il a commencé, a pris fin ou a été abandonné. Regardez où "
        "il en est, ou demandez-en un nouveau à la personne."
    )


class OwnMandate(DomainError):
    """Somebody would act for themselves."""

    sentence = _l("C’est votre propre mandat : donnez le code à la personne qui agira pour vous.")


class OtherTown(DomainError):
    """The organisation does not act in the town of the principal."""

    sentence = _l(
        "Cette personne habite une autre ville que celle où votre organisme agit. Dites-lui de "
        "demander à une association de sa ville, ou à une personne de confiance."
    )


class IdentityFirst(Forbidden):
    """Nobody has seen yet who would act."""

    sentence = _l(
        "Avant d’agir pour quelqu’un, montrez qui vous êtes : par une preuve d’adresse dans "
        "n’importe quelle ville, à l’accueil d’une mairie, ou par la feuille signée de cette "
        "personne."
    )


class TooManyHeld(DomainError):
    """One person acts for many others; organisations are there for that."""

    sentence = _l(
        "Vous agissez déjà pour %(most)s personnes, c’est le maximum. Rendez un mandat, ou passez "
        "par une association partenaire."
    )


class AlreadyPrepared(DomainError):
    """One form for one person at a time."""

    sentence = _l("Une feuille est déjà prête pour cette personne : faites-la signer d’abord.")


class TooManyGiven(DomainError):
    """Too many people act for one."""

    sentence = _l("Vous avez déjà donné %(most)s mandats, c’est le maximum. Arrêtez-en un d’abord.")


class TooManyForms(DomainError):
    """Forms are prepared faster than they are signed."""

    sentence = _l(
        "Déjà %(most)s feuilles attendent une signature, c’est le maximum. Faites-les signer, ou "
        "abandonnez celles qui ne serviront plus."
    )


def may_give_mandate(resident: Resident) -> bool:
    """Ask for a proved address: agents can do no more than their principal."""
    return resident.may_read


def may_hold_mandate(agent: Resident) -> bool:
    """Ask a person to have shown who they are: by an address in any town, or at a desk."""
    shown = agent.bears_mark or identities.is_seen(agent)
    return may_prepare_paper(agent) and shown and agent.measure is None


def may_prepare_paper(agent: Resident) -> bool:
    """Ask for a mailbox that answered: the paper that the principal signs shows who acts."""
    return agent.is_active and agent.email_confirmed_at is not None and not agent.name_to_prove


def may_be_renewed(mandate: Mandate) -> bool:
    """Allow it for what somebody who signs in nowhere gave, and whose address is proved still."""
    principal = mandate.principal
    return mandate.begins_at is not None and principal.email is None and principal.may_read


def may_be_renewed_by(partner: Partner, mandate: Mandate) -> bool:
    """Allow what was given to `partner` by somebody without a mailbox who still lives in town."""
    return may_be_renewed(mandate) and is_from_here(partner, mandate.principal)


def may_renew(actor: Actor, mandate: Mandate) -> bool:
    """Allow who acts or acted in their own name; an organisation does so at its own desk."""
    named = any(held.agent_id == actor.id for held in mandate.agents)
    own = named and mandate.partner_id is None
    return own and may_be_renewed(mandate) and may_prepare_paper(actor.resident)


def may_be_written_on(address: Address) -> bool:
    """Tell whether a form may bear an address: a town hall of Palier looks at it, in any town."""
    return address.quartier is not None and address.quartier.is_open


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
    return named and mandate.is_live and not deed.scopes.isdisjoint(mandate.scopes)


def may_give_up(actor: Actor, mandate: Mandate) -> bool:
    """Allow the principal, who prepared it and who would act, as long as it has not begun."""
    agents = {held.agent_id for held in mandate.agents}
    concerned = {mandate.principal_id, mandate.prepared_by_id, *agents}
    return mandate.is_prepared and actor.id in concerned


def may_revoke(actor: Actor, mandate: Mandate) -> bool:
    """Allow the principal and the agents: it ends as soon as one of them wants."""
    agents = {held.agent_id for held in mandate.agents}
    return mandate.is_live and actor.id in {mandate.principal_id, *agents}


def _hands(resident: Resident) -> Iterator[str]:
    """Name who acts for `resident`, in full as they read it everywhere."""
    for mandate in mandates.live_of(resident.id):
        if mandate.partner is not None:
            yield mandate.organisation
        else:
            yield from (held.agent.full_name for held in mandate.agents)


def _principals(resident: Resident) -> list[str]:
    return [one.principal.full_name for one in mandates.held_by(resident) if one.is_live]


def _ends(resident: Resident) -> Iterator[str]:
    for name in _hands(resident):
        yield gettext("%(name)s n’agit plus pour vous.", name=name)
    for name in _principals(resident):
        yield gettext("Vous n’agissez plus pour %(name)s, qui l’apprend.", name=name)


def _counting(resident: Resident) -> Iterator[str]:
    for name in _hands(resident):
        yield gettext("%(name)s n’agit plus pour cette personne.", name=name)
    for name in _principals(resident):
        yield gettext("Cette personne n’agit plus pour %(name)s, qui l’apprend.", name=name)


AT_CLOSING.declare(AtClosing(code="mandates", ends=_ends, counting=_counting))
