"""Another account where somebody was excluded: noticed, and nobody is named."""

from sqlalchemy import select

from neighbourhood.foundation.storing.database import db
from neighbourhood.moderation.outcomes import SAME_HOME
from neighbourhood.notifications.actions import notify
from neighbourhood.partners.models import StaffRole
from neighbourhood.partners.queries.staff import staff_in
from neighbourhood.residents.models.residents import Resident


def notice_same_home(resident: Resident) -> None:
    """Tell those who moderate a town that an address came back; neither account, nor the address.

    Whoever lives there is a party, and is not told. When the account was opened tells nothing: a
    second one may have been ready before the exclusion.
    """
    if resident.quartier is None or not _somebody_was_excluded_at_home(resident):
        return
    town_id = resident.quartier.municipality_id
    for moderator_id in staff_in(town_id, StaffRole.MODERATE):
        moderator = db.session.get_one(Resident, moderator_id)
        if moderator.address_id != resident.address_id:
            notify(moderator_id, SAME_HOME, path=f"/moderation/{town_id}/")


def _somebody_was_excluded_at_home(resident: Resident) -> bool:
    before = select(Resident.id).where(
        Resident.excluded_at.is_not(None),
        Resident.address_id == resident.address_id,
        Resident.id != resident.id,
    )
    return db.session.scalar(before.limit(1)) is not None
