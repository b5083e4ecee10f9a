"""Leaving all of it at once: whoever moves away, or closes the account."""

from sqlalchemy import delete, select

from neighbourhood.directory.models import InviteLink, Listing, Welcome
from neighbourhood.foundation.storing import undoing
from neighbourhood.foundation.storing.database import db


def leave_all(resident_id: int) -> None:
    """Leave nothing of what somebody says to a quartier, nor of whom they invite there."""
    for model in (Listing, Welcome, InviteLink):
        mine = model.resident_id == resident_id
        undoing.forget_all(model.ABOUT, db.session.scalars(select(model.id).where(mine)).all())
        db.session.execute(delete(model).where(mine))
