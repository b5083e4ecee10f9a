"""Who may ask for an organisation to act, and who decides."""

from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.errors import DomainError, Forbidden
from neighbourhood.foundation.storing.moves import IllegalMove
from neighbourhood.partners.models import (
    STANDINGS,
    TO_DECIDE,
    Application,
    Partner,
    Standing,
)
from neighbourhood.partners.queries import applications
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.queries.housemates import is_of_one_home


class MovedOn(IllegalMove):
    """The request is no longer at the point where this can be done."""

    sentence = _l("Cette demande a changé entre-temps. Rechargez la page pour voir où elle en est.")


class NeedsAnotherAdministrator(Forbidden):
    """One administrator is not enough, nor are two of one home."""

    code = "another_administrator"
    sentence = _l(
        "Il faut une autre personne : ni celle qui a déjà décidé, ni quelqu’un de la même adresse."
    )


class WorksForThem(Forbidden):
    """An administrator would decide for the organisation they, or somebody at home, work for."""

    sentence = _l(
        "Vous travaillez pour cet organisme, ou habitez avec la personne qui demande : deux autres "
        "personnes décident."
    )


class AlreadyPartner(DomainError):
    """The town has a partner of this name or number."""

    sentence = _l("Un partenaire de cette ville porte déjà ce nom ou ce numéro SIRET.")


class OneAtATime(DomainError):
    """A request of this account is still under way."""

    sentence = _l("Vous avez déjà une demande en cours. Attendez la réponse, ou retirez-la.")


def may_apply(resident: Resident) -> bool:
    """Anyone whose mailbox has answered; an address need not be proved."""
    return resident.email_confirmed_at is not None


def may_stand(partner: Partner, standing: Standing) -> bool:
    """Follow the written table of standings."""
    return standing in STANDINGS[partner.standing]


def works_for(resident: Resident, application: Application) -> bool:
    """Whoever asks or lives with who does, has a mailbox there, or is on its staff already."""
    if is_of_one_home(resident, {application.applicant_id}):
        return True
    here = f".{(resident.email or '').rpartition('@')[2]}"
    return here.endswith(f".{application.mail_domain}") or applications.is_colleague(
        resident, application
    )


def may_decide(resident: Resident, application: Application) -> bool:
    """Allow an administrator who does not work there, while the request waits."""
    waiting = resident.is_administrator and application.status in TO_DECIDE
    return waiting and not works_for(resident, application)


def may_approve(resident: Resident, application: Application) -> bool:
    """One who may decide, has not approved yet, and does not live with whoever has."""
    another = not is_of_one_home(resident, {application.first_approver_id})
    return another and may_decide(resident, application)


def may_reinstate(resident: Resident, partner: Partner) -> bool:
    """Another administrator than the one who suspended, of another home: that takes two as well."""
    return resident.is_administrator and not is_of_one_home(resident, {partner.suspended_by_id})
