"""What residents may do and see of each other."""

from neighbourhood.foundation import settings
from neighbourhood.residents.models import Resident


def are_neighbours(one: Resident, other: Resident) -> bool:
    """Both proved an address in the same quartier."""
    return one.may_read and other.may_read and one.quartier_id == other.quartier_id


def may_see_full_name(viewer: Resident | None, resident: Resident) -> bool:
    """Oneself and the neighbours of one’s quartier; beyond, first name and initial."""
    return viewer is not None and (viewer.id == resident.id or are_neighbours(viewer, resident))


def may_see_profile(viewer: Resident, resident: Resident) -> bool:
    """Allow verified residents of the same town, while the account is open."""
    if viewer.id == resident.id:
        return True
    if not (viewer.may_read and resident.may_read and resident.is_active):
        return False
    return viewer.quartier.municipality_id == resident.quartier.municipality_id  # type: ignore[union-attr]


def has_second_factor(resident: Resident) -> bool:
    """Signing in asks `resident` for more than a password."""
    return resident.second_factor_since is not None


def must_have_second_factor(resident: Resident, *, staff: bool = False) -> bool:
    """Who decides for others proves more than a password: administrators, staff of a partner."""
    return settings.current().staff_second_factor and (staff or resident.is_administrator)
