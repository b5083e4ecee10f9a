"""Who is to look at a case: those who moderate its town, or whoever stands in for them."""

from collections.abc import Callable, Iterable

from neighbourhood.foundation.storing.database import db
from neighbourhood.moderation.models.cases import Case
from neighbourhood.partners.models import StaffRole
from neighbourhood.partners.queries.organisations import administrators
from neighbourhood.partners.queries.staff import staff_in
from neighbourhood.residents.models.residents import Resident


def handlers(case: Case, may: Callable[[Resident], bool]) -> list[int]:
    """Return the moderators of the town of a case who `may`, its administrators without any."""
    town_id = case.municipality_id
    staff = staff_in(town_id, StaffRole.MODERATE) if town_id is not None else []
    here = _who(may, (db.session.get_one(Resident, one) for one in staff))
    return here or _who(may, administrators())


def _who(may: Callable[[Resident], bool], people: Iterable[Resident]) -> list[int]:
    return sorted(one.id for one in people if may(one))
