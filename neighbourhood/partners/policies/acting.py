"""What those who work for an organisation may do, and where."""

from flask_babel import lazy_gettext as _l

from neighbourhood.foundation.errors import Forbidden
from neighbourhood.partners.models import (
    Partner,
    StaffRole,
)
from neighbourhood.partners.queries.staff import staff_of
from neighbourhood.places.models import Address
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.policies import has_second_factor, must_have_second_factor


class SecondFactorFirst(Forbidden):
    """Staff and administrators prove more than a password before they act."""

    sentence = _l(
        "Votre rôle touche d’autres personnes : ajoutez d’abord une deuxième preuve à votre "
        "compte, dans « Moi », puis « Sécurité »."
    )


def may_verify(resident: Resident) -> bool:
    """`resident` checks addresses for a partner, such as the desk of the town hall."""
    return bool(staff_of(resident, StaffRole.VERIFY))


def owes_second_factor(resident: Resident) -> bool:
    """Staff of a partner, or an administrator, with nothing but a password where more is due."""
    if has_second_factor(resident) or not must_have_second_factor(resident, staff=True):
        return False
    return resident.is_administrator or bool(staff_of(resident))


def is_from_here(partner: Partner, resident: Resident) -> bool:
    """Whether `resident` proved an address in the town where `partner` is accredited."""
    quartier = resident.quartier if resident.may_read else None
    return quartier is not None and quartier.municipality_id == partner.municipality_id


def is_in_town_of(partner: Partner, address: Address) -> bool:
    """Whether `address` is in the town where `partner` is accredited."""
    quartier = address.quartier
    return quartier is not None and quartier.municipality_id == partner.municipality_id
