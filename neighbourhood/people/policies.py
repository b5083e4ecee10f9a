"""Who looks after whom, and what may be done for an account as it stands."""

from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.errors import DomainError, Forbidden
from neighbourhood.partners.models import StaffRole
from neighbourhood.partners.queries.staff import works_for_town
from neighbourhood.people.kinds import Help
from neighbourhood.people.queries.running import works_outside
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.policies import has_second_factor
from neighbourhood.residents.queries import accounts, closings


class OwnAccount(Forbidden):
    """Nobody looks after themselves: somebody else sees what they would not."""

    sentence = _l("C’est votre propre compte : une autre personne doit s’en occuper.")


class BeyondYou(Forbidden):
    """Staff of a town change nothing for administrators, nor for the staff of other towns."""

    sentence = _l(
        "Cette personne administre le site, ou travaille pour une autre commune. Seule une "
        "personne qui administre le site peut agir sur ce compte."
    )


class NothingToDo(DomainError):
    """The account does not need that help any more."""

    sentence = _l(
        "Il n’y a plus rien à faire ici : ce compte a changé entre-temps. Rouvrez la page de cette "
        "personne."
    )


def may_look_after(reader: Resident, person: Resident) -> bool:
    """Administrators see everybody; who runs a town sees those who live there."""
    if reader.is_administrator:
        return True
    town = person.quartier.municipality_id if person.quartier else None
    return town is not None and works_for_town(reader, town, StaffRole.ADMINISTER)


def refusal_to_act(reader: Resident, person: Resident) -> type[DomainError] | None:
    """Return why a reader may do nothing for a person whom they see, None when they may."""
    if reader.id == person.id:
        return OwnAccount
    if reader.is_administrator:
        return None
    town = person.quartier.municipality_id if person.quartier else None
    return BeyondYou if person.is_administrator or works_outside(person.id, town) else None


def helps_for(reader: Resident, person: Resident) -> list[Help]:
    """Return what a reader may do for a person now, nothing where they may not act."""
    if refusal_to_act(reader, person) is not None:
        return []
    return [each for each in Help if _helps(each, person) and _may(each, reader)]


def _may(each: Help, reader: Resident) -> bool:
    return each is not Help.FACTORS or reader.is_administrator


def _helps(each: Help, person: Resident) -> bool:
    has_mail = person.is_active and person.email is not None
    confirmed = person.email_confirmed_at is not None
    if each is Help.CONFIRM:
        return has_mail and not confirmed
    if each is Help.PASSWORD:
        return person.email is not None and confirmed and closings.may_enter(person)
    if each is Help.SESSIONS:
        return person.is_active and bool(accounts.sign_ins(person))
    if each is Help.FACTORS:
        return person.is_active and has_second_factor(person)
    return has_mail and (person.mail_returns_since is None) is (each is Help.RETURNS)
