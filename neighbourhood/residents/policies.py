"""What residents may do and see of each other."""

from flask_babel import lazy_gettext as _l

from neighbourhood.foundation import settings
from neighbourhood.foundation.errors import DomainError, Forbidden
from neighbourhood.places.crowds import hides
from neighbourhood.residents import names
from neighbourhood.residents.kinds import AT_CLOSING, ENDED_BY_A_NAME, AtClosing
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.queries.accounts import count_administrators


class ClosedAlready(DomainError):
    """The account was closed by another press, or by somebody else."""

    sentence = _l("Ce compte est déjà fermé. Pour revenir, connectez-vous.")


class LastAdministrator(DomainError):
    """Nobody would be left to look after the site."""

    sentence = _l(
        "Personne d’autre n’administre ce site : il resterait sans responsable. Faites d’abord "
        "nommer une autre personne, puis fermez votre compte."
    )


class TooLateToComeBack(DomainError):
    """The account was erased, or is open again."""

    sentence = _l(
        "Ce compte n’attend plus : il a été effacé, ou il est de nouveau ouvert. Essayez de vous "
        "connecter. S’il a été effacé, vous pouvez en ouvrir un autre avec la même adresse e-mail."
    )


class CharterFirst(Forbidden):
    """A charter changed, or is new to them, and they did not agree to it yet: they only read."""

    sentence = _l(
        "Une charte attend votre accord. Rechargez la page pour la lire. Pour écrire, il faut "
        "l’accepter ; en attendant, vous pouvez tout lire."
    )


class NothingToPublish(DomainError):
    """A charter without words, with the same ones, without what changed, or published already."""

    sentence = _l(
        "Cette version ne peut pas être publiée. Regardez si elle l’est déjà, si son texte est le "
        "même qu’avant, ou s’il y manque un titre, un texte ou la phrase qui dit ce qui change."
    )


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
    """Allow it where the street, with all that was ever shown, leaves eleven doors at least."""
    return resident.may_read and hides(resident.address) and not resident.street_crosses


def may_see_profile(viewer: Resident, resident: Resident) -> bool:
    """Allow verified residents of the same town, while the account is open and not excluded."""
    if viewer.id == resident.id:
        return True
    shown = resident.is_active and resident.excluded_at is None
    return shown and share_a_town(viewer, resident)


def is_another_name(resident: Resident, full_name: str) -> bool:
    """Whether a name is more than a correction of the one that `resident` proved, else bears.

    Corrections are compared with the proved name: many small steps lead no further than one.
    """
    return not names.is_correction(resident.proved_name or resident.full_name, full_name)


def ended_by(resident: Resident, full_name: str) -> list[str]:
    """Say what ends for `resident` who takes that name, a sentence each."""
    said = (each.said(resident, full_name) for each in ENDED_BY_A_NAME.values())
    return [str(sentence) for sentence in said if sentence is not None]


def has_second_factor(resident: Resident) -> bool:
    """Signing in asks `resident` for more than a password."""
    return resident.second_factor_since is not None


def must_have_second_factor(resident: Resident, *, staff: bool = False) -> bool:
    """Who decides for others proves more than a password: administrators, staff of a partner."""
    return settings.current().staff_second_factor and (staff or resident.is_administrator)


def _nobody_else_administers(resident: Resident) -> list[DomainError]:
    alone = resident.is_administrator and count_administrators(but=resident) == 0
    return [LastAdministrator()] if alone else []


AT_CLOSING.declare(AtClosing(code="administrators", hinders=_nobody_else_administers))
